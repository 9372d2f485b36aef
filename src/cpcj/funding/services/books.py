"""What is written in the books. Each operation is one balanced entry, or nothing at all.

Every operation locks the one row of :class:`Books` first, then the balances it touches in the order
of their names: two at once come one after the other, and neither can take what the other took.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.models import (
    Balance,
    Books,
    Contribution,
    CostObject,
    DonorKind,
    EntryRow,
    Period,
    Posting,
    Receipt,
    SettingKind,
    Status,
)
from cpcj.funding.models.visibility import rest_tells, sealed_from
from cpcj.funding.rules import charges, ledger
from cpcj.funding.rules.ledger import Account, Book, Deed, Entry, OverdrawnError
from cpcj.funding.rules.money import Money, divided
from cpcj.funding.tables import dollars_on, setting_on
from cpcj.funding.workflow import CONTRIBUTION


class RefusedError(ValueError):
    """An operation that cannot be; the code says why.

    Attributes:
        code: "not_agreed", "in_kind", "not_in_kind", "more_than_agreed", "reversed" (it was
            already), "reversal" (it is one itself), "agreed" (the agreement itself),
            "before_entry", "closed_before" (the books are closed further than that), "not_yet"
            (a day that is still to come), "no_reason", "nothing", "sealed" (what the cost object
            holds is kept from the person who asks), "few" (what comes back would tell it),
            "before_pledge" (an agreement on an earlier day than the pledge).
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


def account_name(account: Account) -> str:
    """Return the unique name of an account; codes have no spaces."""
    return " ".join(part for part in account if part)


def lock_books() -> Books:
    """Return the books, locked until the transaction ends."""
    locked = Books.objects.select_for_update().filter(pk=1)
    books: Books | None = locked.first()
    if books is None:  # the first time; two at once find the one row of whoever was faster
        Books.objects.bulk_create([Books(id=1)], ignore_conflicts=True)
        books = locked.get()
    return books


_READ = ("status", "in_kind", "currency", "minor")
"""What the books read of a contribution; another may have changed it before the lock."""


def _open(contribution: Contribution, *, in_kind: bool = False) -> Books:
    """Lock the books and refuse what is not agreed, or of the other sort."""
    books = lock_books()
    contribution.refresh_from_db(fields=_READ)
    if contribution.status != Status.AGREED:
        raise RefusedError("not_agreed")
    if contribution.in_kind and not in_kind:
        raise RefusedError("in_kind")
    return books


def _held(account: Account) -> int:
    row = Balance.objects.filter(account=account_name(account)).values_list("cents", flat=True)
    return row.first() or 0


def _write(
    change: Change,
    books: Books,
    contribution: Contribution,
    entry: Entry,
    *,
    cost_object: CostObject | None = None,
    reason: str = "",
) -> EntryRow:
    """Write an entry and keep the balances in step; the caller leaves the audit event.

    Raises:
        ClosedPeriodError: its day lies in a closed period.
        OverdrawnError: an account would hold less than nothing, on its day or on a later one.
    """
    ledger.require_open(entry.day, books.closed_through)
    names = {account_name(account): account for account, _cents in entry.postings}
    locked = Balance.objects.select_for_update().filter(account__in=names).order_by("account")
    held = {names[row.account]: row.cents for row in locked}
    changed = ledger.after(held, entry)
    keys = {contribution.code: contribution.pk}
    objects = {} if cost_object is None else {cost_object.code: cost_object.pk}
    rows = {
        account: Balance(
            account=name,
            book=account.book,
            contribution_id=keys[account.contribution] if account.contribution else None,
            cost_object_id=objects[account.cost_object] if account.cost_object else None,
            cents=changed[account],
        )
        for name, account in sorted(names.items())
    }
    _require_covered_later(entry, rows, held)
    written = EntryRow(
        contribution=contribution,
        day=entry.day,
        deed=entry.deed,
        reverses_id=entry.reverses,
        reason=reason,
        made_by_id=change.actor.pk,
    )
    written.save()
    Posting.objects.bulk_create(
        Posting(
            entry=written,
            day=entry.day,
            book=account.book,
            contribution_id=rows[account].contribution_id,
            cost_object_id=rows[account].cost_object_id,
            cents=cents,
        )
        for account, cents in entry.postings
    )
    # One statement, whether an account is new or not; the books' lock keeps everybody else out.
    Balance.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["cents"],
    )
    return written


