"""Follow-up in words: fields, deeds and values of the history as pages and letters show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import Unit, User
from cpcj.register.followup.models import Entry, Holding, Status
from cpcj.register.followup.rules import Time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise

FIELDS: dict[str, _StrPromise] = {
    "act": _("Act"),
    "holding": _("Standing of the act"),
    "replaced_by": _("Act in its place"),
    "unit_id": _("Unit"),
    "officer_id": _("Officer"),
    "status": _("Status"),
    "proposed_at": _("Proposed as completed"),
    "proposed_by_id": _("Proposed by"),
    "proposed_reason": _("Reason of the proposal"),
    "confirmed_by_id": _("Confirmed by"),
    "founding": _("Founding"),
    "recurrent": _("Recurrent"),
    "needed_amount": _("Resources needed"),
    "needed_currency": _("Currency of what is needed"),
    "held_amount": _("Resources held"),
    "held_currency": _("Currency of what is held"),
    "resources_note": _("Note on resources"),
    "published": _("Shown to the public"),
    "superseded_by": _("Superseded by"),
    "note": _("Note"),
    "comment": _("Comment"),
    "on": _("Day"),
    "to": _("Person"),
}
DEEDS: dict[str, _StrPromise] = {
    "assign": _("Assigned"),
    "describe": _("Flags and resources changed"),
    "publish": _("Status published"),
    "withhold": _("Status no longer published"),
    "supersede": _("Superseded by a later mandate"),
    "not superseded": _("Not superseded by the act proposed"),
    "propose": _("Proposed as completed"),
    "confirm": _("Confirmed as completed"),
    "decline": _("Proposal declined or taken back"),
    "note": _("Progress note"),
    "comment": _("Comment"),
    "remind": _("Reminder set"),
    "kept": _("Brought in step with the text"),
    Status.IN_PROGRESS.value: _("Status set"),
    Status.NOT_IMPLEMENTED.value: _("Status set"),
    Status.NOT_APPLICABLE.value: _("Status set"),
    Status.NO_INDICATION.value: _("Status set"),
}
TIMES: dict[Time, _StrPromise] = {
    Time.LATE: _("late"),
    Time.SOON: _("due soon"),
    Time.AHEAD: _("ahead"),
}
_PEOPLE = frozenset({"officer_id", "proposed_by_id", "confirmed_by_id", "to"})
_QUIET = frozenset({"proposed_at", "proposed_by_id", "proposed_reason", "confirmed_by_id"})


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A field before and after, in words; empty for none."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A line of the history in words."""

    entry: Entry
    deed: str
    changes: tuple[ShownChange, ...]


def status_name(status: str) -> str:
    """Return a status in words."""
    return str(Status(status).label) if status in Status.values else status


def shown(entries: Iterable[Entry]) -> list[ShownEntry]:
    """Return lines of the history in words, in two statements for the names of all."""
    given = list(entries)
    people = _keys(given, _PEOPLE)
    units = _keys(given, frozenset({"unit_id"}))
    names = {key: str(person) for key, person in User.objects.in_bulk(people).items()}
    called = {key: str(unit) for key, unit in Unit.objects.in_bulk(units).items()}

    def words(field: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        if field in _PEOPLE:
            return names.get(value, gettext("somebody"))
        if field == "unit_id":
            return called.get(value, str(value))
        if field == "status":
            return status_name(str(value))
        if field == "holding" and value in Holding.values:
            return str(Holding(value).label)
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if field == "on" and (day := parse_date(str(value))) is not None:
            return date_format(day, "DATE_FORMAT")
        return str(value)

    return [
        ShownEntry(
            one,
            str(DEEDS.get(one.deed, one.deed)),
            tuple(
                ShownChange(str(FIELDS.get(name, name)), words(name, old), words(name, new))
                for name, (old, new) in one.changes.items()
                if name not in _QUIET
            ),
        )
        for one in given
    ]


def _keys(entries: list[Entry], fields: frozenset[str]) -> set[int]:
    return {
        value
        for one in entries
        for name, pair in one.changes.items()
        if name in fields
        for value in pair
        if isinstance(value, int)
    }
