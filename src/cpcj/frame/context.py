"""What every page is given: the navigation and the languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language, get_language_bidi

from cpcj.frame import demonstration
from cpcj.frame.navigation import Navigation

if TYPE_CHECKING:
    from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return navigation links that this visitor may follow, and the page's language."""
    right_to_left = get_language_bidi()
    return {
        "navigation": Navigation.of(getattr(request, "user", None), request.path),
        "language": get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if right_to_left else "ltr",
        "right_to_left": right_to_left,
        "languages": settings.LANGUAGE_NAMES,
        "demonstration": demonstration.is_on(),
    }
