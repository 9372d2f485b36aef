"""Session arithmetic by body; numbers in words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.sessions import due, opening, ordinal, session_in, spell, year_of


@pytest.mark.parametrize(
    ("session", "day"),
    [
        (1, dt.date(1946, 1, 10)),
        (6, dt.date(1951, 11, 6)),
        (50, dt.date(1995, 9, 19)),
        (55, dt.date(2000, 9, 5)),
        (67, dt.date(2012, 9, 18)),
        (71, dt.date(2016, 9, 13)),
        (78, dt.date(2023, 9, 5)),
        (79, dt.date(2024, 9, 10)),
        (80, dt.date(2025, 9, 9)),
    ],
)
def test_openings_of_the_general_assembly(session: int, day: dt.date) -> None:
    assert opening(session) == day


@pytest.mark.parametrize(
    ("body", "session", "year"),
    [
        ("general_assembly", 70, 2015),
        ("ccpcj", 30, 2021),
        ("cnd", 68, 2025),
        ("csw", 69, 2025),
        ("cop_untoc", 2, 2005),
        ("cop_untoc", 10, 2020),
        ("cosp_uncac", 3, 2009),
        ("cosp_uncac", 9, 2021),
        ("ecosoc", 2019, 2019),
    ],
)
def test_years_of_sessions(body: str, session: int, year: int) -> None:
    assert year_of(body, session) == year
    assert session_in(body, year) == session


@pytest.mark.parametrize(("session", "year"), [(4, 2007), (6, 2007), (19, 2012), (53, 2023)])
def test_a_council_that_meets_three_times_a_year(session: int, year: int) -> None:
    assert year_of("human_rights_council", session) == year
    assert session_in("human_rights_council", year) is None


@pytest.mark.parametrize(
    ("body", "session"), [("cnd", 5), ("security_council", 3), ("ecosoc", 12), ("ccpcj", 0)]
)
def test_no_year_is_invented(body: str, session: int) -> None:
    assert year_of(body, session) is None
    found = due(body, session)
    assert (found.start, found.end) == (None, None)


def test_an_assembly_session_lasts_until_the_next_opens() -> None:
    found = due("general_assembly", 79)
    assert (found.start, found.end) == (dt.date(2024, 9, 10), dt.date(2025, 9, 8))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("first", 1), ("twelfth", 12), ("seventy-fifth", 75), ("Eightieth", 80),
        ("one hundredth", 100), ("one hundred and first", 101), ("75th", 75), ("sixty fourth", 64),
        ("several", None), ("", None), ("two hundredth", None), ("0th", None),
    ],
)  # fmt: skip
def test_ordinals(words: str, number: int | None) -> None:
    assert ordinal(words) == number


@given(st.integers(1, 199))
def test_spelling_and_reading_are_inverse(number: int) -> None:
    assert ordinal(spell(number)) == number


@given(st.integers(-5, 400))
def test_a_session_ends_after_it_begins(session: int) -> None:
    found = due("general_assembly", session)
    assert found.start is None or found.end is None or found.start < found.end


def test_spelling_has_its_limits() -> None:
    with pytest.raises(ValueError, match="no session number"):
        spell(200)
