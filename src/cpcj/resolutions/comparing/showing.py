"""A comparison as a record, as Markdown and as a web page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Final

from cpcj.resolutions.act import Act
from cpcj.resolutions.comparing.comparison import Comparison
from cpcj.resolutions.comparing.fate import ActChange, Fate, ProvisionChange
from cpcj.resolutions.comparing.words import Change, Kind

_STYLE: Final = (
    "body{font:1rem/1.5 Georgia,serif;margin:2rem auto;max-width:60rem;padding:0 1rem}"
    "ins{background:#d8f0dd;text-decoration:underline}del{background:#f6d9d5}"
    "section{border-top:1px solid #bbb;padding:.5rem 0}h2{font-size:.95rem;margin:.25rem 0}"
    "small{color:#555}"
)


def comparison_record(found: Comparison) -> dict[str, Any]:
    """Return a comparison as plain values: counts, and what became of each provision."""
    return {
        "scale": found.scale,
        "counts": {fate.value: number for fate, number in sorted(found.counts().items())},
        "provisions": [_provision(change) for change in found.changes],
    }


def _provision(change: ProvisionChange) -> dict[str, Any]:
    return {
        "before": list(change.before),
        "after": list(change.after),
        "fates": [fate.value for fate in change.fates],
        "likeness": round(change.likeness, 3),
        "words": [[one.kind.value, one.before, one.after] for one in change.words],
        "acts": [_act(one) for one in change.acts],
    }


def _act(change: ActChange) -> dict[str, Any]:
    return {
        "before": change.before.id if change.before else None,
        "after": change.after.id if change.after else None,
        "phrase": [
            change.before.phrase if change.before else None,
            change.after.phrase if change.after else None,
        ],
        "force": change.force,
        "addressees_added": list(change.asked_added),
        "addressees_removed": list(change.asked_removed),
        "qualifiers_added": list(change.conditions_added),
        "qualifiers_removed": list(change.conditions_removed),
        "deliverable": [list(change.deliverable_before), list(change.deliverable_after)],
    }


def summary(change: ActChange) -> str:
    """Return in a line what changed in an act; empty where nothing did."""
    said = []
    if change.after is None and change.before:
        said.append(f"no longer: {_asks(change.before)}")
    elif change.before is None and change.after:
        said.append(f"added: {_asks(change.after)}")
    if change.before and change.after and change.before.phrase != change.after.phrase:
        said.append(f"{change.before.phrase} → {change.after.phrase}")
    said += [f"{name} now asked" for name in change.asked_added]
    said += [f"{name} no longer asked" for name in change.asked_removed]
    said += [f"{name} added" for name in change.conditions_added]
    said += [f"{name} gone" for name in change.conditions_removed]
    if change.report_added:
        said.append(f"{change.deliverable_after[0]} newly asked for")
    elif change.report_dropped:
        said.append(f"{change.deliverable_before[0]} no longer asked for")
    elif change.deliverable_before != change.deliverable_after:
        said.append(f"due: {change.deliverable_before[2]} → {change.deliverable_after[2]}")
    return "; ".join(part.replace("_", " ") for part in said)


def _asks(act: Act) -> str:
    """Return an act by its verb and whom it asks: "invites (member states)"."""
    asked = ", ".join(one.value for one in act.addressees)
    return f"{act.phrase} ({asked})" if asked else act.phrase


def _place(change: ProvisionChange) -> str:
    before, after = ", ".join(change.before), ", ".join(change.after)
    return before if before == after else " → ".join(part for part in (before, after) if part)


def _shown(found: Comparison) -> Iterator[ProvisionChange]:
    """Yield what is worth reading: not what was kept, and points only where they stand alone."""
    for change in found.changes:
        inside = "(" in (change.after or change.before)[0]
        if change.fates != (Fate.KEPT,) and not (inside and change.before and change.after):
            yield change


def to_markdown(found: Comparison, before: str, after: str) -> str:
    """Return a comparison as Markdown: counts first, then each paragraph that changed."""
    counts = ", ".join(f"{fate.value} {number}" for fate, number in sorted(found.counts().items()))
    parts = [f"# {before} → {after}", counts]
    for change in _shown(found):
        parts.append(f"## {_place(change)}: {', '.join(change.fates)}")
        parts += [f"- {line}" for line in map(summary, change.acts) if line]
        parts.append("".join(_marked(change.words)))
    return "\n\n".join(parts) + "\n"


def _marked(words: Iterable[Change]) -> Iterator[str]:
    for one in words:
        if one.kind is Kind.SAME:
            yield one.after
            continue
        if one.before.strip():
            yield f"~~{one.before.strip()}~~ "
        if one.after.strip():
            yield f"**{one.after.strip()}** "


def to_html_page(found: Comparison, before: str, after: str) -> str:
    """Return a comparison as a web page that stands alone."""
    counts = ", ".join(f"{fate.value} {number}" for fate, number in sorted(found.counts().items()))
    sections = []
    for change in _shown(found):
        lines = "".join(
            f"<p><small>{escape(one)}</small></p>" for one in map(summary, change.acts) if one
        )
        words = "".join(
            escape(one.after)
            if one.kind is Kind.SAME
            else (f"<del>{escape(one.before)}</del>" if one.before else "")
            + (f"<ins>{escape(one.after)}</ins>" if one.after else "")
            for one in change.words
        ).replace("\n", "<br>")
        sections.append(
            f"<section><h2>{escape(_place(change))}: {escape(', '.join(change.fates))}</h2>"
            f"{lines}<p>{words}</p></section>"
        )
    title = f"{escape(before)} → {escape(after)}"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f"<p>{escape(counts)}</p>{''.join(sections)}</body></html>\n"
    )
