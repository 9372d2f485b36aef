"""Each value is counted once on its way up, whatever the tree."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.assistance.results.rules.aggregation import (
    Measure,
    Reported,
    Stretch,
    link_fault,
    totals,
)
from cpcj.assistance.results.rules.breakdown import BreakdownFault, check
from cpcj.assistance.results.rules.values import (
    NUMBER,
    PERCENTAGE,
    TEXT,
    YES_NO,
    Value,
    ValueFault,
    checked,
    progress,
)

YEAR = Stretch(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def _half(year: int, half: int) -> Stretch:
    if half == 1:
        return Stretch(dt.date(year, 1, 1), dt.date(year, 6, 30))
    return Stretch(dt.date(year, 7, 1), dt.date(year, 12, 31))


HALVES = [_half(year, half) for year in (2024, 2025, 2026) for half in (1, 2)]


@st.composite
def forests(draw: st.DrawFn) -> list[int | None]:
    """Return, for each of some indicators, the earlier one that it contributes to."""
    size = draw(st.integers(1, 12))
    return [
        draw(st.one_of(st.none(), st.integers(0, place - 1))) if place else None
        for place in range(size)
    ]


def _measures(parents: list[int | None], unit: str = NUMBER) -> list[Measure]:
    return [Measure(key, key, unit, into=into) for key, into in enumerate(parents)]


def _ancestors(parents: list[int | None], key: int) -> set[int]:
    found = {key}
    while (above := parents[key]) is not None:
        found.add(above)
        key = above
    return found


@given(forests(), st.data())
def test_every_value_reaches_each_level_above_exactly_once(
    parents: list[int | None], data: st.DataObject
) -> None:
    # Powers of two: the binary digits of a total say which values are in it, and how often.
    reported = [
        Reported(key, period, Value(Fraction(2 ** (key * len(HALVES) + place))))
        for key in range(len(parents))
        for place, period in enumerate(HALVES)
        if data.draw(st.booleans())
    ]
    found = totals(_measures(parents), data.draw(st.permutations(reported)))
    for key in range(len(parents)):
        expected = sum(
            (one.value.numerator or 0)
            for one in reported
            if key in _ancestors(parents, one.measure)
        )
        value = found[key].value
        assert (0 if value is None else value.numerator) == expected


@given(forests(), st.lists(st.integers(0, 10**6), min_size=12, max_size=12))
def test_the_roots_together_hold_all_that_was_reported(
    parents: list[int | None], numbers: list[int]
) -> None:
    reported = [
        Reported(key, HALVES[key % 6], Value(Fraction(numbers[key]))) for key in range(len(parents))
    ]
    found = totals(_measures(parents), reported)
    roots = [found[key].value for key, into in enumerate(parents) if into is None]
    assert sum(value.numerator or 0 for value in roots if value) == sum(numbers[: len(parents)])


@given(forests(), st.data())
def test_percentages_are_added_by_part_and_whole(
    parents: list[int | None], data: st.DataObject
) -> None:
    values = []
    for _key in parents:
        whole = data.draw(st.integers(1, 1000))
        values.append(Value(Fraction(data.draw(st.integers(0, whole))), Fraction(whole)))
    reported = [Reported(key, YEAR, value) for key, value in enumerate(values)]
    found = totals(_measures(parents, PERCENTAGE), reported)
    for key in range(len(parents)):
        inside = [value for other, value in enumerate(values) if key in _ancestors(parents, other)]
        total = found[key].value
        assert total is not None
        assert total.denominator == sum(value.denominator or 0 for value in inside)
        amounts = [value.amount or Fraction(0) for value in inside]
        assert min(amounts) <= (total.amount or 0) <= max(amounts)


@given(st.lists(st.integers(0, 100), min_size=6, max_size=6))
def test_a_period_counts_where_it_lies_within_and_is_named_where_it_does_not(
    numbers: list[int],
) -> None:
    straddling = Stretch(dt.date(2024, 7, 1), dt.date(2025, 6, 30))
    reported = [
        *(Reported(1, half, Value(Fraction(n))) for half, n in zip(HALVES, numbers, strict=True)),
        Reported(2, straddling, Value(Fraction(1000))),
    ]
    measures = [Measure(0, 0, NUMBER), Measure(1, 1, NUMBER, into=0), Measure(2, 2, NUMBER, into=0)]
    total = totals(measures, reported, YEAR)[0]
    assert total.value == Value(Fraction(numbers[2] + numbers[3]))
    assert total.left_out == ((2, straddling),)
    assert total.from_below == 1


def test_of_a_stock_the_latest_period_counts() -> None:
    measures = [
        Measure(0, 0, NUMBER, stock=True),
        *(Measure(key, key, NUMBER, stock=True, into=0) for key in (1, 2)),
    ]
    reported = [
        Reported(1, HALVES[0], Value(Fraction(3))), Reported(1, HALVES[1], Value(Fraction(2))),
        Reported(2, HALVES[0], Value(Fraction(4))),
    ]  # fmt: skip
    assert totals(measures, reported)[0].value == Value(Fraction(6))


def test_a_yes_counts_one_or_one_of_one() -> None:
    children = [Measure(key, key, YES_NO, into=0) for key in (1, 2, 3)]
    reported = [Reported(key, YEAR, Value(Fraction(key % 2))) for key in (1, 2, 3)]
    number = totals([Measure(0, 0, NUMBER), *children], reported)[0].value
    part = totals([Measure(0, 0, PERCENTAGE), *children], reported)[0].value
    assert number == Value(Fraction(2))
    assert part == Value(Fraction(2), Fraction(3))


def test_words_stand_at_their_own_level() -> None:
    total = totals([Measure(0, 0, TEXT)], [Reported(0, YEAR, Value(words="A law was passed."))])[0]
    assert total.value == Value(words="A law was passed.")


def test_links_that_go_round_or_lead_out_are_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        totals([Measure(0, 0, NUMBER, into=1), Measure(1, 1, NUMBER, into=0)], [])
    with pytest.raises(ValueError, match="not there"):
        totals([Measure(0, 0, NUMBER, into=7)], [])


@pytest.mark.parametrize(("child", "parent", "fault"), [
    (Measure(1, 1, NUMBER), Measure(2, 0, NUMBER), None),
    (Measure(1, 1, NUMBER), Measure(2, 9, NUMBER), "level"),
    (Measure(1, 1, NUMBER, additive=False), Measure(2, 0, NUMBER), "additive"),
    (Measure(1, 1, NUMBER), Measure(2, 0, NUMBER, additive=False), "additive"),
    (Measure(1, 1, PERCENTAGE), Measure(2, 0, NUMBER), "unit"),
    (Measure(1, 1, TEXT), Measure(2, 0, TEXT), "unit"),
    (Measure(1, 1, NUMBER, stock=True), Measure(2, 0, NUMBER), "time"),
], ids=["fits", "not above", "child", "parent", "unit", "words", "stock into flow"])  # fmt: skip
def test_what_may_be_linked(child: Measure, parent: Measure, fault: str | None) -> None:
    assert link_fault(child, parent, above=0) == fault


@given(forests(), st.booleans(), st.data())
def test_rows_that_stand_to_their_totals_do_so_above(
    parents: list[int | None],
    whole: bool,  # noqa: FBT001 - drawn
    data: st.DataObject,
) -> None:
    reported = []
    for key in range(len(parents)):
        rows = [data.draw(st.integers(0, 50)) for _sex in range(2)]
        more = 0 if whole else data.draw(st.integers(0, 5))
        reported.append(
            Reported(
                key, YEAR, Value(Fraction(sum(rows) + more)),
                {("sex", "female"): Value(Fraction(rows[0])),
                 ("sex", "male"): Value(Fraction(rows[1]))},
            )
        )  # fmt: skip
    for total in totals(_measures(parents), reported).values():
        assert total.value is not None
        check(total.value, total.rows.values(), "sex", whole=whole)


def test_rows_that_do_not_add_up_are_refused() -> None:
    total = Value(Fraction(10))
    check(total, [], "sex", whole=True)
    check(total, [Value(Fraction(4))], "sex", whole=False)
    for rows, whole, code in (([9], True, "equal"), ([6, 5], False, "above")):
        with pytest.raises(BreakdownFault) as fault:
            check(total, [Value(Fraction(n)) for n in rows], "sex", whole=whole)
        assert fault.value.code == code
    with pytest.raises(BreakdownFault) as fault:
        check(
            Value(Fraction(1), Fraction(2)), [Value(Fraction(1), Fraction(3))], "sex", whole=False
        )
    assert fault.value.code == "whole"


@pytest.mark.parametrize(("unit", "part", "whole", "words", "code"), [
    (NUMBER, None, None, "", "number"), (PERCENTAGE, 1, None, "", "whole"),
    (PERCENTAGE, 1, 0, "", "whole"), (PERCENTAGE, 3, 2, "", "part"),
    (YES_NO, 2, None, "", "yes_no"),
    (TEXT, None, None, " ", "words"), (NUMBER, "0.00001", None, "", "places"),
    (NUMBER, "1e13", None, "", "places"), (NUMBER, "NaN", None, "", "places"),
])  # fmt: skip
def test_what_is_no_value_is_refused(
    unit: str, part: object, whole: object, words: str, code: str
) -> None:
    from decimal import Decimal

    with pytest.raises(ValueFault) as fault:
        checked(
            unit,
            None if part is None else Decimal(str(part)),
            None if whole is None else Decimal(str(whole)),
            words,
        )
    assert fault.value.code == code


@pytest.mark.parametrize(("begin", "goal", "now", "ascending", "reached"), [
    (0, 100, 25, True, "1/4"), (50, 100, 75, True, "1/2"), (80, 20, 50, False, "1/2"),
    (0, 100, 150, True, "3/2"), (50, 100, 10, True, "0"), (5, 5, 5, True, "1"),
    (5, 5, 4, True, "0"),
])  # fmt: skip
def test_progress_runs_from_the_baseline_to_the_target(
    begin: int,
    goal: int,
    now: int,
    ascending: bool,  # noqa: FBT001 - a column of the table
    reached: str,
) -> None:
    found = progress(
        Value(Fraction(begin)), Value(Fraction(goal)), Value(Fraction(now)), ascending=ascending
    )
    assert found == Fraction(reached)
