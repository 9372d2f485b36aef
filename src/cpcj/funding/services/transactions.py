"""Transactions of a spreadsheet: shown row by row first, then written whole or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpcj.frame.permissions import Permission, allows
from cpcj.frame.services import Change, service
from cpcj.funding.models import (
    Contribution,
    CostObject,
    EntryRow,
    ImportedTransaction,
    Status,
    TransactionProposal,
)
from cpcj.funding.models.visibility import sealed_from
from cpcj.funding.rules.money import AmountError, money
from cpcj.funding.rules.transactions import Kind, TransactionRow, read_transactions
from cpcj.funding.services import books
from cpcj.funding.services.tables import ImportRefusedError

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


@dataclass(slots=True)
class TransactionPlan:
    """What a spreadsheet would change now.

    Attributes:
        added: rows whose reference is not recorded.
        differing: pairs of the recorded row and the row, of references recorded otherwise.
        same: how many are recorded as they are.
        refused: rows that cannot be, with a word: "contribution", "cost_object", "not_agreed",
            "amount", "sealed" (what the cost object holds is kept from the reader).
    """

    added: list[TransactionRow] = field(default_factory=list)
    differing: list[tuple[TransactionRow, TransactionRow]] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[TransactionRow, str]] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """A digest, for the form that shows the plan: a yes is to what was shown."""
        said = repr((self.added, self.differing, self.refused))
        return hashlib.sha256(said.encode()).hexdigest()


@service(permission=Permission.FUNDING_RECORD)
def propose_transactions(change: Change, *, content: bytes, name: str) -> TransactionProposal:
    """Read a spreadsheet and keep what it says until somebody takes it over.

    Raises:
        UnreadableTransactionsError: the file is no table of transactions.
    """
    rows, problems = read_transactions(content, name)
    proposal = TransactionProposal(
        name=name[:255],
        digest=hashlib.sha256(content).hexdigest(),
        rows=[list(row) for row in rows],
        problems=[list(problem) for problem in problems],
        made_by_id=change.actor.pk,
    )
    proposal.save()
    change.created(proposal, ("name", "digest"))
    return proposal


def plan_of(proposal: TransactionProposal, reader: Actor) -> TransactionPlan:
    """Return what a proposal would change now; balances are asked when it is written.

    A row of a cost object that is sealed from the reader is neither shown nor compared with what
    is recorded under its reference: both would tell an amount.
    """
    rows = [TransactionRow(*row) for row in proposal.rows]
    contributions = {
        code: (status, currency, in_kind)
        for code, status, currency, in_kind in Contribution.objects.filter(
            code__in={row.contribution for row in rows}
        ).values_list("code", "status", "currency", "in_kind")
    }
    wanted = {row.cost_object for row in rows if row.cost_object}
    objects = set(CostObject.objects.filter(code__in=wanted).values_list("code", flat=True))
    held = dict(
        ImportedTransaction.objects.filter(
            reference__in={row.reference for row in rows}
        ).values_list("reference", "said")
    )
    sealed = set(
        CostObject.objects.filter(pk__in=sealed_from(reader)).values_list("code", flat=True)
    )
    plan = TransactionPlan()
    for row in rows:
        recorded = TransactionRow(*held[row.reference]) if row.reference in held else None
        if sealed & {row.cost_object, recorded.cost_object if recorded else ""}:
            plan.refused.append((row, "sealed"))
        elif why := _hindrance(row, contributions, objects):
            plan.refused.append((row, why))
        elif recorded is None:
            plan.added.append(row)
        elif recorded == row:
            plan.same += 1
        else:
            plan.differing.append((recorded, row))
    return plan


def _hindrance(
    row: TransactionRow, contributions: dict[str, tuple[str, str, bool]], objects: set[str]
) -> str:
    """Return why a row cannot be, in a word; "" where it can."""
    if row.contribution not in contributions:
        return "contribution"
    status, currency, in_kind = contributions[row.contribution]
    if status != Status.AGREED or in_kind:
        return "not_agreed"
    if row.cost_object and row.cost_object not in objects:
        return "cost_object"
    if row.kind == Kind.RECEIPT:
        try:
            if money(row.amount, currency).minor <= 0:
                return "amount"
        except AmountError:
            return "amount"
    return ""


@service(permission=Permission.FUNDING_RECORD)
def take_over_transactions(
    change: Change, proposal: TransactionProposal, *, shown: str, replace: bool
) -> int:
    """Write the transactions of a spreadsheet, all of them or none.

    Args:
        change: given by the service.
        proposal: the spreadsheet.
        shown: digest of the plan that was shown.
        replace: whether rows recorded otherwise are replaced: the entry is reversed and written
            anew. To reverse is a head's act.

    Returns:
        How many rows were written.

    Raises:
        ImportRefusedError: "changed", "refused" (rows cannot be), "needs_yes" (rows are recorded
            otherwise), "needs_head", "nothing".
        RefusedError, OverdrawnError, ClosedPeriodError, NoRateError: as the single operation.
    """
    plan = plan_of(proposal, change.actor)
    if plan.digest != shown:
        raise ImportRefusedError("changed")
    if plan.refused:
        raise ImportRefusedError("refused")
    if plan.differing and not replace:
        raise ImportRefusedError("needs_yes")
    if plan.differing and not allows(change.actor, Permission.FUNDING_APPROVE):
        raise ImportRefusedError("needs_head")
    rows = [*plan.added, *(row for _recorded, row in plan.differing)]
    if not rows:
        raise ImportRefusedError("nothing")
    # The newest first: what was spent is turned round before what it was committed out of.
    replaced = ImportedTransaction.objects.filter(
        reference__in={row.reference for _recorded, row in plan.differing}
    ).select_related("entry")
    for old in replaced.order_by("-entry"):
        books.reverse(change.actor, old.entry, on=old.entry.day, reason=proposal.name[:300])
    for row in sorted(rows, key=lambda one: one.on):
        entry = _write(change, row)
        ImportedTransaction.objects.update_or_create(
            reference=row.reference, defaults={"said": list(row), "entry": entry}
        )
    change.did(
        note=f"{len(plan.added)} added, {len(plan.differing)} replaced", digest=proposal.digest
    )
    proposal.delete()
    return len(rows)


_AIMED = {
    Kind.COMMITMENT: books.commit,
    Kind.RELEASE: books.release,
    Kind.EXPENDITURE: books.spend,
}


def _write(change: Change, row: TransactionRow) -> EntryRow:
    contribution: Contribution = Contribution.objects.get(code=row.contribution)
    on = dt.date.fromisoformat(row.on)
    if row.kind == Kind.RECEIPT:
        minor = money(row.amount, contribution.currency).minor
        received: EntryRow = books.receive(change.actor, contribution, on=on, minor=minor).entry
        return received
    return _AIMED[Kind(row.kind)](
        change.actor,
        contribution,
        cost_object=CostObject.objects.get(code=row.cost_object),
        on=on,
        cents=money(row.amount).minor,
        reason=row.reference,
    )
