"""Bytes to characters: which encoding a text file is in, and whether it is text at all.

Limits: at most :data:`MAX_BYTES` bytes and :data:`MAX_LINES` lines, no line of more than
:data:`MAX_LINE` characters. A long report of the Organization has some two million characters in
sixty thousand lines, and a line is at most one paragraph; what is larger is not one document.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from cpcj.resolutions.model import Doubt
from cpcj.resolutions.source import UnreadableError

MAX_BYTES = 16_000_000
MAX_LINE = 500_000
MAX_LINES = 120_000

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_INVISIBLE = "\ufeff\u00ad\u200b\u2060"
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])


class Decoded(NamedTuple):
    """The characters of a file and what was doubtful about getting them."""

    text: str
    doubts: tuple[Doubt, ...]


def decode(data: bytes, name: str) -> Decoded:
    """Return the characters of a text file.

    UTF-8 (with or without mark), UTF-16 with its mark; else Windows-1252 with the doubt
    "encoding-guessed". Signs that print nothing (byte order marks, soft hyphens, spaces without
    width) are no part of the text; a carriage return alone ends a line, as old files have it.

    Raises:
        UnreadableError: the file is empty, too large, binary, or one endless line.
    """
    if not data.strip():
        raise UnreadableError(name, "the file is empty; give a file that holds a text")
    if len(data) > MAX_BYTES:
        raise UnreadableError(
            name,
            f"the file has {len(data):,} bytes, more than the {MAX_BYTES:,} that are read at "
            "once; split it into its documents",
        )
    doubts: tuple[Doubt, ...] = ()
    if data.startswith(_UTF16_MARKS):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableError(
                name,
                f"the file begins as UTF-16 and breaks at byte {error.start}; "
                "save it again as UTF-8",
            ) from error
    else:
        if b"\x00" in data:
            raise UnreadableError(
                name, "the file holds binary data, not text; save it as text, Word or PDF"
            )
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = data.decode("cp1252", errors="replace")
            message = (
                f"the file is not UTF-8 (byte {error.start}); read as Windows-1252: check accents "
                "and quotation marks"
            )
            doubts = (Doubt("encoding-guessed", message),)
    text = _printing(text)
    plain = data.translate(None, _CONTROL)
    if not data.startswith(_UTF16_MARKS) and (len(data) - len(plain)) * 200 > len(text):
        raise UnreadableError(
            name, "the file holds binary data, not text; save it as text, Word or PDF"
        )
    if not text.strip():
        raise UnreadableError(name, "the file is empty; give a file that holds a text")
    breaks = sum(text.count(sign) for sign in "\n\r\f\v\x85\u2028\u2029")
    if breaks > MAX_LINES * (2 if "\r\n" in text else 1):
        raise UnreadableError(
            name,
            f"the file has more than {MAX_LINES:,} lines; split it into its documents",
        )
    if len(text) > MAX_LINE and max(map(len, text.splitlines())) > MAX_LINE:
        raise UnreadableError(
            name,
            f"the file has a line of more than {MAX_LINE:,} characters, which no paragraph has; "
            "give the text with its paragraphs on lines of their own",
        )
    return Decoded(text, doubts)


def _printing(text: str) -> str:
    """Return a text without the signs that print nothing, its lines ended by line feeds."""
    for sign in _INVISIBLE:
        text = text.replace(sign, "")
    return text if "\n" in text else text.replace("\r", "\n")
