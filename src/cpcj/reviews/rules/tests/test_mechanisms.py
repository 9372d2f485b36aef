"""Mechanisms as data: due days, clearing, another phase by editing the file alone."""

from __future__ import annotations

import datetime as dt

import pytest

from cpcj.reviews.rules.draw import Kind
from cpcj.reviews.rules.mechanism import (
    Mechanism,
    MechanismError,
    Part,
    Seat,
    held_files,
    read_mechanism,
)
from cpcj.reviews.rules.progress import (
    Done,
    Standing,
    may_clear,
    may_report,
    standings,
    start_of,
)

START = dt.date(2027, 1, 31)
BOTH = ("BRA", "NOR")


def _named(key: str) -> Mechanism:
    return next(one for one in map(read_mechanism, held_files()) if one.key == key)


def _all(done: dict[str, Done]) -> dict[tuple[str, str], Done]:
    return {(step, ""): happened for step, happened in done.items()}


def _due(mechanism: Mechanism, done: dict[str, Done] | None = None) -> dict[str, dt.date | None]:
    found = standings(mechanism, START, _all(done or {}), START, BOTH)
    return {one.step.key: one.due for one in found}


def test_due_days_of_the_organized_crime_mechanism() -> None:
    due = _due(_named("untoc"))
    assert due["focal_point"] == dt.date(2027, 2, 14)
    assert due["experts"] == dt.date(2027, 2, 28)
    assert due["questionnaire"] == dt.date(2027, 7, 31)
    assert due["feedback"] == dt.date(2028, 1, 31)
    assert due["observations"] is None


def test_due_days_of_the_corruption_mechanism() -> None:
    due = _due(_named("uncac"))
    assert due["focal_point"] == dt.date(2027, 2, 21)
    assert due["conference"] == dt.date(2027, 2, 28)
    assert due["self_assessment"] == dt.date(2027, 3, 31)
    assert due["circulation"] == dt.date(2027, 4, 30)
    assert due["desk_review"] == dt.date(2027, 5, 30)
    assert due["draft_report"] == dt.date(2027, 6, 30)
    assert due["report"] == due["summary"] == dt.date(2027, 7, 31)


def test_what_counts_from_a_step_counts_from_the_day_it_was_done() -> None:
    late = dt.date(2027, 10, 15)
    cleared = {"questionnaire": Done(dt.date(2027, 10, 1), late)}
    assert _due(_named("untoc"), cleared)["feedback"] == dt.date(2028, 4, 15)
    reported = {"questionnaire": Done(dt.date(2027, 10, 1))}
    assert _due(_named("untoc"), reported)["feedback"] == dt.date(2028, 1, 31)
    found = {one.step.key: one for one in standings(_named("untoc"), START, _all(cleared), late)}
    assert found["questionnaire"].late == 76
    assert found["questionnaire"].due == dt.date(2027, 7, 31)
    assert found["questionnaire"].done == late


def test_a_delay_blocks_nothing_and_only_who_may_clears() -> None:
    untoc = _named("untoc")
    found = {one.step.key: one for one in standings(untoc, START, {}, dt.date(2029, 1, 1))}
    assert found["focal_point"].late > 600
    (open_,) = found["questionnaire"].shares
    step = found["questionnaire"].step
    assert may_report(step, open_, [(Seat.COUNTRY_EXPERT, "PER")])
    assert not may_report(step, open_, [(Seat.OBSERVER, ""), (Seat.REVIEWING_EXPERT, "BRA")])


