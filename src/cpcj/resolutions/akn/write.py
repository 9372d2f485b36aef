"""Documents written as Akoma Ntoso, valid against the strict schema whatever was read.

The profile is that of the United Nations guidelines (AKN4UN): a text is a ``statement`` inside the
``documentCollection`` that was printed, or a component of a ``debateReport``. The XML is put
together as text: every string passes through :mod:`cpcj.resolutions.akn.words`, and the test-suite
validates it for documents made at random. :func:`cpcj.resolutions.akn.read.from_akn` turns it back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from cpcj.resolutions.akn import iri
from cpcj.resolutions.akn.labels import (
    id_label,
    number_inline,
    point_attributes,
    unnumbered,
    verb,
)
from cpcj.resolutions.akn.meta import declared, metadata
from cpcj.resolutions.akn.names import (
    AKN,
    FIELD_ELEMENTS,
    FIELD_INLINES,
    OWN,
    STATEMENT_NAMES,
)
from cpcj.resolutions.akn.words import NoteScope, Reference, attribute, escape, inline
from cpcj.resolutions.citation import Citation
from cpcj.resolutions.citations import citer
from cpcj.resolutions.model import (
    Adoption,
    Annex,
    BodyItem,
    Document,
    DocumentKind,
    Heading,
    Note,
    Paragraph,
    Passage,
    Provision,
    Role,
    Text,
    provisions,
    text_provisions,
)

_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{AKN}" xmlns:cpcj="{OWN}">\n'
_SECTIONS = ("section", "subsection")
_SECTION_IDS = {"section": "sec", "subsection": "subsec", "level": "lvl"}
_EMPTY = Passage("")
_OWN = re.compile(r'<ref href="\\u\{0\}(\d+)">')
"""A reference to a paragraph of the same text; in words "<" is escaped, so none look like it."""


Citer = Callable[[Passage], Iterable[Citation]]
"""Gives the citations of a passage of the document; their spans point into its text."""


def to_akn(document: Document, citations: Citer | None = None) -> bytes:
    """Return a document as Akoma Ntoso in UTF-8.

    Args:
        document: any document.
        citations: gives what a passage cites, to be written as ``<ref>``; found here where None is
            given.

    Returns:
        XML that is valid against the strict schema of Akoma Ntoso 1.0.
    """
    return _Writer(document, citations or citer(document)).write().encode("utf-8")


class _Section(NamedTuple):
    """An open section: its heading's level, its tag and its ``eId``."""

    level: int
    tag: str
    id: str


class _Scope:
    """The provisions of one text: those still to be written, and what the others are called."""

    __slots__ = ("ahead", "identifiers", "known")

    def __init__(self, provisions: Iterable[Provision]) -> None:
        names = [provision.id for provision in provisions]
        self.known = frozenset(names)
        self.ahead = iter(names)
        self.identifiers: dict[str, str] = {}


