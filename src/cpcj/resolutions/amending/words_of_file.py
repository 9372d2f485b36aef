"""Amendments in words out of a file, whatever its form."""

from __future__ import annotations

from typing import Final

from cpcj.resolutions.readers import read_source
from cpcj.resolutions.readers.decoding import decode
from cpcj.resolutions.source import Block, UnreadableError

_NOT_TEXT: Final = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"<")


def words_of_file(data: bytes, name: str) -> str:
    """Return the words of a file of amendments: plain text as it is, paragraphs of other forms.

    Raises:
        UnreadableError: the file cannot be read; the message names it and says what is wrong.
    """
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_NOT_TEXT):
        return decode(data, name).text
    words = "\n\n".join(_line(block) for block in read_source(data, name).blocks)
    if not words.strip():
        raise UnreadableError(name, "no words were found in it")
    return words


def _line(block: Block) -> str:
    return f"{block.label} {block.words.text}" if block.label else block.words.text
