"""The one scan: where in a string stand the words that citations are made of.

The string is first *folded*: each code point becomes one ASCII character, so that offsets stay
those of the string, every kind of space is a space, every kind of dash a hyphen, and a letter of
another script is no letter. A citation therefore ends at a non-ASCII letter as it does at a comma.

The scan is one alternation run by RE2, whose time is linear in the string whatever stands in it.
What a token means in its place is for :mod:`cpcj.resolutions.citations.find` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

import re2

from cpcj.resolutions.vocabulary.bodies import Body, bodies
from cpcj.resolutions.vocabulary.instruments import Instrument, instruments

_PLAIN_SPACES: Final = "\t\n\v\f\r\x1c\x1d\x1e\x1f"
_WIDE: Final = {
    " ": "\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "'": "\u2018\u2019",
    '"': "\u201c\u201d",
}

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class Kind(IntEnum):
    """What a token looks like."""

    DATE = 1
    SLASH = 2  # 70/178, S-30/1, 1/CP.21, XI/16
    PAREN = 3  # 1373 (2001), 217 A (III)
    HEALTH = 4  # WHA74.7
    SYMBOL = 5
    RESOLUTION = 6  # the word
    DECISION = 7
    ARTICLE = 8
    PARAGRAPH = 9
    GOAL = 10
    TARGET = 11
    IBID = 12
    SERIES = 13
    RECORDS = 14
    BODY = 15
    INSTRUMENT = 16
    SALES = 17


class Token(NamedTuple):
    """Words that may belong to a citation; ``what`` is the body or instrument they name."""

    start: int
    end: int
    kind: Kind
    what: Body | Instrument | None = None


def fold(text: str) -> str:
    """Return the string in ASCII, one character for each code point."""
    if not text.isascii():
        for plain, wide in _WIDE.items():
            for character in wide:
                if character in text:
                    text = text.replace(character, plain)
        text = text.encode("ascii", "replace").decode("ascii")
    for character in _PLAIN_SPACES:
        if character in text:
            text = text.replace(character, " ")
    return text


_ROMAN = r"(?:E?S-)?[IVXLC]+"
_LETTERS = r"(?: +[A-Z](?:(?:, *| +and +| +to +)[A-Z])*)?"
_PATTERNS: Final = (
    rf"\d{{1,2}} +(?:{'|'.join(MONTHS)}) +\d{{4}}",
    r"(?:ES-|S-)?\d{1,4}/\d{1,4}",
    r"\d{1,3}/(?:CP|CMP|CMA|COP)\.\d{1,2}",
    r"[IVX]{1,6}/\d{1,3}",
    rf"\d{{1,4}}{_LETTERS} *\((?:{_ROMAN}|(?:19|20)\d\d)\)",
    r"WHA\d{1,2}(?:\.\d{1,2}|\(\d{1,2}\))",
    r"World +Health +Assembly +(?:resolution|decision) +\d{1,2}(?:\.\d{1,2}|\(\d{1,2}\))",
    r"[A-Z][A-Za-z]{0,9}(?:\.\d+)?(?:/[A-Za-z0-9.()\-]+)+",
    r"(?:[Rr]esolutions?|[Dd]ecisions?|RESOLUTIONS?|DECISIONS?)\b",
    r"(?:[Aa]rticles?|[Cc]hapters?|[Pp]arts?|[Aa]nnex(?:es)?) +[0-9IVX]",
    r"[Pp]aragraphs? +[0-9]",
    r"(?:Goals?|SDGs?|[Tt]argets?) +[0-9]",
    r"[Ii]bid\.",
    r"Treaty +Series",
    r"Sales +Nos?\. +[A-Z0-9][A-Z0-9.]*[A-Z0-9]",
    r"Official +Records +of +the",
)
_NUMBER: Final = re.compile(r"(?:E?S-)?\d|[IVX]+/\d+\Z")
_BY_FIRST_WORD: Final = {
    **dict.fromkeys(("resolution", "resolutions"), Kind.RESOLUTION),
    **dict.fromkeys(("decision", "decisions"), Kind.DECISION),
    **dict.fromkeys(("article", "articles", "chapter", "chapters"), Kind.ARTICLE),
    **dict.fromkeys(("part", "parts", "annex", "annexes"), Kind.ARTICLE),
    **dict.fromkeys(("paragraph", "paragraphs"), Kind.PARAGRAPH),
    **dict.fromkeys(("goal", "goals", "sdg", "sdgs"), Kind.GOAL),
    **dict.fromkeys(("target", "targets"), Kind.TARGET),
    "ibid.": Kind.IBID,
    "treaty": Kind.SERIES,
    "sales": Kind.SALES,
    "official": Kind.RECORDS,
}


@cache
def _named() -> dict[str, Body | Instrument]:
    """Return the bodies that adopt texts, and the instruments, by their folded names."""
    table: dict[str, Body | Instrument] = {}
    for body in bodies().values():
        if body.instrument:
            continue  # named by its instrument: "Conference of the Parties to the …"
        if body.resolution or body.decision:
            table |= {fold(name): body for name in body.names}
    for item in instruments().values():
        table |= {fold(name): item for name in item.names}
    return table


def _compiled(patterns: Iterable[str]) -> re2._Regexp[bytes]:
    """Compile an alternation of which the longest match counts, whatever the order."""
    options = re2.Options()
    options.longest_match = True
    options.max_mem = 64 << 20  # for the automaton of all names; the default is too small for it
    options.log_errors = False
    return re2.compile(rf"\b(?:{'|'.join(patterns)})".encode(), options)


def _name_patterns() -> Iterator[str]:
    for name in sorted(_named()):
        yield re.escape(name).replace(r"\ ", " +") + r"\b"


@cache
def _name_scanner() -> re2._Regexp[bytes]:
    return _compiled(_name_patterns())


def names_in(plain: str) -> Iterator[tuple[int, Body | Instrument]]:
    """Yield the bodies and instruments that a folded string names in full, with their ends."""
    for match in _name_scanner().finditer(plain.encode("ascii")):
        start, end = match.span()
        yield end, _named()[" ".join(plain[start:end].split())]


@cache
def _scanner() -> re2._Regexp[bytes]:
    return _compiled((*_PATTERNS, *_name_patterns()))


def tokens(plain: str) -> Iterator[Token]:
    """Yield the tokens of a folded string in order; they do not overlap."""
    named = _named()
    kinds = _BY_FIRST_WORD
    for match in _scanner().finditer(plain.encode("ascii")):
        start, end = match.span()
        words = plain[start:end]
        first = words.split(" ", 1)[0]
        kind = kinds.get(first.lower())
        # "Treaty on …" and "2030 Agenda …" begin as a keyword or a number does, but are names.
        if (what := named.get(words)) is not None:
            yield Token(start, end, Kind.BODY if isinstance(what, Body) else Kind.INSTRUMENT, what)
        elif kind is not None:
            yield Token(start, end, kind)
        elif "/" in first:
            yield Token(start, end, Kind.SLASH if _NUMBER.match(first) else Kind.SYMBOL)
        elif words[-1] == ")" and words[0].isdigit():
            yield Token(start, end, Kind.PAREN)
        elif first.startswith("WHA"):
            yield Token(start, end, Kind.HEALTH)
        elif first == "World" and words[-1] in "0123456789)":
            yield Token(end - len(words.rsplit(" ", 1)[1]), end, Kind.HEALTH)
        elif words[-1].isdigit() and words[0].isdigit():
            yield Token(start, end, Kind.DATE)
        else:
            what = named[" ".join(words.split())]
            yield Token(start, end, Kind.BODY if isinstance(what, Body) else Kind.INSTRUMENT, what)
