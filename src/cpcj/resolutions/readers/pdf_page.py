"""The printed lines of a PDF: runs of glyphs put in lines, and what each line is on its page.

Places are points from the lower left corner of the page. The words of all lines, in order of print,
are the text layer that :class:`Source` carries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cpcj.resolutions.readers.pdf_runs import BARCODE, BOLD, ITALIC

_SAME_LINE = 0.45  # of the size: base lines this near are one line (marks stand higher)
_COLUMN_GAP = 4.0  # of the size: a wider gap parts columns
_WORD_GAP = 0.1  # of the size, where the font changes: a narrower gap is no space
_SMALL = 0.93  # of the body's size: what is smaller is a note or a running head
_MARK_SIZE = 0.8  # of the line's size: what is smaller and raised is a mark
_RAISED = 0.12  # of the line's size
_HEAD, _FOOT = 0.86, 0.13  # of the page's height: where running heads and page numbers stand
_REPEATED = 3  # pages on which a line stands in the same place to be furniture

_RULE = re.compile(r"[_\s]{6,}")
_FURNITURE = re.compile(
    r"\d{1,4}\s?/\s?\d{1,4}|[-–—]?\s?\d{1,4}\s?[-–—]?|\d{2}-\d{5}(?: \([A-Z]\))?(?:[\s\d*]*)"
    r"|\*\d{5,}\*|Please recycle.*|Page \d+(?: of \d+)?"
    r"|(?:\d{2}-\d{5}\s+)?\d{1,3}/\d{1,3}(?:\s+\d{2}-\d{5})?"
)
_JOB = re.compile(r"\d{2}-\d{5}(?: ?\([A-Z]\))?[\s\d]*|\*\d{5,}\*|Please recycle.*")
_MARK = re.compile(r"\s*(?:\d{1,3}|[a-z]|\*{1,4}|[†‡])(?:\s?,\s?(?:\d{1,3}|[a-z]))*[\s,]*")
_PAGE_NUMBER = re.compile(r"^\d{1,4}\b\s*|\s*\b\d{1,4}$")
_UNIT = re.compile(r"\b[kcmd]?m$")


class Run(NamedTuple):
    """Glyphs of one font, size and base line; fields as :mod:`.pdf_runs` writes them."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    style: int


class Bit(NamedTuple):
    """Part of a line: words of one style, or a footnote mark."""

    text: str
    italic: bool
    mark: bool


class Place(StrEnum):
    """What a line is on its page."""

    BODY = "body"
    NOTE = "note"
    RULE = "rule"
    FURNITURE = "furniture"


@dataclass(slots=True)
class Line:
    """A printed line, or one column of it.

    Attributes:
        page: index of the page.
        x0, x1, y: left and right end, base line.
        size: the size most of its letters have.
        bold: whether every word of it is bold.
        bits: its words.
        height: of the page.
        place: what it is on its page.
    """

    page: int
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    bits: tuple[Bit, ...]
    height: float
    place: Place = Place.BODY

    @property
    def text(self) -> str:
        """The words with their marks, as printed."""
        return "".join(bit.text for bit in self.bits)

    @property
    def starts_with_mark(self) -> bool:
        """Whether a footnote mark stands before its words."""
        return next((bit.mark for bit in self.bits if bit.text.strip()), False)


def lines_of(page: int, runs: Iterable[Run], height: float) -> list[Line]:
    """Return the lines of a page from top to bottom, columns from left to right."""
    ordered = sorted((run for run in runs if run.text), key=lambda run: (-run.y, run.x0))
    rows: list[list[Run]] = []
    top = size = 0.0
    for run in ordered:
        if rows and top - run.y <= _SAME_LINE * max(size, run.size):
            rows[-1].append(run)
            size = max(size, run.size)
        else:
            rows.append([run])
            top, size = run.y, run.size
    columns = (column for row in rows for column in _columns(sorted(row, key=lambda run: run.x0)))
    return [line for column in columns if (line := _line(page, column, height))]


def _columns(row: Sequence[Run]) -> list[list[Run]]:
    columns: list[list[Run]] = []
    for run in row:
        if columns:
            last = columns[-1][-1]
            if run.x0 - last.x1 <= _COLUMN_GAP * min(run.size, last.size) or (
                # a tab after a number
                run.x0 - last.x1 <= 2 * _COLUMN_GAP * last.size and len(last.text.strip()) < 5
            ):
                columns[-1].append(run)
                continue
        columns.append([run])
    return columns


