"""Numbers made anew after paragraphs came, went or moved."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from cpcj.resolutions.model import BodyItem, Heading, Note, Paragraph, Role
from cpcj.resolutions.structure.labels import read_label

_LATIN: Final = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies")
_ROMAN: Final = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
    (1, "i"),
)  # fmt: skip


def renumbered(body: tuple[BodyItem, ...], restarts: frozenset[str]) -> tuple[BodyItem, ...]:
    """Return a body with its paragraphs and points numbered without a gap.

    Args:
        body: the paragraphs and headings.
        restarts: numbers of the sections ("II") in which operative paragraphs count anew.
    """
    found: list[BodyItem] = []
    operative = 0
    numbered = sum(1 for one in body if isinstance(one, Paragraph) and _counts(one)) > 1
    for item in body:
        if isinstance(item, Heading):
            if item.level == 1 and item.n in restarts:
                operative = 0
            found.append(item)
        elif _counts(item):
            operative += 1
            printed = item.numbered or numbered
            found.append(_points(replace(item, n=str(operative), numbered=printed)))
        else:
            found.append(_points(item))
    return counted(tuple(found))


def counted(body: tuple[BodyItem, ...]) -> tuple[BodyItem, ...]:
    """Return a body in which the paragraphs that print no number are counted by their place."""
    counts: dict[Role, int] = {}
    found: list[BodyItem] = []
    for item in body:
        if isinstance(item, Paragraph) and not item.numbered and item.role is not Role.OPERATIVE:
            counts[item.role] = counts.get(item.role, 0) + 1
            found.append(replace(item, n=str(counts[item.role])))
        else:
            found.append(item)
    return tuple(found)


def restarts(body: tuple[BodyItem, ...]) -> frozenset[str]:
    """Return the sections of a body in which the operative paragraphs count from 1 again."""
    found: set[str] = set()
    section: str | None = None
    fresh = seen = False
    for item in body:
        if isinstance(item, Heading):
            if item.level == 1:
                section, fresh = item.n, True
        elif item.role is Role.OPERATIVE:
            if fresh and seen and item.n == "1" and section is not None:
                found.add(section)
            seen, fresh = True, False
    return frozenset(found)


def _counts(item: Paragraph) -> bool:
    return item.role is Role.OPERATIVE


def _points(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph with its points lettered anew, in the style of the first of them."""
    if not paragraph.points:
        return paragraph
    style = next((point.n for point in paragraph.points if point.n), "")
    points = tuple(
        _points(replace(point, n=_label(style, place)) if point.n else point)
        for place, point in enumerate(paragraph.points, start=1)
    )
    return replace(paragraph, points=points)


def _label(style: str, place: int) -> str:
    """Return the label of a place in the series that a label belongs to."""
    inner = style.strip("().").split()[0]
    if inner.isdecimal():
        made = str(place)
    elif _is_roman(style):
        made = _roman(place)
    else:
        made = _letters(place)
    made = made.upper() if inner.isupper() else made
    return style.replace(style.strip("()."), made, 1)


def _is_roman(style: str) -> bool:
    """Tell whether the first label of a series is a roman number: "(i)", and not a letter."""
    return bool(re.fullmatch(r"\(?[ivx]{1,5}[).]?", style)) and style.strip("().") != "v"


def _roman(number: int) -> str:
    parts: list[str] = []
    for value, sign in _ROMAN:
        while number >= value:
            parts.append(sign)
            number -= value
    return "".join(parts)


def _letters(number: int) -> str:
    """Return "a" … "z", then "aa", "bb" …, as United Nations texts letter their points."""
    times, place = divmod(number - 1, 26)
    return chr(97 + place) * (times + 1)


def between(number: str, taken: frozenset[str]) -> str:
    """Return the number of a paragraph that comes after another while the numbers stay.

    "4 bis" after 4, then "4 ter"; for a point "(b) bis" is written "(b bis)".
    """
    bracket = number.endswith(")") and number.startswith("(")
    plain = number.strip("()") if bracket else number
    stem = plain.split()[0] if plain else "0"
    for latin in _LATIN:
        made = f"({stem} {latin})" if bracket else f"{stem} {latin}"
        if made not in taken:
            return made
    return number


def notes_in_order(
    body: tuple[BodyItem, ...], title_marks: tuple[str, ...], notes: tuple[Note, ...]
) -> dict[str, str]:
    """Return the new number of each numbered note by its old mark, in order of first use."""
    order = list(dict.fromkeys([*title_marks, *(mark for mark in _marks(body))]))
    known = {note.mark for note in notes}
    used = [mark for mark in order if mark in known and not mark.startswith("*")]
    left = [note.mark for note in notes if note.mark not in used and note.mark.isdecimal()]
    return {mark: str(place) for place, mark in enumerate([*used, *left], start=1)}


def _marks(body: tuple[BodyItem, ...]) -> list[str]:
    found: list[str] = []
    for item in body:
        passages = [item.words] if isinstance(item, Heading) else item.passages()
        found += [mark.mark for passage in passages for mark in passage.marks]
    return found


def label_of(words: str) -> tuple[str, str]:
    """Return the label that words begin with and the words after it."""
    label = read_label(words)
    return (label.n, words[label.end :]) if label is not None else ("", words)
