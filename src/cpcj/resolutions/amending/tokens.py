"""The parts of a sentence that amends: places, deeds, quotations and the small words between.

Each token is one letter of :class:`Sort`; words that say nothing of their own ("the words", "should
be") are left out, words that are not known are tokens too, so that nothing is passed over.
"""

# ruff: noqa: ISC004 - rows of a table, a string over several lines in each

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cpcj.resolutions.amending import ordinals, places
from cpcj.resolutions.amending.model import Kind, Place, Quoted
from cpcj.resolutions.amending.quotations import MASK, Quotation
from cpcj.resolutions.model import Span


class Sort(StrEnum):
    """What a token is."""

    PLACE = "P"
    SAME = "p"  # the paragraph named before
    POINTS = "l"  # points of the paragraph named before
    QUOTE = "q"
    ADDED = "n"  # "a new operative paragraph 5"
    ADDED_BEFORE = "m"  # "the new paragraph": the one that was just added
    INSERT = "I"
    DELETE = "D"
    REPLACE = "R"
    SUBSTITUTE = "U"  # "substitute A for B"
    AMEND = "V"
    READ = "Z"
    READ_BEFORE = "y"  # "which read"
    RESULT = "z"  # "so that the paragraph will read"
    MOVE = "M"
    RENUMBER = "N"
    BECOME = "J"
    AFTER = "a"
    BEFORE = "b"
    BETWEEN = "t"
    END = "e"
    BEGINNING = "s"
    IN = "i"
    WITH = "w"
    FOR = "f"
    INSTEAD = "g"
    TO = "T"
    WHICH = "o"
    LINE = "L"  # "in the second line", "the first sentence of"
    REST = "x"
    BREAK = ","  # commas, semicolons, "and"
    UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Token:
    """A token.

    Attributes:
        sort: what it is.
        span: its words, in the amendments.
        places: of a place, what it names; of an addition, one that says what is added.
        quoted: of a quotation, its words.
        which: of an occurrence, which one; 0 for every one.
    """

    sort: Sort
    span: Span
    places: tuple[Place, ...] = ()
    quoted: Quoted | None = None
    which: int = 0