class _Writer:
    """Writes one document: ``out`` grows, ``ids`` keeps every ``eId`` unique."""

    def __init__(self, document: Document, citations: Citer) -> None:
        self.document = document
        self.citations = citations
        self.scope = _Scope(())
        self.scopes: list[tuple[_Scope, str]] = []  # what each reference to an own paragraph means
        self.out: list[str] = [_HEAD]
        # Each eId with the count of the last one made from it, so that repeats stay cheap.
        self.ids: dict[str, int] = dict.fromkeys(declared(document), 1)
        self.notes = NoteScope((), "", self.references)
        self.prefix = ""

    def write(self) -> str:
        document, out = self.document, self.out
        report = document.kind is DocumentKind.COMMITTEE_REPORT or bool(document.procedure)
        # In a collection the identifiers without prefix belong to its text.
        self.open_scope("" if report else "cover__", document.notes, provisions(document.procedure))
        date = None if document.date is None else document.date.isoformat()
        meta_at = len(out) + 1
        if report:
            out.append('<debateReport name="report">\n')
        else:
            out.append('<documentCollection name="publication">\n')
        out.append("")
        self.document_preface()
        if report:
            out.append("<mainBody>\n")
            self.body(document.procedure, "", Role.PROCEDURAL)
            out.append("</mainBody>\n")
        left = self.notes.unplaced()
        work = iri.document_iri(document)
        out[meta_at] = metadata(document, work, date, left, root=True)
        if report:
            self.components("components", prefixed=True)
            out.append("</debateReport>\n")
        else:
            self.components("collectionBody", prefixed=len(document.texts) > 1)
            out.append("</documentCollection>\n")
        out.append("</akomaNtoso>\n")
        written = "".join(out)
        return _OWN.sub(self.own_reference, written) if self.scopes else written

    # The printed document

    def document_preface(self) -> None:
        """Write the masthead: each field that is printed as one inline of its own paragraph."""
        document, out = self.document, self.out
        out.append(f"<preface>\n<p><docType>{escape(document.kind.value)}</docType></p>\n")
        for name, tag in FIELD_ELEMENTS:
            value = getattr(document, name)
            if value is not None:
                out.append(f"<p><{tag}>{escape(value)}</{tag}></p>\n")
        if document.session is not None:
            out.append(f'<p><session value="{document.session}">{document.session}</session></p>\n')
        if document.date is not None:
            iso = document.date.isoformat()
            out.append(f'<p><docDate date="{iso}">{iso}</docDate></p>\n')
        for name, tag in FIELD_INLINES:
            value = getattr(document, name)
            if value is not None:
                out.append(f'<p><inline name="{tag}">{escape(value)}</inline></p>\n')
        if document.origin is not None:
            out.append(f'<p class="origin">{self.words(document.origin)}</p>\n')
        out.append("</preface>\n")

    def components(self, tag: str, *, prefixed: bool) -> None:
        """Write the texts of the document as components."""
        texts = self.document.texts
        if not texts and tag == "components":
            return
        self.out.append(f"<{tag}>\n")
        if not texts:
            # A collection may not be empty: what was printed could not be read.
            self.out.append("<component><interstitial/></component>\n")
        for place, text in enumerate(texts, start=1):
            component = self.unique(f"cmp_{place}")
            self.out.append(f'<component eId="{component}">')
            if text.id is not None:
                self.out.append(f"<num>{escape(text.id)}</num>")
            self.out.append("\n")
            self.statement(text, f"{component}__" if prefixed else "")
            self.out.append("</component>\n")
        self.out.append(f"</{tag}>\n")

    # One text

    def statement(self, text: Text, prefix: str) -> None:
        """Write one resolution or decision."""
        out = self.out
        self.open_scope(prefix, text.notes, text_provisions(text))
        out.append(f'<statement name="{STATEMENT_NAMES[text.kind]}">\n')
        meta_at = len(out)
        out.append("")
        self.text_preface(text)
        start = self.preamble(text)
        out.append("<mainBody>\n")
        self.body(text.body, prefix, Role.OPERATIVE, start)
        out.append("</mainBody>\n")
        if text.adoption is not None:
            self.conclusions(text.adoption)
        known = iri.text_date(self.document, text)
        date = None if known is None else known.isoformat()
        work = iri.text_iri(self.document, text)
        if text.annexes:
            out.append("<attachments>\n")
            for place, annex in enumerate(text.annexes, start=1):
                self.annex(annex, iri.annex_iri(work, place), date, place)
            out.append("</attachments>\n")
        out.append("</statement>\n")
        out[meta_at] = metadata(self.document, work, date, self.notes.unplaced())

    def text_preface(self, text: Text) -> None:
        """Write number, symbol, title and sponsors."""
        out = self.out
        out.append("<preface>\n")
        if text.number is not None:
            out.append(f"<p><docNumber>{escape(text.number)}</docNumber></p>\n")
        if text.symbol is not None:
            out.append(f'<p><docNumber class="symbol">{escape(text.symbol)}</docNumber></p>\n')
        out.append(f"<p><docTitle>{self.words(text.title)}</docTitle></p>\n")
        if text.sponsors:
            names = ", ".join(
                f"<docProponent>{escape(name)}</docProponent>" for name in text.sponsors
            )
            out.append(f'<p class="sponsors">{names}</p>\n')
        out.append("</preface>\n")

    def preamble(self, text: Text) -> int:
        """Write the enacting words and the preambular paragraphs that open the body.

        Returns:
            The place in the body of the first item that is not of the preamble.
        """
        out, body = self.out, text.body
        start = 0
        while start < len(body) and _is_preambular(body[start]):
            start += 1
        formula = text.organ_line != _EMPTY
        if not (formula or start):
            return 0
        out.append("<preamble>\n")
        if formula:
            words = self.words(text.organ_line)
            out.append(f'<formula name="enactingFormula"><p>{words}</p></formula>\n')
        for place, item in enumerate(body[:start], start=1):
            if isinstance(item, Paragraph):
                self.container(item, self.prefix, place, "")
        out.append("</preamble>\n")
        return start

    def container(self, paragraph: Paragraph, prefix: str, place: int, attributes: str) -> None:
        """Write a preambular paragraph."""
        identifier = self.name(self.unique(f"{prefix}preamble__container_{place}"))
        own = unnumbered(paragraph, place)
        self.out.append(
            f'<container name="{attribute(verb(paragraph.words))}" eId="{identifier}"'
            f"{attributes}{own}><p>{number_inline(paragraph)}{self.words(paragraph.words)}</p>"
        )
        self.block_list(paragraph, identifier)
        self.out.append("</container>\n")

    def block_list(self, paragraph: Paragraph, identifier: str) -> None:
        """Write the points of a preambular paragraph, where only blocks may stand."""
        out, closing = self.out, paragraph.closing
        if paragraph.points:
            inner = self.unique(f"{identifier}__list_1")
            out.append(f'<blockList eId="{inner}">')
            for place, point in enumerate(paragraph.points, start=1):
                label = id_label(point.n) or f"nn-{place}"
                item = self.name(self.unique(f"{inner}__item_{label}"))
                number = f"<num>{escape(point.n)}</num>" if point.numbered else ""
                out.append(
                    f'<item eId="{item}"{point_attributes(point)}>{number}'
                    f"<p>{self.words(point.words)}</p>"
                )
                self.block_list(point, item)
                out.append("</item>")
            if closing is not None:
                out.append(f"<listWrapUp>{self.words(closing)}</listWrapUp>")
            out.append("</blockList>")
        elif closing is not None:
            out.append(f'<p class="wrapUp">{self.words(closing)}</p>')

    def conclusions(self, adoption: Adoption) -> None:
        """Write the adoption line."""
        own = ""
        found: tuple[Reference, ...] = ()
        if adoption.meeting is not None:
            own += f' cpcj:meeting="{adoption.meeting}"'
        if adoption.date is not None:
            own += f' cpcj:date="{adoption.date.isoformat()}"'
            printed = f"{adoption.date.day} {adoption.date:%B} {adoption.date.year}"
            place = adoption.words.text.find(printed)
            if place >= 0:
                iso = adoption.date.isoformat()
                found = (Reference(place, place + len(printed), iso, "docDate", "date"),)
        words = inline(adoption.words, self.notes.mark, found)
        self.out.append(f'<conclusions><p class="adoption"{own}>{words}</p></conclusions>\n')

    def annex(self, annex: Annex, work: str, date: str | None, place: int) -> None:
        """Write an annex as an attachment; its footnotes are those of its text."""
        out = self.out
        identifier = self.unique(f"{self.prefix}att_{place}")
        out.append(f'<attachment eId="{identifier}">\n<doc name="annex">\n')
        out.append(metadata(self.document, work, date, ""))
        if annex.n is not None or annex.title is not None:
            out.append("<preface>")
            if annex.n is not None:
                out.append(f"<p><docNumber>{escape(annex.n)}</docNumber></p>")
            if annex.title is not None:
                out.append(f"<p><docTitle>{self.words(annex.title)}</docTitle></p>")
            out.append("</preface>\n")
        out.append("<mainBody>\n")
        self.body(annex.body, f"{identifier}__", Role.BODY)
        out.append("</mainBody>\n</doc>\n</attachment>\n")

    # Bodies

    def body(self, items: tuple[BodyItem, ...], prefix: str, role: Role, start: int = 0) -> None:
        """Write a body from its ``start``: headings open sections that hold what follows.

        Args:
            items: the whole body.
            prefix: put before each ``eId``.
            role: what a paragraph is here where nothing says otherwise.
            start: the place of the first item to write; those before are written already.
        """
        out = self.out
        sections: list[_Section] = []
        unnumbered = Counter(
            item.role for item in items[:start] if isinstance(item, Paragraph) and not item.numbered
        )
        for item in items[start:]:
            if isinstance(item, Heading):
                while sections and sections[-1].level >= item.level:
                    out.append(f"</{sections.pop().tag}>\n")
                sections.append(self.section(item, prefix, sections))
                continue
            if not item.numbered:
                unnumbered[item.role] += 1
            place = unnumbered[item.role]
            if item.role is not Role.PREAMBULAR:
                above = sections[-1].id if sections else ""
                self.paragraph(item, prefix, above, role, place)
            elif sections:
                self.cross_heading(item, prefix, place)
            else:
                self.container(item, prefix, place, ' refersTo="#preamble"')
        if len(items) == start:
            # A body may not be empty.
            out.append("<p/>\n")
        out.extend(f"</{section.tag}>\n" for section in reversed(sections))

    def section(self, heading: Heading, prefix: str, above: list[_Section]) -> _Section:
        """Open a section inside those ``above``."""
        depth = len(above) + 1
        tag = _SECTIONS[depth - 1] if depth <= len(_SECTIONS) else "level"
        label = id_label(heading.n or "") or "nn"
        outer = f"{above[-1].id}__" if above else prefix
        identifier = self.unique(f"{outer}{_SECTION_IDS[tag]}_{label}")
        level = "" if heading.level == depth else f' cpcj:level="{heading.level}"'
        number = "" if heading.n is None else f"<num>{escape(heading.n)}</num>"
        self.out.append(
            f'<{tag} eId="{identifier}"{level}>{number}'
            f"<heading>{self.words(heading.words)}</heading>\n"
        )
        return _Section(heading.level, tag, identifier)

    def cross_heading(self, paragraph: Paragraph, prefix: str, place: int) -> None:
        """Write a preambular paragraph inside a section; its points follow as a list."""
        identifier = self.name(self.unique(f"{prefix}preamble__crossHeading_{place}"))
        self.out.append(
            f'<crossHeading eId="{identifier}" refersTo="#preamble"'
            f"{unnumbered(paragraph, place)}>"
            f"{number_inline(paragraph)}{self.words(paragraph.words)}</crossHeading>\n"
        )
        if paragraph.points or paragraph.closing is not None:
            inner = self.unique(f"{identifier}__list_1")
            self.out.append(f'<list eId="{inner}" refersTo="#preamble">')
            self.points(paragraph, inner)
            self.out.append("</list>\n")

    def paragraph(
        self, paragraph: Paragraph, prefix: str, section: str, role: Role, place: int
    ) -> None:
        """Write an operative or procedural paragraph, or one of an annex."""
        # Numbers that run on through all sections name a paragraph alone; restarted ones do not.
        label = id_label(paragraph.n) or "nn"
        if not paragraph.numbered and paragraph.role is not Role.OPERATIVE:
            label = f"nn-{label}"
        identifier = f"{prefix}para_{label}"
        if identifier in self.ids and section:
            identifier = f"{section}__para_{label}"
        identifier = self.name(self.unique(identifier))
        own = unnumbered(paragraph, place)
        if paragraph.role is not role:
            own += f' cpcj:role="{paragraph.role.value}"'
        number = ""
        if paragraph.numbered:
            number = f"<num>{escape(paragraph.n)}.</num>"
        self.out.append(f'<paragraph eId="{identifier}"{own}>{number}')
        self.content(paragraph, identifier)
        self.out.append("</paragraph>\n")

    def content(self, paragraph: Paragraph, identifier: str) -> None:
        """Write the words of a paragraph or point: alone, or as the lead-in of a list."""
        words = self.words(paragraph.words)
        if not paragraph.points and paragraph.closing is None:
            self.out.append(f"<content><p>{words}</p></content>")
            return
        inner = self.unique(f"{identifier}__list_1")
        self.out.append(f'<list eId="{inner}"><intro><p>{words}</p></intro>')
        self.points(paragraph, inner)
        self.out.append("</list>")

    def points(self, paragraph: Paragraph, identifier: str) -> None:
        """Write the points of a list and its closing words."""
        out = self.out
        for place, point in enumerate(paragraph.points, start=1):
            label = id_label(point.n) or f"nn-{place}"
            inner = self.name(self.unique(f"{identifier}__point_{label}"))
            number = f"<num>{escape(point.n)}</num>" if point.numbered else ""
            out.append(f'\n<point eId="{inner}"{point_attributes(point)}>{number}')
            self.content(point, inner)
            out.append("</point>")
        if paragraph.closing is not None:
            out.append(f"<wrapUp><p>{self.words(paragraph.closing)}</p></wrapUp>")

    # Words

    def open_scope(self, prefix: str, notes: tuple[Note, ...], within: Iterable[Provision]) -> None:
        """Begin a text: its footnotes, its provisions, and the prefix of its identifiers."""
        self.prefix = prefix
        self.scope = _Scope(within)
        self.notes = NoteScope(notes, prefix, self.references)

    def words(self, passage: Passage) -> str:
        """Return a passage as inline XML."""
        return inline(passage, self.notes.mark, self.references(passage))

    def references(self, passage: Passage) -> tuple[Reference, ...]:
        """Return the citations of a passage that have an IRI."""
        found = []
        for citation in self.citations(passage):
            href = iri.citation_iri(citation)
            own = (citation.id or "").removeprefix("#")
            if own != citation.id and own in self.scope.known:
                # The paragraph may still lie ahead: what it is called is known at the end.
                href = f"\0{len(self.scopes)}"
                self.scopes.append((self.scope, own))
            if href is not None:
                found.append(Reference(citation.span.start, citation.span.end, href))
        return tuple(found)

    def own_reference(self, match: re.Match[str]) -> str:
        """Return a reference to a paragraph of the same text by what that is called."""
        scope, provision = self.scopes[int(match[1])]
        return f'<ref href="#{scope.identifiers[provision]}">'

    def name(self, identifier: str) -> str:
        """Keep what the next provision of the body at hand is called."""
        self.scope.identifiers[next(self.scope.ahead)] = identifier
        return identifier

    def unique(self, identifier: str) -> str:
        """Return an ``eId`` that no other element has, with a count where it is taken."""
        if identifier in self.ids:
            count = self.ids[identifier] + 1
            while f"{identifier}_{count}" in self.ids:
                count += 1
            self.ids[identifier] = count
            identifier = f"{identifier}_{count}"
        self.ids[identifier] = 1
        return identifier


def _is_preambular(item: BodyItem) -> bool:
    return isinstance(item, Paragraph) and item.role is Role.PREAMBULAR
