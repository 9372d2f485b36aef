"""Numbers and names of paragraphs as Akoma Ntoso writes them."""

from __future__ import annotations

import re

from cpcj.resolutions.akn.words import attribute, escape
from cpcj.resolutions.model import Paragraph, Passage, Role

_NOT_ID = re.compile(r"[^\w-]+")
_WORD = re.compile(r"[^\W\d_]+")
_ADVERBS = frozenset({"also", "being", "having", "further", "again", "once", "not", "and"})


def id_label(number: str) -> str:
    """Return a printed number as part of an ``eId``: "(a)" is "a", "12 bis" is "12bis"."""
    return _NOT_ID.sub("", number)


def number_inline(paragraph: Paragraph) -> str:
    """Return the printed number of a preambular paragraph, which has no element of its own."""
    return f'<inline name="num">{escape(paragraph.n)}</inline>' if paragraph.numbered else ""


def unnumbered(paragraph: Paragraph, place: int) -> str:
    """Return the attribute for a number that is neither printed nor the paragraph's place."""
    if paragraph.numbered or paragraph.n == str(place):
        return ""
    return f' cpcj:n="{attribute(paragraph.n)}"'


def point_attributes(point: Paragraph) -> str:
    """Return the attributes for what the profile does not say of a point."""
    own = ""
    if not point.numbered and point.n:
        own = f' cpcj:n="{attribute(point.n)}"'
    if point.role is not Role.POINT:
        own += f' cpcj:role="{point.role.value}"'
    return own


def verb(words: Passage) -> str:
    """Return the verb that opens a preambular paragraph: "Deeply concerned at" is "concerned"."""
    first = "recital"
    for match in _WORD.finditer(words.text, 0, 80):
        first = match[0].lower()
        if not (first.endswith("ly") or first in _ADVERBS):
            break
    return first
