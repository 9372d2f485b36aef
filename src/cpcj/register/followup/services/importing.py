"""Tracking sheets: what each row would do, and doing it, all rows or none."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.accounts.models import Unit
from cpcj.frame.permissions import Actor, Permission, allows, require
from cpcj.frame.services import Change, service
from cpcj.register.followup.models import FollowUp, Note, Sheet, Status
from cpcj.register.followup.places import (
    Place,
    place_of,
    status_of,
    status_words,
    symbols_of,
)
from cpcj.register.followup.queries import mandates
from cpcj.register.followup.rules import nearest
from cpcj.register.followup.services.details import assign
from cpcj.register.followup.services.notes import add_note, harmless_name
from cpcj.register.followup.services.recording import FollowUpError, of_act
from cpcj.register.followup.services.statuses import propose_completion, set_status
from cpcj.register.followup.sheet import SheetRow, read_sheet
from cpcj.register.models import Act, Alias, Text
from cpcj.register.services.act_rows import stored


class Outcome(StrEnum):
    """What comes of a row."""

    CHANGE = "change"
    SAME = "same"
    UNMATCHED = "unmatched"
    REFUSED = "refused"


class Mode(StrEnum):
    """Whether a sheet fills in what is empty, or takes the place of what stands."""

    ADD = "add"
    REPLACE = "replace"


class PlanChangedError(FollowUpError):
    """The sheet would no longer do what its dry run showed."""


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What a row would do.

    Attributes:
        row: as given.
        outcome: what comes of it.
        why: why it was not matched or refused, or what of it is left out; empty for nothing.
        candidates: the nearest names to one that is not known.
        acts: identifiers of the mandates it is about.
        changes: what would change: "unit", "status", "note", with the values in words.
    """

    row: SheetRow
    outcome: Outcome
    why: str = ""
    candidates: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a sheet would do, row by row."""

    rows: tuple[RowPlan, ...]
    mode: Mode
    counts: Mapping[Outcome, int] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Return a digest by which a plan that was shown is known again."""
        said = [
            (one.row.row, one.outcome.value, one.acts, one.changes, one.why) for one in self.rows
        ]
        return hashlib.sha256(json.dumps([self.mode, said]).encode()).hexdigest()


@service(permission=Permission.FOLLOWUP_IMPORT)
def keep_sheet(change: Change, name: str, content: bytes) -> Sheet:
    """Read a tracking sheet and keep its rows for a dry run.

    Raises:
        SheetError: it cannot be read.
    """
    called = harmless_name(name)
    rows = read_sheet(called, content)
    kept = [{k: stored(v) if isinstance(v, str) else v for k, v in r.as_json().items()}
            for r in rows]  # fmt: skip
    sheet = Sheet(name=called, rows=kept, by_id=change.actor.pk)
    sheet.save()
    change.created(sheet, ("name", "rows"))
    return sheet


def plan_sheet(actor: Actor, sheet: Sheet, mode: Mode) -> SheetPlan:
    """Return what a sheet would do now; nothing is changed.

    Raises:
        PermissionDenied: the actor may not import.
    """
    require(actor, Permission.FOLLOWUP_IMPORT)
    rows = [SheetRow(**row) for row in sheet.rows]
    return _Planner(actor, rows, mode).plan()


def apply_sheet(actor: Actor, sheet: Sheet, mode: Mode, shown: str | None = None) -> SheetPlan:
    """Do what the dry run showed, in one transaction, with a history and audit event for each deed.

    Args:
        actor: who does it.
        sheet: as :func:`keep_sheet` gave it.
        mode: add or replace.
        shown: digest of the plan that the person saw; None where nobody looked.

    Raises:
        PlanChangedError: something else would happen now than was shown.
        FollowUpError: it was applied already, or a row was refused after all; nothing was done.
        PermissionDenied: the actor may not import.
    """
    require(actor, Permission.FOLLOWUP_IMPORT)
    with transaction.atomic():
        held = Sheet.objects.select_for_update().get(pk=sheet.pk)
        if held.applied_at is not None:
            raise FollowUpError(gettext("This sheet was applied already."))
        plan = plan_sheet(actor, held, mode)
        if shown is not None and shown != plan.digest:
            raise PlanChangedError(
                gettext("Something has changed since. Look again at what would be done.")
            )
        acts = {act.identifier: act for act in _acts(one for row in plan.rows for one in row.acts)}
        units = {str(unit): unit for unit in Unit.objects.all()}
        for row in plan.rows:
            if row.outcome is Outcome.CHANGE:
                _apply_row(actor, row, acts, units, held.name)
        _finish(actor, held)
    sheet.refresh_from_db()
    return plan


