"""Which provision of one text became which of another.

Paragraphs are matched although they were moved, renumbered, split, merged or heavily edited. The
likeness of two paragraphs has two halves: the words they share, each weighted by how rare it is in
the two texts ("Requests the Secretary-General" says little, "ransomware" much), and the order the
words stand in. Pairs are taken from the most alike down; a pair between two neighbours that are
paired already needs less likeness than one that stands alone, because texts are edited in place.
What is left is tried as a part of a pair: a paragraph that took over words of its neighbour's
predecessor is a split, the mirror image a merge. Points are matched after their paragraphs, first
within each pair, then across the text, so that a point that became a paragraph is found.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz.distance import Indel

from cpcj.resolutions.comparing.coding import Coder
from cpcj.resolutions.model import Role, Text, text_provisions

ALONE: Final = 0.42
"""Likeness from which two paragraphs are a pair wherever they stand."""

BONUS: Final = 0.16
"""How much a pair gains that stands between neighbours that are a pair already."""

CERTAIN: Final = 0.62
"""Likeness from which a pair is taken before its neighbours are looked at."""

TAKEN_OVER: Final = 0.5
"""Part of a paragraph's weight that must come from the other's to call it a split or merge."""

_POSSIBLE: Final = 0.12  # below this likeness a pair is not looked at
_TELLING: Final = 16  # the rarest words of a provision by which its like are found
_LOOKED_AT: Final = 6  # so many of those that share most are measured
_MET: Final = 100  # where so many were met that share a rare word, commoner ones add nothing
_ALL: Final = 8  # so few need no looking up
_OTHER_ROLE: Final = 0.8  # likeness of a preambular with an operative paragraph counts for less


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision as it is compared.

    Attributes:
        id: identifier inside its text ("pp12", "op46(a)").
        parent: identifier of the provision it is a point of; empty for a paragraph.
        role: what it is.
        words: its full words with points (paragraphs), or its own (points of points below it too).
    """

    id: str
    parent: str
    role: Role
    words: str


class Pairing(NamedTuple):
    """Provisions of the earlier text and what became of them in the later one.

    One identifier on each side for a pair; several ``after`` for a split, several ``before`` for a
    merge. The first on each side is the one most alike.

    Attributes:
        before: identifiers in the earlier text.
        after: identifiers in the later text.
        likeness: from 0 to 1; 1 where the words are the same but for case and punctuation.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts aligned.

    Attributes:
        pairings: of paragraphs and of points, in the order of the later text.
        dropped: provisions of the earlier text without successor, in order.
        new: provisions of the later text without predecessor, in order.
        moved: identifiers of the later text whose paragraph stands elsewhere than the order of the
            others lets expect: those outside the longest run of pairs that rises on both sides.
    """

    pairings: tuple[Pairing, ...]
    dropped: tuple[str, ...]
    new: tuple[str, ...]
    moved: frozenset[str]

    def links(self) -> frozenset[tuple[str, str]]:
        """Return every (before, after) pair of identifiers."""
        return frozenset(
            (old, new) for pairing in self.pairings for old in pairing.before
            for new in pairing.after
        )  # fmt: skip


def units_of(text: Text) -> tuple[Unit, ...]:
    """Return the provisions of a text as they are compared, in reading order."""
    found: list[Unit] = []
    open_: list[tuple[str, int]] = []  # identifier and how many points are still to come below it
    for identifier, paragraph in text_provisions(text):
        while open_ and open_[-1][1] == 0:
            open_.pop()
        parent = ""
        if open_:
            parent, left = open_[-1]
            open_[-1] = (parent, left - 1)
        found.append(Unit(identifier, parent, paragraph.role, paragraph.full))
        if paragraph.points:
            open_.append((identifier, len(paragraph.points)))
    return tuple(found)


def align(before: Sequence[Unit], after: Sequence[Unit]) -> Alignment:
    """Align two texts.

    Args:
        before: the provisions of the earlier text (:func:`units_of`).
        after: those of the later one.

    The time grows with the pairs of paragraphs that share a rare word, not with all pairs.
    """
    matcher = _Matcher(before, after)
    matcher.match_paragraphs()
    matcher.match_points()
    return matcher.result()


