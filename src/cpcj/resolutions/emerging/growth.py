"""Which phrases and topics are new in a period's texts, and which grow.

A phrase is *new* when no earlier text that is held has it, *growing* when it stands in a larger
part of the period's texts than of the earlier ones and chance is an unlikely reason: Dunning's
log-likelihood ratio of the two counts (texts with it, texts without it) is at least 10.83, the
value that chance exceeds once in a thousand. Texts are counted, not paragraphs, so that one long
text that repeats itself makes nothing emerge. What is held bounds what can be said: "new" means new
here.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cpcj.resolutions.emerging.phrases import phrases

LIKELY: Final = 10.83
"""Log-likelihood ratio from which growth is no chance (chi-square, one degree, 0.001)."""

LEAST: Final = 2
"""Texts of the period that something must stand in."""


class Kind(StrEnum):
    """What emerges."""

    PHRASE = "phrase"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Period:
    """A text as growth looks at it.

    Attributes:
        text: its identifier.
        date: of the text; None where none is known.
        number: of the session or year it belongs to.
        found: what stands in it (phrases, topics), with the provision where each stands first.
    """

    text: str
    date: dt.date | None
    number: int
    found: Mapping[tuple[Kind, str], str]


@dataclass(frozen=True, slots=True)
class Emerging:
    """Something new or growing.

    Attributes:
        kind: phrase or topic.
        name: the phrase in small letters, or the topic's key.
        new: whether no earlier text has it.
        texts: how many texts of the period have it.
        earlier: how many earlier texts have it.
        score: log-likelihood ratio of the growth.
        first: identifier of the provision that has it first, of all texts that are held.
        first_date: date of that text.
    """

    kind: Kind
    name: str
    new: bool
    texts: int
    earlier: int
    score: float
    first: str
    first_date: dt.date | None


def text_phrases(paragraphs: Iterable[tuple[str, str]]) -> dict[tuple[Kind, str], str]:
    """Return the phrases of a text, with the provision where each stands first.

    Args:
        paragraphs: identifier and words of each paragraph, in order.
    """
    found: dict[tuple[Kind, str], str] = {}
    for identifier, words in paragraphs:
        for phrase in phrases(words):
            found.setdefault((Kind.PHRASE, phrase), identifier)
    return found


def emerging(texts: Iterable[Period], number: int, *, most: int = 200) -> list[Emerging]:
    """Return what emerges in a session or year, the most telling first.

    Args:
        texts: all that are held, of that period and of earlier ones; later ones are left out.
        number: of the period.
        most: so many at most, of each kind.
    """
    now: Counter[tuple[Kind, str]] = Counter()
    before: Counter[tuple[Kind, str]] = Counter()
    first: dict[tuple[Kind, str], tuple[dt.date, str]] = {}
    counted = [0, 0]
    for text in texts:
        if text.number > number:
            continue
        current = text.number == number
        counted[current] += 1
        (now if current else before).update(text.found.keys())
        for key, provision in text.found.items():
            at = (text.date or dt.date.max, provision)
            if key not in first or at < first[key]:
                first[key] = at
    told = [
        _told(key, times, before[key], counted, first[key])
        for key, times in now.items()
        if times >= LEAST
    ]
    likely = [one for one in told if one.score >= LIKELY or one.new]
    kept = _longest(likely)
    kept.sort(key=lambda one: (-one.score, -one.texts, one.name))
    return [one for kind in Kind for one in [each for each in kept if each.kind is kind][:most]]


def _told(
    key: tuple[Kind, str], now: int, before: int, counted: list[int], first: tuple[dt.date, str]
) -> Emerging:
    earlier, current = counted
    day, provision = first
    return Emerging(
        kind=key[0],
        name=key[1],
        new=before == 0,
        texts=now,
        earlier=before,
        score=_ratio(now, current, before, earlier),
        first=provision,
        first_date=None if day == dt.date.max else day,
    )


def _ratio(now: int, current: int, before: int, earlier: int) -> float:
    """Return Dunning's log-likelihood ratio; 0 where the part of texts did not grow."""
    if not earlier or now * earlier <= before * current:
        return 0.0
    part = (now + before) / (current + earlier)

    def told(having: int, of: int) -> float:
        expected, without = of * part, of * (1 - part)
        score = having * math.log(having / expected) if having else 0.0
        lacking = of - having
        return score + (lacking * math.log(lacking / without) if lacking and without else 0.0)

    return 2 * (told(now, current) + told(before, earlier))


def _longest(found: list[Emerging]) -> list[Emerging]:
    """Leave out a phrase that stands only inside a longer one that is told as well."""
    by_count: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for one in found:
        if one.kind is Kind.PHRASE:
            by_count[one.texts, one.earlier].append(f" {one.name} ")
    joined = {key: "|".join(names) for key, names in by_count.items()}
    return [
        one
        for one in found
        if one.kind is not Kind.PHRASE or joined[one.texts, one.earlier].count(f" {one.name} ") < 2
    ]
