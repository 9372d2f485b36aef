"""An act as pages show it: who is asked, what, by when, under which conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from cpcj.frame.punctuation import enumerated
from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import mandate_address
from cpcj.register.presentation.days import session_days
from cpcj.resolutions.model import Span

if TYPE_CHECKING:
    from cpcj.register.queries.mandates import MandateRow

REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Named:
    """A value with its name and its tone."""

    value: str
    name: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ShownAct:
    """An act in words.

    Attributes:
        identifier, href: of the act.
        phrase: the verb group as printed.
        act: the kind of act, named.
        tone: of the first addressee.
        addressees, qualifiers, topics: named values, in order.
        deliverable: what is due to whom, in one line; empty where nothing is.
        reported_to: to whom, named; empty where nobody is named.
        due: when, in one line; empty where the words name no session.
        reiterated: whether it repeats an earlier act.
        review: what people said of it.
        standing: how far it has come.
    """

    identifier: str
    href: str
    phrase: str
    act: Named
    tone: str
    addressees: tuple[Named, ...]
    qualifiers: tuple[Named, ...]
    topics: tuple[Named, ...]
    deliverable: str
    reported_to: str
    due: str
    reiterated: bool
    review: Named
    standing: Named

    @classmethod
    def of(cls, row: MandateRow) -> ShownAct:
        """Return a line of the list as pages show it."""
        addressees = tuple(
            Named(value, names.addressee_name(value), names.tone_of(value))
            for value in row.addressees
        )
        return cls(
            identifier=row.identifier,
            href=mandate_address(row.identifier),
            phrase=row.phrase,
            act=Named(row.act, names.act_name(row.act)),
            tone=addressees[0].tone if addressees else "nobody",
            addressees=addressees,
            qualifiers=tuple(Named(value, names.qualifier_name(value)) for value in row.qualifiers),
            topics=tuple(Named(value, names.topic_name(value)) for value in row.topics),
            deliverable=deliverable_line(row),
            reported_to=names.addressee_name(row.deliverable_to) if row.deliverable_to else "",
            due=due_line(row),
            reiterated=row.reiterated,
            review=Named(row.review, names.review_name(row.review)),
            standing=Named(row.standing, names.standing_name(row.standing)),
        )


def deliverable_line(act: MandateRow) -> str:
    """Return what an act's addressee hands over and to whom, in one line."""
    if not (act.deliverable_what or act.deliverable_to or act.deliverable_when):
        return ""
    parts = [act.deliverable_what]
    if act.deliverable_to:
        to = {"body": names.addressee_name(act.deliverable_to)}
        parts.append(gettext("to: %(body)s") % to)
    if act.deliverable_when and act.due_session is None:
        parts.append(act.deliverable_when)
    return enumerated(part for part in parts if part)


def due_line(act: MandateRow) -> str:
    """Return the session at which something is due, with its dates where they are known."""
    if act.due_session is None:
        return ""
    return session_days(act.due_body, act.due_session, act.due_from, act.due_to)


def spans_at(lists: Iterable[Sequence[int]]) -> list[Span]:
    """Return stored ``[start, end]`` lists as spans."""
    return [Span(one[0], one[1]) for one in lists]


def act_places(
    row: MandateRow, spans: Mapping[str, Any]
) -> Iterator[tuple[str, Iterable[Sequence[int]]]]:
    """Yield classes and the ``[start, end]`` lists they stand over in the full text.

    Of what an act was read from; a rejected act marks nothing.
    """
    if row.review == REJECTED:
        return
    tone = names.tone_of(row.addressees[0]) if row.addressees else "nobody"
    yield f"verb mark-{tone}", spans.get("phrase", ())
    for value, places in zip(row.addressees, spans.get("addressee", ()), strict=False):
        yield f"asked mark-{names.tone_of(value)}", places
    for places in spans.get("qualifier", ()):
        yield "condition", places
    yield "deliverable", spans.get("deliverable", ())


def act_marks(row: MandateRow, spans: Mapping[str, Any]) -> Iterator[tuple[str, list[Span]]]:
    """Yield classes and the places in the full text they stand over, as spans."""
    for classes, places in act_places(row, spans):
        yield classes, spans_at(places)


SPAN_KEYS = {
    "phrase": "phrase",
    "act": "act",
    "reiterated": "reiterated",
    "action": "action",
    "deliverable": "deliverable",
    "addressees": "addressee",
    "qualifiers": "qualifier",
    "topics": "topic",
}
"""Under which key the places of a field are stored."""

_LISTS = frozenset({"addressees", "qualifiers", "topics"})


def field_spans(spans: Mapping[str, Any], field: str) -> list[Span]:
    """Return the places in the full text from which a field was read."""
    stored = spans.get(SPAN_KEYS[field], [])
    if field in _LISTS:
        return [span for places in stored for span in spans_at(places)]
    return spans_at(stored)
