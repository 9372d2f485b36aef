"""Bare digits: the order of the notes tells marks from numbers."""

import pytest

from cpcj.resolutions.model import Passage, SourcePiece
from cpcj.resolutions.readers.footnotes import Expected, place_marks


def read(text: str, notes: int) -> Passage:
    """Return the text with the marks of so many notes read, all printed on its page."""
    words = Passage(text, source=(SourcePiece(0, len(text), 0, len(text)),))
    expected = [Expected(number, 0, len(text), 0) for number in range(1, notes + 1)]
    return place_marks([words], expected, text)[0]


@pytest.mark.parametrize(
    ("raw", "notes", "text", "marks"),
    [
        ("the Convention,1 and", 1, "the Convention, and", "1"),
        ("the Convention1 and", 1, "the Convention and", "1"),
        ("the Convention, 1 and", 1, "the Convention, and", "1"),
        ("the Convention 1  and its", 1, "the Convention and its", "1"),
        ("the year 20241 and", 1, "the year 2024 and", "1"),
        ("resolution 77/2281 after 77/228, by", 1, "resolution 77/228 after 77/228, by", "1"),
        ("in 2015,1 in 1 case;2 see article 2 of it", 2, None, "1 2"),
        ("lamps;1 oil;2 lamps again,1 and", 2, "lamps; oil; lamps again, and", "1 2 1"),
        ("decision 1/CMA.1 and lamps,1 and", 1, "decision 1/CMA.1 and lamps, and", "1"),
        ("2.1 per cent of 1,100 lamps1", 1, "2.1 per cent of 1,100 lamps", "1"),
        ("Agreement1and its", 1, "Agreement and its", "1"),
        ("Youth1Change and", 1, "Youth1Change and", ""),
        ("the list (1), lamps”1", 1, "the list (1), lamps”", "1"),
    ],
)
def test_marks(raw: str, notes: int, text: str | None, marks: str) -> None:
    words = read(raw, notes)
    assert " ".join(mark.mark for mark in words.marks) == marks
    if text is not None:
        assert " ".join(words.text.split()) == text


def test_a_mark_stands_on_the_page_of_its_note() -> None:
    text = "lamps,1 oil,1 wicks"
    words = Passage(text, source=(SourcePiece(0, len(text), 0, len(text)),))
    (placed,) = place_marks([words], [Expected(1, 9, 19, 9)], text)
    assert placed.text == "lamps,1 oil, wicks"
