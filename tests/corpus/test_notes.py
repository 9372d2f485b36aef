"""Footnotes and the places of their marks, in twenty texts counted by hand.

``tests/annotations/notes.json`` says for each text which notes it prints and in which provision
each mark stands, in order of place.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpcj.resolutions.model import Heading, Text, text_provisions
from cpcj.resolutions.reading import read_document
from tests.corpus.place import PLACE, needs_corpus

COUNTED = json.loads(
    (Path(__file__).parents[1] / "annotations" / "notes.json").read_text(encoding="utf-8")
)


def marks(text: Text) -> Iterator[tuple[str, str]]:
    """Yield (mark, provision) in no particular order."""
    for mark in text.title.marks:
        yield mark.mark, "title"
    for body in (text.body, *(annex.body for annex in text.annexes)):
        for item in body:
            if isinstance(item, Heading):
                yield from ((mark.mark, "heading") for mark in item.words.marks)
    for identifier, paragraph in text_provisions(text):
        for passage in (paragraph.words, paragraph.closing):
            if passage is not None:
                yield from ((mark.mark, identifier) for mark in passage.marks)


@needs_corpus
@pytest.mark.parametrize("name", sorted(COUNTED))
def test_notes_and_marks(name: str) -> None:
    (text,) = read_document(PLACE / "pages" / "text" / f"{name}.txt").texts
    assert [note.mark for note in text.notes] == COUNTED[name]["notes"]
    assert sorted(marks(text)) == sorted((mark, place) for mark, place in COUNTED[name]["marks"])