def _require_covered_later(
    entry: Entry, rows: Mapping[Account, Balance], held: Mapping[Account, int]
) -> None:
    """Refuse what would overdraw an account on the entry's day, or between it and the last one.

    An entry of an earlier day may find today's balance high enough and that day's too low.

    Args:
        entry: what is to be written.
        rows: its accounts, holding what they will.
        held: what they hold now.
    """
    falling = {
        (row.book, row.contribution_id, row.cost_object_id): account
        for account, row in rows.items()
        if row.cents < held.get(account, 0)
    }
    if not falling:
        return
    # The day stands in each part, so that each is read from the index by account.
    of_them = (
        Q(book=book, contribution=of, cost_object=to, day__gt=entry.day) for book, of, to in falling
    )
    later = (
        Posting.objects.filter(functools.reduce(operator.or_, of_them))
        .order_by()
        .values_list("book", "contribution", "cost_object", "day")
        .annotate(sum=Sum("cents"))
        .order_by("day")
    )
    moves: dict[Account, list[int]] = {}
    for book, of, to, _day, cents in later:
        account = falling[book, of, to]
        moves.setdefault(account, []).append(ledger.side(account) * int(cents))
    for account, own in moves.items():
        moved = rows[account].cents - held[account]
        left = rows[account].cents - sum(own)
        for cents in (0, *own):
            left += cents
            if left < 0:
                raise OverdrawnError(account, left - moved, -moved)


def _say(change: Change, written: EntryRow) -> EntryRow:
    change.created(written, ("contribution_id", "day", "deed", "reverses_id"), note=written.deed)
    return written


def _above_nothing(cents: int) -> None:
    if cents <= 0:
        raise RefusedError("nothing")


_OF_THE_PLEDGE = ("pledged", "pledged_dollars", "pledged_rate", "pledged_rate_on")


@service(permission=Permission.FUNDING_APPROVE)
def agree(
    change: Change,
    contribution: Contribution,
    *,
    on: dt.date,
    minor: int | None = None,
    levy: int | None = None,
    levy_reason: str = "",
) -> None:
    """Record an agreement: the amount in dollars at the day's rate is to come in.

    What was pledged stays beside it. Instalments of another amount than is agreed hold no more.

    Args:
        change: given by the service.
        contribution: a pledge.
        on: the day of the agreement.
        minor: what is agreed, where it is another amount than was pledged.
        levy: cents, where another levy than the rule's is due; ``levy_reason`` says why.
        levy_reason: words.

    Raises:
        RefusedError: "no_reason", another levy without one; "nothing"; "before_pledge".
        TransitionRefusedError: it is no pledge any more.
    """
    books = lock_books()
    contribution.refresh_from_db()
    if on < contribution.pledged_on:
        raise RefusedError("before_pledge")
    contribution.pledged, contribution.pledged_dollars = contribution.minor, contribution.dollars
    contribution.pledged_rate = contribution.rate
    contribution.pledged_rate_on = contribution.rate_on
    if minor is not None and minor != contribution.minor:
        _above_nothing(minor)
        contribution.minor = minor
        contribution.instalments.all().delete()
    dollars, rate = dollars_on(contribution.money, on)
    contribution.agreed_on, contribution.dollars = on, dollars
    contribution.rate, contribution.rate_on = rate.units, rate.since
    contribution.levy, contribution.levy_reason = proposed_levy(contribution, on)
    if levy is not None and levy != contribution.levy:
        if not levy_reason:
            raise RefusedError("no_reason")
        contribution.levy, contribution.levy_reason = levy, levy_reason
    also = (
        *_OF_THE_PLEDGE,
        "agreed_on",
        "minor",
        "dollars",
        "rate",
        "rate_on",
        "levy",
        "levy_reason",
    )
    CONTRIBUTION.apply(change, contribution, "agree", also=also)
    if not contribution.in_kind:
        _write(change, books, contribution, ledger.agree(on, contribution.code, dollars))


