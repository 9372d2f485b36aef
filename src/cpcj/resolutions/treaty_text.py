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
    r"^\s*(?:#{1,6}\s*|\*\*)?Article\s+(?P<n>\d+(?:\s?(?:bis|ter|quater))?|[IVXLC]+)\b[ .*]*$",
    re.IGNORECASE,
)
_OTHER_LANGUAGE: Final = re.compile(
    r"^\s*#{1,6}\s*(?:Artikel|Artículo|Статья|المادة|第)", re.IGNORECASE
)
_HEADING: Final = re.compile(r"^\s*#{1,6}\s*(?P<words>\S.*?)\s*$")
_PARAGRAPH: Final = re.compile(r"^\s*(?P<n>\d{1,2}(?:\s?bis)?)\.\s+(?P<words>\S.*)$")
# "9." alone on its line: a paragraph that has nothing but the points that follow.
_BARE: Final = re.compile(r"^\s*(?P<n>\d{1,2})\.\s*(?P<words>)$")
_POINT: Final = re.compile(r"^\s*\(?(?P<n>[a-z]{1,4})\)\s*(?P<words>.*)$")
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKUP: Final = re.compile(r"<[^>]{1,200}>|\*\*|__")
_ROMAN: Final = re.compile(r"^(?:x{0,2}(?:ix|iv|v?i{0,3}))$")
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
    for line in _english(text):
        article = _ARTICLE.match(line)
        if article is not None:
            number = " ".join(article["n"].split())
            found.append(TreatyProvision(f"{instrument}#art{number}", number, (), "", ""))
            open_ = []
        elif found:
            _take(line, found, open_, times)
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


def _take(line: str, found: list[TreatyProvision], open_: list[str], times: Counter[str]) -> None:
    """Add a line to the provisions: a heading, a paragraph, a point, or words that go on."""
    last = found[-1]
    heading = _HEADING.match(line)
    if heading is not None:
        if not last.labels and not last.words and not last.heading:
            found[-1] = replace(last, heading=heading["words"])
        return
    words = " ".join(line.split())
    if not words:
        return
    label = _label(line, last, open_)
    if label is None:
        found[-1] = replace(last, words=f"{last.words} {words}".strip())
        return
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


def _label(line: str, last: TreatyProvision, open_: list[str]) -> tuple[int, str, str] | None:
    """Return depth, label and words of a line that begins a provision; None where words go on."""
    paragraph = _PARAGRAPH.match(line) or _BARE.match(line)
    if paragraph is not None and _follows(paragraph["n"], open_):
        return 0, f"({paragraph['n']})", paragraph["words"]
    point = _POINT.match(line)
    if point is None:
        return None
    mark = point["n"]
    letters = [place for place, one in enumerate(open_) if one[1:-1].isalpha()]
    if not letters:
        return len(open_), f"({mark})", point["words"]
    first, deepest = letters[0], open_[-1][1:-1]
    if mark == _next(open_[first][1:-1]) and not (
        _ROMAN.match(mark) and _opens(last) and len(open_) == first + 1
    ):
        return first, f"({mark})", point["words"]
    if _ROMAN.match(mark) and (mark == "i" or len(open_) > first + 1):
        return first + 1, f"({mark})", point["words"]
    return (first, f"({mark})", point["words"]) if len(deepest) <= len(mark) else None


def _opens(last: TreatyProvision) -> bool:
    """Tell whether a provision leads into a list below it."""
    return last.words.endswith((":", "–", "—", ": "))


def _follows(number: str, open_: list[str]) -> bool:
    """Tell whether a number goes on from the paragraph that is open: a year or a sum does not."""
    if "bis" in number or not open_ or not open_[0][1:-1].isdecimal():
        return True
    return int(number) == int(open_[0][1:-1]) + 1 or int(number) == 1


def _next(letter: str) -> str:
    if len(letter) != 1:
        return ""
    return "a" if letter == "z" else chr(ord(letter) + 1)
