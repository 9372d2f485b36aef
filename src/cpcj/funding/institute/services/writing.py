"""How an entry comes into a member's account: locked, balanced, never beyond nothing."""

from __future__ import annotations

from collections.abc import Sequence

from cpcj.frame.services import Change
from cpcj.funding.institute import queries
from cpcj.funding.institute.models import Entry, Member, Posting
from cpcj.funding.institute.rules import accounts
from cpcj.funding.rules import ledger


class RefusedError(ValueError):
    """An operation that cannot be; the code says why.

    Attributes:
        code: "member_twice" (the State is a member in that time), "no_member" (none on the first
            day of the year, or the State never was one), "ends_before", "no_budget",
            "no_percentage", "no_scale", "assessed" (the year is assessed already), "nothing" (an
            amount is above nothing, or nothing is in arrears), "due_before", "reversed",
            "before_entry", "paid_twice" (the reference stands already), "not_owed",
            "plan_differs" (instalments do not add up to the arrears).
        named: what it is about, to be shown with the words.
    """

    def __init__(self, code: str, named: str = "") -> None:
        """Keep the code and the name."""
        self.code, self.named = code, named
        super().__init__(f"{code} {named}".strip())


def lock_accounts(states: Sequence[str]) -> None:
    """Lock the accounts of States until the transaction ends.

    Raises:
        RefusedError: "no_member", a State was never one.
    """
    found = Member.objects.select_for_update().filter(state__in=states).order_by("pk")
    known = set(found.values_list("state", flat=True))
    if missing := sorted(set(states) - known):
        raise RefusedError("no_member", ", ".join(missing))


def write(change: Change, state: str, entry: ledger.Entry, *, reason: str = "") -> Entry:
    """Write an entry on the locked account of a State; the caller leaves the audit event.

    Raises:
        OverdrawnError: an account would hold less than nothing, on its day or on a later one.
    """
    accounts.require_covered(queries.entries_of(state), entry)
    return put(change, state, entry, reason=reason)


def put(change: Change, state: str, entry: ledger.Entry, *, reason: str = "") -> Entry:
    """Write an entry that takes nothing from any account."""
    written = Entry(
        state=state,
        day=entry.day,
        deed=entry.deed,
        reverses_id=entry.reverses,
        reason=reason,
        made_by_id=change.actor.pk,
    )
    written.save()
    Posting.objects.bulk_create(
        Posting(entry=written, book=account.book, year=_year(account.contribution), cents=cents)
        for account, cents in entry.postings
    )
    return written


def _year(code: str) -> int | None:
    _state, _hyphen, year = code.partition("-")
    return int(year) if year else None