def proposed_levy(contribution: Contribution, on: dt.date) -> tuple[int, str]:
    """Return the levy that the rule gives on a day, in cents, and its reason in a word."""
    if contribution.in_kind or contribution.donor.kind == DonorKind.REGULAR_BUDGET:
        return 0, "exempt"
    return charges.levy(
        contribution.dollars,
        charges.Earmarking(contribution.earmarking),
        charges.Channel(contribution.channel),
        setting_on(SettingKind.LEVY, on),
    )


def outstanding(contribution: Contribution) -> int:
    """Return what of a contribution has not come in, in the smallest unit of its currency."""
    received = contribution.receipts.filter(entry__reversed_by__isnull=True)
    return contribution.minor - int(received.aggregate(sum=Sum("minor"))["sum"] or 0)


@service(permission=Permission.FUNDING_RECORD)
def receive(change: Change, contribution: Contribution, *, on: dt.date, minor: int) -> Receipt:
    """Record a receipt, in the smallest unit of the contribution's currency.

    Raises:
        RefusedError: "more_than_agreed", or for what holds of every operation.
        NoRateError: no rate is recorded for the day.
    """
    books = _open(contribution)
    _above_nothing(minor)
    left = outstanding(contribution)
    expected = _held(Account(Book.RECEIVABLE, contribution.code))
    if minor > left or not expected:
        raise RefusedError("more_than_agreed")
    cents, rate = dollars_on(Money(minor, contribution.currency), on)
    agreed = divided(expected, (minor, left - minor))[0]
    entry = ledger.receive(on, contribution.code, cents, agreed)
    receipt = Receipt(
        contribution=contribution,
        on=on,
        minor=minor,
        cents=cents,
        rate=rate.units,
        rate_on=rate.since,
        entry=_write(change, books, contribution, entry),
    )
    receipt.save()
    change.created(receipt)
    return receipt


@service(permission=Permission.FUNDING_RECORD)
def receive_in_kind(
    change: Change, contribution: Contribution, *, on: dt.date, cents: int
) -> EntryRow:
    """Record goods or services received, at what they are worth in cents."""
    books = _open(contribution, in_kind=True)
    _above_nothing(cents)
    if not contribution.in_kind:
        raise RefusedError("not_in_kind")
    return _say(
        change,
        _write(change, books, contribution, ledger.in_kind(on, contribution.code, cents)),
    )


@service(permission=Permission.FUNDING_APPROVE)
def allocate(
    change: Change,
    contribution: Contribution,
    *,
    cost_object: CostObject,
    on: dt.date,
    cents: int,
    percent: Decimal | None = None,
    reason: str = "",
) -> EntryRow:
    """Allocate so much of what is available, its support cost included, to a cost object.

    Support cost is charged on what is given beside the regular budget, not on that.

    Args:
        change: given by the service.
        contribution: of which.
        cost_object: to what.
        on: the day.
        cents: what leaves the contribution: the programmable part and the support cost.
        percent: another rate of the support cost than the setting's; ``reason`` says why.
        reason: words.

    Raises:
        RefusedError: "no_reason", another rate without one.
        OverdrawnError: so much is not available.
    """
    books = _open(contribution)
    _above_nothing(cents)
    regular = contribution.donor.kind == DonorKind.REGULAR_BUDGET
    setting = None if regular else setting_on(SettingKind.SUPPORT_COST, on)
    if percent is not None and (setting is None or percent != setting.percent):
        if not reason:
            raise RefusedError("no_reason")
        setting = charges.Setting(percent, on, reason)
    split = charges.support_cost(cents, setting)
    entry = ledger.allocate(on, contribution.code, cost_object.code, split)
    return _say(
        change,
        _write(change, books, contribution, entry, cost_object=cost_object, reason=reason),
    )


@service(permission=Permission.FUNDING_APPROVE)
def return_allocation(
    change: Change,
    contribution: Contribution,
    *,
    cost_object: CostObject,
    on: dt.date,
    cents: int,
    support_cost: int = 0,
    reason: str,
) -> EntryRow:
    """Take back what was allocated and not committed, and so much support cost with it.

    Raises:
        RefusedError: "few", what comes back of a sealed cost object would tell what it paid for.
    """
    books = _open(contribution)
    if rest_tells(contribution.pk, cost_object.pk):
        raise RefusedError("few")
    _above_nothing(cents)
    split = charges.Split(cents, support_cost)
    entry = ledger.return_allocation(on, contribution.code, cost_object.code, split)
    return _say(
        change,
        _write(change, books, contribution, entry, cost_object=cost_object, reason=reason),
    )


