"""Declarations as the depositary's files give them: a heading a participant, then the words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cpcj.resolutions.vocabulary.states import find_state
from cpcj.treaties.rules.tables import UnreadableTableError, without_notes

_MOST_BYTES: Final = 10_000_000
_HEADING: Final = re.compile(r"^#\s*(?P<name>.+?)\s*$", re.MULTILINE)
_SAINT: Final = re.compile(r"^St\.? ")


@dataclass(frozen=True, slots=True)
class Declared:
    """What one participant declared.

    Attributes:
        line: the line of its heading.
        printed: its name as printed.
        code: the State or other party meant; None where the name is not known.
        words: what it declared, paragraphs apart by an empty line.
    """

    line: int
    printed: str
    code: str | None
    words: str


def read_declarations(content: bytes, name: str) -> tuple[Declared, ...]:
    """Return the declarations of a file in order.

    Raises:
        UnreadableTableError: too large, not UTF-8, or without a heading ("#Norway").
    """
    if len(content) > _MOST_BYTES:
        raise UnreadableTableError(f"{name}: larger than {_MOST_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableTableError(f"{name}: not UTF-8 at byte {error.start}") from error
    headings = list(_HEADING.finditer(text))
    if not headings:
        raise UnreadableTableError(f"{name}: no line names a participant (“#Norway”)")
    found = []
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        words = text[heading.end() : following.start() if following else len(text)].strip()
        if words:
            printed, _notes = without_notes(heading["name"])
            state = find_state(_SAINT.sub("Saint ", printed))
            line = text.count("\n", 0, heading.start()) + 1
            found.append(Declared(line, printed, state.code if state else None, words))
    return tuple(found)
