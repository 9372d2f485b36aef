"""Words as characters: each distinct word gets one, so that string algorithms compare words.

A paragraph of a hundred words becomes a string of a hundred characters, on which rapidfuzz's
bit-parallel algorithms run a word at a time.
"""

from __future__ import annotations

import re
from typing import Final

WORD: Final = re.compile(r"\w+(?:[-'’./]\w+)*")
_PIECE: Final = re.compile(r"\w+(?:[-'’./]\w+)*|\s+|[^\w\s]")

_STRAIGHT: Final = {
    ord(sign): "'" for sign in "\u2018\u2019\u02bc"
}  # how an apostrophe is typed says nothing

_FIRST: Final = 0x100
_SURROGATES: Final = range(0xD800, 0xE000)
_LAST: Final = 0x10FFFF


class _Codes(dict[str, str]):
    """The character of each word; a word asked for first gets the next one."""

    def __init__(self) -> None:
        super().__init__()
        self._next = _FIRST

    def __missing__(self, word: str) -> str:
        code = self[word] = chr(self._next)
        if self._next < _LAST:
            self._next += 1
        if self._next in _SURROGATES:
            self._next = _SURROGATES.stop
        return code


class Coder:
    """Gives each distinct word one character, the same for every text it is shown.

    There is room for about 1.1 million distinct words; what comes later shares the last character.
    """

    def __init__(self) -> None:
        """Start with no word known."""
        self._code = _Codes().__getitem__
        self._texts: dict[str, str] = {}  # paragraphs that were kept are coded once

    def words(self, text: str) -> str:
        """Return the words of a text as characters; case, punctuation and space do not count."""
        coded = self._texts.get(text)
        if coded is None:
            coded = "".join(map(self._code, WORD.findall(text.lower().translate(_STRAIGHT))))
            self._texts[text] = coded
        return coded

    def pieces(self, text: str) -> tuple[list[str], str]:
        """Return words, spaces and signs of a text in order, and the same as characters.

        The pieces joined are the text again. Case counts; all white space is alike.
        """
        found = _PIECE.findall(text)
        code = self._code
        return found, "".join([code(" " if piece.isspace() else piece) for piece in found])
