"""Two years of one section's mandates compared: added, dropped, moved.

Compared by what the rows mean, not by how they are printed: "1/1; 2/1" in one cell and in two rows
is the same. A row that is not traceable is compared by its heading and printed citation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cpcj.resolutions.budget.listing import ListedTreaty, plain
from cpcj.resolutions.budget.resolving import Resolved


@dataclass(frozen=True, slots=True)
class Moved:
    """A text listed in both years, in other subprogrammes ("" is the whole programme)."""

    row: Resolved
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one year's list to another's; each text once.

    Attributes:
        added, dropped: texts that the other list has not, each by its first row.
        moved: texts whose subprogrammes changed.
        kept: how many texts stand in both, in the same subprogrammes.
        treaties_added, treaties_dropped: by name.
    """

    added: tuple[Resolved, ...]
    dropped: tuple[Resolved, ...]
    moved: tuple[Moved, ...]
    kept: int
    treaties_added: tuple[ListedTreaty, ...] = ()
    treaties_dropped: tuple[ListedTreaty, ...] = ()


def compare(
    old: Iterable[Resolved],
    new: Iterable[Resolved],
    old_treaties: Iterable[ListedTreaty] = (),
    new_treaties: Iterable[ListedTreaty] = (),
) -> Comparison:
    """Return what changed from the list ``old`` to the list ``new``.

    Treaties are compared where both lists name some: the publisher's table names none, which does
    not say that there are none.
    """
    before, after = _by_text(old), _by_text(new)
    moved = tuple(
        Moved(rows[0], _places(before[key]), _places(rows))
        for key, rows in after.items()
        if key in before and _places(before[key]) != _places(rows)
    )
    named_before, named_after = _by_name(old_treaties), _by_name(new_treaties)
    if not named_before or not named_after:
        named_before = named_after = {}
    return Comparison(
        added=tuple(rows[0] for key, rows in after.items() if key not in before),
        dropped=tuple(rows[0] for key, rows in before.items() if key not in after),
        moved=moved,
        kept=len(before.keys() & after.keys()) - len(moved),
        treaties_added=tuple(t for name, t in named_after.items() if name not in named_before),
        treaties_dropped=tuple(t for name, t in named_before.items() if name not in named_after),
    )


def _by_text(rows: Iterable[Resolved]) -> Mapping[str, list[Resolved]]:
    found: dict[str, list[Resolved]] = {}
    for one in rows:
        key = one.identifier or f"{one.row.source}\n{one.row.citation}".casefold()
        found.setdefault(key, []).append(one)
    return found


def _places(rows: list[Resolved]) -> tuple[str, ...]:
    return tuple(sorted({one.row.subprogramme for one in rows}))


def _by_name(treaties: Iterable[ListedTreaty]) -> Mapping[str, ListedTreaty]:
    return {plain(treaty.name).casefold(): treaty for treaty in treaties}
