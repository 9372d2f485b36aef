"""Paragraphs of this text ("paragraph 40 above") and of others ("paragraph 15 of resolution …")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations.provisions import Named, numbered
from cpcj.resolutions.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE: Final = re.compile(
    r",? +(?:above|below|hereof)\b"
    r"|,? +(?:of|to|in) +(?:the +present|this) +(?:draft +)?(?:resolution|decision|text)\b(?! +\d)"
)
_THEREOF: Final = re.compile(r",? +(?:thereof|of +which)\b")
_OF_ARTICLE: Final = re.compile(r",? +of +(?=[Aa]rticles? +[0-9IVX])")
_OF_RESOLUTION: Final = re.compile(
    r",? +(?:of|in|to) +(?:its +|the +)?(?:[a-z]+ +)?"
    r"(?:[A-Z][A-Za-z']*(?: +(?:[A-Z][A-Za-z']*|of|on|the|and|to|against|in|for))* +)?\Z"
)
_SECTION: Final = re.compile(
    r"(?:[Ss]ection|[Pp]art) +([IVX]+|[A-Z])(?:\.[A-Z])?, +(?:operative +)?\Z"
)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs named together.

    Attributes:
        items: their numbers and words.
        end: where they end.
        words: they as printed ("section III, paragraph 5").
        section: the section they stand in, else "".
        here: whether they are said to be of this text.
        thereof: whether they are said to be of the source named before.
        article: where the article follows that they belong to ("paragraph 4 of Article 2"), or -1.
    """

    items: tuple[Named, ...]
    end: int
    words: str
    section: str
    here: bool
    thereof: bool
    article: int

    def leads_to(self, plain: str, at: int) -> bool:
        """Say whether the resolution whose word stands at a place is the one they are of."""
        return not self.here and _OF_RESOLUTION.fullmatch(plain, self.end, at) is not None

    def of(self, identifier: str | None) -> list[Citation]:
        """Return their citations as paragraphs of a text; of none where it is not known."""
        if identifier is None:
            return []
        section = f"sect{self.section}/" if self.section else ""
        kind = CitationKind.PARAGRAPH
        return [
            Citation(item.span, kind, f"{identifier}#{section}op{item.label}")
            for item in self.items
        ]

    def of_this_text(self) -> list[Citation]:
        """Return their citations as paragraphs of the text they stand in; none if they are not."""
        return self.of("") if self.here else []

    def of_source(self, found: Sequence[Citation]) -> list[Citation]:
        """Return their citations as paragraphs of the resolution cited last, for "thereof"."""
        if not self.thereof:
            return []
        kinds = (CitationKind.RESOLUTION, CitationKind.DECISION)
        return self.of(next((c.id for c in reversed(found) if c.kind in kinds), None))


def paragraphs_at(text: str, plain: str, at: int) -> Paragraphs | None:
    """Read the paragraphs named at the word "paragraph"; None where no number follows."""
    head = re.match(r"[Pp]aragraph(s?) +", plain[at : at + 32])
    if head is None:
        return None
    items, end = numbered(plain, at + head.end(), several=bool(head[1]))
    if not items:
        return None
    section = _SECTION.search(plain, max(0, at - 32), at)
    start = section.start() if section else at
    if len(items) == 1:
        items = [Named(items[0].label, Span(start, end))]
    article = _OF_ARTICLE.match(plain, end)
    return Paragraphs(
        tuple(items),
        end,
        text[start:end],
        section[1] if section else "",
        _HERE.match(plain, end) is not None,
        _THEREOF.match(plain, end) is not None,
        article.end() if article else -1,
    )
