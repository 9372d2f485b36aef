"""Records and files of what rooms hold beside the register, by identifier, for ``/id/``.

The register answers for texts, provisions and mandates; a room that holds other things with an
identifier (the treaties) registers a finder from its ``AppConfig.ready``.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


@dataclass(frozen=True, slots=True)
class Identified:
    """Something that has an identifier.

    Attributes:
        identifier: its own, with ``#`` before the part of a whole.
        record: makes it as JSON.
        akn: makes it as Akoma Ntoso; None where its words are not held.
        language: ISO 639-2 code of its words; empty for none.
    """

    identifier: str
    record: Callable[[], Mapping[str, Any]]
    akn: Callable[[], bytes] | None = None
    language: str = ""


Finder = Callable[[str, "Actor"], "Identified | None"]
"""Finds what a user may see by an identifier; None where the room holds no such thing."""

_finders: dict[str, str] = {}


def register_identified(room: str, finder: str) -> None:
    """Register a room's finder; a second one of the same room takes its place.

    Args:
        room: its name.
        finder: where it is, "cpcj.treaties.api.identifying:find"; it is imported when it is first
            asked, so that commands do not load the framework of the interface.
    """
    _finders[room] = finder


def identified_as(identifier: str, user: Actor) -> Identified | None:
    """Return what the rooms hold by an identifier and a user may see."""
    for _room, place in sorted(_finders.items()):
        module, _colon, name = place.partition(":")
        find: Finder = getattr(importlib.import_module(module), name)
        if (found := find(identifier, user)) is not None:
            return found
    return None
