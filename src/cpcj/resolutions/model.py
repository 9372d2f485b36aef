"""The document model: what a United Nations text is once it has been read.

Everything here is frozen and typed. Words are held in :class:`Passage`, the one place where text,
footnote marks, italics and the way back to the file live together. Two fields never take part in
equality, because another reading of the same words may differ in them: ``Passage.source`` (where in
the file the words stood) and ``Document.doubts``.

Offsets are Unicode code points, half open: ``text[start:end]``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of one string: ``text[start:end]``, in code points."""

    start: int
    end: int


class SourcePiece(NamedTuple):
    """``text[start:end]`` of a passage was read from that stretch of the decoded file.

    The two lengths differ where the reading changed something (a joined hyphenation, an escaped
    underscore). Characters that the reading put in (the space for a line break) belong to no piece.
    """

    start: int
    end: int
    source_start: int
    source_end: int


class NoteMark(NamedTuple):
    """A footnote mark that stood before ``text[at]``; ``mark`` is the number or sign as printed."""

    at: int
    mark: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as printed, joined across lines and pages, without what is not words.

    Attributes:
        text: the words; no footnote marks, links, emphasis signs or line breaks.
        marks: the footnote marks that stood in them, in order of place.
        emphasis: what was printed in italics, in order, not overlapping; empty where the form of
            the file shows none (a plain text layer).
        source: the pieces of the file the words came from, in order.
    """

    text: str
    marks: tuple[NoteMark, ...] = ()
    emphasis: tuple[Span, ...] = ()
    source: tuple[SourcePiece, ...] = field(default=(), compare=False)


class Role(StrEnum):
    """What a paragraph is in its text."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    POINT = "point"
    PROCEDURAL = "procedural"  # numbered paragraph of a committee report
    BODY = "body"  # unnumbered paragraph of an annex or declaration


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or point, with the points below it to any depth.

    Attributes:
        role: what it is.
        n: its number as printed without full stop ("7", "12 bis", "(a)", "(iii)"); where none is
            printed, its place among its unnumbered like ("1", "2" …). Unnumbered points
            (dashes, bullets, quoted blocks) have "" .
        numbered: whether the number is printed.
        words: its own words; with points, the lead-in.
        points: the sub-paragraphs.
        closing: words of the paragraph that follow its last point.
    """

    role: Role
    n: str
    numbered: bool
    words: Passage
    points: tuple[Paragraph, ...] = ()
    closing: Passage | None = None

    def passages(self) -> Iterator[Passage]:
        """Yield every passage of the paragraph in reading order."""
        yield self.words
        for point in self.points:
            yield from point.passages()
        if self.closing is not None:
            yield self.closing

    @property
    def full(self) -> str:
        """Return lead-in, points and closing words, joined by one line feed each."""
        return "\n".join(passage.text for passage in self.passages())


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading between paragraphs: a section ("II", "Corruption"), an annex's chapter or article.

    ``level`` is 1 for the outermost; ``n`` is the printed number ("II", "A", "Article 5") or None.
    """

    level: int
    n: str | None
    words: Passage


BodyItem = Paragraph | Heading


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark as printed and its words."""

    mark: str
    words: Passage


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex to a text. ``n`` is its printed number ("I", "II") or None for a single one."""

    n: str | None
    title: Passage | None
    body: tuple[BodyItem, ...]


@dataclass(frozen=True, slots=True)
class Adoption:
    """The adoption line: "73rd plenary meeting", its date and, where printed, its place."""

    meeting: int | None
    date: dt.date | None
    words: Passage


class TextKind(StrEnum):
    """Kinds of texts that a document carries."""

    DRAFT_RESOLUTION = "draft resolution"
    RESOLUTION = "resolution"
    DRAFT_DECISION = "draft decision"
    DECISION = "decision"


class Standing(StrEnum):
    """How far the acts of a text have come."""

    PROPOSED = "proposed"
    RECOMMENDED = "recommended"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Text:
    """One draft resolution, resolution or decision of a document.

    Attributes:
        id: the printed roman number of a draft resolution in a report ("VIII"), "dec1" for its
            first draft decision; None where the document holds one text.
        kind: what it is.
        symbol: document symbol ("A/RES/70/178") where one is printed, else None.
        number: the number as its body prints it ("70/178"), else None.
        title: its title; an empty passage where none is printed.
        sponsors: who submitted it, names as printed.
        organ_line: "The General Assembly," as printed; an empty passage where there is none.
        body: preambular and operative paragraphs and section headings in printed order.
        annexes: the annexes, in order.
        notes: its footnotes, in order of print.
        adoption: the adoption line, None in a draft.
    """

    id: str | None
    kind: TextKind
    title: Passage
    organ_line: Passage
    body: tuple[BodyItem, ...]
    symbol: str | None = None
    number: str | None = None
    sponsors: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    notes: tuple[Note, ...] = ()
    adoption: Adoption | None = None

    @property
    def preambular(self) -> tuple[Paragraph, ...]:
        """The preambular paragraphs in order, those inside sections included."""
        return tuple(p for p in self.body if isinstance(p, Paragraph) and p.role is Role.PREAMBULAR)

    @property
    def operative(self) -> tuple[Paragraph, ...]:
        """The operative paragraphs in order."""
        return tuple(p for p in self.body if isinstance(p, Paragraph) and p.role is Role.OPERATIVE)


