"""What several proposals do to each paragraph of a text, and where they touch the same words.

A proposal is a whole text, however it came (a redraft, a Word file with tracked changes, amendments
in words made in the base); its paragraphs are matched with those of the base as two texts are
compared. Two proposals clash where they change the same words of the base in different ways, or put
different words at one place; where they do the same they agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from cpcj.resolutions.comparing.alignment import Alignment, Unit, align, units_of
from cpcj.resolutions.comparing.words import Change, Kind, word_changes
from cpcj.resolutions.model import Role, Span, Text

TITLE = "title"
"""Identifier of the row of the title."""


class Fate(StrEnum):
    """What a proposal does to a paragraph."""

    CHANGED = "changed"
    DELETED = "deleted"
    MOVED = "moved"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal.

    Attributes:
        label: who makes it.
        text: the base as it would read.
        troubles: what of it could not be read or made, in words.
    """

    label: str
    text: Text
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Touch:
    """What one proposal does to one paragraph.

    Attributes:
        fates: changed, deleted, moved, new; several may hold.
        changes: its words beside those of the base.
        place: identifier of the paragraph in the proposal; empty where it is deleted.
        follows: for a moved paragraph, the paragraph of the base after which it would stand; empty
            for the beginning.
    """

    fates: tuple[Fate, ...]
    changes: tuple[Change, ...]
    place: str = ""
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Words of the base that proposals change in different ways, and the places of those."""

    span: Span
    proposals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the base, or one that is new.

    Attributes:
        id: its identifier in the base; empty for a new one.
        role: what it is; None for the title.
        words: its words in the base; empty for a new one.
        touches: what each proposal does to it, in their order; None where it stands as it is.
        clashes: where they touch the same words.
    """

    id: str
    role: Role | None
    words: str
    touches: tuple[Touch | None, ...]
    clashes: tuple[Clash, ...] = ()

    @property
    def touched(self) -> bool:
        """Tell whether any proposal does anything to it."""
        return any(one is not None for one in self.touches)


@dataclass(frozen=True, slots=True)
class Compilation:
    """Proposals side by side.

    Attributes:
        title: of the base.
        proposals: in the order they were given.
        rows: in the order of the base, new paragraphs in their places.
    """

    title: str
    proposals: tuple[Proposal, ...]
    rows: tuple[Row, ...]

    @property
    def clashes(self) -> int:
        """Return how many clashes there are."""
        return sum(len(row.clashes) for row in self.rows)


def compile_proposals(base: Text, proposals: Sequence[Proposal]) -> Compilation:
    """Return proposals on one text side by side.

    Args:
        base: the text.
        proposals: what is proposed, at least one.
    """
    units = [unit for unit in units_of(base) if not unit.parent]
    sides = [_Side(units, one.text) for one in proposals]
    rows: list[Row] = []
    title = base.title.text
    touches = tuple(_title_touch(title, one.text.title.text) for one in proposals)
    if title or any(touches):
        rows.append(_row(TITLE, None, title, touches))
    rows.extend(_new_rows("", sides))
    for unit in units:
        rows.append(_row(unit.id, unit.role, unit.words, tuple(one.of(unit) for one in sides)))
        rows.extend(_new_rows(unit.id, sides))
    return Compilation(title, tuple(proposals), tuple(rows))


def _title_touch(before: str, after: str) -> Touch | None:
    if " ".join(before.split()) == " ".join(after.split()):
        return None
    return Touch((Fate.CHANGED,), word_changes(before, after), TITLE)


