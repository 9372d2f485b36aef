"""Which footnote a mark calls for."""

from __future__ import annotations

from cpcj.resolutions.footnotes import Call, Footnotes
from cpcj.resolutions.model import Note, Passage


def notes(*marks: str) -> Footnotes:
    return Footnotes([Note(mark, Passage("")) for mark in marks])


def test_repeated_mark_refers_to_the_same_note() -> None:
    footnotes = notes("1", "2")
    assert footnotes.call("1") == Call(0, first=True)
    assert footnotes.call("1") == Call(0, first=False)
    assert footnotes.call("2") == Call(1, first=True)


def test_sign_used_anew_calls_for_its_notes_in_turn() -> None:
    footnotes = notes("*", "*")
    assert [footnotes.call("*"), footnotes.call("*"), footnotes.call("*")] == [
        Call(0, first=True),
        Call(1, first=True),
        Call(1, first=False),
    ]


def test_mark_without_a_note_calls_for_none() -> None:
    footnotes = notes("1", "2")
    assert footnotes.call("3") is None
    assert footnotes.again("1") is None
    assert footnotes.uncalled() == [0, 1]
