"""The front door: a file in, a :class:`Document` out."""

from __future__ import annotations

from pathlib import Path

from cpcj.resolutions.model import Document
from cpcj.resolutions.readers import read_source
from cpcj.resolutions.source import UnreadableError
from cpcj.resolutions.structure import structure


def read_document(path_or_bytes: str | Path | bytes, name: str | None = None) -> Document:
    """Return the document that a file holds, whatever its form.

    Args:
        path_or_bytes: the path of a file, or the bytes of one.
        name: the file's name for messages; by default the path's own name.

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
    return structure(read_source(data, called))
