"""Progress as a bar: how far from where it began to the target."""

from __future__ import annotations

from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cpcj.register.pictures.svg import element, percent

_HIGH = 10


def progress_bar(reached: Fraction | None, *, rtl: bool) -> SafeString | None:
    """Draw a bar as long as its place is wide at the target; None where it cannot be said.

    Beyond the target the bar is whole and of another tone; the words say by how much.
    """
    if reached is None:
        return None
    length = float(min(reached, Fraction(1))) * 100
    said = gettext("%s per cent of the target") % round(100 * reached)
    return element(
        "svg",
        {
            "class": "progress-mark", "width": "100%", "height": _HIGH, "role": "img",
            "aria-label": said, "focusable": "false",
        },
        element("rect", {"class": "ground", "width": "100%", "height": _HIGH}),
        element(
            "rect",
            {
                "class": "beyond" if reached > 1 else "reached",
                "x": percent(100 - length if rtl else 0),
                "width": percent(length),
                "height": _HIGH,
            },
        ),
    )  # fmt: skip
