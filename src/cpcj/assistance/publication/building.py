"""The portfolio, its money and its results as records of the standard.

What goes out is what was approved and is public: requests, triage, needs, assessed contributions,
drafts, updates that are not approved, reasons and embargoed details have no way here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from cpcj.assistance.iati import activity as iati
from cpcj.assistance.iati.activity import Coded, Organisation, Participant, Value
from cpcj.assistance.portfolio.models import (
    Activity,
    Budget,
    Document,
    Level,
    Partner,
    Reach,
    Recipient,
    Release,
)
from cpcj.assistance.portfolio.rules.states import STATUS_CODES, Status
from cpcj.assistance.publication.money import transactions
from cpcj.assistance.publication.reached import results_of
from cpcj.assistance.publication.vocabulary import OFFICE, OWN, address, tag
from cpcj.resolutions.vocabulary.states import states

if TYPE_CHECKING:
    from django.db.models import QuerySet

_CHUNK: Final = 200
_PARENT, _CHILD = "1", "2"  # codelist RelatedActivityType
_GLOBAL, _REGIONAL, _MULTINATIONAL, _NATIONAL = "1", "2", "3", "4"  # codelist ActivityScope
_IMPLEMENTING, _ACCOUNTABLE = "4", "2"  # codelist OrganisationRole
_ODA, _GRANT, _UNTIED = "10", "110", "5"  # flow, finance, tied status
_MULTILATERAL = "2"  # codelist CollaborationType: multilateral (inflows)
_PROJECT = Coded("C01", "1")  # aid type: project-type interventions
_BESIDE = ("recipients", "sectors", "partners", "values", "markers", "budgets", "documents")


def public() -> QuerySet[Activity]:
    """Return the activities that are public, in the order of their identifiers."""
    found: QuerySet[Activity] = Activity.objects.filter(release=Release.PUBLISHED)
    return found.order_by("identifier")


def records(activities: QuerySet[Activity]) -> Iterator[tuple[Activity, iati.Activity]]:
    """Yield activities with what is written of them, few in memory at a time."""
    owners = _owners()
    rows = activities.select_related("parent", "cost_object").prefetch_related(*_BESIDE)
    chunk: list[Activity] = []
    for one in rows.iterator(chunk_size=_CHUNK):
        chunk.append(one)
        if len(chunk) == _CHUNK:
            yield from _records(chunk, owners)
            chunk = []
    yield from _records(chunk, owners)


def _owners() -> dict[int, int]:
    """Return, by cost object, the activity that its money is told of: once, with the highest.

    A cost object may stand with a project and with its activities; money told twice would be
    counted twice.
    """
    found: dict[int, tuple[int, str, int]] = {}
    rows = public().filter(cost_object__isnull=False)
    for key, of, level, identifier in rows.values_list("pk", "cost_object", "level", "identifier"):
        place = (Level.values.index(level), identifier, key)
        if of not in found or place < found[of]:
            found[of] = place
    return {of: place[-1] for of, place in found.items()}


def _records(
    chunk: Sequence[Activity], owners: dict[int, int]
) -> Iterator[tuple[Activity, iati.Activity]]:
    keys = [one.pk for one in chunk]
    money = transactions([of for of, key in owners.items() if key in set(keys)])
    results = results_of(keys)
    children: dict[int | None, list[str]] = defaultdict(list)
    for identifier, parent in public().filter(parent__in=keys).values_list("identifier", "parent"):
        children[parent].append(identifier)
    for one in chunk:
        of = one.cost_object_id
        yield (
            one,
            _record(
                one,
                () if of is None or owners.get(of) != one.pk else money.get(of, ()),
                results.get(one.pk, ()),
                children[one.pk],
            ),
        )


def _record(
    one: Activity,
    money: tuple[iati.Transaction, ...],
    results: tuple[iati.Result, ...],
    children: list[str],
) -> iati.Activity:
    related = dict.fromkeys(children, _CHILD)
    if one.parent is not None and one.parent.release == Release.PUBLISHED:
        related = {one.parent.identifier: _PARENT, **related}
    recipients = list(one.recipients.all())
    description = one.words("description", one.language)
    return iati.Activity(
        identifier=one.identifier,
        reporting=OFFICE,
        title=one.words("title", one.language),
        descriptions={"1": description} if description else {},
        participants=_participants(one),
        status=STATUS_CODES[Status(one.status)],
        dates=_dates(one),
        updated=one.changed_at.replace(microsecond=0),
        language=one.language,
        hierarchy=one.hierarchy,
        humanitarian=one.humanitarian,
        scope=_scope(one, recipients),
        contact=one.contact,
        countries=tuple(
            Coded(_alpha2(each.code), percentage=_percent(each.share))
            for each in recipients
            if each.sort == Recipient.Sort.STATE
        ),
        regions=tuple(
            Coded(each.code, "1", _percent(each.share))
            for each in recipients
            if each.sort == Recipient.Sort.REGION
        ),
        sectors=tuple(Coded(each.code, "1", _percent(each.share)) for each in one.sectors.all()),
        tags=tuple(tag(each.field, each.value) for each in one.values.all()),
        markers=tuple(_marker(each) for each in one.markers.all()),
        collaboration=_MULTILATERAL,
        flow=_ODA,
        finance=_GRANT,
        aid_types=(_PROJECT,),
        tied=_UNTIED,
        budgets=tuple(_budget(each) for each in one.budgets.all()),
        transactions=money,
        documents=tuple(_document(each) for each in one.documents.all() if _on_the_web(each)),
        related=related,
        results=results,
    )


def _dates(one: Activity) -> dict[str, dt.date]:
    """Return the dates by their type: planned and actual start, planned and actual end."""
    days = {
        "1": one.planned_start, "2": one.actual_start, "3": one.planned_end, "4": one.actual_end,
    }  # fmt: skip
    return {kind: day for kind, day in days.items() if day is not None}


def _participants(one: Activity) -> tuple[Participant, ...]:
    partners = tuple(_participant(each) for each in one.partners.all())
    own = [_ACCOUNTABLE]
    if not any(each.role == _IMPLEMENTING for each in partners):
        own.append(_IMPLEMENTING)
    return (*(Participant(OFFICE, role) for role in own), *partners)


def _participant(partner: Partner) -> Participant:
    named = Organisation(partner.ref, partner.type, {"en": partner.name})
    return Participant(named, partner.role)


def _scope(one: Activity, recipients: list[Recipient]) -> str:
    if one.reach == Reach.GLOBAL:
        return _GLOBAL
    if any(each.sort == Recipient.Sort.REGION for each in recipients):
        return _REGIONAL
    if not recipients:
        return ""
    return _NATIONAL if len(recipients) == 1 else _MULTINATIONAL


def _alpha2(code: str) -> str:
    known = states().get(code)
    return known.alpha2 if known else code


def _percent(share: int) -> Decimal:
    return Decimal(share) / 100


def _marker(each: Any) -> iati.Marker:
    from cpcj.assistance.portfolio.rules.vocabularies import markers

    known = markers()[each.marker]
    if known.vocabulary != OWN:
        return iati.Marker(known.code, str(each.significance), known.vocabulary)
    words = {"en": known.code.replace("-", " ").capitalize()}
    return iati.Marker(known.code, str(each.significance), OWN, words, address("markers"))


def _budget(budget: Budget) -> iati.Budget:
    value = Value(Decimal(budget.cents) / 100, budget.starts_on)
    return iati.Budget(budget.starts_on, budget.ends_on, value)


def _on_the_web(document: Document) -> bool:
    return bool(document.public and document.url)


def _document(document: Document) -> iati.Document:
    return iati.Document(
        document.url, document.format, {document.language: document.title},
        document.category or "A01", document.language, document.dated,
    )  # fmt: skip
