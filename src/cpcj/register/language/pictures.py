"""Pictures of a lineage."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.safestring import SafeString, mark_safe

from cpcj.resolutions.series.lineage import Event, Lineage

_WIDTH, _ROW, _BAR = 640, 14, 5
_NAMES = 26


def lives_picture(found: Lineage, *, rtl: bool = False) -> SafeString:
    """Return each paragraph's life as a line through the texts; a dot where it was changed.

    The picture repeats the table beside it and is hidden from programs that read aloud.
    """
    texts = len(found.stages)
    height = _NAMES + _ROW * len(found.lives)
    step = _WIDTH / max(1, texts)
    parts = [
        f'<svg class="lives" viewBox="0 0 {_WIDTH} {height}" aria-hidden="true" focusable="false">'
    ]
    for place, stage in enumerate(found.stages):
        x = _at(place, step, rtl=rtl)
        year = stage.date.year if stage.date else "?"
        parts.append(f'<text x="{x:.0f}" y="14" text-anchor="middle">{year}</text>')
    for row, life in enumerate(found.lives):
        y = _NAMES + row * _ROW
        for place, cell in enumerate(life.cells):
            if cell is None:
                continue
            x = _at(place, step, rtl=rtl)
            if place and life.cells[place - 1]:
                left = _at(place - 1, step, rtl=rtl)
                parts.append(f'<line x1="{left:.0f}" x2="{x:.0f}" y1="{y}" y2="{y}"/>')
            parts.extend(_dot(x, y, cell.events))
    parts.append("</svg>")
    return mark_safe("".join(parts))  # noqa: S308 - numbers and names of classes alone


def _at(place: int, step: float, *, rtl: bool) -> float:
    x = step * (place + 0.5)
    return _WIDTH - x if rtl else x


def _dot(x: float, y: float, events: tuple[Event, ...]) -> Iterator[str]:
    look = "kept"
    if events[0] in (Event.BORN, Event.SPLIT_OFF, Event.CAME_BACK):
        look = "begins"
    elif events[0] is Event.REWORDED:
        look = "reworded"
    yield f'<circle class="{look}" cx="{x:.0f}" cy="{y}" r="{_BAR}"/>'
