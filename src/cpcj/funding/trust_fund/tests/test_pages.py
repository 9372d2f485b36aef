"""The pages: what they cost, what the public reads, the agreement, the fund of the first run."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cpcj.evidence.registry import for_provision
from cpcj.frame.first_run import FirstRun
from cpcj.frame.records import writing_allowed
from cpcj.funding.trust_fund.knowledge import elsewhere, set_up
from cpcj.funding.trust_fund.models import AgreementTemplate, Call, Fund
from cpcj.funding.trust_fund.services import awarding, grants, reading
from cpcj.funding.trust_fund.services.grants import Account
from cpcj.funding.trust_fund.tests.conftest import GOOD, PROPOSAL, World
from cpcj.funding.trust_fund.tests.planting import as_, said

pytestmark = pytest.mark.django_db


def statements(client: Client, address: str) -> int:
    """Return how many statements a page takes, its counts kept from nowhere."""
    from django.core.cache import cache

    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_more_rows_take_no_more_statements(world: World) -> None:
    people = world.people
    places = [
        "/funding/grants/", "/funding/grants/awarded/", "/funding/grants/applications/",
        "/funding/grants/due/", "/funding/grants/calls/first/ranking/",
        f"/funding/grants/funds/{world.fund.code}/",
    ]  # fmt: skip
    sent = [world.sent(replace(PROPOSAL, title=f"Lamps {n}")) for n in range(4)]
    world.assess()
    client = as_(people.officer)
    counts = []
    for some in (sent[:1], sent[1:]):
        for one in some:
            given = [world.assigned(one, r) for r in (people.first, people.second)]
            for assignment in given:
                reading.score(assignment.reader, assignment, given=GOOD)
            one.refresh_from_db()
            awarding.award(people.head, one, world.terms(100_000))
        for place in places:
            client.get(place)
        counts.append([statements(client, place) for place in places])
    assert counts[0] == counts[1]
    reader = as_(people.first)
    assert statements(reader, "/funding/grants/readings/") < 20


def test_the_public_reads_calls_awards_and_totals(world: World) -> None:
    grant = world.granted()
    grants.pay(world.people.officer, grant, position=1)
    told = {("female", "adult", "legal"): 40, ("male", "adult", "legal"): 20,
            ("other", "adult", "legal"): 2}  # fmt: skip
    grants.send_report(world.people.grantee, grant, position=1, said=Account("Lamps.", 1_000, told))
    grants.answer_report(world.people.officer, grant, position=1, accept=True)
    page = said(as_(None).get("/funding/grants/awarded/"))
    assert PROPOSAL.name in page
    assert "32,345.67" in page
    assert PROPOSAL.place not in page
    assert as_(None).get(f"/funding/grants/awarded/{grant.number}/").status_code == 302
    fund = said(as_(None).get(f"/funding/grants/funds/{world.fund.code}/"))
    assert "female: 40" in fund
    assert "other or not said: 2" not in fund
    assert "male: 20" not in fund.replace("female", "")
    assert "fewer than may be shown" in fund
    start = said(as_(None).get("/funding/grants/"))
    for row in elsewhere():
        assert row["name"] in start


def test_a_draft_of_a_call_is_the_office_s(world: World) -> None:
    with writing_allowed():
        Call.objects.update(status="draft")
    address = world.call.get_absolute_url()
    assert as_(None).get(address).status_code == 404
    assert as_(world.people.officer).get(address).status_code == 200


def test_the_agreement_is_written_from_the_office_s_file(world: World) -> None:
    grant = world.granted()
    address = f"/funding/grants/awarded/{grant.number}/agreement/"
    words = said(as_(world.people.head).get(address))
    for value in (PROPOSAL.name, "32,345.67", "Fund of Quiet Harbours", grant.number):
        assert value in words
    client = as_(world.people.officer)
    here = f"/funding/grants/funds/{world.fund.code}/agreement/"

    def give(text: str, name: str = "ours.docx") -> str:
        file, out = docx.Document(), io.BytesIO()
        file.add_paragraph(text)
        file.save(out)
        upload = SimpleUploadedFile(name, out.getvalue())
        return said(client.post(here, {"template": upload}))

    assert "colour" in give("{colour} {grantee}")
    assert "places that it needs: number" in give("{grantee} {amount}")
    assert "no Word document" in said(
        client.post(here, {"template": SimpleUploadedFile("x.docx", b"no file")})
    )
    assert not AgreementTemplate.objects.exists()
    give("Ours: {number}, {grantee} gets {amount}: {schedule}.")
    assert f", {PROPOSAL.name} gets" in said(client.get(address))
    pdf = b"".join(client.get(f"{address}?form=pdf"))
    assert pdf.startswith(b"%PDF-")
    client.post(here, {"forget": "1"})
    assert "Ours:" not in said(client.get(address))


def test_the_programme_s_own_fund_is_set_up_once() -> None:
    lines: list[str] = []
    for _again in range(2):
        set_up(FirstRun(None, lines.append))
    fund = Fund.objects.get(code="trafficking")
    assert "trafficking in persons" in str(fund)
    assert len(lines) == 1
    items = [
        one
        for one in for_provision("A/RES/64/293#op4", AnonymousUser())
        if one.room == "trust_fund"
    ]
    assert [one.kind for one in items] == ["fund"]


def test_forms_set_up_a_fund_and_a_call(world: World) -> None:
    client = as_(world.people.officer)
    answer = client.post(
        "/funding/grants/funds/new/",
        {"code": "second", "numbers": "sec", "name_en": "Second fund", "third_above": 10,
         "minimum_shown": 3},
    )  # fmt: skip
    assert answer.headers["Location"] == "/funding/grants/funds/second/"
    assert Fund.objects.get(code="second").prefix == "SEC"
    given = {
        "fund": Fund.objects.get(code="second").pk, "code": "c", "title": "T", "words": "W",
        "opens_on": "2030-01-01", "closes_on": "2030-02-01", "criteria": "60; 5; Need",
    }  # fmt: skip
    for name, wrong in (
        ("requirements", "age: 3"), ("criteria", "much; 5; Need"), ("closes_on", "2029-01-01"),
    ):  # fmt: skip
        refused = client.post("/funding/grants/calls/new/", {**given, name: wrong})
        assert refused.status_code == 200
    answer = client.post("/funding/grants/calls/new/", {**given, "requirements": "confirm: Yes."})
    assert answer.status_code == 302
    assert Call.objects.get(code="c").requirements == [{"kind": "confirm", "value": "Yes."}]
