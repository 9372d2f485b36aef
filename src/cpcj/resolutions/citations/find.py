"""Find the citations of a string: one scan, then one pass over what it found."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations.bodynames import assemblies_in_short, assembly_of
from cpcj.resolutions.citations.context import CitationContext, Memory
from cpcj.resolutions.citations.goals import goals, targets
from cpcj.resolutions.citations.groups import Group, open_group
from cpcj.resolutions.citations.numbers import read_number
from cpcj.resolutions.citations.paragraphs import Paragraphs, paragraphs_at
from cpcj.resolutions.citations.pinpoints import pinpoint_after
from cpcj.resolutions.citations.sources import (
    Supplement,
    body_of_document,
    ibid,
    read_symbol,
    records,
    treaty_series,
)
from cpcj.resolutions.citations.tokens import MONTHS, Kind, Token, fold, tokens
from cpcj.resolutions.citations.treaties import Provisions
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.bodies import Body
from cpcj.resolutions.vocabulary.instruments import Instrument

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTH_NUMBER: Final = {month: number for number, month in enumerate(MONTHS, start=1)}
_CLOSING: Final = re.compile(r"(?: +and +corrigend(?:um|a))?\)?")
_SYMBOL_KIND: Final = (
    ("RES/", CitationKind.RESOLUTION),
    ("/Res.", CitationKind.RESOLUTION),
    ("/DEC/", CitationKind.DECISION),
    ("/Dec.", CitationKind.DECISION),
)


def find_citations(text: str, *, context: CitationContext | None = None) -> tuple[Citation, ...]:
    """Return the citations in a string, in order of place.

    Args:
        text: any string; a paragraph's or footnote's words for the best results, since what is
            named in full ("Economic and Social Council") decides what is named in short after it
            ("Council resolution").
        context: what is known about the string from outside.

    Returns:
        The citations, each with its span in ``text``. ``id`` is None where the words do not say
        enough. Spans of members of one range are the same; others do not overlap.
    """
    return find_with(text, Memory.of(context))


def find_with(text: str, memory: Memory) -> tuple[Citation, ...]:
    """Return the citations in a string, and leave in ``memory`` what it names."""
    plain = fold(text)
    found = list(tokens(plain))
    if not found:
        memory.begin_string()
        memory.previous = None
        return ()
    return _Pass(text, plain, found, memory).run()


def read_date(words: str) -> dt.date | None:
    """Return the day that "18 December 2014" prints, None for one that is not in the calendar."""
    day, month, year = words.split()
    try:
        return dt.date(int(year), _MONTH_NUMBER[month], int(day))
    except ValueError:
        return None


def _is_whole(plain: str, token: Token) -> bool:
    """Say whether a number is no part of a longer word ("A-32/4.4", "3/2005", "1/2/3")."""
    before, after = plain[max(0, token.start - 2) : token.start], plain[token.end : token.end + 2]
    if after[:1].isdigit() or after[:1] == "/" or (after[:1] == "." and after[1:].isdigit()):
        return False
    if before[-1:] in {"/", "."} and before[:1] != " ":
        return token.kind is Kind.PAREN and before[-1] == "."
    return not (before[-1:] == "-" and before[:1].isalpha())


class _Pass:
    """One pass over the tokens of one string."""

    def __init__(self, text: str, plain: str, found: list[Token], memory: Memory) -> None:
        self.text = text
        self.plain = plain
        self.tokens = found
        self.memory = memory
        self.found: list[Citation] = []
        self.checked = 0  # how many of them "Ibid." has looked at
        self.done = 0  # the place up to which the words are read
        self.group: Group | None = None
        self.paragraphs: Paragraphs | None = None
        self.provisions = Provisions(text, self.plain, memory)
        self.supplement: Supplement | None = None
        self.body: Token | None = None  # the body named last
        self.document: tuple[int, Body | None] | None = None

    def run(self) -> tuple[Citation, ...]:
        """Read the tokens in turn."""
        self.memory.begin_string()
        self.memory.only_session_body = self.only_session_body()
        for token in self.tokens:
            if token.start >= self.done:
                _HANDLERS[token.kind](self, token)
        self.close_group()
        self.found += self.provisions.close(self.found)
        self.found.sort(key=lambda citation: citation.span)
        self.remember()
        return tuple(self.found)

    def only_session_body(self) -> Body | None:
        """Return the one body that counts by session and is named, the Assembly set aside."""
        found: set[str] = set()
        last: Body | None = None
        for token in self.tokens:
            body = token.what
            if isinstance(body, Instrument):
                body = assembly_of(body.key, self.plain[max(0, token.start - 64) : token.start])
            if isinstance(body, Body) and body.numbering == "session" and body.key != "ga":
                found.add(body.key)
                last = body
        for body in assemblies_in_short(self.plain, self.memory):
            found.add(body.key)
            last = body
        return last if len(found) == 1 else None

    def remember(self) -> None:
        """Leave the source cited last for the "Ibid." of the next note."""
        sources = [c for c in self.found if c.kind not in _NO_SOURCES]
        self.memory.previous = sources[-1] if sources else None

    # Resolutions and decisions

    def word(self, token: Token) -> None:
        """Open a group at "resolution" or "decision"."""
        before = self.group
        self.close_group()
        self.group = open_group(
            self.text,
            self.plain,
            token,
            self.memory,
            last_body=self.body,
            document=self.document,
            before=before,
        )
        if self.paragraphs is not None and self.paragraphs.leads_to(self.plain, token.start):
            self.group.paragraphs = self.paragraphs
        self.paragraphs = None

    def number(self, token: Token) -> None:
        """Add a number to the group that is open."""
        if not _is_whole(self.plain, token):
            return
        if self.group is None:
            number = read_number(self.plain[token.start : token.end])
            if number is None or not number.treaty:
                return
            # "1/CP.21" says what it is without the word.
            self.group = Group(self.text, self.plain, token.start, self.memory, decision=True)
        self.done = max(self.done, self.group.add(token))

    def date(self, token: Token) -> None:
        """Give a date to the members it is printed for."""
        if self.group is not None:
            self.group.date(token, read_date(self.plain[token.start : token.end]))

    def close_group(self) -> None:
        """Resolve the group that is open."""
        if self.group is not None:
            self.found += self.group.close()
            self.group = None

    def health(self, token: Token) -> None:
        """Read a resolution or decision of the World Health Assembly."""
        words = self.plain[token.start : token.end]
        kind = CitationKind.DECISION if "(" in words else CitationKind.RESOLUTION
        number = words if words.startswith("WHA") else f"WHA{words}"
        self.found.append(Citation(Span(token.start, token.end), kind, number, "wha"))

    # Printed sources

    def symbol(self, token: Token) -> None:
        """Read a document symbol and the additions named after it."""
        read = read_symbol(self.plain, token.start, token.end)
        if not read:
            return
        end = read[-1][1].end
        pinpoint, stop = pinpoint_after(self.text, self.plain, end)
        whole = stop
        supplement, self.supplement = self.supplement, None
        if supplement is not None and supplement.symbol_at == token.start:
            pinpoint, whole = supplement.citation.pinpoint, supplement.end
        for place, (symbol, span) in enumerate(read):
            kind = next(
                (kind for part, kind in _SYMBOL_KIND if part in symbol), CitationKind.DOCUMENT
            )
            body = body_of_document(symbol)
            mine = pinpoint if place == 0 or stop > end else None
            self.found.append(
                Citation(span, kind, symbol, body.key if body else None, pinpoint=mine)
            )
        self.done = max(stop, token.start + 1)
        self.document = (max(whole, self.done), body_of_document(read[0][0]))

    def ibid(self, token: Token) -> None:
        """Repeat the source cited before."""
        sources = [c for c in self.found[self.checked :] if c.kind not in _NO_SOURCES]
        self.checked = len(self.found)
        if sources:
            self.memory.previous = max(sources, key=lambda citation: citation.span)
        cited, self.done, self.supplement = ibid(self.text, self.plain, token.start, self.memory)
        self.found += cited

    def series(self, token: Token) -> None:
        """Read a place in the Treaty Series."""
        cited, end = treaty_series(self.plain, token.start)
        self.found += cited
        self.done = end

    def records(self, token: Token) -> None:
        """Read a supplement of the Official Records."""
        self.supplement = records(self.text, self.plain, token.start)
        if self.supplement is not None:
            self.found.append(self.supplement.citation)
            self.done = self.supplement.citation.span.end

    def sales(self, token: Token) -> None:
        """Read the sales number of a publication; it has no symbol, but "Ibid." can repeat it."""
        number = self.plain[token.start : token.end].rsplit(" ", 1)[1]
        end = token.end + len(_CLOSING.match(self.plain, token.end)[0])  # type: ignore[index]
        pinpoint, self.done = pinpoint_after(self.text, self.plain, end)
        span, kind = Span(token.start, token.end), CitationKind.DOCUMENT
        self.found.append(Citation(span, kind, f"SALES:{number}", pinpoint=pinpoint, made=True))

    # Names, and provisions of what they name

    def name(self, token: Token) -> None:
        """Remember a body; cite an instrument."""
        if isinstance(token.what, Body):
            self.memory.name_body(token.what)
            self.body = token
        elif isinstance(token.what, Instrument):
            body = self.provisions.name(token.start, token.end, token.what)
            if body is not None:
                self.memory.name_body(body)
                self.body = Token(token.start, token.end, Kind.BODY, body)
            kind = CitationKind.TREATY
            self.found.append(Citation(Span(token.start, token.end), kind, token.what.key))

    def article(self, token: Token) -> None:
        """Read an article, chapter, part or annex of an instrument."""
        self.done = max(self.done, self.provisions.read(token.start))

    def paragraph(self, token: Token) -> None:
        """Read paragraphs of this text, or of the resolution that follows."""
        read = paragraphs_at(self.text, self.plain, token.start)
        if read is None:
            return
        self.done = read.end
        if read.article >= 0:
            self.done = self.provisions.read(read.article, read.items)
            return
        cited = read.of_this_text() or read.of_source(self.found if self.group is None else [])
        if cited:
            self.found += cited
        elif read.thereof and self.group is not None:
            self.group.paragraphs_after = read
        else:
            self.paragraphs = read

    def goal(self, token: Token) -> None:
        """Read Sustainable Development Goals."""
        cited, self.done = goals(self.plain, token.start)
        self.found += cited

    def target(self, token: Token) -> None:
        """Read targets of the Sustainable Development Goals."""
        cited, self.done = targets(self.plain, token.start)
        self.found += cited


_NO_SOURCES: Final = frozenset(
    {
        *(CitationKind.TREATY, CitationKind.TREATY_PROVISION),
        *(CitationKind.SDG, CitationKind.PARAGRAPH),
    }
)
_HANDLERS: Final[dict[Kind, Callable[[_Pass, Token], None]]] = {
    Kind.DATE: _Pass.date,
    Kind.SLASH: _Pass.number,
    Kind.PAREN: _Pass.number,
    Kind.HEALTH: _Pass.health,
    Kind.SYMBOL: _Pass.symbol,
    Kind.RESOLUTION: _Pass.word,
    Kind.DECISION: _Pass.word,
    Kind.ARTICLE: _Pass.article,
    Kind.PARAGRAPH: _Pass.paragraph,
    Kind.GOAL: _Pass.goal,
    Kind.TARGET: _Pass.target,
    Kind.IBID: _Pass.ibid,
    Kind.SERIES: _Pass.series,
    Kind.RECORDS: _Pass.records,
    Kind.SALES: _Pass.sales,
    Kind.BODY: _Pass.name,
    Kind.INSTRUMENT: _Pass.name,
}
