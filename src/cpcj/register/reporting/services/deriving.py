"""Building the calendar from the register: entries, deadlines, documents listed.

Everything made here can be made again from the register and from what people settled; a second run
over the same register changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.models import Act, ActValue, FamilyMember, Generation
from cpcj.register.models.acts import ReviewState
from cpcj.register.reporting.models import (
    LONG_AGO,
    NO_DAY,
    Beside,
    Deadline,
    Derivation,
    DueEntry,
    EntryValue,
    Settling,
)
from cpcj.register.reporting.rules.deadlines import schedules
from cpcj.register.reporting.rules.requests import (
    Basis,
    Request,
    Schedule,
    asking_body,
)
from cpcj.register.reporting.rules.requests import Deadline as Reckoned
from cpcj.register.reporting.rules.same import Placed, chains, one_entry_each, words_of
from cpcj.register.reporting.services.answering import refresh
from cpcj.register.reporting.services.listing import take_lists
from cpcj.resolutions.model import Standing
from cpcj.resolutions.sessions import due

RULES: Final = 1
"""Version of the rules by which entries are derived; a higher one has all derived again."""
AHEAD: Final = 2
"""Years after the present one up to which what recurs is reckoned."""
_PIECE = 500


@dataclass(frozen=True, slots=True)
class Derived:
    """What a derivation made."""

    entries: int
    deadlines: int
    listed: int


def horizon() -> int:
    """Return the year up to which what recurs is reckoned."""
    return timezone.localdate().year + AHEAD


def up_to_date() -> bool:
    """Tell whether the entries are those of the register as it stands."""
    made = Derivation.objects.filter(pk=1).first()
    return made is not None and (made.generation, made.horizon, made.rules) == (
        Generation.current(),
        horizon(),
        RULES,
    )


@service(permission=Permission.REPORTING_MATCH)
def derive(change: Change) -> Derived | None:
    """Build entries, deadlines and lists again; returns None where all is up to date."""
    if up_to_date():
        change.nothing()
        return None
    derived = derive_now()
    change.did(
        entries=derived.entries, deadlines=derived.deadlines, generation=Generation.current()
    )
    return derived


def derive_now() -> Derived:
    """Build entries, deadlines and lists again; called inside a service."""
    made = Derivation.objects.select_for_update().filter(pk=1).first() or Derivation(
        pk=1, generation=-1, horizon=0, rules=0
    )
    generation = Generation.current()
    since = made.generation if made.rules == RULES else -1
    listed = take_lists(since)
    entries, deadlines = _entries(horizon())
    refresh(Deadline.objects.all())
    made.generation, made.horizon, made.rules = generation, horizon(), RULES
    made.save()
    return Derived(entries, deadlines, listed)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request with its act's row and what its entry shows."""

    request: Request
    act: Act
    topics: tuple[str, ...]


def _entries(until: int) -> tuple[int, int]:
    asked = _requests()
    settled = {one.identifier: one for one in Settling.objects.filter(standing=True).order_by("pk")}
    by_text: dict[str, list[Request]] = {}
    for one in asked.values():
        by_text.setdefault(one.request.text, []).append(one.request)
    reckoned: dict[str, Schedule] = {}
    for requests in by_text.values():
        reckoned.update(schedules(requests, until))
    families = _families()
    placed = [
        Placed(
            one.request,
            families.get(one.act.text_id),
            frozenset(each.key for each in reckoned[identifier].deadlines if each.session),
            words_of(one.request.action),
        )
        for identifier, one in asked.items()
    ]
    leads = one_entry_each(placed)
    of_series = {one.request.text: one.act.text.series_id for one in asked.values()}
    chained = chains([one for one in placed if one.request.identifier in leads], of_series)
    rows = [
        _row(asked[identifier], reckoned[identifier], settled.get(identifier), chained[identifier])
        for identifier in leads
    ]
    _store_entries(rows)
    stored = dict(DueEntry.objects.values_list("identifier", "pk"))
    _store_below(rows, stored, asked, leads)
    deadlines = _store_deadlines(rows, stored, reckoned, settled)
    return len(rows), deadlines


