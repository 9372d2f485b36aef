"""How amendments name places: "operative paragraph 3 (a)", "the second preambular paragraph"."""

from __future__ import annotations

import re
from typing import Final

from cpcj.resolutions.amending import ordinals
from cpcj.resolutions.amending.model import Kind, Part, Place
from cpcj.resolutions.model import Span

_ORD: Final = ordinals.PATTERN
_BIS: Final = r"(?:\s?(?:bis|ter|quater|quinquies|sexies|septies|octies|alt))?"
_NUM: Final = rf"\d{{1,3}}{_BIS}"
_LABEL: Final = r"\((?:[a-z]{1,4}|[ivxl]{1,6}|\d{1,2}|[A-Z])\)"
_POINTS: Final = rf"(?:\s?{_LABEL}(?!\w))+"
_JOIN: Final = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*(?:-|–|to)\s*|\s*&\s*)"
_ROLE: Final = (
    r"(?:(?P<{0}pp>preambular|preambulatory|preamble)|(?P<{0}op>operative|op\.))(?:\s+part)?\s+"
)
_NOUN: Final = r"(?:paragraphs?|paras?\.?|clauses?)"
_AGE: Final = r"(?:(?:former|existing|current|original|present|old)\s+)?"
_SECTION: Final = r"(?:section|part|chapter)\s+(?P<{0}section>[IVXL]{{1,6}}|[A-Z])\b"

_POINT: Final = r"(?:sub-?\s?paragraphs?|sub-?\s?paras?\.?|points?|sub-?\s?points?|items?|letters?)"
_NUMBERED: Final = (
    r"(?:(?:"
    + _ROLE.format("a")
    + _NOUN
    + r"|(?P<shortpp>PP)\.?|(?P<shortop>OP)\.?|"
    + _NOUN
    + r")\s*(?:(?P<dotted>(?-i:[A-Z]|[IVX]{1,4}))\.\s?)?"
    rf"(?P<numbers>{_NUM}(?:{_POINTS})?(?:{_JOIN}{_NUM}(?:{_POINTS})?(?!\s*(?:{_POINT})))*)"
    rf"(?P<more>(?:{_JOIN}{_POINTS})*)"
    rf"(?:\s*,?\s*{_POINT}\s*(?P<pointsafter>{_POINTS}(?:{_JOIN}{_POINTS})*))?"
    r"(?P<ofpart>\s+of\s+the\s+(?P<part>preamble|operative\s+part))?"
    r")"
)
_COUNTED: Final = (
    rf"(?:(?P<ords>{_ORD}(?:{_JOIN}(?:the\s+)?{_ORD})*)\s+"
    r"(?:"
    + _ROLE.format("b")
    + r")?"
    + _NOUN
    + r"(?:\s+of\s+the\s+(?P<ordpart>preamble|operative\s+part))?)"
)
_PIECE: Final = (
    r"(?P<piece>(?:chapeau|lead-?in|introductory\s+(?:part|words|sentence|paragraph)"
    r"|opening\s+(?:part|words)|closing\s+(?:part|words|paragraph)))\s+of\s+(?:the\s+)?"
)
PLACE: Final = re.compile(
    r"(?:the\s+)?(?:numbered\s+)?(?:" + _PIECE + r")?"
    + rf"(?:{_POINT}\s*(?P<points>{_POINTS}(?:{_JOIN}{_POINTS})*)\s+of\s+(?:the\s+)?)?"
    + r"(?:" + _SECTION.format("first") + r"\s*,\s*)?"
    + _AGE + r"(?:" + _NUMBERED + "|" + _COUNTED + r")"
    + r"(?:\s*,?\s+(?:of|in)\s+" + _SECTION.format("last") + r")?",
    re.IGNORECASE,
)  # fmt: skip
"""A numbered or counted paragraph, or several, with points."""

ALONE: Final = re.compile(
    rf"(?:the\s+)?{_POINT}\s*(?P<alone>{_POINTS}(?:{_JOIN}{_POINTS})*)", re.IGNORECASE
)
"""Points whose paragraph was named before."""

TITLE: Final = re.compile(
    r"(?:the\s+)?title(?:\s+of\s+the\s+(?:draft\s+)?(?:resolution|decision|text))?(?!\s+of\b)",
    re.IGNORECASE,
)
NOTE: Final = re.compile(r"(?:the\s+)?foot-?\s?note\s+(?P<n>\d{1,3}|[a-z*†])(?!\w)", re.IGNORECASE)
WHOLE: Final = re.compile(
    r"the\s+(?:(?P<preamble>preamble|preambular\s+part)|(?:operative\s+part))", re.IGNORECASE
)
SAME: Final = re.compile(
    r"(?:the\s+(?:same\s+)?|that\s+|this\s+|same\s+)(?:(?:preambular|operative)\s+)?"
    r"(?:sub-?)?(?:paragraph|para\.?)(?!\s*[\d(])",
    re.IGNORECASE,
)
"""The place that was named last."""

