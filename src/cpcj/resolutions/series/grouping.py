"""Which texts are the yearly ones on one subject: by recurring title, and by what they reaffirm.

A title is reworded now and then; the new text then still recalls or reaffirms the former one. A
text joins a series when its recurring title is the series', or when it recalls a text of a series,
of another session, whose title is near enough to be a rewording. Recalling alone does not make a
series: every text on crime recalls many others, and those of one session each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

REWORDED = 75
"""Likeness of recurring titles, 0 to 100 by sorted words, that a recalled text must reach."""


@dataclass(frozen=True, slots=True)
class Held:
    """A series that holds a text: its key, its recurring title, whether the new text recalls a
    text of it from another session, or is recalled by one.
    """

    key: int
    title: str
    recalled: bool


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
    near: list[tuple[float, int]] = []
    for series in held:
        if series.title == title:
            return series.key, "the same recurring title"
        if series.recalled:
            likeness = fuzz.token_sort_ratio(title, series.title, score_cutoff=REWORDED)
            if likeness:
                near.append((-likeness, series.key))
    if not near:
        return None
    return min(near)[1], "a nearly equal title, and it recalls a text of the series"
