"""Which listed document may answer a request: same body and session, same author, same subject.

A proposal is made by a rule that people can read, and confirmed or rejected by a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

NEAR = 82
"""Likeness of subjects, 0 to 100, from which a document is proposed as an answer."""
_SHORT = 12  # characters of a subject below which likeness says nothing

_OF_WHOM = re.compile(
    r"^(?:(?:the|an?)\s+)?(?:[\w-]+\s+){0,3}?(?:reports?|notes?|updates?|letters?|memorandum|summary)\s+"
    r"(?:of|by|from)\s+(?:the\s+)?(?P<whom>.*?)"
    r"(?:\s+(?:on|entitled|transmitting|containing|regarding|concerning|about)\s|$)",
    re.IGNORECASE,
)
_TRANSMITTING = re.compile(r"\btransmitting\s+(?:the\s+)?(?P<subject>.*)$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:on|entitled|regarding|concerning|about|containing)\s+(?:the\s+)?(?P<subject>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PRESENT_TEXT = re.compile(
    r"\b(?:implementation\s+of\s+)?(?:the\s+)?(?:present|this)\s+(?:resolution|text|declaration)\b"
    r"|\bthereon\b|\bthe\s+(?:question|matter|issue|subject)\b",
    re.IGNORECASE,
)
_SESSION_WORDS = re.compile(
    r"\bat\s+(?:its|their|the)\s+[\w,\s-]{3,60}?\bsessions?\b|,?\s*under\s+the\s+(?:sub-)?item\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_WORD = re.compile(r"[^\w]+")
_EMPTY = frozenset(
    {
        "the", "of", "and", "in", "to", "for", "a", "an", "on", "by", "with", "its", "united",
        "nations", "report", "secretary", "general", "implementation", "particular",
    }
)  # fmt: skip
_AUTHORS = {
    "secretary_general": ("secretary-general", "secretary general"),
    "unodc": ("office on drugs and crime", "executive director"),
    "unodc_executive_director": ("executive director",),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A document that is listed somewhere: its symbol and title as printed."""

    symbol: str
    title: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request as documents are compared with it.

    Attributes:
        action: what is asked, verbatim.
        title: the title of its text.
        addressees: who is asked, normalized.
    """

    action: str
    title: str
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A document that may answer a request, with how alike the subjects are, 0 to 100."""

    symbol: str
    likeness: float


def subject_of(title: str) -> str:
    """Return what a document is about: the words after "on" or "entitled" in its title."""
    transmitted = _TRANSMITTING.search(title)
    if transmitted is not None:
        return transmitted["subject"]
    found = _SUBJECT.search(title)
    return title if found is None else found["subject"]


def proposed_answer(wanted: Wanted, listed: Iterable[Listed]) -> Answer | None:
    """Return the document that answers a request best; None where none is near enough."""
    best: Answer | None = None
    subjects = tuple(_subjects(wanted))
    for document in listed:
        if not _by_who_is_asked(document.title, wanted.addressees):
            continue
        theirs = subject_of(document.title)
        likeness = max((_likeness(theirs, ours) for ours in subjects), default=0.0)
        if likeness >= NEAR and (best is None or likeness > best.likeness):
            best = Answer(document.symbol, likeness)
    return best


def _subjects(wanted: Wanted) -> Iterable[str]:
    """Yield what a request is about; of "the present resolution", the text's title."""
    found = _SUBJECT.search(_SESSION_WORDS.sub(" ", wanted.action))
    asked = "" if found is None else found["subject"]
    if not asked or _PRESENT_TEXT.search(asked):
        yield wanted.title
    if asked:
        yield asked


def _words(subject: str) -> str:
    """Return the words of a subject that tell it from others."""
    words = _NOT_WORD.sub(" ", subject.lower()).split()
    return " ".join(word for word in words if word not in _EMPTY)


def _likeness(one: str, other: str) -> float:
    """Return how alike two subjects are, whole or up to what is only added after a comma."""
    whole = _compared(_words(one), _words(other))
    return max(whole, _compared(_words(one.partition(",")[0]), _words(other.partition(",")[0])))


def _compared(one: str, other: str) -> float:
    if one and one == other:
        return 100.0
    if min(len(one), len(other)) < _SHORT:
        return 0.0
    return float(fuzz.token_sort_ratio(one, other))


def _by_who_is_asked(title: str, addressees: tuple[str, ...]) -> bool:
    """Tell whether a document's author is one who was asked, or is not said."""
    found = _OF_WHOM.match(title)
    if found is None:
        return True
    whom = found["whom"].lower()
    for addressee in addressees:
        names = _AUTHORS.get(addressee, (addressee.partition(":")[0].replace("_", " "),))
        if any(name in whom for name in names):
            return True
    return not addressees
