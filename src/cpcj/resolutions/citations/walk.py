"""Walk a text with its notes, so that what came before resolves what is cited in short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations.bodynames import full_names
from cpcj.resolutions.citations.context import CitationContext, Memory
from cpcj.resolutions.citations.find import find_with
from cpcj.resolutions.citations.tokens import fold
from cpcj.resolutions.citations.treaties import noun_of
from cpcj.resolutions.model import Document, Passage, Text, provisions, text_provisions
from cpcj.resolutions.vocabulary.bodies import body_of_symbol

if TYPE_CHECKING:
    from collections.abc import Iterator


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


def citations_in_text(text: Text, document: Document) -> tuple[PlacedCitation, ...]:
    """Return the citations of a text, body before notes, each with its place.

    "Its resolution" is the adopting body's, "Ibid." repeats the note before, a short name ("Council",
    "the Convention") is resolved by what the text named before it.

    Args:
        text: a text of the document.
        document: the document it stands in.
    """
    body = adopting_body(text, document)
    memory = Memory.of(CitationContext(body=body))
    shorts = _Shorts(memory)
    known = {provision.id for provision in text_provisions(text)}
    placed: list[PlacedCitation] = []
    for place, passage in _passages(text):
        for citation in shorts.read(passage.text):
            here = _here(citation, place, known)
            placed.append(PlacedCitation(place, passage, here))
    placed += _notes(text, memory, shorts)
    return tuple(placed)


def citations_in_procedure(document: Document) -> tuple[PlacedCitation, ...]:
    """Return the citations of a committee report's own paragraphs, as for a text."""
    memory = Memory.of(CitationContext(body=_body_named(document.organ or "")))
    shorts = _Shorts(memory)
    known = {provision.id for provision in provisions(document.procedure)}
    placed = [
        PlacedCitation(provision.id, passage, _here(citation, provision.id, known))
        for provision in provisions(document.procedure)
        for passage in _own(provision.paragraph.words, provision.paragraph.closing)
        for citation in shorts.read(passage.text)
    ]
    for index, note in enumerate(document.notes):
        placed += [
            PlacedCitation("note", note.words, citation, index)
            for citation in find_with(note.words.text, memory)
        ]
    return tuple(placed)


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


def _passages(text: Text) -> Iterator[tuple[str, Passage]]:
    yield "title", text.title
    for provision in text_provisions(text):
        for passage in _own(provision.paragraph.words, provision.paragraph.closing):
            yield provision.id, passage


def _own(words: Passage, closing: Passage | None) -> tuple[Passage, ...]:
    return (words,) if closing is None else (words, closing)


def _notes(text: Text, memory: Memory, shorts: _Shorts) -> list[PlacedCitation]:
    memory.previous = None
    placed: list[PlacedCitation] = []
    for index, note in enumerate(text.notes):
        found = find_with(note.words.text, memory)
        placed += [PlacedCitation("note", note.words, citation, index) for citation in found]
    return placed


def _here(citation: Citation, place: str, known: set[str]) -> Citation:
    """Say which paragraph of this text is meant: in an annex, the annex's own comes first."""
    if citation.kind is not CitationKind.PARAGRAPH or not (citation.id or "").startswith("#op"):
        return citation
    number = (citation.id or "")[3:]
    inside = place.split("/", 1)[0] + "/" if place.startswith("annex") else ""
    forms = [f"{head}{kind}{number}" for head in dict.fromkeys((inside, "")) for kind in _KINDS]
    found = next((form for form in forms if form in known), None)
    return citation if found is None else _renamed(citation, f"#{found}")


_KINDS = ("op", "para", "p")


def _renamed(citation: Citation, identifier: str) -> Citation:
    if identifier == citation.id:
        return citation
    return Citation(citation.span, citation.kind, identifier, pinpoint=citation.pinpoint)


class _Shorts:
    """What "the Convention" and its like stand for in the text read so far.

    The title's instrument stands for its short name throughout; else the only one of that name that
    the text has named: once a second is named, the short name alone says nothing.
    """

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.title = True
        self.settled: set[str] = set()
        self.doubtful: set[str] = set()

    def read(self, words: str) -> tuple[Citation, ...]:
        """Find the citations of the next passage, and learn what it names."""
        found = find_with(words, self.memory)
        for key in self.memory.named:
            self._learn(key)
        self.title = False
        return found

    def _learn(self, key: str) -> None:
        noun = noun_of(key)
        if not noun or noun in self.settled or noun in self.doubtful or noun == "Charter":
            return
        if self.title:
            self.settled.add(noun)
        elif self.memory.instruments.get(noun, key) != key:
            self.doubtful.add(noun)
            del self.memory.instruments[noun]
            return
        self.memory.instruments[noun] = key
