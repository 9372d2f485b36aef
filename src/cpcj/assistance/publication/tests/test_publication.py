"""A publication from the portfolio to the public file, and what never gets there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from cpcj.accounts.models import User
from cpcj.assistance.iati.checking import problems
from cpcj.assistance.iati.schema import ACTIVITIES, ORGANISATIONS, schema
from cpcj.assistance.iati.writing import activity_xml
from cpcj.assistance.models import Request
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.services import recording
from cpcj.assistance.publication import checks
from cpcj.assistance.publication.building import public, records
from cpcj.assistance.publication.checks import REGISTERED, problems_of
from cpcj.assistance.publication.models import Run, RunChange, RunFileContent, RunProblem
from cpcj.assistance.publication.services import publishing
from cpcj.assistance.publication.tests.conftest import DAY, SECRET, Portfolio
from cpcj.documents.tests.test_documents import words
from cpcj.frame.records import writing_allowed
from cpcj.funding.models import Contribution, visibility
from cpcj.jobs.models import Job
from cpcj.jobs.queue import run_job

pytestmark = pytest.mark.django_db
FILE = "cpcj-activities-1.xml"


def made(user: User) -> Run:
    """Return a publication whose files are made."""
    client = Client()
    client.force_login(user)
    client.post("/publication/runs/new/")
    run: Run = Run.objects.latest("pk")
    run_job.func(str(Job.objects.get(key=f"publication-{run.pk}").pk))
    run.refresh_from_db()
    return run


def content(run: Run, name: str = FILE) -> etree._Element:
    row = RunFileContent.objects.get(file__run=run, file__name=name)
    return etree.fromstring(bytes(row.bytes))


def of(root: etree._Element, one: Activity) -> etree._Element:
    found: Any = root.xpath("iati-activity[iati-identifier=$i]", i=one.identifier)
    return found[0]  # type: ignore[no-any-return]


def test_what_is_public_goes_out_valid_and_within_the_rules(portfolio: Portfolio) -> None:
    root = content(made(portfolio.officer))
    assert schema(ACTIVITIES).validate(root), schema(ACTIVITIES).error_log
    identifiers = root.xpath("iati-activity/iati-identifier/text()")
    assert identifiers == [
        one.identifier for one in (portfolio.activity, portfolio.programme, portfolio.project)
    ]
    for record in root.iter("iati-activity"):
        found = list(problems(record, today=timezone.localdate(), registered=REGISTERED))
        assert [one.words for one in found if one.severity == "error"] == []
    project = of(root, portfolio.project)
    assert project.xpath("title/narrative/text()") == ["Lamps in courts", "Lampes"]
    shares = [(one.get("code"), one.get("percentage")) for one in project.iter("recipient-country")]
    assert shares == [("KE", "60"), ("UG", "40")]
    tags = [(one.get("vocabulary"), one.get("code")) for one in project.iter("tag")]
    assert tags == [
        ("99", "corruption"), ("99", "A/RES/70/178#op46"), ("99", "UNTOC#art29"), ("2", "16"),
        ("3", "16.4"),
    ]  # fmt: skip
    related = [(one.get("ref"), one.get("type")) for one in project.iter("related-activity")]
    assert related == [(portfolio.programme.identifier, "1"), (portfolio.activity.identifier, "2")]


def test_the_money_is_told_once_with_the_highest_record(portfolio: Portfolio) -> None:
    root = content(made(portfolio.officer))
    told = {
        one.identifier: [
            (each.find("transaction-type").get("code"), each.findtext("value"))  # type: ignore[union-attr]
            for each in of(root, one).iter("transaction")
        ]
        for one in (portfolio.programme, portfolio.project, portfolio.activity)
    }
    assert told[portfolio.project.identifier] == [("1", "4424.78"), ("2", "3000"), ("4", "1200")]
    assert told[portfolio.programme.identifier] == told[portfolio.activity.identifier] == []
    kinds = of(root, portfolio.project).xpath("transaction/aid-type/@code")
    assert kinds == ["B032", "2"]


def test_the_organisation_file_divides_budgets_by_country(portfolio: Portfolio) -> None:
    root = content(made(portfolio.officer), "cpcj-organisation-1.xml")
    assert schema(ORGANISATIONS).validate(root), schema(ORGANISATIONS).error_log
    assert root.xpath("//total-budget/value/text()") == ["100000.01"]
    assert root.xpath("//recipient-country-budget/value/text()") == ["60000.01", "40000"]
    assert root.xpath("//total-expenditure/value/text()") == ["1200"]


def test_drafts_and_requests_never_go_out(portfolio: Portfolio) -> None:
    with writing_allowed():
        Request.objects.create(
            number="REQ-2026-0001", state="KEN", title=f"Asked about {SECRET}", asked=SECRET,
            status_since=DAY,
        )  # fmt: skip
    run = made(portfolio.officer)
    publishing.publish(portfolio.head, run)
    client = Client()
    said = b"".join(
        client.get(f"/publication/files/{name}").content
        for name in (FILE, "cpcj-organisation-1.xml")
    )
    assert portfolio.project.identifier.encode() in said
    assert SECRET.encode() not in said
    assert b"REQ-" not in said
    assert SECRET not in client.get("/publication/").content.decode()


def test_nothing_is_public_until_another_person_publishes_it(portfolio: Portfolio) -> None:
    run = made(portfolio.officer)
    visitor, head = Client(), Client()
    assert visitor.get(f"/publication/files/{FILE}").status_code == 404
    assert visitor.get(run.get_absolute_url()).status_code in (302, 403)
    head.force_login(portfolio.head)
    page = head.get(run.get_absolute_url()).content.decode()
    assert "Activities: 3. Errors: 0." in page
    head.post(f"{run.get_absolute_url()}publish/")
    answer = visitor.get(f"/publication/files/{FILE}")
    assert answer.status_code == 200
    again = visitor.get(f"/publication/files/{FILE}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_nobody_publishes_what_they_made(portfolio: Portfolio) -> None:
    run = made(portfolio.head)
    with pytest.raises(publishing.PublicationError, match="Another person"):
        publishing.publish(portfolio.head, run)
    publishing.discard(portfolio.officer, run)
    with pytest.raises(publishing.PublicationError):
        publishing.discard(portfolio.officer, run)


def test_errors_are_told_at_the_save_and_keep_a_publication_in(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = portfolio.project
    assert [p for p in problems_of(one) if p.severity == "error"] == []
    with writing_allowed():
        Activity.objects.filter(pk=one.pk).update(actual_start=dt.date(2099, 1, 1))
    one.refresh_from_db()
    told = problems_of(one)
    assert ("11.1.4", "error") in [(p.rule, p.severity) for p in told]
    client = Client()
    client.force_login(portfolio.officer)
    said = client.get(f"/publication/check/{one.identifier}/").content.decode()
    assert "The actual start lies in the future." in said
    monkeypatch.setattr(checks, "gettext", "translated: {}".format)
    assert all(each.words.startswith("translated: ") for each in problems_of(one))
    run = made(portfolio.officer)
    assert RunProblem.objects.filter(run=run, rule="11.1.4").exists()
    with pytest.raises(publishing.PublicationError, match="errors"):
        publishing.publish(portfolio.head, run)


def test_the_difference_to_what_was_published_is_shown(portfolio: Portfolio) -> None:
    publishing.publish(portfolio.head, made(portfolio.officer))
    with writing_allowed():
        Activity.objects.filter(pk=portfolio.activity.pk).update(title="Another course")
        Activity.objects.filter(pk=portfolio.programme.pk).update(title="Lamps here")
    recording.take_back(portfolio.head, portfolio.activity, why="a mistake")
    run = made(portfolio.officer)
    kinds = dict(RunChange.objects.filter(run=run).values_list("identifier", "kind"))
    assert kinds == {
        portfolio.programme.identifier: "changed",
        portfolio.project.identifier: "changed",  # its related activity is gone
        portfolio.activity.identifier: "removed",
    }
    row = RunChange.objects.get(run=run, identifier=portfolio.programme.identifier)
    assert ["title/narrative", "Lamps everywhere", "Lamps here"] in row.changes
    client = Client()
    client.force_login(portfolio.head)
    assert "Lamps here" in client.get(run.get_absolute_url()).content.decode()


def test_as_many_statements_for_many_activities(portfolio: Portfolio) -> None:
    def count(some: int) -> int:
        keys = [portfolio.programme.pk, portfolio.project.pk, portfolio.activity.pk][:some]
        with CaptureQueriesContext(connection) as found:
            for _one, record in records(public().filter(pk__in=keys)):
                activity_xml(record)
        return len(found)

    # The first has no money: two statements for that come with the second.
    assert count(3) == count(2)


def test_the_data_cube_is_the_offices_alone(portfolio: Portfolio) -> None:
    client = Client()
    client.force_login(portfolio.officer)
    said = client.get("/publication/data-cube/?format=csv")
    lines = b"".join(said.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[0].endswith(
        "year,entity,function,location,financing_instrument,sdg,contributor,dollars"
    )
    assert sum(float(line.rsplit(",", 1)[1]) for line in lines[1:]) == 1200
    assert "KEN" in lines[1]
    assert client.get("/publication/data-cube/?year=2026").status_code == 200
    assert Client().get("/publication/data-cube/").status_code in (302, 403)


def test_the_report_to_a_donor_and_the_project_document(portfolio: Portfolio) -> None:
    (contribution,) = Contribution.objects.all()
    client = Client()
    client.force_login(portfolio.officer)
    report = words(client.get(f"/publication/donor-report/{contribution.code}/").content)
    for part in ("10,000.00", "1,200.00", portfolio.project.identifier, "4,424.78"):
        assert part in report
    early = words(
        client.get(f"/publication/donor-report/{contribution.code}/?on=2025-01-01").content
    )
    assert "1,200.00" not in early
    shown = words(Client().get(f"/publication/project/{portfolio.project.identifier}/").content)
    assert "Lamps in courts" in shown
    assert "Ministry of Lamps" in shown
    assert SECRET not in shown
    assert Client().get(f"/publication/project/{portfolio.draft.identifier}/").status_code == 404
    pdf = client.get(f"/publication/project/{portfolio.project.identifier}/?form=pdf")
    assert pdf.content.startswith(b"%PDF")
    receipt = contribution.receipts.get()
    answer = client.get(f"/funding/receipts/{receipt.pk}/acknowledgement/")
    assert "10,000.00" in words(answer.content)
    assert Client().get(f"/funding/receipts/{receipt.pk}/acknowledgement/").status_code != 200


def test_what_is_sealed_from_the_public_stays_out(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sealed(user: Any) -> frozenset[int]:
        return frozenset() if user.is_authenticated else frozenset({portfolio.cost_object.pk})

    monkeypatch.setattr(visibility, "_sealed", [sealed])
    run = made(portfolio.officer)
    kinds = of(content(run), portfolio.project).xpath("transaction/transaction-type/@code")
    assert kinds == ["1"]
    root = content(run, "cpcj-organisation-1.xml")
    assert root.xpath("//total-expenditure") == []
