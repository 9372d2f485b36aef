"""The scales of force that a reader may choose: those shipped, and the installation's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cpcj.resolutions.vocabulary.force import ForceScale, scales, scales_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

USUAL = "grouped"

_SHIPPED = {
    "grouped": (_("Grouped"), _("The project’s own grouping; no organ has adopted it.")),
    "none": (
        _("No order"),
        _("For readers who hold that verbs have no order of force: a changed verb is reworded."),
    ),
}
"""Titles and sources of those shipped, in the reader's language."""


@cache
def known_scales() -> dict[str, ForceScale]:
    """Return them by name; one of the installation's own replaces a shipped one of its name.

    Raises:
        ValueError: the file that ``CPCJ_FORCE_SCALES`` names is not as it should be; the check of
            the installation says so before anybody asks.
    """
    own: str = settings.FORCE_SCALES
    return {**scales(), **(scales_of(Path(own)) if own else {})}


def scale_choices() -> list[tuple[str, str | _StrPromise]]:
    """Return names and titles, the usual one first."""
    named = sorted(known_scales().values(), key=lambda one: (one.name != USUAL, one.title))
    return [(one.name, scale_words(one)[0]) for one in named]


def scale_words(scale: ForceScale) -> tuple[str | _StrPromise, str | _StrPromise]:
    """Return a scale's title and who says so."""
    if scales().get(scale.name) is scale:
        return _SHIPPED[scale.name]
    return scale.title, scale.source
