"""Walk a text with its notes, so that what came before resolves what is cited in short."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations.bodynames import assembly_of, full_names
from cpcj.resolutions.citations.context import CitationContext, Memory
from cpcj.resolutions.citations.find import find_with
from cpcj.resolutions.citations.tokens import fold, names_in
from cpcj.resolutions.citations.treaties import noun_of
from cpcj.resolutions.model import (
    Document,
    Note,
    Paragraph,
    Passage,
    Text,
    provisions,
    text_provisions,
)
from cpcj.resolutions.vocabulary.bodies import Body, bodies, body_of_symbol
from cpcj.resolutions.vocabulary.instruments import Instrument

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KINDS = ("op", "para", "p")
_DEFINED = re.compile(
    r"(?: +of +[^()]{1,40})?,? +\((?:hereinafter[^()\"]{0,40})?\"?(?:the +)?\"?"
    r"(Convention|Protocol|Covenant|Agreement|Treaty|Declaration|Statute)\"?\)"
)
_ANNEX = re.compile(r"annex(\d+)/")


@dataclass(frozen=True, slots=True)
class PlacedCitation:
    """A citation and where in its text it stands.

    Attributes:
        place: the provision ("op7(a)", "pp3", "annex1/op2"), "title", or "note" for a footnote.
        passage: the words it stands in; its span is in ``passage.text``.
        citation: the citation.
        note: index in ``Text.notes`` for a footnote, else None.
    """

    place: str
    passage: Passage
    citation: Citation
    note: int | None = None


def context_of(text: Text, document: Document) -> CitationContext:
    """Return what a whole text says about any string of it, for strings read alone.

    "The Convention" stands for the instrument that the text gives that name ("… (the Convention)"),
    else for the one of that name in the title, else for the one that the text names in full more
    often than all others of that name together; a short name of a body for the only one of that
    name that the text names in full.
    """
    return _context(text.title.text, [p.text for _, p in _passages(text)], text, document)


def citations_in_text(text: Text, document: Document) -> tuple[PlacedCitation, ...]:
    """Return the citations of a text, body before notes, each with its place.

    "Its resolution" is the adopting body's, "Ibid." repeats the note before, a short name
    ("Council", "the Convention") is resolved by what the text named before it, else by
    :func:`context_of`.

    Args:
        text: a text of the document.
        document: the document it stands in.
    """
    memory = Memory.of(context_of(text, document))
    known = {provision.id for provision in text_provisions(text)}
    of_text = dict(memory.instruments)
    of_annex = [_in_annex(annex.title) for annex in text.annexes]
    placed: list[PlacedCitation] = []
    marked: dict[str, Body | None] = {}
    for place, passage in _passages(text):
        annex = _ANNEX.match(place)
        memory.instruments = of_text | (of_annex[int(annex[1]) - 1] if annex else {})
        placed += [
            PlacedCitation(place, passage, _here(citation, place, known))
            for citation in find_with(passage.text, memory)
        ]
        for mark in passage.marks:
            # A note's bare number is the body's that the words with its mark name.
            marked.setdefault(mark.mark, memory.only_session_body)
    memory.instruments = of_text
    return (*placed, *_notes(text.notes, memory, marked))


def citations_in_procedure(document: Document) -> tuple[PlacedCitation, ...]:
    """Return the citations of a committee report's own paragraphs, as for a text."""
    memory = Memory.of(CitationContext(body=_body_named(document.organ or "")))
    known = {provision.id for provision in provisions(document.procedure)}
    placed = [
        PlacedCitation(provision.id, passage, _here(citation, provision.id, known))
        for provision in provisions(document.procedure)
        for passage in _own(provision.paragraph)
        for citation in find_with(passage.text, memory)
    ]
    return (*placed, *_notes(document.notes, memory, {}))


def adopting_body(text: Text, document: Document) -> str | None:
    """Return the key of the body that adopts a text, None where it is not said."""
    return (
        _body_named(text.organ_line.text)
        or _body_named(document.organ or "")
        or _body_of_symbols(text.symbol, document.symbol)
    )


def _body_named(words: str) -> str | None:
    plain = " ".join(fold(words).split())
    named = [(plain.find(name), -len(name), body) for name, body in full_names().items()]
    places = sorted((p, length, body.key) for p, length, body in named if p >= 0)
    return places[0][2] if places else None


