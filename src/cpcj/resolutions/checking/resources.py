"""Requests: who pays, who reports to whom, what is due already, when it ends, how long it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from rapidfuzz import fuzz

from cpcj.resolutions.act import Act, Deliverable
from cpcj.resolutions.checking.draft import Draft, Whole, found
from cpcj.resolutions.checking.finding import Found, Placed, Witness
from cpcj.resolutions.checking.held import DueAlready, Held, HeldText
from cpcj.resolutions.model import Span

_SECRETARIAT = frozenset({"secretary_general", "secretariat", "unodc", "unodc_executive_director"})


class ResourceClass(StrEnum):
    """From which resources a request is met."""

    NONE = "none"
    EXISTING = "existing resources"
    EXTRABUDGETARY = "extrabudgetary"
    BUDGET = "programme budget implications"


_CLASS = re.compile(
    r"(?P<EXISTING>(?:existing|available) (?:[a-z]+ (?:and|or) )?resources"
    r"|existing reporting obligations"
    r"|without (?:additional|further) (?:cost|financial))"
    r"|(?P<EXTRABUDGETARY>extrabudgetary|voluntary contributions)"
    r"|(?P<BUDGET>programme budget implications|regular budget|additional resources"
    r"|additional cost)",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"(?:extrabudgetary|existing|voluntary|additional)[^.;]{0,60}(?:resources|contributions)[^.;]{0,80}"
    r"\b(?:for (?:these|those|that|this) purposes?|present resolution"
    r"|mandates? (?:contained|set out))"
    r"|implement(?:ation of)? the present resolution[^.;]{0,80}(?:resources|extrabudgetary)",
    re.IGNORECASE,
)


def _requests(draft: Draft) -> Iterator[tuple[Whole, Act]]:
    for one in draft.operative:
        for act in draft.acts_by_paragraph.get(one.id, ()):
            yield one, act


def _place(draft: Draft, one: Whole, act: Act) -> tuple[Placed, Span]:
    """Return where the verb and the first of those asked stand."""
    start = act.phrase_pieces[0].start
    end = act.phrase_pieces[-1].end
    secretariat = [one for one in act.addressees if one.value in _SECRETARIAT]
    if secretariat:
        end = max(end, secretariat[0].pieces[0].end)
    return draft.in_paragraph(one, start, end)


def resource_words(words: str) -> Iterator[tuple[ResourceClass, Span]]:
    """Yield each class of resources that some words name, with where."""
    for match in _CLASS.finditer(words):
        yield ResourceClass[str(match.lastgroup)], Span(*match.span())


def general_resources(draft: Draft) -> Iterator[Whole]:
    """Yield the paragraphs that say for the whole text from which resources it is met."""
    return (one for one in draft.operative if _GENERAL.search(one.paragraph.full))


def secretariat_requests(draft: Draft) -> Iterator[tuple[Whole, Act]]:
    """Yield the requests to the Secretariat, each with its paragraph."""
    for one, act in _requests(draft):
        if act.act == "request" and _asked(act) & _SECRETARIAT:
            yield one, act


def _asked(act: Act) -> set[str]:
    return {value.value for value in act.addressees}


def resource_class(draft: Draft) -> Iterator[Found]:
    """U01: every request to the Secretariat says from which resources it is met."""
    if any(general_resources(draft)):
        return
    for one, act in secretariat_requests(draft):
        if not any(resource_words(one.paragraph.full)):
            at, span = _place(draft, one, act)
            yield found(at, *span)


# U04

_NO_SUBJECT = re.compile(r"(?:an? |the )?(?:\w+ )?report", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:on|concerning|regarding|about|containing|including|thereon)\b")
_CONTINUING = re.compile(r"existing reporting obligations|\bannual|\bbiennial|\bperiodic|\bregular")
_DOCUMENT = re.compile(r"\breports?\b", re.IGNORECASE)


def reports_asked(draft: Draft) -> Iterator[tuple[Whole, Act, Deliverable]]:
    """Yield the acts that ask the Secretariat for a report."""
    for one, act in _requests(draft):
        deliverable = act.deliverable
        if deliverable is None or not _asked(act) & _SECRETARIAT:
            continue
        if _DOCUMENT.search(deliverable.what):
            yield one, act, deliverable


def reporting_clause(draft: Draft) -> Iterator[Found]:
    """U04: who reports, to whom, at which session, on what."""
    for one, act, deliverable in reports_asked(draft):
        absent = []
        if deliverable.to is None and not _CONTINUING.search(act.full):
            absent.append("to whom")
        if deliverable.when is None and not _CONTINUING.search(act.full):
            absent.append("at which session")
        if _NO_SUBJECT.fullmatch(deliverable.what.strip()) and not _SUBJECT.search(act.action):
            absent.append("on what")
        if absent:
            pieces = act.deliverable_pieces or act.phrase_pieces
            at, span = draft.in_paragraph(one, *max(pieces, key=lambda piece: piece[1] - piece[0]))
            yield found(at, *span, absent=" nor ".join(absent))


# U05

_ALIKE = 80
_SHORT = 160


def due_alike(draft: Draft, act: Act, due: Iterable[DueAlready]) -> Iterator[DueAlready]:
    """Yield those of some due reports that are on the subject of one that a draft asks for."""
    subject = _subject(act.action)
    if not subject:
        return
    own = {
        text.identifier
        for text in (draft.held.series(draft.text.title.text) if draft.held is not None else ())
        if text.session == draft.document.session  # what became of the draft itself
    }
    for other in due:
        if other.identifier.partition("#")[0] not in own and (
            fuzz.token_sort_ratio(subject, _subject(other.what)) >= _ALIKE
        ):
            yield other


def due_already(draft: Draft) -> Iterator[Found]:
    """U05: a report on the same subject is due to the same body at the same session."""
    if draft.held is None:
        return
    for one, act in _requests(draft):
        due = act.deliverable.due if act.deliverable is not None else None
        if due is None:
            continue
        for other in due_alike(draft, act, draft.held.due(due.body, due.session)):
            pieces = act.deliverable_pieces or act.phrase_pieces
            at, span = draft.in_paragraph(one, *max(pieces, key=lambda piece: piece[1] - piece[0]))
            witness = Witness(other.identifier, other.what[:_SHORT])
            yield replace(found(at, *span), witnesses=(witness,))
            break


_FEWEST = 3
_ON = re.compile(
    r"\b(?:reports?|reporting|study|assessment|information)\b.{0,200}?\bon (?P<on>.{1,160})"
)
_THIS_TEXT = re.compile(
    r"(?:the )?(?:implementation|follow-up|status)?.{0,60}\bpresent resolution\b"
)
_SMALL = frozenset(["the", "of", "and", "to", "in", "a", "an", "for", "on", "its", "their", "by"])


def _subject(what: str) -> str:
    """Return what a report is on, in small letters; "" where that is the text itself or too little.

    Each text's report on its own implementation is another one.
    """
    match = _ON.search(what)
    if match is None or _THIS_TEXT.match(match["on"]):
        return ""
    words = re.findall(r"[\w’-]+", match["on"].split(", ")[0].casefold())
    content = [word for word in words if word not in _SMALL]
    return " ".join(content) if len(content) >= _FEWEST else ""


# U06, U07

_REVIEW = re.compile(
    r"\breview(?:s|ed|ing)? (?:the )?(?:implementation|mandate|status|progress)"
    r"|\b(?:expire|sunset|terminate|discontinue)\b|\bfor a period of\b|\buntil (?:its|\d|the)"
    r"|\b(?:consider|consideration|examine|agenda)\b[^.;]{0,160}\bsession\b",
    re.IGNORECASE,
)


def review_words(draft: Draft) -> Iterator[tuple[Whole, Span]]:
    """Yield the operative paragraphs that set a session, a period or an end, with the words."""
    for one in draft.operative:
        match = _REVIEW.search(one.paragraph.full)
        if match is not None:
            yield one, Span(*match.span())


def review(draft: Draft) -> Iterator[Found]:
    """U06: a session, a period or an end is set; to remain seized of the matter sets none."""
    if not draft.is_resolution or not draft.operative:
        return
    if not any(review_words(draft)):
        last = draft.operative[-1].words
        yield found(last, 0, len(last.text))


def series_before(draft: Draft, held: Held) -> list[HeldText]:
    """Return the adopted texts of a draft's series that are older than it, the latest first."""
    return [
        one
        for one in held.series(draft.text.title.text)
        if one.date is None or draft.date is None or one.date < draft.date
    ]


def words_of(draft: Draft) -> int:
    """Return how many words the paragraphs of a draft hold."""
    return sum(len(at.text.split()) for at in draft.body)


def length(draft: Draft) -> Iterator[Found]:
    """U07: words and operative paragraphs beside the latest text of the series."""
    if draft.held is None:
        return
    before = series_before(draft, draft.held)
    if not before:
        return
    latest = before[0]
    values = {
        "operative": str(len(draft.operative)),
        "count": str(words_of(draft)),
        "identifier": latest.identifier,
        "other_operative": str(latest.operative),
        "other_count": str(latest.words),
    }
    at = draft.title
    yield Found(at, Span(0, len(at.text)), values)


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {
    "U01": resource_class,
    "U04": reporting_clause,
    "U05": due_already,
    "U06": review,
    "U07": length,
}
