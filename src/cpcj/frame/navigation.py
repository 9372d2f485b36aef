"""The main navigation: each room adds its entries, the base page draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from cpcj.frame.permissions import Permission


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """An entry: a lazily translated label, the name of its address, its place, who sees it."""

    label: str | _StrPromise
    url_name: str
    order: int
    permission: Permission | None = None


_entries: dict[str, NavigationEntry] = {}


def register_entry(entry: NavigationEntry) -> None:
    """Add an entry; called from a room's ``AppConfig.ready``."""
    _entries[entry.url_name] = entry


def entries() -> list[NavigationEntry]:
    """Return all entries in order of place."""
    return sorted(_entries.values(), key=lambda entry: (entry.order, entry.url_name))
