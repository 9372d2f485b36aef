"""A text under check, with what several rules ask of it found once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cpcj.resolutions.act import Act
from cpcj.resolutions.acts.texts import acts_of_text
from cpcj.resolutions.checking.finding import Found, Part, Placed
from cpcj.resolutions.checking.held import Held
from cpcj.resolutions.citation import Citation
from cpcj.resolutions.citations import PlacedCitation, citations_in_text
from cpcj.resolutions.citations.walk import adopting_body
from cpcj.resolutions.identifier import text_id
from cpcj.resolutions.model import (
    Document,
    DocumentKind,
    Heading,
    Paragraph,
    Passage,
    Role,
    Span,
    Standing,
    Text,
    TextKind,
    provisions,
    text_provisions,
)
from cpcj.resolutions.sessions import opening


@dataclass(frozen=True, slots=True)
class Whole:
    """A paragraph that is no point, with its identifier and the run of paragraphs it stands in.

    ``run`` counts the stretches of paragraphs between headings, from 0.
    """

    id: str
    paragraph: Paragraph
    run: int

    @property
    def words(self) -> Placed:
        """Return its own words, the lead-in where it has points."""
        return Placed(self.id, Part.BODY, self.paragraph.words)

    @property
    def opening(self) -> Span:
        """Return where its first word stands."""
        text = self.paragraph.words.text
        end = text.find(" ")
        return Span(0, len(text) if end < 0 else end)


class Draft:
    """A text of a document that is checked.

    Args:
        document: the document.
        text: one of its texts.
        held: texts held outside, None where there are none.
    """

    def __init__(self, document: Document, text: Text, held: Held | None = None) -> None:
        """Keep what is checked; everything else is found when it is first asked for."""
        self.document = document
        self.text = text
        self.held = held

    @property
    def is_resolution(self) -> bool:
        """Tell whether it has the form of a resolution.

        A decision is one sentence, amendments are instructions, and a declaration that speaks as
        "We, the …" has no organ line and no operative verbs.
        """
        return (
            self.text.kind in (TextKind.RESOLUTION, TextKind.DRAFT_RESOLUTION)
            and self.document.kind is not DocumentKind.AMENDMENT
            and not self._speaks_as_we
        )

    @cached_property
    def _speaks_as_we(self) -> bool:
        first = next((at.text for at in self.body if at.text), "")
        ours = sum(one.words.text.startswith("We ") for one in self.operative)
        return first.startswith("We, ") or 2 * ours > len(self.operative)

    @cached_property
    def proclaims(self) -> bool:
        """Tell whether "declares that:" stands before what follows: they are principles, no acts.

        The words end the preamble, or stand by themselves below it.
        """
        above: Paragraph | Heading | None = None
        for item in self.text.body:
            if isinstance(item, Paragraph) and item.role is Role.OPERATIVE:
                break
            above = item
        if isinstance(above, Heading):
            return above.n is None and above.words.text.rstrip().endswith(":")
        return above is not None and above.full.rstrip().endswith(":")

    @property
    def adopted(self) -> bool:
        """Tell whether it is adopted."""
        return self.document.standing(self.text) is Standing.ADOPTED

    @cached_property
    def identifier(self) -> str:
        """Return its stable identifier."""
        return text_id(self.document, self.text)

    @cached_property
    def body_key(self) -> str | None:
        """Return the key of the adopting body."""
        return adopting_body(self.text, self.document)

    @cached_property
    def date(self) -> dt.date | None:
        """Return the day as of which names are looked up."""
        if self.text.adoption is not None and self.text.adoption.date is not None:
            return self.text.adoption.date
        if self.document.date is not None:
            return self.document.date
        session = self.document.session
        return opening(session) if self.body_key == "ga" and session is not None else None

    @cached_property
    def title(self) -> Placed:
        """Return the title."""
        return Placed("title", Part.TITLE, self.text.title)

    @cached_property
    def organ_line(self) -> Placed:
        """Return the organ line; empty words where there is none."""
        return Placed("organ line", Part.ORGAN, self.text.organ_line)

    @cached_property
    def body(self) -> tuple[Placed, ...]:
        """Return the passages of all provisions, annexes included, in printed order."""
        return tuple(
            Placed(identifier, Part.BODY, passage)
            for identifier, paragraph in text_provisions(self.text)
            for passage in _own(paragraph)
        )

    @cached_property
    def running(self) -> tuple[Placed, ...]:
        """Return the title and the passages of the body: what is printed as running text."""
        return (self.title, *self.body) if self.text.title.text else self.body

    @cached_property
    def notes(self) -> tuple[Placed, ...]:
        """Return the footnotes, in order of print."""
        return tuple(Placed(f"note {note.mark}", Part.NOTE, note.words) for note in self.text.notes)

    @cached_property
    def sponsors(self) -> tuple[Placed, ...]:
        """Return the names of the sponsors."""
        return tuple(
            Placed("sponsors", Part.SPONSORS, Passage(name)) for name in self.text.sponsors
        )

    @cached_property
    def everything(self) -> tuple[Placed, ...]:
        """Return every passage in which a finding may lie."""
        first = (self.organ_line,) if self.text.organ_line.text else ()
        adoption = self.text.adoption
        last = (Placed("adoption", Part.ADOPTION, adoption.words),) if adoption is not None else ()
        return (*self.sponsors, self.title, *first, *self.body, *last, *self.notes)

    @property
    def start(self) -> Placed:
        """Return the first passage with words: where what concerns the whole text is shown."""
        return next((one for one in (self.title, self.organ_line, *self.body) if one.text),
                    self.title)  # fmt: skip

    @cached_property
    def wholes(self) -> tuple[Whole, ...]:
        """Return the paragraphs of the body, points left out, in printed order."""
        return tuple(self._wholes())

    def _wholes(self) -> Iterator[Whole]:
        named = {id(paragraph): key for key, paragraph in provisions(self.text.body)}
        run = 0
        for item in self.text.body:
            if isinstance(item, Heading):
                run += 1
            else:
                yield Whole(named[id(item)], item, run)

    @cached_property
    def preambular(self) -> tuple[Whole, ...]:
        """Return the preambular paragraphs."""
        return tuple(one for one in self.wholes if one.paragraph.role is Role.PREAMBULAR)

    @cached_property
    def operative(self) -> tuple[Whole, ...]:
        """Return the operative paragraphs."""
        return tuple(one for one in self.wholes if one.paragraph.role is Role.OPERATIVE)

    @cached_property
    def citations(self) -> tuple[PlacedCitation, ...]:
        """Return everything it cites, notes last."""
        return citations_in_text(self.text, self.document)

    @cached_property
    def _cited(self) -> dict[int, list[Citation]]:
        found: dict[int, list[Citation]] = {}
        for one in self.citations:
            found.setdefault(id(one.passage), []).append(one.citation)
        return found

    def cited_in(self, at: Placed) -> list[Citation]:
        """Return the citations of a passage, in order of place."""
        return sorted(self._cited.get(id(at.passage), ()), key=lambda one: one.span)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Return its acts."""
        return acts_of_text(self.text, self.document, self.citations)

    @cached_property
    def acts_by_paragraph(self) -> dict[str, list[Act]]:
        """Return the acts by the identifier of their paragraph ("op7")."""
        found: dict[str, list[Act]] = {}
        for act in self.acts:
            local = act.id.rsplit("#", 1)[-1].rsplit(".", 1)[0]
            found.setdefault(local, []).append(act)
        return found

    def in_paragraph(self, whole: Whole, start: int, end: int) -> tuple[Placed, Span]:
        """Return the passage in which a stretch of a paragraph's full text stands.

        A stretch that goes on in another passage ends with the first.
        """
        at = 0
        passages = list(whole.paragraph.passages())
        for passage in passages:
            if start <= at + len(passage.text):
                stop = min(max(end - at, 0), len(passage.text))
                first = min(max(start - at, 0), stop)
                return self._placed(whole, passage), Span(first, stop)
            at += len(passage.text) + 1
        return self._placed(whole, passages[-1]), Span(0, len(passages[-1].text))

    def _placed(self, whole: Whole, passage: Passage) -> Placed:
        for one in self.body:
            if one.passage is passage:
                return one
        return Placed(whole.id, Part.BODY, passage)


def _own(paragraph: Paragraph) -> tuple[Passage, ...]:
    closing = paragraph.closing
    return (paragraph.words,) if closing is None else (paragraph.words, closing)


def found(at: Placed, start: int, end: int, corrected: str | None = None, **values: str) -> Found:
    """Return a finding about ``at.text[start:end]``.

    The sentence of the rule may use the values and ``{words}``, the words in question.
    """
    return Found(at, Span(start, end), {"words": at.text[start:end], **values}, corrected)
