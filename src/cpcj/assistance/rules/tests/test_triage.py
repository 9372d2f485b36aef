"""The sum of triage: transparent, without those who have a conflict, in bounds."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cpcj.assistance.names import CRITERIA
from cpcj.assistance.rules.triage import HIGHEST, Points, criteria, rounded, total

WEIGHTS = {"need": 3, "urgency": 1}
POINTS = st.lists(
    st.builds(
        Points, st.sampled_from([*WEIGHTS, "unknown"]), st.integers(1, 5), st.integers(0, HIGHEST)
    ),
    max_size=20,
)


def test_the_sum_can_be_worked_out_by_hand() -> None:
    found = total(
        [Points("need", 1, 4), Points("need", 2, 3), Points("urgency", 1, 0)], (), WEIGHTS
    )
    assert [(line.shown, line.added) for line in found.lines] == [
        ("3.50", "10.50"),
        ("0.00", "0.00"),
    ]
    assert found.total == 66  # 10.5 of 16 is 65.6
    assert found.complete


def test_a_person_with_a_conflict_does_not_count_and_is_said() -> None:
    given_points = [Points("need", 1, 4), Points("need", 2, 0)]
    found = total(given_points, {1}, WEIGHTS)
    assert found.total == 0
    assert (found.lines[0].scorers, found.lines[0].set_aside) == (1, 1)
    assert not found.complete
    assert total(given_points, {1, 2}, WEIGHTS).total is None


def test_every_criterion_of_the_table_has_a_name() -> None:
    assert set(criteria()) == set(CRITERIA)


@given(POINTS, st.frozensets(st.integers(1, 5)))
def test_points_of_the_conflicted_change_nothing(
    points: list[Points], conflicted: frozenset[int]
) -> None:
    found = total(points, conflicted, WEIGHTS)
    clean = total([one for one in points if one.scorer not in conflicted], (), WEIGHTS)
    assert found.total == clean.total
    assert found.total is None or 0 <= found.total <= 100


@given(POINTS)
def test_the_sum_is_that_of_its_lines(points: list[Points]) -> None:
    found = total(points, (), WEIGHTS)
    scored = [line for line in found.lines if line.points is not None]
    if scored:
        most = HIGHEST * sum(line.weight for line in scored)
        assert found.total == rounded(100 * sum(line.adds for line in scored) / Fraction(most))
    else:
        assert found.total is None