def _requests() -> dict[str, _Asked]:
    """Return every act in force that asks for something to be handed over, in order of print."""
    acts = (
        Act.objects.filter(current=True, text__current__isnull=False)
        .exclude(deliverable_what="", deliverable_to="", deliverable_when="")
        .exclude(review=ReviewState.REJECTED)
        .select_related("text", "paragraph")
        .order_by("text_id", "paragraph__position", "position")
    )
    rows = list(acts)
    values: dict[tuple[int, str], list[str]] = {}
    fields = (ActValue.Field.ADDRESSEE, ActValue.Field.TOPIC)
    found = ActValue.objects.filter(
        act__current=True, field__in=fields, act__text__current__isnull=False
    ).exclude(act__deliverable_what="", act__deliverable_to="", act__deliverable_when="")
    for act, field, value in found.order_by("position").values_list("act_id", "field", "value"):
        values.setdefault((act, field), []).append(value)
    return {
        row.identifier: _Asked(
            _request(row, values.get((row.pk, ActValue.Field.ADDRESSEE.value), [])),
            row,
            tuple(values.get((row.pk, ActValue.Field.TOPIC.value), [])),
        )
        for row in rows
    }


def _request(act: Act, addressees: Iterable[str]) -> Request:
    text = act.text
    return Request(
        identifier=act.identifier,
        text=text.identifier,
        paragraph=act.paragraph_n,
        organ=asking_body(text.organ),
        session=text.session,
        date=text.date,
        action=act.action,
        what=act.deliverable_what,
        to=act.deliverable_to,
        when=act.deliverable_when,
        due_body=act.due_body,
        due_session=act.due_session,
        due_from=act.due_from,
        due_to=act.due_to,
        addressees=tuple(addressees),
        title=text.title,
        standing=act.standing,
        words=act.paragraph.full_text,
    )


def _families() -> dict[int, int]:
    members = FamilyMember.objects.exclude(state=FamilyMember.State.REJECTED)
    return dict(members.values_list("text_id", "family_id"))


def _row(one: _Asked, reckoned: Schedule, settled: Settling | None, chain: str) -> DueEntry:
    act, request = one.act, one.request
    own = settled is not None and settled.deadlines is not None
    return DueEntry(
        identifier=request.identifier,
        text_id=act.text_id,
        adopted=act.standing == Standing.ADOPTED,
        asked_on=request.date or LONG_AGO,
        paragraph=f"{act.paragraph_n}{act.point}",
        phrase=act.phrase,
        action=request.action,
        words=act.paragraph.full_text,
        what=request.what,
        to=request.to,
        when=request.when,
        addressees=list(request.addressees),
        topics=list(one.topics),
        recurrence=reckoned.recurrence.value,
        doubts=[] if own else list(reckoned.doubts),
        machine=[each.key for each in reckoned.deadlines] if own else None,
        set_aside=settled is not None and settled.set_aside,
        chain=chain,
    )


_ENTRY_FIELDS = (
    "text_id", "adopted", "asked_on", "paragraph", "phrase", "action", "words", "what", "to",
    "when", "addressees", "topics", "recurrence", "doubts", "machine", "set_aside", "chain",
)  # fmt: skip


def _store_entries(rows: list[DueEntry]) -> None:
    """Bring the stored entries to ``rows``: keys of those that stay are kept."""
    held = {one.identifier: one for one in DueEntry.objects.all()}
    wanted = {row.identifier for row in rows}
    gone = [one.pk for identifier, one in held.items() if identifier not in wanted]
    for at in range(0, len(gone), _PIECE):
        DueEntry.objects.filter(pk__in=gone[at : at + _PIECE]).delete()
    changed = []
    for row in rows:
        if (former := held.get(row.identifier)) is None:
            continue
        row.pk = former.pk
        if _differ(former, row, _ENTRY_FIELDS):
            changed.append(row)
    names = [name.removesuffix("_id") for name in _ENTRY_FIELDS]
    DueEntry.objects.bulk_update(changed, names, batch_size=100)
    new = [row for row in rows if row.identifier not in held]
    DueEntry.objects.bulk_create(new, batch_size=_PIECE)


