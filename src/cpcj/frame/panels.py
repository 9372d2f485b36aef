"""Panels of the start page: each room shows at a glance what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: its place, its template, and what the template is given for this request."""

    name: str
    order: int
    template: str
    context: Callable[[HttpRequest], dict[str, Any]]


_panels: dict[str, Panel] = {}


def register_panel(panel: Panel) -> None:
    """Add a panel; called from a room's ``AppConfig.ready``."""
    _panels[panel.name] = panel


def panels(request: HttpRequest) -> list[SafeString]:
    """Return the panels for this visitor, drawn, in order of place."""
    ordered = sorted(_panels.values(), key=lambda panel: (panel.order, panel.name))
    return [render_to_string(p.template, p.context(request), request) for p in ordered]