def _body_of_symbols(*symbols: str | None) -> str | None:
    for symbol in symbols:
        body = body_of_symbol(symbol) if symbol else None
        if body is not None:
            return body.key if body.resolution else (body.parent or None)
    return None


def _context(title: str, strings: list[str], text: Text, document: Document) -> CitationContext:
    plain = [fold(words) for words in strings]
    counts = Counter(key for words in plain for key in _instruments(words))
    in_title = set(_instruments(fold(title)))
    settled = {noun: key for words in plain for noun, key in _defined(words)}
    by_noun: dict[str, list[str]] = {}
    for key in counts:
        by_noun.setdefault(noun_of(key), []).append(key)
    for noun, keys in by_noun.items():
        if noun in settled:
            continue
        of_title = [key for key in keys if key in in_title]
        most = max(keys, key=lambda key: counts[key])
        if len(of_title) == 1:
            settled[noun] = of_title[0]
        elif 2 * counts[most] > sum(counts[key] for key in keys):
            settled[noun] = most
    settled.pop("", None)
    settled.pop("Charter", None)
    shorts: dict[str, set[str]] = {}
    named: set[str] = set()
    for words in plain:
        for end, item in names_in(words):
            body = _body_of_name(words, end, item)
            if body is not None:
                named.add(body.key)
                for short in body.short_names:
                    shorts.setdefault(short, set()).add(body.key)
    counting = {key for key in named if bodies()[key].numbering == "session"} - {"ga"}
    alone = {short: next(iter(keys)) for short, keys in shorts.items() if len(keys) == 1}
    return CitationContext(
        body=adopting_body(text, document),
        bodies=alone,
        instruments=settled,
        counting=next(iter(counting)) if len(counting) == 1 else None,
    )


def _body_of_name(plain: str, end: int, item: Body | Instrument) -> Body | None:
    """Return the body that a name is, or whose name an instrument's ends."""
    if isinstance(item, Body):
        return item
    for name in item.names:
        if plain.endswith(fold(name), 0, end):
            start = end - len(name)
            return assembly_of(item.key, plain[max(0, start - 64) : start])
    return None


def _instruments(words: str) -> list[str]:
    return [item.key for _, item in names_in(words) if isinstance(item, Instrument)]


def _defined(plain: str) -> Iterator[tuple[str, str]]:
    """Yield the short names that the words themselves give to instruments: "… (the Convention)"."""
    if "(" not in plain:
        return
    for end, item in names_in(plain):
        if isinstance(item, Instrument) and (match := _DEFINED.match(plain, end)):
            yield match[1], item.key


def _passages(text: Text) -> Iterator[tuple[str, Passage]]:
    yield "title", text.title
    for provision in text_provisions(text):
        for passage in _own(provision.paragraph):
            yield provision.id, passage


def _own(paragraph: Paragraph) -> tuple[Passage, ...]:
    """Return the words of a paragraph that are not its points'."""
    closing = paragraph.closing
    return (paragraph.words,) if closing is None else (paragraph.words, closing)


def _notes(
    notes: tuple[Note, ...], memory: Memory, marked: Mapping[str, Body | None]
) -> list[PlacedCitation]:
    memory.previous = None
    of_text = memory.counting
    placed: list[PlacedCitation] = []
    for index, note in enumerate(notes):
        memory.counting = marked.get(note.mark) or of_text
        found = find_with(note.words.text, memory)
        placed += [PlacedCitation("note", note.words, citation, index) for citation in found]
    return placed


def _in_annex(title: Passage | None) -> dict[str, str]:
    """Return what "this Convention" stands for in an annexed convention."""
    named = _instruments(fold(title.text)) if title is not None else []
    return {noun_of(key): key for key in named[:1]}


def _here(citation: Citation, place: str, known: set[str]) -> Citation:
    """Say which paragraph of this text is meant: in an annex, the annex's own comes first."""
    if citation.kind is not CitationKind.PARAGRAPH or not (citation.id or "").startswith("#op"):
        return citation
    number = (citation.id or "")[3:]
    inside = place.split("/", 1)[0] + "/" if place.startswith("annex") else ""
    forms = [f"{head}{kind}{number}" for head in dict.fromkeys((inside, "")) for kind in _KINDS]
    found = next((form for form in forms if form in known), None)
    return citation if found is None else _renamed(citation, f"#{found}")


def _renamed(citation: Citation, identifier: str) -> Citation:
    if identifier == citation.id:
        return citation
    return Citation(citation.span, citation.kind, identifier, pinpoint=citation.pinpoint)
