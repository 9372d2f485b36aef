"""Tables that come in: read, shown row by row, then taken over whole or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from decimal import Decimal

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.institute import queries
from cpcj.funding.institute.models import Assessment, Member, Payment, Scale, Share, TableProposal
from cpcj.funding.institute.rules.tables import Kind, Row, read_table
from cpcj.funding.institute.services.accounts import enter, take_payment
from cpcj.funding.institute.services.writing import lock_accounts


class ImportRefusedError(Exception):
    """A table was not taken over; nothing was written.

    Attributes:
        code: "changed" (what is recorded changed since the plan was shown), "needs_yes" (it takes
            the place of a scale), "nothing" (it adds and changes nothing), "refused" (rows cannot
            be taken: all or none).
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


@dataclass(slots=True)
class TablePlan:
    """What a table would change now.

    Attributes:
        added: rows that are taken.
        same: how many are recorded as they are.
        refused: rows that cannot be, with a word: "no_member", "paid_twice", "otherwise".
        replaced: whether it takes the place of a recorded scale.
        total: of shares in per cent, or of cents.
        unnamed: members of the scale's year that it does not name.
    """

    added: list[Row] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[Row, str]] = field(default_factory=list)
    replaced: bool = False
    total: Decimal = Decimal(0)
    unnamed: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """A digest, for the form that shows the plan: a yes is to what was shown."""
        said = repr((self.added, self.same, self.refused, self.replaced))
        return hashlib.sha256(said.encode()).hexdigest()


@service(permission=Permission.INSTITUTE_RECORD)
def propose_table(
    change: Change, *, kind: str, content: bytes, name: str, source: str, year: int | None = None
) -> TableProposal:
    """Read a table and keep what it says until somebody takes it over.

    Raises:
        UnreadableTableError: the file is no table of that kind.
    """
    rows, problems = read_table(content, name, Kind(kind))
    proposal = TableProposal(
        kind=kind,
        name=name[:255],
        digest=hashlib.sha256(content).hexdigest(),
        source=source,
        year=year,
        rows=[list(row) for row in rows],
        problems=[[problem.line, problem.words] for problem in problems],
        made_by_id=change.actor.pk,
    )
    proposal.save()
    change.created(proposal, ("kind", "name", "digest", "source"))
    return proposal


def plan_of(proposal: TableProposal) -> TablePlan:
    """Return what a proposal would change now."""
    rows = [tuple(row) for row in proposal.rows]
    return _PLANS[Kind(proposal.kind)](proposal, rows)


def _year(proposal: TableProposal) -> int:
    """Return the year that a scale was given for; no scale is kept without one."""
    if proposal.year is None:
        message = "a scale of no year"
        raise ValueError(message)
    return proposal.year


def _scale(proposal: TableProposal, rows: list[Row]) -> TablePlan:
    held = Scale.objects.filter(year=_year(proposal)).first()
    before = dict(held.shares.values_list("state", "percent")) if held else {}
    given = {state: Decimal(share) for state, share in rows}
    if given == before:
        return TablePlan(same=len(rows), total=sum(given.values(), Decimal(0)))
    members = queries.members_in(proposal.year or 0)
    return TablePlan(
        added=rows,
        replaced=held is not None,
        total=sum(given.values(), Decimal(0)),
        unnamed=[code for code in members if code not in given],
    )


def _payments(_proposal: TableProposal, rows: list[Row]) -> TablePlan:
    members = set(Member.objects.values_list("state", flat=True))
    held = {
        (state, reference): (on.isoformat(), str(cents))
        for state, reference, on, cents in Payment.objects.filter(
            state__in={row[0] for row in rows}
        ).values_list("state", "reference", "on", "cents")
    }
    plan = TablePlan()
    for row in sorted(rows, key=lambda one: (one[1], one[0], one[3])):
        state, on, cents, reference = row
        if state not in members:
            plan.refused.append((row, "no_member"))
        elif (recorded := held.get((state, reference))) is None:
            plan.added.append(row)
            plan.total += int(cents)
        elif recorded == (on, cents):
            plan.same += 1
        else:
            plan.refused.append((row, "paid_twice"))
    return plan


def _assessments(_proposal: TableProposal, rows: list[Row]) -> TablePlan:
    members = set(Member.objects.values_list("state", flat=True))
    held = {
        (state, str(year)): (str(cents), issued.isoformat(), due.isoformat())
        for state, year, cents, issued, due in Assessment.objects.filter(
            state__in={row[0] for row in rows}
        ).values_list("state", "year", "cents", "issued_on", "due_on")
    }
    plan = TablePlan()
    for row in sorted(rows, key=lambda one: (one[3], one[0])):
        recorded = held.get((row[0], row[1]))
        if row[0] not in members:
            plan.refused.append((row, "no_member"))
        elif recorded is None:
            plan.added.append(row)
            plan.total += int(row[2])
        elif recorded == row[2:]:
            plan.same += 1
        else:
            plan.refused.append((row, "otherwise"))
    return plan


_PLANS = {Kind.SCALE: _scale, Kind.PAYMENTS: _payments, Kind.ASSESSMENTS: _assessments}


@service(permission=Permission.INSTITUTE_RECORD)
def take_over_table(change: Change, proposal: TableProposal, *, shown: str, yes: bool) -> int:
    """Record what a table says, all of it or nothing.

    Args:
        change: given by the service.
        proposal: the table.
        shown: digest of the plan that was shown.
        yes: whether a recorded scale is to be replaced.

    Returns:
        How many rows were recorded.

    Raises:
        ImportRefusedError: for the reasons it lists.
        RefusedError: a payment settles what is not outstanding on its day.
    """
    plan = plan_of(proposal)
    if plan.digest != shown:
        raise ImportRefusedError("changed")
    if plan.refused:
        raise ImportRefusedError("refused")
    if plan.replaced and not yes:
        raise ImportRefusedError("needs_yes")
    if not plan.added:
        raise ImportRefusedError("nothing")
    if proposal.kind == Kind.SCALE:
        _record_scale(proposal, plan)
    else:
        lock_accounts(sorted({row[0] for row in plan.added}))
        for row in plan.added:
            _record_row(change, Kind(proposal.kind), row)
    change.did(
        note=f"{proposal.kind}: {len(plan.added)} rows",
        digest=proposal.digest,
        source=proposal.source,
    )
    proposal.delete()
    return len(plan.added)


def _record_scale(proposal: TableProposal, plan: TablePlan) -> None:
    Scale.objects.filter(year=_year(proposal)).delete()
    scale = Scale(year=_year(proposal), source=proposal.source, digest=proposal.digest)
    scale.save()
    Share.objects.bulk_create(
        Share(scale=scale, state=state, percent=Decimal(share)) for state, share in plan.added
    )


def _record_row(change: Change, kind: Kind, row: Row) -> None:
    if kind is Kind.PAYMENTS:
        state, on, cents, reference = row
        day = dt.date.fromisoformat(on)
        take_payment(change, state=state, on=day, cents=int(cents), reference=reference)
    else:
        state, year, cents, issued, due = row
        day, due_on = dt.date.fromisoformat(issued), dt.date.fromisoformat(due)
        enter(change, state, int(year), cents=int(cents), on=day, due_on=due_on)
