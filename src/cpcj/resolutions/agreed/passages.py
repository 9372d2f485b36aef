"""Paragraphs as agreed language is looked for in them, and an index over many."""

from __future__ import annotations

import datetime as dt
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from cpcj.resolutions.comparing.coding import Coder
from cpcj.resolutions.identifier import is_made, text_id
from cpcj.resolutions.model import Document, Role, Standing, text_provisions
from cpcj.resolutions.procedure import Fact, FactKind, proceedings

_RAREST: Final = 6  # words of a phrase by which paragraphs are looked up
_NEARLY: Final = 0.5  # part of them that a variant must have
_MOST: Final = 600  # paragraphs without all of those words that are looked at for one phrase


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a text that is held.

    Attributes:
        identifier: of the provision ("A/RES/70/178#op46").
        text: of its text ("A/RES/70/178").
        made: whether ``text`` is no document symbol and must not be shown as one.
        title: of the text.
        date: of the text; None where none is known.
        organ: key of the body.
        adopted: whether the text was adopted; a draft is no precedent of the same weight.
        words: its words, those of its points included.
        sponsors: of the text, names as printed.
        vote: how the text was adopted, as recorded; empty where it is not known.
    """

    identifier: str
    text: str
    made: bool
    title: str
    date: dt.date | None
    organ: str
    adopted: bool
    words: str
    sponsors: tuple[str, ...] = ()
    vote: str = ""


class Holdings(Protocol):
    """Texts in which agreed language is looked for: a folder, the register."""

    def passages(self, phrase: str) -> Iterable[Passage]:
        """Return every paragraph that has the phrase, and those that may have one much like it."""
        ...


def passages_of(document: Document) -> Iterator[Passage]:
    """Yield the paragraphs of a document's texts, points with their paragraph."""
    recorded = {one.text: one for one in proceedings(document) if one.held}
    for text in document.texts:
        told = recorded.get(text.id)
        sponsors = text.sponsors or (
            tuple(one.name for one in told.sponsors) if told is not None else ()
        )
        adopted = told.of(FactKind.ADOPTED) if told is not None else ()
        vote = next((said for fact in adopted if (said := how_adopted(fact))), "")
        identifier = text_id(document, text)
        date = text.adoption.date if text.adoption and text.adoption.date else document.date
        for local, paragraph in text_provisions(text):
            if paragraph.role is not Role.POINT:
                yield Passage(
                    identifier=f"{identifier}#{local}",
                    text=identifier,
                    made=is_made(identifier),
                    title=text.title.text,
                    date=date,
                    organ=document.organ or "",
                    adopted=document.standing(text) is Standing.ADOPTED,
                    words=paragraph.full,
                    sponsors=sponsors,
                    vote=vote,
                )


def how_adopted(fact: Fact) -> str:
    """Return how a text was adopted: "without a vote", "recorded vote, 143-9-35"; "" if not said.

    The numbers are those in favour, against and abstaining.
    """
    vote = fact.vote
    if vote is None or vote.in_favour is None:
        return fact.detail
    return with_numbers(fact.detail, vote.in_favour, vote.against, vote.abstaining)


def with_numbers(detail: str, in_favour: int, against: int | None, abstaining: int | None) -> str:
    """Return how a text was adopted with the numbers of the vote."""
    numbers = f"{in_favour}-{against or 0}-{abstaining or 0}"
    return f"{detail or 'vote'}, {numbers}"


class Index:
    """Paragraphs in memory, found by their words."""

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        """Take in some paragraphs."""
        self._coder = Coder()
        self._held: list[Passage] = []
        self._places: dict[str, array[int]] = {}
        for passage in passages:
            self.add(passage)

    def __len__(self) -> int:
        """Return how many paragraphs are held."""
        return len(self._held)

    def add(self, passage: Passage) -> None:
        """Take in a paragraph."""
        place = len(self._held)
        self._held.append(passage)
        for word in set(self._coder.words(passage.words)):
            self._places.setdefault(word, array("I")).append(place)

    def passages(self, phrase: str) -> list[Passage]:
        """Return what has most of the rarest words of a phrase; see :class:`Holdings`."""
        coded = set(self._coder.words(phrase))
        known = sorted((word for word in coded if word in self._places), key=self._often)
        rarest = known[:_RAREST]
        if not rarest:
            return []
        met: Counter[int] = Counter()
        for word in rarest:
            met.update(self._places[word])
        least = max(1, round(len(rarest) * _NEARLY))
        found = [(-times, place) for place, times in met.items() if times >= least]
        found.sort()
        # What has all of the rarest words may have the phrase itself: all of it is looked at.
        whole = sum(1 for times, _ in found if -times == len(rarest))
        return [self._held[place] for _, place in found[: max(whole, _MOST)]]

    def _often(self, word: str) -> tuple[int, str]:
        return len(self._places[word]), word


_NUMBER: Final = re.compile(r"(\d+)")


def by_number(identifier: str) -> tuple[tuple[int, int | str], ...]:
    """Return a key that puts A/RES/70/9 before A/RES/70/178."""
    return tuple(
        (0, int(part)) if part.isdecimal() else (1, part)
        for part in _NUMBER.split(identifier)
        if part
    )
