"""Headings between paragraphs: sections, parts, articles, and headings by their form alone."""

from __future__ import annotations

from cpcj.resolutions.model import Heading
from cpcj.resolutions.passages import EMPTY, part
from cpcj.resolutions.source import Block, BlockKind
from cpcj.resolutions.structure import wording

_QUOTE_MARKS = '“"‘'


def numbered_heading(block: Block, text: str) -> Heading | None:
    """Return the heading a block is by its number ("II. Scope", "A", "Article 5"), else None."""
    if not _may_be(text) or not ("A" <= text[0] <= "Z"):
        return None
    words = block.words
    for level, pattern in ((1, wording.SECTION), (2, wording.LETTERED), (1, wording.NAMED)):
        match = pattern.fullmatch(text)
        if not match:
            continue
        title = part(words, match.start("title")) if match["title"] else EMPTY
        if title.text and not (title.text[0].isupper() or title.text[0] in _QUOTE_MARKS):
            continue
        below = pattern is wording.NAMED and not match["n"].startswith(("Part", "PART"))
        return Heading(2 if below else level, match["n"].rstrip("."), title)
    return None


def formed_heading(block: Block, text: str) -> Heading | None:
    """Return the heading a block is by its form, where it has no number; else None."""
    if not _may_be(text):
        return None
    if block.kind is BlockKind.HEADING:
        return Heading(max(block.level, 1), None, block.words)
    return Heading(1, None, block.words) if wording.is_heading(text) else None


def read_heading(block: Block, text: str) -> Heading | None:
    """Return the heading a block is, by its number or its form; None where it is none."""
    return numbered_heading(block, text) or formed_heading(block, text)


def _may_be(text: str) -> bool:
    return len(text) <= wording.LONGEST_HEADING and not (len(text) > 12 and wording.ends(text))
