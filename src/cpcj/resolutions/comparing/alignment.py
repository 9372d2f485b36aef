"""Which provision of one text became which of another.

Paragraphs are matched although they were moved, renumbered, split, merged or heavily edited. The
likeness of two paragraphs has two halves: the words they share, each weighted by how rare it is in
the two texts ("Requests the Secretary-General" says little, "ransomware" much), and the order the
words stand in. Pairs are taken from the most alike down; a pair between two neighbours that are
paired already needs less likeness than one that stands alone, because texts are edited in place.
In texts that have little in common place counts for less. A paragraph that stands whole in a longer
one is its like, too. What is left is tried as a part of a pair: a paragraph that took over words of
its neighbour's predecessor is a split, the mirror image a merge. Points are matched after their
paragraphs, first within each pair, then across the text, so that a point that became a paragraph is
found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz.distance import Indel

from cpcj.resolutions.comparing.coding import Coder
from cpcj.resolutions.comparing.weighing import Shared, Weighing
from cpcj.resolutions.model import Role, Text, text_provisions

ALONE: Final = 0.42
"""Likeness from which two paragraphs are a pair wherever they stand."""

BONUS: Final = 0.16
"""How much a pair gains that stands between neighbours that are a pair already."""

CERTAIN: Final = 0.62
"""Likeness from which a pair is taken before its neighbours are looked at."""

TAKEN_OVER: Final = 0.5
"""Part of a paragraph's weight that must come from the other's to call it a split or merge."""

GOES_ON: Final = 0.3
"""Part of a paragraph's weight that must come from the other's where it accounts for what the
merged paragraph has beyond its partner: of two that were made one, half of either may be gone.
"""

ACCOUNTS: Final = 0.45
"""Part of what lies beyond the partner that such a paragraph must account for."""

NEAR: Final = 0.06
"""How much a pair gains of which a paired neighbour of the one stands near the other, too."""

KIN: Final = 0.5
"""Part of the shorter text's paragraphs that is paired where place counts in full."""

WITHIN: Final = 0.8
"""Part of a paragraph that must stand in a longer one, in order, to call the longer its like."""

