"""The conditions in an act's words: "upon request", "within existing resources" and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

import re2

from cpcj.resolutions.act import Evidence
from cpcj.resolutions.acts.places import Placed
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.qualifiers import qualifiers

_MEMORY = 64 << 20  # bytes re2 may use for its states
_REACH = 300  # characters before the words in which what must stand before them may stand
_CLAUSE_ENDS = ";:\n"
_SIGNS = (
    "reques", "resource", "budget", "mandate", "ppropriat", " not ", " yet ", " cost", "existing",
    "voluntary fund", "terms of reference", "available",
)  # fmt: skip
_LAW = ("law", "legislati", "legal", "statut")
_WHOSE_LAW = ("national", "domestic", "internal", "concerned")
"""One of the signs, or a law and whose it is, stands in every expression: a quick test."""
_BLANK = r"[\s\xa0]+"


def _expression(words: Iterable[str]) -> str:
    return "|".join(word.replace(" ", _BLANK) for word in words)


@cache
def _finder() -> Any:
    """Return one expression for all conditions; it runs in linear time."""
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _MEMORY
    every = _expression(word for one in qualifiers() for word in one.words)
    return re2.compile(rf"\b(?:{every})\b", options)


@cache
def _expressions() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (
            one.key,
            re.compile(_expression(one.words), re.IGNORECASE),
            re.compile(_expression(one.before), re.IGNORECASE) if one.before else None,
        )
        for one in qualifiers()
    )


@lru_cache(maxsize=4096)
def _kind_of(words: str) -> tuple[str, re.Pattern[str] | None] | None:
    return next(
        (
            (key, before)
            for key, expression, before in _expressions()
            if expression.fullmatch(words)
        ),
        None,
    )


def find_qualifiers(full: str) -> Placed[str]:
    """Return the conditions in a paragraph, or in the paragraphs of a text, with their words."""
    if not any(sign in full for sign in _SIGNS) and not (
        any(sign in full for sign in _LAW) and any(sign in full for sign in _WHOSE_LAW)
    ):
        return Placed(())
    found = []
    for match in _finder().finditer(full):
        kind = _kind_of(match.group().lower())
        if kind is None:
            continue
        key, before = kind
        start, end = match.span()
        if before is not None:
            near = max(0, start - _REACH)
            clause = max(near, *(full.rfind(sign, near, start) for sign in _CLAUSE_ENDS))
            if before.search(full, clause, start) is None:
                continue
        found.append((Span(start, end), key))
    return Placed(found)


def qualifiers_within(
    found: Placed[str], words: Sequence[Span], offset: int = 0
) -> tuple[Evidence, ...]:
    """Return the conditions that stand in an act's words, sorted by name.

    Args:
        found: the conditions of a text or a paragraph.
        words: the act's words, in its paragraph.
        offset: where the paragraph begins in the text.
    """
    places: dict[str, list[Span]] = {}
    for span, key in found.within(words, offset):
        places.setdefault(key, []).append(span)
    return tuple(Evidence(key, tuple(places[key])) for key in sorted(places))
