"""Names of States as the United Nations wrote them on a day."""

import datetime as dt

import pytest

from cpcj.resolutions.vocabulary.states import GroupTime, State, find_state, states

BEFORE, AFTER = dt.date(2015, 12, 17), dt.date(2023, 12, 19)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("TUR", "Turkey", "Türkiye"),
        ("MKD", "the former Yugoslav Republic of Macedonia", "North Macedonia"),
        ("SWZ", "Swaziland", "Eswatini"),
        ("CZE", "Czech Republic", "Czechia"),
        ("VNM", "Viet Nam", "Viet Nam"),
    ],
)
def test_name_on_a_day(code: str, before: str, after: str) -> None:
    assert states()[code].name(BEFORE) == before
    assert states()[code].name(AFTER) == after


@pytest.mark.parametrize(
    ("name", "date", "code"),
    [
        ("the Netherlands", BEFORE, "NLD"),
        ("Côte d’Ivoire", BEFORE, "CIV"),
        ("Yugoslavia", dt.date(1985, 1, 1), "YUG"),
        ("Yugoslavia", dt.date(2002, 1, 1), "SRB"),
        ("Zaire", AFTER, "COD"),
        ("Turkey", AFTER, "TUR"),
        ("Atlantis", None, None),
    ],
)
def test_state_meant(name: str, date: dt.date | None, code: str | None) -> None:
    found = find_state(name, date)
    assert (found.code if found else None) == code


def test_a_group_is_that_of_the_day() -> None:
    assert states()["ISR"].groups_on(dt.date(1999, 12, 31)) == ()
    assert states()["ISR"].groups_on(dt.date(2000, 5, 30)) == ("western_europe_others",)
    assert states()["PSE"].groups_on(dt.date(1986, 4, 1)) == ()
    assert states()["TUR"].groups_on(dt.date(1999, 1, 1)) == states()["TUR"].groups
    past = State(
        "ABC", "AB", "member", ("africa",), states()["TUR"].names, None,
        (GroupTime("asia_pacific", None, dt.date(1990, 1, 1), "somewhere"),),
    )  # fmt: skip
    assert past.groups_on(dt.date(1990, 1, 1)) == ("africa", "asia_pacific")
    assert past.groups_on(dt.date(1990, 1, 2)) == ("africa",)


def test_every_date_of_a_group_has_its_source_and_today_s_groups_are_those_listed() -> None:
    for state in states().values():
        assert all(one.source and (one.start or one.end) for one in state.dated)
        assert set(state.groups_on(dt.date(2026, 1, 1))) == set(state.groups)


def test_members_are_193_and_names_do_not_overlap() -> None:
    everyone = states().values()
    assert sum(state.status == "member" for state in everyone) == 193
    for state in everyone:
        for earlier, later in zip(state.names, state.names[1:], strict=False):
            assert earlier.end is not None
            assert later.start is not None
            assert earlier.end < later.start
