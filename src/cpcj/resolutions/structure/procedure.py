"""What the numbered paragraphs of a committee's report record about its texts.

Who tabled a draft and who joined in sponsoring it, what was said about its costs, how it was
revised from the floor, who spoke, how it was adopted. The phrases are those the Main Committees'
reports have used for decades.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cpcj.resolutions.model import Paragraph, Span
from cpcj.resolutions.structure.sponsors import split_names


class RecordKind(StrEnum):
    """What a procedural paragraph can record."""

    TABLED = "tabled"
    SPONSORED = "sponsored"
    JOINED_SPONSORING = "joined sponsoring"
    PROGRAMME_BUDGET_IMPLICATIONS = "programme budget implications"
    ORALLY_REVISED = "orally revised"
    STATEMENT = "statement"
    ADOPTED = "adopted"
    DOCUMENTS_BEFORE = "documents before"


@dataclass(frozen=True, slots=True)
class Record:
    """One fact of the proceedings.

    Attributes:
        kind: what is recorded.
        span: the words that say so, in ``Paragraph.full``.
        meeting: number of the meeting; None where none is named before it in the paragraph ("at
            the same meeting" says that it is the one of the paragraph before).
        date: the day as printed, with or without year ("18 November"), else None.
        names: States or persons named: who tabled, sponsored, joined or spoke; without "the".
        symbols: the drafts or documents named.
        detail: what else the words say: the part revised, the vote, the place in the report
            ("see para. 24, draft resolution II"); for costs "none" where there are none.
        revised: for an adoption, whether the draft was adopted as orally revised or amended.
    """

    kind: RecordKind
    span: Span
    meeting: int | None = None
    date: str | None = None
    names: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    detail: str | None = None
    revised: bool = False


_DAY = (
    r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)(?: \d{4})?"
)
_MEETING = re.compile(
    rf"[Aa]t (?:its|the) (\d{{1,3}})(?:st|nd|rd|th)(?: plenary)? meeting"
    rf"(?:, (?:held )?on ({_DAY}))?"
)
_SYMBOL = re.compile(r"\b[AES](?:/[A-Z0-9][A-Za-z0-9.]*)+\b")
_REPORT_PLACE = re.compile(r"\(see para(?:graph|\.) [^()]{1,80}\)")
_PATTERNS: tuple[tuple[RecordKind, re.Pattern[str]], ...] = (
    (
        RecordKind.TABLED,
        re.compile(
            r"[Tt]he representatives? of (?P<names>(?:the )?[A-Z][^.;]{1,300}?)"
            r"(?:, (?:also )?on behalf of [^.;]{3,900}?)?,?"
            r" (?:introduced|submitted) (?:a|the) (?:revised )?draft"
            r" (?:resolution|decision)"
        ),
    ),
    (
        RecordKind.TABLED,
        re.compile(
            r"[Tt]he Committee had before it (?:a|the) (?:revised )?draft (?:resolution|decision)"
        ),
    ),
    (
        RecordKind.SPONSORED,
        re.compile(
            r"(?:submitted|sponsored) by (?P<names>(?:the )?[A-Z][^.;]{1,4000}?)"
            r"(?=,? entitled\b| on behalf of|,? on the |\.|\s*\([A-Z]/|,? which )"
        ),
    ),
    (
        RecordKind.JOINED_SPONSORING,
        re.compile(
            r"(?:^|(?<=[.;]))[^.;A-Z]*?"
            r"(?P<names>(?:the )?[A-Z][^.;]{1,6000}?) (?:subsequently )?joined in sponsoring"
            r"(?: the draft (?:resolution|decision))?"
        ),
    ),
    (
        RecordKind.PROGRAMME_BUDGET_IMPLICATIONS,
        re.compile(
            r"(?:statement of|(?:contained|had|with|entailed) (?P<none>no)) (?:the )?programme"
            r" budget implications(?: (?:of|in connection with) the draft (?:resolution|decision))?"
        ),
    ),
    (
        RecordKind.ORALLY_REVISED,
        re.compile(
            r"orally (?:revised|amended|corrected) (?P<detail>(?!\(|\.)[^.;]{3,300}?)(?=\.|;|$)"
        ),
    ),
    (
        RecordKind.STATEMENT,
        re.compile(
            r"statements? (?:in explanation of [a-z ]{3,30} )?(?:was|were) made by "
            r"(?:the representatives? of )?(?P<names>[^.;]{2,3000})"
        ),
    ),
    (
        RecordKind.STATEMENT,
        re.compile(
            r"[Tt]he (?:representatives?|observers?) (?:of|for) "
            r"(?P<names>(?:the )?[A-Z][^.;]{1,3000}?)"
            r"(?:, on behalf of [^.;]{3,900}?,)? (?:also )?made (?:a )?statements?"
        ),
    ),
    (
        RecordKind.ADOPTED,
        re.compile(
            r"[Tt]he Committee adopted (?:the )?draft (?:resolution|decision)"
            r"(?P<detail>[^.;]{0,40}?[AES](?:/[A-Z0-9][A-Za-z0-9.]*)+[^;]{0,300}?|[^;]{0,300}?)(?=\.(?:\s|$)|;|$)"
        ),
    ),
    (
        RecordKind.DOCUMENTS_BEFORE,
        re.compile(r"[Tt]he Committee had before it the following documents?:?"),
    ),
)
_VOTE = re.compile(
    r"without a vote"
    r"|by (?:a )?(?:recorded|roll-call)? ?vote of \d+ to \d+(?:, with \d+ abstentions?)?"
)
_CONNECTIVE = re.compile(
    r"^(?:(?:Subsequently|Also|In addition|Later|Thereafter)\b,?\s*|[Aa]t the same meeting,\s*"
    r"|[Aa]lso at [^,]{3,40}, (?:on [^,]{3,20}, )?"
    r"|[Aa]t (?:its|the) [^,]{3,40}, (?:on [^,]{3,20}, )?)+"
)
_ARTICLE = re.compile(r"^(?:of )?(?:the )?")


def records(paragraph: Paragraph) -> tuple[Record, ...]:
    """Return what a procedural paragraph records, in the order of its words.

    Args:
        paragraph: a paragraph of ``Document.procedure``.
    """
    full = paragraph.full
    meetings = [(match.start(), match) for match in _MEETING.finditer(full)]
    found = sorted(_found(full), key=lambda record: record.span)
    return tuple(_with_meeting(record, meetings) for record in found)


_JOINED_TO = re.compile(
    r"[Tt]he following [A-Za-z ]{3,40}? (?:had )?(?:subsequently )?joined in sponsoring"
    r"[^.:;]{0,60}: "
    r"(?P<names>[^.;]{3,6000})"
)
_ANNOUNCED = re.compile(r"^.*\b(?:announced|stated|said|informed the Committee) that ", re.DOTALL)
_NO_SPONSOR = re.compile(
    r"(?:the )?(?:Chair|Vice-Chair|Secretar|Rapporteur|Economic|Commission|Committee|Bureau"
    r"|following|General)"
)
_HAD = re.compile(r" had(?: also)?$")


def sponsors(full: str) -> tuple[str, ...]:
    """Return who submitted a draft or joined in sponsoring it, as printed, in order.

    Args:
        full: the words of a procedural paragraph.
    """
    if "sponsor" not in full and "submitted by" not in full:
        return ()
    found: list[str] = []
    lists = [match["names"] for match in _JOINED_TO.finditer(full)]
    for kind, pattern in _PATTERNS:
        if kind is RecordKind.SPONSORED:
            lists[:0] = [
                match["names"]
                for match in pattern.finditer(full)
                if re.search(r"draft (?:resolution|decision)", full[: match.start()])
            ]
        elif kind is RecordKind.JOINED_SPONSORING:
            lists += [match["names"] for match in pattern.finditer(full)]
    for names in lists:
        words = _CONNECTIVE.sub("", _HAD.sub("", _ANNOUNCED.sub("", names)))
        listed = split_names(words)
        if not any(_NO_SPONSOR.match(name) for name in listed):
            found += listed
    return tuple(found)


def adoptions(full: str) -> tuple[str, ...]:
    """Return where in the report each draft stands that a paragraph says was adopted.

    Args:
        full: the words of a procedural paragraph.

    Returns:
        The words in brackets ("(see para. 24, draft resolution III)"); "" where none stand there.
    """
    found = []
    for kind, pattern in _PATTERNS:
        if kind is RecordKind.ADOPTED:
            for match in pattern.finditer(full):
                place = _REPORT_PLACE.search(full, match.start())
                found.append(place.group() if place else "")
    return tuple(found)


def _found(full: str) -> Iterator[Record]:
    """Yield the records of a paragraph without meeting and date."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(full):
            groups = match.groupdict()
            span = Span(*match.span())
            names = _names(groups["names"]) if groups.get("names") else ()
            if kind is RecordKind.ADOPTED:
                yield _adopted(full, match)
            elif kind is RecordKind.DOCUMENTS_BEFORE:
                yield Record(kind, span, symbols=tuple(_SYMBOL.findall(full, match.end())))
            elif kind is RecordKind.PROGRAMME_BUDGET_IMPLICATIONS:
                yield Record(kind, span, detail="none" if groups["none"] else None)
            elif kind is RecordKind.TABLED:
                symbols = _SYMBOL.findall(full, match.end())
                yield Record(kind, span, names=names, symbols=tuple(symbols[:1]))
            else:
                yield Record(kind, span, names=names, detail=groups.get("detail"))


def _adopted(full: str, match: re.Match[str]) -> Record:
    """Return the record of an adoption: which draft, how, and where in the report it stands."""
    words = match.group()
    place = _REPORT_PLACE.search(full, match.start())
    vote = _VOTE.search(words)
    detail = vote.group() if vote else place.group().strip("()") if place else None
    return Record(
        RecordKind.ADOPTED,
        Span(match.start(), place.end() if place and not vote else match.end()),
        symbols=tuple(_SYMBOL.findall(words)[:1]),
        detail=detail,
        revised="orally revised" in words or "orally amended" in words or ", as amended" in words,
    )


def _names(text: str) -> tuple[str, ...]:
    """Return the names in a list, without what leads it in and without articles."""
    listed = split_names(_CONNECTIVE.sub("", text))
    return tuple(_ARTICLE.sub("", name) for name in listed)


def _with_meeting(record: Record, meetings: list[tuple[int, re.Match[str]]]) -> Record:
    """Return the record with the meeting last named before its end."""
    last = None
    for start, match in meetings:
        if start < record.span.end:
            last = match
    if last is None:
        return record
    return Record(
        record.kind,
        record.span,
        int(last.group(1)),
        last.group(2),
        record.names,
        record.symbols,
        record.detail,
        record.revised,
    )
