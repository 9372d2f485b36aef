"""Paragraphs while they are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from cpcj.resolutions.model import Paragraph, Passage, Role, Span
from cpcj.resolutions.passages import join
from cpcj.resolutions.structure.labels import Nesting


@dataclass(slots=True)
class Open:
    """A paragraph or point while its points are still being read."""

    role: Role
    n: str
    numbered: bool
    words: Passage
    points: list[Open] = field(default_factory=list)
    more: list[Passage] = field(default_factory=list)  # further parts of its words
    closing: list[Passage] = field(default_factory=list)
    nesting: Nesting = field(default_factory=Nesting)
    listed: int = 0  # last number of a numbered list quoted in it

    def close(self) -> Paragraph:
        """Return the paragraph, now that all of it is read."""
        return Paragraph(
            self.role,
            self.n,
            self.numbered,
            join((self.words, *self.more)) if self.more else self.words,
            tuple(point.close() for point in self.points),
            join(self.closing) if self.closing else None,
        )

    def ends_with(self, sign: str) -> bool:
        """Tell whether its words end so."""
        return (self.more[-1] if self.more else self.words).text.endswith(sign)

    def last(self) -> Open:
        """Return the point read last, at whatever depth, or the paragraph itself."""
        node = self
        while node.points:
            node = node.points[-1]
        return node

    def at(self, depth: int) -> Open:
        """Return the open point to which a point of that depth belongs."""
        node = self
        for _ in range(depth):
            if not node.points:
                break
            node = node.points[-1]
        return node


def place_of(words: Passage) -> Span | None:
    """Return where in the file a passage stands, from its first piece to its last."""
    if not words.source:
        return None
    return Span(words.source[0].source_start, words.source[-1].source_end)