def _line(page: int, runs: Sequence[Run], height: float) -> Line | None:
    """Return the line that runs make; None where they hold no words."""
    if not any(run.text.strip() for run in runs):
        return None
    sizes: Counter[float] = Counter()
    bases: Counter[float] = Counter()
    for run in runs:
        letters = len(run.text.strip())
        sizes[run.size] += letters
        bases[run.y] += letters
    size, base = sizes.most_common(1)[0][0], bases.most_common(1)[0][0]
    bits: list[Bit] = []
    right: float | None = None
    for run in runs:
        mark = (
            run.size <= _MARK_SIZE * size
            and run.y - base >= _RAISED * size
            and bool(_MARK.fullmatch(run.text))
            and not (run.text.strip() in "23" and bits and _UNIT.search(bits[-1].text))
        )
        text = run.text
        if right is not None and _parted(bits[-1], run, right, _WORD_GAP * size):
            bits.append(Bit(" ", italic=False, mark=False))
        bits.append(Bit(text, bool(run.style & ITALIC), mark))
        right = run.x1
    words = [run for run in runs if run.text.strip()]
    furniture = any(run.style & BARCODE for run in words)
    return Line(
        page,
        words[0].x0,
        words[-1].x1,
        base,
        size,
        all(run.style & BOLD for run in words),
        tuple(bits),
        height,
        Place.FURNITURE if furniture else Place.BODY,
    )


def _parted(before: Bit, run: Run, right: float, gap: float) -> bool:
    """Tell whether a space stands between two bits; behind a mark it may be narrow."""
    if before.text.endswith((" ", "–")) or run.text.startswith(" "):
        return False
    return run.x0 - right > gap or (before.mark and run.text[0].isalnum())


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a file: the body's size, its left and right edge, in points."""

    size: float
    left: float
    right: float


def measure(lines: Iterable[Line]) -> Measures:
    """Return the measures of the body, by the letters printed in them."""
    sizes: Counter[float] = Counter()
    lefts: Counter[tuple[float, int]] = Counter()
    rights: Counter[tuple[float, int]] = Counter()
    for line in lines:
        weight = len(line.text)
        sizes[line.size] += weight
        lefts[line.size, round(line.x0)] += weight
        rights[line.size, round(line.x1 / 4)] += weight
    if not sizes:
        return Measures(10.0, 0.0, 0.0)
    size = sizes.most_common(1)[0][0]
    left = max((n, x) for (s, x), n in lefts.items() if s == size)[1]
    right = max((n, x) for (s, x), n in rights.items() if s == size)[1] * 4
    return Measures(size, float(left), float(right))


def place_lines(pages: Sequence[Sequence[Line]], usual: Measures) -> None:
    """Set what each line is on its page: body, note, rule or furniture."""
    repeated = _repeated(pages)
    for lines in pages:
        for index, line in enumerate(lines):
            text = line.text.strip()
            edge = not line.starts_with_mark and (
                line.y > _HEAD * line.height or line.y < _FOOT * line.height
            )
            if _RULE.fullmatch(text):
                line.place = Place.RULE
            elif (edge and (_FURNITURE.fullmatch(text) or _key(line) in repeated)) or (
                line.page == 0 and _JOB.fullmatch(text)
            ):
                line.place = Place.FURNITURE
            elif line.page and line.y > _HEAD * line.height and line.size < _SMALL * usual.size:
                above = lines[index - 1].place if index else Place.FURNITURE
                if above is Place.FURNITURE:
                    line.place = Place.FURNITURE
        _place_notes(lines, usual)


def _key(line: Line) -> tuple[str, int]:
    """Return what a running head has in common on every page."""
    return _PAGE_NUMBER.sub("", line.text.strip()), round(line.y / 3)


def _repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    seen: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        seen.update(
            {
                _key(line)
                for line in lines
                if line.page
                and not line.starts_with_mark
                and (line.y > _HEAD * line.height or line.y < _FOOT * line.height)
            }
        )
    least = min(_REPEATED, max(2, (len(pages) - 1) // 2))
    return {key for key, count in seen.items() if count >= least}


def _place_notes(lines: Sequence[Line], usual: Measures) -> None:
    """Set which lines at the foot of a page are footnotes.

    They are smaller than the body and stand below a rule; where the rule is drawn and not printed
    as underscores, they begin with a mark.
    """
    first: int | None = None
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.place is Place.FURNITURE:
            continue
        if line.place is Place.RULE:
            if first is not None:
                for below in lines[index + 1 :]:
                    if below.place is Place.BODY:
                        below.place = Place.NOTE
            return
        if line.size >= _SMALL * usual.size:
            break
        first = index
    if first is None:
        return
    started = False
    for line in lines[first:]:
        started = started or line.starts_with_mark
        if started and line.place is Place.BODY:
            line.place = Place.NOTE
