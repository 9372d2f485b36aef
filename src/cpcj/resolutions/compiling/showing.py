"""A compilation as a record and as a web page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Final

from cpcj.resolutions.comparing.words import Change, Kind
from cpcj.resolutions.compiling.compilation import TITLE, Compilation, Fate, Row, Touch

_STYLE: Final = (
    "body{font:1rem/1.5 Georgia,serif;margin:2rem auto;max-width:100rem;padding:0 1rem}"
    "ins{background:#d8f0dd;text-decoration:underline}del{background:#f6d9d5}"
    "mark{background:#ffe08a;outline:1px solid #946200}"
    "table{border-collapse:collapse;inline-size:100%}div{overflow-x:auto}"
    "th,td{border:1px solid #bbb;padding:.4rem;vertical-align:top;text-align:start}"
    "td{min-inline-size:14rem}small{color:#555}thead th{background:#eee}"
)

NAMES: Final = {
    Fate.CHANGED: "changed",
    Fate.DELETED: "deleted",
    Fate.MOVED: "moved",
    Fate.NEW: "new paragraph",
}
"""What a proposal does to a paragraph, in words."""


def compilation_record(found: Compilation) -> dict[str, Any]:
    """Return a compilation as plain values."""
    labels = [one.label for one in found.proposals]
    return {
        "title": found.title,
        "proposals": [
            {"label": one.label, "troubles": list(one.troubles)} for one in found.proposals
        ],
        "clashes": found.clashes,
        "rows": [_record(row, labels) for row in found.rows],
    }


def _record(row: Row, labels: list[str]) -> dict[str, Any]:
    return {
        "id": row.id or None,
        "role": row.role.value if row.role else TITLE,
        "words": row.words,
        "proposals": {
            label: {
                "fates": [fate.value for fate in one.fates],
                "place": one.place or None,
                "follows": one.follows or None,
                "changes": [[each.kind.value, each.before, each.after] for each in one.changes],
            }
            for label, one in zip(labels, row.touches, strict=True)
            if one is not None
        },
        "clashes": [
            {"span": list(one.span), "words": row.words[one.span.start : one.span.end],
             "proposals": [labels[place] for place in one.proposals]}
            for one in row.clashes
        ],
    }  # fmt: skip


def pieces(row: Row) -> Iterator[tuple[str, bool]]:
    """Yield the words of the base in order, each stretch with whether proposals clash over it.

    A clash over a place between words is shown at the words after it.
    """
    at = 0
    for one in row.clashes:
        start, end = one.span
        if start == end:
            space = row.words.find(" ", start + 1)
            end = len(row.words) if space < 0 else space
        start = max(start, at)
        if start >= end:
            continue
        if start > at:
            yield row.words[at:start], False
        yield row.words[start:end], True
        at = end
    if at < len(row.words):
        yield row.words[at:], False


def changed(changes: Iterable[Change]) -> Iterator[tuple[str, str]]:
    """Yield words with what they are: "" for kept ones, "del", "ins"."""
    for one in changes:
        if one.kind is Kind.SAME:
            yield one.after, ""
            continue
        if one.before:
            yield one.before, "del"
        if one.after:
            yield one.after, "ins"


def said(touch: Touch) -> str:
    """Return in words what a proposal does to a paragraph."""
    words = ", ".join(NAMES[fate] for fate in touch.fates)
    return f"{words} to after {touch.follows}" if touch.follows else words


def to_html_page(found: Compilation) -> str:
    """Return a compilation as a web page that stands alone."""
    labels = [one.label for one in found.proposals]
    heads = "".join(f'<th scope="col">{escape(label)}</th>' for label in labels)
    rows = "".join(_html_row(row) for row in found.rows)
    troubles = "".join(
        f"<li>{escape(one.label)}: {escape(words)}</li>"
        for one in found.proposals
        for words in one.troubles
    )
    title = escape(found.title or "Compilation")
    clashes = f"{found.clashes} clash{'' if found.clashes == 1 else 'es'}"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}: proposals</title><style>{_STYLE}</style></head><body>"
        f"<h1>{title}: proposals</h1><p>{escape(', '.join(labels))}; {clashes}, marked "
        "<mark>so</mark> in the words of the text.</p>"
        + (f"<h2>Not read or not made</h2><ul>{troubles}</ul>" if troubles else "")
        + '<div tabindex="0" role="region" aria-label="Proposals"><table><thead><tr>'
        f'<th scope="col">Paragraph</th><th scope="col">Text</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></body></html>\n"
    )


def _html_row(row: Row) -> str:
    words = "".join(
        f"<mark>{escape(each)}</mark>" if clash else escape(each) for each, clash in pieces(row)
    ).replace("\n", "<br>")
    cells = "".join(f"<td>{_html_touch(one)}</td>" for one in row.touches)
    return f'<tr><th scope="row">{escape(row.id or "new")}</th><td>{words}</td>{cells}</tr>'


def _html_touch(one: Touch | None) -> str:
    if one is None:
        return ""
    words = "".join(
        f"<{tag}>{escape(each)}</{tag}>" if tag else escape(each)
        for each, tag in changed(one.changes)
    ).replace("\n", "<br>")
    return f"<small>{escape(said(one))}</small><br>{words}"