def _on_cost_object(  # noqa: PLR0917 - what such an operation says
    change: Change,
    deed: Deed,
    contribution: Contribution,
    cost_object: CostObject,
    on: dt.date,
    cents: int,
    reason: str,
) -> EntryRow:
    if cost_object.pk in sealed_from(change.actor):
        raise RefusedError("sealed")
    books = _open(contribution)
    _above_nothing(cents)
    entry = _ON_COST_OBJECTS[deed](on, contribution.code, cost_object.code, cents)
    return _say(
        change,
        _write(change, books, contribution, entry, cost_object=cost_object, reason=reason),
    )


_ON_COST_OBJECTS = {
    Deed.COMMITTED: ledger.commit,
    Deed.RELEASED: ledger.release,
    Deed.SPENT: ledger.spend,
}


@service(permission=Permission.FUNDING_RECORD)
def commit(
    change: Change,
    contribution: Contribution,
    *,
    cost_object: CostObject,
    on: dt.date,
    cents: int,
    reason: str = "",
) -> EntryRow:
    """Commit a part of an allocation: an order, a grant, a contract."""
    return _on_cost_object(change, Deed.COMMITTED, contribution, cost_object, on, cents, reason)


@service(permission=Permission.FUNDING_RECORD)
def release(
    change: Change,
    contribution: Contribution,
    *,
    cost_object: CostObject,
    on: dt.date,
    cents: int,
    reason: str = "",
) -> EntryRow:
    """Release a commitment that will not be spent."""
    return _on_cost_object(change, Deed.RELEASED, contribution, cost_object, on, cents, reason)


@service(permission=Permission.FUNDING_RECORD)
def spend(
    change: Change,
    contribution: Contribution,
    *,
    cost_object: CostObject,
    on: dt.date,
    cents: int,
    reason: str = "",
) -> EntryRow:
    """Spend what is committed."""
    return _on_cost_object(change, Deed.SPENT, contribution, cost_object, on, cents, reason)


def _of_contribution(
    change: Change, contribution: Contribution, entry: Entry, cents: int, reason: str, books: Books
) -> EntryRow:
    _above_nothing(cents)
    return _say(change, _write(change, books, contribution, entry, reason=reason))


@service(permission=Permission.FUNDING_APPROVE)
def advance(
    change: Change, contribution: Contribution, *, on: dt.date, cents: int, reason: str
) -> EntryRow:
    """Make so much available before it has come in, up to what is still to come in.

    Raises:
        RefusedError: "more_than_agreed", more is advanced than is to come in.
    """
    books = _open(contribution)
    due = _held(Account(Book.RECEIVABLE, contribution.code))
    if cents + _held(Account(Book.ADVANCE, contribution.code)) > due:
        raise RefusedError("more_than_agreed")
    entry = ledger.advance(on, contribution.code, cents)
    return _of_contribution(change, contribution, entry, cents, reason, books)


@service(permission=Permission.FUNDING_RECORD)
def cover_advance(
    change: Change, contribution: Contribution, *, on: dt.date, cents: int, reason: str = ""
) -> EntryRow:
    """Set what has come in against an advance."""
    books = _open(contribution)
    entry = ledger.cover_advance(on, contribution.code, cents)
    return _of_contribution(change, contribution, entry, cents, reason, books)


def _levied(contribution: Contribution) -> int:
    """Return what was charged of the levy and not turned round, in cents."""
    own = Posting.objects.filter(contribution=contribution, book=Book.LEVY).filter(
        Q(entry__deed=Deed.LEVIED) | Q(entry__reverses__deed=Deed.LEVIED)
    )
    return -int(own.aggregate(sum=Sum("cents"))["sum"] or 0)


@service(permission=Permission.FUNDING_RECORD)
def charge_levy(
    change: Change, contribution: Contribution, *, on: dt.date, cents: int, reason: str = ""
) -> EntryRow:
    """Record the levy: paid beside the contribution, or taken out of it, as was agreed.

    Raises:
        RefusedError: "no_reason", more than is due by the agreement without one.
    """
    books = _open(contribution)
    if not reason and cents > contribution.levy - _levied(contribution):
        raise RefusedError("no_reason")
    beside = contribution.levy_payment == charges.LevyPayment.BESIDE
    entry = ledger.charge_levy(on, contribution.code, cents, beside=beside)
    return _of_contribution(change, contribution, entry, cents, reason, books)


