"""Printed sources: document symbols, the Treaty Series, the Official Records, and "Ibid."."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations.pinpoints import pinpoint_after
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.bodies import Body, bodies, body_of_symbol

if TYPE_CHECKING:
    from cpcj.resolutions.citations.context import Memory

_NUMBERS: Final = r"\d+(?:(?:, *| +and +|-| +to +)\d+)*"
_VOLUMES: Final = (
    rf",? +vols?\. +(?P<volumes>{_NUMBERS})(?:, +Nos?\. +(?:[A-Z]-)?(?P<numbers>{_NUMBERS}))?"
)
_SERIES: Final = re.compile(rf"Treaty +Series{_VOLUMES}")
_SERIES_NAME: Final = re.compile(r"(?:United +Nations|League +of +Nations)(?:,| +) *\Z")
_SESSION: Final = r"[A-Z0-9][A-Za-z0-9 \-]{2,50}"
_SUPPLEMENT: Final = (
    r"(?:Supplements? +Nos?\. +\d+[A-Z]?(?: +(?:and|to) +[^,;()]{1,40})?"
    r"|(?:Plenary +Meetings|Annexes|Special +Supplement|Resolutions)[^;()]{0,80})"
)
_SYMBOLS: Final = r"(?:,? *\((?P<symbols>[^()]{1,200}(?:\([^()]{1,20}\)[^()]{0,120}){0,4})\))?"
_RECORDS: Final = re.compile(
    rf"Official +Records +of +the +(?P<body>[A-Z][A-Za-z ]{{3,60}}), +"
    rf"(?:{_SESSION}, +)?(?:{_SUPPLEMENT}|\([^()]{{1,60}}\)){_SYMBOLS}"
)
_IBID_SERIES: Final = re.compile(rf"[Ii]bid\.{_VOLUMES}")
_IBID_RECORDS: Final = re.compile(rf"[Ii]bid\., +(?:{_SESSION}, +)?{_SUPPLEMENT}{_SYMBOLS}")
_SYMBOL: Final = re.compile(r"[A-Z][A-Za-z]{0,9}(?:\.\d+)?(?:/[A-Za-z0-9.()\-]+)+")
_SYMBOL_PART: Final = re.compile(r" +\((Part +[IVX\d]+|Parts? +[IVX]+ +and +[IVX]+|[IVX]+)\)")
_YEAR_PART: Final = re.compile(r" +\(((?:19|20)\d\d|(?:E?S-)?[IVXLC]+)\)")
_ADDITIONS: Final = re.compile(r"(?:,| +and|, +and) +((?:Add|Corr|Rev|Amend)\.)(\d+)(?:-(\d+))?")
_MORE_ADDITIONS: Final = re.compile(r"(?:,| +and|, +and) +(\d+)(?![\d/])")
_ADDITION_RANGE: Final = re.compile(r"(.*/(?:Add|Corr|Amend)\.)(\d+)-(\d+)\Z")
_TWO_SYMBOLS: Final = re.compile(r"-(?=[AES]/)")
_REPORT: Final = re.compile(r"E/\d{4}/(\d\d)\Z")
_FIRST_REPORT: Final = 20  # E/2013/30 is Supplement No. 10
_LONGEST_RANGE: Final = 60


def numbers_in(words: str, offset: int) -> list[tuple[int, Span]]:
    """Return the numbers of a list ("2225, 2237 and 2326", "970-973") with their places.

    Each member of a range has the whole range for its words.
    """
    found: list[tuple[int, Span]] = []
    for match in re.finditer(r"(\d+)(?:(?:-| +to +)(\d+))?", words):
        span = Span(offset + match.start(), offset + match.end())
        first, last = int(match[1]), int(match[2] or match[1])
        if not 0 <= last - first <= _LONGEST_RANGE:
            last = first
        found.extend((number, span) for number in range(first, last + 1))
    return found


def treaty_series(plain: str, at: int) -> tuple[list[Citation], int]:
    """Read "Treaty Series, vol. 2225, No. 39574" at a place; the citations and their end."""
    match = _SERIES.match(plain, at)
    if match is None:
        return [], at
    start = at
    if name := _SERIES_NAME.search(plain, max(0, at - 24), at):
        start = name.start()
    league = "League" in plain[start:at]
    return _volumes(match, start, "LNTS" if league else "UNTS"), match.end()


def _volumes(match: re.Match[str], start: int, series: str) -> list[Citation]:
    volumes = numbers_in(match["volumes"], match.start("volumes"))
    numbers = numbers_in(match["numbers"] or "", match.start("numbers"))
    made: list[Citation] = []

    def cite(identifier: str | None, span: Span) -> None:
        made.append(Citation(span, CitationKind.TREATY_SERIES, identifier))

    whole = Span(start, match.end())
    if len(volumes) == 1 and len(numbers) <= 1:
        registered = f":{numbers[0][0]}" if numbers else ""
        cite(f"{series}:{volumes[0][0]}{registered}", whole)
    elif len(numbers) == 1:
        for volume, span in volumes:
            cite(f"{series}:{volume}:{numbers[0][0]}", span)
    elif len(volumes) == 1:
        for number, span in numbers:
            cite(f"{series}:{volumes[0][0]}:{number}", span)
    else:  # which number stands in which volume is not said
        cite(None, whole)
    return made


@dataclass(frozen=True, slots=True)
class Supplement:
    """A supplement of the Official Records.

    Attributes:
        citation: its citation.
        symbol_at: place of the first symbol in the parenthesis after it, -1 for none; the pinpoint
            after the parenthesis is that symbol's too.
        end: where all of it ends, the pinpoint included.
    """

    citation: Citation
    symbol_at: int
    end: int


def records(text: str, plain: str, at: int) -> Supplement | None:
    """Read a supplement of the Official Records at "Official Records of the"."""
    return _supplement(text, plain, _RECORDS.match(plain, at))


def _supplement(text: str, plain: str, match: re.Match[str] | None) -> Supplement | None:
    if match is None:
        return None
    end, identifier, place = match.end(), None, -1
    body: Body | None = None
    if match["symbols"]:
        before = plain[match.start() : match.start("symbols") - 1]
        end = match.start() + len(before.rstrip(" ,"))
        if symbol := _SYMBOL.search(plain, match.start("symbols"), match.end("symbols")):
            read = read_symbol(plain, symbol.start(), symbol.end())
            if read:
                identifier, place = read[0][0], read[0][1].start
                body = body_of_document(identifier)
    pinpoint, stop = pinpoint_after(text, plain, match.end())
    span = Span(match.start(), end)
    kind = CitationKind.OFFICIAL_RECORDS
    cited = Citation(span, kind, identifier, body.key if body else None, pinpoint=pinpoint)
    return Supplement(cited, place, stop)


def ibid(
    text: str, plain: str, at: int, memory: Memory
) -> tuple[list[Citation], int, Supplement | None]:
    """Read "Ibid." and what follows it.

    Returns:
        The citations; where they end; the supplement, if it is one.
    """
    previous = memory.previous
    if match := _IBID_SERIES.match(plain, at):
        league = previous is not None and (previous.id or "").startswith("LNTS")
        return _volumes(match, at, "LNTS" if league else "UNTS"), match.end(), None
    supplement = _supplement(text, plain, _IBID_RECORDS.match(plain, at))
    if supplement is not None:
        return [supplement.citation], supplement.citation.span.end, supplement
    end = at + len("Ibid.")
    pinpoint, stop = pinpoint_after(text, plain, end)
    if previous is None:
        lost = Citation(Span(at, end), CitationKind.DOCUMENT, None, pinpoint=pinpoint)
        return [lost], stop, None
    again = replace(
        previous,
        span=Span(at, end),
        pinpoint=pinpoint if stop > end else previous.pinpoint,
    )
    return [again], stop, None


def body_of_document(symbol: str) -> Body | None:
    """Return the body whose report or document a symbol is.

    A report that is printed as a yearly supplement of the Economic and Social Council is the
    commission's: E/2013/30 is the Commission on Crime Prevention and Criminal Justice's.
    """
    if report := _REPORT.match(symbol):
        number = int(report[1]) - _FIRST_REPORT
        for body in bodies().values():
            if body.supplement == number:
                return body
    return body_of_symbol(symbol)


def read_symbol(plain: str, start: int, end: int) -> list[tuple[str, Span]]:
    """Return the document symbols that a token and what follows it print.

    Two documents under one ("A/56/1026-S/2002/932"), additions named after it ("E/2013/30 and
    Corr.1") and ranges of additions ("Add.1-3") are symbols of their own; an empty list says that
    the token is no symbol after all.
    """
    words = plain[start:end]
    while words and (
        words[-1] in ".,-(/" or (words[-1] == ")" and words.count(")") > words.count("("))
    ):
        words = words[:-1]
    if not _is_symbol(words):
        return []
    found: list[tuple[str, Span]] = []
    offset = start
    for piece in _TWO_SYMBOLS.split(words):
        span = Span(offset, offset + len(piece))
        offset += len(piece) + 1
        if many := _ADDITION_RANGE.match(piece):
            first, last = int(many[2]), int(many[3])
            count = last - first if 0 < last - first <= _LONGEST_RANGE else 0
            found.extend((f"{many[1]}{n}", span) for n in range(first, first + count + 1))
        else:
            found.append((piece, span))
    after = start + len(words)
    base = found[-1][0]
    if "/RES/" in base and (year := _YEAR_PART.match(plain, after)):
        found[-1] = (f"{base}({year[1]})", Span(found[-1][1].start, year.end()))
    elif part := _SYMBOL_PART.match(plain, after):
        joined = f"{base}({part[1].replace(' ', '')})"
        found[-1] = (joined, Span(found[-1][1].start, part.end()))
        after = part.end()
    while addition := _ADDITIONS.match(plain, after):
        first, last = int(addition[2]), int(addition[3] or addition[2])
        span = Span(addition.start(1), addition.end())
        last = last if 0 <= last - first <= _LONGEST_RANGE else first
        found.extend((f"{base}/{addition[1]}{n}", span) for n in range(first, last + 1))
        after = addition.end()
        while more := _MORE_ADDITIONS.match(plain, after):
            found.append((f"{base}/{addition[1]}{more[1]}", Span(more.start(1), more.end())))
            after = more.end()
    return found


def _is_symbol(words: str) -> bool:
    """Say whether slashed words are a symbol: "HIV/AIDS" and "and/or" are none."""
    parts = words.split("/")
    if len(parts) == 1 or not any(character.isdigit() for character in words):
        return False
    first = parts[0].split(".", 1)[0]
    if not first.isupper():
        return False
    known = body_of_symbol(words) is not None
    return known or any(part[:1].isdigit() for part in parts[1:]) or bool(parts[2:])
