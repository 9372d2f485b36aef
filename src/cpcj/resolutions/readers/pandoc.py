"""Word, OpenDocument, HTML and RTF in, :class:`Source` out, through pandoc's document tree.

Pandoc knows these forms and keeps what matters here: footnotes, italics, lists with their numbers,
tables. It runs in a process of its own, without network and files, bounded in time and memory, and
sees only what :mod:`.archives` has checked.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

import pypandoc

from cpcj.resolutions.readers import confined
from cpcj.resolutions.readers.archives import open_package, word_furniture
from cpcj.resolutions.readers.tree import read_tree
from cpcj.resolutions.source import Source, UnreadableError

MAX_HTML = 32_000_000
LEAST_SECONDS, MOST_SECONDS = 15.0, 60.0
BYTES_A_SECOND = 100_000
MEMORY = "1g"

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE
)
_HEAD = 4096


def read(data: bytes, name: str) -> Source:
    """Return the source of a Word (.docx), OpenDocument (.odt), HTML or RTF file.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        UnreadableError: it cannot be read; the message says why and what to do.
    """
    furniture: tuple[str, ...] = ()
    if data.startswith(b"PK"):
        package = open_package(data, name)
        form, content = package.form, package.archive()
        furniture = word_furniture(package)
    elif data.lstrip()[:5] == b"{\\rtf":
        form, content = "rtf", _bounded(data, name)
    else:
        form, content = "html", _html(_bounded(data, name), name)
    try:
        tree: dict[str, Any] = json.loads(_convert(content, form, name))
        source = read_tree(tree["blocks"], name, furniture)
    except (RecursionError, KeyError, TypeError, ValueError) as error:
        raise UnreadableError(
            name,
            "its parts are nested beyond measure: save it again from the program it was written "
            "with",
        ) from error
    if not source.text.strip():
        raise UnreadableError(name, "it holds no words; give a file that holds a text")
    return source


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MAX_HTML:
        raise UnreadableError(
            name,
            f"the file has {len(data):,} bytes, more than the {MAX_HTML:,} that are read at "
            "once; split it into its documents",
        )
    return data


def _html(data: bytes, name: str) -> bytes:
    """Return a web page in UTF-8: by its byte order mark, by what it declares, else as Windows."""
    encodings = ["utf-8-sig"]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif declared := _CHARSET.search(data[:_HEAD]):
        encodings.insert(0, declared[1].decode("ascii"))
    encodings.append("cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (LookupError, ValueError):
            continue
        if 200 * text.count("\x00") <= len(text):
            return text.replace("\x00", "").encode("utf-8", "replace")
    raise UnreadableError(name, "the file holds binary data, not a web page")


def _convert(content: bytes, form: str, name: str) -> bytes:
    """Return pandoc's document tree, as JSON."""
    command = [pypandoc.get_pandoc_path(), "--from", form, "--to", "json", "--sandbox"]
    command += ["+RTS", f"-M{MEMORY}", "-RTS"]
    seconds = min(MOST_SECONDS, LEAST_SECONDS + len(content) // BYTES_A_SECOND)
    return confined.run(command, content, name, seconds=seconds)
