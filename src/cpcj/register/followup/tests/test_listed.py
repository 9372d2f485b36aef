"""The list in memory answers what the store answers, also after changes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone

from cpcj.frame.lists import NONE, Words, encode_place
from cpcj.frame.records import writing_allowed
from cpcj.register.followup.models import FollowUp
from cpcj.register.followup.services.details import Details, assign, describe, publish
from cpcj.register.followup.services.recording import of_act
from cpcj.register.followup.services.statuses import propose_completion, set_status
from cpcj.register.followup.views.listing import FLAGS, FollowUpList, OwnList
from cpcj.register.models import Act
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, SYSTEM, document, hold, text

if TYPE_CHECKING:
    from cpcj.accounts.models import Unit, User

pytestmark = pytest.mark.django_db

QUERIES = (
    "", "sort=due", "sort=text", "status=in_progress", "status=no_indication", "status=a&status=b",
    "unit=-", "officer=-", "flag=founding&flag=late", "flag=soon", "flag=unknown", "q=keepers",
    "text=A/RES/79/901", "addressee=member_states&status=no_indication", "topic=sport&sort=text",
)  # fmt: skip


def _page(kind: type[FollowUpList], person: Any, query: str) -> FollowUpList:
    request = RequestFactory().get("/followup/")
    request.user = person
    request.GET = QueryDict(query)  # type: ignore[assignment]
    page = kind()
    page.setup(request)
    page.page_size = 3  # type: ignore[misc]
    return page


def _compare(kind: type[FollowUpList], person: Any, query: str) -> None:
    """Compare every page, the number and every count with those of the store."""
    page = _page(kind, person, query)
    chosen, sort = page.chosen(), page.sort()
    records = page.narrowed(page.records(), chosen)
    wanted = [act.pk for act in page.ordered(records, sort)]
    listing = page.listing(records, chosen, sort)
    assert listing.count == len(wanted), query
    found, at = [act.pk for act in listing.records], listing
    while at.next_href:
        turned = _page(kind, person, at.next_href.removeprefix("?"))
        at = turned.listing(records, chosen, sort)
        found += [act.pk for act in at.records]
    assert found == wanted, query
    back = list(reversed([act.pk for act in at.records]))
    while at.previous_href:
        turned = _page(kind, person, at.previous_href.removeprefix("?"))
        at = turned.listing(records, chosen, sort)
        back += list(reversed([act.pk for act in at.records]))
        if len(back) == len(wanted):
            break
    assert back[::-1] == wanted, query
    for facet in page.filters:
        if isinstance(facet, Words):
            continue
        others = page.narrowed(page.records(), chosen, without=facet.name)
        told = {NONE if value is None else str(value): number
                for value, number in page._kept(facet.name, chosen, list)}  # fmt: skip
        values = set(told) | {"completed", "late", "soon", "member_states"} | set(FLAGS)
        if facet.name in ("unit", "officer"):
            values = set(told) | {"-"}
        for value in values:
            assert told.get(value, 0) == facet.narrow(others, [value]).count(), (query, value)


def _compare_all(people: list[Any], unit: Unit) -> None:
    for person in people:
        for query in (*QUERIES, f"unit={unit.pk}", f"officer={people[0].pk}&unit=-"):
            _compare(FollowUpList, person, query)
        _compare(OwnList, person, "")


def test_memory_and_store_agree_while_things_change(
    act: Act, officer: User, head: User, unit: Unit
) -> None:
    for number in range(2, 6):
        hold(document(text(REQUEST, ENCOURAGE, symbol=f"A/RES/79/90{number}")), f"{number}.txt")
    _compare_all([officer], unit)
    acts = list(Act.objects.filter(current=True).order_by("pk"))
    assign(SYSTEM, of_act(acts[0]), unit=unit, officer=officer, reason="theirs")
    assign(SYSTEM, of_act(acts[1]), unit=unit, officer=None, reason="theirs")
    set_status(SYSTEM, of_act(acts[2]), "in_progress", reason="begun")
    propose_completion(head, of_act(acts[3]), reason="issued")
    publish(SYSTEM, of_act(acts[2]), published=True, reason="agreed")
    describe(SYSTEM, of_act(acts[4]), Details(founding=True, recurrent=True), reason="so")
    today = timezone.localdate()
    with writing_allowed():
        for place, days in enumerate((-400, -20, 20, 400)):
            first = today + dt.timedelta(days=days)
            Act.objects.filter(pk=acts[place].pk).update(
                due_from=first, due_to=first + dt.timedelta(days=5), generation=10_000
            )
        FollowUp.objects.filter(row=acts[4]).update(superseded_by="A/RES/80/1#op1.1")
        text_kept_back = acts[6].text
        text_kept_back.published = False
        text_kept_back.save(update_fields=["published"])
        Act.objects.filter(text=text_kept_back).update(generation=10_000)
    from cpcj.register.models import Generation

    with writing_allowed():
        Generation.objects.update(number=10_000)
    _compare_all([officer, head], unit)
    # Read again: acts are others, their follow-ups go along.
    hold(document(text(ENCOURAGE, REQUEST)))
    set_status(SYSTEM, of_act(Act.objects.get(pk=acts[3].pk)), "not_applicable", reason="no")
    _compare_all([officer, head], unit)


def test_a_place_that_no_longer_matches_is_turned_on_from(
    act: Act, officer: User, unit: Unit
) -> None:
    for number in range(2, 6):
        hold(document(text(REQUEST, ENCOURAGE, symbol=f"A/RES/79/90{number}")), f"{number}.txt")
    page = _page(FollowUpList, officer, "status=no_indication")
    shown = page.listing(page.records(), page.chosen(), page.sort()).records
    set_status(SYSTEM, of_act(shown[-1]), "in_progress", reason="begun")
    last = shown[-1]
    place = encode_place([last.text_id, last.paragraph_id, last.pk])
    turned = _page(FollowUpList, officer, f"status=no_indication&after={place}")
    records = turned.narrowed(turned.records(), turned.chosen())
    found = turned.listing(records, turned.chosen(), turned.sort()).records
    wanted = [one.pk for one in turned.ordered(records, turned.sort())]
    assert [one.pk for one in found] == wanted[2:5]
