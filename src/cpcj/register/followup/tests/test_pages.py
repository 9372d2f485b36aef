"""The pages of follow-up: who sees what, what they cost, what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.register.followup.models import FollowUp, NoteEvidence, SavedView
from cpcj.register.followup.services.details import assign, publish
from cpcj.register.followup.services.recording import of_act
from cpcj.register.followup.services.statuses import propose_completion, set_status
from cpcj.register.followup.tests.conftest import FIRST, SECOND
from cpcj.register.models import Act
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, SYSTEM, document, hold, text

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import Unit, User

pytestmark = pytest.mark.django_db

LIST = "/followup/"
PLACE = "A/RES/79/901/-/op1.1/"
PAGE = f"/followup/mandate/{PLACE}"
MANDATE = f"/mandates/{PLACE}"
TEXT = "/texts/A/RES/79/901/"


def _change(client: Client, deed: str, **data: Any) -> Any:
    return client.post(f"/followup/change/{deed}/{PLACE}", data)


def test_the_public_sees_nothing_that_was_not_published(client: Client, act: Act) -> None:
    set_status(SYSTEM, of_act(act), "in_progress", reason="a secret reason")
    for path in (LIST, PAGE, "/followup/mine/", "/followup/changes/", "/followup/sheets/"):
        assert client.get(path).status_code == 302
    for path in (MANDATE, TEXT, "/"):
        answer = client.get(path).content.decode()
        assert "implemented – in progress" not in answer
        assert "a secret reason" not in answer


def test_a_published_status_is_shown_and_nothing_else(
    client: Client, act: Act, officer: User, unit: Unit
) -> None:
    assign(SYSTEM, of_act(act), unit=unit, officer=officer, reason="theirs")
    set_status(SYSTEM, of_act(act), "in_progress", reason="a secret reason")
    publish(SYSTEM, of_act(act), published=True, reason="agreed")
    for path in (MANDATE, TEXT):
        answer = client.get(path).content.decode()
        assert "implemented – in progress" in answer
        for secret in ("a secret reason", "Lamps Section", officer.username, "/followup/mandate"):
            assert secret not in answer
    publish(SYSTEM, of_act(act), published=False, reason="too early")
    assert "implemented – in progress" not in client.get(MANDATE).content.decode()


def test_the_list_shows_and_narrows(client: Client, act: Act, officer: User, unit: Unit) -> None:
    assign(SYSTEM, of_act(act), unit=unit, officer=officer, reason="theirs")
    set_status(SYSTEM, of_act(act), "in_progress", reason="begun")
    client.force_login(officer)
    every = client.get(LIST).content.decode()
    assert "2 records" in every
    assert "Lamps Section" in every
    for query, number in (
        ("status=in_progress", 1),
        ("status=no_indication", 1),
        (f"unit={unit.pk}", 1),
        ("unit=-", 1),
        (f"officer={officer.pk}", 1),
        ("addressee=member_states", 1),
        ("topic=sport", 1),
        ("q=keepers", 1),
        ("text=A/RES/79/901", 2),
        ("text=A/RES/1/1", 0),
        ("flag=recurrent", 0),
        ("sort=due", 2),
        ("sort=text", 2),
    ):
        words = "1 record<" if number == 1 else f"{number} records"
        assert words in client.get(f"{LIST}?{query}").content.decode(), query
    assert client.get(f"{LIST}?unit=x").status_code == 400
    mine = client.get("/followup/mine/").content.decode()
    assert "1 record<" in mine
    assert "of A/RES/79/901" not in mine


def test_the_list_costs_the_same_for_many(client: Client, act: Act, officer: User) -> None:
    client.force_login(officer)

    def cost(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    few = [cost(path) for path in (LIST, TEXT, "/", "/followup/changes/")]
    for number in range(2, 9):
        hold(document(text(REQUEST, ENCOURAGE, symbol=f"A/RES/79/90{number}")), f"{number}.txt")
    for one in Act.objects.filter(current=True):
        assign(SYSTEM, of_act(one), unit=None, officer=officer, reason="all")
    many = [cost(path) for path in (LIST, TEXT, "/", "/followup/changes/")]
    assert all(more <= less + 3 for less, more in zip(few, many, strict=True)), (few, many)


def test_a_person_is_led_through_the_deeds(
    client: Client, act: Act, officer: User, head: User, unit: Unit
) -> None:
    client.force_login(officer)
    assert "Set the status" in client.get(PAGE).content.decode()
    answer = _change(client, "status", status="in_progress", reason="begun", seen=0)
    assert answer.status_code == 302
    assert _change(client, "propose", reason="issued", seen=1).status_code == 302
    assert _change(client, "confirm", reason="self", seen=2).status_code == 403
    assert _change(client, "assign", unit=unit.pk, reason="x", seen=2).status_code == 403
    client.force_login(head)
    assert _change(client, "assign", unit=unit.pk, reason="theirs", seen=2).status_code == 302
    assert _change(client, "confirm", reason="seen", seen=3).status_code == 302
    held = FollowUp.objects.get()
    assert (held.status, held.unit, held.version) == ("completed", unit, 4)
    page = client.get(PAGE).content.decode()
    for words in ("Confirmed as completed", "issued", "Lamps Section", "theirs"):
        assert words in page
    assert "Follow-up" in client.get(MANDATE).content.decode()


def test_the_second_person_is_told_what_changed(
    client: Client, act: Act, officer: User, head: User
) -> None:
    client.force_login(officer)
    _change(client, "status", status="in_progress", reason="the first reason", seen=0)
    client.force_login(head)
    answer = _change(client, "status", status="not_applicable", reason="mine", seen=0)
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "the first reason" in words
    assert "mine" in words
    assert 'name="seen" value="1"' in words
    assert FollowUp.objects.get().status == "in_progress"


def test_a_note_with_hostile_documents(client: Client, act: Act, officer: User) -> None:
    client.force_login(officer)
    bad = SimpleUploadedFile("x", b"<script>alert(1)</script>")
    bad.name = "..\u202egnp.<svg onload=1>\x07.html"
    answer = _change(
        client, "note", on="2026-01-05", words="<b>The study</b> was issued",
        addresses="https://example.org/study", documents=bad,
    )  # fmt: skip
    assert answer.status_code == 302
    page = client.get(PAGE).content.decode()
    assert "&lt;b&gt;The study&lt;/b&gt;" in page
    assert "<svg onload" not in page
    kept = NoteEvidence.objects.get(kind="document")
    assert not set("/\\<>\u202e\x07") & set(kept.label)
    given = client.get(kept.address)
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert given.headers["Content-Disposition"].startswith("attachment")
    client.logout()
    assert client.get(kept.address).status_code == 302


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp://x/y", "https://", "http://[", "x"]
)
def test_no_address_that_does_harm(client: Client, act: Act, officer: User, address: str) -> None:
    client.force_login(officer)
    answer = _change(client, "note", on="2026-01-05", words="w", addresses=address)
    assert answer.status_code == 200
    assert not NoteEvidence.objects.exists()


def test_many_at_once_all_or_none(client: Client, act: Act, officer: User, unit: Unit) -> None:
    client.force_login(officer)
    keys = list(Act.objects.filter(current=True).values_list("pk", flat=True))
    data = {"deed": "status", "status": "not_applicable", "reason": "States only", "acts": keys}
    answer = client.post("/followup/many/", {**data, "back": f"{LIST}?sort=text"})
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?sort=text")
    assert FollowUp.objects.filter(status="not_applicable").count() == 2
    answer = client.post("/followup/many/", {**data, "deed": "assign", "unit": unit.pk})
    assert answer.status_code == 200
    assert not FollowUp.objects.filter(unit=unit).exists()
    everything = {"deed": "status", "status": "in_progress", "reason": "begun", "everything": "on",
                  "back": f"{LIST}?addressee=donors"}  # fmt: skip
    assert client.post("/followup/many/", everything).status_code == 302
    assert FollowUp.objects.get(status="in_progress").act == SECOND
    stray = client.post("/followup/many/", {**everything, "back": "https://example.org/"})
    assert stray["Location"].startswith(LIST)


def test_views_are_one_persons_own(client: Client, act: Act, officer: User, head: User) -> None:
    client.force_login(officer)
    client.post("/followup/views/", {"name": "Mine <b>", "query": "status=in_progress&after=x"})
    view = SavedView.objects.get()
    assert view.query == "status=in_progress"
    assert "Mine &lt;b&gt;" in client.get(LIST).content.decode()
    client.force_login(head)
    assert "Mine &lt;b&gt;" not in client.get(LIST).content.decode()
    client.post(f"/followup/views/{view.pk}/forget/")
    assert SavedView.objects.exists()
    client.force_login(officer)
    client.post(f"/followup/views/{view.pk}/forget/")
    assert not SavedView.objects.exists()


def test_what_changed_since_one_was_here(
    client: Client, act: Act, officer: User, head: User
) -> None:
    propose_completion(head, of_act(act), reason="The report was issued")
    client.force_login(officer)
    page = client.get("/followup/changes/").content.decode()
    assert "The report was issued" in page
    set_status(head, of_act(act), "not_applicable", reason="After all")
    from cpcj.register.followup.models import Entry

    first = Entry.objects.order_by("pk").values_list("pk", flat=True)[0]
    client.post("/followup/changes/", {"up_to": first})
    page = client.get("/followup/changes/").content.decode()
    assert "After all" in page
    assert "The report was issued" not in page


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_list_is_saved_as_a_file(client: Client, act: Act, officer: User, form: str) -> None:
    client.force_login(officer)
    answer = client.get(f"{LIST}?format={form}")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert FIRST.encode() in content or form == "xlsx"
    assert len(content) > 100


def test_a_follow_up_without_its_act_has_a_page(client: Client, act: Act, officer: User) -> None:
    said = set_status(SYSTEM, of_act(act), "in_progress", reason="begun")
    hold(document(text(ENCOURAGE)), "newer.txt")
    client.force_login(officer)
    page = client.get(f"/followup/kept/{said.pk}/").content.decode()
    assert "its act is no longer held" in page
    assert "begun" in page
    assert FIRST in client.get("/followup/apart/").content.decode()
