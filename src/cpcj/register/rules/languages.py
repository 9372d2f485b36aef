"""Language versions of one text: which is shown first, and which paragraphs are the same.

Operative paragraphs are linked by their printed numbers, preambular paragraphs and points by their
order. Where two versions do not have as many preambular paragraphs, those are linked that hold the
same figures (years, numbers of resolutions and articles), in order; what stays alone is said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

READ = "eng"
"""The language whose texts are read: its version leads where it is held."""

_MOST_CELLS = 40_000
"""Paragraphs of one side times those of the other up to which figures are compared."""


@dataclass(frozen=True, slots=True)
class Place:
    """A heading, paragraph or point of a version.

    Attributes:
        local: its identifier in the text; empty for a heading.
        kind: "heading", or the role of a provision.
        n: its number as printed.
        annex: which annex it stands in, 0 for the body.
        depth: 0 for paragraphs and headings, 1 for points, and so on.
        words: its own words.
        row: whatever stands for it elsewhere.
        below: its points.
    """

    local: str
    kind: str
    n: str
    annex: int
    depth: int
    words: str
    row: object = None
    below: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A place in both versions; None where one of them has no such place."""

    first: Place | None
    second: Place | None


def leading(languages: Iterable[str], shown: str = "") -> str:
    """Return the language that is shown without asking: English, else the one shown, else any.

    Args:
        languages: codes of the languages held.
        shown: the one that is shown now.
    """
    held = sorted(set(languages))
    if READ in held or not held:
        return READ
    return shown if shown in held else held[0]


def pairs(first: Sequence[Place], second: Sequence[Place]) -> list[Pair]:
    """Link the places of two versions, points after their paragraphs.

    Returns:
        Every place of both, in the order of the first; what only the second has stands after what
        it follows there.
    """
    partners: dict[int, Place] = {}
    groups = _grouped(second)
    for key, members in _grouped(first).items():
        for one, other in _linked(members, groups.get(key, []), key):
            partners[id(one)] = other
    return list(_merged(first, second, partners))


def alone(found: Iterable[Pair]) -> list[Pair]:
    """Return the provisions of both versions that have no partner; headings are none."""
    return [
        one
        for one in found
        if None in (one.first, one.second) and (one.first or one.second).kind != "heading"  # type: ignore[union-attr]
    ]


def _grouped(places: Sequence[Place]) -> dict[tuple[int, str], list[Place]]:
    groups: dict[tuple[int, str], list[Place]] = {}
    for place in places:
        groups.setdefault((place.annex, place.kind), []).append(place)
    return groups


def _linked(
    first: list[Place], second: list[Place], key: tuple[int, str]
) -> Iterable[tuple[Place, Place]]:
    """Return the members of a group that are the same."""
    if key[1] == "operative":
        numbered = _by_number(second)
        for number, one in _by_number(first).items():
            if number in numbered:
                yield one, numbered[number]
    elif len(first) == len(second) or len(first) * len(second) > _MOST_CELLS:
        yield from zip(first, second, strict=False)
    else:
        yield from _by_figures(first, second)


def _by_number(places: Sequence[Place]) -> dict[tuple[str, int], Place]:
    """Return paragraphs by number; a number that is printed again counts its occurrences."""
    found: dict[tuple[str, int], Place] = {}
    times: dict[str, int] = {}
    for place in places:
        times[place.n] = times.get(place.n, 0) + 1
        found[place.n, times[place.n]] = place
    return found


def figures(words: str) -> frozenset[int]:
    """Return the numbers that stand in words, in whichever digits they are written."""
    found: set[int] = set()
    digits = ""
    for sign in f"{words} ":
        value = unicodedata.decimal(sign, None) if not sign.isspace() else None
        if value is not None and len(digits) < 9:
            digits += str(value)
        elif digits:
            found.add(int(digits))
            digits = "" if value is None else str(value)
    return frozenset(found)


def _by_figures(first: list[Place], second: list[Place]) -> Iterable[tuple[Place, Place]]:
    """Link as many as can be in order, those of the same figures rather than others."""
    left, right = [figures(one.words) for one in first], [figures(one.words) for one in second]
    best = [[0.0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in range(len(first) - 1, -1, -1):
        for j in range(len(second) - 1, -1, -1):
            best[i][j] = max(
                best[i + 1][j + 1] + _alike(left[i], right[j]), best[i + 1][j], best[i][j + 1]
            )
    i = j = 0
    while i < len(first) and j < len(second):
        if best[i][j] == best[i + 1][j + 1] + _alike(left[i], right[j]):
            yield first[i], second[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _alike(one: frozenset[int], other: frozenset[int]) -> float:
    """Return how much speaks for two paragraphs being one, 0.1 to 4."""
    if not one and not other:
        return 1.0
    return 0.1 + 3.9 * len(one & other) / len(one | other)


@dataclass(slots=True)
class _Merging:
    pairs: list[Pair] = field(default_factory=list)

    def alone(self, place: Place, *, first: bool) -> None:
        self.pairs.append(Pair(place, None) if first else Pair(None, place))
        for below in place.below:
            self.alone(below, first=first)


def _merged(
    first: Sequence[Place], second: Sequence[Place], partners: dict[int, Place]
) -> Iterable[Pair]:
    taken = {id(other) for other in partners.values()}
    order = {id(other): at for at, other in enumerate(second)}
    merging = _Merging()
    at = 0
    for one in first:
        other = partners.get(id(one))
        if other is None:
            merging.alone(one, first=True)
            continue
        # What only the second has comes before the next that both have.
        upto = order[id(other)]
        while at < upto:
            if id(second[at]) not in taken:
                merging.alone(second[at], first=False)
            at += 1
        at = max(at, upto + 1)
        merging.pairs.append(Pair(one, other))
        merging.pairs += _points(one.below, other.below)
    for other in second[at:]:
        if id(other) not in taken:
            merging.alone(other, first=False)
    return merging.pairs


def _points(first: Sequence[Place], second: Sequence[Place]) -> list[Pair]:
    """Link points by their order, at each depth."""
    merging = _Merging()
    for one, other in zip(first, second, strict=False):
        merging.pairs.append(Pair(one, other))
        merging.pairs += _points(one.below, other.below)
    for one in first[len(second) :]:
        merging.alone(one, first=True)
    for other in second[len(first) :]:
        merging.alone(other, first=False)
    return merging.pairs