_POSSIBLE: Final = 0.2  # shared part below which a pair is not measured
_HOLDS: Final = 0.5  # likeness of a paragraph to a longer one that holds it
_ENOUGH: Final = 8  # words that a paragraph must have to be looked for in a longer one
_BEYOND: Final = (
    0.3  # part of a merged paragraph that lies beyond its partner, to speak of a merger
)
_BESIDE: Final = 2  # places within which a provision is near another one
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

    All provisions that were not kept as they are are weighed against each other in blocks: time
    grows with their pairs, memory does not.
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
    """One text: the units and their words as characters."""

    def __init__(self, units: Sequence[Unit], coder: Coder) -> None:
        self.units = units
        self.coded = [coder.words(unit.words) for unit in units]
        self.preamble = [unit.role is Role.PREAMBULAR for unit in units]
        self.paragraphs = [place for place, unit in enumerate(units) if not unit.parent]
        self.points: dict[str, list[int]] = {}  # by the identifier of what they are points of
        for place, unit in enumerate(units):
            if unit.parent:
                self.points.setdefault(unit.parent, []).append(place)
        self.partner: dict[int, int] = {}

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
        count = len(self.old.units)
        counted = [*self.old.paragraphs, *(count + place for place in self.new.paragraphs)]
        self.weighing = Weighing(self.old.coded, self.new.coded, counted)
        self.extra: dict[tuple[str, int], list[int]] = {}  # ("split", old) or ("merge", new)
        self.scores: dict[tuple[int, int], float] = {}

    # What is alike.

    def _candidates(self, shared: Iterable[Shared]) -> list[_Candidate]:
        """Return the pairs that share enough, the most alike first."""
        found = [
            _Candidate(self._likeness(one), one.old, one.new)
            for one in shared
            if one.both >= _POSSIBLE or max(one.of_old, one.of_new) >= WITHIN
        ]
        found.sort(key=lambda one: (-one.likeness, abs(self._drift(one.old, one.new)), one))
        return found

    def _likeness(self, shared: Shared) -> float:
        """Return how alike two provisions are: in the weight they share and in its order."""
        old, new = self.old.coded[shared.old], self.new.coded[shared.new]
        if old == new:
            score = 1.0
        else:
            order = Indel.normalized_similarity(old, new)
            score = (shared.both + order) / 2
            lighter = min(len(old), len(new))
            if lighter >= _ENOUGH:
                held = max(shared.of_old, shared.of_new)
                in_order = order * (len(old) + len(new)) / 2 / lighter
                if (held + in_order) / 2 >= WITHIN:
                    score = max(score, _HOLDS)
        if self.old.preamble[shared.old] != self.new.preamble[shared.new]:
            score *= _OTHER_ROLE
        self.scores[shared.old, shared.new] = score
        return score

    def _like_a_point(self, one: _Candidate) -> bool:
        """Tell whether a paragraph without points is more like a point of the other one."""
        if one.likeness >= CERTAIN:
            return False
        olds = self.old.points.get(self.old.units[one.old].id, [])
        news = self.new.points.get(self.new.units[one.new].id, [])
        if bool(olds) == bool(news):
            return False
        within = self.weighing.shared(olds or [one.old], news or [one.new])
        return any(self._likeness(point) > one.likeness for point in within)

    def _drift(self, old: int, new: int) -> float:
        return old / (len(self.old.units) or 1) - new / (len(self.new.units) or 1)

    # Paragraphs.

    def match_paragraphs(self) -> None:
        self._take_equal()
        shared = list(self.weighing.shared(self._unpaired(self.old), self._unpaired(self.new)))
        candidates = [one for one in self._candidates(shared) if not self._like_a_point(one)]
        self._take(candidates, CERTAIN)
        bonus = BONUS * self._kinship()
        while self._take(self._supported(candidates, bonus), ALONE):
            pass
        self._take_parts(shared)

    def _kinship(self) -> float:
        """Tell from 0 to 1 how much the texts are versions of each other.

        Place says something only there: a text on another matter has its agenda item last, too.
        """
        fewer = min(len(self.old.paragraphs), len(self.new.paragraphs)) or 1
        paired = sum(1 for place in self.old.paragraphs if place in self.old.partner)
        return min(1.0, paired / fewer / KIN)

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

    def _supported(self, candidates: Sequence[_Candidate], bonus: float) -> list[_Candidate]:
        """Return the free candidates, those between paired neighbours with their bonus."""
        beside = tuple(zip(self.old.nearest(), self.new.nearest(), strict=True))
        near = bonus * NEAR / BONUS

        def gain(old: int, new: int) -> float:
            if self._between(beside, old, new):
                return bonus
            return near if self._near(old, new) else 0.0

        found = [
            _Candidate(score + gain(old, new), old, new)
            for score, old, new in candidates
            if score >= ALONE - bonus
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

    def _near(self, old: int, new: int) -> bool:
        """Tell whether a paired paragraph near the earlier one has its partner near the later."""
        return any(
            abs(partner - new) <= _BESIDE
            for place in range(old - _BESIDE, old + _BESIDE + 1)
            if (partner := self.old.partner.get(place)) is not None
        )

    # Splits and merges.

    def _take_parts(self, shared: Sequence[Shared]) -> None:
        """Add what took over words of a paired paragraph, and what it took words over from.

        A paragraph is a part of one other alone, that in which most of it goes on.
        """
        best: dict[tuple[str, int], tuple[float, int]] = {}  # by part: its share, and of which one
        for one in sorted(shared):
            old_free, new_free = one.old not in self.old.partner, one.new not in self.new.partner
            if new_free and not old_free and one.of_new >= GOES_ON:
                partner = self.new.coded[self.old.partner[one.old]]
                share = self._share(self.new.coded[one.new], self.old.coded[one.old], partner)
                part, whole = ("split", one.new), one.old
            elif old_free and not new_free and one.of_old >= GOES_ON:
                partner = self.old.coded[self.new.partner[one.new]]
                share = self._share(self.old.coded[one.old], self.new.coded[one.new], partner)
                part, whole = ("merge", one.old), one.new
            else:
                continue
            if share > best.get(part, (0.0, 0))[0]:
                best[part] = share, whole
        for (kind, place), (_, whole) in sorted(best.items()):
            self.extra.setdefault((kind, whole), []).append(place)

    def _share(self, part: str, whole: str, partner: str) -> float:
        """Return how much of a paragraph stands in what is left of another without its partner.

        0 where it is too little to call it a part: less than half of it, or so little that it does
        not account for what is left either.
        """
        left, words, weight = Counter(whole), Counter(part), self.weighing.weight_of
        left.subtract(partner)
        both = sum([weight[word] * max(0, min(n, left[word])) for word, n in words.items()])
        own = sum([weight[word] * n for word, n in words.items()]) or 1.0
        if both >= TAKEN_OVER * own:
            return both / own
        beyond = sum([weight[word] * n for word, n in left.items() if n > 0])
        much = beyond >= _BEYOND * sum([weight[word] for word in whole])
        if much and both >= GOES_ON * own and both >= ACCOUNTS * beyond:
            return both / own
        return 0.0

    # Points.

    def match_points(self) -> None:
        paired = list(self.old.partner)
        while paired:
            below: list[int] = []
            for old in paired:
                olds = self._points(self.old, old)
                news = self._points(self.new, self.old.partner[old])
                if olds and news:
                    shared = self.weighing.shared(olds, news)
                    below.extend(self._take(self._candidates(shared), ALONE - BONUS))
            paired = below
        olds, news = self._left(self.old, "merge"), self._left(self.new, "split")
        if olds and news:
            self._take(self._candidates(self.weighing.shared(olds, news)), ALONE)

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
                self.scores.get((old, new), 1.0),
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
