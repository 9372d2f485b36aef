"""The front door: a file in, a :class:`Document` out."""

from __future__ import annotations

from pathlib import Path

from cpcj.resolutions.model import Document
from cpcj.resolutions.readers import read_source
from cpcj.resolutions.source import UnreadableError
from cpcj.resolutions.structure import structure

_AKOMA_NTOSO = b"<akomaNtoso"
_OPENING = 2048  # bytes in which the root element of an XML file stands


def read_document(
    path_or_bytes: str | Path | bytes, name: str | None = None, language: str | None = None
) -> Document:
    """Return the document that a file holds, whatever its form; Akoma Ntoso is read back.

    Args:
        path_or_bytes: the path of a file, or the bytes of one.
        name: the file's name for messages; by default the path's own name.
        language: ISO 639-2 code of its language where a person said it; else it is recognized.

    Raises:
        UnreadableError: the file cannot be read; the message names it and says what is wrong.
    """
    if isinstance(path_or_bytes, bytes):
        data, called = path_or_bytes, name or "text"
    else:
        path = Path(path_or_bytes)
        called = name or path.name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableError(
                called, f"the file cannot be opened ({error.strerror or error})"
            ) from error
    if _AKOMA_NTOSO in data[:_OPENING]:
        from cpcj.resolutions.akn import from_akn

        return from_akn(data, called)
    return structure(read_source(data, called), language)
