"""Which texts are stages of one text: draft, revisions, the report's text, the resolution.

A family is proposed where title, session and agenda item agree, and confirmed by a person. Two
adopted texts are never stages of one: each was adopted for itself. The title of a draft may change
on the way ("strengthening" becomes "enhancing"): near titles count where session and item agree,
exact ones where an item is not printed. Counts never add the members of a family.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from cpcj.resolutions.series.titles import same_title

NEAR = 90
"""Likeness of two titles, 0 to 100 by sorted words, from which one counts as the other reworded."""


_NUMBER = re.compile(r"\d+")
_SMALL = 12  # characters of a title under which likeness says nothing


@dataclass(frozen=True, slots=True)
class Candidate:
    """What of a text decides its family.

    Attributes:
        key: any value that stands for the text.
        body: key of the adopting body, None where it is not known.
        session: session of that body.
        item: agenda item as printed ("106", "68 (b)").
        title: the text's title.
        decision: whether it is a decision or a draft of one; a resolution is never its stage.
        adopted: symbol and number of an adopted text, each empty where not printed; None for a
            draft.
    """

    key: int
    body: str | None
    session: int | None
    item: str | None
    title: str
    decision: bool = False
    adopted: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that may be a stage of the same text; ``reason`` says what agrees."""

    key: int
    reason: str
    likeness: float


def items_agree(one: str | None, other: str | None) -> bool | None:
    """Tell whether two agenda items are one; None where either is not printed.

    "106" and "106 (a)" agree: a draft may name the item, the resolution its part.
    """
    numbers = _NUMBER.findall(one or ""), _NUMBER.findall(other or "")
    if not all(numbers):
        return None
    return bool(set(numbers[0]) & set(numbers[1]))


def both_adopted(one: Candidate, other: Candidate) -> bool:
    """Tell whether two texts were adopted each for itself: they may be a series, never a family."""
    pairs = zip(one.adopted or (), other.adopted or (), strict=False)
    return any(name and theirs and name != theirs for name, theirs in pairs)


def propose(text: Candidate, held: Iterable[Candidate]) -> tuple[Proposal, ...]:
    """Return the held texts that may be stages of the same text, the likest first."""
    title = same_title(text.title)
    if not title or text.session is None:
        return ()
    found = []
    for other in held:
        if other.key == text.key or other.decision != text.decision or both_adopted(text, other):
            continue
        if other.session != text.session or (text.body and other.body and text.body != other.body):
            continue
        agree = items_agree(text.item, other.item)
        if agree is False:
            continue
        theirs = same_title(other.title)
        if theirs == title:
            why = "title, session and agenda item" if agree else "title and session"
            found.append(Proposal(other.key, f"the same {why}", 100.0))
        elif agree and min(len(title), len(theirs)) > _SMALL:
            likeness = fuzz.token_sort_ratio(title, theirs, score_cutoff=NEAR)
            if likeness:
                why = "a nearly equal title, the same session and agenda item"
                found.append(Proposal(other.key, why, likeness))
    found.sort(key=lambda proposal: (-proposal.likeness, proposal.key))
    return tuple(found)
