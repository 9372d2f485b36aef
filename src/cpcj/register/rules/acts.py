"""An act divided in two, and two acts made one, by an officer.

Everything follows from the places of the words, so that merging what was split gives the act back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cpcj.resolutions.act import Act, Evidence, Pieces
from cpcj.resolutions.model import Span


class NotOneParagraphError(ValueError):
    """Acts of different paragraphs cannot be merged."""


class NothingOnOneSideError(ValueError):
    """A split that would leave one of the two acts without words of its own."""


def words_at(pieces: Pieces, full: str) -> str:
    """Return the words of pieces of a paragraph, joined by a space."""
    return " ".join(full[start:end] for start, end in pieces)


def joined(pieces: Iterable[Span], full: str) -> Pieces:
    """Return pieces in order, those that overlap or have only spaces between them made one."""
    result: list[Span] = []
    for start, end in sorted(pieces):
        if start >= end:
            continue
        if result and not full[result[-1].end : start].strip(" "):
            result[-1] = Span(result[-1].start, max(end, result[-1].end))
        else:
            result.append(Span(start, end))
    return tuple(result)


def _cut(pieces: Pieces, at: int, full: str) -> tuple[Pieces, Pieces]:
    """Divide pieces at a place, without spaces at the cut."""
    before: list[Span] = []
    after: list[Span] = []
    for start, end in pieces:
        if end <= at:
            before.append(Span(start, end))
        elif start >= at:
            after.append(Span(start, end))
        else:
            left = start + len(full[start:at].rstrip(" "))
            right = end - len(full[at:end].lstrip(" "))
            before += [Span(start, left)] if left > start else []
            after += [Span(right, end)] if right < end else []
    return tuple(before), tuple(after)


def _divide(
    evidence: tuple[Evidence, ...], at: int, full: str
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    before: list[Evidence] = []
    after: list[Evidence] = []
    for one in evidence:
        left, right = _cut(one.pieces, at, full)
        if left or not right:
            before.append(Evidence(one.value, left))
        if right:
            after.append(Evidence(one.value, right))
    return tuple(before), tuple(after)


def split(act: Act, at: int, *, second_id: str, second_position: int) -> tuple[Act, Act]:
    """Divide an act at a place of its paragraph.

    What is read from words before the place goes to the first act, the rest to the second. The verb
    stays with both, and the addressees, which print does not repeat, where one side has none.

    Args:
        act: the act.
        at: code point of ``act.full``.
        second_id: identifier of the second act.
        second_position: its place; the first keeps identifier and place.

    Raises:
        NothingOnOneSideError: all words of the action stand on one side.
    """
    actions = _cut(act.action_pieces, at, act.full)
    if not all(actions):
        message = f"{act.id}: all words of the action stand on one side of character {at}"
        raise NothingOnOneSideError(message)
    addressees = _divide(act.addressees, at, act.full)
    if not all(addressees):
        addressees = (act.addressees, act.addressees)
    qualifiers = _divide(act.qualifiers, at, act.full)
    topics = _divide(act.topics, at, act.full)
    deliverables = _cut(act.deliverable_pieces, at, act.full)
    first_delivers = bool(deliverables[0]) or not deliverables[1]
    parts = []
    for side in (0, 1):
        delivers = first_delivers if side == 0 else not first_delivers
        parts.append(
            replace(
                act,
                action=words_at(actions[side], act.full),
                action_pieces=actions[side],
                addressees=addressees[side],
                qualifiers=qualifiers[side],
                topics=topics[side],
                deliverable=act.deliverable if delivers else None,
                deliverable_pieces=act.deliverable_pieces if delivers else (),
                citations=tuple(c for c in act.citations if (c.span.start >= at) == bool(side)),
            )
        )
    return parts[0], replace(parts[1], id=second_id, position=second_position)


def merge(first: Act, second: Act) -> Act:
    """Make two acts of one paragraph one, with the identifier, place, verb and kind of the first.

    An act has one verb: an officer who merges says that the second verb opens no act of its own.

    Raises:
        NotOneParagraphError: they stand in different paragraphs.
    """
    if (first.document, first.text, first.paragraph, first.full) != (
        second.document, second.text, second.paragraph, second.full
    ):  # fmt: skip
        message = f"{first.id} and {second.id} do not stand in one paragraph"
        raise NotOneParagraphError(message)
    full = first.full
    action = joined((*first.action_pieces, *second.action_pieces), full)
    of_first = first.deliverable is not None
    return replace(
        first,
        action=words_at(action, full) if action else first.action,
        action_pieces=action,
        addressees=_united(first.addressees, second.addressees, full),
        qualifiers=tuple(
            sorted(_united(first.qualifiers, second.qualifiers, full), key=lambda one: one.value)
        ),
        topics=_united(first.topics, second.topics, full),
        deliverable=first.deliverable if of_first else second.deliverable,
        deliverable_pieces=first.deliverable_pieces if of_first else second.deliverable_pieces,
        reiterated=first.reiterated or second.reiterated,
        reiterated_pieces=joined((*first.reiterated_pieces, *second.reiterated_pieces), full),
        citations=tuple(
            sorted({c.span: c for c in (*first.citations, *second.citations)}.values(),
                   key=lambda citation: citation.span)
        ),
    )  # fmt: skip


def _united(
    first: tuple[Evidence, ...], second: tuple[Evidence, ...], full: str
) -> tuple[Evidence, ...]:
    pieces: dict[str, list[Span]] = {}
    for one in (*first, *second):
        pieces.setdefault(one.value, []).extend(one.pieces)
    return tuple(Evidence(value, joined(spans, full)) for value, spans in pieces.items())
