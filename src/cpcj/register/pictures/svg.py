"""The pieces every picture is made of: escaped SVG elements, and the picture with its table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

Attribute = str | int | float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a picture's table: its words, and the address they lead to."""

    words: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a picture for whoever would rather read them.

    Attributes:
        caption: what the figures are.
        head: names of the columns; the first names the rows.
        rows: cells of each row, as many as the head has.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its title and its table; ``drawing`` is safe to print as it is."""

    title: str
    drawing: SafeString
    table: Table

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not self.table.rows


def element(name: str, attributes: dict[str, Attribute | None], *children: str) -> SafeString:
    """Return an element with escaped attribute values; children that are not safe are escaped.

    Attributes whose value is None are left out. An underscore in a name stands for a hyphen.
    """
    written = "".join(
        f' {key.replace("_", "-")}="{escape(_written(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(conditional_escape(child) for child in children)
    return mark_safe(f"<{name}{written}>{inner}</{name}>")  # noqa: S308 - parts escaped above


def joined(parts: Iterable[str]) -> SafeString:
    """Return pieces one after the other; those that are not safe are escaped."""
    return mark_safe("".join(conditional_escape(part) for part in parts))  # noqa: S308 - parts escaped


def drawing(
    name: str, title: str, description: str, height: int, *children: str, linked: bool = False
) -> SafeString:
    """Return a drawing as wide as its place and ``height`` pixels high.

    Args:
        name: unique on the page; the identifiers of title and description begin with it.
        title: what the picture shows.
        description: what it says, in a sentence.
        height: pixels.
        children: what is drawn.
        linked: whether marks in it can be followed; a drawing with links is a group, not an image,
            so that the links stay reachable.
    """
    return element(
        "svg",
        {
            "class": "picture-drawing",
            "role": "group" if linked else "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-description",
            "width": "100%",
            "height": height,
            "focusable": "false",
        },
        element("title", {"id": f"{name}-title"}, title),
        element("desc", {"id": f"{name}-description"}, description),
        *children,
    )


def percent(value: float) -> str:
    """Return a length across as SVG writes it ("41.25%")."""
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def across(start: float, width: float, *, rtl: bool) -> str:
    """Return where a stretch begins that starts ``start`` per cent from the reading edge."""
    return percent(100 - start - width if rtl else start)


def link(href: str | None, name: str, *children: str) -> SafeString:
    """Return children as one link with a name, or as a group where there is no address."""
    title = element("title", {}, name)
    if href is None:
        return element("g", {}, title, *children)
    # Named by its title and the words in it: a label beside them would have to repeat both.
    return element("a", {"href": href}, title, *children)


def _written(value: Attribute) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)
