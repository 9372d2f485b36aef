"""Drawing a workflow from its table: Markdown, Mermaid and SVG, for the documentation and pages."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpcj.frame.workflow import Transition, Workflow

_BOX_WIDTH, _BOX_HEIGHT, _GAP_X, _GAP_Y = 170, 44, 60, 56

_ARROW_HEAD = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
    'markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>'
)


def markdown(workflow: Workflow) -> str:
    """Return the table as Markdown."""
    lines = [
        f"## {workflow.name}",
        "",
        f"Begins as *{workflow.states(workflow.initial).label}*.",
        "",
        "| deed | from | to | permission | who | required | guard | clock |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in workflow.transitions:
        cells = (
            row.name,
            ", ".join(str(workflow.states(state).label) for state in row.sources),
            str(workflow.states(row.target).label),
            f"`{row.permission.value}`",
            row.who,
            ", ".join(row.required),
            _guard_words(row),
            f"{row.clock.days} days" if row.clock else "",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _guard_words(row: Transition) -> str:
    if row.guard is None:
        return ""
    first = (row.guard.__doc__ or row.guard.__name__).strip().splitlines()[0]
    return first.rstrip(".")


def mermaid(workflow: Workflow) -> str:
    """Return a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {workflow.initial}"]
    lines += [f"    {value} : {label}" for value, label in workflow.states.choices]
    lines += [
        f"    {source} --> {row.target} : {row.name}"
        for row in workflow.transitions
        for source in row.sources
    ]
    leaves = {state for row in workflow.transitions for state in row.sources}
    lines += [f"    {value} --> [*]" for value in workflow.states.values if value not in leaves]
    return "\n".join(lines) + "\n"


def svg(workflow: Workflow) -> str:
    """Return a drawing: states in columns by their distance from the beginning."""
    places = _places(workflow)
    columns = max(x for x, _ in places.values()) + 1
    rows = max(y for _, y in places.values()) + 1
    width = columns * (_BOX_WIDTH + _GAP_X) + _GAP_X
    height = rows * (_BOX_HEIGHT + _GAP_Y) + _GAP_Y
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{escape(workflow.name)}</title>'
    )
    parts = [opening, _ARROW_HEAD]
    drawn: dict[tuple[str, str], list[str]] = {}
    for row in workflow.transitions:
        for source in row.sources:
            drawn.setdefault((source, row.target), []).append(row.name)
    parts += [_arrow(places[a], places[b], ", ".join(names)) for (a, b), names in drawn.items()]
    for value, label in workflow.states.choices:
        x, y = _corner(places[value])
        parts.append(
            f'<rect x="{x}" y="{y}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="8" '
            'fill="none" stroke="currentColor"/>'
            f'<text x="{x + _BOX_WIDTH // 2}" y="{y + _BOX_HEIGHT // 2 + 4}" '
            f'text-anchor="middle" fill="currentColor">{escape(str(label))}</text>'
        )
    return "".join(parts) + "</svg>\n"


def _places(workflow: Workflow) -> dict[str, tuple[int, int]]:
    """Return column and row of each state."""
    distance = {str(workflow.initial): 0}
    edge = [str(workflow.initial)]
    for state in edge:
        for row in workflow.transitions:
            if state in row.sources and row.target not in distance:
                distance[str(row.target)] = distance[state] + 1
                edge.append(str(row.target))
    taken: dict[int, int] = {}
    places = {}
    for state, column in distance.items():
        places[state] = (column, taken.get(column, 0))
        taken[column] = taken.get(column, 0) + 1
    return places


def _corner(place: tuple[int, int]) -> tuple[int, int]:
    return (
        _GAP_X + place[0] * (_BOX_WIDTH + _GAP_X),
        _GAP_Y + place[1] * (_BOX_HEIGHT + _GAP_Y),
    )


def _arrow(start: tuple[int, int], end: tuple[int, int], words: str) -> str:
    """Return an arrow with its words; those that lead back bow below the boxes."""
    x1, y1 = _corner(start)
    x2, y2 = _corner(end)
    if start[0] < end[0]:
        x1, y1, y2 = x1 + _BOX_WIDTH, y1 + _BOX_HEIGHT // 2, y2 + _BOX_HEIGHT // 2
        bow = 0
    else:
        x1, x2 = x1 + _BOX_WIDTH // 3, x2 + 2 * _BOX_WIDTH // 3
        y1, y2 = y1 + _BOX_HEIGHT, y2 + _BOX_HEIGHT
        bow = _GAP_Y
    middle_x, middle_y = (x1 + x2) // 2, (y1 + y2) // 2 + bow
    label_y = (y1 + 2 * middle_y + y2) // 4 - 4
    return (
        f'<path d="M{x1} {y1}Q{middle_x} {middle_y} {x2} {y2}" fill="none" '
        'stroke="currentColor" marker-end="url(#tip)"/>'
        f'<text x="{middle_x}" y="{label_y}" text-anchor="middle" fill="currentColor" '
        f'font-size="11">{escape(words)}</text>'
    )
