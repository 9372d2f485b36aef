"""What offices write for texts, paragraphs and statuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.register.followup.places import Place, place_of, status_of, symbols_of


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ("OP 8(a)", "op8(a)"),
        ("op8(a)", "op8(a)"),
        ("8 (a)", "op8(a)"),
        ("8a", "op8(a)"),
        ("8.a", "op8(a)"),
        ("para. 8 a", "op8(a)"),
        ("Para 8 (a) (ii)", "op8(a)(ii)"),
        ("paragraph 8(a)(ii)", "op8(a)(ii)"),
        ("operative paragraph 8, subparagraph (a)", "op8(a)"),
        ("OP8", "op8"),
        (" 8. ", "op8"),
        ("8.0", "op8"),
        ("08", "op8"),
        ("PP 3", "pp3"),
        ("preambular paragraph 3", "pp3"),
    ],
)
def test_a_paragraph_in_many_forms(written: str, local: str) -> None:
    assert place_of(written) == Place(local)


def test_one_act_of_a_paragraph() -> None:
    assert place_of("op46.2") == Place("op46", 2)
    assert place_of("OP 46(a).2") == Place("op46(a)", 2)


@pytest.mark.parametrize("written", ["", "all", "see above", "8-12", "46.2", "8 (", "(a)"])
def test_what_is_no_paragraph(written: str) -> None:
    assert place_of(written) is None


@given(st.text(max_size=300))
def test_anything_at_all_is_a_place_or_none(written: str) -> None:
    place = place_of(written)
    assert place is None or place_of(place.local) == Place(place.local)
    assert all(isinstance(one, str) for one in symbols_of(written))
    status_of(written)


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("A/RES/70/178", "A/RES/70/178"),
        ("a/res/70/178", "A/RES/70/178"),
        ("A / RES / 70 / 178", "A/RES/70/178"),
        ("70/178", "A/RES/70/178"),
        ("General Assembly resolution 70/178", "A/RES/70/178"),
        ("GA res. 70/178", "A/RES/70/178"),
        ("E/RES/2015/20", "E/RES/2015/20"),
    ],
)
def test_a_text_in_many_forms(written: str, symbol: str) -> None:
    assert symbol in symbols_of(written)


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Implemented – in progress", "in_progress"),
        ("in_progress", "in_progress"),
        ("N/A", "not_applicable"),
        ("Not implemented", "not_implemented"),
        ("Completed", "completed"),
        ("nearly", None),
    ],
)
def test_statuses_in_many_forms(written: str, status: str | None) -> None:
    assert status_of(written) == status