class _Candidate(NamedTuple):
    """Two provisions that may be a pair."""

    likeness: float
    old: int
    new: int


_Beside: TypeAlias = tuple[tuple[list[int | None], list[int | None]], ...]


class _Side:
    """One text: the units, their words as characters, and the weight of each word in each."""

    def __init__(self, units: Sequence[Unit], coder: Coder) -> None:
        self.units = units
        self.coded = [coder.words(unit.words) for unit in units]
        self.counts = [Counter(coded) for coded in self.coded]
        self.paragraphs = [place for place, unit in enumerate(units) if not unit.parent]
        self.points: dict[str, list[int]] = {}  # by the identifier of what they are points of
        for place, unit in enumerate(units):
            if unit.parent:
                self.points.setdefault(unit.parent, []).append(place)
        self.partner: dict[int, int] = {}
        self.weights: list[float] = []

    def weigh(self, weight: Mapping[str, float]) -> None:
        self.weights = [
            sum([weight[word] * times for word, times in count.items()]) for count in self.counts
        ]

    def nearest(self) -> tuple[list[int | None], list[int | None]]:
        """Return, for each provision, the nearest paired paragraph before it and after it."""
        before: list[int | None] = [None] * len(self.units)
        after: list[int | None] = [None] * len(self.units)
        last: int | None = None
        for place in self.paragraphs:
            before[place] = last
            last = place if place in self.partner else last
        last = None
        for place in reversed(self.paragraphs):
            after[place] = last
            last = place if place in self.partner else last
        return before, after


