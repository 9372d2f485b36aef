"""What every page is given: the navigation and the languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi

from cpcj.frame.navigation import entries
from cpcj.frame.permissions import allows

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Link:
    """A navigation link as drawn."""

    label: str
    href: str
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """Return navigation links that this visitor may follow, and the page's language."""
    user = getattr(request, "user", None)
    links = []
    for entry in entries():
        if entry.permission is not None and (user is None or not allows(user, entry.permission)):
            continue
        href = reverse(entry.url_name)
        links.append(Link(str(entry.label), href, request.path.startswith(href)))
    return {
        "navigation": links,
        "language": get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "right_to_left": get_language_bidi(),
        "languages": settings.LANGUAGE_NAMES,
    }
