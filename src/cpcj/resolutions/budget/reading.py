"""The front door of the budget's lists: a file in, a :class:`Section` out, whatever its form."""

from __future__ import annotations

from pathlib import Path

from cpcj.resolutions.budget.listing import Section
from cpcj.resolutions.budget.table import MAX_ROWS, read_table
from cpcj.resolutions.budget.tree import read_tree
from cpcj.resolutions.budget.word import read_word
from cpcj.resolutions.source import UnreadableError

MAX_BYTES = 64_000_000
"""Bytes of a file: the Word file of a section with its charts has 1.6 million."""


def read_section(path_or_bytes: str | Path | bytes, name: str | None = None) -> Section:
    """Return the mandates that a file of a budget section lists.

    Args:
        path_or_bytes: the path of a table (CSV), a tree (JSON) or a Word file, or the bytes of one.
        name: the file's name for messages; by default the path's own name.

    Raises:
        UnreadableError: the file is none of these, or holds no list of mandates; the message says
            what is wrong with it.
    """
    if isinstance(path_or_bytes, bytes):
        data, called = path_or_bytes, name or "list"
    else:
        path = Path(path_or_bytes)
        called = name or path.name
        try:
            # One byte more than is read at most says that there are more.
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise UnreadableError(
                called, f"the file cannot be opened ({error.strerror or error})"
            ) from error
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes, which no section of a budget has"
        raise UnreadableError(called, message)
    if data.startswith(b"PK"):
        section = read_word(data, called)
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        section = read_tree(data, called)
    else:
        section = read_table(data, called)
    if not section.rows and not section.treaties:
        why = f": {section.problems[0]}" if section.problems else ""
        raise UnreadableError(called, f"no list of legislative mandates stands in it{why}")
    if len(section.rows) > MAX_ROWS:
        raise UnreadableError(called, f"it lists more than {MAX_ROWS:,} texts, as no section does")
    return section
