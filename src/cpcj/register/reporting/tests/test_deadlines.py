"""When a request falls due, by its own words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.register.reporting.rules.deadlines import (
    ASKING_BODY_ASSUMED,
    NEXT_RECKONED,
    SESSION_NOT_STATED,
    schedule,
    schedules,
)
from cpcj.register.reporting.rules.requests import Basis, Recurrence, Request, asking_body
from cpcj.resolutions.sessions import due

HORIZON = 2028


def request(**said: Any) -> Request:
    """Return a request of the Assembly's seventy-ninth session."""
    values: dict[str, Any] = {
        "identifier": "A/RES/79/901#op1.1",
        "text": "A/RES/79/901",
        "paragraph": "1",
        "organ": "general_assembly",
        "session": 79,
        "date": dt.date(2024, 12, 17),
        "action": "to submit a report on lamps",
        "what": "a report on lamps",
        "to": "general_assembly",
        "when": "",
        "addressees": ("secretary_general",),
        **said,
    }
    if values.get("due_session"):
        meant = due(values["due_body"], values["due_session"])
        values |= {"due_from": meant.start, "due_to": meant.end}
    return Request(**values)


def keys(asked: Request, horizon: int = HORIZON) -> list[str]:
    """Return the keys of its deadlines."""
    return [one.key for one in schedule(asked, horizon).deadlines]


def test_the_session_read_stands() -> None:
    asked = request(
        when="eightieth session", due_body="general_assembly", due_session=80,
        action="to submit to it at its eightieth session a report on lamps",
    )  # fmt: skip
    made = schedule(asked, HORIZON)
    assert [(one.key, one.basis) for one in made.deadlines] == [
        ("general_assembly:80", Basis.STATED)
    ]
    assert made.deadlines[0].start == dt.date(2025, 9, 9)
    assert made.doubts == ()


def test_two_sessions_of_one_body_are_two_deadlines_of_one_request() -> None:
    asked = request(
        when="eightieth and eighty-first sessions", due_body="general_assembly", due_session=80,
        action="to submit to it at its eightieth and eighty-first sessions a report on lamps",
    )  # fmt: skip
    assert keys(asked) == ["general_assembly:80", "general_assembly:81"]


def test_two_bodies_named_have_their_own_sessions() -> None:
    asked = request(
        when="eightieth and thirty-fifth sessions", due_body="general_assembly", due_session=80,
        action=(
            "to submit to the General Assembly and the Commission on Crime Prevention and Criminal "
            "Justice at their eightieth and thirty-fifth sessions a report on lamps"
        ),
    )  # fmt: skip
    assert keys(asked) == ["general_assembly:80", "ccpcj:35"]


def test_a_second_report_asked_by_the_same_act() -> None:
    asked = request(
        when="sixty-ninth session", due_body="csw", due_session=69, to="csw",
        action=(
            "to report on lamps to the Commission on the Status of Women at its sixty-ninth "
            "session and to report to the General Assembly at its eightieth session on lanterns"
        ),
    )  # fmt: skip
    assert keys(asked) == ["csw:69", "general_assembly:80"]


def test_through_a_commission_at_its_session_is_one_deadline() -> None:
    asked = request(
        when="thirty-fourth session", due_body="ccpcj", due_session=34,
        action=(
            "to see to it and to report thereon to the General Assembly through the Commission at "
            "its thirty-fourth session"
        ),
    )  # fmt: skip
    assert keys(asked) == ["ccpcj:34"]


def test_before_the_end_of_a_session() -> None:
    asked = request(action="to report to the Assembly, before the end of its eightieth session")
    assert keys(asked) == ["general_assembly:80"]


def test_a_session_at_which_something_else_happens_is_no_deadline() -> None:
    asked = request(
        action="to hold a debate during the eightieth session and to prepare a summary of it"
    )
    made = schedule(asked, HORIZON)
    assert [one.session for one in made.deadlines] == [None]
    assert made.doubts == (SESSION_NOT_STATED,)


def test_next_session_is_reckoned_and_says_so() -> None:
    made = schedule(request(when="next session", organ="ccpcj", session=33, to="ccpcj"), HORIZON)
    assert [one.key for one in made.deadlines] == ["ccpcj:34"]
    assert made.doubts == (NEXT_RECKONED,)


def test_next_session_of_a_body_that_does_not_meet_each_year() -> None:
    made = schedule(request(when="next session", to="cop_untoc"), HORIZON)
    assert [one.key for one in made.deadlines] == ["cop_untoc:13"]


@pytest.mark.parametrize(
    ("when", "what", "recurrence", "sessions"),
    [
        ("annually", "a report", Recurrence.ANNUAL, [80, 81, 82, 83]),
        ("on an annual basis", "a report", Recurrence.ANNUAL, [80, 81, 82, 83]),
        ("biennially", "a report", Recurrence.BIENNIAL, [81, 83]),
        ("every four years", "a report", Recurrence.QUADRENNIAL, [83]),
        ("", "an annual report on lamps", Recurrence.ANNUAL, [80, 81, 82, 83]),
        ("", "his next annual report on lamps", Recurrence.ANNUAL, [80]),
        ("periodically", "a report", Recurrence.PERIODIC, [None]),
        ("", "a report on the annual meeting", Recurrence.NONE, [None]),
    ],
)
def test_what_recurs(
    when: str, what: str, recurrence: Recurrence, sessions: list[int | None]
) -> None:
    made = schedule(request(when=when, what=what), HORIZON)
    assert made.recurrence is recurrence
    assert [one.session for one in made.deadlines] == sessions


