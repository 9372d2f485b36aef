"""The routers that rooms give the programming interface."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ninja import Router


@dataclass(frozen=True, slots=True)
class Routes:
    """The addresses that a room adds under ``/api/v1/``.

    Attributes:
        room: its name, once in the house ("followup").
        order: its place in the description.
        router: where its router is, "cpcj.register.api.routes:router"; it is imported when the
            site is served, so that commands do not load the framework of the interface.
    """

    room: str
    order: int
    router: str

    def load(self) -> Router:
        """Import the router.

        Raises:
            TypeError: what is there is none.
        """
        from ninja import Router

        module, _colon, name = self.router.partition(":")
        found = getattr(importlib.import_module(module), name)
        if not isinstance(found, Router):
            message = f"{self.router} is no router"
            raise TypeError(message)
        return found


_routes: dict[str, Routes] = {}


def register_routes(routes: Routes) -> None:
    """Add a room's routes; called from its ``AppConfig.ready``."""
    _routes[routes.room] = routes


def registered() -> list[Routes]:
    """Return the routes of all rooms in order of place."""
    return sorted(_routes.values(), key=lambda one: (one.order, one.room))
