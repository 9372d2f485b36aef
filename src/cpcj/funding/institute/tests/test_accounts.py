"""The accounts of members: assessed, paid, in arrears, written off; imported; never lost."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from cpcj.frame.records import writing_allowed
from cpcj.funding.institute import queries
from cpcj.funding.institute.models import Assessment, Entry, Notice, Payment, Posting
from cpcj.funding.institute.rules.arrears import Age
from cpcj.funding.institute.rules.shares import NoShareError
from cpcj.funding.institute.services import accounts, budgets, tables
from cpcj.funding.institute.services.tables import ImportRefusedError
from cpcj.funding.institute.services.writing import RefusedError
from cpcj.funding.institute.tests.factories import SYSTEM, assessed, members, paid, take
from cpcj.funding.rules import ledger
from cpcj.funding.rules.ledger import OverdrawnError

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


def test_members_are_assessed_73_per_cent_by_the_scale() -> None:
    members()
    found = {one.state: one.cents for one in assessed(2025, 1_000_01)}
    assert sum(found.values()) == 730_01
    assert found == {"KEN": 365_01, "UGA": 219_00, "GHA": 146_00}
    with pytest.raises(RefusedError, match="assessed"):
        accounts.assess(SYSTEM, year=2025, on=TODAY, due_on=TODAY)
    with pytest.raises(RefusedError, match="assessed"):
        budgets.approve_budget(SYSTEM, year=2025, cents=1, approved_on=TODAY, source="again")


def test_an_assessment_needs_budget_percentage_scale_and_every_member_s_share() -> None:
    with pytest.raises(RefusedError, match="no_budget"):
        accounts.assess(SYSTEM, year=2025, on=TODAY, due_on=TODAY)
    with pytest.raises(RefusedError, match="no_percentage"):
        assessed(2015)
    with pytest.raises(RefusedError, match="no_scale"):
        assessed(2025)
    members()
    budgets.add_member(SYSTEM, state="MWI", since=dt.date(2024, 1, 1), source="invented")
    with pytest.raises(NoShareError, match="MWI"):
        accounts.assess(SYSTEM, year=2025, on=TODAY, due_on=TODAY)
    budgets.set_percentage(SYSTEM, percent=Decimal(60), since=dt.date(2010, 1, 1), source="one")
    assert queries.percentage_of(2015) is not None
    assert not Assessment.objects.exists()


def test_from_assessment_through_arrears_to_payment() -> None:
    members()
    for year in (2019, 2023, 2025, 2026):
        assessed(year, 1_000_00)
    standing = queries.standing_of("KEN", TODAY)
    assert standing.by_age == {
        Age.NOT_DUE: 0,
        Age.UNDER_ONE: 365_00,
        Age.ONE_TO_TWO: 365_00,
        Age.TWO_TO_FIVE: 365_00,
        Age.FIVE_AND_MORE: 365_00,
    }
    assert standing.arrears == standing.outstanding == 4 * 365_00
    assert queries.standing_of("KEN", dt.date(2026, 2, 1)).by_age[Age.NOT_DUE] == 365_00
    paid("KEN", TODAY, 400_00, "R1")  # the oldest first
    assert [(one.code, one.cents) for one in queries.standing_of("KEN", TODAY).open] == [
        ("KEN-2023", 330_00), ("KEN-2025", 365_00), ("KEN-2026", 365_00),
    ]  # fmt: skip
    paid("KEN", TODAY, 100_00, "R2", y2026=100_00)  # as the payer says
    left = {one.code: one.cents for one in queries.standing_of("KEN", TODAY).open}
    assert left == {"KEN-2023": 330_00, "KEN-2025": 365_00, "KEN-2026": 265_00}
    paid("KEN", TODAY, 1_000_00, "R3")
    standing = queries.standing_of("KEN", TODAY)
    assert (standing.outstanding, standing.credit) == (0, 40_00)
    # What it has to its credit is set against the next assessment.
    assessed(2027, 1_000_00)
    assert queries.standing_of("KEN", dt.date(2027, 5, 1)).arrears == 325_00
    assert queries.standing_of("KEN", dt.date(2026, 5, 1)).arrears == 4 * 365_00, "as of a day"


def test_a_payment_is_balanced_recorded_once_and_reversed_by_a_new_entry() -> None:
    members()
    assessed(2025, 1_000_00)
    payment = paid("KEN", TODAY, 400_00, "R1")
    assert sum(payment.entry.postings.values_list("cents", flat=True)) == 0
    with pytest.raises(RefusedError, match="paid_twice"):
        paid("KEN", TODAY, 400_00, "R1")
    with pytest.raises(RefusedError, match="not_owed"):
        paid("KEN", TODAY, 400_00, "R2", y2025=1)
    accounts.reverse_payment(SYSTEM, payment, on=TODAY, reason="another's")
    standing = queries.standing_of("KEN", TODAY)
    assert (standing.outstanding, standing.credit) == (365_00, 0)
    with pytest.raises(RefusedError, match="reversed"):
        accounts.reverse_payment(SYSTEM, payment, on=TODAY, reason="again")


def test_credit_that_is_used_is_not_taken_back() -> None:
    members()
    payment = paid("KEN", TODAY, 400_00, "R1")
    assessed(2026, 1_000_00)
    with pytest.raises(OverdrawnError):
        accounts.reverse_payment(SYSTEM, payment, on=TODAY, reason="another's")


def test_entries_are_never_changed_whoever_writes() -> None:
    members()
    assessed(2025)
    with writing_allowed():
        for kept in (Entry.objects.all(), Posting.objects.all()):
            with pytest.raises(DatabaseError), transaction.atomic():
                kept.delete()
    with writing_allowed(), pytest.raises(DatabaseError), transaction.atomic():
        Posting.objects.update(cents=5)


def test_a_write_off_and_a_plan_need_a_decision() -> None:
    members()
    one = next(row for row in assessed(2024, 1_000_00) if row.state == "KEN")
    with pytest.raises(ValidationError):
        accounts.write_off(SYSTEM, one, on=TODAY, cents=1, symbol="", decided_on=TODAY)
    with pytest.raises(OverdrawnError):
        accounts.write_off(SYSTEM, one, on=TODAY, cents=366_00, symbol="GB/1", decided_on=TODAY)
    accounts.write_off(SYSTEM, one, on=TODAY, cents=65_00, symbol="GB/1", decided_on=TODAY)
    standing = queries.standing_of("KEN", TODAY)
    assert (standing.arrears, standing.written_off) == (300_00, 65_00)
    due = [(dt.date(2026, 9, 1), 100_00), (dt.date(2026, 12, 1), 200_00)]
    with pytest.raises(RefusedError, match="plan_differs"):
        accounts.agree_plan(
            SYSTEM, state="KEN", symbol="GB/2", decided_on=TODAY, instalments=due[:1]
        )
    with pytest.raises(ValidationError):
        accounts.agree_plan(SYSTEM, state="KEN", symbol="", decided_on=TODAY, instalments=due)
    accounts.agree_plan(SYSTEM, state="KEN", symbol="GB/2", decided_on=TODAY, instalments=due)


def test_notices_are_numbered_by_year_and_say_when_the_next_is_due() -> None:
    members()
    with pytest.raises(RefusedError, match="nothing"):
        accounts.give_notice(SYSTEM, state="KEN", on=TODAY, language="en")
    assessed(2025, 1_000_00)
    numbers = [
        accounts.give_notice(SYSTEM, state=state, on=on, language="en").number
        for state, on in (("KEN", TODAY), ("UGA", TODAY), ("KEN", dt.date(2027, 1, 5)))
    ]
    assert numbers == ["2026/1", "2026/2", "2027/1"]
    one = Notice.objects.get(number="2026/1")
    assert one.lines == [["KEN-2025", "2025-03-31", 365_00]]
    assert one.next_on == TODAY + accounts.NEXT_NOTICE


def test_memberships_of_a_state_do_not_meet() -> None:
    one = budgets.add_member(SYSTEM, state="KEN", since=dt.date(2000, 1, 1), source="invented")
    with pytest.raises(RefusedError, match="member_twice"):
        budgets.add_member(SYSTEM, state="KEN", since=dt.date(2010, 1, 1), source="invented")
    budgets.end_membership(SYSTEM, one, until=dt.date(2009, 12, 31), source="withdrew")
    budgets.add_member(SYSTEM, state="KEN", since=dt.date(2012, 1, 1), source="invented")
    with pytest.raises(RefusedError, match="member_twice"):
        budgets.end_membership(SYSTEM, one, until=dt.date(2012, 1, 1), source="withdrew")
    assert queries.members_in(2010) == []
    assert queries.members_in(2012) == ["KEN"]


def test_earlier_years_and_payments_come_as_tables_whole_or_not_at_all() -> None:
    members()
    old = "state,year,amount,issued,due\nKEN,2015,100.00,2015-01-01,2015-03-31\n"
    assert take("assessments", old) == 1
    again = "state,date,amount,reference\nKEN,2016-01-01,60.00,R1\nSEN,2016-01-01,1.00,R2\n"
    with pytest.raises(ImportRefusedError, match="refused"):
        take("payments", again)
    assert not Payment.objects.exists()
    assert take("payments", again.replace("SEN", "UGA")) == 2
    with pytest.raises(ImportRefusedError, match="nothing"):
        take("payments", again.replace("SEN", "UGA"))
    assert queries.standing_of("KEN", TODAY).by_age[Age.FIVE_AND_MORE] == 40_00
    assert queries.standing_of("UGA", TODAY).credit == 1_00
    with pytest.raises(ImportRefusedError, match="refused"):
        take("assessments", old.replace("100.00", "90.00"))


def test_a_scale_is_replaced_only_where_somebody_says_so() -> None:
    members()
    proposal = tables.propose_table(
        SYSTEM, kind="scale", content=b"state,share\nKEN,99\n", name="s.csv", source="x", year=2017
    )
    plan = tables.plan_of(proposal)
    assert plan.unnamed == ["GHA", "UGA"]
    with pytest.raises(ImportRefusedError, match="needs_yes"):
        tables.take_over_table(SYSTEM, proposal, shown=plan.digest, yes=False)
    with pytest.raises(ImportRefusedError, match="changed"):
        tables.take_over_table(SYSTEM, proposal, shown="another", yes=True)
    tables.take_over_table(SYSTEM, proposal, shown=plan.digest, yes=True)
    scale = queries.scale_of(2020)
    assert scale is not None
    assert list(scale.shares.values_list("state", flat=True)) == ["KEN"]


def test_after_random_operations_arrears_are_assessed_less_paid_and_written_off() -> None:
    members()
    chance = random.Random(11)  # noqa: S311 - the same sequence each time
    for year in (2022, 2023, 2024):
        assessed(year, chance.randrange(1_000_00, 9_000_00))
    for number in range(40):
        state = chance.choice(("KEN", "UGA", "GHA"))
        on = dt.date(2024, 6, 1) + dt.timedelta(days=chance.randrange(400))
        try:
            if chance.random() < 0.15:
                one = chance.choice(list(Assessment.objects.filter(state=state)))
                accounts.write_off(
                    SYSTEM, one, on=on, cents=chance.randrange(1, 300_00), symbol="GB/1",
                    decided_on=on,
                )  # fmt: skip
            elif chance.random() < 0.2 and (rows := list(Payment.objects.filter(state=state))):
                accounts.reverse_payment(SYSTEM, chance.choice(rows), on=on, reason="tried")
            else:
                paid(state, on, chance.randrange(1, 500_00), f"R{number}")
        except (RefusedError, OverdrawnError):
            continue
    for day in (dt.date(2024, 7, 1), dt.date(2025, 1, 1), dt.date(2030, 1, 1)):
        for state, standing in queries.standings(("KEN", "UGA", "GHA"), day).items():
            held = ledger.balances(queries.entries_of(state), day)
            assert all(cents > 0 for cents in held.values())
            assert sum(ledger.side(account) * cents for account, cents in held.items()) == 0
            assert sum(one.cents for one in standing.open) == standing.outstanding
            assert sum(standing.by_age.values()) == standing.outstanding
