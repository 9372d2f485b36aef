"""Precedents as a record and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cpcj.resolutions.agreed.precedents import LONGEST, Precedents, Use, Variant, Verdict
from cpcj.resolutions.comparing.words import Change, Kind

_USES: Final = 10  # of a wording that Markdown lists


def precedents_record(found: Precedents) -> dict[str, Any]:
    """Return precedents as plain values."""
    return {
        "phrase": found.phrase,
        "verdict": found.verdict.value,
        "cut": found.cut,
        "exact": _variant(found.exact) if found.exact else None,
        "variants": [_variant(one) for one in found.variants],
        "nearest": _use(found.nearest) if found.nearest else None,
    }


def _variant(variant: Variant) -> dict[str, Any]:
    return {
        "words": variant.words,
        "likeness": round(variant.likeness, 3),
        "changes": [[one.kind.value, one.before, one.after] for one in variant.changes],
        "earliest": _use(variant.earliest),
        "latest": _use(variant.latest),
        "uses": [_use(use) for use in variant.uses],
    }


def _use(use: Use) -> dict[str, Any]:
    passage = use.passage
    return {
        "provision": passage.identifier,
        "text": passage.text,
        "made": passage.made,
        "title": passage.title,
        "date": passage.date.isoformat() if passage.date else None,
        "organ": passage.organ,
        "adopted": passage.adopted,
        "sponsors": list(passage.sponsors),
        "vote": passage.vote,
        "words": use.words,
        "span": [use.start, use.end],
        "likeness": round(use.likeness, 3),
    }


def to_markdown(found: Precedents) -> str:
    """Return precedents for a terminal: the verdict, first and last use, each wording."""
    parts = [f"# {found.phrase}", f"**{found.verdict.value}**"]
    if found.cut:
        parts.append(f"Only the first {LONGEST} words were looked for.")
    if found.exact:
        parts.append(_block(found.exact))
    if found.verdict is Verdict.NONE:
        if found.nearest:
            near = found.nearest
            parts.append(f"Nearest ({near.likeness:.2f}): “{near.words}”, {_place(near)}")
    else:
        for variant in found.variants:
            parts.append(f"## {''.join(_marked(variant.changes))} ({variant.likeness:.2f})")
            parts.append(_block(variant))
    return "\n\n".join(parts) + "\n"


def _block(variant: Variant) -> str:
    lines = [f"- {_place(use)}" for use in variant.uses[:_USES]]
    if len(variant.uses) > _USES:
        lines.append(f"- … {len(variant.uses) - _USES} more, last {_place(variant.latest)}")
    return "\n".join(lines)


def _place(use: Use) -> str:
    passage = use.passage
    day = passage.date.isoformat() if passage.date else "no date"
    standing = passage.vote if passage.adopted else "not adopted"
    return f"{day} {passage.identifier}{f' ({standing})' if standing else ''}"


def _marked(changes: tuple[Change, ...]) -> Iterator[str]:
    for one in changes:
        if one.kind is Kind.SAME:
            yield one.after
            continue
        if one.before.strip():
            yield f"~~{one.before.strip()}~~ "
        if one.after.strip():
            yield f"**{one.after.strip()}** "
