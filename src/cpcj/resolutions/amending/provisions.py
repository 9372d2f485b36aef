"""The words of new paragraphs as paragraphs with their points."""

from __future__ import annotations

from dataclasses import replace

from cpcj.resolutions.model import Paragraph, Passage, Role
from cpcj.resolutions.structure.labels import Nesting, Style, read_label


def paragraphs_of(words: str, role: Role) -> tuple[Paragraph, ...]:
    """Return the paragraphs that words are: a line each, points below the line that opens them.

    A line without a label after points goes on with the paragraph as its closing words where the
    line before it ends in nothing that ends a paragraph, else it is a paragraph of its own.

    Args:
        words: lines, one a paragraph or point.
        role: what the paragraphs are; with POINT the lines' labels are theirs.
    """
    found: list[_Growing] = []
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    for place, line in enumerate(lines):
        label = read_label(line)
        if label is not None and found and found[-1].continues(label.number):
            found[-1].point(f"{label.n}.", line[label.end :], 0)
            continue
        number = label is not None and label.readings[0][0] is Style.NUMBER
        if label is None or number or not found or label.n == "":
            if label is None and found and found[-1].takes_closing():
                found[-1].closing = line
                continue
            own = role is Role.POINT and label is not None
            if label is not None and (number or own) and label.n:
                found.append(_Growing(line[label.end :], label.n))
            else:
                found.append(_Growing(line, ""))
            continue
        following = read_label(lines[place + 1]) if place + 1 < len(lines) else None
        if role is Role.POINT and not found[-1].opened():
            found.append(_Growing(line[label.end :], label.n))
            continue
        depth = (
            found[-1]
            .nesting.place(label, after_colon=found[-1].last.endswith(":"), following=following)
            .depth
        )
        found[-1].point(label.n, line[label.end :], depth)
    return tuple(one.paragraph(role) for one in found)


class _Growing:
    """A paragraph in the making."""

    def __init__(self, words: str, n: str) -> None:
        self.words = words
        self.n = n
        self.nesting = Nesting()
        self.points: list[tuple[int, str, str]] = []
        self.closing: str | None = None

    @property
    def last(self) -> str:
        """Return the words that stand last."""
        return self.closing or (self.points[-1][2] if self.points else self.words)

    def opened(self) -> bool:
        """Tell whether points may follow."""
        return bool(self.points) or self.words.endswith(":")

    def continues(self, number: int | None) -> bool:
        """Tell whether a numbered line is a point: "1." after a colon, then "2." and so on."""
        if number is None or not (self.points or self.words.endswith(":")):
            return False
        last = self.points[-1][1].rstrip(".") if self.points else "0"
        return last.isdecimal() and number == int(last) + 1

    def takes_closing(self) -> bool:
        """Tell whether a line without a label goes on with the paragraph."""
        return (
            bool(self.points) and self.closing is None and not self.last.endswith((".", ";", ","))
        )

    def point(self, n: str, words: str, depth: int) -> None:
        """Add a point."""
        self.points.append((depth, n, words))

    def paragraph(self, role: Role) -> Paragraph:
        """Return the paragraph."""
        closing = None if self.closing is None else Passage(self.closing)
        numbered = bool(self.n)
        return Paragraph(role, self.n, numbered, Passage(self.words), self._below(0, 0)[0], closing)

    def _below(self, depth: int, at: int) -> tuple[tuple[Paragraph, ...], int]:
        found: list[Paragraph] = []
        while at < len(self.points) and self.points[at][0] >= depth:
            level, n, words = self.points[at]
            if level > depth and found:
                below, at = self._below(level, at)
                found[-1] = replace(found[-1], points=(*found[-1].points, *below))
                continue
            found.append(Paragraph(Role.POINT, n, bool(n), Passage(words)))
            at += 1
        return tuple(found), at


def lines_of(paragraph: Paragraph, *, label: bool = False) -> str:
    """Return a paragraph as lines that :func:`paragraphs_of` reads back.

    Args:
        paragraph: a paragraph or point.
        label: whether its own label stands before its words.
    """
    found: list[str] = []

    def add(one: Paragraph, *, labelled: bool) -> None:
        head = f"{one.n} " if labelled and one.n else ""
        found.append(head + one.words.text)
        for point in one.points:
            add(point, labelled=True)
        if one.closing is not None:
            found.append(one.closing.text)

    add(paragraph, labelled=label)
    return "\n".join(found)
