"""Rates of exchange and settings: taking a table over, recording a setting."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.models import Rate, RateProposal, Setting
from cpcj.funding.rules.rates import RatePlan, RateRow, plan, read_rates


class ImportRefusedError(Exception):
    """A table was not taken over; nothing was written.

    Attributes:
        code: "changed" (what is recorded changed since the plan was shown), "needs_yes" (it says
            other than is recorded), "nothing" (it adds and changes nothing); of transactions also
            "refused" (rows cannot be taken), "needs_head" (to replace is to reverse).
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


@service(permission=Permission.FUNDING_RECORD)
def propose_rates(change: Change, *, content: bytes, name: str, source: str) -> RateProposal:
    """Read a table of rates and keep what it says until somebody takes it over.

    Raises:
        UnreadableRatesError: the file is no table of rates.
    """
    rows, problems = read_rates(content, name)
    proposal = RateProposal(
        name=name[:255],
        digest=hashlib.sha256(content).hexdigest(),
        source=source,
        rows=[[row.currency, row.since.isoformat(), str(row.units)] for row in rows],
        problems=[[problem.line, problem.words] for problem in problems],
        made_by_id=change.actor.pk,
    )
    proposal.save()
    change.created(proposal, ("name", "digest", "source"))
    return proposal


def plan_of(proposal: RateProposal) -> RatePlan:
    """Return what a proposal would change now."""
    rows = [
        RateRow(currency, dt.date.fromisoformat(since), Decimal(units))
        for currency, since, units in proposal.rows
    ]
    recorded = Rate.objects.filter(currency__in={row.currency for row in rows})
    held = {
        (currency, since): units
        for currency, since, units in recorded.values_list("currency", "since", "units")
    }
    return plan(rows, held)


def seen(shown: RatePlan) -> str:
    """Return a digest of a plan, for the form that shows it: a yes is to what was shown."""
    return hashlib.sha256(repr((shown.added, shown.differing)).encode()).hexdigest()


@service(permission=Permission.FUNDING_RECORD)
def take_over_rates(change: Change, proposal: RateProposal, *, shown: str, yes: bool) -> int:
    """Record the rates of a table. Amounts that are recorded keep the rate they were given.

    Args:
        change: given by the service.
        proposal: the table.
        shown: digest of the plan that the officer saw (:func:`seen`).
        yes: whether rates that are recorded otherwise are to be replaced.

    Returns:
        How many rates were recorded or replaced.

    Raises:
        ImportRefusedError: for the reasons it lists.
    """
    proposed = plan_of(proposal)
    if seen(proposed) != shown:
        raise ImportRefusedError("changed")
    if proposed.differing and not yes:
        raise ImportRefusedError("needs_yes")
    if not proposed.added and not proposed.differing:
        raise ImportRefusedError("nothing")
    Rate.objects.bulk_create(
        Rate(currency=row.currency, since=row.since, units=row.units, source=proposal.source)
        for row in proposed.added
    )
    for _held, row in proposed.differing:
        Rate.objects.filter(currency=row.currency, since=row.since).update(
            units=row.units, source=proposal.source
        )
    change.did(
        note=f"{len(proposed.added)} added, {len(proposed.differing)} replaced",
        digest=proposal.digest,
        source=proposal.source,
    )
    proposal.delete()
    return len(proposed.added) + len(proposed.differing)


@service(permission=Permission.FUNDING_APPROVE)
def set_setting(
    change: Change,
    *,
    kind: str,
    percent: Decimal,
    since: dt.date,
    source: str,
    threshold: int = 0,
) -> Setting:
    """Record a setting from a day on; what was charged before stays as it was."""
    setting = Setting(kind=kind, percent=percent, since=since, source=source, threshold=threshold)
    setting.full_clean()
    setting.save()
    change.created(setting)
    return setting
