"""Plans of imports, and what is outdated: rules without a store."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cpcj.register.budget.rules.outdated import Known, later_than, latest, rank_of
from cpcj.register.budget.rules.plan import HeldRow, plan, treaties_changed
from cpcj.resolutions.budget import ListedTreaty, Row

_ROWS = st.lists(
    st.builds(
        Row,
        number=st.just(1), subprogramme=st.sampled_from("12"), subprogramme_title=st.just("Lamps"),
        component=st.sampled_from(("", "1")), source=st.just("General Assembly resolutions"),
        citation=st.sampled_from(("70/1", "70/2", "70/3")),
        description=st.sampled_from(("Oil", "Wicks")), symbol=st.just(""), place=st.just("x"),
    ),
    max_size=8,
)  # fmt: skip


@given(_ROWS, _ROWS)
def test_a_plan_says_of_every_row_once_what_becomes_of_it(old: list[Row], new: list[Row]) -> None:
    found = plan([HeldRow(at, row) for at, row in enumerate(old)], new)
    assert len(found.added) + len(found.changed) + len(found.same) == len(new)
    assert len(found.removed) + len(found.changed) + len(found.same) == len(old)
    touched = [held.key for held in found.removed]
    touched += [held.key for held, _row in (*found.changed, *found.same)]
    assert sorted(touched) == list(range(len(old)))


@given(_ROWS)
def test_the_same_list_again_changes_nothing(rows: list[Row]) -> None:
    found = plan([HeldRow(at, row) for at, row in enumerate(rows)], rows)
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_a_table_takes_no_treaties_away() -> None:
    held = [ListedTreaty(1, "", "Treaties", "Convention on Lamps", "x")]
    assert treaties_changed(held, []) == ([], [])
    other = [ListedTreaty(1, "", "Treaties", "Convention on Oil", "x")]
    assert treaties_changed(held, other) == (["Convention on Oil"], ["Convention on Lamps"])


def _known(identifier: str, rank: int | None, body: str = "ga", series: str = "lamps") -> Known:
    return Known(identifier, body, "resolution", series, rank)


def test_a_text_is_outdated_by_a_later_one_of_its_body_kind_and_series_alone() -> None:
    old, new = _known("A/RES/70/1", 2015), _known("A/RES/72/1", 2017)
    others = [
        _known("E/RES/2020/1", 2020, body="ecosoc"), _known("A/RES/75/1", 2020, series="oil"),
        _known("A/RES/79/1", None),
    ]  # fmt: skip
    last = latest([old, new, *others])
    assert later_than(old, last) == new
    assert later_than(new, last) is None
    assert later_than(_known("A/RES/72/9", 2017), last) is None
    assert later_than(_known("x", 1990, series=""), last) is None


def test_texts_of_one_session_do_not_outdate_each_other() -> None:
    assert rank_of("ga", "71", 2016) == rank_of("ga", "71", 2017) == 2016
    assert rank_of("ga", "S-30", 2016) == 2016
    assert rank_of("ecosoc", "", 1999) == 1999