def _acts(identifiers: Iterable[str]) -> Iterable[Act]:
    found: Iterable[Act] = Act.objects.filter(current=True, identifier__in=set(identifiers))
    return found


def _apply_row(
    actor: Actor, row: RowPlan, acts: Mapping[str, Act], units: Mapping[str, Unit], name: str
) -> None:
    wanted = dict(row.changes)
    reason = gettext("Tracking sheet %(name)s, row %(row)s") % {"name": name, "row": row.row.row}
    for identifier in row.acts:
        followup = of_act(acts[identifier])
        if "unit" in wanted:
            assign(
                actor, followup, unit=units[wanted["unit"]], officer=followup.officer,
                reason=reason,
            )  # fmt: skip
        if "status" in wanted:
            status = Status(wanted["status"])
            followup = of_act(acts[identifier])
            if status == Status.COMPLETED:
                propose_completion(actor, followup, reason=reason)
            else:
                set_status(actor, followup, status, reason=reason)
        if "note" in wanted:
            add_note(actor, of_act(acts[identifier]), on=timezone.localdate(), words=wanted["note"])


@service(permission=Permission.FOLLOWUP_IMPORT, on="sheet")
def _finish(change: Change, sheet: Sheet) -> None:
    before = change.values(sheet, "applied_at")
    sheet.applied_at = timezone.now()
    sheet.save(update_fields=["applied_at"])
    change.altered(sheet, before, note="applied")


class _Planner:
    """Plans the rows of a sheet over what is held, read once for all rows."""

    def __init__(self, actor: Actor, rows: Sequence[SheetRow], mode: Mode) -> None:
        self._rows = rows
        self._mode = mode
        self._may_assign = allows(actor, Permission.FOLLOWUP_ASSIGN)
        self._texts = _texts_by_name(actor, rows)
        acts = (
            mandates(actor)
            .filter(text__identifier__in=set(self._texts.values()))
            .select_related("provision", "followup__unit")
            .order_by("pk")
        )
        self._by_text: defaultdict[str, list[Act]] = defaultdict(list)
        for act in acts:
            self._by_text[act.identifier.partition("#")[0]].append(act)
        self._known = tuple(
            Text.objects.visible_to(actor)
            .exclude(symbol="")
            .values_list("symbol", flat=True)[:5000]
        )
        self._units = _units_by_name()
        followups = [one.followup.pk for acts in self._by_text.values() for one in acts
                     if _followup(one) is not None]  # fmt: skip
        self._notes = set(
            Note.objects.filter(followup__in=followups).values_list("followup", "words")
        )
        self._said: dict[str, tuple[int, tuple[str, ...]]] = {}

    def plan(self) -> SheetPlan:
        """Return what each row would do."""
        rows = tuple(self._row(row) for row in self._rows)
        counts = {one: sum(1 for row in rows if row.outcome is one) for one in Outcome}
        return SheetPlan(rows, self._mode, counts)

    def _row(self, row: SheetRow) -> RowPlan:
        acts = self._matched(row)
        if isinstance(acts, RowPlan):
            return acts
        names = tuple(act.identifier for act in acts)
        bare = RowPlan(row, Outcome.REFUSED, acts=names)
        said = (row.unit, row.status, row.note)
        for name in names:
            earlier = self._said.get(name)
            if earlier is not None and earlier[1] != said:
                why = gettext("Row %s says something else about the same mandate.") % earlier[0]
                return replace(bare, why=why)
        status = status_of(row.status) if row.status else None
        if row.status and status is None:
            why = gettext("No status is called “%s”.") % row.status[:80]
            return replace(bare, why=why, candidates=nearest(row.status[:80], status_words()))
        unit = self._units.get(row.unit.strip().casefold()) if row.unit else None
        if row.unit and unit is None:
            why = gettext("No unit is called “%s”.") % row.unit[:80]
            called = {str(one) for one in self._units.values()}
            return replace(bare, why=why, candidates=nearest(row.unit[:80], called))
        repeated = all(name in self._said for name in names)
        for name in names:
            self._said.setdefault(name, (row.row, said))
        if repeated:
            return replace(bare, outcome=Outcome.SAME, why=gettext("The row stands there twice."))
        return self._changes(row, acts, status, unit)

    def _changes(
        self, row: SheetRow, acts: Sequence[Act], status: Status | None, unit: Unit | None
    ) -> RowPlan:
        changes: dict[str, str] = {}
        why = ""
        for act in acts:
            followup = _followup(act)
            if unit is not None and self._takes(
                unit.pk, None if followup is None else followup.unit_id, None
            ):
                if self._may_assign:
                    changes["unit"] = str(unit)
                else:
                    why = gettext("The unit is left as it is: you may not assign.")
            if status is not None and self._takes_status(status, followup):
                changes["status"] = status.value
            words = stored(row.note)
            if words and (followup is None or (followup.pk, words) not in self._notes):
                changes["note"] = words
        outcome = Outcome.CHANGE if changes else Outcome.SAME
        names = tuple(act.identifier for act in acts)
        return RowPlan(row, outcome, why=why, acts=names, changes=tuple(changes.items()))

    def _takes(self, new: object, old: object, empty: object) -> bool:
        return new != old and (old == empty or self._mode is Mode.REPLACE)

    def _takes_status(self, status: Status, followup: FollowUp | None) -> bool:
        if followup is None:
            return status != Status.NO_INDICATION
        if status == Status.COMPLETED and followup.waits:
            return False
        if status != Status.COMPLETED and followup.waits and self._mode is Mode.REPLACE:
            return True
        return self._takes(status.value, followup.status, Status.NO_INDICATION.value)

    def _matched(self, row: SheetRow) -> list[Act] | RowPlan:
        """Return the mandates a row is about, or the plan of a row that is about none."""
        symbol, local = row.symbol, row.paragraph
        if row.identifier:
            symbol, _sharp, named = row.identifier.partition("#")
            local = named or local
        bare = RowPlan(row, Outcome.UNMATCHED)
        text = next((self._texts[one] for one in symbols_of(symbol) if one in self._texts), None)
        if text is None:
            if not symbol:
                return replace(bare, why=gettext("The row names no text."))
            why = gettext("No text “%s” is held.") % symbol[:80]
            return replace(bare, why=why, candidates=nearest(symbol[:80], self._known))
        acts = self._by_text[text]
        exact = [act for act in acts if act.identifier == f"{text}#{local}"]
        place = place_of(local)
        if exact:
            return exact
        if place is None:
            why = gettext("“%s” is no paragraph.") % local[:80]
            return replace(bare, why=why)
        found = _at(acts, place)
        if not found:
            locals_ = dict.fromkeys(act.provision.local for act in acts)
            why = gettext("No mandate stands in “%(place)s” of %(text)s.") % {
                "place": local[:80], "text": text,
            }  # fmt: skip
            return replace(bare, why=why, candidates=nearest(place.local, locals_))
        return found