_ONE: Final = re.compile(rf"(?P<n>{_NUM})(?P<points>(?:{_POINTS})?)", re.IGNORECASE)
_LABELS: Final = re.compile(_LABEL)
_RANGE: Final = re.compile(r"\s*(?:-|–|\bto\b)\s*", re.IGNORECASE)
_LONGEST_RANGE: Final = 60


def places(match: re.Match[str]) -> tuple[Place, ...]:
    """Return the places that a match of :data:`PLACE` names, in order."""
    span = Span(match.start(), match.end())
    kind = _kind(match)
    section = match["firstsection"] or match["lastsection"] or match["dotted"]
    part = _part(match["piece"])
    named: list[tuple[str, tuple[str, ...]]]
    if match["ords"] is not None:
        named = [
            (str(ordinals.value(one.group())), ())
            for one in re.finditer(_ORD, match["ords"], re.IGNORECASE)
        ]
        if len(named) == 2 and _RANGE.search(_between(match["ords"])):
            first, last = (int(one[0]) for one in named)
            named = [(str(n), ()) for n in _counted(first, last)]
    else:
        named = _numbers(match["numbers"] + (match["more"] or ""))
    found: list[Place] = []
    below = match["points"] or match["pointsafter"]
    for n, points in named:
        for inner in _groups(below) if below else [points]:
            path = (*points, *inner) if below else inner
            found.append(Place(kind, n, path, section, part, match["ords"] is not None, span))
    return tuple(found)


def points_alone(match: re.Match[str], of: Place) -> tuple[Place, ...]:
    """Return the places that points name below a paragraph that was named before.

    Args:
        match: of :data:`ALONE`.
        of: the paragraph.
    """
    span = Span(match.start(), match.end())
    return tuple(
        Place(of.kind, of.n, inner, of.section, Part.WHOLE, of.ordinal, span)
        for inner in _groups(match["alone"])
    )


def _between(words: str) -> str:
    return re.sub(_ORD, "", words, flags=re.IGNORECASE)


def _kind(match: re.Match[str]) -> Kind:
    part = (match["part"] or match["ordpart"] or "").casefold()
    if match["app"] or match["bpp"] or match["shortpp"] or part == "preamble":
        return Kind.PREAMBULAR
    if match["aop"] or match["bop"] or match["shortop"] or part.startswith("operative"):
        return Kind.OPERATIVE
    return Kind.PARAGRAPH


def _part(piece: str | None) -> Part:
    if piece is None:
        return Part.WHOLE
    return Part.CLOSING if piece.casefold().startswith("closing") else Part.LEAD


def _numbers(words: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return numbers with their points: lists, ranges, "3 (a) and (b)"."""
    found: list[tuple[str, tuple[str, ...]]] = []
    end = 0
    for one in _ONE.finditer(words):
        joint = words[end : one.start()]
        plain = one["n"].isdecimal() and not one["points"]
        if found and plain and _RANGE.fullmatch(joint) and found[-1][0].isdecimal():
            first = int(found[-1][0])
            found += [(str(n), ()) for n in _counted(first + 1, int(one["n"]))]
        else:
            found += _loose(joint, found)
            n = re.sub(r"(?<=\d)\s?(?=[a-z])", " ", one["n"].casefold())
            found.append((n, tuple(_LABELS.findall(one["points"] or ""))))
        end = one.end()
    return found + _loose(words[end:], found)


def _loose(
    joint: str, before: list[tuple[str, tuple[str, ...]]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return points that follow a join and belong to the number before: "3 (a) and (b)"."""
    if not before or "(" not in joint:
        return []
    n, outer = before[-1]
    return [(n, (*outer[:-1], *inner)) for inner in _groups(joint)]


def _groups(words: str) -> list[tuple[str, ...]]:
    """Return points: labels that touch are one path, those that are joined are several."""
    runs = re.finditer(rf"{_LABEL}(?:\s?{_LABEL})*", words)
    found = [tuple(_LABELS.findall(run.group())) for run in runs]
    ranged = re.sub(_LABEL, "", words)
    if len(found) == 2 and _RANGE.fullmatch(ranged) and len(found[0]) == len(found[1]) == 1:
        first, last = found[0][0][1:-1], found[1][0][1:-1]
        if len(first) == len(last) == 1 and first < last:
            return [(f"({chr(code)})",) for code in range(ord(first), ord(last) + 1)]
    return found


def _counted(first: int, last: int) -> range:
    return range(first, min(last, first + _LONGEST_RANGE) + 1)
