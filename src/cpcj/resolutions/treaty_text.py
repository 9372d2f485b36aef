"""Treaty texts as provisions: articles, paragraphs and points, each with its stable identifier.

The identifiers are those that citations resolve to ("UNTOC#art18(15)(a)"), so that "article 18,
paragraph 15, of the Convention" in a resolution leads to the words. Texts come as Markdown or plain
text with a heading an article; what stands before the first article is the preamble. Another
language after the English text is not read: it begins where articles are headed in its words, or
where their numbers begin again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

_ARTICLE: Final = re.compile(
    r"^\s*(?P<mark>#{1,6}\s*|\*\*)?Article\s+"
    r"(?P<n>\d+(?:\s?(?:bis|ter|quater|quinquies))?|[IVXLC]+)"
    # "Article 5. Use of terms" has its heading behind it; "Article 5 of the Convention" is none.
    r"(?:[ .*]*|\s*[.:–—-]\s*(?P<heading>[^\W\d_][^.;]{0,150}?)[ .*]*)$",
    re.IGNORECASE,
)
_OTHER_LANGUAGE: Final = re.compile(
    r"^\s*#{1,6}\s*(?:Artikel|Artículo|Статья|المادة|第)", re.IGNORECASE
)
_HEADING: Final = re.compile(r"^\s*#{1,6}\s*(?P<words>\S.*?)\s*$")
# "2.The Parties" too: what follows the point is no figure, as in "2.5 per cent".
_PARAGRAPH: Final = re.compile(
    r"^\s*(?P<n>\d{1,2}(?:\s?bis)?)\.\s*(?P<words>(?<=\s)\S.*|[^\s\d].*)$"
)
# "9." alone on its line: a paragraph that has nothing but the points that follow.
_BARE: Final = re.compile(r"^\s*(?P<n>\d{1,2})\.\s*(?P<words>)$")
_POINT: Final = re.compile(r"^\s*\(?(?P<n>[a-z]{1,4})\)\s*(?P<words>.*)$")
# What follows the last article belongs to none: who signed, annexes.
_CLOSING: Final = re.compile(r"^\s*(?:IN (?:WITNESS|FAITH) WHEREOF|DONE (?:at|in)\b)")
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKUP: Final = re.compile(r"<[^>]{1,200}>|\*\*|__")
_ROMAN: Final = re.compile(r"^(?:x{0,2}(?:ix|iv|v?i{0,3}))$")
_NUMERALS: Final = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip
_MOST_BYTES: Final = 5_000_000


class NoTreatyError(ValueError):
    """A text without articles; the message names it."""


@dataclass(frozen=True, slots=True)
class TreatyProvision:
    """An article, paragraph or point.

    Attributes:
        id: its identifier ("UNTOC#art18(15)").
        article: number of its article ("18", "2 bis").
        labels: its labels below the article as cited ("(15)", "(a)"); none for the article itself.
        heading: the article's heading; empty below it and where there is none.
        words: its own words, with those that follow its points.
    """

    id: str
    article: str
    labels: tuple[str, ...]
    heading: str
    words: str


def read_treaty(text: str, instrument: str, name: str) -> tuple[TreatyProvision, ...]:
    """Return the provisions of a treaty's text in order.

    Args:
        text: the text, one paragraph or point a line.
        instrument: key of the instrument in the vocabulary.
        name: the file's name, for messages.

    Raises:
        NoTreatyError: too large, or no line is the heading of an article.
    """
    if len(text) > _MOST_BYTES:
        raise NoTreatyError(f"{name}: larger than {_MOST_BYTES:,} characters")
    found: list[TreatyProvision] = []
    open_: list[str] = []
    times: Counter[str] = Counter()
    inside = False
    for line in _english(text):
        article = _ARTICLE.match(line)
        if article is not None:
            number, heading = " ".join(article["n"].split()), (article["heading"] or "").strip()
            found.append(TreatyProvision(f"{instrument}#art{number}", number, (), heading, ""))
            open_, inside = [], True
        elif inside:
            # A heading that is not the article's own begins a part or an annex, whose words are
            # not the article's.
            inside = _take(line, found, open_, times)
    if not found:
        raise NoTreatyError(f"{name}: no line is the heading of an article (“Article 1”)")
    return tuple(found)


def _english(text: str) -> Iterator[str]:
    """Yield the lines of the English text without markup."""
    seen: set[str] = set()
    for raw in text.splitlines():
        line = _MARKUP.sub("", _LINK.sub(r"\1", raw)).rstrip()
        if _OTHER_LANGUAGE.match(line):
            return
        article = _ARTICLE.match(line)
        if article is not None:
            number = " ".join(article["n"].split())
            if number in seen:
                return
            seen.add(number)
        yield line


def _take(line: str, found: list[TreatyProvision], open_: list[str], times: Counter[str]) -> bool:
    """Add a line to the provisions: a heading, a paragraph, a point, or words that go on.

    Returns:
        Whether the article goes on behind the line.
    """
    last = found[-1]
    heading = _HEADING.match(line)
    if heading is not None:
        if last.labels or last.words or last.heading:
            return False
        found[-1] = replace(last, heading=heading["words"])
        return True
    if _CLOSING.match(line):
        return False
    words = " ".join(line.split())
    if not words:
        return True
    label = _label(line, last, open_)
    if label is None:
        found[-1] = replace(last, words=f"{last.words} {words}".strip())
        return True
    depth, mark, rest = label
    open_[depth:] = [mark]
    labels = tuple(open_)
    identifier = f"{last.id.partition('#')[0]}#art{last.article}{''.join(labels)}"
    times[identifier] += 1
    if times[identifier] > 1:  # never lost: as in the identifiers of resolutions
        identifier += f"~{times[identifier]}"
    inner = _POINT.match(rest)
    found.append(
        TreatyProvision(
            identifier, last.article, labels, "", "" if inner else " ".join(rest.split())
        )
    )
    if inner is not None:
        _take(rest, found, open_, times)
    return True


def _label(line: str, last: TreatyProvision, open_: list[str]) -> tuple[int, str, str] | None:
    """Return depth, label and words of a line that begins a provision; None where words go on."""
    paragraph = _PARAGRAPH.match(line) or _BARE.match(line)
    if paragraph is not None:
        depth = _depth_of_number(paragraph["n"], last, open_)
        return None if depth is None else (depth, f"({paragraph['n']})", paragraph["words"])
    point = _POINT.match(line)
    if point is None:
        return None
    return _depth_of_point(point["n"], last, open_), f"({point['n']})", point["words"]


def _depth_of_number(number: str, last: TreatyProvision, open_: list[str]) -> int | None:
    """Return how deep a number stands; None where it is a year or a sum in words that go on."""
    if "bis" in number or not open_:
        return 0
    for depth in reversed(range(len(open_))):
        before = open_[depth][1:-1].split()[0].removesuffix("bis")
        if before.isdecimal() and int(number) == int(before) + 1:
            return depth
    if int(number) != 1:
        return None if open_[0][1:-1].isdecimal() else 0
    # "(i) … on board an aircraft: 1. … 2. …": a list within a point.
    return len(open_) if _opens(last) and not open_[-1][1:-1].isdecimal() else 0


def _depth_of_point(mark: str, last: TreatyProvision, open_: list[str]) -> int:
    """Return how deep a point with letters stands.

    A list below begins with "a" or "i" behind words that lead into it; else a point goes on where
    its letter is the next, the innermost list first.
    """
    letters = [place for place, one in enumerate(open_) if one[1:-1].isalpha()]
    if not letters or (mark in ("a", "i") and _opens(last) and last.labels):
        return len(open_)
    for depth in reversed(letters):
        if mark in (_next(open_[depth][1:-1]), _next_roman(open_[depth][1:-1])):
            return depth
    if mark == "i":
        return letters[0] + 1
    return letters[-1] if _ROMAN.match(mark) and len(mark) > 1 else letters[0]


def _opens(last: TreatyProvision) -> bool:
    """Tell whether a provision leads into a list below it, or has but such a list."""
    return not last.words or last.words.endswith((":", "–", "—", "means", "by", "are"))


def _next(letter: str) -> str:
    if len(letter) != 1:
        return ""
    return "a" if letter == "z" else chr(ord(letter) + 1)


def _next_roman(numeral: str) -> str:
    place = _NUMERALS.index(numeral) if numeral in _NUMERALS else len(_NUMERALS)
    return _NUMERALS[place + 1] if place + 1 < len(_NUMERALS) else ""