def test_each_reviewing_state_reports_and_clears_its_own_share() -> None:
    untoc = _named("untoc")
    day = dt.date(2027, 9, 1)
    brazil, norway = [(Seat.REVIEWING_FOCAL_POINT, "BRA")], [(Seat.REVIEWING_FOCAL_POINT, "NOR")]
    experts = [(Seat.REVIEWING_EXPERT, "BRA"), (Seat.REVIEWING_EXPERT, "NOR")]

    def feedback(done: dict[tuple[str, str], Done]) -> Standing:
        found = standings(untoc, START, done, day, BOTH)
        return next(one for one in found if one.step.key == "feedback")

    given = {("feedback", "BRA"): Done(day)}
    near, far = feedback(given).shares
    step = feedback(given).step
    assert near.waits_for_clearing
    assert may_clear(step, near, brazil)
    assert not may_clear(step, near, norway), "another State's focal point"
    assert not may_clear(step, near, experts)
    assert not may_clear(step, near, [(Seat.SECRETARIAT, "")])
    assert may_report(step, far, experts)
    assert not may_report(step, far, [(Seat.REVIEWING_EXPERT, "BRA")])
    given["feedback", "BRA"] = Done(day, day)
    assert feedback(given).done is None, "Norway has given none"
    later = day + dt.timedelta(days=40)
    given["feedback", "NOR"] = Done(later, later)
    assert feedback(given).done == later
    assert standings(untoc, START, {}, day)[1].done is None, "nobody was drawn"


def test_groups_and_clusters_begin_one_after_the_other() -> None:
    untoc = _named("untoc")
    assert untoc.kind is Kind.BOTH
    assert start_of(untoc, START, 1, "criminalization") == START
    assert start_of(untoc, START, 3, "cooperation") == dt.date(2035, 1, 31)
    assert start_of(_named("uncac"), START, 5, "") == dt.date(2031, 1, 31)


def test_a_second_phase_is_data_alone() -> None:
    words = next(one for one in held_files() if 'key = "uncac"' in one)
    edited = (
        words.replace('version = "1"', 'version = "2"')
        .replace("period = { months = 2 }", "period = { weeks = 6 }")
        .replace("periods = 4", "periods = 6")
        .replace("joiners_period = 5", "joiners_period = 7")
        .replace("number = 2", "number = 3")
    )
    second = read_mechanism(edited)
    assert second.version == "2"
    assert _due(second)["self_assessment"] == START + dt.timedelta(weeks=6)
    assert _due(_named("uncac"))["self_assessment"] == dt.date(2027, 3, 31)
    assert second.limits.periods == 6


def test_observers_read_and_see_nothing_confidential() -> None:
    for words in held_files():
        mechanism = read_mechanism(words)
        seen = {part for part in Part if mechanism.may_see(Seat.OBSERVER, part)}
        assert not seen & {Part.DRAFTS, Part.CONFIDENTIAL, Part.DOCUMENTS, Part.PEOPLE}
        assert all(Seat.OBSERVER not in seats for seats in mechanism.writes.values())


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('key = "uncac"', 'key = "An other"', "no key"),
        ('from = "circulation"', 'from = "summary"', "no step before it"),
        ("period = { weeks = 3 }", "period = { moons = 3 }", "no period"),
        ('does = ["secretariat"]', 'does = ["everybody"]', "unknown: everybody"),
        ("redraws = 2", "", "redraws is missing"),
        ("[draw]", "[draw", "no TOML"),
        ('["steps", "summary"]', '["steps", "secrets"]', "unknown seat or part"),
        ("each = true", 'each = "yes"', "true or false"),
        ('clears = ["country_focal_point"]', "each = true", "each reviewing State"),
        ('agrees = ["observations", "summary"]', 'agrees = ["summary"]', "at least"),
        ('kind = "periods" ', 'kind = "both" ', "year by year"),
    ],
    ids=[
        "key",
        "order",
        "period",
        "seat",
        "missing",
        "toml",
        "part",
        "yes",
        "each",
        "agrees",
        "defers",
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_place(before: str, after: str, said: str) -> None:
    words = next(one for one in held_files() if 'key = "uncac"' in one)
    assert before in words
    with pytest.raises(MechanismError, match=said):
        read_mechanism(words.replace(before, after))
