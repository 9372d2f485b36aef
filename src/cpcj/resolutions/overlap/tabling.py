"""A draft before it is tabled, laid beside what is held.

Everything here is a candidate for a person to look at, with the words side by side; nothing says
that two paragraphs are the same in law, or that a report is one too many.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from cpcj.resolutions.act import Act
from cpcj.resolutions.agreed import Passage
from cpcj.resolutions.checking.draft import Draft, Whole
from cpcj.resolutions.checking.held import DueAlready, Held
from cpcj.resolutions.checking.resources import (
    ResourceClass,
    due_alike,
    general_resources,
    reports_asked,
    resource_words,
    review_words,
    secretariat_requests,
    series_before,
    words_of,
)
from cpcj.resolutions.comparing.words import Change, word_changes
from cpcj.resolutions.identifier import text_id
from cpcj.resolutions.model import Document, Span, Text
from cpcj.resolutions.overlap.duplicates import ALIKE, FEWEST, bags, likeness
from cpcj.resolutions.overlap.holding import Holding
from cpcj.resolutions.series.titles import recurring_title

ASKED_ALIKE: Final = 0.6
"""Likeness of what is asked from which two requests to the same body are shown."""

MOST: Final = 5
"""Candidates shown for one paragraph, the likest first; of equally like ones the latest."""

_SERIES: Final = 10


class Overlap(NamedTuple):
    """A paragraph, or a request in it, and a held one much like it.

    Attributes:
        place: the draft's paragraph ("op7").
        passage: the held paragraph.
        provision: identifier of the held paragraph, or of its act.
        likeness: of what is compared, 0 to 1: the whole paragraphs, or what is asked.
        changes: from the held words to those of the draft.
        asked: who is asked in both; empty where whole paragraphs are compared.
        series: whether the other text is of the draft's own series, where it is expected.
    """

    place: str
    passage: Passage
    provision: str
    likeness: float
    changes: tuple[Change, ...]
    asked: tuple[str, ...]
    series: bool


class NewReport(NamedTuple):
    """A report that the draft asks for.

    Attributes:
        place: the paragraph; words: the act's.
        words: what is asked, verbatim.
        what, to, when: the deliverable as read; empty where it is not said.
        body, session, start, end: the session that is meant; empty or None where none is.
        alike: reports on the same subject that are due to that body at that session.
        due: how many reports are known to be due there.
    """

    place: str
    words: str
    what: str
    to: str
    when: str
    body: str
    session: int | None
    start: dt.date | None
    end: dt.date | None
    alike: tuple[DueAlready, ...]
    due: int


class Resources(NamedTuple):
    """A request to the Secretariat and the classes of resources that are named for it.

    Attributes:
        place, words: the paragraph, and what is asked.
        said: each class with its words and the paragraph in which they stand; the class
            :attr:`ResourceClass.NONE` alone where nothing is said.
    """

    place: str
    words: str
    said: tuple[tuple[ResourceClass, str, str], ...]


class Clause(NamedTuple):
    """A paragraph that sets a session, a period or an end: its words around those that say so."""

    place: str
    before: str
    words: str
    after: str


class Size(NamedTuple):
    """How long a text is: operative paragraphs, and words of all paragraphs."""

    identifier: str
    date: dt.date | None
    operative: int
    words: int


@dataclass(frozen=True, slots=True)
class BeforeTabling:
    """What is to be looked at in a text before it is tabled.

    Attributes:
        identifier: of the draft's text.
        title: its title.
        paragraphs: near-duplicates of whole paragraphs.
        requests: requests to the same body, much alike, in paragraphs that are not.
        reports: reports that the draft asks of the Secretariat.
        resources: each request to the Secretariat with its class of resources.
        review: paragraphs that set a session, a period or an end.
        own: how long the draft is.
        series: how long the adopted texts of its series are, the latest first.
        compared: paragraphs that were laid beside the draft's.
    """

    identifier: str
    title: str
    paragraphs: tuple[Overlap, ...]
    requests: tuple[Overlap, ...]
    reports: tuple[NewReport, ...]
    resources: tuple[Resources, ...]
    review: tuple[Clause, ...]
    own: Size
    series: tuple[Size, ...]
    compared: int

    @property
    def unclassed(self) -> int:
        """Return how many requests to the Secretariat say nothing of resources."""
        return sum(one.said[0][0] is ResourceClass.NONE for one in self.resources)


def before_tabling(document: Document, holding: Holding, held: Held) -> tuple[BeforeTabling, ...]:
    """Return what is to be looked at in each text of a draft that has paragraphs.

    Args:
        document: the draft; its own texts, where they are held, are not laid beside it.
        holding: the paragraphs that are held.
        held: the texts that are held, and what is due, as the checks ask for them.
    """
    own = frozenset(text_id(document, text) for text in document.texts)
    return tuple(
        _one(Draft(document, text, held), own, holding, held)
        for text in document.texts
        if text.preambular or text.operative
    )


def _one(draft: Draft, own: Collection[str], holding: Holding, held: Held) -> BeforeTabling:
    laid = _laid(draft, own, holding)
    paragraphs = tuple(_paragraphs(draft.text, laid))
    known = {(one.place, one.provision) for one in paragraphs}
    return BeforeTabling(
        identifier=draft.identifier,
        title=draft.title.text,
        paragraphs=paragraphs,
        requests=tuple(_requests(draft, laid, known, holding)),
        reports=tuple(_reports(draft, held)),
        resources=tuple(_resources(draft)),
        review=tuple(_clause(one, span) for one, span in review_words(draft)),
        own=Size(draft.identifier, draft.date, len(draft.operative), words_of(draft)),
        series=tuple(
            Size(one.identifier, one.date, one.operative, one.words)
            for one in series_before(draft, held)[:_SERIES]
        ),
        compared=len({passage.identifier for one in laid for passage in one.near}),
    )


class _Laid(NamedTuple):
    """A paragraph of the draft with the held ones that may be like it."""

    whole: Whole
    near: Sequence[Passage]


def _laid(draft: Draft, own: Collection[str], holding: Holding) -> list[_Laid]:
    wholes = [one for one in draft.wholes if len(one.paragraph.full.split()) >= FEWEST]
    near = holding.near([one.paragraph.full for one in wholes])
    return [
        _Laid(whole, [passage for passage in passages if passage.text not in own])
        for whole, passages in zip(wholes, near, strict=True)
    ]


def _likest(
    words: str, others: Sequence[tuple[str, Passage]], least: float
) -> Iterator[tuple[int, float]]:
    """Yield the places of the likest of others, at least so like, with their likeness."""
    coded = bags([words, *(other for other, _ in others)])
    found = [
        (score, place)
        for place, other in enumerate(coded[1:])
        if (score := likeness(coded[0], other, least)) >= least
    ]
    early = dt.date.min
    found.sort(key=lambda one: (one[0], others[one[1]][1].date or early), reverse=True)
    for score, place in found[:MOST]:
        yield place, score


def _paragraphs(text: Text, laid: Sequence[_Laid]) -> Iterator[Overlap]:
    title = recurring_title(text.title.text)
    for one in laid:
        words = one.whole.paragraph.full
        for place, score in _likest(words, [(p.words, p) for p in one.near], ALIKE):
            yield _overlap(one.whole, one.near[place], score, title)


def _overlap(whole: Whole, passage: Passage, score: float, title: str) -> Overlap:
    return Overlap(
        place=whole.id,
        passage=passage,
        provision=passage.identifier,
        likeness=score,
        changes=word_changes(passage.words, whole.paragraph.full),
        asked=(),
        series=bool(title) and recurring_title(passage.title) == title,
    )


def _requests(
    draft: Draft, laid: Sequence[_Laid], known: Collection[tuple[str, str]], holding: Holding
) -> Iterator[Overlap]:
    """Yield held requests to a body that the draft asks much the same."""
    title = recurring_title(draft.text.title.text)
    asking = [(one, act) for one in laid for act in draft.acts_by_paragraph.get(one.whole.id, ())
              if act.addressees and len(act.action.split()) >= FEWEST]  # fmt: skip
    met = {passage.identifier for one, _ in asking for passage in one.near}
    requests = holding.requests(met) if met else {}
    for one, act in asking:
        asked = {value.value for value in act.addressees}
        others = [
            (passage, request)
            for passage in one.near
            if (one.whole.id, passage.identifier) not in known
            for request in requests.get(passage.identifier, ())
            if asked & request.addressees
        ]
        likest = _likest(act.action, [(r.action, p) for p, r in others], ASKED_ALIKE)
        for place, score in likest:
            passage, request = others[place]
            yield Overlap(
                place=one.whole.id,
                passage=passage,
                provision=request.identifier,
                likeness=score,
                changes=word_changes(request.action, act.action),
                asked=tuple(sorted(asked & request.addressees)),
                series=bool(title) and recurring_title(passage.title) == title,
            )


def _reports(draft: Draft, held: Held) -> Iterator[NewReport]:
    for one, act, deliverable in reports_asked(draft):
        due = deliverable.due
        there = () if due is None else held.due(due.body, due.session)
        yield NewReport(
            place=one.id,
            words=act.action,
            what=deliverable.what,
            to=deliverable.to or "",
            when=deliverable.when or "",
            body="" if due is None else due.body,
            session=None if due is None else due.session,
            start=None if due is None else due.start,
            end=None if due is None else due.end,
            alike=tuple(due_alike(draft, act, there)),
            due=len(there),
        )


def _resources(draft: Draft) -> Iterator[Resources]:
    general = [said for one in general_resources(draft) for said in _said(one)]
    for one, act in secretariat_requests(draft):
        said = tuple(_said(one)) or tuple(general) or ((ResourceClass.NONE, "", ""),)
        yield Resources(one.id, _asked_words(act), said)


def _said(one: Whole) -> Iterator[tuple[ResourceClass, str, str]]:
    words = one.paragraph.full
    for kind, span in resource_words(words):
        yield kind, words[span.start : span.end], one.id


def _asked_words(act: Act) -> str:
    return act.action or act.full


def _clause(one: Whole, span: Span) -> Clause:
    words = one.paragraph.full
    return Clause(one.id, words[: span.start], words[span.start : span.end], words[span.end :])
