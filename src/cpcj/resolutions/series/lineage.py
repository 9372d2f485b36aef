"""The life of each paragraph of a recurring text: born, changed, split, merged, died, come back.

Each text is aligned with the one before it. A paragraph without predecessor there is looked for
among those that died earlier, so that one which was left out for some years goes on as itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from cpcj.resolutions.comparing.alignment import Alignment, Unit, align
from cpcj.resolutions.comparing.coding import Coder
from cpcj.resolutions.model import Role
from cpcj.resolutions.series.stages import Stage, in_order

ITSELF: Final = 0.5
"""Likeness from which a new paragraph is one that was left out for a while."""


class Event(StrEnum):
    """What happened to a paragraph in a text, seen from the text before it."""

    BORN = "born"
    KEPT = "kept"
    REWORDED = "reworded"
    MOVED = "moved"
    SPLIT_OFF = "split off"
    TOOK_IN = "took in"
    CAME_BACK = "came back"


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph in one text of its series.

    Attributes:
        provision: its identifier inside the text ("op46").
        events: what happened to it there; the first text of a series has no event but birth.
        likeness: to the same paragraph in the text it stood in before, from 0 to 1; 0 where it
            begins.
        words: its words, points with it.
    """

    provision: str
    events: tuple[Event, ...]
    likeness: float
    words: str


@dataclass(frozen=True, slots=True)
class Life:
    """A paragraph through all texts of a series.

    Attributes:
        cells: one for each text; None where the paragraph does not stand in it.
        role: what it is.
        came_from: number of the life that it split off from; None for one born anew.
        went_into: number of the life that took it in; None for one that simply ended or goes on.
    """

    cells: tuple[Cell | None, ...]
    role: Role
    came_from: int | None = None
    went_into: int | None = None

    @property
    def born(self) -> int:
        """Return the number of the first text it stands in, from 0."""
        return next(place for place, cell in enumerate(self.cells) if cell)

    @property
    def last(self) -> int:
        """Return the number of the last text it stands in, from 0."""
        return max(place for place, cell in enumerate(self.cells) if cell)

    @property
    def died(self) -> int | None:
        """Return the number of the first text after its last; None while it lives."""
        return self.last + 1 if self.last + 1 < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Lineage:
    """A series and the life of each of its paragraphs.

    Attributes:
        stages: the texts, the earliest first.
        lives: in the order of the text they were born in, then of their place in it; a life is
            known by its number here.
    """

    stages: tuple[Stage, ...]
    lives: tuple[Life, ...]

    def entries(self, phrase: str) -> Iterator[tuple[int, int, str]]:
        """Yield where a phrase entered: number of the life, number of the text, provision.

        Once a life: the first text in which the paragraph has the words, one after the other;
        case and punctuation do not count.
        """
        coder = Coder()
        coded = coder.words(phrase)
        if not coded:
            return
        for number, life in enumerate(self.lives):
            for place, cell in enumerate(life.cells):
                if cell and coded in coder.words(cell.words):
                    yield number, place, cell.provision
                    break


@dataclass(slots=True)
class _Growing:
    """A life in the making."""

    role: Role
    cells: dict[int, Cell] = field(default_factory=dict)
    came_from: int | None = None
    went_into: int | None = None


def lineage(stages: Sequence[Stage]) -> Lineage:
    """Return the life of each paragraph of a series.

    Args:
        stages: the texts of one series, in any order.
    """
    ordered = in_order(stages)
    table = _Table()
    for place, stage in enumerate(ordered):
        table.add(place, stage.paragraphs)
    return Lineage(ordered, table.lives(len(ordered)))


class _Table:
    """Lives as texts are added, the earliest first."""

    def __init__(self) -> None:
        self._lives: list[_Growing] = []
        self._before: tuple[Unit, ...] = ()
        self._life_of: dict[str, int] = {}  # by provision of the text before

    def add(self, place: int, units: tuple[Unit, ...]) -> None:
        """Add the next text."""
        alignment = align(self._before, units)
        came_back = self._come_back(alignment, units)
        words = {unit.id: unit for unit in units}
        life_of: dict[str, int] = {}
        parents: dict[str, str] = {}
        for pairing in alignment.pairings:
            life = self._life_of[pairing.before[0]]
            events = [Event.KEPT if pairing.likeness == 1.0 else Event.REWORDED]
            if pairing.after[0] in alignment.moved:
                events.append(Event.MOVED)
            for merged in pairing.before[1:]:
                events.append(Event.TOOK_IN)
                self._lives[self._life_of[merged]].went_into = life
            life_of[pairing.after[0]] = life
            self._put(life, place, words[pairing.after[0]], events, pairing.likeness)
            parents.update(dict.fromkeys(pairing.after[1:], pairing.before[0]))
        for unit in units:
            if unit.id in life_of:
                continue
            if unit.id in came_back:
                life, likeness = came_back[unit.id]
                self._lives[life].went_into = None
                self._put(life, place, unit, [Event.CAME_BACK], likeness)
            else:
                life = len(self._lives)
                parent = parents.get(unit.id)
                came_from = self._life_of[parent] if parent else None
                self._lives.append(_Growing(unit.role, came_from=came_from))
                self._put(life, place, unit, [Event.SPLIT_OFF if parent else Event.BORN], 0.0)
            life_of[unit.id] = life
        self._before, self._life_of = units, life_of

    def _put(self, life: int, place: int, unit: Unit, events: list[Event], like: float) -> None:
        self._lives[life].cells[place] = Cell(unit.id, tuple(events), like, unit.words)

    def _come_back(
        self, alignment: Alignment, units: tuple[Unit, ...]
    ) -> dict[str, tuple[int, float]]:
        """Return the new paragraphs that stood in an earlier text, not in the last one."""
        living = set(self._life_of.values())
        dead = [
            Unit(str(number), "", life.role, life.cells[max(life.cells)].words)
            for number, life in enumerate(self._lives)
            if number not in living
        ]
        fresh = set(alignment.new)
        new = [unit for unit in units if unit.id in fresh]
        if not dead or not new:
            return {}
        return {
            pairing.after[0]: (int(pairing.before[0]), pairing.likeness)
            for pairing in align(dead, new).pairings
            if pairing.likeness >= ITSELF
        }

    def lives(self, size: int) -> tuple[Life, ...]:
        """Return the lives, each with a cell for every text."""
        return tuple(
            Life(
                tuple(life.cells.get(place) for place in range(size)),
                life.role,
                life.came_from,
                life.went_into,
            )
            for life in self._lives
        )
