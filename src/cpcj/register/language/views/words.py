"""Words that changed, as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from cpcj.resolutions.comparing.words import Change, Kind


def marked(changes: Iterable[Change]) -> SafeString:
    """Return changes with what was taken out and put in marked, line feeds kept."""
    parts: list[str] = []
    for one in changes:
        if one.kind is Kind.SAME:
            parts.append(escape(one.after))
            continue
        if one.before:
            parts.append(f"<del>{escape(one.before)}</del>")
        if one.after:
            parts.append(f"<ins>{escape(one.after)}</ins>")
    return mark_safe("".join(parts).replace("\n", "<br>"))  # noqa: S308 - escaped piece by piece