class DocumentKind(StrEnum):
    """Kinds of printed documents."""

    DRAFT_RESOLUTION = "draft resolution"
    REVISED_DRAFT_RESOLUTION = "revised draft resolution"
    AMENDMENT = "amendment"
    RESOLUTION = "resolution"
    DECISION = "decision"
    COMMITTEE_REPORT = "committee report"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that could not be read with confidence.

    Attributes:
        code: what kind of doubt, in kebab case ("mark-without-note", "numbering-gap", "not-read").
        message: the doubt in words, naming the place a person would look.
        text: ``Text.id`` of the text concerned, None for the document or its single text.
        provision: the provision ("op7(a)"), None where it concerns no single one.
        source: the place in the decoded file, where there is one.
    """

    code: str
    message: str
    text: str | None = None
    provision: str | None = None
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A printed document and the texts it carries.

    Attributes:
        kind: what was printed.
        symbol: its document symbol as printed, else None.
        organ: "General Assembly", "Economic and Social Council", "Security Council" …, else None.
        committee: "Third Committee" …, else None.
        session: number of the session, else None. Councils that count by years have the year.
        agenda_item: as printed ("106", "68 (b)"), else None.
        agenda_title: the item's title, else None.
        distribution: "General", "Limited" …, else None.
        date: the date in the masthead; for an adopted text without one, the date of adoption.
        title: the document's title; of a single text, the text's.
        language: ISO 639-2 code of the language it is written in.
        original_language: as printed ("English"), else None.
        origin: the line that says whence it comes ("[on the report of the Third Committee
            (A/70/490)]"), else None.
        procedure: a report's headings and numbered paragraphs before and between its texts, and
            what a compilation says before the first of its resolutions; empty otherwise.
        texts: the texts in order.
        notes: footnotes of the procedural part.
        doubts: what could not be read with confidence.
    """

    kind: DocumentKind
    texts: tuple[Text, ...]
    symbol: str | None = None
    organ: str | None = None
    committee: str | None = None
    session: int | None = None
    agenda_item: str | None = None
    agenda_title: str | None = None
    distribution: str | None = None
    date: dt.date | None = None
    title: str | None = None
    language: str = "eng"
    original_language: str | None = None
    origin: Passage | None = None
    procedure: tuple[BodyItem, ...] = ()
    notes: tuple[Note, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=(), compare=False)

    def standing(self, text: Text) -> Standing:
        """Return how far the acts of one of its texts have come."""
        if text.kind in (TextKind.RESOLUTION, TextKind.DECISION):
            return Standing.ADOPTED
        if self.kind is DocumentKind.COMMITTEE_REPORT:
            return Standing.RECOMMENDED
        return Standing.PROPOSED


class Provision(NamedTuple):
    """A provision of a text with its stable identifier inside it ("pp12", "op46(a)(i)")."""

    id: str
    paragraph: Paragraph


def provisions(body: tuple[BodyItem, ...], prefix: str = "") -> Iterator[Provision]:
    """Yield every paragraph and point of a body with its identifier, in reading order.

    Preambular paragraphs count through the whole body. Where operative numbers restart under a
    section heading (an omnibus resolution), those after the first run carry the section
    ("sectII/op1"), so that identifiers stay unique. An unnumbered point counts by its place
    ("op3(-2)"). A repeated identifier gets a tilde and a count ("op7~2"), never lost.

    Args:
        body: ``Text.body``, ``Annex.body`` or ``Document.procedure``.
        prefix: put before each identifier ("annex2/").
    """
    seen: dict[str, int] = {}
    preambular = 0
    section: str | None = None
    restarted = False
    sections = 0

    def unique(identifier: str) -> str:
        count = seen.get(identifier, 0) + 1
        seen[identifier] = count
        return identifier if count == 1 else f"{identifier}~{count}"

    def below(identifier: str, points: tuple[Paragraph, ...]) -> Iterator[Provision]:
        for place, point in enumerate(points, start=1):
            label = point.n if point.n.startswith("(") else f"({point.n})"
            inner = unique(identifier + (label if point.n else f"(-{place})"))
            yield Provision(inner, point)
            yield from below(inner, point.points)

    used_operative: set[str] = set()
    for item in body:
        if isinstance(item, Heading):
            if item.level == 1:
                sections += 1
                section = item.n or str(sections)
                restarted = False
            continue
        if item.role is Role.PREAMBULAR:
            preambular += 1
            identifier = f"pp{preambular}"
        elif item.role is Role.PROCEDURAL:
            identifier = f"p{item.n}"
        elif item.role is Role.BODY:
            identifier = f"para{item.n}"
        else:
            restarted = restarted or item.n in used_operative
            used_operative.add(item.n)
            identifier = f"op{item.n}"
            if restarted and section is not None:
                identifier = f"sect{section}/{identifier}"
        identifier = unique(prefix + identifier)
        yield Provision(identifier, item)
        yield from below(identifier, item.points)


def text_provisions(text: Text) -> Iterator[Provision]:
    """Yield every provision of a text: its body, then its annexes ("annex2/op3")."""
    yield from provisions(text.body)
    for place, annex in enumerate(text.annexes, start=1):
        yield from provisions(annex.body, f"annex{place}/")
