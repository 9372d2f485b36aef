"""What a rule needs from outside the draft: texts held elsewhere, and what is due already."""

from __future__ import annotations

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from cpcj.resolutions.acts.texts import acts_of_text
from cpcj.resolutions.batch import find_inputs
from cpcj.resolutions.checking.quoting import titles_after
from cpcj.resolutions.checking.wording import Wording, wording_of
from cpcj.resolutions.citation import CitationKind
from cpcj.resolutions.citations import citations_in_text
from cpcj.resolutions.identifier import text_id
from cpcj.resolutions.model import Document, Standing, Text, text_provisions
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import UnreadableError

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Cited:
    """How a text cites another: where, with which date and title, None where it gives none.

    Attributes:
        target: identifier of what is cited ("A/RES/70/1").
        place: identifier of the citing provision ("A/RES/70/178#pp4").
        words: the words around the citation.
        date: the date printed for it.
        title: the title printed for it (entitled “…”).
    """

    target: str
    place: str
    words: str
    date: dt.date | None
    title: str | None


@dataclass(frozen=True, slots=True)
class DueAlready:
    """A report that is due: its request, the receiving body and session, and what it is on."""

    identifier: str
    body: str
    session: int
    what: str


@dataclass(frozen=True, slots=True)
class HeldText:
    """A text held outside the draft.

    Attributes:
        identifier: its stable identifier.
        title: its title.
        date: day of adoption, None where unknown or not adopted.
        adopted: whether it is adopted.
        session: session of its document, None where unknown.
        passages: its paragraphs and points: local identifier and words.
        operative: number of its operative paragraphs.
        cited: what it cites.
        due: what it asks to be reported, and when.
    """

    identifier: str
    title: str
    date: dt.date | None
    adopted: bool
    session: int | None
    passages: tuple[tuple[str, str], ...]
    operative: int
    cited: tuple[Cited, ...] = ()
    due: tuple[DueAlready, ...] = ()

    @property
    def words(self) -> int:
        """Return how many words its paragraphs hold."""
        return sum(len(words.split()) for _, words in self.passages)


class Held(Protocol):
    """Texts and due entries that a rule may ask for; the draft itself is never among them."""

    def find(self, identifier: str) -> HeldText | None:
        """Return the text of an identifier, None where it is not held."""
        ...

    def citing(self, identifier: str) -> Sequence[Cited]:
        """Return how other texts cite the one of an identifier."""
        ...

    def due(self, body: str, session: int) -> Sequence[DueAlready]:
        """Return the reports due to a body at a session."""
        ...

    def series(self, title: str) -> Sequence[HeldText]:
        """Return the adopted texts of the series with such a title, the latest first."""
        ...

    def wording(self) -> Wording:
        """Return the index of the words of the texts that the draft is compared with."""
        ...


def held_text(document: Document, text: Text) -> HeldText:
    """Return a text of a document as one that is held."""
    identifier = text_id(document, text)
    placed = citations_in_text(text, document)
    cited = tuple(
        Cited(
            target=one.citation.id,
            place=f"{identifier}#{one.place}",
            words=_around(one.passage.text, *one.citation.span),
            date=one.citation.date,
            title=titles_after(one.passage.text, one.citation.span.end),
        )
        for one in placed
        if one.citation.id and one.citation.kind is CitationKind.RESOLUTION
    )
    due = tuple(
        DueAlready(act.id, act.deliverable.due.body, act.deliverable.due.session, act.action)
        for act in acts_of_text(text, document, placed)
        if act.deliverable is not None and act.deliverable.due is not None
    )
    return HeldText(
        identifier=identifier,
        title=text.title.text,
        date=text.adoption.date if text.adoption is not None else None,
        adopted=document.standing(text) is Standing.ADOPTED,
        session=document.session,
        passages=tuple(_passages(text)),
        operative=len(text.operative),
        cited=cited,
        due=due,
    )


_AROUND = 60


def _around(text: str, start: int, end: int) -> str:
    first = text.rfind(" ", 0, max(0, start - _AROUND)) + 1
    last = text.find(" ", min(len(text), end + _AROUND))
    return text[first : last if last >= 0 else len(text)]


def _passages(text: Text) -> Iterator[tuple[str, str]]:
    for identifier, paragraph in text_provisions(text):
        yield identifier, paragraph.words.text
        if paragraph.closing is not None:
            yield identifier, paragraph.closing.text


def series_key(title: str) -> str:
    """Return a title as the texts of one series share it: letters alone, in lower case."""
    return "".join(character for character in title.casefold() if character.isalpha())


class HeldTexts:
    """Texts held in memory, as :class:`Held`."""

    def __init__(self, texts: Iterable[HeldText]) -> None:
        """Order the texts by identifier, by what they cite, by series and by what is due."""
        self._texts: dict[str, HeldText] = {}
        self._citing: dict[str, list[tuple[str, Cited]]] = defaultdict(list)
        self._due: dict[tuple[str, int], list[tuple[str, DueAlready]]] = defaultdict(list)
        self._series: dict[str, list[HeldText]] = defaultdict(list)
        self._left_out: frozenset[str] = frozenset()
        for text in texts:
            if self._texts.setdefault(text.identifier, text) is not text:
                continue
            for cited in text.cited:
                self._citing[cited.target].append((text.identifier, cited))
            if text.adopted:
                for due in text.due:
                    self._due[due.body, due.session].append((text.identifier, due))
                self._series[series_key(text.title)].append(text)

    def without(self, identifiers: Iterable[str]) -> HeldTexts:
        """Return the texts without some: a draft does not speak for itself."""
        other = copy.copy(self)
        other._left_out = self._left_out | frozenset(identifiers)
        other.__dict__.setdefault("_wording", self._wording)
        return other

    def find(self, identifier: str) -> HeldText | None:
        """Return the text of an identifier."""
        return None if identifier in self._left_out else self._texts.get(identifier)

    def citing(self, identifier: str) -> Sequence[Cited]:
        """Return how the texts cite one."""
        return self._others(self._citing.get(identifier, ()))

    def due(self, body: str, session: int) -> Sequence[DueAlready]:
        """Return the reports due to a body at a session."""
        return self._others(self._due.get((body, session), ()))

    def series(self, title: str) -> Sequence[HeldText]:
        """Return the adopted texts with a title, the latest first."""
        found = [one for one in self._series.get(series_key(title), ())
                 if one.identifier not in self._left_out]  # fmt: skip
        return sorted(found, key=lambda one: one.date or dt.date.min, reverse=True)

    def wording(self) -> Wording:
        """Return the index of all words held; made once."""
        return self._wording.without(self._left_out)

    def _others(self, several: Sequence[tuple[str, Item]]) -> list[Item]:
        return [one for identifier, one in several if identifier not in self._left_out]

    @cached_property
    def _wording(self) -> Wording:
        return wording_of((one.identifier, one.passages) for one in self._texts.values())


def held_in(folder: Path) -> tuple[HeldTexts, list[UnreadableError]]:
    """Return the texts of the files in a folder, and what could not be read there."""
    texts: list[HeldText] = []
    unread: list[UnreadableError] = []
    for item in find_inputs([folder]):
        try:
            document = read_document(item.path)
        except UnreadableError as error:
            unread.append(error)
            continue
        texts += [held_text(document, text) for text in document.texts]
    return HeldTexts(texts), unread