_S: Final = r"\s+"
_NEW: Final = (
    r"(?:(?:(?:a|an|one|two|three|another|the\s+following|as\s+(?:a|the))\s+)?"
    r"(?:(?:additional|further|new|separate|supplementary)\s+)+"
    r"|an?\s+(?=foot|operative\s|preambul)|the\s+following\s+(?:as\s+(?:a|the)\s+)?|the\s+following\s+\w{3,6}\s+(?:new\s+)?)"
    r"(?:(?P<npp>preambular|preambulatory)\s+|(?P<nop>operative)\s+)?"
    r"(?:(?P<nfoot>foot-?note)s?"
    r"|(?P<npoint>sub-?\s?paragraph|sub-?\s?para\.?|points?|sub-?item|item)s?"
    r"|(?P<nshort>PP|OP)\.?|(?:paragraph|para\.?|clause)s?)"
    r"(?:\s*(?P<nnumber>\d{1,3}(?:\s?(?:bis|ter|quater|quinquies|alt))?))?"
    r"(?:\s*(?P<nlabel>\([a-z]{1,4}\)))?(?!\w)"
    r"(?:\s+(?:of|to)\s+the\s+(?P<npart>preamble|operative\s+part))?"
)
_RENUMBER: Final = (
    r"(?:(?:and\s+)?(?:to\s+)?(?:renumber|reletter)(?:ing)?(?:\s+of)?"
    r"(?:\s+(?:all|the|any|remaining|subsequent|following|other|rest|of|existing|operative"
    r"|preambular|affected|ensuing|succeeding|draft|text)\b)*"
    r"(?:\s+(?:sub-?)?paragraphs?|\s+footnotes?|\s+points?)?(?:\s+(?:accordingly|thereafter|as"
    r"\s+appropriate|consequently))?"
    r"|(?:(?:all|the|any|remaining|subsequent|following|other|rest|of|existing|operative|with"
    r"|preambular|affected|ensuing|succeeding)\s+)+(?:sub-?)?(?:paragraphs?|points?|footnotes?)\s+"
    r"(?:(?:should|shall|will|would|to|must|were|was|be|being|then|also|accordingly"
    r"|consequently)\s+)*(?:renumbered|relettered)"
    r"(?:\s+(?:accordingly|thereafter|consequently|as\s+appropriate))?"
    r"|and\s+renumbered\s+accordingly)(?!\s+(?:as|to)\b)"
)
_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("QUOTE", rf"{MASK}+"),
    ("RENUMBER", _RENUMBER),
    ("RESULT", r"(?:so\s+that|such\s+that)\s+(?:it|they|[^\x00;:.]{3,80}?)\s+"
               r"(?:(?:will|would|should|shall|then|thus|now)\s+)*reads?(?:\s+as\s+follows)?"
               r"|so\s+as\s+to\s+read(?:\s+as\s+follows)?|i\.e\.(?=\s*,?\s*\x00)"
               r"|(?:the|that)\s+(?:amended\s+)?(?:sub-?)?(?:paragraph|sentence|text|phrase)\s+"
               r"(?:(?:will|would|should|shall)\s+)?(?:then|thus|now)\s+reads?"
               r"(?:\s+as\s+follows)?"),
    ("READ_BEFORE", r"which\s+(?:(?:had|has|have|now|currently|previously|originally|formerly)\s+)*"
                    r"reads?(?:\s+as\s+follows)?"
                    r"|(?:now|currently|previously|formerly|originally)\s+reading"),
    ("READ", r"(?:which\s+(?:would|should|will|shall|is\s+to)\s+read"
             r"|(?:so\s+as\s+)?(?:to\s+)?(?:now\s+)?read(?:ing|s)?|worded|to\s+be\s+worded"
             r"|with\s+the\s+following\s+(?:text|wording))(?:\s+as\s+follows)?"
             r"|as\s+follows"),
    ("ADDED", _NEW),
    ("CLOSE", r"(?:at\s+(?:the\s+)?|to\s+the\s+)(?:very\s+)?end\s+of\s+(?:the\s+)?(?:draft\s+)?"
              r"(?:resolution|decision)(?!\s*,?\s*(?:in|to|of)\b)"),
    ("END", r"(?:at\s+(?:the\s+)?|to\s+the\s+)(?:very\s+)?end(?:\s+of)?"
            r"(?!\s+the\s+(?:first|second|third|sentence|line))"),
    ("BEGINNING", r"(?:at|to)\s+the\s+(?:very\s+)?(?:beginning|start|head|outset)(?:\s+of)?"
                  r"(?!\s+the\s+(?:first|second|third|sentence|line))"),
    ("REST", r"(?:all\s+(?:the\s+|of\s+the\s+)?(?:words?|text|language)|everything)"
             r"(?=\s+(?:that\s+\w+\s+)?(?:after|following)\b)"
             r"|(?:the\s+)?(?:existing\s+text|remainder|rest|end|remaining\s+(?:text|words|part))"
             r"(?:\s+of\s+(?:the|that|this)\s+(?:sub-?)?paragraph)?(?!\w)"),
    ("WHICH", rf"(?:the\s+)?(?P<nth>{ordinals.PATTERN})\s+(?:occurrence|instance|mention|time)s?"
              r"(?:\s+of)?"
              r"|(?:the\s+)?(?P<quoted>" + ordinals.PATTERN
              + r")(?:\s+words?|\s+phrase)?(?=\s*\x00)"
              r"|(?:where|when)\s+(?:it|they)\s+(?P<when>first|last)\s+(?:occurs?|appears?)"
              r"|(?P<each>where(?:ver|\s?so\s?ever)?\s+(?:it|they)\s+(?:occurs?|appears?)"
              r"|throughout(?:\s+the\s+(?:whole\s+)?(?:text|draft(?:\s+(?:resolution|decision))?"
              r"|paragraph|resolution|document))?"
              r"|on\s+(?:both|all|each)\s+occasions?|in\s+(?:both|all|each)\s+(?:places|instances)"
              r"|(?:both|all|every|each)\s+(?:occurrences?|instances?|mentions?)(?:\s+of)?)"),
    ("PLACES", places.PLACE.pattern),
    ("ALONE", places.ALONE.pattern),
    ("TITLE", places.TITLE.pattern),
    ("NOTE", places.NOTE.pattern.replace("?P<n>", "?P<notemark>")),
    ("WHOLE", places.WHOLE.pattern.replace("?P<preamble>", "?P<wholepreamble>")),
    ("SAME", places.SAME.pattern),
    ("INSERT", r"(?:insert|add|append|includ)(?:e|ed|ing|s)?|inclusion\s+of|insertion\s+of"
               r"|addition\s+of"),
    ("DELETE", r"delet(?:e|ed|ing|es)|deletion\s+of|remov(?:e|ed|ing|es)|strik(?:e|ing)(?:\s+out)?"
               r"|struck(?:\s+out)?|omit(?:ted|ting|s)?|suppress(?:ed|ing)?"),
    ("REPLACE", r"replac(?:e|ed|ing|es)|replacement\s+of|chang(?:e|ed|ing|es)"),
    ("SUBSTITUTE", r"substitut(?:e|ed|ing|es)|substitution\s+(?:of|by)"),
    ("AMEND", r"(?:amend|revis|reword|rephras|redraft|modif|recast|correct|rewrit)"
              r"(?:e|ed|ing|es|y|ied|ying|s|ten)?"),
    ("MOVE", r"(?:mov|relocat|transpos|reposition|shift|transferr?|plac)(?:e|ed|ing|es)?(?!\w)"),
    ("BECOME", r"(?:becom(?:e|es|ing)|became|(?:should|shall|will|would|is|are|was|were|to)\s+"
               r"(?:be\s+)?renumbered\s+(?:as|to)|renumbered\s+(?:as|to)|renumber)"),
    ("BETWEEN", r"between"),
    ("AFTER", r"(?:immediately\s+|directly\s+)?(?:after|(?<!the\s)following(?!\s+(?:words?|phrases?"
              r"|text|sentence|wording|language|sub|amendments?|changes?|revisions?)\b)"
              r"|subsequent\s+to)"),
    ("BEFORE", r"(?:immediately\s+|directly\s+)?(?:before|preceding|prior\s+to|ahead\s+of"
               r"|in\s+front\s+of)"),
    ("INSTEAD", r"in\s+(?:its|their)\s+(?:place|stead)|instead(?!\s+of)|in\s+place\s+thereof"),
    ("OF_INSTEAD", r"in\s+(?:the\s+)?(?:place|lieu)\s+of|instead\s+of|rather\s+than"),
    ("GERUND", r"by\s+(?=(?:insert|add|append|delet|remov|strik|omit|replac|chang|substitut"
               r"|amend|revis|reword|mov|renumber)\w*ing\b|the\s+(?:insertion|deletion|addition"
               r"|replacement|inclusion))"),
    ("WITH", r"with|by"),
    ("FOR", r"for"),
    ("LINE", rf"(?:in\s+)?the\s+(?:{ordinals.PATTERN})\s+(?:line|sentence)(?:\s+of)?\s*,?"),
    ("IN", r"in|of|from|within|under|into|re"),
    ("TO", r"to"),
    ("REASON", r"(?:on\s+the\s+grounds?\s+that|because|in\s+order\s+to|with\s+a\s+view\s+to)"
               r"\s[^\x00;.,]{3,300}"),
    ("PROPONENT", r"\((?-i:[A-Z])[\w’'-]{2,30}"
                  r"(?:,?\s+(?:and|of|the|(?-i:[A-Z])[\w’'-]{2,30}))*\)"),
    ("SIGN", r"[,;.:–—()…]"),
    ("BREAK", r"and|as\s+well\s+as|then|while|respectively"),
    ("FILLER", r"(?:the|an?|words?|phrases?|expressions?|terms?|texts?|wording|language|following"
               r"|new|namely|therefor|thereof|thereafter|existing|current|also|further|immediately"
               r"|accordingly|consequently|should|shall|would|will|must|might|may|could|can|was|were|is|are|be|been"
               r"|being|has|have|had|hereby|please|it|its|they|them|that|so|as|figure|number"
               r"|sentences?|full|in\s+full|both|part|paragraphs?"
               r"|draft\s+(?:resolution|decision|recommendation|declaration)"
               r"|(?:of|in|to)\s+the\s+(?:draft\s+)?"
               r"(?:resolution|decision|recommendation|declaration|text|draft)"
               r"|reference\s+to|up|out|finally|lastly|firstly|secondly|thirdly|next|necessary"
               r"|completed?|article(?=\s*\x00)|we|our\s+delegation"
               r"|(?:suggest|propos|recommend|prefer)(?:e|ed|es|s|ing)?)"),
)  # fmt: skip
_UNBOUND: Final = ("QUOTE", "SIGN", "LINE", "GERUND", "REASON", "PROPONENT")
_TOKEN: Final = re.compile(
    "|".join(
        f"(?P<T{name}>{pattern})"
        if name in _UNBOUND
        else rf"(?P<T{name}>(?<!\w)(?:{pattern})(?!\w))"
        for name, pattern in _PATTERNS
    )
    + r"|(?P<Tspace>[\s\x01]+)|(?P<Tunknown>\w+(?:[-'’.]\w+)*|[^\s])",
    re.IGNORECASE,
)
_DEFINITE: Final = re.compile(r"(?<!\w)(?:the|this|that|such)\s+\Z", re.IGNORECASE)
_PLAIN: Final = {name: Sort[name] for name, _ in _PATTERNS if name in Sort.__members__} | {
    "SIGN": Sort.BREAK,
    "OF_INSTEAD": Sort.FOR,
}
_SILENT: Final = frozenset(("FILLER", "GERUND", "REASON", "PROPONENT", "space"))


