"""Which footnote a mark calls for, met in reading order.

The first mark of a note calls for it; the same mark again refers to the same note, unless a second
note bears it (a sign that is used anew on another page).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpcj.resolutions.model import Note


class Call(NamedTuple):
    """What a mark calls for.

    ``place`` is the place of the note in its list, from 0; ``first`` whether no mark has called for
    it before.
    """

    place: int
    first: bool


class Footnotes:
    """The footnotes of one text, called for by its marks in reading order."""

    __slots__ = ("_called", "_waiting", "notes")

    def __init__(self, notes: Sequence[Note]) -> None:
        """Queue the notes by their marks."""
        self.notes = notes
        self._waiting: dict[str, list[int]] = {}
        self._called: dict[str, int] = {}
        for place in range(len(notes) - 1, -1, -1):
            self._waiting.setdefault(notes[place].mark, []).append(place)

    def call(self, mark: str) -> Call | None:
        """Return the note that a mark calls for, None where it has none."""
        waiting = self._waiting.get(mark)
        if waiting:
            self._called[mark] = waiting.pop()
            return Call(self._called[mark], first=True)
        return self.again(mark)

    def again(self, mark: str) -> Call | None:
        """Return the note that a mark has called for already, None where it has not."""
        place = self._called.get(mark)
        return None if place is None else Call(place, first=False)

    def uncalled(self) -> list[int]:
        """Return the places of the notes that no mark has called for, in order."""
        return sorted(place for waiting in self._waiting.values() for place in waiting)
