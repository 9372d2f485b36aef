"""A text in another language than English, divided by signs alone: numbers, marks, order, layout.

No word of any language is looked at. The preamble stands between the enacting words, a short line
that ends with a comma, and the paragraph numbered 1; operative paragraphs are numbered one after
the other; points bear a letter or number in brackets; a second run of numbers is an annex; short
lines with a number in them after the last paragraph are the adoption line.
"""

# ruff: noqa: RUF001 - the signs of other scripts are meant

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cpcj.resolutions.model import (
    Adoption,
    Annex,
    BodyItem,
    Doubt,
    Heading,
    Passage,
    Role,
)
from cpcj.resolutions.passages import EMPTY, join, part
from cpcj.resolutions.source import Block, BlockKind
from cpcj.resolutions.structure.dates import find_line_date
from cpcj.resolutions.structure.nodes import Open, place_of

_SHORT = 80
"""Characters that an enacting line, a heading or a line of the adoption has at most."""

_WIDEST_GAP = 3
"""Numbers that may be missing between two paragraphs of one run."""

_NUMBER = re.compile(r"\[?(\d{1,3})\s?(?:[.．、]|[-–—](?=\s))\s*(?![\d/])")
_POINT = re.compile(
    r"[(（]?(?P<mark>[^\W\d_]|[ivxl]{2,5}|\d{1,2}|[一二三四五六七八九十]{2,3})[)）]\s*"
    r"|(?P<dash>[-–—•])\s+"
    r"|(?P<sign>[①-⑳㈠-㈩])\s*"
)
_TITLE = re.compile(r"(?P<number>\d{1,4}/\d{1,4}(?: ?[A-Z])?)[.．。]?\s+(?=[^\d\s])")
_COMMAS = (",", "،", "，")
_ENDS = (*_COMMAS, *".;:。；：؛")
_LISTS = (":", "：")


@dataclass(frozen=True, slots=True)
class Divided:
    """What a text in another language is made of; the fields are those of ``Text``."""

    title: Passage
    number: str | None
    organ_line: Passage
    origin: Passage | None
    body: tuple[BodyItem, ...]
    annexes: tuple[Annex, ...]
    adoption: Adoption | None
    doubts: tuple[Doubt, ...]


def divide(blocks: Sequence[Block], language: str) -> Divided | None:
    """Divide a text by its numbers, marks, order and layout.

    Args:
        blocks: the blocks of the file.
        language: ISO 639-2 code; the date of the adoption is read by it.

    Returns:
        None where the signs do not show one text: no enacting line, no paragraph 1, or more than
        two runs of numbers, as in a report.
    """
    lines = [_labelled(block) for block in blocks if _is_words(block)]
    first = next((at for at, line in enumerate(lines) if _number(line.text) == 1), None)
    if first is None:
        return None
    organ_at = next((at for at in range(first) if _enacts(lines[at].text)), None)
    restarts = [at for at in range(first + 1, len(lines)) if _number(lines[at].text) == 1]
    if organ_at is None or len(restarts) > 1:
        return None
    title, number, origin = _front(lines[:organ_at])
    end = _end(lines, first, restarts[0] if restarts else len(lines))
    preamble = _Run(Role.PREAMBULAR)
    for line in lines[organ_at + 1 : first]:
        preamble.add(line)
    operative = _Run(Role.OPERATIVE)
    for line in lines[first:end]:
        operative.add(line)
    below = end
    while below < len(lines) and _adopts(lines[below].text):
        below += 1
    rest = lines[below:]
    return Divided(
        title,
        number,
        lines[organ_at],
        origin,
        (*preamble.items(), *operative.items()),
        (_annex(rest),) if rest else (),
        _adoption(lines[end:below], language),
        tuple(operative.doubts),
    )


def _is_words(block: Block) -> bool:
    return bool(block.words.text.strip()) and block.kind is not BlockKind.BREAK


def _labelled(block: Block) -> Passage:
    """Return the words of a block with the label that the file keeps apart from them."""
    if block.label is None:
        return block.words
    return join((Passage(block.label), block.words))


def _number(text: str) -> int | None:
    found = _NUMBER.match(text)
    return int(found[1]) if found else None


def _enacts(text: str) -> bool:
    return len(text) <= _SHORT and text.endswith(_COMMAS) and not re.search(r"\d", text)


def _adopts(text: str) -> bool:
    short = len(text) <= _SHORT and not text.endswith(_ENDS)
    return short and re.search(r"\d", text) is not None and _number(text) is None


def _is_heading(text: str) -> bool:
    return len(text) <= _SHORT and not text.endswith(_ENDS) and _POINT.match(text) is None


def _front(lines: Sequence[Passage]) -> tuple[Passage, str | None, Passage | None]:
    """Return title, number and origin from the lines above the enacting words."""
    origin = next((line for line in lines if line.text[:1] == "[" and "]" in line.text[-3:]), None)
    for at, line in enumerate(lines):
        if found := _TITLE.match(line.text):
            title = join((part(line, found.end()), *lines[at + 1 :]))
            return title, found["number"].replace(" ", ""), origin
    last = lines[-1] if lines else EMPTY
    return (EMPTY if last is origin else last), None, origin


