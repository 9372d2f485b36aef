"""Headings between paragraphs: sections, parts, articles, and headings by their form alone."""

from __future__ import annotations

from cpcj.resolutions.model import Heading
from cpcj.resolutions.passages import EMPTY, part
from cpcj.resolutions.source import Block, BlockKind
from cpcj.resolutions.structure import wording

_QUOTE_MARKS = '“"‘'


def read_heading(block: Block, text: str, *, numbered_only: bool = False) -> Heading | None:
    """Return the heading a block is, by its number or its form; None where it is none."""
    words = block.words
    if len(text) > wording.LONGEST_HEADING or (wording.ends(text) and len(text) > 12):
        return None
    for level, pattern in ((1, wording.SECTION), (2, wording.LETTERED), (1, wording.NAMED)):
        match = pattern.fullmatch(text)
        if not match:
            continue
        title = part(words, match.start("title")) if match["title"] else EMPTY
        if title.text and not (title.text[0].isupper() or title.text[0] in _QUOTE_MARKS):
            continue
        below = pattern is wording.NAMED and not match["n"].startswith(("Part", "PART"))
        return Heading(2 if below else level, match["n"].rstrip("."), title)
    if numbered_only:
        return None
    if block.kind is BlockKind.HEADING:
        return Heading(max(block.level, 1), None, words)
    return Heading(1, None, words) if wording.is_heading(text) else None
