"""Sustainable Development Goals and their targets.

Source of the numbers of targets: resolution 70/1 and the global indicator framework (71/313).
"""

from __future__ import annotations

import re
from typing import Final

from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.model import Span

# For each goal the number of its targets with numbers, and with letters.
_TARGETS: Final = (
    *((5, 2), (5, 3), (9, 4), (7, 3), (6, 3), (6, 2), (3, 2), (10, 2), (5, 3), (7, 3)),
    *((7, 3), (8, 3), (3, 2), (7, 3), (9, 3), (10, 2), (19, 0)),
)
_GOALS: Final = re.compile(
    r"(?:Goals?|SDGs?) +(\d{1,2}(?:(?:, +(?:and +)?| +and +|-| +to +| +or +)\d{1,2})*)(?![\d/.]\d)"
)
_BEFORE: Final = re.compile(r"(?:([A-Z][A-Za-z]*) +)?([A-Z][a-z]+) +\Z")
_SUSTAINABLE: Final = re.compile(r"Sustainable +Development +\Z")
_TARGET_LIST: Final = re.compile(
    r"[Tt]argets? +(\d{1,2}\.(?:\d{1,2}|[a-d])\b"
    r"(?:(?:, +(?:and +)?| +and +|-| +to +| +or +)\d{1,2}\.(?:\d{1,2}|[a-d])\b)*)"
)
_TARGET: Final = re.compile(r"(\d{1,2})\.(\d{1,2}|[a-d])")


def goals(plain: str, at: int) -> tuple[list[Citation], int]:
    """Read goals at the word "Goal"; the citations and where they end.

    Another programme's goals ("Millennium Development Goal 4", "Strategic Goal 2") are none.
    """
    match = _GOALS.match(plain, at)
    if match is None:
        return [], at + 1
    start = at
    before = max(0, at - 40)
    if name := _SUSTAINABLE.search(plain, before, at):
        start = name.start()
    elif plain[at] == "G" and (other := _BEFORE.search(plain, before, at)) and other[2]:
        sentence_opens = other[1] is None and plain[before : other.start()].rstrip()[-1:] in {
            "",
            ".",
        }
        if not sentence_opens:
            return [], match.end()
    cited: list[Citation] = []
    numbers = list(re.finditer(r"(\d+)(?:(?:-| +to +)(\d+))?", match[1]))
    for number in numbers:
        first, last = int(number[1]), int(number[2] or number[1])
        if not 1 <= first <= last <= len(_TARGETS):
            continue
        span = Span(match.start(1) + number.start(), match.start(1) + number.end())
        if len(numbers) == 1:
            span = Span(start, match.end(1))
        cited += [Citation(span, CitationKind.SDG, f"SDG:{n}") for n in range(first, last + 1)]
    return cited, match.end()


def targets(plain: str, at: int) -> tuple[list[Citation], int]:
    """Read targets at the word "target"; the citations and where they end."""
    match = _TARGET_LIST.match(plain, at)
    if match is None:
        return [], at + 1
    cited: list[Citation] = []
    previous: re.Match[str] | None = None
    members = list(_TARGET.finditer(match[1]))
    for member in members:
        between = match[1][previous.end() : member.start()].strip() if previous else ""
        span = Span(match.start(1) + member.start(), match.start(1) + member.end())
        if len(members) == 1:
            span = Span(at, match.end())
        if between in {"-", "to"} and previous is not None and previous[1] == member[1]:
            opened = cited[-1].span.start if cited else span.start
            span = Span(opened, span.end)
            cited[-1:] = _range(member[1], previous[2], member[2], span)
        elif _exists(member[1], member[2]):
            cited.append(Citation(span, CitationKind.SDG, f"SDG:{member[0]}"))
        previous = member
    return cited, match.end()


def _exists(goal: str, target: str) -> bool:
    number = int(goal)
    if not 1 <= number <= len(_TARGETS):
        return False
    numbered, lettered = _TARGETS[number - 1]
    if target.isdigit():
        return 1 <= int(target) <= numbered
    return ord(target) - ord("a") < lettered


def _range(goal: str, first: str, last: str, span: Span) -> list[Citation]:
    if first.isdigit() and last.isdigit():
        names = [str(number) for number in range(int(first), int(last) + 1)]
    else:
        names = [first, last]
    return [
        Citation(span, CitationKind.SDG, f"SDG:{goal}.{name}")
        for name in names
        if _exists(goal, name)
    ]
