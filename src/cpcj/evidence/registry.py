"""What the rooms know about a provision, asked in one place.

A room registers a provider when it is loaded; ``register`` and ``reports`` ask
:func:`for_provision` and never learn who holds what. Provisions are named by their stable
identifier (``A/RES/70/178#op46``, ``UNTOC#art18(15)``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One thing a room knows about a provision.

    Attributes:
        room: the room that says it ("assistance").
        kind: what it is, in the room's words ("project", "declaration").
        provision: identifier of the provision it is about.
        label: one line for people.
        href: its page on this site, or None.
        on: the day it is about, or None.
        doubt: why it should be read with care, or None.
    """

    room: str
    kind: str
    provision: str
    label: str
    href: str | None = None
    on: dt.date | None = None
    doubt: str | None = None


class Provider(Protocol):
    """What a room registers."""

    def __call__(self, identifier: str, user: Actor) -> Iterable[EvidenceItem]:
        """Return what the room knows about the provision and ``user`` may see."""
        ...


_providers: dict[str, Provider] = {}


def register_provider(room: str, provider: Provider) -> None:
    """Register a room's provider; a second one of the same room takes its place."""
    _providers[room] = provider


def for_provision(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield what every room knows about a provision, rooms in alphabetical order."""
    for _, provider in sorted(_providers.items()):
        yield from provider(identifier, user)
