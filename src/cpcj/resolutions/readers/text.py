"""Plain text in, :class:`Source` out: finds out which habit of writing a text follows."""

from __future__ import annotations

from cpcj.resolutions.readers import flowing, printed
from cpcj.resolutions.readers.decoding import decode
from cpcj.resolutions.readers.lines import split, wrapped
from cpcj.resolutions.readers.refilled import refilled
from cpcj.resolutions.source import Source


def read(data: bytes, name: str) -> Source:
    """Return the source of a text file.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        UnreadableError: it is empty, binary, too large, or one endless line.
    """
    decoded = decode(data, name)
    lines = split(decoded.text)
    if (paragraphs := refilled(decoded.text, lines)) is not None:
        return flowing.read(decoded.text, name, paragraphs, decoded.doubts)
    if wrapped(lines):
        return printed.read(decoded.text, name, lines, decoded.doubts)
    return flowing.read(decoded.text, name, lines, decoded.doubts)
