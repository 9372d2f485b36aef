"""Which requests are one: in the stages of one text, and year after year in a series.

A request of a draft and that of the resolution it became are one entry: the adopted one, with the
proposal beside it. Requests of a series are the same year after year; each is an entry of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cpcj.register.reporting.rules.requests import Request

SAME_WORDS = 80
"""Likeness of what is asked, 0 to 100, from which requests of one text's stages are one."""
REPEATED = 60
"""The same for requests of a series, which are reworded more over the years."""

_STANDINGS = ("adopted", "recommended", "proposed")
_SESSION_WORDS = re.compile(
    r"\b(?:at|during|before|for)\s+(?:its|their|the)\s+[\w,\s-]{3,60}?\bsessions?\b", re.IGNORECASE
)
_NOT_WORD = re.compile(r"[^\w]+")


def words_of(action: str) -> str:
    """Return what is asked as it is compared: without sessions, signs and capitals."""
    return _NOT_WORD.sub(" ", _SESSION_WORDS.sub(" ", action)).strip().lower()


@dataclass(frozen=True, slots=True)
class Placed:
    """A request with the family of its text and the keys of its deadlines.

    Attributes:
        request: the request.
        family: key of the text's family; None where it has none.
        deadlines: keys of its deadlines ("general_assembly:71").
        words: what is asked, as :func:`words_of` gives it.
    """

    request: Request
    family: int | None
    deadlines: frozenset[str]
    words: str

    @property
    def rank(self) -> tuple[int, str, str]:
        """Return its place among the stages: the adopted first, then the latest."""
        request = self.request
        standing = _STANDINGS.index(request.standing)
        later = "" if request.date is None else f"{9999 - request.date.year:04}"
        return standing, later, request.identifier


def one_entry_each(placed: Iterable[Placed]) -> dict[str, list[str]]:
    """Return the requests that lead an entry, each with the identifiers of those beside it.

    Args:
        placed: all requests held.
    """
    families: dict[int, list[Placed]] = {}
    found: dict[str, list[str]] = {}
    for one in placed:
        if one.family is None:
            found[one.request.identifier] = []
        else:
            families.setdefault(one.family, []).append(one)
    for members in families.values():
        found.update(_of_family(members))
    return found


def _of_family(members: Sequence[Placed]) -> dict[str, list[str]]:
    """Put each request of a later stage beside the likest of an earlier one in rank."""
    ordered = sorted(members, key=lambda one: one.rank)
    leads: list[Placed] = []
    beside: dict[str, list[str]] = {}
    taken: dict[str, set[str]] = {}  # texts that already have a request beside a lead
    for one in ordered:
        best: tuple[float, Placed] | None = None
        for lead in leads:
            if lead.request.text == one.request.text:
                continue
            if one.request.text in taken[lead.request.identifier]:
                continue
            score = _likeness(lead, one)
            if score >= SAME_WORDS and (best is None or score > best[0]):
                best = score, lead
        if best is None:
            leads.append(one)
            beside[one.request.identifier] = []
            taken[one.request.identifier] = set()
        else:
            key = best[1].request.identifier
            beside[key].append(one.request.identifier)
            taken[key].add(one.request.text)
    return beside


def _likeness(one: Placed, other: Placed) -> float:
    """Return how alike two requests of one family are; the same session counts for them."""
    score = fuzz.ratio(one.words, other.words)
    longer = max(len(one.words), len(other.words)) or 1
    if one.deadlines & other.deadlines and min(len(one.words), len(other.words)) / longer > 0.5:
        score = max(score, fuzz.token_set_ratio(one.words, other.words))
    return score


def chains(placed: Iterable[Placed], series: Mapping[str, int | None]) -> dict[str, str]:
    """Return the chain of each request: the identifier of the first one that asked the same.

    Args:
        placed: the leading requests.
        series: the series of each text, by its identifier.
    """
    grouped: dict[int, list[Placed]] = {}
    found: dict[str, str] = {}
    for one in placed:
        key = series.get(one.request.text)
        if key is None:
            found[one.request.identifier] = one.request.identifier
        else:
            grouped.setdefault(key, []).append(one)
    for members in grouped.values():
        heads: list[Placed] = []
        ordered = sorted(
            members,
            key=lambda one: (
                one.request.date is None,
                str(one.request.date),
                one.request.session or 0,
                one.request.identifier,
            ),
        )
        for one in ordered:
            head = next((head for head in heads if _repeats(head, one)), None)
            if head is None:
                heads.append(one)
                head = one
            found[one.request.identifier] = head.request.identifier
    return found


def _repeats(head: Placed, one: Placed) -> bool:
    if head.request.text == one.request.text:
        return False
    if head.request.addressees[:1] != one.request.addressees[:1]:
        return False
    bodies = [{key.partition(":")[0] for key in each.deadlines} for each in (head, one)]
    if not bodies[0] & bodies[1]:
        return False
    return fuzz.token_set_ratio(head.words, one.words) >= REPEATED
