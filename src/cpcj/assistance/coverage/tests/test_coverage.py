"""The pages of coverage: figures from requests, portfolio, money and results."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.assistance.coverage import queries
from cpcj.assistance.coverage.planned import planned
from cpcj.assistance.coverage.rules.gaps import Gap
from cpcj.assistance.models import Request
from cpcj.assistance.portfolio.models import Activity, ActivityRequest, Office
from cpcj.assistance.portfolio.services import recording
from cpcj.assistance.publication.tests.conftest import Portfolio, portfolio
from cpcj.assistance.services.asking import Asked, make, withdraw
from cpcj.assistance.tests.conftest import ASKED, OWN, People, people
from cpcj.frame.records import writing_allowed
from cpcj.funding.models import Contribution
from cpcj.funding.tests.factories import PARAGRAPH
from cpcj.register.models import Act, ActValue
from cpcj.register.tests import factories as register

__all__ = ["people", "portfolio"]
pytestmark = pytest.mark.django_db
PAGES = (
    "", "demand/", "balance/", "what-if/", "without/requests/", "without/contributions/",
    "without/activities/", "without/answer/",
)  # fmt: skip
MANDATE = "A/RES/70/178#op46"


def text_of(client: Client, page: str) -> str:
    return client.get(f"/coverage/{page}").content.decode()


def test_each_mandate_has_its_chain(portfolio: Portfolio, people: People) -> None:
    make(people.point, OWN, ASKED)
    found = {row.mandate: row for row in queries.chains(portfolio.officer)}
    assert (found[MANDATE].requests, found[MANDATE].activities) == (1, 3)
    assert found[MANDATE].gaps == (Gap.NO_MONEY, Gap.NO_RESULT)
    assert found[PARAGRAPH].cents == 1_000_000
    assert found[PARAGRAPH].gaps == (Gap.NO_ACTIVITY,)
    assert found["A/RES/79/901#op1"].gaps == (Gap.NO_MONEY, Gap.UNANSWERED)
    assert list(queries.activities_without(portfolio.officer)) == [portfolio.draft]


def test_what_answers_no_mandate_is_listed(portfolio: Portfolio, people: People) -> None:
    named = make(people.point, OWN, ASKED)
    bare = make(people.point, OWN, Asked(title="Lamps", asked="some", topics=("corruption",)))
    gone = make(people.point, OWN, Asked(title="Ropes", asked="some", topics=("corruption",)))
    withdraw(people.point, gone, reason="No longer needed.")
    client = Client()
    client.force_login(portfolio.officer)
    page = text_of(client, "without/requests/")
    assert bare.number in page
    assert named.number not in page
    assert gone.number not in page
    assert bare.number not in text_of(client, "without/requests/?q=ropes")
    given = Contribution.objects.get(provisions__identifier=PARAGRAPH)
    assert given.code not in text_of(client, "without/contributions/")
    with writing_allowed():
        given.provisions.all().delete()
    assert given.code in text_of(client, "without/contributions/")
    assert portfolio.draft.identifier in text_of(client, "without/activities/")
    assert portfolio.activity.identifier not in text_of(client, "without/activities/")
    counted = re.findall(r"</a>: (\d+)</li>", text_of(client, ""))
    assert counted == ["1", "0", "1", "1"]


def test_an_accepted_request_needs_an_activity_that_answers_it(
    portfolio: Portfolio, people: People
) -> None:
    one = make(people.point, OWN, ASKED)
    assert not queries.requests_unanswered(portfolio.officer)
    with writing_allowed():
        Request.objects.filter(pk=one.pk).update(status="accepted")
    # An activity under the same mandate is no answer to it.
    assert list(queries.requests_unanswered(portfolio.officer)) == [one]
    with writing_allowed():
        link = ActivityRequest.objects.create(activity=portfolio.activity, request=one)
    assert not queries.requests_unanswered(portfolio.officer)
    with writing_allowed():
        Activity.objects.filter(pk=link.activity_id).update(status="cancelled")
    assert list(queries.requests_unanswered(portfolio.officer)) == [one]


def test_assistance_that_is_asked_for_and_not_given_is_a_gap(portfolio: Portfolio) -> None:
    register.hold(register.document(register.text(register.REQUEST, register.REQUEST)))
    with writing_allowed():
        for one in Act.objects.filter(identifier="A/RES/79/901#op1.1"):
            ActValue.objects.create(
                act=one, field="topic", value="technical_assistance", position=9
            )
    found = {row.mandate: row for row in queries.chains(portfolio.officer)}
    assert found["A/RES/79/901#op1"].gaps == (Gap.NOT_TAKEN_UP,)
    assert not found[PARAGRAPH].asks


def test_a_paragraph_that_invites_donors_stands_there_with_and_without_money(
    portfolio: Portfolio,
) -> None:
    register.hold(
        register.document(register.text(register.REQUEST, register.ENCOURAGE, register.REQUEST))
    )
    asking = PARAGRAPH  # what the contribution of the portfolio funds
    found = {row.mandate: row for row in queries.chains(portfolio.officer)}
    assert found[asking].invites
    assert found[asking].gaps == (Gap.NO_ACTIVITY,)
    assert "A/RES/79/901#op1" not in found
    one = Contribution.objects.get(provisions__identifier=asking)
    with writing_allowed():
        one.provisions.all().delete()
    found = {row.mandate: row for row in queries.chains(portfolio.officer)}
    assert found[asking].gaps == (Gap.NO_DONOR,)
    client = Client()
    client.force_login(portfolio.officer)
    assert asking in text_of(client, "?gap=no_donor")


def test_what_is_planned_is_counted_once_and_to_the_cent(portfolio: Portfolio) -> None:
    # Programme, project and activity all have a budget: the activity's counts.
    shares = planned(portfolio.officer)
    assert sum(one.cents for one in shares) == 10_000_001
    assert {one.region for one in shares} == {"africa"}
    with writing_allowed():
        for code in ("lima", "nairobi"):
            Office.objects.create(code=code, names={"en": code}, state="PER")
    rows = {"rows": [{"code": "lima"}, {"code": "nairobi"}]}
    recording.take_back(portfolio.head, portfolio.activity, why="to be changed")
    recording.record_part(portfolio.officer, portfolio.activity, part="offices", given=rows)
    by_office = {one.office: one.cents for one in planned(portfolio.officer)}
    assert by_office == {"lima": 5_000_001, "nairobi": 5_000_000}
    client = Client()
    client.force_login(portfolio.officer)
    said = text_of(client, "what-if/?without=lima&total=100.00")
    assert "10,000,001" not in said.split("Then:")[1].split("<")[0]
    assert "100.00" in said.split("Then:")[1].split("<")[0]
    assert "The total is no amount of dollars." in text_of(client, "what-if/?total=many")


def test_the_pages_say_the_figures_and_give_files(portfolio: Portfolio, people: People) -> None:
    make(people.point, OWN, ASKED)
    client = Client()
    client.force_login(portfolio.officer)
    assert "requests, but no money" in text_of(client, "")
    assert MANDATE in text_of(client, "?gap=no_result")
    assert MANDATE not in text_of(client, "?gap=no_activity")
    request = Request.objects.get()
    assert request.number in text_of(client, "demand/?area=corruption")
    assert request.number not in text_of(client, "demand/?region=africa")
    assert "Corruption" in text_of(client, "balance/")
    for page in PAGES:
        for form in ("csv", "xlsx", "json"):
            answer = client.get(f"/coverage/{page}?format={form}")
            assert answer.status_code == 200
            assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", [Role.DONOR, Role.FOCAL_POINT, Role.RESEARCHER])
def test_nobody_else_sees_them(make_user: Callable[..., User], role: Role) -> None:
    client = Client()
    client.force_login(make_user())
    for page in PAGES:
        assert client.get(f"/coverage/{page}").status_code == 403
        assert Client().get(f"/coverage/{page}").status_code in (302, 403)
    del role


def test_as_many_statements_for_more_requests(portfolio: Portfolio, people: People) -> None:
    client = Client()
    client.force_login(portfolio.officer)

    def count(page: str) -> int:
        cache.clear()  # counts of lists are kept until the next write
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"/coverage/{page}").status_code == 200
        return len(found)

    make(people.point, OWN, ASKED)
    make(people.point, OWN, Asked(title="N", asked="a", topics=("corruption",)))
    for page in PAGES:
        count(page)
    before = [count(page) for page in PAGES]
    for number in range(4):
        make(people.point, OWN, Asked(title=f"T {number}", asked="a", topics=("corruption",),
                                      mandates=(f"A/RES/70/{number + 100}#op1",)))  # fmt: skip
        make(people.point, OWN, Asked(title=f"N {number}", asked="a", topics=("corruption",)))
    assert [count(page) for page in PAGES] == before
