"""A file read by the library, ready to be stored: no database, safe to do in another process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cpcj
from cpcj.register.rules.versions import body_digest, text_digest
from cpcj.resolutions.act import Act
from cpcj.resolutions.citations import PlacedCitation, citations_in_text
from cpcj.resolutions.identifier import document_id, is_made, text_id
from cpcj.resolutions.model import (
    Annex,
    BodyItem,
    Document,
    DocumentKind,
    Doubt,
    Note,
    Passage,
    Standing,
)
from cpcj.resolutions.procedure import Proceedings, proceedings
from cpcj.resolutions.source import UnreadableError

READER = cpcj.__version__
"""Version of the reader; stored with every record it makes."""

PROCEDURE = "procedure"
"""Part of a document that holds the procedural paragraphs of a report."""

LONGEST_IDENTIFIER = 255
LARGEST_FILE = 64 << 20
"""Bytes of a file that the register takes."""


@dataclass(frozen=True, slots=True)
class TextRead:
    """One text of a document with all that was derived from it.

    A report's procedural part, and a document in which no text could be read, come as texts too, so
    that they are held, searched and shown like the others.

    Attributes:
        identifier, made: stable identifier, and whether it is no document symbol.
        part: which text of its document; empty for a single one.
        prefix: what stands before ``#`` in the identifiers of its provisions.
        kind, standing, title … adoption: as in the model.
        digest: of its words.
    """

    identifier: str
    made: bool
    part: str
    prefix: str
    kind: str
    standing: Standing
    title: Passage
    organ_line: Passage
    symbol: str | None
    number: str | None
    sponsors: tuple[str, ...]
    body: tuple[BodyItem, ...]
    annexes: tuple[Annex, ...]
    notes: tuple[Note, ...]
    adoption: tuple[int | None, str | None, str]
    digest: str
    doubts: tuple[Doubt, ...] = ()
    acts: tuple[Act, ...] = ()
    citations: tuple[PlacedCitation, ...] = ()
    procedure: tuple[Proceedings, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file with what was read in it; ``digest`` is SHA-256 of ``content``."""

    name: str
    content: bytes
    digest: str
    identifier: str
    document: Document
    texts: tuple[TextRead, ...]
    reader: str = READER


def content_digest(content: bytes) -> str:
    """Return the digest by which the same file is known again."""
    return hashlib.sha256(content).hexdigest()


def read_path(path: Path) -> FileRead:
    """Read a file; see :func:`read_content`.

    Raises:
        UnreadableError: it cannot be read.
        OSError: it cannot be opened.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise _too_large(path.name)
    return read_content(path.read_bytes(), path.name)


def read_content(content: bytes, name: str, language: str = "") -> FileRead:
    """Read the bytes of a file with the library: structure, acts, citations.

    Args:
        content: the bytes.
        name: the file's name.
        language: ISO 639-2 code of its language where a person said it.

    Raises:
        UnreadableError: it cannot be read; the error says why.
    """
    # The library is loaded where files are read, not where pages are served.
    from cpcj.resolutions.acts import acts_of_text
    from cpcj.resolutions.reading import read_document

    if len(content) > LARGEST_FILE:
        raise _too_large(name)
    document = read_document(content, name, language or None)
    citations = {text.id: citations_in_text(text, document) for text in document.texts}
    acts = [
        act for text in document.texts for act in acts_of_text(text, document, citations[text.id])
    ]
    return file_read(content, name, document, tuple(acts), citations)


def _too_large(name: str) -> UnreadableError:
    reason = f"larger than {LARGEST_FILE >> 20} megabytes; divide it"
    return UnreadableError(name, reason)


def file_read(
    content: bytes,
    name: str,
    document: Document,
    acts: tuple[Act, ...] = (),
    citations: Mapping[str | None, tuple[PlacedCitation, ...]] | None = None,
) -> FileRead:
    """Put together what was read, text by text.

    Raises:
        UnreadableError: an identifier is too long to be one.
    """
    identifier = document_id(document)
    texts = tuple(_texts(document, identifier, acts, citations or {}))
    if any(len(text.identifier) > LONGEST_IDENTIFIER for text in texts):
        raise UnreadableError(name, "its symbol is too long to be one")
    return FileRead(name, content, content_digest(content), identifier, document, texts)


def _texts(
    document: Document,
    identifier: str,
    acts: tuple[Act, ...],
    citations: Mapping[str | None, tuple[PlacedCitation, ...]],
) -> Iterator[TextRead]:
    procedure = bool(document.procedure) or not document.texts
    told = proceedings(document)
    if procedure:
        yield _procedure(document, identifier, tuple(one for one in told if not one.held))
    for text in document.texts:
        own_doubts = tuple(
            doubt
            for doubt in document.doubts
            if doubt.text == text.id and not (procedure and doubt.text is None)
        )
        if not procedure and len(document.texts) > 1 and text is document.texts[0]:
            own_doubts += tuple(doubt for doubt in document.doubts if doubt.text is None)
        whole = text_id(document, text)
        adoption = text.adoption
        yield TextRead(
            identifier=whole,
            made=is_made(whole),
            part=text.id or "",
            prefix=whole,
            kind=text.kind.value,
            standing=document.standing(text),
            title=text.title,
            organ_line=text.organ_line,
            symbol=text.symbol or (document.symbol if text.id is None else None),
            number=text.number,
            sponsors=text.sponsors,
            body=text.body,
            annexes=text.annexes,
            notes=text.notes,
            adoption=(
                (None, None, "")
                if adoption is None
                else (
                    adoption.meeting,
                    None if adoption.date is None else adoption.date.isoformat(),
                    adoption.words.text,
                )
            ),
            digest=text_digest(text),
            doubts=own_doubts,
            acts=tuple(act for act in acts if act.text == text.id),
            citations=citations.get(text.id, ()),
            procedure=tuple(one for one in told if one.held and one.text == text.id),
        )


def _procedure(document: Document, identifier: str, told: tuple[Proceedings, ...]) -> TextRead:
    adopted = document.kind in (DocumentKind.RESOLUTION, DocumentKind.DECISION)
    recommended = document.kind is DocumentKind.COMMITTEE_REPORT
    return TextRead(
        identifier=f"{identifier}!{PROCEDURE}" if document.texts else identifier,
        made=is_made(identifier),
        part=PROCEDURE,
        prefix=identifier,
        kind=document.kind.value,
        standing=(
            Standing.ADOPTED if adopted else Standing.RECOMMENDED if recommended
            else Standing.PROPOSED
        ),
        title=Passage(document.title or ""),
        organ_line=Passage(""),
        symbol=document.symbol,
        number=None,
        sponsors=(),
        body=document.procedure,
        annexes=(),
        notes=document.notes,
        adoption=(None, None, ""),
        digest=body_digest(document.procedure, document.notes),
        doubts=tuple(doubt for doubt in document.doubts if doubt.text is None),
        procedure=told,
    )  # fmt: skip


__all__ = [
    "READER",
    "FileRead",
    "TextRead",
    "content_digest",
    "file_read",
    "read_content",
    "read_path",
]
