"""The main navigation: each room adds its entries, the base page draws them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import get_script_prefix, reverse

from cpcj.frame.permissions import allows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrPromise

    from cpcj.frame.permissions import Actor, Permission


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """An entry: a lazily translated label, the name of its address, its place, who sees it."""

    label: str | _StrPromise
    url_name: str
    order: int
    permission: Permission | None = None


_entries: dict[str, NavigationEntry] = {}
_MOST = 8
"""Entries that stand side by side; where there are more, the last of them share a menu."""


def register_entry(entry: NavigationEntry) -> None:
    """Add an entry; called from a room's ``AppConfig.ready``."""
    _entries[entry.url_name] = entry


def entries() -> list[NavigationEntry]:
    """Return all entries in order of place."""
    return sorted(_entries.values(), key=lambda entry: (entry.order, entry.url_name))


@dataclass(frozen=True, slots=True)
class Link:
    """A navigation link as drawn."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Navigation:
    """The links of one page.

    Two pages with equal navigations in one language have the same links: it is the key by which
    the base page keeps what it drew.

    Attributes:
        shown: names of the addresses of the entries that the visitor may follow, in order.
        current: those of them that the page stands under.
        prefix: where the site is mounted.
    """

    shown: tuple[str, ...]
    current: tuple[str, ...]
    prefix: str

    @classmethod
    def of(cls, user: Actor | None, path: str) -> Navigation:
        """Return the navigation of the page at a path for a visitor."""
        shown = tuple(
            entry.url_name
            for entry in entries()
            if entry.permission is None or (user is not None and allows(user, entry.permission))
        )
        prefix = get_script_prefix()
        current = tuple(name for name in shown if path.startswith(_address(name, prefix)))
        return cls(shown, current, prefix)

    @property
    def first(self) -> list[Link]:
        """The links side by side."""
        return list(self._links(self.shown[: self._beside]))

    @property
    def more(self) -> list[Link]:
        """The links of the menu; none where all stand side by side."""
        return list(self._links(self.shown[self._beside :]))

    @property
    def more_current(self) -> bool:
        """Whether the page stands under an entry of the menu."""
        return any(link.current for link in self.more)

    @property
    def _beside(self) -> int:
        return len(self.shown) if len(self.shown) <= _MOST else _MOST - 1

    def _links(self, names: tuple[str, ...]) -> Iterator[Link]:
        for name in names:
            label = str(_entries[name].label)
            yield Link(label, _address(name, self.prefix), name in self.current)


@lru_cache(maxsize=256)
def _address(url_name: str, prefix: str) -> str:  # noqa: ARG001 - reverse() knows the prefix
    return reverse(url_name)
