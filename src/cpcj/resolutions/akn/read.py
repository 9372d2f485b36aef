"""Akoma Ntoso read back into a document.

What :mod:`cpcj.resolutions.akn.write` wrote comes back the same, but for ``source`` and ``doubts``.
Files by others are read as far as they follow the same profile: white space is collapsed in them
and paragraphs without a number count by their place.

The parser loads no entity, no DTD and nothing from the network, and takes no more than
:data:`MAX_BYTES`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from lxml import etree

from cpcj.resolutions.akn.inline import WordReader, local_name, plain_words
from cpcj.resolutions.akn.names import (
    AKN,
    DOCUMENT_KINDS,
    FIELD_ELEMENTS,
    FIELD_INLINES,
    OWN,
    TEXT_KINDS,
)
from cpcj.resolutions.akn.words import from_attribute
from cpcj.resolutions.model import (
    Adoption,
    Annex,
    BodyItem,
    Document,
    DocumentKind,
    Heading,
    Paragraph,
    Passage,
    Role,
    Text,
    TextKind,
)
from cpcj.resolutions.source import UnreadableError

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read."""

_SECTION_TAGS = frozenset(
    {"section", "subsection", "level", "part", "chapter", "article", "division", "title"}
)
_EMPTY = Passage("")
_A = f"{{{AKN}}}"
_O = f"{{{OWN}}}"


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML file, read without entities, DTD or network.

    Raises:
        UnreadableError: the file is too large, is no XML, or declares a document type.
    """
    if len(data) > MAX_BYTES:
        reason = f"the file has {len(data)} bytes, more than {MAX_BYTES}; split it."
        raise UnreadableError(name, reason)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        reason = f"it is no well-formed XML ({error}); save it again from where it was made."
        raise UnreadableError(name, reason) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(name, "it declares a document type; take the declaration out.")
    return root


def from_akn(data: bytes, name: str = "Akoma Ntoso") -> Document:
    """Return the document that an Akoma Ntoso file holds.

    Args:
        data: the file.
        name: its name, for messages.

    Returns:
        The document, without ``source`` and ``doubts``.

    Raises:
        UnreadableError: the file is no XML, no Akoma Ntoso 1.0, or holds no text of the profile.
    """
    root = parse_xml(data, name)
    if root.tag != f"{_A}akomaNtoso" or len(root) == 0:
        reason = f"it is no Akoma Ntoso 1.0: its root is {root.tag!r}, not akomaNtoso in {AKN}."
        raise UnreadableError(name, reason)
    try:
        return _Reader(strict=OWN in root.nsmap.values()).document(root[0])
    except _UnexpectedError as error:
        raise UnreadableError(name, str(error)) from error
    except (ValueError, OverflowError) as error:
        reason = f"a number, date or character in it is not one ({error}); correct it."
        raise UnreadableError(name, reason) from error


class _UnexpectedError(Exception):
    """The XML is not of the profile."""


class _Reader:
    """Reads one file."""

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.inline = WordReader(strict=strict)

    def document(self, root: etree._Element) -> Document:
        tag = local_name(root)
        if tag == "statement":
            text = self.text(root, None)
            kind = DocumentKind(text.kind.value.replace("draft decision", "decision"))
            return Document(
                kind=kind,
                texts=(text,),
                symbol=text.symbol,
                title=text.title.text or None,
                language=_language(root),
            )
        if tag not in ("documentCollection", "debateReport"):
            reason = f"it holds a {tag}, not a statement, documentCollection or debateReport."
            raise _UnexpectedError(reason)
        fields = _fields(root)
        origin = root.find(f"{_A}preface/{_A}p[@class='origin']")
        found_origin = None if origin is None else self.inline.words(origin)
        main = root.find(f"{_A}mainBody")
        procedure = () if main is None else self.body(main, Role.PROCEDURAL)
        notes = self.inline.close_scope(root)
        texts = tuple(
            self.text(statement, component)
            for holder in (root.find(f"{_A}collectionBody"), root.find(f"{_A}components"))
            if holder is not None
            for component in holder.iterchildren(f"{_A}component")
            for statement in component.iterchildren(f"{_A}statement")
        )
        printed = plain_words(root.find(f"{_A}preface/{_A}p/{_A}docType")) or ""
        session = root.find(f"{_A}preface/{_A}p/{_A}session[@value]")
        date = root.find(f"{_A}preface/{_A}p/{_A}docDate")
        return Document(
            kind=DOCUMENT_KINDS.get(printed) or _guess_kind(tag, texts),
            texts=texts,
            symbol=fields.get("symbol"),
            organ=fields.get("organ"),
            committee=fields.get("committee"),
            session=None if session is None else int(session.get("value", "")),
            agenda_item=fields.get("agenda_item"),
            agenda_title=fields.get("agenda_title"),
            distribution=fields.get("distribution"),
            date=None if date is None else dt.date.fromisoformat(date.get("date", "")[:10]),
            title=fields.get("title"),
            language=_language(root),
            original_language=fields.get("original_language"),
            origin=found_origin,
            procedure=procedure,
            notes=notes,
        )

    def text(self, statement: etree._Element, component: etree._Element | None) -> Text:
        number = symbol = None
        for element in statement.iterfind(f"{_A}preface//{_A}docNumber"):
            if element.get("class") == "symbol":
                symbol = plain_words(element)
            else:
                number = plain_words(element)
        title = statement.find(f"{_A}preface//{_A}docTitle")
        found_title = _EMPTY if title is None else self.inline.words(title)
        sponsors = statement.iterfind(f"{_A}preface//{_A}docProponent")
        formula = statement.find(f"{_A}preamble/{_A}formula")
        organ_line = _EMPTY if formula is None else self.inline.block_words(formula)
        main = statement.find(f"{_A}mainBody")
        body = self.body(main, Role.OPERATIVE, statement.find(f"{_A}preamble"))
        adoption = statement.find(f"{_A}conclusions")
        found_adoption = None if adoption is None else self.adoption(adoption)
        annexes = tuple(
            self.annex(doc) for doc in statement.iterfind(f"{_A}attachments/{_A}attachment/{_A}doc")
        )
        return Text(
            id=None if component is None else plain_words(component.find(f"{_A}num")),
            kind=TEXT_KINDS.get(statement.get("name", ""), TextKind.RESOLUTION),
            title=found_title,
            organ_line=organ_line,
            body=body,
            symbol=symbol,
            number=number,
            sponsors=tuple(plain_words(sponsor) or "" for sponsor in sponsors),
            annexes=annexes,
            notes=self.inline.close_scope(statement),
            adoption=found_adoption,
        )

    def annex(self, doc: etree._Element) -> Annex:
        title = doc.find(f"{_A}preface/{_A}p/{_A}docTitle")
        found = None if title is None else self.inline.words(title)
        return Annex(
            n=plain_words(doc.find(f"{_A}preface/{_A}p/{_A}docNumber")),
            title=found,
            body=self.body(doc.find(f"{_A}mainBody"), Role.BODY),
        )

    def adoption(self, conclusions: etree._Element) -> Adoption:
        paragraph = conclusions.find(f"{_A}p")
        if paragraph is None:
            return Adoption(None, None, _EMPTY)
        meeting, date = paragraph.get(f"{_O}meeting"), paragraph.get(f"{_O}date")
        return Adoption(
            meeting=None if meeting is None else int(meeting),
            date=None if date is None else dt.date.fromisoformat(date),
            words=self.inline.words(paragraph)
            if self.strict
            else self.inline.block_words(conclusions),
        )

    # Bodies

    def body(
        self, main: etree._Element | None, role: Role, preamble: etree._Element | None = None
    ) -> tuple[BodyItem, ...]:
        """Return the items of a body, those of its preamble first."""
        walk = _Walk(self, role)
        if preamble is not None:
            walk.go(preamble, 0)
        if main is not None:
            walk.go(main, 0)
        return tuple(walk.items)

    def points(
        self, element: etree._Element
    ) -> tuple[Passage, tuple[Paragraph, ...], Passage | None]:
        """Return the words, points and closing words of a paragraph, point, list or item."""
        words: Passage | None = None
        points: list[Paragraph] = []
        closing: Passage | None = None
        for child in element:
            tag = local_name(child)
            if tag in ("content", "intro"):
                words = self.inline.block_words(child)
            elif tag in ("list", "blockList"):
                inner_words, inner, inner_closing = self.points(child)
                words = words if words is not None else inner_words
                points.extend(inner)
                closing = inner_closing if inner_closing is not None else closing
            elif tag in ("point", "item", "indent", "subparagraph", "alinea"):
                points.append(self.point(child))
            elif tag in ("wrapUp", "listWrapUp"):
                closing = (
                    self.inline.block_words(child) if tag == "wrapUp" else self.inline.words(child)
                )
            elif tag in ("p", "listIntroduction"):
                if child.get("class") == "wrapUp":
                    closing = self.inline.words(child)
                elif words is None:
                    words = self.inline.words(child)
        return words or _EMPTY, tuple(points), closing

    def point(self, element: etree._Element) -> Paragraph:
        number = plain_words(element.find(f"{_A}num"))
        words, points, closing = self.points(element)
        return Paragraph(
            role=Role(element.get(f"{_O}role", Role.POINT)),
            n=from_attribute(element.get(f"{_O}n", "")) if number is None else number,
            numbered=number is not None,
            words=words,
            points=points,
            closing=closing,
        )


class _Walk:
    """Flattens nested sections into the items of a body, in order."""

    def __init__(self, reader: _Reader, role: Role) -> None:
        self.reader = reader
        self.role = role
        self.items: list[BodyItem] = []
        self._unnumbered: Counter[Role] = Counter()

    def go(self, holder: etree._Element, depth: int) -> None:
        """Read the children of a body, preamble or section."""
        for child in holder:
            tag = local_name(child)
            if tag == "paragraph":
                self.paragraph(child)
            elif tag in _SECTION_TAGS:
                self.heading(child, depth + 1)
                self.go(child, depth + 1)
            elif tag in ("container", "crossHeading", "recital"):
                self.preambular(child, tag)
            elif tag == "list":
                self.points_after(child)
            elif tag == "recitals":
                self.go(child, depth)

    def heading(self, section: etree._Element, depth: int) -> None:
        heading = section.find(f"{_A}heading")
        self.items.append(
            Heading(
                level=int(section.get(f"{_O}level", depth)),
                n=plain_words(section.find(f"{_A}num")),
                words=_EMPTY if heading is None else self.reader.inline.words(heading),
            )
        )

    def paragraph(self, element: etree._Element) -> None:
        number = plain_words(element.find(f"{_A}num"))
        words, points, closing = self.reader.points(element)
        role = Role(element.get(f"{_O}role", self.role))
        if number is not None:
            number = number.removesuffix(".")
        n = self.number(element, role, number)
        self.items.append(Paragraph(role, n, number is not None, words, points, closing))

    def preambular(self, element: etree._Element, tag: str) -> None:
        role = Role.PREAMBULAR
        points: tuple[Paragraph, ...] = ()
        closing: Passage | None = None
        if tag == "crossHeading":
            number = plain_words(element.find(f"{_A}inline[@name='num']"))
            words = self.reader.inline.words(element)
        else:
            number = plain_words(element.find(f"{_A}p/{_A}inline[@name='num']"))
            words, points, closing = self.reader.points(element)
        n = self.number(element, role, number)
        self.items.append(Paragraph(role, n, number is not None, words, points, closing))

    def points_after(self, element: etree._Element) -> None:
        """Give the points of a list to the preambular paragraph that stands before it."""
        _, points, closing = self.reader.points(element)
        if self.items and isinstance(self.items[-1], Paragraph):
            last = self.items[-1]
            self.items[-1] = Paragraph(
                last.role, last.n, last.numbered, last.words, points, closing
            )

    def number(self, element: etree._Element, role: Role, printed: str | None) -> str:
        """Return a paragraph's number: printed, said beside it, or its place."""
        if printed is not None:
            return printed
        self._unnumbered[role] += 1
        said = element.get(f"{_O}n")
        return str(self._unnumbered[role]) if said is None else from_attribute(said)


