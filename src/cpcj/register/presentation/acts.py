"""An act as pages show it: who is asked, what, by when, under which conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import mandate_address
from cpcj.resolutions.model import Span

if TYPE_CHECKING:
    from cpcj.register.models import Act

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
    due: str
    reiterated: bool
    review: Named
    standing: Named

    @classmethod
    def of(cls, act: Act) -> ShownAct:
        """Return an act whose values are fetched."""
        values = values_of(act)
        addressees = tuple(
            Named(value, names.addressee_name(value), names.tone_of(value))
            for value in values.get("addressee", ())
        )
        return cls(
            identifier=act.identifier,
            href=mandate_address(act.identifier),
            phrase=act.phrase,
            act=Named(act.act, names.act_name(act.act)),
            tone=addressees[0].tone if addressees else "nobody",
            addressees=addressees,
            qualifiers=tuple(
                Named(value, names.qualifier_name(value)) for value in values.get("qualifier", ())
            ),
            topics=tuple(Named(value, names.topic_name(value)) for value in values.get("topic", ())),
            deliverable=deliverable_line(act),
            due=due_line(act),
            reiterated=act.reiterated,
            review=Named(act.review, names.review_name(act.review)),
            standing=Named(act.standing, names.standing_name(act.standing)),
        )


def values_of(act: Act) -> dict[str, list[str]]:
    """Return an act's values by field, in order, from what was fetched with it."""
    found: dict[str, list[str]] = {}
    for value in sorted(act.values.all(), key=lambda one: (one.field, one.position)):
        found.setdefault(value.field, []).append(value.value)
    return found


def deliverable_line(act: Act) -> str:
    """Return what an act's addressee hands over and to whom, in one line."""
    if not (act.deliverable_what or act.deliverable_to or act.deliverable_when):
        return ""
    parts = [act.deliverable_what]
    if act.deliverable_to:
        parts.append(
            pgettext("deliverable", "to the %(body)s")
            % {"body": names.addressee_name(act.deliverable_to)}
        )
    if act.deliverable_when and act.due_session is None:
        parts.append(act.deliverable_when)
    return ", ".join(part for part in parts if part)


def due_line(act: Act) -> str:
    """Return the session at which something is due, with its dates where they are known."""
    if act.due_session is None:
        return ""
    session = names.session_name(act.due_body, act.due_session)
    if act.due_from is None:
        return session
    return gettext("%(session)s, from %(date)s") % {
        "session": session,
        "date": date_format(act.due_from, "DATE_FORMAT"),
    }


def spans_at(lists: Iterable[Sequence[int]]) -> list[Span]:
    """Return stored ``[start, end]`` lists as spans."""
    return [Span(one[0], one[1]) for one in lists]


def act_marks(acts: Iterable[Act], *, lit: str | None = None) -> Iterator[tuple[str, list[Span]]]:
    """Yield classes and the places in the full text they stand over, for each thing read.

    Args:
        acts: acts of one paragraph, their values fetched; rejected ones mark nothing.
        lit: a field whose words are lit up instead of being marked by addressee.
    """
    for act in acts:
        if act.review == REJECTED and lit is None:
            continue
        spans: Mapping[str, Any] = act.spans
        values = values_of(act)
        if lit is not None:
            yield "lit", field_spans(act, lit)
            continue
        addressees = values.get("addressee", [])
        tone = names.tone_of(addressees[0]) if addressees else "nobody"
        yield f"verb mark-{tone}", spans_at(spans.get("phrase", ()))
        for value, places in zip(addressees, spans.get("addressee", ()), strict=False):
            yield f"asked mark-{names.tone_of(value)}", spans_at(places)
        for places in spans.get("qualifier", ()):
            yield "condition", spans_at(places)
        yield "deliverable", spans_at(spans.get("deliverable", ()))


_SPAN_KEYS = {
    "phrase": "phrase",
    "act": "act",
    "reiterated": "reiterated",
    "action": "action",
    "deliverable": "deliverable",
    "addressees": "addressee",
    "qualifiers": "qualifier",
    "topics": "topic",
}
_LISTS = frozenset({"addressees", "qualifiers", "topics"})


def field_spans(act: Act, field: str) -> list[Span]:
    """Return the places in the full text from which a field was read."""
    stored = act.spans.get(_SPAN_KEYS[field], [])
    if field in _LISTS:
        return [span for places in stored for span in spans_at(places)]
    return spans_at(stored)
