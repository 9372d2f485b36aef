"""A lineage as a record, as rows of a table, as Markdown and as a web page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final

from cpcj.resolutions.series.lineage import Cell, Event, Life, Lineage

_OPENING: Final = 12  # words of a paragraph by which a reader knows it

_STYLE: Final = (
    "body{font:1rem/1.5 Georgia,serif;margin:2rem auto;max-width:80rem;padding:0 1rem}"
    "table{border-collapse:collapse}th,td{border:1px solid #bbb;padding:.2rem .5rem;"
    "text-align:start;vertical-align:top}td.kept{background:#eef3ee}td.reworded{background:#fdf3d8}"
    "td.begins{background:#d8f0dd}td.gone{background:#f3f3f3}small{color:#555}"
)


def lineage_record(found: Lineage) -> dict[str, Any]:
    """Return a lineage as plain values: the texts, and the life of each paragraph."""
    return {
        "texts": [
            {
                "text": stage.identifier,
                "made": stage.made,
                "title": stage.title,
                "date": stage.date.isoformat() if stage.date else None,
                "session": stage.session,
                "adopted": stage.adopted,
            }
            for stage in found.stages
        ],
        "paragraphs": [
            {
                "role": life.role.value,
                "born": found.stages[life.born].identifier,
                "died": None if life.died is None else found.stages[life.died].identifier,
                "came_from": life.came_from,
                "went_into": life.went_into,
                "stands": [_cell(cell) if cell else None for cell in life.cells],
            }
            for life in found.lives
        ],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "provision": cell.provision,
        "events": [event.value for event in cell.events],
        "likeness": round(cell.likeness, 3),
    }


def rows(found: Lineage) -> Iterator[list[str]]:
    """Yield a lineage as a table: a line of headings, then a line for each paragraph."""
    yield ["paragraph", *(stage.identifier for stage in found.stages), "ended"]
    for life in found.lives:
        yield [opening(life), *map(said, life.cells), ended(found, life)]


def opening(life: Life) -> str:
    """Return the words a paragraph begins with, as it last stood."""
    last = life.cells[life.last]
    words = last.words.split() if last else []
    return " ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else "")


def said(cell: Cell | None) -> str:
    """Return a cell in words; empty where the paragraph does not stand in the text."""
    return f"{cell.provision}: {', '.join(cell.events)}" if cell else ""


def ended(found: Lineage, life: Life) -> str:
    """Return where a life ended and what took it in; empty while it goes on."""
    if life.died is None:
        return ""
    gone = f"not in {found.stages[life.died].identifier}"
    if life.went_into is None:
        return gone
    return f"{gone}; went into “{opening(found.lives[life.went_into])}”"


def to_markdown(found: Lineage) -> str:
    """Return a lineage as a table in Markdown."""
    lines = [
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows(found)
    ]
    lines.insert(1, "|" + " --- |" * (len(found.stages) + 2))
    title = found.stages[-1].title
    return f"# {title}\n\n" + "\n".join(lines) + "\n"


def look(cell: Cell | None) -> str:
    """Return how a cell is to look: "kept", "reworded", "begins" or "gone"."""
    if cell is None:
        return "gone"
    if cell.events[0] in (Event.BORN, Event.SPLIT_OFF, Event.CAME_BACK):
        return "begins"
    return "kept" if cell.events[0] is Event.KEPT else "reworded"


def to_html_page(found: Sequence[Lineage]) -> str:
    """Return lineages as a web page that stands alone, one below the other."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(found[0].stages[-1].title)}</title><style>{_STYLE}</style></head><body>"
        f"{''.join(map(_table, found))}</body></html>\n"
    )


def _table(found: Lineage) -> str:
    heads = "".join(
        f"<th scope=col>{escape(stage.identifier)}<br><small>{stage.date or ''}</small></th>"
        for stage in found.stages
    )
    lines = "".join(
        f"<tr><th scope=row>{escape(opening(life))}</th>"
        + "".join(f'<td class="{look(cell)}">{escape(said(cell))}</td>' for cell in life.cells)
        + f"<td>{escape(ended(found, life))}</td></tr>"
        for life in found.lives
    )
    return (
        f"<h1>{escape(found.stages[-1].title)}</h1>"
        f"<table><thead><tr><th scope=col>Paragraph</th>{heads}<th scope=col>Ended</th></tr>"
        f"</thead><tbody>{lines}</tbody></table>"
    )
