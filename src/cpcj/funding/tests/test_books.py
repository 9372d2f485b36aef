"""The books: what is stored balances, is never overdrawn, never changed, and closes by period."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from cpcj.accounts.rules import Role
from cpcj.audit.models import AuditEvent
from cpcj.frame.records import writing_allowed
from cpcj.frame.workflow import TransitionRefusedError
from cpcj.funding import queries
from cpcj.funding.models import Balance, EntryRow, Period, Posting
from cpcj.funding.models.books import WrittenForGoodError
from cpcj.funding.names import REFUSALS
from cpcj.funding.rules import ledger
from cpcj.funding.rules.ledger import Account, Book, ClosedPeriodError, OverdrawnError
from cpcj.funding.rules.money import Money
from cpcj.funding.services import books, parties
from cpcj.funding.services.books import RefusedError
from cpcj.funding.tests.factories import (
    DAY,
    SYSTEM,
    agreed,
    cost_object,
    donor,
    pledge,
    rate,
    received,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=30)


def _held(code: str, book: Book, of: str = "") -> int:
    return queries.stored_balances().get(Account(book, code, of), 0)


def test_from_pledge_to_expenditure_every_step_balances() -> None:
    contribution = agreed(113_00)
    project = cost_object()
    assert _held(contribution.code, Book.RECEIVABLE) == 113_00
    books.receive(SYSTEM, contribution, on=DAY, minor=113_00)
    books.allocate(SYSTEM, contribution, cost_object=project, on=DAY, cents=113_00)
    assert _held(contribution.code, Book.ALLOCATED, project.code) == 100_00
    assert _held(contribution.code, Book.SUPPORT_COST) == 13_00
    books.commit(SYSTEM, contribution, cost_object=project, on=DAY, cents=60_00)
    books.spend(SYSTEM, contribution, cost_object=project, on=DAY, cents=50_00)
    assert _held(contribution.code, Book.COMMITTED, project.code) == 10_00
    assert _held(contribution.code, Book.EXPENDED, project.code) == 50_00
    assert queries.stored_balances() == ledger.balances(queries.entries())


def test_each_operation_leaves_one_audit_event() -> None:
    contribution = agreed()
    before = AuditEvent.objects.count()
    books.receive(SYSTEM, contribution, on=DAY, minor=1)
    assert AuditEvent.objects.count() == before + 1


def test_nothing_is_allocated_twice_or_spent_beyond_what_is_there() -> None:
    contribution, project = received(100_00), cost_object()
    books.allocate(SYSTEM, contribution, cost_object=project, on=DAY, cents=70_00)
    with pytest.raises(OverdrawnError):
        books.allocate(SYSTEM, contribution, cost_object=cost_object(), on=DAY, cents=40_00)
    with pytest.raises(OverdrawnError):
        books.spend(SYSTEM, contribution, cost_object=project, on=DAY, cents=1)
    assert _held(contribution.code, Book.AVAILABLE) == 30_00
    assert queries.stored_balances() == ledger.balances(queries.entries())


def test_an_entry_of_an_earlier_day_does_not_overdraw_that_day() -> None:
    contribution = agreed(100_00)
    books.receive(SYSTEM, contribution, on=LATER, minor=100_00)
    with pytest.raises(OverdrawnError):
        books.allocate(SYSTEM, contribution, cost_object=cost_object(), on=DAY, cents=1_00)
    assert queries.balances_of(contribution, DAY) == {
        Account(Book.RECEIVABLE, contribution.code): 100_00,
        Account(Book.DEFERRED, contribution.code): 100_00,
    }


def test_a_receipt_is_counted_at_the_rate_of_its_day_and_the_rest_stays_due() -> None:
    rate("EUR", DAY, "0.8")
    rate("EUR", LATER, "1")
    contribution = pledge(Money(100_00, "EUR"))
    books.agree(SYSTEM, contribution, on=DAY)
    assert contribution.dollars == 125_00
    receipt = books.receive(SYSTEM, contribution, on=LATER, minor=40_00)
    assert (receipt.cents, receipt.rate, receipt.rate_on) == (40_00, Decimal(1), LATER)
    assert _held(contribution.code, Book.RECEIVABLE) == 75_00
    assert _held(contribution.code, Book.AVAILABLE) == 40_00
    with pytest.raises(RefusedError):
        books.receive(SYSTEM, contribution, on=LATER, minor=60_01)
    books.receive(SYSTEM, contribution, on=LATER, minor=60_00)
    assert _held(contribution.code, Book.RECEIVABLE) == 0


def test_another_rate_of_support_cost_needs_a_reason() -> None:
    contribution, project = received(107_00), cost_object()
    with pytest.raises(RefusedError):
        books.allocate(
            SYSTEM, contribution, cost_object=project, on=DAY, cents=107_00, percent=Decimal(7)
        )
    books.allocate(
        SYSTEM, contribution, cost_object=project, on=DAY, cents=107_00, percent=Decimal(7),
        reason="framework agreement",
    )  # fmt: skip
    assert _held(contribution.code, Book.SUPPORT_COST) == 7_00


def test_the_levy_is_proposed_by_the_rule_and_another_needs_a_reason() -> None:
    tied: dict[str, Any] = {"earmarking": "special_purpose", "channel": "single_project"}
    contribution = pledge(Money(200_000_00), **tied)
    books.agree(SYSTEM, contribution, on=DAY)
    assert (contribution.levy, contribution.levy_reason) == (2_000_00, "due")
    other = pledge(Money(200_000_00), **tied)
    with pytest.raises(RefusedError):
        books.agree(SYSTEM, other, on=DAY, levy=0)
    books.agree(SYSTEM, other, on=DAY, levy=0, levy_reason="agreed before the levy")
    assert (other.levy, other.levy_reason) == (0, "agreed before the levy")


def test_no_more_of_the_levy_is_charged_than_is_due_without_a_reason() -> None:
    one = received(
        30_000_000, earmarking="special_purpose", channel="single_project", levy_payment="out_of"
    )
    assert one.levy == 300_000
    first = books.charge_levy(SYSTEM, one, on=DAY, cents=300_000)
    with pytest.raises(RefusedError, match="no_reason"):
        books.charge_levy(SYSTEM, one, on=DAY, cents=1)
    books.reverse(SYSTEM, first, on=DAY, reason="another's")
    books.charge_levy(SYSTEM, one, on=DAY, cents=300_000)
    books.charge_levy(SYSTEM, one, on=DAY, cents=1, reason="as was agreed")
    assert _held(one.code, Book.LEVY) == 300_001


def test_what_was_pledged_stays_beside_what_is_agreed() -> None:
    rate("EUR", DAY, "0.8")
    rate("EUR", LATER, "1")
    one = pledge(Money(100_00, "EUR"))
    parties.set_instalments(SYSTEM, one, due=[(LATER, 100_00)])
    with pytest.raises(RefusedError, match="before_pledge"):
        books.agree(SYSTEM, one, on=DAY - dt.timedelta(days=1))
    books.agree(SYSTEM, one, on=LATER, minor=90_00)
    one.refresh_from_db()
    assert (one.pledged, one.pledged_dollars, one.pledged_rate_on) == (100_00, 125_00, DAY)
    assert (one.minor, one.dollars, one.rate_on) == (90_00, 90_00, LATER)
    assert not one.instalments.exists()
    with pytest.raises(RefusedError, match="more_than_agreed"):
        books.receive(SYSTEM, one, on=LATER, minor=90_01)


def test_the_regular_budget_bears_no_support_cost_and_no_levy() -> None:
    one = received(
        50_000_000, by=donor(kind="regular_budget"), earmarking="special_purpose",
        channel="single_project",
    )  # fmt: skip
    project = cost_object()
    assert (one.levy, one.levy_reason) == (0, "exempt")
    books.allocate(SYSTEM, one, cost_object=project, on=DAY, cents=113_00)
    assert _held(one.code, Book.ALLOCATED, project.code) == 113_00
    assert _held(one.code, Book.SUPPORT_COST) == 0


def test_an_advance_is_no_more_than_is_to_come_in() -> None:
    contribution, project = agreed(100_00), cost_object()
    with pytest.raises(RefusedError):
        books.advance(SYSTEM, contribution, on=DAY, cents=100_01, reason="urgent")
    books.advance(SYSTEM, contribution, on=DAY, cents=60_00, reason="urgent")
    books.allocate(SYSTEM, contribution, cost_object=project, on=DAY, cents=60_00)
    with pytest.raises(RefusedError):
        books.write_off(SYSTEM, contribution, on=DAY, cents=50_00, reason="will not come")
    books.receive(SYSTEM, contribution, on=DAY, minor=100_00)
    books.cover_advance(SYSTEM, contribution, on=DAY, cents=60_00)
    assert _held(contribution.code, Book.AVAILABLE) == 40_00
    assert _held(contribution.code, Book.ADVANCE) == 0


def test_a_correction_is_a_new_entry_and_is_made_once() -> None:
    contribution, project = received(100_00), cost_object()
    entry = books.allocate(SYSTEM, contribution, cost_object=project, on=DAY, cents=100_00)
    books.commit(SYSTEM, contribution, cost_object=project, on=DAY, cents=10_00)
    with pytest.raises(OverdrawnError):  # a part of it is committed
        books.reverse(SYSTEM, entry, on=DAY, reason="wrong project")
    books.release(SYSTEM, contribution, cost_object=project, on=DAY, cents=10_00)
    turned = books.reverse(SYSTEM, entry, on=LATER, reason="wrong project")
    assert turned.reverses_id == entry.pk
    assert _held(contribution.code, Book.AVAILABLE) == 100_00
    for wrong in (entry, turned):
        with pytest.raises(RefusedError):
            books.reverse(SYSTEM, wrong, on=LATER, reason="again")


def test_a_reversed_receipt_can_come_in_again() -> None:
    contribution = agreed(100_00)
    receipt = books.receive(SYSTEM, contribution, on=DAY, minor=100_00)
    books.reverse(SYSTEM, receipt.entry, on=DAY, reason="of another donor")
    assert books.outstanding(contribution) == 100_00
    books.receive(SYSTEM, contribution, on=DAY, minor=30_00)
    assert _held(contribution.code, Book.RECEIVABLE) == 70_00


def test_closed_books_take_no_entry_of_that_time() -> None:
    contribution = received(100_00)
    project = cost_object()
    period = books.close_period(SYSTEM, through=DAY, today=LATER)
    assert period.held[Book.AVAILABLE] == 100_00
    with pytest.raises(ClosedPeriodError):
        books.allocate(SYSTEM, contribution, cost_object=project, on=DAY, cents=1_00)
    books.allocate(
        SYSTEM, contribution, cost_object=project, on=DAY + dt.timedelta(days=1), cents=1_00
    )
    for through in (DAY, DAY - dt.timedelta(days=1), LATER):
        with pytest.raises(RefusedError):
            books.close_period(SYSTEM, through=through, today=LATER)
    assert Period.objects.count() == 1


def test_entries_are_never_changed_or_removed_whoever_writes() -> None:
    received()
    entry, posting = EntryRow.objects.earliest("pk"), Posting.objects.earliest("pk")
    with writing_allowed():
        for row in (entry, posting):
            with pytest.raises(WrittenForGoodError):
                row.save()
            with pytest.raises(WrittenForGoodError):
                row.delete()
            kept = type(row).objects.filter(pk=row.pk)
            with pytest.raises(DatabaseError), transaction.atomic():
                kept.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            Posting.objects.filter(pk=posting.pk).update(cents=5)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE funding_entryrow SET day = '2020-01-01'")


def test_the_store_itself_refuses_an_overdrawn_balance() -> None:
    received()
    with writing_allowed(), pytest.raises(DatabaseError), transaction.atomic():
        Balance.objects.update(cents=-1)


def test_a_contribution_closes_when_nothing_is_open() -> None:
    contribution = received(100_00)
    with pytest.raises(TransitionRefusedError):
        parties.close(SYSTEM, contribution)
    books.refund(SYSTEM, contribution, on=DAY, cents=100_00, reason="not needed")
    parties.close(SYSTEM, contribution)
    with pytest.raises(RefusedError):
        books.receive(SYSTEM, contribution, on=DAY, minor=1)


def test_what_is_given_in_kind_brings_in_no_money() -> None:
    contribution = pledge(Money(50_00), in_kind=True)
    books.agree(SYSTEM, contribution, on=DAY)
    with pytest.raises(RefusedError):
        books.receive(SYSTEM, contribution, on=DAY, minor=1)
    books.receive_in_kind(SYSTEM, contribution, on=DAY, cents=50_00)
    assert _held(contribution.code, Book.IN_KIND) == 50_00
    assert _held(contribution.code, Book.RECEIVABLE) == 0


def test_an_officer_records_and_a_head_decides(make_user: Callable[..., User]) -> None:
    officer, head = make_user(Role.OFFICER), make_user(Role.UNIT_HEAD)
    contribution, project = pledge(Money(100_00)), cost_object()
    with pytest.raises(PermissionDenied):
        books.agree(officer, contribution, on=DAY)
    books.agree(head, contribution, on=DAY)
    books.receive(officer, contribution, on=DAY, minor=100_00)
    with pytest.raises(PermissionDenied):
        books.allocate(officer, contribution, cost_object=project, on=DAY, cents=1)
    with pytest.raises(PermissionDenied):
        books.close_period(officer, through=DAY, today=LATER)


def _random_operations(number: int, seed: int) -> tuple[int, int]:
    """Try operations one after the other; return how many were done and how many refused."""
    chance = random.Random(seed)  # noqa: S311 - the same sequence each time
    rate("EUR", DAY, "0.91700000")
    contributions = [agreed(chance.randrange(1, 500_000)) for _ in range(3)]
    foreign = pledge(Money(77_777, "EUR"))
    books.agree(SYSTEM, foreign, on=DAY)
    contributions.append(foreign)
    projects = [cost_object() for _ in range(3)]
    done = refused = 0

    def once() -> None:
        of, to = chance.choice(contributions), chance.choice(projects)
        cents = chance.choice((1, 7, chance.randrange(1, 1000), chance.randrange(1, 200_000)))
        on = DAY + dt.timedelta(days=chance.randrange(60))
        plain: dict[str, Any] = {"on": on, "cents": cents}
        why = plain | {"reason": "tried"}
        aimed = plain | {"cost_object": to}
        entries = list(EntryRow.objects.filter(contribution=of).order_by("?")[:1])
        chance.choice(
            (
                lambda: books.receive(SYSTEM, of, on=on, minor=cents),
                lambda: books.receive(SYSTEM, of, on=on, minor=books.outstanding(of)),
                lambda: books.allocate(SYSTEM, of, **aimed),
                lambda: books.allocate(SYSTEM, of, **aimed),
                lambda: books.return_allocation(SYSTEM, of, **aimed, reason="tried"),
                lambda: books.commit(SYSTEM, of, **aimed),
                lambda: books.commit(SYSTEM, of, **aimed),
                lambda: books.release(SYSTEM, of, **aimed),
                lambda: books.spend(SYSTEM, of, **aimed),
                lambda: books.advance(SYSTEM, of, **why),
                lambda: books.cover_advance(SYSTEM, of, **plain),
                lambda: books.charge_levy(SYSTEM, of, **why),
                lambda: books.pay_levy(SYSTEM, of, **plain),
                lambda: books.refund(SYSTEM, of, **why),
                lambda: books.write_off(SYSTEM, of, **why),
                lambda: books.reverse(SYSTEM, chance.choice(entries), on=on, reason="tried"),
            )
        )()

    for _ in range(number):
        try:
            once()
        except REFUSALS:
            refused += 1
        else:
            done += 1
    return done, refused


def _everything_balances() -> None:
    written = queries.entries()
    assert queries.stored_balances() == ledger.balances(written)
    for day in sorted({entry.day for entry in written}):
        held = ledger.balances(written, day)
        assert all(cents > 0 for cents in held.values()), day
        assert sum(ledger.side(account) * cents for account, cents in held.items()) == 0
        assert queries.office_balances(day) == held


@pytest.mark.parametrize("seed", range(3))
def test_stored_balances_equal_those_recomputed_after_random_operations(seed: int) -> None:
    done, refused = _random_operations(60, seed)
    assert done
    assert refused
    _everything_balances()


@pytest.mark.long
def test_stored_balances_equal_those_recomputed_after_two_thousand_operations() -> None:
    done, _refused = _random_operations(2000, 7)
    assert done > 300
    _everything_balances()
