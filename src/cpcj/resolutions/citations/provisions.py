"""Articles and paragraphs: what "articles 15 to 17" or "paragraphs 3 (a) to (f)" number.

A provision is written as in stable identifiers: ``art14(2)``, ``chapV``, ``3(a)``. Each member of a
list has its own words; each member of a range has the words of the range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cpcj.resolutions.model import Span

_POINTS: Final = r"(?: ?\([a-z0-9]{1,5}\))*"
_ITEM: Final = re.compile(
    rf"(?P<number>\d{{1,3}}(?:\.\d{{1,2}})?(?: (?:bis|ter))?|[IVXLC]{{1,8}}\b)(?P<points>{_POINTS})"
    r"(?P<more>(?:(?:,|,? +(?:and|to|or)) +\([a-z0-9]{1,5}\))*)"
)
_NEXT: Final = re.compile(r"(?P<by>,? +(?:and|or)|,| +to|-) *(?=\d|[IVXLC]+\b)")
_HEAD: Final = re.compile(r"([A-Za-z]+) +")
_PARAGRAPHS: Final = re.compile(r",? +(paragraphs?|paras?\.) +(?=\d)")
_NEXT_ARTICLE: Final = re.compile(r",? +and +(?=\d)")
_OR: Final = re.compile(r" +or +(?=\d)")
_POINT: Final = re.compile(r"\(([a-z0-9]+)\)")
_LONGEST_RANGE: Final = 60
_PREFIX: Final = {"a": "art", "c": "chap", "p": "part"}


@dataclass(frozen=True, slots=True)
class Named:
    """A numbered provision: its number as in an identifier, and its words."""

    label: str
    span: Span


def numbered(plain: str, at: int, *, several: bool) -> tuple[list[Named], int]:
    """Read a number or, where ``several``, a list of numbers, at a place.

    Returns:
        The numbers in order ("3(a)", "40"), and where they end.
    """
    found: list[Named] = []
    end, opened = at, None
    while (item := _ITEM.match(plain, end)) is not None:
        number = item["number"].replace(" ", "")
        points = item["points"].replace(" ", "")
        span = Span(item.start(), item.end("points"))
        if opened is not None:
            found[-1:] = _range(found[-1], number + points, Span(opened, span.end))
        else:
            found.append(Named(number + points, span))
        if item["more"]:
            found += _more_points(number, points, item)
        end = item.end()
        following = _NEXT.match(plain, end) if several else None
        if following is None:
            break
        opened = found[-1].span.start if following["by"].strip() in {"to", "-"} else None
        end = following.end()
    return found, end


def _range(first: Named, last: str, span: Span) -> list[Named]:
    if first.label.isdigit() and last.isdigit():
        low, high = int(first.label), int(last)
        if 0 < high - low <= _LONGEST_RANGE:
            return [Named(str(number), span) for number in range(low, high + 1)]
    return [Named(first.label, first.span), Named(last, Span(span.end - len(last), span.end))]


def _more_points(number: str, points: str, item: re.Match[str]) -> list[Named]:
    """Return the points after the first: " and (b)", " to (f)"."""
    head = points[: points.rfind("(")] if points else ""
    last = points[len(head) + 1 : -1]
    more = item["more"]
    labels: list[Named] = []
    for match in _POINT.finditer(more):
        span = Span(item.start("more") + match.start(), item.start("more") + match.end())
        to = more[: match.start()].rstrip().endswith("to")
        if to and len(last) == len(match[1]) == 1 and last < match[1]:
            letters = [chr(code) for code in range(ord(last) + 1, ord(match[1]) + 1)]
        else:
            letters = [match[1]]
        labels += [Named(f"{number}{head}({letter})", span) for letter in letters]
        last = match[1]
    return labels


def articles(plain: str, at: int) -> tuple[list[Named], int]:
    """Read "article 14, paragraph 2" and its like, at the word that opens it.

    Returns:
        The provisions ("art14(2)", "chapV", "annexII", "partXI"), and where they end.
    """
    head = _HEAD.match(plain, at)
    if head is None:
        return [], at
    word = head[1].lower()
    prefix = "annex" if word.startswith("annex") else _PREFIX[word[0]]
    items, end = numbered(plain, head.end(), several=word.endswith(("s", "es")))
    if len(items) == 1 and (other := _OR.match(plain, end)):
        more, end = numbered(plain, other.end(), several=False)
        items += more
    if not items:
        return [], at
    found = [Named(prefix + item.label, item.span) for item in items]
    while prefix == "art" and (below := _PARAGRAPHS.match(plain, end)) is not None:
        paragraphs, end = numbered(plain, below.end(), several=below[1].endswith(("s", "s.")))
        last = found.pop()
        found += [Named(_under(last.label, item.label), item.span) for item in paragraphs]
        following = _NEXT_ARTICLE.match(plain, end)
        if following is None or not word.endswith("s"):
            break
        items, end = numbered(plain, following.end(), several=True)
        found += [Named(prefix + item.label, item.span) for item in items]
    if len(found) == 1:
        found = [Named(found[0].label, Span(at, end))]
    return found, end


def _under(article: str, paragraph: str) -> str:
    number = re.match(r"\d+(?:\.\d+)?[a-z]*|[IVXLC]+", paragraph)
    if number is None:
        return article
    return f"{article}({number[0]}){paragraph[number.end() :]}"