def _at(acts: Sequence[Act], place: Place) -> list[Act]:
    """Return the acts of a place and of its points; of a point without, those of what it is in."""
    at: str | None = place.local
    while at is not None:
        found = [
            act
            for act in acts
            if act.provision.local == at or act.provision.local.startswith(f"{at}(")
        ]
        if place.act is not None:
            found = [act for act in found if act.identifier.endswith(f".{place.act}")]
        if found:
            return found
        at = Place(at).above
    return []


def _followup(act: Act) -> FollowUp | None:
    return getattr(act, "followup", None)


def _texts_by_name(actor: Actor, rows: Iterable[SheetRow]) -> dict[str, str]:
    """Return the identifiers of the texts that rows name, by what they are named by."""
    wanted = {
        name for row in rows for name in symbols_of(row.identifier.partition("#")[0] or row.symbol)
    }
    seen = Text.objects.visible_to(actor)
    aliases = Alias.objects.filter(identifier__in=wanted, text__in=seen.values("pk"))
    found: dict[str, str] = dict(aliases.values_list("identifier", "text__identifier"))
    for identifier, symbol in seen.filter(
        Q(identifier__in=wanted) | Q(symbol__in=wanted)
    ).values_list("identifier", "symbol"):
        if symbol in wanted:
            found.setdefault(symbol, identifier)
        found[identifier] = identifier
    return found


def _units_by_name() -> dict[str, Unit]:
    """Return open units by code and by their names in every language, in small letters."""
    found: dict[str, Unit] = {}
    for unit in Unit.objects.filter(closed_on__isnull=True):
        names: Iterable[Any] = (unit.code, str(unit), *unit.names.values())
        for name in names:
            found.setdefault(str(name).casefold(), unit)
    return found
