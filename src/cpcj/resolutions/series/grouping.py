"""Which texts are the yearly ones on one subject: by recurring title, by what they reaffirm, and by
their paragraphs.

A title is reworded now and then; the new text then still recalls or reaffirms the former one, and
repeats paragraphs of it. A text joins a series when its recurring title is the series', or when two
of three things agree: it recalls a text of the series, of another session; its title is near enough
to be a rewording; a good part of its paragraphs stands in that text word for word. One alone does
not make a series: every text on crime recalls many others, those of one session each other, and
budgets of two missions share most of their paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from cpcj.resolutions.comparing.coding import WORD

SHARED = 0.2
"""Part of the shorter text's paragraphs that must stand in the other to say they are made alike."""

_LEAST = 4  # such paragraphs at least
_LONG = 12  # words of a paragraph that counts

REWORDED = 75
"""Likeness of recurring titles, 0 to 100 by sorted words, that a recalled text must reach."""


@dataclass(frozen=True, slots=True)
class Held:
    """A series that holds a text: its key, its recurring title, whether the new text recalls a
    text of it from another session, or is recalled by one, and whether it is made of the same
    paragraphs as one (:func:`same_paragraphs`).
    """

    key: int
    title: str
    recalled: bool
    alike: bool = False


def same_paragraphs(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether a good part of the paragraphs of the shorter of two texts stands in the other.

    Short paragraphs do not count, they are formulas; case and punctuation do not either.
    """
    both = [
        {tuple(said) for words in text if len(said := WORD.findall(words.lower())) >= _LONG}
        for text in (one, other)
    ]
    common = len(both[0] & both[1])
    return common >= _LEAST and common >= SHARED * min(map(len, both))


def series_for(title: str, held: Iterable[Held]) -> tuple[int, str] | None:
    """Return the series a text belongs to and why.

    Args:
        title: the text's recurring title.
        held: the series that may be meant: those of the same title, and those of recalled texts.

    Returns:
        The key of the series and the reason in words; None where the text begins a new one.
    """
    if not title:
        return None
    near: list[tuple[float, int, str]] = []
    for series in held:
        if series.title == title:
            return series.key, "the same recurring title"
        likeness = fuzz.token_sort_ratio(title, series.title, score_cutoff=REWORDED)
        if likeness and series.recalled:
            near.append((-likeness, series.key, _NEAR_AND_RECALLED))
        elif likeness and series.alike:
            near.append((-likeness, series.key, _NEAR_AND_ALIKE))
        elif series.recalled and series.alike:
            near.append((0.0, series.key, _RECALLED_AND_ALIKE))
    if not near:
        return None
    _, key, why = min(near)
    return key, why


_NEAR_AND_RECALLED = "a nearly equal title, and it recalls a text of the series"
_NEAR_AND_ALIKE = "a nearly equal title, and paragraphs of a text of the series"
_RECALLED_AND_ALIKE = "it recalls a text of the series and repeats paragraphs of it"