class _Side:
    """One proposal beside the base."""

    def __init__(self, base: Sequence[Unit], text: Text) -> None:
        mine = [unit for unit in units_of(text) if not unit.parent]
        self._words = {unit.id: unit.words for unit in mine}
        self._found: Alignment = align(base, mine)
        self._after: dict[str, tuple[str, ...]] = {}
        self._merged: set[str] = set()
        was: dict[str, str] = {}
        for pairing in self._found.pairings:
            self._after[pairing.before[0]] = pairing.after
            self._merged.update(pairing.before[1:])
            was.update(dict.fromkeys(pairing.after, pairing.before[0]))
        self._follows: dict[str, str] = {}
        self.new: dict[str, list[Unit]] = {}
        last = ""
        fresh = set(self._found.new)
        for unit in mine:
            if unit.id in fresh:
                self.new.setdefault(last, []).append(unit)
            elif unit.id in self._found.moved:
                self._follows[unit.id] = last
            else:
                last = was.get(unit.id, last)

    def of(self, unit: Unit) -> Touch | None:
        """Return what the proposal does to a paragraph of the base."""
        after = self._after.get(unit.id, ())
        if not after:
            return Touch((Fate.DELETED,), word_changes(unit.words, ""))
        words = "\n".join(self._words[one] for one in after)
        moved = after[0] in self._found.moved
        same = " ".join(words.split()) == " ".join(unit.words.split())
        if same and not moved:
            return None
        fates = (*((Fate.MOVED,) if moved else ()), *(() if same else (Fate.CHANGED,)))
        changes = word_changes(unit.words, words)
        return Touch(fates, changes, after[0], self._follows.get(after[0], ""))


def _new_rows(after: str, sides: Sequence[_Side]) -> Iterator[Row]:
    """Yield the paragraphs that come after one of the base, those of the same words as one."""
    found: dict[tuple[Role, str], list[Touch | None]] = {}
    for place, side in enumerate(sides):
        for unit in side.new.get(after, ()):
            key = (unit.role, " ".join(unit.words.split()))
            touches = found.setdefault(key, [None] * len(sides))
            touches[place] = Touch((Fate.NEW,), word_changes("", unit.words), unit.id)
    for (role, _), touches in found.items():
        yield Row("", role, "", tuple(touches))


def _row(name: str, role: Role | None, words: str, touches: tuple[Touch | None, ...]) -> Row:
    return Row(name, role, words, touches, tuple(_clashes(words, touches)))


def _clashes(words: str, touches: Sequence[Touch | None]) -> Iterator[Clash]:
    """Yield where proposals change the same words, overlapping stretches as one."""
    found: list[tuple[Span, set[int]]] = []
    touching = [(place, one) for place, one in enumerate(touches) if one is not None]
    for (one, first), (other, second) in combinations(touching, 2):
        spans = list(_common(_edits(first), _edits(second)))
        if Fate.MOVED in first.fates and Fate.MOVED in second.fates:
            spans += [Span(0, len(words))] if first.follows != second.follows else []
        found += [(span, {one, other}) for span in spans]
    found.sort(key=lambda each: each[0])
    merged: list[tuple[Span, set[int]]] = []
    for span, places in found:
        if merged and span.start < merged[-1][0].end:
            last, known = merged[-1]
            merged[-1] = (Span(last.start, max(last.end, span.end)), known | places)
        elif merged and span == merged[-1][0]:
            merged[-1][1].update(places)
        else:
            merged.append((span, set(places)))
    for span, places in merged:
        yield Clash(span, tuple(sorted(places)))


_Edit = tuple[int, int, str]


def _edits(touch: Touch) -> list[_Edit]:
    """Return what a touch does as stretches of the base's words and what comes instead."""
    found: list[_Edit] = []
    at = 0
    for one in touch.changes:
        end = at + len(one.before)
        if one.kind is not Kind.SAME:
            found.append((at, end, one.after))
        at = end
    return found


def _common(some: Sequence[_Edit], others: Sequence[_Edit]) -> Iterator[Span]:
    """Yield the words that two lists of edits, each in order, change differently."""
    first = second = 0
    while first < len(some) and second < len(others):
        one, other = some[first], others[second]
        if one != other and (
            (one[0] < other[1] and other[0] < one[1]) or one[0] == one[1] == other[0] == other[1]
        ):
            yield Span(min(one[0], other[0]), max(one[1], other[1]))
        if (one[1], one[0]) <= (other[1], other[0]):
            first += 1
        else:
            second += 1
