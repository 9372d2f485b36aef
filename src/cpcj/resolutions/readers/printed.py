"""Text laid out as it was printed: a line of the file is a printed line.

So the text layer of a PDF looks, and text wrapped by a converter: paragraphs run over lines and
pages, footnotes stand below a rule at the foot of the page, running heads stand between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cpcj.resolutions.model import Doubt, Note, Passage, SourcePiece
from cpcj.resolutions.passages import from_source, part
from cpcj.resolutions.readers.assembly import (
    FoundNote,
    Piece,
    assemble,
    close_compounds,
    join_broken,
)
from cpcj.resolutions.readers.joining import LABEL, PREAMBULAR, finished
from cpcj.resolutions.readers.lines import Line
from cpcj.resolutions.readers.markup import PLAIN_DIGITS, SUPERSCRIPTS, read_signs
from cpcj.resolutions.readers.pages import SYMBOL, Page, Paging, paginate
from cpcj.resolutions.source import BlockKind, Source

ORGAN_LINE = re.compile(
    r"[*_]{0,2}The (?:General Assembly|[A-Z][a-z]+ and Social Council|Security Council"
    r"|Human Rights Council|Commission on [A-Z][\w ,-]+|Trusteeship Council"
    r"|Conference of the (?:States )?Part(?:ies|y)[^.;]*)[,\s*_]*"
    r"|THE (?:GENERAL ASSEMBLY|ECONOMIC AND SOCIAL COUNCIL|SECURITY COUNCIL|HUMAN RIGHTS COUNCIL),?"
)
_FRONT_REACH = 120
_REPORT_BEGINS = re.compile(r"(?:#+ )?[*]{0,2}I\.?\s+[A-Z]|1\.(?:\s|$)|Introduction$")
_FRONT_START = re.compile(
    r"United Nations$|General Assembly$|Economic and Social Council$|Security Council"
    r"|Human Rights Council$|Commission on [A-Z]|Conference of the|Distr\.|Original:"
    r"|\d{1,2} [A-Z][a-z]+ \d{4}$|[A-Z][A-Za-z-]+(?: [a-z]+){0,4} session\b"
    r"|(?:Provisional )?[Aa]genda items?|Items? \d|[A-Z][a-z]+ Committee$|Resolution |Decision "
    r"|Resolutions |Adopted by the |\d{1,4}/\d{1,4}$|\[|on \d{1,2} [A-Z][a-z]+ \d{4}"
    r"|(?:revised )?draft (?:resolution|decision)$|Draft (?:resolution|decision)"
    r"|[AES](?:/[A-Z0-9][\w.]*)+$|\d{1,4}/\d{1,4}[.\s]|Report of the |Rapporteur|Agenda\b"
    r"|- (?:Author|Document source)\b"
)
_FRONT_GOES_ON = re.compile(r"\b(?:on|the|of|and|in|for|to|by)$")
_NOTE_START = re.compile(
    rf"(?:(?P<n>\d{{1,3}})(?P<slash>/?)|(?P<s>[{SUPERSCRIPTS}]+)|(?P<star>\*+))(?P<gap>\s*)(?P<first>\S?)"
)
_BARE_LABEL = re.compile(r"(?:\d{1,3}\.|\((?:[a-z]{1,3}|[ivxl]{1,6})\))")
_LEADS = re.compile(rf"{_BARE_LABEL.pattern}|\d{{1,4}}/\d{{1,4}}\.")
_ALONE = re.compile(
    r"(?:Annex(?: [IVXL]+)?|[IVXL]{1,5}\.?|\d+(?:st|nd|rd|th)(?: \([a-z]+\))? plenary meeting"
    r"(?: \d{1,2} [A-Z][a-z]+ \d{4})?)"
)
_ANNEX = re.compile(r"(?:Annex|ANNEX)(?: [IVXL]+)?")
_SECTION = re.compile(r"(?:X?(?:IX|IV|V?I{1,3})|X?V|X)\.\s+[A-Z][^.;:]{3,90}")
"""The heading of a section: "II. Guiding principles"."""

_NUMBERED = re.compile(r"(\d{1,3})\.(?:\s|$)")
_TRAILING_MARK = re.compile(r"(?<=[,;.:”’)])\s?\d{1,3}$")
_COMMA = re.compile(r",[”’\"]?(?:\s?\d{1,3})?$")
_DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
_MISSED = 3  # numbers that may have been lost in a row
_GLUES = "-–/"  # a line that ends so may be joined to the next without a space
_HEADING_LINES = 2
_LONGEST_LABEL = 9
_GAP = re.compile(r"\s{4,}|\t+")
_LONGEST_LINE = 100


def read(text: str, name: str, lines: Sequence[Line], doubts: tuple[Doubt, ...]) -> Source:
    """Return the source of a printed text."""
    lines = list(_in_columns(lines, front_end(lines)))
    masthead = front_end(lines)
    paging = paginate(lines, masthead)
    return assemble(name, text, _items(text, lines, paging, masthead), paging.furniture, doubts)


def _in_columns(lines: Sequence[Line], end: int) -> Iterator[Line]:
    """Yield the lines, those of the masthead divided where a wide gap parts two columns."""
    for index, line in enumerate(lines):
        if index >= end or not _GAP.search(line.text):
            yield line
            continue
        at = 0
        for words in _GAP.split(line.text):
            at = line.text.index(words, at)
            start = line.start + at
            yield line._replace(
                start=start,
                end=start + len(words),
                text=words,
                indent=at > 0 or line.indent,
                new_page=not at and line.new_page,
            )
            at += len(words)


def front_end(lines: Sequence[Line]) -> int:
    """Return the index of the line that ends the masthead; 0 where none is near.

    It is the organ line, or the first heading or numbered paragraph of a report.
    """
    for index, line in enumerate(lines[:_FRONT_REACH]):
        text = line.text
        if text.startswith(("The ", "THE ", "*The ", "_The ")) and ORGAN_LINE.fullmatch(text):
            return index
        if _REPORT_BEGINS.match(text):
            return index
    return 0


def _items(
    text: str, lines: Sequence[Line], paging: Paging, front_end: int
) -> Iterator[Piece | FoundNote]:
    """Yield the pieces and notes of every page in order."""
    earlier_start = 0
    last_number = 0
    open_note: list[FoundNote] = []
    for number, page in enumerate(paging.pages):
        first = True
        for piece in _body(text, lines, page.body, front_end, last_number):
            words = piece.words.text
            if not piece.alone and (label := _NUMBERED.match(words)):
                last_number = int(label.group(1))
            if words and words[0] in SUPERSCRIPTS and (loose := _loose_note(piece, page)):
                yield from open_note
                open_note = [loose]
                continue
            yield from open_note
            open_note = []
            if first and number > 0:
                blank = _blank_end(lines, paging, number)
                yield piece._replace(after_break=True, blank_before_break=blank)
            else:
                yield piece
            first = False
        for found in _notes(text, lines, page, earlier_start):
            if found.note.mark:
                yield from open_note
                open_note = [found]
            elif open_note:
                open_note = [_longer(text, open_note[0], found)]
        earlier_start = page.start
    yield from open_note


def _blank_end(lines: Sequence[Line], paging: Paging, number: int) -> bool:
    """Tell whether the page before ended with a blank line after its text."""
    page = paging.pages[number - 1]
    return (
        bool(page.body)
        and not page.notes
        and not lines[page.body[-1]].text
        and (
            not lines[page.body[-1]].bare or (len(page.body) > 1 and not lines[page.body[-2]].text)
        )
    )


def _loose_note(piece: Piece, page: Page) -> FoundNote | None:
    """Return the note that a block beginning with a superscript number is."""
    words = piece.words
    size = len(words.text) - len(words.text.lstrip(SUPERSCRIPTS))
    mark = words.text[:size].translate(PLAIN_DIGITS)
    rest = part(words, size)
    if not rest.text:
        return None
    return FoundNote(Note(mark, read_signs(rest)), page.start, page.end, page.start)


def _longer(text: str, found: FoundNote, rest: FoundNote) -> FoundNote:
    """Return a note with the words that ran over to the next page."""
    words = join_broken((found.note.words, rest.note.words), text)
    return found._replace(note=Note(found.note.mark, words))


def _notes(text: str, lines: Sequence[Line], page: Page, earlier_start: int) -> Iterator[FoundNote]:
    """Yield the notes below the rule of a page; words before the first have an empty mark."""
    mark = ""
    slashed = False
    gathered: list[Line] = []
    last = 0
    blank = True

    def close() -> Iterator[FoundNote]:
        if gathered:
            words = read_signs(compose(text, gathered))
            if mark and words.text.startswith(mark):
                words = part(words, len(mark) + slashed)
            yield FoundNote(Note(mark, words), page.start, page.end, earlier_start, slashed)

    for index in page.notes:
        line = lines[index]
        if not line.text:
            blank = True
            continue
        start = _NOTE_START.match(line.text)
        ended = blank or not gathered or gathered[-1].text.endswith(".")
        if start and (new := _new_note(start, last, blank=blank, ended=ended)):
            yield from close()
            mark, gathered, slashed = new, [], bool(start["slash"])
            if new.isdigit():
                last = int(new)
            offset = start.end("gap") if start["s"] else 0
            line = line._replace(start=line.start + offset, text=line.text[offset:])
        gathered.append(line)
        blank = False
    yield from close()


def _new_note(start: re.Match[str], last: int, *, blank: bool, ended: bool) -> str | None:
    """Return the mark of the note that begins a line, None where the line goes on with one.

    Number 1 may follow any number where the note before has ended: on a page on which another text
    begins.

    Args:
        start: how the line begins.
        last: the number of the note before, 0 where there is none.
        blank: whether a blank line stands before it.
        ended: whether the words before it end as a note does.
    """
    if start["s"]:
        return start["s"].translate(PLAIN_DIGITS)
    if start["star"]:
        return start["star"] if blank else None
    number = int(start["n"])
    if last and number != last + 1 and not (number == 1 and ended):
        return None
    if start["slash"]:
        return str(number) if blank or start["gap"] else None
    if start["gap"] or not start["first"] or start["first"].isalpha():
        if not blank and re.match(r"\d+ [a-z]|\d+ [A-Z][a-z]+ \d{4}|\d+ –", start.string):
            return None
        return str(number)
    return None


def _body(
    text: str, lines: Sequence[Line], indexes: Sequence[int], front_end: int, last_number: int
) -> Iterator[Piece]:
    """Yield the blocks of a page: separated by blank lines, or beginning with a number.

    ``last_number`` is the number of the last paragraph of the page before.
    """
    gathered: list[Line] = []
    front = False
    for index in indexes:
        line = lines[index]
        if not line.text:
            if gathered and not (len(gathered) == 1 and _LEADS.fullmatch(gathered[0].text)):
                yield _piece(text, gathered, front=front)
                gathered = []
            continue
        in_front = index < front_end
        if gathered and not in_front and not front and line.text[0].islower():
            gathered.append(line)  # as most lines: the sentence goes on
            continue
        if gathered and (
            in_front != front
            or (
                _front_breaks(gathered[-1].text, line.text)
                if in_front
                else _body_breaks(gathered, line.text, _text_after(lines, index), last_number)
            )
        ):
            yield _piece(text, gathered, front=front)
            gathered = []
        front = in_front
        if not gathered and (number := _NUMBERED.match(line.text)):
            last_number = int(number.group(1))
        elif not gathered and _ANNEX.fullmatch(line.text):
            last_number = 0  # its paragraphs are counted anew
        gathered.append(line)
    if gathered:
        yield _piece(text, gathered, front=front)


def _text_after(lines: Sequence[Line], index: int) -> str:
    """Return the words of the next line, "" at the end or before a blank line."""
    return lines[index + 1].text if index + 1 < len(lines) else ""


def _front_breaks(before: str, line: str) -> bool:
    """Tell whether a line of the masthead begins something new."""
    return bool(_FRONT_START.match(line)) and not _FRONT_GOES_ON.search(before)


def _body_breaks(gathered: Sequence[Line], line: str, following: str, last_number: int) -> bool:
    """Tell whether a line begins a new paragraph although no blank line stands before it.

    Args:
        gathered: the lines of the paragraph so far.
        line: the line.
        following: the line after it: a heading is known by the numbered paragraph that follows.
        last_number: number of the last numbered paragraph.
    """
    before = gathered[-1].text
    if line[0].islower() or (
        len(before) < _LONGEST_LABEL and len(gathered) == 1 and _BARE_LABEL.fullmatch(before)
    ):
        return False
    if _stands_alone(before, line):
        return True
    ended = finished(_TRAILING_MARK.sub("", before) if before[-1].isdigit() else before)
    if _SECTION.fullmatch(line):
        return True
    if not ended:
        return len(gathered) <= _HEADING_LINES and _numbered_next(line, last_number)
    if _ALONE.fullmatch(line) or (PREAMBULAR.match(line) and _COMMA.search(before)):
        return True
    if not LABEL.match(line):
        return _numbered_next(following, last_number) and _may_head(line)
    number = _NUMBERED.match(line)
    if number is None or _BARE_LABEL.fullmatch(line):
        return True
    return last_number < int(number.group(1)) <= last_number + _MISSED


def _stands_alone(before: str, line: str) -> bool:
    """Tell whether the line before is a block by itself: organ line, annex, adoption line."""
    if ORGAN_LINE.fullmatch(before) and before.endswith((",", ",*")):
        return True
    if SYMBOL.fullmatch(before) and _NUMBERED.match(line):
        return True
    if len(before) < _LONGEST_LINE and _ALONE.fullmatch(before):
        return not _DATE.fullmatch(line)
    return bool(_DATE.fullmatch(before) and _ALONE.fullmatch(line))


def _numbered_next(line: str, last_number: int) -> bool:
    """Tell whether a line begins the paragraph that comes next."""
    number = _NUMBERED.match(line)
    return number is not None and int(number.group(1)) == last_number + 1


def _may_head(line: str) -> bool:
    """Tell whether a line may be a heading: capital, without punctuation at its end."""
    return line[0].isupper() and line[-1] not in ",;.:" and len(line) < _LONGEST_LINE


def _piece(text: str, gathered: Sequence[Line], *, front: bool) -> Piece:
    """Return the lines of a block as one piece."""
    words = compose(text, gathered)
    if words.text.startswith("#"):
        size = len(words.text) - len(words.text.lstrip("#"))
        return Piece(read_signs(part(words, size)), BlockKind.HEADING, size, alone=True)
    if words.text[:1] not in SUPERSCRIPTS:
        words = read_signs(words)
    return Piece(words, alone=front)


def compose(text: str, gathered: Sequence[Line]) -> Passage:
    """Return lines as one passage, line ends as spaces."""
    chunks = [text[line.start : line.end] for line in gathered]
    joined = " ".join(chunks)
    # The plain space is the only white space that is printable.
    if (
        not joined.isprintable()
        or "  " in joined
        or [None for chunk in chunks if chunk[-1] in _GLUES]
    ):
        lines = [from_source(text, line.start, line.end) for line in gathered]
        return close_compounds(join_broken(lines, text))
    pieces: list[SourcePiece] = []
    length = 0
    for line in gathered:
        start, end = line.start, line.end
        reached = length + end - start
        pieces.append(SourcePiece(length, reached, start, end))
        length = reached + 1
    return close_compounds(Passage(joined, source=tuple(pieces)))
