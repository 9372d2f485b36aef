"""Where the words of a provision are held: rooms say it, and pages of texts link to them.

The register holds the texts of organs; a room that holds other words (the treaties) registers a
finder, and a citation of "article 18, paragraph 15, of the Convention" leads to its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


class Finder(Protocol):
    """What a room registers."""

    def __call__(self, identifiers: frozenset[str], user: Actor) -> Mapping[str, str]:
        """Return the addresses of those provisions that the room holds and ``user`` may see.

        In one statement for all of them, in none where none can be the room's.
        """
        ...


_finders: dict[str, Finder] = {}


def register_finder(room: str, finder: Finder) -> None:
    """Register a room's finder; a second one of the same room takes its place."""
    _finders[room] = finder


def places_of(identifiers: Iterable[str], user: Actor) -> dict[str, str]:
    """Return the address of each provision whose words a room holds, by its identifier."""
    asked = frozenset(one for one in identifiers if "#" in one)
    found: dict[str, str] = {}
    if asked:
        for _room, finder in sorted(_finders.items()):
            found |= finder(asked, user)
    return found
