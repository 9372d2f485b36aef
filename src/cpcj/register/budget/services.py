"""Every write of the room: a file proposed, an import carried out, a meaning corrected."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.utils import timezone

from cpcj.accounts.models import User
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.budget.models import Edition, Line, Proposal, Treaty
from cpcj.register.budget.rows import (
    MEANING,
    content_of,
    meaning,
    new_line,
    new_treaty,
    read_back,
    row_of,
    take_meaning,
    take_row,
    treaty_of,
)
from cpcj.register.budget.rules.plan import HeldRow, Plan, plan, treaties_changed
from cpcj.resolutions.budget import Row, Section, settle

_CORRECTED = (*MEANING, "corrected", "correction_reason", "corrected_at", "corrected_by_id")


class ImportRefusedError(Exception):
    """An import that is not carried out.

    Args:
        code: "done" (already carried out), "changed" (the edition is not what was shown), "yes"
            (rows would go and nobody agreed to it).
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


class StaleRowError(Exception):
    """Somebody corrected the row since it was shown; nothing was changed."""


def stamp_of(line: Line) -> str:
    """Return what tells one state of a row's correction from another."""
    return "" if line.corrected_at is None else line.corrected_at.isoformat()


def _held(line: Line, seen: str | None) -> None:
    """Lock a row and check that it is as somebody saw it.

    Raises:
        StaleRowError: it is not.
    """
    held = Line.objects.select_for_update().get(pk=line.pk)
    if seen is not None and stamp_of(held) != seen:
        raise StaleRowError(str(line.pk))
    for field in Line._meta.concrete_fields:
        setattr(line, field.attname, getattr(held, field.attname))


def plan_for(proposal: Proposal, *, lock: bool = False) -> Plan:
    """Return what carrying out a proposal would change, as things stand."""
    lines = Line.objects.filter(year=proposal.year).order_by("position", "pk")
    if lock:
        lines = lines.select_for_update()
    held = [HeldRow(line.pk, row_of(line), line.corrected) for line in lines]
    rows, _treaties = read_back(proposal.content)
    return plan(held, rows)


def treaty_plan(proposal: Proposal) -> tuple[list[str], list[str]]:
    """Return the names of treaties that a proposal would add and remove."""
    held = Treaty.objects.filter(edition__year=proposal.year).order_by("position", "pk")
    _rows, given = read_back(proposal.content)
    return treaties_changed([treaty_of(one) for one in held], given)


@service(permission=Permission.BUDGET_IMPORT)
def propose(
    change: Change, *, data: bytes, section: Section, year: int, dated: dt.date | None
) -> Proposal:
    """Keep what was read of a file until somebody says yes to what it would change."""
    proposal = Proposal(
        year=year,
        name=section.name[:255],
        form=section.form,
        symbol=section.symbol,
        dated=dated,
        digest=hashlib.sha256(data).hexdigest(),
        content=content_of(section),
        made_by=_person(change),
    )
    proposal.save()
    change.created(proposal, ("year", "name", "form", "digest"))
    return proposal


@service(permission=Permission.BUDGET_IMPORT)
def carry_out(change: Change, proposal: Proposal, *, seen: str, removing: bool = False) -> Edition:
    """Import what a proposal holds.

    Args:
        change: given by the service.
        proposal: what was read.
        seen: :attr:`Plan.seen` of the plan that was shown.
        removing: whether somebody agreed that rows or treaties which the file has not are removed.

    Raises:
        ImportRefusedError: nothing was changed; the code says why.
    """
    kept = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if kept.carried_out_at is not None:
        raise ImportRefusedError("done")
    planned = plan_for(kept, lock=True)
    if planned.seen != seen:
        raise ImportRefusedError("changed")
    treaties_added, treaties_removed = treaty_plan(kept)
    if (planned.removed or treaties_removed) and not removing:
        raise ImportRefusedError("yes")
    edition, before = _edition(change, kept)
    Line.objects.filter(pk__in=[one.key for one in planned.removed]).delete()
    lines = Line.objects.in_bulk([held.key for held, _row in (*planned.same, *planned.changed)])
    for held, row in (*planned.same, *planned.changed):
        # Most rows of a new file are as they were: each alone is quicker than all in one statement.
        if altered := _altered(lines[held.key], row):
            lines[held.key].save(update_fields=altered)
    Line.objects.bulk_create([new_line(edition, row) for row in planned.added], batch_size=200)
    _rows, treaties = read_back(kept.content)
    if treaties_added or treaties_removed:
        Treaty.objects.filter(edition=edition).delete()
        Treaty.objects.bulk_create([new_treaty(edition, item) for item in treaties])
    kept.carried_out_at = timezone.now()
    kept.save()
    proposal.carried_out_at = kept.carried_out_at
    counts = f"+{len(planned.added)} -{len(planned.removed)} ~{len(planned.changed)}"
    if before is None:
        change.created(edition, ("year", "name", "form", "digest"), note=counts)
    else:
        change.altered(edition, before, note=counts)
    return edition


