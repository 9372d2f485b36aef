"""Proposals out of files: a redraft, a Word file with tracked changes, amendments in words."""

from __future__ import annotations

from typing import Final

from rapidfuzz import fuzz

from cpcj.resolutions.amending import Result, apply, read_amendments
from cpcj.resolutions.amending.showing import reason_of, result_of, words_of
from cpcj.resolutions.amending.words_of_file import words_of_file
from cpcj.resolutions.compiling.compilation import Proposal
from cpcj.resolutions.model import Text
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import UnreadableError
from cpcj.resolutions.tracked import accepted, is_tracked

_WORD: Final = b"PK\x03\x04"


def read_proposal(label: str, data: bytes, name: str, base: Text) -> Proposal:
    """Return the proposal that a file holds.

    A file with an organ line and operative paragraphs is a redraft; of one with several texts the
    text whose title is most like that of the base is taken. Anything else is read as amendments in
    words, which are made in the base.

    Args:
        label: who proposes it.
        data: the file.
        name: its name, for messages.
        base: the text it is about.

    Raises:
        UnreadableError: the file cannot be read, or holds neither a text nor amendments.
    """
    if data.startswith(_WORD) and is_tracked(data, name):
        data = accepted(data, name)
    document = read_document(data, name)
    drafts = [one for one in document.texts if one.organ_line.text and one.operative]
    if drafts:
        title = base.title.text
        return Proposal(
            label, max(drafts, key=lambda one: fuzz.token_sort_ratio(title, one.title.text))
        )
    try:
        reading = read_amendments(words_of_file(data, name))
    except ValueError as error:
        raise UnreadableError(name, str(error)) from error
    if not reading.amendments:
        raise UnreadableError(name, "it holds neither a draft nor amendments that can be read")
    made = apply(base, reading.amendments)
    troubles = [f"“{one.words}”: {reason_of(one)}" for one in reading.failed]
    troubles += [
        f"“{words_of(reading, one.amendment)}”: {result_of(one)}"
        for one in made.outcomes
        if one.result is not Result.APPLIED or one.reads_so is False
    ]
    return Proposal(label, made.text, tuple(troubles))