def _differ(former: Model, row: Model, names: Sequence[str]) -> bool:
    return any(getattr(former, name) != getattr(row, name) for name in names)


def _store_below(
    rows: list[DueEntry],
    stored: Mapping[str, int],
    asked: Mapping[str, _Asked],
    leads: Mapping[str, list[str]],
) -> None:
    """Store addressees, topics, and the proposals beside each entry anew."""
    EntryValue.objects.all().delete()
    Beside.objects.all().delete()
    values = []
    beside = []
    for row in rows:
        key = stored[row.identifier]
        pairs = [(EntryValue.Field.ADDRESSEE, one) for one in dict.fromkeys(row.addressees)]
        pairs += [(EntryValue.Field.TOPIC, one) for one in dict.fromkeys(row.topics)]
        values += [EntryValue(entry_id=key, field=field, value=value) for field, value in pairs]
        for identifier in leads[row.identifier]:
            act = asked[identifier].act
            beside.append(
                Beside(
                    entry_id=key,
                    identifier=identifier,
                    text_id=act.text_id,
                    standing=act.standing,
                )
            )
    EntryValue.objects.bulk_create(values, batch_size=_PIECE)
    Beside.objects.bulk_create(beside, batch_size=_PIECE)


_DEADLINE_FIELDS = (
    "entry_id", "body", "session", "place", "start", "end", "order_on", "basis", "adopted",
    "set_aside", "asked_on",
)  # fmt: skip


def _store_deadlines(
    rows: list[DueEntry],
    stored: Mapping[str, int],
    reckoned: Mapping[str, Schedule],
    settled: Mapping[str, Settling],
) -> int:
    held = {one.key: one for one in Deadline.objects.all()}
    wanted: dict[str, Deadline] = {}
    for row in rows:
        for each in _in_force(reckoned[row.identifier], settled.get(row.identifier)):
            key = f"{row.identifier}|{each.key}"
            wanted[key] = Deadline(
                entry_id=stored[row.identifier],
                key=key,
                body=each.body,
                session=each.session,
                place=each.key if each.session is not None else "",
                start=each.start,
                end=each.end,
                order_on=each.start or NO_DAY,
                basis=each.basis.value,
                adopted=row.adopted,
                set_aside=row.set_aside,
                asked_on=row.asked_on,
            )
    gone = [one.pk for key, one in held.items() if key not in wanted]
    for at in range(0, len(gone), _PIECE):
        Deadline.objects.filter(pk__in=gone[at : at + _PIECE]).delete()
    changed = []
    for key, made in wanted.items():
        if (former := held.get(key)) is None:
            continue
        made.pk = former.pk
        if _differ(former, made, _DEADLINE_FIELDS):
            changed.append(made)
    names = [name.removesuffix("_id") for name in _DEADLINE_FIELDS]
    Deadline.objects.bulk_update(changed, names, batch_size=100)
    new = [made for key, made in wanted.items() if key not in held]
    Deadline.objects.bulk_create(new, batch_size=_PIECE)
    return len(wanted)


def _in_force(reckoned: Schedule, settled: Settling | None) -> tuple[Reckoned, ...]:
    """Return the deadlines that count: a person's where one said so."""
    if settled is None or settled.deadlines is None:
        return reckoned.deadlines
    return tuple(settled_deadline(one) for one in settled.deadlines)


def settled_deadline(said: Mapping[str, Any]) -> Reckoned:
    """Return the deadline that a person named by body and session."""
    meant = due(said["body"], int(said["session"]))
    return Reckoned(meant.body, meant.session, meant.start, meant.end, Basis.SETTLED)
