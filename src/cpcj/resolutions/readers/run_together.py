"""Text whose line ends were lost: enacting words and paragraphs run together on one line.

So web pages, transcripts of a PDF and databases often hold a resolution. The language of
resolutions parts it again: the organ's name stands before a comma and the first preambular
paragraph, each further one opens with a capital participle after a comma, an operative one with
the number that comes next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cpcj.resolutions.readers.joining import PREAMBULAR
from cpcj.resolutions.readers.lines import Line

_ORGAN = (
    r"(?:General Assembly|Economic and Social Council|Security Council|Human Rights Council"
    r"|Trusteeship Council|Commission on (?:[A-Z][a-z]+|and|of|the|for)(?: (?:[A-Z][a-z]+|and|of"
    r"|the|for))*|Conference of the (?:States )?Parties(?: (?:[A-Z][A-Za-z]+|to|the|against|on|of"
    r"|and|for))*)"
)
_BEGINS = re.compile(
    rf"The {_ORGAN}(?:,\s+(?=(?:{PREAMBULAR.pattern})|1\.\s?[A-Z])|:\s+(?=\(a\)\s[A-Z]))"
)
"""The enacting words with what follows them on the same line."""

_TOLD = re.compile(r"At its \d{1,5}(?:st|nd|rd|th)[^.;:]{3,200} decided:\s+(?=\(a\)\s[A-Z])")
"""A decision told in one sentence, its points on the same line."""

_SIGN = r"(?:\s?\[\d{1,3}\]|\s?\d{1,3}(?:/(?=\s))?|\*{1,3}/)?"  # a footnote mark after a paragraph
_PREAMBLE = re.compile(rf",{_SIGN}\s+(?={PREAMBULAR.pattern})")
_NUMBER = re.compile(rf"[,;.]{_SIGN}\s*(?<!\d)(?=(?P<n>\d{{1,3}})\.\s(?:[A-Z][a-z]+ ))")
_POINT = re.compile(r"(?:;(?: and| or)?|:)\s+(?=\((?P<n>[a-z])\)\s[A-Z])")
_MEETING = re.compile(r"\.\s+(?=\d{1,5}(?:st|nd|rd|th) (?:plenary )?meeting\b)")
_NOTE = re.compile(r"[.,]\s+(?=(?:\*{1,3}|\d{1,3})/\s[A-Z])")
_FRONT = re.compile(
    r"(?<=\S)\s+(?=Distr\.:|Original: [A-Z]|(?:Provisional )?Agenda item \d|\[(?:on|without) "
    r"|Resolution adopted by|Resolution \d{1,4} \(\d{4}\)|Adopted by the [A-Z]"
    r"|(?:S-)?\d{1,3}/\d{1,3}\. [A-Z]|United Nations (?:[A-Z]/|Security Council|General Assembly)"
    r"|(?:First|Second|Third|Fourth|Fifth|Sixth) Committee Agenda"
    r"|(?:[A-Z][a-z]+-?[a-z]*) session\s"
    r"|(?:Security Council|General Assembly) (?:Distr|[A-Z][a-z]+-))"
)
"""Where a masthead on one line goes on with another of its lines."""

_LONGEST_FRONT = 1_500


def parted(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, each that holds a whole text divided into its paragraphs.

    Args:
        lines: the lines of a file; one that holds no more than one paragraph stays as it is.
    """
    result: list[Line] = []
    for line in lines:
        result += _paragraphs(line) if len(line.text) > 100 else [line]
    return result


def _paragraphs(line: Line) -> list[Line]:
    """Return the paragraphs of a line; the line itself where it is no text run together."""
    text = line.text
    begin = _BEGINS.search(text)
    if begin is None:
        told = _TOLD.match(text)
        cuts = _points(text, told.end()) if told else []
        return list(_cut(line, cuts)) if cuts else [line]
    head, body = begin.start(), begin.end()
    preamble = [match.end() for match in _PREAMBLE.finditer(text, body - 2)]
    numbers = _numbers(text, body - 2)
    if numbers:
        preamble = [cut for cut in preamble if cut < numbers[0]]
    points = _points(text, body - 2) if not numbers else []
    if head == 0 and len(preamble) + len(numbers) + len(points) < 2:
        return [line]  # enacting words with their first paragraph
    last = numbers[-1] if numbers else body
    ends = [match.end() for form in (_MEETING, _NOTE) for match in form.finditer(text, last)]
    fronts = [match.end() for match in _FRONT.finditer(text, 0, min(head, _LONGEST_FRONT))]
    return list(_cut(line, [*fronts, head, body, *preamble, *numbers, *points, *ends]))


def _numbers(text: str, start: int) -> list[int]:
    """Return where the numbered paragraphs begin, each number the one that comes next."""
    first = re.compile(r"1\.\s?[A-Z]").match(text, start + 2)
    places = [start + 2] if first else []
    for match in _NUMBER.finditer(text, start):
        if int(match["n"]) == len(places) + 1:
            places.append(match.end())
    return places


def _points(text: str, start: int) -> list[int]:
    """Return where the points of a decision begin, each letter the one that comes next."""
    places: list[int] = []
    if text.startswith("(a) ", start) or text.startswith("(a) ", start + 2):
        places.append(start if text.startswith("(a) ", start) else start + 2)
    for match in _POINT.finditer(text, start):
        if ord(match["n"]) - 97 == len(places):
            places.append(match.end())
    return places if len(places) > 1 else []


def _cut(line: Line, places: Iterable[int]) -> Iterator[Line]:
    """Yield the stretches of a line between some places."""
    size = len(line.text)
    marks = sorted({0, size, *(place for place in places if 0 < place < size)})
    for start, end in pairwise(marks):
        words = line.text[start:end]
        kept = words.strip()
        if kept:
            begin = line.start + start + len(words) - len(words.lstrip())
            yield Line(
                begin, begin + len(kept), kept, line.indent, line.new_page and not start, bare=False
            )


_CELL = re.compile(r"[^|]+")
_FRONT_REACH = 40  # lines in which a masthead stands


def without_cells(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those of a masthead that was laid out as a table divided by its cells.

    A converter writes such a row "1974/1848 (LVI). | Title | |".
    """
    if not any(line.text.endswith("|") for line in lines[:_FRONT_REACH]):
        return list(lines)
    result: list[Line] = []
    for index, line in enumerate(lines):
        if index >= _FRONT_REACH or not line.text.endswith("|"):
            result.append(line)
            continue
        cells = [match.span() for match in _CELL.finditer(line.text)]
        for start, end in cells:
            if line.text[start:end].strip(" -:"):
                result += _cut(
                    line._replace(text=line.text[start:end], start=line.start + start), ()
                )
    return result