def tokens(
    text: str, span: Span, quoted: Sequence[Quotation], starts: Sequence[int]
) -> tuple[Token, ...]:
    """Return the tokens of a stretch of masked text.

    Args:
        text: the amendments, masked (:func:`~.quotations.masked`).
        span: the stretch.
        quoted: all quotations of the amendments, in order.
        starts: where each of them begins.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text, span.start, span.end):
        name = (match.lastgroup or "Tunknown")[1:]
        name = _named(match) if name not in ("space", "unknown") else name
        where = Span(match.start(), match.end())
        if name in _SILENT:
            continue
        if name == "QUOTE":
            found += _quotes(where, quoted, starts)
        elif name == "PLACES":
            found.append(Token(Sort.PLACE, where, places.places(match)))
        elif name == "CLOSE":
            found += [Token(Sort.END, where), Token(Sort.PLACE, where, (Place(Kind.BODY),))]
        elif name == "ALONE":
            found.append(_alone(match, where))
        else:
            found.append(_other(name, match, where))
    return tuple(found)


def _named(match: re.Match[str]) -> str:
    """Return the name of the alternative that matched, not of a group inside it."""
    groups = match.groupdict()
    return next(name for name, _ in _PATTERNS if groups[f"T{name}"] is not None)


def _quotes(where: Span, quoted: Sequence[Quotation], starts: Sequence[int]) -> list[Token]:
    """Return the quotations of a run of masked characters: some touch."""
    found: list[Token] = []
    place = bisect_left(starts, where.start)
    while place < len(quoted) and quoted[place].span.start < where.end:
        one = quoted[place]
        found.append(Token(Sort.QUOTE, one.span, quoted=Quoted(one.words, one.span)))
        place += 1
    return found


def _alone(match: re.Match[str], where: Span) -> Token:
    nameless = Place(Kind.PARAGRAPH, "")
    return Token(Sort.POINTS, where, places.points_alone(match, nameless))


def _other(name: str, match: re.Match[str], where: Span) -> Token:
    if name == "ADDED":
        added = _added(match, where)
        known = not added.n and _DEFINITE.search(
            match.string, max(0, where.start - 12), where.start
        )
        return Token(Sort.ADDED_BEFORE if known else Sort.ADDED, where, (added,))
    if name == "TITLE":
        return Token(Sort.PLACE, where, (Place(Kind.TITLE, span=where),))
    if name == "NOTE":
        return Token(Sort.PLACE, where, (Place(Kind.NOTE, match["notemark"], span=where),))
    if name == "WHOLE":
        kind = Kind.PREAMBLE if match["wholepreamble"] else Kind.BODY
        return Token(Sort.PLACE, where, (Place(kind, span=where),))
    if name == "WHICH":
        return Token(Sort.WHICH, where, which=_which(match))
    return Token(_PLAIN.get(name, Sort.UNKNOWN), where)


def _added(match: re.Match[str], where: Span) -> Place:
    number = re.sub(r"(?<=\d)\s?(?=[a-z])", " ", (match["nnumber"] or "").casefold())
    points = (match["nlabel"],) if match["nlabel"] else ("",) if match["npoint"] else ()
    part = (match["npart"] or "").casefold()
    short = (match["nshort"] or "").upper()
    kind = Kind.PARAGRAPH
    if match["nfoot"]:
        kind = Kind.NOTE
    elif match["npp"] or short == "PP" or part == "preamble":
        kind = Kind.PREAMBULAR
    elif match["nop"] or short == "OP" or part:
        kind = Kind.OPERATIVE
    return Place(kind, number, points, span=where)


def _which(match: re.Match[str]) -> int:
    if match["each"]:
        return 0
    return ordinals.value(match["nth"] or match["quoted"] or match["when"])
