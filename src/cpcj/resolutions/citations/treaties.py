"""Provisions of instruments: whose article an article is.

"Article 14, paragraph 2, of the Convention" names its instrument after it; a list shares the one
that ends it ("chapter II and chapter V of the Convention"); "in particular article 27 thereof"
names it before. "The Convention" is the one last named in full in the paragraph, else the one it
stands for in the text. Where two could be meant and no word decides, the identifier is None.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations.bodynames import assembly_of
from cpcj.resolutions.citations.numbers import roman_value
from cpcj.resolutions.citations.provisions import Named, articles
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.instruments import Instrument, instruments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpcj.resolutions.citations.context import Memory
    from cpcj.resolutions.vocabulary.bodies import Body

_NOUNS: Final = (
    "Convention|Protocol|Covenant|Charter|Statute|Agreement|Treaty|Declaration|Rules|Guidelines"
)
_NOUN: Final = re.compile(rf"\b(?:{_NOUNS})\b")
_LINK: Final = (
    r",? +(?P<link>of|to|in|under|from|common +to|contained +in)(?: +and +of)?"
    r" +(?:the +|that +|this +|said +|both +)*(?:(?:19|20)\d\d +)?(?:Optional +)?"
)
# "article 16, on preferential treatment, of the Convention": words may stand between.
_OF: Final = re.compile(_LINK)
_ASIDE_OF: Final = re.compile(
    r"(?:, +(?!of\b|to\b|in\b)[^,.;()]{1,60},|,? +\([^()]{0,60}\))" + _LINK
)
# "The Convention on …" is another one, unless what follows is no title.
_NO_TITLE: Final = (
    r"(?! +(?:on|against|for|relating +to|relative +to|concerning) +(?:the +|an? +)?[A-Z])"
)
_SHORT: Final = re.compile(rf"({_NOUNS})\b{_NO_TITLE}")
_ALREADY: Final = re.compile(rf"\b(?:the|that) +({_NOUNS})\b{_NO_TITLE}")
_THEREOF: Final = re.compile(r",? +thereof\b")
_CHAIN: Final = re.compile(
    r"(?: +of|, +[^,.;()]{1,60})?(?:,? +(?:and|or)|,)(?: +(?:of|to|in|with|under))?(?: +the)? +\Z"
)
_AND_OF: Final = re.compile(r",? +and +(?:of +)?(?:the +)?\Z")
_ANNEX_HERE: Final = re.compile(
    r"[Aa]nnex(?:es)?(?: +(?P<numbers>[IVX]+(?:(?:, | and | to )[IVX]+)*))?"
    r" +(?:to|of) +(?:the +present|this) +(?:draft +)?(?:resolution|decision)\b"
)
_SENTENCE_END: Final = re.compile(r"[;.] ")


_TEXTS: Final = frozenset({CitationKind.RESOLUTION, CitationKind.DECISION, CitationKind.DOCUMENT})


@dataclass(frozen=True, slots=True)
class _Pending:
    items: tuple[Named, ...]
    start: int
    end: int


@cache
def noun_of(key: str) -> str:
    """Return the word that stands for an instrument ("Convention", "Protocol")."""
    match = _NOUN.search(instruments()[key].name)
    return match[0] if match else ""


class Provisions:
    """The provisions named in one string, and the instruments they may belong to."""

    def __init__(self, text: str, plain: str, memory: Memory) -> None:
        """Begin with nothing named."""
        self.text = text
        self.plain = plain
        self.memory = memory
        self.places: list[tuple[int, int, str]] = []
        self.by_noun: dict[str, list[tuple[int, str]]] = {}
        self.pending: list[_Pending] = []
        self.here: list[Citation] = []
        self.length = 0  # of the string without its margins
        self.texts: list[int] = []  # where resolutions are cited
        self.shorts: list[tuple[int, int, str]] = []  # ends, starts and words of short names
        self.distinct: list[int] = []  # how many instruments are named up to each place

    def name(self, start: int, end: int, instrument: Instrument) -> Body | None:
        """Remember that an instrument is named; return the body if it names its conference."""
        self.places.append((start, end, instrument.key))
        self.by_noun.setdefault(noun_of(instrument.key), []).append((start, instrument.key))
        self.memory.named.append(instrument.key)
        return assembly_of(instrument.key, self.plain[max(0, start - 64) : start])

    def read(self, at: int, paragraphs: Sequence[Named] = ()) -> int:
        """Read provisions at the word that opens them; return where they end.

        Args:
            at: the place of "article", "chapter", "part" or "annex".
            paragraphs: paragraphs of that article, where they were named before it.
        """
        if match := _ANNEX_HERE.match(self.plain, at):
            return self._annexes_here(match)
        items, end = articles(self.plain, at)
        if not items:
            return at + 1
        if paragraphs:
            items = [
                Named(
                    f"{items[0].label}({item.label.replace('(', ')(', 1)}"
                    + ("" if "(" in item.label else ")"),
                    item.span,
                )
                for item in paragraphs
            ]
            at = min(at, paragraphs[0].span.start)
        self.pending.append(_Pending(tuple(items), at, end))
        return end

    def close(self, found_before: Sequence[Citation]) -> list[Citation]:
        """Return the citations of all provisions read.

        Args:
            found_before: the other citations of the string.
        """
        if not self.pending:
            return self.here
        self.length = len(self.plain.strip(" \"'*_."))
        self.texts = sorted(c.span.end for c in found_before if c.kind in _TEXTS)
        self.shorts = [(m.end(), m.start(), m[1]) for m in _ALREADY.finditer(self.plain)]
        keys_so_far: set[str] = set()
        for _, _, key in self.places:
            keys_so_far.add(key)
            self.distinct.append(len(keys_so_far))
        by_start = {start: (end, key) for start, end, key in self.places}
        found: list[Citation] = []
        following: list[str] | None = None
        for place in range(len(self.pending) - 1, -1, -1):
            provision = self.pending[place]
            keys = self._named_after(provision, by_start)
            if keys is None and place + 1 < len(self.pending) and following:
                after = self.pending[place + 1].start
                if _CHAIN.fullmatch(self.plain, provision.end, after):
                    keys = following
            if keys is None:
                keys = self._named_before(provision)
            following = keys
            article = provision.items[0].label.startswith("art")
            if not any(keys) and not (article and self._is_cited(provision)):
                continue  # a chapter of a report, the heading of an article
            kind = CitationKind.TREATY_PROVISION
            for key in keys or [""]:
                found += [
                    Citation(item.span, kind, f"{key}#{item.label}" if key else None)
                    for item in provision.items
                ]
        return self.here + found

    def _named_after(
        self, provision: _Pending, by_start: dict[int, tuple[int, str]]
    ) -> list[str] | None:
        """Return the instruments that the words after a provision name, None where they name none.

        [""] says that they name something that is no known instrument.
        """
        if _THEREOF.match(self.plain, provision.end):
            return [self._last_before(provision.start)]
        match = _OF.match(self.plain, provision.end) or _ASIDE_OF.match(self.plain, provision.end)
        if match is None:
            return None
        at = self._name_from(match, by_start)
        if at in by_start:
            end, key = by_start[at]
            keys = [key]
            for start, stop, other in self.places[bisect_left(self.places, (end,)) :]:
                shared = _AND_OF.fullmatch(self.plain, end, start)
                if shared is None or not ("of" in shared[0] or "common" in match[0]):
                    break
                keys.append(other)
                end = stop
            return keys
        if short := _SHORT.match(self.plain, match.end()):
            return [self._short(short[1], match.end())]
        says = match["link"] not in {"in", "under", "from"}
        return [""] if says and not self.plain.startswith("and ", match.end()) else None

    def _name_from(self, match: re.Match[str], by_start: dict[int, tuple[int, str]]) -> int:
        """Return where the instrument's name begins: "Optional" may be its own first word."""
        for back in range(len("Optional ") + 3):
            at = match.end() - back
            if at in by_start and at > match.start():
                return at
        return match.end()

    def _is_cited(self, provision: _Pending) -> bool:
        """Say whether an article is more than the heading of one."""
        return self.length > provision.end - provision.start

    def _named_before(self, provision: _Pending) -> list[str]:
        if not provision.items[0].label.startswith("art"):
            return [""]
        place = bisect_left(self.places, (provision.start,))
        if place > 0 and self.distinct[place - 1] == 1:
            return [self.places[0][2]]
        last = self._last_before(provision.start)
        if not last:
            return [""]
        nearest = max(
            self.places[place - 1][1] if place > 0 else -1,
            self._short_before(provision.start)[0],
        )
        near = not _SENTENCE_END.search(self.plain, nearest, provision.start)
        return [last] if near and nearest >= 0 else [""]

    def _short_before(self, at: int) -> tuple[int, int, str]:
        place = bisect_left(self.shorts, (at + 1,))
        return self.shorts[place - 1] if place > 0 else (-1, -1, "")

    def _last_before(self, at: int) -> str:
        """Return the instrument named last before a place, in full or in short."""
        place = bisect_left(self.places, (at,))
        _, end, key = self.places[place - 1] if place > 0 else (-1, -1, "")
        short_end, start, noun = self._short_before(at)
        if short_end > end:
            end, key = short_end, self._short(noun, start)
        # "Resolution 3281 (XXIX), in particular article 32 thereof" is of what the text annexes.
        between = bisect_right(self.texts, end) < bisect_right(self.texts, at)
        return "" if between else key

    def _short(self, noun: str, at: int) -> str:
        places = self.by_noun.get(noun, [])
        place = bisect_left(places, (at,))
        return places[place - 1][1] if place > 0 else self.memory.instruments.get(noun, "")

    def _annexes_here(self, match: re.Match[str]) -> int:
        kind = CitationKind.PARAGRAPH
        if match["numbers"] is None:
            self.here.append(Citation(Span(match.start(), match.end()), kind, "#annex1"))
            return match.end()
        numerals = list(re.finditer(r"[IVX]+", match["numbers"]))
        for numeral in numerals:
            at = match.start("numbers")
            span = Span(at + numeral.start(), at + numeral.end())
            if len(numerals) == 1:
                span = Span(match.start(), match.end())
            self.here.append(Citation(span, kind, f"#annex{roman_value(numeral[0])}"))
        return match.end()
