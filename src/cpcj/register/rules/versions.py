"""When two readings are one version of a text: by a digest of its words.

The digest covers what is printed and nothing that a reader derives or that the form of the file
decides: no spans of the source, no italics, no doubts. The same text from a PDF and from a Word
file is one version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from cpcj.resolutions.model import BodyItem, Heading, Note, Text


def text_digest(text: Text) -> str:
    """Return the digest of a text's words: title, paragraphs with numbers, annexes, footnotes."""
    return _digest(_words_of_text(text))


def body_digest(body: Iterable[BodyItem], notes: Iterable[Note]) -> str:
    """Return the digest of the words of a report's procedural part."""
    return _digest([*_words_of_body(body), *_words_of_notes(notes)])


def _digest(words: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for piece in words:
        digest.update(" ".join(piece.split()).encode("utf-8", "surrogatepass") + b"\x00")
    return digest.hexdigest()


def _words_of_text(text: Text) -> Iterator[str]:
    yield text.kind.value
    yield text.title.text
    yield text.organ_line.text
    yield from text.sponsors
    yield from _words_of_body(text.body)
    for annex in text.annexes:
        yield annex.n or ""
        yield annex.title.text if annex.title else ""
        yield from _words_of_body(annex.body)
    yield from _words_of_notes(text.notes)
    yield text.adoption.words.text if text.adoption else ""


def _words_of_body(body: Iterable[BodyItem]) -> Iterator[str]:
    for item in body:
        yield item.n or ""
        if isinstance(item, Heading):
            yield item.words.text
            continue
        yield item.role.value
        yield item.words.text
        yield from _words_of_body(item.points)
        yield item.closing.text if item.closing else ""


def _words_of_notes(notes: Iterable[Note]) -> Iterator[str]:
    for note in notes:
        yield note.mark
        yield note.words.text