@service(permission=Permission.FUNDING_RECORD)
def pay_levy(
    change: Change, contribution: Contribution, *, on: dt.date, cents: int, reason: str = ""
) -> EntryRow:
    """Hand the levy on to the coordination fund."""
    books = _open(contribution)
    entry = ledger.pay_levy(on, contribution.code, cents)
    return _of_contribution(change, contribution, entry, cents, reason, books)


@service(permission=Permission.FUNDING_APPROVE)
def refund(
    change: Change, contribution: Contribution, *, on: dt.date, cents: int, reason: str
) -> EntryRow:
    """Give back to the donor what is available."""
    books = _open(contribution)
    entry = ledger.refund(on, contribution.code, cents)
    return _of_contribution(change, contribution, entry, cents, reason, books)


@service(permission=Permission.FUNDING_APPROVE)
def write_off(
    change: Change, contribution: Contribution, *, on: dt.date, cents: int, reason: str
) -> EntryRow:
    """Record that so much of what was agreed will not come in.

    Raises:
        RefusedError: "more_than_agreed", less would be to come in than was advanced.
    """
    books = _open(contribution)
    due = _held(Account(Book.RECEIVABLE, contribution.code))
    if cents <= due < cents + _held(Account(Book.ADVANCE, contribution.code)):
        raise RefusedError("more_than_agreed")
    entry = ledger.write_off(on, contribution.code, cents)
    return _of_contribution(change, contribution, entry, cents, reason, books)


@service(permission=Permission.FUNDING_APPROVE)
def reverse(change: Change, entry: EntryRow, *, on: dt.date, reason: str) -> EntryRow:
    """Turn an entry round on a day of its own; the old one stays.

    Raises:
        RefusedError: "reversed", "reversal", or "agreed" for the agreement itself, which is
            corrected by writing off.
        OverdrawnError: what it brought in is used.
    """
    contribution: Contribution = entry.contribution
    books = _open(contribution, in_kind=True)
    if entry.deed == Deed.REVERSED:
        raise RefusedError("reversal")
    if entry.deed == Deed.AGREED:
        raise RefusedError("agreed")
    if EntryRow.objects.filter(reverses=entry).exists():
        raise RefusedError("reversed")
    if on < entry.day:
        raise RefusedError("before_entry")
    postings = list(entry.postings.select_related("cost_object"))
    cost_object = next((one.cost_object for one in postings if one.cost_object_id), None)
    old = Entry(
        entry.day,
        Deed(entry.deed),
        tuple(ledger.Posting(account_of(one, contribution.code), one.cents) for one in postings),
    )
    turned = ledger.reverse(on, entry.pk, old)
    return _say(
        change,
        _write(change, books, contribution, turned, cost_object=cost_object, reason=reason),
    )


def account_of(posting: Any, contribution: str) -> Account:
    """Return the account of a posting, or of a balance, whose contribution has that code."""
    return Account(
        Book(posting.book),
        contribution if posting.contribution_id else "",
        posting.cost_object.code if posting.cost_object_id else "",
    )


@service(permission=Permission.FUNDING_CLOSE)
def close_period(change: Change, *, through: dt.date, today: dt.date) -> Period:
    """Close the books through a day: no entry of that day or an earlier one is written any more.

    What every account held on that day is kept with it.

    Raises:
        RefusedError: "closed_before" (they are closed further already), "not_yet".
    """
    books = lock_books()
    if books.closed_through is not None and through <= books.closed_through:
        raise RefusedError("closed_before")
    if through >= today:
        raise RefusedError("not_yet")
    books.closed_through = through
    books.save()
    held: dict[str, int] = {}
    postings = Posting.objects.filter(day__lte=through).order_by()
    for book, cents in postings.values_list("book").annotate(sum=Sum("cents")):
        held[book] = ledger.side(Account(Book(book))) * cents
    period = Period(
        through=through,
        closed_by_id=change.actor.pk,
        entries=EntryRow.objects.filter(day__lte=through).count(),
        held=held,
    )
    period.save()
    change.created(period)
    return period