class _Matcher:
    """One alignment in the making."""

    def __init__(self, before: Sequence[Unit], after: Sequence[Unit]) -> None:
        coder = Coder()
        self.old, self.new = _Side(before, coder), _Side(after, coder)
        self.weight = self._weights()
        self.rank = {
            word: place
            for place, word in enumerate(
                sorted(self.weight, key=lambda word: (-self.weight[word], word))
            )
        }
        self.old.weigh(self.weight)
        self.new.weigh(self.weight)
        self.extra: dict[tuple[str, int], list[int]] = {}  # ("split", old) or ("merge", new)
        self.scores: dict[tuple[int, int], float] = {}

    def _weights(self) -> dict[str, float]:
        """Weigh each word by its rarity among the paragraphs of both texts; never quite nought."""
        spread: Counter[str] = Counter()
        for side in (self.old, self.new):
            for place in side.paragraphs:
                spread.update(side.counts[place].keys())
        total = len(self.old.paragraphs) + len(self.new.paragraphs)
        for side in (self.old, self.new):
            for count in side.counts:  # of points whose paragraph is not given
                for word in count.keys() - spread.keys():
                    spread[word] = 1
        return {word: 0.1 + math.log((total + 1) / times) for word, times in spread.items()}

    # What is alike.

    def _candidates(self, olds: Sequence[int], news: Sequence[int]) -> list[_Candidate]:
        """Return the pairs that share most of their rarest words, the most alike first."""
        if len(news) <= _ALL:
            found = [_Candidate(self._likeness(old, new), old, new) for old in olds for new in news]
        else:
            postings = self._postings(news)
            found = [
                _Candidate(self._likeness(old, new), old, new)
                for old in olds
                for new in self._sharing(old, postings)
            ]
        found = [one for one in found if one.likeness > _POSSIBLE]
        found.sort(key=lambda one: (-one.likeness, abs(self._drift(one.old, one.new)), one))
        return found

    def _telling(self, count: Counter[str]) -> list[str]:
        """Return the rarest words of a provision, the rarest first."""
        return sorted(count, key=self.rank.__getitem__)[:_TELLING]

    def _postings(self, news: Iterable[int]) -> dict[str, list[int]]:
        postings: dict[str, list[int]] = {}
        for place in news:
            for word in self._telling(self.new.counts[place]):
                postings.setdefault(word, []).append(place)
        return postings

    def _sharing(self, old: int, postings: Mapping[str, list[int]]) -> list[int]:
        """Return the few provisions of the later text that share most with an earlier one.

        Words are looked up from the rarest on until enough provisions were met: what shares none
        of the rare words of a long text and many of its common ones is not its like.
        """
        shared: dict[int, float] = {}
        met = 0
        for word in self._telling(self.old.counts[old]):
            places = postings.get(word)
            if places is None:
                continue
            weight = self.weight[word]
            for place in places:
                shared[place] = shared.get(place, 0.0) + weight
            met += len(places)
            if met > _MET:
                break
        if len(shared) <= _LOOKED_AT:
            return list(shared)
        ours, weights = self.old.weights[old], self.new.weights
        ranked = sorted(
            [(-weight / (ours + weights[place]), place) for place, weight in shared.items()]
        )
        return [place for _, place in ranked[:_LOOKED_AT]]

    def _likeness(self, old: int, new: int) -> float:
        key = (old, new)
        score = self.scores.get(key)
        if score is None:
            score = self.scores[key] = self._measured(old, new)
        return score

    def _measured(self, old: int, new: int) -> float:
        if self.old.coded[old] == self.new.coded[new]:
            score = 1.0
        else:
            ours, theirs, weight = self.old.counts[old], self.new.counts[new], self.weight
            both = sum(
                [
                    weight[word] * min(ours[word], theirs[word])
                    for word in ours.keys() & theirs.keys()
                ]
            )
            dice = 2 * both / ((self.old.weights[old] + self.new.weights[new]) or 1.0)
            order = Indel.normalized_similarity(self.old.coded[old], self.new.coded[new])
            score = (dice + order) / 2
        if (self.old.units[old].role is Role.PREAMBULAR) != (
            self.new.units[new].role is Role.PREAMBULAR
        ):
            score *= _OTHER_ROLE
        return score

    def _drift(self, old: int, new: int) -> float:
        return old / (len(self.old.units) or 1) - new / (len(self.new.units) or 1)

    # Paragraphs.

    def match_paragraphs(self) -> None:
        self._take_equal()
        candidates = self._candidates(self._unpaired(self.old), self._unpaired(self.new))
        self._take(candidates, CERTAIN)
        while self._take(self._supported(candidates), ALONE):
            pass
        self._take_parts(
            [
                *self._candidates(self.old.paragraphs, self._unpaired(self.new)),
                *self._candidates(self._unpaired(self.old), self.new.paragraphs),
            ]
        )

    def _unpaired(self, side: _Side) -> list[int]:
        return [place for place in side.paragraphs if place not in side.partner]

    def _take_equal(self) -> None:
        """Pair what has the same words and stands once in each text."""
        once = [
            {code: place for place in side.paragraphs if times[code := side.coded[place]] == 1}
            for side in (self.old, self.new)
            for times in (Counter(side.coded[place] for place in side.paragraphs),)
        ]
        for code, old in once[0].items():
            if (new := once[1].get(code)) is not None:
                self.old.partner[old] = new
                self.new.partner[new] = old

    def _take(self, candidates: Sequence[_Candidate], least: float) -> list[int]:
        """Pair what is free, the most alike first, down to ``least``; return the earlier ones."""
        taken = []
        for score, old, new in candidates:
            if score < least:
                break
            if old not in self.old.partner and new not in self.new.partner:
                self.old.partner[old] = new
                self.new.partner[new] = old
                taken.append(old)
        return taken

    def _supported(self, candidates: Sequence[_Candidate]) -> list[_Candidate]:
        """Return the free candidates, those between paired neighbours with their bonus."""
        beside = tuple(zip(self.old.nearest(), self.new.nearest(), strict=True))
        found = [
            _Candidate(score + (BONUS if self._between(beside, old, new) else 0.0), old, new)
            for score, old, new in candidates
            if score >= ALONE - BONUS
            and old not in self.old.partner
            and new not in self.new.partner
        ]
        found.sort(key=lambda one: (-one[0], one[1], one[2]))
        return found

    def _between(self, beside: _Beside, old: int, new: int) -> bool:
        """Tell whether the nearest paired paragraphs before and after both are each other's."""
        for olds, news in beside:
            left, right = olds[old], news[new]
            if left is None and right is None:
                continue
            if left is None or right is None or self.old.partner[left] != right:
                return False
        return True

    # Splits and merges.

    def _take_parts(self, candidates: Sequence[_Candidate]) -> None:
        for _score, old, new in sorted(candidates, key=lambda one: (one[1], one[2])):
            old_free, new_free = old not in self.old.partner, new not in self.new.partner
            if old_free == new_free:
                continue
            if new_free:
                rest = self._beside(self.old, old, self.new, self.old.partner[old])
                if self._covered(self.new, new, rest) >= TAKEN_OVER:
                    self.extra.setdefault(("split", old), []).append(new)
            else:
                rest = self._beside(self.new, new, self.old, self.new.partner[new])
                if self._covered(self.old, old, rest) >= TAKEN_OVER:
                    self.extra.setdefault(("merge", new), []).append(old)

    def _beside(self, side: _Side, whole: int, other: _Side, partner: int) -> Counter[str]:
        """Return the words of a paragraph that its partner did not take over."""
        return side.counts[whole] - other.counts[partner]

    def _covered(self, side: _Side, place: int, words: Counter[str]) -> float:
        """Return the part of a paragraph's weight that stands among ``words``."""
        both = sum(
            self.weight[word] * min(times, words[word])
            for word, times in side.counts[place].items()
            if word in words
        )
        return both / (side.weights[place] or 1.0)

    # Points.

    def match_points(self) -> None:
        paired = list(self.old.partner)
        while paired:
            below: list[int] = []
            for old in paired:
                olds = self._points(self.old, old)
                news = self._points(self.new, self.old.partner[old])
                if olds and news:
                    below.extend(self._take(self._candidates(olds, news), ALONE - BONUS))
            paired = below
        olds, news = self._left(self.old, "merge"), self._left(self.new, "split")
        if olds and news:
            self._take(self._candidates(olds, news), ALONE)

    def _points(self, side: _Side, of: int) -> list[int]:
        """Return the points of a provision that have no partner."""
        places = side.points.get(side.units[of].id, ())
        return [place for place in places if place not in side.partner]

    def _left(self, side: _Side, kind: str) -> list[int]:
        """Return what has no partner and is no part of a split or merge."""
        used = {place for (name, _), parts in self.extra.items() if name == kind for place in parts}
        return [
            place
            for place in range(len(side.units))
            if place not in side.partner and place not in used
        ]

    # What came out.

    def result(self) -> Alignment:
        used_old, used_new = set(self.old.partner), set(self.new.partner)
        pairings: list[tuple[int, Pairing]] = []
        for new, old in sorted(self.new.partner.items()):
            split = self.extra.get(("split", old), [])
            merged = self.extra.get(("merge", new), [])
            used_new.update(split)
            used_old.update(merged)
            names = Pairing(
                tuple(self.old.units[place].id for place in (old, *merged)),
                tuple(self.new.units[place].id for place in (new, *split)),
                self._likeness(old, new),
            )
            pairings.append((new, names))
        return Alignment(
            tuple(pairing for _, pairing in pairings),
            tuple(u.id for place, u in enumerate(self.old.units) if place not in used_old),
            tuple(u.id for place, u in enumerate(self.new.units) if place not in used_new),
            self._moved(),
        )

    def _moved(self) -> frozenset[str]:
        """Return the paragraphs outside the longest run of pairs that rises on both sides."""
        pairs = [
            (old, new)
            for new, old in sorted(self.new.partner.items())
            if not self.new.units[new].parent and not self.old.units[old].parent
        ]
        staying = _longest_rise([old for old, _ in pairs])
        return frozenset(
            self.new.units[new].id for place, (_, new) in enumerate(pairs) if place not in staying
        )


def _longest_rise(values: Sequence[int]) -> set[int]:
    """Return the places of a longest rising subsequence."""
    tails: list[int] = []  # place of the smallest last value of a rise of each length
    came_from: list[int] = []
    for place, value in enumerate(values):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if values[tails[middle]] < value:
                low = middle + 1
            else:
                high = middle
        came_from.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [place]
    staying: set[int] = set()
    place = tails[-1] if tails else -1
    while place >= 0:
        staying.add(place)
        place = came_from[place]
    return staying
