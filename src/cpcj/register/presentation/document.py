"""A held text as the library's document, for the files a person saves."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cpcj.register.models import Heading as HeadingRow
from cpcj.register.presentation.reading import passage_of
from cpcj.register.rules.languages import READ
from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations import citer
from cpcj.resolutions.model import (
    Adoption,
    Annex,
    BodyItem,
    Document,
    DocumentKind,
    Doubt,
    Heading,
    Note,
    Paragraph,
    Passage,
    Role,
    Span,
    Text,
    TextKind,
    text_provisions,
)

if TYPE_CHECKING:
    from cpcj.register.models import Provision
    from cpcj.register.queries.texts import TextPage

PROCEDURE = "procedure"


def document_of(page: TextPage) -> Document:
    """Return the version of a text that a page shows as a document that carries it alone.

    Attributes of the printed document are those of its masthead; a report's procedural part comes
    as the report without its draft texts.
    """
    held, printed = page.text, page.text.document
    # The masthead that is held is in the language that leads: of another version its words are not.
    leads = page.version.language == held.language
    body, annexes = _body(page.items)
    notes = tuple(Note(row.mark, passage_of(row.words, row.layout)) for row in page.footnotes)
    of_procedure = held.part == PROCEDURE
    texts = () if of_procedure else (_text(page, body, annexes, notes),)
    return Document(
        kind=_document_kind(printed.kind),
        texts=texts,
        symbol=printed.symbol or None,
        organ=printed.organ_name or None,
        committee=printed.committee or None,
        session=printed.session,
        agenda_item=printed.agenda_item or None,
        agenda_title=printed.agenda_title or None if leads else None,
        distribution=printed.distribution or None if leads else None,
        date=printed.date,
        title=(printed.title if leads else page.version.title) or None,
        language=page.version.language,
        original_language=printed.original_language or None if leads else None,
        origin=Passage(printed.origin) if printed.origin and leads else None,
        procedure=body if of_procedure else (),
        notes=notes if of_procedure else (),
        doubts=tuple(
            Doubt(
                row.code,
                row.message,
                held.part or None,
                row.local or None,
                None
                if row.source_start is None or row.source_end is None
                else Span(row.source_start, row.source_end),
            )
            for row in page.doubts
        ),
    )


def citations_of(page: TextPage, document: Document) -> Callable[[Passage], Iterable[Citation]]:
    """Return what gives the citations in force of the passages of a page's document.

    What officers settled is in it. Of what the register holds no citations of (the procedural part
    of a report, other languages), they are found in the words.

    Args:
        page: the version of a text.
        document: the same, by :func:`document_of`.
    """
    if page.version.language != READ or not document.texts:
        return citer(document)
    placed: dict[tuple[str, int | None, bool], list[Citation]] = {}
    for row in page.citations:
        own = f"{page.text.identifier}#"
        target = row.target.removeprefix(own[:-1]) if row.target.startswith(own) else row.target
        if row.review != "rejected":
            placed.setdefault((row.place, row.note, row.in_closing), []).append(
                Citation(
                    Span(row.start, row.end), CitationKind(row.kind), target or None,
                    row.body or None, row.date, row.pinpoint or None, row.made,
                )
            )  # fmt: skip
    text = document.texts[0]
    found = {id(text.title): placed.get(("title", None, False), [])}
    for local, paragraph in text_provisions(text):
        found[id(paragraph.words)] = placed.get((local, None, False), [])
        if paragraph.closing is not None:
            found[id(paragraph.closing)] = placed.get((local, None, True), [])
    for at, note in enumerate(text.notes, start=1):
        found[id(note.words)] = placed.get(("note", at, False), [])
    return lambda passage: found.get(id(passage), ())


def _document_kind(kind: str) -> DocumentKind:
    return DocumentKind(kind) if kind in set(DocumentKind) else DocumentKind.RESOLUTION


def _text(
    page: TextPage,
    body: tuple[BodyItem, ...],
    annexes: tuple[Annex, ...],
    notes: tuple[Note, ...],
) -> Text:
    held, version = page.text, page.version
    adoption = None
    # Day and meeting are those of the text, in whichever language its version was read.
    first = page.languages[0] if page.languages else version
    meeting = version.adoption_meeting or first.adoption_meeting
    date = version.adoption_date or first.adoption_date
    if version.adoption_words or date or meeting:
        adoption = Adoption(meeting, date, Passage(version.adoption_words))
    return Text(
        id=held.part or None,
        kind=TextKind(held.kind) if held.kind in set(TextKind) else TextKind.RESOLUTION,
        title=passage_of(version.title, version.layout.get("title", {})),
        organ_line=passage_of(version.organ_line, version.layout.get("organ_line", {})),
        body=body,
        symbol=held.symbol or None,
        number=held.number or None,
        sponsors=tuple(version.sponsors),
        annexes=annexes,
        notes=notes,
        adoption=adoption,
    )


def _body(
    items: Sequence[Provision | HeadingRow],
) -> tuple[tuple[BodyItem, ...], tuple[Annex, ...]]:
    body: list[BodyItem] = []
    annexes: dict[int, tuple[HeadingRow | None, list[BodyItem]]] = {}
    at = 0
    while at < len(items):
        row = items[at]
        if isinstance(row, HeadingRow):
            at += 1
            if row.annex and row.level == 0:
                annexes[row.annex] = (row, [])
                continue
            item: BodyItem = Heading(row.level, row.n or None, passage_of(row.words, row.layout))
        else:
            end = at + 1
            while end < len(items) and getattr(items[end], "depth", 0) > row.depth:
                end += 1
            item = _paragraph(row, items[at + 1 : end])  # type: ignore[arg-type]
            at = end
        (annexes.setdefault(row.annex, (None, []))[1] if row.annex else body).append(item)
    drawn = tuple(
        Annex(
            None if title is None or not title.n else title.n,
            None if title is None or not title.words else passage_of(title.words, title.layout),
            tuple(inside),
        )
        for _, (title, inside) in sorted(annexes.items())
    )
    return tuple(body), drawn


def _paragraph(row: Provision, below: Sequence[Provision]) -> Paragraph:
    closing = None
    if row.closing:
        closing = passage_of(row.closing, row.layout.get("closing", {}))
    return Paragraph(
        Role(row.role),
        row.n,
        row.numbered,
        passage_of(row.words, row.layout),
        tuple(_points(row.depth + 1, below)),
        closing,
    )


def _points(depth: int, rows: Sequence[Provision]) -> Iterator[Paragraph]:
    starts = [place for place, row in enumerate(rows) if row.depth == depth]
    for start, end in itertools.pairwise([*starts, len(rows)]):
        yield _paragraph(rows[start], rows[start + 1 : end])