def test_a_series_that_starts_at_a_session() -> None:
    asked = request(
        what="an annual report", when="eightieth session", due_body="general_assembly",
        due_session=80, action="to submit an annual report, starting at its eightieth session",
    )  # fmt: skip
    assert keys(asked) == [f"general_assembly:{session}" for session in (80, 81, 82, 83)]


def test_a_biennial_report_at_one_session_is_one_deadline() -> None:
    asked = request(
        what="a biennial report", when="eightieth session", due_body="general_assembly",
        due_session=80, action="to submit at its eightieth session a biennial report",
    )  # fmt: skip
    made = schedule(asked, HORIZON)
    assert [one.session for one in made.deadlines] == [80]
    assert made.recurrence is Recurrence.BIENNIAL


def test_who_reports_to_whom_where_no_body_is_named() -> None:
    by_secretary = schedule(request(when="annually", to=""), 2026)
    assert [one.key for one in by_secretary.deadlines] == [
        "general_assembly:80",
        "general_assembly:81",
    ]
    assert by_secretary.doubts == (ASKING_BODY_ASSUMED,)
    by_states = schedule(request(when="annually", to="", addressees=("member_states",)), 2026)
    assert [one.session for one in by_states.deadlines] == [None]


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("1 September 2025", dt.date(2025, 9, 1), dt.date(2025, 9, 1)),
        ("February 2024", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("December 2025", dt.date(2025, 12, 1), dt.date(2025, 12, 31)),
        ("2025", dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
    ],
)
def test_a_day_or_year(when: str, start: dt.date, end: dt.date) -> None:
    (one,) = schedule(request(when=when), HORIZON).deadlines
    assert (one.start, one.end, one.basis) == (start, end, Basis.DATE)


def test_no_such_day_is_no_deadline() -> None:
    made = schedule(request(when="31 February 2025"), HORIZON)
    assert made.doubts == (SESSION_NOT_STATED,)


def test_the_report_referred_to_in_another_paragraph() -> None:
    first = request(
        identifier="A/RES/79/901#op40.1", paragraph="40", when="eightieth session",
        due_body="general_assembly", due_session=80,
    )  # fmt: skip
    second = request(
        identifier="A/RES/79/901#op41.1", paragraph="41", to="",
        action="to include in the report referred to in paragraph 40 above information on wicks",
    )  # fmt: skip
    made = schedules((first, second), HORIZON)
    (one,) = made["A/RES/79/901#op41.1"].deadlines
    assert (one.key, one.basis) == ("general_assembly:80", Basis.REFERRED)


def test_the_report_in_which_something_is_to_stand() -> None:
    asked = request(
        to="", action="to present proposals on wicks",
        words=(
            "Requests the Secretary-General, in his annual report to the General Assembly at its "
            "eightieth session on lamps, to present proposals on wicks"
        ),
    )  # fmt: skip
    assert keys(asked) == ["general_assembly:80"]


def test_a_report_for_what_the_paragraph_puts_on_the_agenda() -> None:
    asked = request(
        to="", action="to submit a report for its consideration",
        words=(
            "Decides to consider lamps at its eightieth session, and requests the "
            "Secretary-General to submit a report for its consideration"
        ),
    )  # fmt: skip
    (one,) = schedule(asked, HORIZON).deadlines
    assert (one.key, one.basis) == ("general_assembly:80", Basis.SAME_PARAGRAPH)


def test_to_one_body_and_to_another() -> None:
    asked = request(
        when="eightieth session", due_body="general_assembly", due_session=80,
        action=(
            "to report to the General Assembly at its eightieth session and to the Commission on "
            "the Status of Women at its seventieth session on lamps"
        ),
    )  # fmt: skip
    assert keys(asked) == ["general_assembly:80", "csw:70"]


def test_requests_that_are_points_of_one_decision() -> None:
    asked = request(
        when="eightieth session", due_body="general_assembly", due_session=80,
        action=(
            "To request the Secretary-General to submit to it at its eightieth session a report; "
            "To invite the Keeper to present an oral report to the General Assembly at its "
            "eightieth and eighty-first sessions"
        ),
    )  # fmt: skip
    assert keys(asked) == ["general_assembly:80", "general_assembly:81"]


def test_asking_body() -> None:
    assert asking_body("ga") == "general_assembly"
    assert asking_body("somewhere") == "somewhere"


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=60))
def test_any_words_give_at_least_one_deadline_with_keys_of_its_own(
    action: str, when: str, what: str
) -> None:
    made = schedule(request(action=action, when=when, what=what), HORIZON)
    assert made.deadlines
    found = [one.key for one in made.deadlines]
    assert len(found) == len(set(found))
    assert made == schedule(request(action=action, when=when, what=what), HORIZON)
