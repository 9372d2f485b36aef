"""Readers: files in whatever form people have them, turned into :class:`Source`.

Each module reads one form and knows nothing about resolutions beyond what decides whether a
paragraph goes on. :func:`read_source` finds out the form by looking into the file.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from cpcj.resolutions.source import Source, UnreadableError

_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds an Office file under a password [MS-OFFCRYPTO, 2.3.4.4]."""

_HEAD = 2048


class _Reader(Protocol):
    def read(self, data: bytes, name: str) -> Source: ...


def _form(data: bytes, name: str) -> str:
    """Return the name of the module that reads a file, by its first bytes and its name."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(_OLD_WORD):
        if _ENCRYPTED in data:
            raise UnreadableError(
                name, "the file is protected by a password; save it without one and try again"
            )
        raise UnreadableError(
            name, "this is a Word file of before 2007 (.doc); save it as .docx and try again"
        )
    lowered = head[:512].lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"{\\rtf")):
        return "pandoc"
    if lowered.startswith((b"<!doctype html", b"<html")) or (
        b"<html" in lowered and lowered[:1] == b"<"
    ):
        return "pandoc"
    if lowered.startswith(b"<") and name.lower().endswith((".html", ".htm", ".xhtml")):
        return "pandoc"
    return "text"


def read_source(data: bytes, name: str) -> Source:
    """Return the blocks, notes and masthead of a file in any form that is read.

    Args:
        data: the bytes of the file.
        name: its name, for messages and, where the bytes do not tell, for its form.

    Raises:
        UnreadableError: the file cannot be read; the message says why and what to do.
    """
    module = import_module(f"{__name__}.{_form(data, name)}")
    return cast("_Reader", module).read(data, name)
