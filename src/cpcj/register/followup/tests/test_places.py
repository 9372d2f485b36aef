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
        ("2015/20", "E/RES/2015/20"),
        ("ECOSOC resolution 2015/20", "E/RES/2015/20"),
        ("Economic and Social Council res. 2015/20", "E/RES/2015/20"),
        ("CND Res. 44/14", "CND/RES/44/14"),
        ("Commission on Crime Prevention and Criminal Justice resolution 22/7", "CCPCJ/RES/22/7"),
        ("CCPCJ 22/7", "CCPCJ/RES/22/7"),
        ("UNTOC COP resolution 9/1", "UNTOC/COP/RES/9/1"),
        ("COSP decision 8/1", "UNCAC/COSP/DEC/8/1"),
        ("Security Council resolution 2370 (2017)", "S/RES/2370(2017)"),
        ("UNSC 2370 (2017)", "S/RES/2370(2017)"),
        ("GA decision 70/512", "A/DEC/70/512"),
    ],
)
def test_a_text_in_many_forms(written: str, symbol: str) -> None:
    assert symbol in symbols_of(written)


@pytest.mark.parametrize(
    "written", ["CND resolution 44/14", "COSP 10/2", "Human Rights Council resolution 19/37",
                "Board resolution 70/178", "see 70/178 and 71/209"]
)  # fmt: skip
def test_a_number_of_another_body_is_none_of_the_general_assembly(written: str) -> None:
    assert not any(one.startswith("A/RES/") for one in symbols_of(written))


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
