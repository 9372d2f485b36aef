"""Scores, ranking, eligibility, what texts tell, small numbers: laws and cases."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.funding.trust_fund.rules.eligibility import (
    KINDS,
    Facts,
    RequirementError,
    failing,
    requirement,
    requirements_of,
)
from cpcj.funding.trust_fund.rules.scoring import (
    Criterion,
    ScoringError,
    combined,
    criteria_of,
    needs_third,
    ranked,
    reader_total,
    shown,
)
from cpcj.funding.trust_fund.rules.small_numbers import counted
from cpcj.funding.trust_fund.rules.withheld import (
    MARK,
    OF_A_SHELTER,
    Part,
    mentioned,
    redacted,
    same_name,
    withheld,
)

totals = st.fractions(0, 100, max_denominator=50)
keys = st.text("abc", min_size=1, max_size=3)
CRITERIA = (Criterion("a", "A", 3, 5), Criterion("b", "B", 1, 10))


@given(st.dictionaries(keys, totals, max_size=8))
def test_a_better_total_stands_higher_and_equal_ones_share(given_: dict[str, Fraction]) -> None:
    places = ranked(given_)
    assert {one.key for one in places} == set(given_)
    for one in places:
        better = sum(other > one.total for other in given_.values())
        equal = sum(other == one.total for other in given_.values())
        assert one.rank == better + 1
        assert one.tied == (equal > 1)
    assert [one.rank for one in places] == sorted(one.rank for one in places)


@given(st.dictionaries(keys, totals, min_size=1, max_size=6), st.randoms())
def test_the_order_in_which_they_come_changes_no_place(
    given_: dict[str, Fraction], mixer: object
) -> None:
    pairs = list(given_.items())
    mixer.shuffle(pairs)  # type: ignore[attr-defined]
    assert ranked(dict(pairs)) == ranked(given_)


@given(st.lists(totals, min_size=2, max_size=3), st.permutations(range(3)))
def test_the_order_of_readers_changes_no_total(given_: list[Fraction], order: list[int]) -> None:
    found = combined(given_)
    mixed = combined([given_[n] for n in order if n < len(given_)])
    assert found is not None
    assert mixed is not None
    assert found.total == mixed.total
    assert min(given_) <= found.total <= max(given_)


@given(st.integers(0, 5), st.integers(0, 10), st.integers(0, 5), st.integers(0, 10))
def test_more_points_never_lower_a_total(a: int, b: int, c: int, d: int) -> None:
    low = reader_total({"a": min(a, c), "b": min(b, d)}, CRITERIA)
    high = reader_total({"a": max(a, c), "b": max(b, d)}, CRITERIA)
    assert 0 <= low <= high <= 100


def test_a_third_who_agrees_with_one_leaves_the_other_aside() -> None:
    assert needs_third([Fraction(80), Fraction(59)], 20)
    assert not needs_third([Fraction(80), Fraction(60)], 20)
    found = combined([Fraction(80), Fraction(50), Fraction(78)])
    assert found is not None
    assert found.total == 79
    assert found.aside == 50
    between = combined([Fraction(80), Fraction(50), Fraction(65)])
    assert between is not None
    assert between.total == 65
    assert between.aside is None
    assert combined([Fraction(1)]) is None


def test_totals_are_shown_to_two_places_halves_up() -> None:
    assert shown(Fraction(200, 3)) == "66.67"
    assert shown(Fraction(1, 200)) == "0.01"
    assert shown(Fraction(100)) == "100.00"


@pytest.mark.parametrize(
    ("points", "code"),
    [({"a": 1}, "missing"), ({"a": 6, "b": 0}, "points"), ({"a": -1, "b": 0}, "points")],
)
def test_points_that_cannot_be_are_refused(points: dict[str, int], code: str) -> None:
    with pytest.raises(ScoringError) as refused:
        reader_total(points, CRITERIA)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "none"),
        ([{"key": "a", "title": " ", "weight": 1, "highest": 1}], "title"),
        ([{"key": "a", "title": "A", "weight": 0, "highest": 1}], "weight"),
        ([{"key": "a", "title": "A", "weight": 1, "highest": "5"}], "highest"),
        ([{"key": "a", "title": "A", "weight": 1, "highest": 1}] * 2, "twice"),
    ],
)
def test_criteria_that_cannot_be_are_refused(rows: list[dict[str, object]], code: str) -> None:
    with pytest.raises(ScoringError) as refused:
        criteria_of(rows)
    assert refused.value.code == code


FACTS = Facts(3, 500_000, 12, "KEN", frozenset({"We keep books."}), 1, 0)


@pytest.mark.parametrize(
    ("kind", "met", "failed"),
    [
        ("years_at_least", 3, 4),
        ("dollars_at_least", 5000, 5001),
        ("dollars_at_most", 5000, 4999),
        ("months_at_most", 12, 11),
        ("documents_at_least", 1, 2),
        ("open_grants_at_most", 0, None),
        ("states", "per, ken", "PER"),
        ("confirm", "We keep books.", "We keep bees."),
    ],
)
def test_each_kind_of_requirement(kind: str, met: object, failed: object) -> None:
    assert failing([requirement(kind, met)], FACTS) == ()
    if failed is not None:
        one = requirement(kind, failed)
        assert failing([one], FACTS) == (one,)


def test_every_kind_is_tried_above() -> None:
    assert len(KINDS) == 8


@pytest.mark.parametrize(
    ("kind", "value"),
    [("age", 3), ("years_at_least", "three"), ("years_at_least", -1), ("states", "Kenya"),
     ("confirm", " "), ("months_at_most", "9" * 12)],
)  # fmt: skip
def test_requirements_that_cannot_be_are_refused(kind: str, value: object) -> None:
    with pytest.raises(RequirementError):
        requirements_of([{"kind": kind, "value": value}])


VALUES: dict[Part, tuple[str, tuple[int, ...]]] = {
    Part.NAME: ("House of the Quiet Harbour", ()),
    Part.ADDRESS: ("Ropewalk Lane 17\nUpper Quay", ()),
    Part.PLACE: ("Żółw", ()),
    Part.CONTACT: ("keeper@harbour.example, +00 5551234", ()),
    Part.AMOUNT: ("", (4_321_987, 1_000_001)),
    Part.STATE: ("PER", ()),
}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The HOUSE of the  quiet\nharbour opens.", Part.NAME),
        ("Come to Upper Quay.", Part.ADDRESS),
        ("Ropewalk Lane 17, Upper Quay", Part.ADDRESS),
        ("In żółw all is well.", Part.PLACE),
        ("Write to keeper@harbour.example!", Part.CONTACT),
        ("We ask 43,219.87 dollars.", Part.AMOUNT),
        ("We ask 43 219 dollars.", Part.AMOUNT),
        ("It is 43219.", Part.AMOUNT),
        ("We have spent 10 000.01.", Part.AMOUNT),
        ("House of the Quiet-Harbour", Part.NAME),
        ("House of the Quiet\u200bHarbour", Part.NAME),
        ("Hous\u0301e of the Quie\u0301t Harbour", Part.NAME),
        ("In Zolw all is well.", Part.PLACE),
        ("Keeper @ harbour . example", Part.CONTACT),
        ("We ask ٤٣٬٢١٩٫٨٧ dollars.", Part.AMOUNT),
        ("We ask ４３２１９ dollars.", Part.AMOUNT),
    ],
)
def test_a_text_that_tells_is_found_out_and_redacted(text: str, part: Part) -> None:
    assert mentioned([text], VALUES) == (part,)
    assert MARK in redacted(text, VALUES)
    assert mentioned([redacted(text, VALUES)], VALUES) == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Foyer de l'Étoile", "Au foyer de l’Etoile on dort."),
        ("静港之家", "她们住在静港之家附近。"),
        ("الميناء الهادئ", "كتبت بالميناء الهادئ رسالة"),
        ("St. Anne's House", "the Saint: st annes house"),
        ("House -- [Lamps]", "Our house -- [lamps] is open."),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str) -> None:
    values: dict[Part, tuple[str, tuple[int, ...]]] = {Part.NAME: (name, ())}
    assert mentioned([text], values) == (Part.NAME,)
    assert mentioned([redacted(text, values)], values) == ()


def test_a_text_that_tells_nothing_stays() -> None:
    text = "A harbour, a house, 143219 lamps; PER annum."
    assert redacted(text, VALUES) == text


@given(st.text("ab .-1", min_size=1, max_size=12), st.text("ab .-1", max_size=60))
def test_no_name_survives(name: str, text: str) -> None:
    values: dict[Part, tuple[str, tuple[int, ...]]] = {Part.NAME: (name, ())}
    assert mentioned([redacted(f"{text} {name} {text}", values)], values) == ()


def test_a_shelter_s_name_and_place_are_withheld_with_its_state() -> None:
    assert withheld([], shelter=True) == OF_A_SHELTER | {Part.STATE}
    assert withheld(["place"], shelter=False) == {Part.PLACE, Part.STATE}
    assert withheld(["amount"], shelter=False) == {Part.AMOUNT}
    for wrong in ("state", "colour"):
        with pytest.raises(ValueError, match=r"State|colour"):
            withheld([wrong], shelter=False)


def test_one_name_written_otherwise_is_one_name() -> None:
    assert same_name("Grantee 17", "GRANTEE-17")
    assert same_name("Café Soleil", "cafe soleil")
    assert not same_name("", " ")
    assert not same_name("A", "B")


@given(st.dictionaries(keys, st.integers(0, 20), max_size=8), st.integers(2, 6))
def test_no_small_group_is_shown_or_can_be_worked_out(
    numbers: dict[str, int], minimum: int
) -> None:
    found = counted(numbers, minimum)
    assert all(n >= minimum for _name, n in found.shown)
    assert sum(n for _name, n in found.shown) + found.hidden == sum(numbers.values())
    if found.total is not None and found.groups:
        assert found.groups > 1
        assert found.hidden >= minimum