def _fields(root: etree._Element) -> dict[str, str]:
    """Return the fields of the masthead that are words."""
    paths = [(name, f"{_A}preface/{_A}p/{_A}{tag}") for name, tag in FIELD_ELEMENTS]
    paths += [(name, f"{_A}preface/{_A}p/{_A}inline[@name='{tag}']") for name, tag in FIELD_INLINES]
    found = ((name, plain_words(root.find(path))) for name, path in paths)
    return {name: value for name, value in found if value is not None}


def _language(root: etree._Element) -> str:
    language = root.find(
        f"{_A}meta/{_A}identification/{_A}FRBRExpression/{_A}FRBRlanguage",
    )
    return "eng" if language is None else from_attribute(language.get("language", "eng"))


def _guess_kind(tag: str, texts: tuple[Text, ...]) -> DocumentKind:
    """Return the kind of a document whose maker did not say it in our words."""
    if tag == "debateReport":
        return DocumentKind.COMMITTEE_REPORT
    kind = texts[0].kind if texts else TextKind.RESOLUTION
    return {
        TextKind.DRAFT_RESOLUTION: DocumentKind.DRAFT_RESOLUTION,
        TextKind.DECISION: DocumentKind.DECISION,
        TextKind.DRAFT_DECISION: DocumentKind.DRAFT_RESOLUTION,
    }.get(kind, DocumentKind.RESOLUTION)