def _end(lines: Sequence[Passage], first: int, limit: int) -> int:
    """Return where the operative paragraphs end: after the last that belongs to the run."""
    numbered = [at for at in range(first, limit) if _number(lines[at].text) is not None]
    end = numbered[-1] + 1
    while end < limit and (
        _POINT.match(lines[end].text) or not _adopts(lines[end].text)
    ) and not _is_heading(lines[end].text):  # fmt: skip
        end += 1
    return end


def _adoption(lines: Sequence[Passage], language: str) -> Adoption | None:
    """Return the adoption line; its meeting is the number in the lines that are no date."""
    if not lines:
        return None
    date = find_line_date([line.text for line in lines], language)
    meeting = None
    for line in lines:
        numbers = re.findall(r"\d+", line.text)
        if len(numbers) == 1 and (date is None or find_line_date([line.text], language) is None):
            meeting = int(numbers[0])
            break
    return Adoption(meeting, date, join(lines, "\n"))


def _annex(lines: Sequence[Passage]) -> Annex:
    """Return what follows the text as its annex; its first short lines are the title."""
    at = 0
    while at < len(lines) and _is_heading(lines[at].text) and _number(lines[at].text) is None:
        at += 1
    run = _Run(Role.OPERATIVE, annexed=True)
    for line in lines[at:]:
        run.add(line)
    return Annex(None, join(lines[:at]) if at else None, tuple(run.items()))


@dataclass(slots=True)
class _Run:
    """Paragraphs of one kind while they are read.

    Attributes:
        role: what its paragraphs are.
        annexed: whether they stand in an annex, where paragraphs may bear no number.
        read: paragraphs and headings so far.
        series: kinds of labels of the points that are open, the outermost first.
        last: the number read last.
        doubts: numbers that are missing.
    """

    role: Role
    annexed: bool = False
    read: list[Open | Heading] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    last: int = 0
    plain: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    def add(self, line: Passage) -> None:
        """Read one block."""
        text = line.text
        found = _NUMBER.match(text) if self.role is Role.OPERATIVE else None
        if found and self.last < int(found[1]) <= self.last + 1 + _WIDEST_GAP:
            self._numbered(int(found[1]), part(line, found.end()))
            return
        paragraph = self.read[-1] if self.read else None
        point = _POINT.match(text)
        if point and isinstance(paragraph, Open):
            self._point(paragraph, point, part(line, point.end()))
        elif self.role is Role.PREAMBULAR:
            self._open(Open(self.role, str(len(self.read) + 1), numbered=False, words=line))
        elif _is_heading(text):
            self.read.append(Heading(1, None, line))
        elif isinstance(paragraph, Open) and not self.annexed:
            self._more(paragraph, line)
        else:
            self.plain += 1
            self._open(Open(Role.BODY, str(self.plain), numbered=False, words=line))

    def items(self) -> list[BodyItem]:
        """Return what was read."""
        return [one.close() if isinstance(one, Open) else one for one in self.read]

    def _open(self, paragraph: Open) -> None:
        self.read.append(paragraph)
        self.series.clear()

    def _numbered(self, number: int, words: Passage) -> None:
        if number != self.last + 1:
            message = f"paragraph {self.last + 1} is missing before {number}"
            self.doubts.append(
                Doubt("numbering-gap", message, None, f"op{number}", place_of(words))
            )
        self.last = number
        self._open(Open(self.role, str(number), numbered=True, words=words))

    def _point(self, paragraph: Open, found: re.Match[str], words: Passage) -> None:
        mark = found["mark"] or found["sign"] or ""
        kind = self._kind(paragraph, mark)
        if kind in self.series:
            del self.series[self.series.index(kind) + 1 :]
        else:
            self.series.append(kind)
        label = f"({mark})" if found["mark"] else mark
        paragraph.at(len(self.series) - 1).points.append(
            Open(Role.POINT, label, numbered=bool(label), words=words)
        )

    def _kind(self, paragraph: Open, mark: str) -> str:
        """Return the kind of a label; "i" goes on with the letters only after "h"."""
        if not mark:
            return "dash"
        if mark.isdecimal():
            return "number"
        if mark in "①②③④⑤⑥⑦⑧⑨⑩" or "㈠" <= mark <= "㈩":
            return "sign"
        before = paragraph.at(max(len(self.series) - 1, 0)).points
        after = before[-1].n.strip("()") if self.series and before else ""
        if re.fullmatch(r"[ivxl]+", mark):
            goes_on = len(mark) == 1 and len(after) == 1 and ord(mark) == ord(after) + 1
            if not goes_on or after in "ivx":
                return "roman"
        return "letter"

    def _more(self, paragraph: Open, line: Passage) -> None:
        """Read words without a label: a point of a list that is opened, or what closes one."""
        if paragraph.words.text.endswith(_LISTS) and (
            not paragraph.points or not paragraph.points[-1].n
        ):
            paragraph.points.append(Open(Role.POINT, "", numbered=False, words=line))
        elif paragraph.points:
            paragraph.closing.append(line)
        else:
            paragraph.more.append(line)
