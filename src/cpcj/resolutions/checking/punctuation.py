"""Punctuation: how paragraphs and points end; italics of the opening words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from cpcj.resolutions.checking.draft import Draft, Whole, found
from cpcj.resolutions.checking.finding import Found, Placed
from cpcj.resolutions.model import Paragraph, Passage, Role

_GLUED_MARK = re.compile(r"(?<=[a-z\d][,;.:])\d{1,3}$")
"""The mark of a note that the form of the file left as a digit."""
_DOUBLED = re.compile(r"(?<=[a-z]{4})([.,;:]\s*[.,;:])$")
"""Two signs at an end: one was not taken out. After a short word the stop is an abbreviation's."""


def _ending(at: Placed, allowed: tuple[str, ...], put: str, what: str = "") -> Iterator[Found]:
    """Yield a finding where a passage does not end as it should."""
    text = _GLUED_MARK.sub("", at.text.rstrip())
    doubled = _DOUBLED.search(text)
    if doubled is not None:
        yield found(at, doubled.start(1), len(text), corrected=put, what=what)
        return
    if not text or text.endswith(allowed):
        return
    last = len(text) - 1
    mark = text[last] if text[last] in ",;:." else ""
    start = last if mark else text.rfind(" ") + 1
    yield found(at, start, len(text), corrected=(text[start:] if not mark else "") + put, what=what)


def _placed(draft: Draft, passage: Passage) -> Placed:
    return next(one for one in draft.body if one.passage is passage)


def _last(paragraph: Paragraph) -> Passage:
    *_, last = paragraph.passages()
    return last


def preambular(draft: Draft) -> Iterator[Found]:
    """P01: a comma at the end of each preambular paragraph."""
    proclaiming = draft.preambular[-2:] if draft.proclaims else ()
    for one in draft.preambular if draft.is_resolution else ():
        if one in proclaiming or (one is draft.preambular[-1] and not draft.operative):
            continue  # of a text that breaks off, S01 says that
        yield from _ending(_placed(draft, _last(one.paragraph)), (",", ":", "*"), ",")


def operative(draft: Draft) -> Iterator[Found]:
    """P02: semicolons, a full stop at the very end, a colon before points."""
    if not draft.is_resolution or draft.proclaims:
        return
    listed = draft.operative
    for place, one in enumerate(listed):
        last = place == len(listed) - 1
        closes = last or listed[place + 1].run != one.run
        at = _placed(draft, _last(one.paragraph))
        if last:
            # A declaration that is adopted may follow: "… known and respected:".
            follows = bool(draft.text.annexes) or draft.wholes[-1] is not one
            allowed = (".", ".”", ":") if follows else (".", ".”")
            yield from _ending(at, allowed, ".", "The last paragraph ends with a full stop")
        else:
            allowed = (";", "; and", ".") if closes else (";", "; and")
            yield from _ending(at, allowed, ";", "An operative paragraph ends with a semicolon")
        yield from _lead_in(draft, one)


def _lead_in(draft: Draft, one: Whole) -> Iterator[Found]:
    """Yield the lead-ins of points without a colon, and the points that end otherwise."""
    queue = [one.paragraph]
    while queue:
        paragraph = queue.pop(0)
        queue += paragraph.points
        if not any(point.role is Role.POINT and point.numbered for point in paragraph.points):
            continue
        lead = _placed(draft, paragraph.words)
        yield from _ending(lead, (":",), ":", "A colon stands before points")
        for point in paragraph.points[:-1]:
            at = _placed(draft, _last(point))
            allowed = (";", "; and", "; or", ".", ",", ", and", ", or")
            yield from _ending(at, allowed, ";", "A point ends with a semicolon")


_OPENING = re.compile(
    r"(?:(?:Also|Further|Once again|[A-Z][a-z]+ly)\s+)?[A-Z]?[a-z-]+"
    r"(?:\s+(?:also|further|again)\b)?"
    r"(?:\s+with\s+(?:(?:deep|grave|great|particular|serious)\s+)?"
    r"(?:appreciation|concern|interest|regret|satisfaction)\b)?(?:\s+(?:also|further)\b)?"
)


def italics(draft: Draft) -> Iterator[Found]:
    """P03: the verb or participle in italics, "also" and "with appreciation" with it."""
    for part in (draft.preambular, draft.operative) if draft.is_resolution else ():
        shown = sum(1 for one in part if one.paragraph.words.emphasis)
        if 2 * shown > len(part):  # else the form of the file shows none
            yield from _italics(part)


def _italics(part: tuple[Whole, ...]) -> Iterator[Found]:
    for one in part:
        words = one.paragraph.words
        match = _OPENING.match(words.text)
        if match is None:
            continue
        covered = words.emphasis[0].end if words.emphasis and words.emphasis[0].start == 0 else 0
        if covered < match.end():
            yield found(one.words, *match.span())


def shows_italics(draft: Draft) -> bool:
    """Tell whether the form of the file shows italics."""
    return any(one.paragraph.words.emphasis for one in (*draft.preambular, *draft.operative))


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {
    "P01": preambular,
    "P02": operative,
    "P03": italics,
}