def _altered(line: Line, row: Row) -> list[str]:
    """Set what a line prints and return the names of the fields that changed."""
    named = [field.attname for field in Line._meta.concrete_fields if not field.primary_key]
    before = {name: getattr(line, name) for name in named}
    take_row(line, row)
    return [name for name in named if getattr(line, name) != before[name]]


def _edition(change: Change, proposal: Proposal) -> tuple[Edition, dict[str, object] | None]:
    """Return the edition of a proposal's year, brought up to date, and its values before; None
    where it is new.
    """
    named = ("name", "form", "digest")
    edition = Edition.objects.filter(year=proposal.year).first()
    before = None if edition is None else change.values(edition, *named)
    if edition is None:
        edition = Edition(year=proposal.year)
    for name in named:
        setattr(edition, name, getattr(proposal, name))
    edition.symbol = proposal.symbol or edition.symbol
    edition.dated = proposal.dated or edition.dated
    edition.imported_by = _person(change)
    edition.save()
    return edition, before


@service(permission=Permission.BUDGET_CORRECT, on="line")
def correct(
    change: Change,
    line: Line,
    *,
    body: str,
    kind: str,
    number: str,
    reason: str,
    seen: str | None = None,
) -> None:
    """Say what a row means, against or beside the rules; the rules' value stays beside it.

    ``seen`` is :func:`stamp_of` the row that was shown; None where nobody looked.

    Raises:
        ValueError: the body has no text of this number; the message says which forms it has.
        StaleRowError: somebody corrected the row meanwhile.
    """
    _held(line, seen)
    before = change.values(line, *_CORRECTED)
    settled = settle(row_of(line), body=body, kind=kind, number=number)
    take_meaning(line, meaning(settled))
    _settled_by(change, line, reason)
    change.altered(line, before)


@service(permission=Permission.BUDGET_CORRECT, on="line")
def untrace(change: Change, line: Line, *, reason: str, seen: str | None = None) -> None:
    """Say that it is not known which text a row means.

    Raises:
        StaleRowError: somebody corrected the row meanwhile.
    """
    _held(line, seen)
    before = change.values(line, *_CORRECTED)
    take_meaning(line, {
        **line.machine, "identifier": "", "made": False, "number": "", "citation": "",
        "reasons": [["person", "a person said that it cannot be traced"]],
    })  # fmt: skip
    _settled_by(change, line, reason)
    change.altered(line, before)


@service(permission=Permission.BUDGET_CORRECT, on="line")
def uncorrect(change: Change, line: Line, *, seen: str | None = None) -> None:
    """Go back to what the rules say.

    Raises:
        StaleRowError: somebody corrected the row meanwhile.
    """
    _held(line, seen)
    if not line.corrected:
        change.nothing()
        return
    before = change.values(line, *_CORRECTED)
    line.corrected, line.correction_reason = False, ""
    line.corrected_at = line.corrected_by = None
    take_meaning(line, line.machine)
    line.save()
    change.altered(line, before)


def _settled_by(change: Change, line: Line, reason: str) -> None:
    line.corrected, line.correction_reason = True, reason
    line.corrected_at = timezone.now()
    line.corrected_by = _person(change)
    line.save()


def _person(change: Change) -> User | None:
    return change.actor if isinstance(change.actor, User) else None
