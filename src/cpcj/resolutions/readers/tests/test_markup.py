"""Signs in the words become marks and italics, and leave the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.model import NoteMark, Passage, Span
from cpcj.resolutions.readers.markup import read_signs


@pytest.mark.parametrize(
    ("raw", "text", "marks"),
    [
        ("lamps;<sup>3</sup> and", "lamps; and", [(6, "3")]),
        ("lamps <sup>3</sup>, and", "lamps, and", [(5, "3")]),
        ("lamps<sup>1,2</sup> and", "lamps and", [(5, "1"), (5, "2")]),
        ("the 5<sup>th</sup> lamp", "the 5th lamp", []),
        ("lamps¹² and", "lamps and", [(5, "12")]),
        ("40 km² of harbour", "40 km² of harbour", []),
        ("lamps[^4] and", "lamps and", [(5, "4")]),
        ("see [A/71/94](#) here", "see A/71/94 here", []),
        ("71/\\_\\_\\_ of \\_\\_\\_", "71/___ of ___", []),
        ("a <!-- Page 2 --> b", "a  b", []),
        ("resolution 70/___", "resolution 70/___", []),
        ("two * three", "two * three", []),
    ],
)
def test_signs(raw: str, text: str, marks: list[tuple[int, str]]) -> None:
    words = read_signs(Passage(raw))
    assert words.text == text
    assert [tuple(mark) for mark in words.marks] == marks


@pytest.mark.parametrize("raw", ["*Urges* States", "_Urges_ States", "***Urges*** States"])
def test_italics(raw: str) -> None:
    words = read_signs(Passage(raw))
    assert words.text == "Urges States"
    assert words.emphasis == (Span(0, 5),)


def test_bold_is_no_emphasis() -> None:
    assert read_signs(Passage("**Urges** States")) == Passage("Urges States")


def test_a_mark_of_several_digits_stands_where_it_was() -> None:
    assert read_signs(Passage("Oil¹⁰")).marks == (NoteMark(3, "10"),)


@given(st.text("*_[]()<sup>/1²\\ a", max_size=80))
def test_any_signs_are_borne(raw: str) -> None:
    words = read_signs(Passage(raw))
    assert all(0 <= mark.at <= len(words.text) for mark in words.marks)
    assert all(0 <= span.start < span.end <= len(words.text) for span in words.emphasis)
