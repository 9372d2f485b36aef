"""Which listed texts found a body, fund, programme or norm: asked of the room that says so.

The follow-up of mandates keeps that flag. It registers here who knows it; where nobody does, no
text is taken for a founding one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from cpcj.frame.permissions import Actor

Founding = Callable[[Actor, Collection[str]], Collection[str]]
"""Given a user and identifiers of texts, returns those that found something, as the user sees."""

_providers: list[Founding] = []


def register_founding(provider: Founding) -> None:
    """Add who knows founding texts; called from a room's ``AppConfig.ready``."""
    if provider not in _providers:
        _providers.append(provider)


def founding(user: Actor, identifiers: Collection[str]) -> frozenset[str]:
    """Return which of the texts found something."""
    return frozenset(one for provider in _providers for one in provider(user, identifiers))
