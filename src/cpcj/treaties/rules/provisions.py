"""Articles and paragraphs that a declaration names, as identifiers of provisions.

Declarations say "article 32, paragraph 2", "paragraphs 2 and 3 of article 12", "article 49 (1) (a),
(d) and (e)", "art. 22", "articles 27 and 31". What is named of another treaty is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cpcj.resolutions.vocabulary.instruments import instruments

_ARTICLE: Final = r"art(?:icle|\.)?(?P<several>s)?\.?\s*"
_NUMBER: Final = r"\d{1,3}(?!\d)"
_POINT: Final = r"(?:\s*[\"“(]\s*[a-z]\s*[\"”)])"
_ONE: Final = rf"\(?{_NUMBER}\)?{_POINT}*"
_LIST: Final = rf"{_ONE}(?:(?:\s*,\s*|\s*(?:,\s*)?(?:and|or|to)\s+|\s*&\s*){_ONE})*"
_PARAGRAPH: Final = r"(?:sub-?)?(?:paragraphs?|paras?\b\.?|points?)"
_NAMED: Final = re.compile(
    rf"\b{_ARTICLE.replace('several', 'several1')}(?P<n1>{_NUMBER})"
    rf"(?:\s*,?\s*{_PARAGRAPH}\s*(?P<list1>{_LIST})"
    rf"|(?P<in1>(?:\s*\(\s*(?:\d{{1,2}}|[a-z])\s*\))+(?:\s*,?\s*(?:and\s+)?\([a-z]\))*)"
    rf"|(?P<more1>(?:(?:\s*,\s*|\s*,?\s*and\s+){_NUMBER}(?!\s*\())+))?"
    rf"|\b{_PARAGRAPH}\s*(?P<list2>{_LIST})\s*(?:,|of|under|in|to)?\s*(?:the\s+)?"
    rf"{_ARTICLE.replace('several', 'several2')}(?P<n2>{_NUMBER})"
    rf"|\b(?P<ordinal>first|second|third|fourth|fifth)\s+paragraph\s+of\s+"
    rf"{_ARTICLE.replace('several', 'several3')}(?P<n3>{_NUMBER})",
    re.IGNORECASE,
)
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_NUMBERS: Final = re.compile(rf"\(?({_NUMBER})\)?({_POINT}*)")
_LETTER: Final = re.compile(r"[a-z]", re.IGNORECASE)
_OF: Final = re.compile(
    r"\s*,?\s*(?:of|to|in)\s+(?:the\s+|that\s+|this\s+|said\s+|present\s+|afore\s*said\s+)*"
    r"(?P<name>(?:\w+\s+){0,4}?(?:Convention|Protocol|Agreement|Covenant|Charter|Constitution)\b"
    r"(?:\s+(?:for|on|against|relating|concerning)\b[^,.;]*)?)"
)
_TITLED: Final = re.compile(r"\b(?:for|on|against|relating|concerning)\b|\bSingle\b|\bCharter\b|"
                            r"\bConstitution\b|\bCovenant\b")  # fmt: skip
_SAME: Final = {"SINGLE_CONVENTION_AMENDED": "SINGLE_CONVENTION_1961"}
"""Instruments whose names are those of another in the vocabulary."""


@dataclass(frozen=True, slots=True)
class NamedProvision:
    """A provision that words name.

    Attributes:
        start, end: where.
        id: its identifier ("UNTOC#art18(13)"); "" for one of another treaty.
    """

    start: int
    end: int
    id: str


def provisions_named(words: str, instrument: str) -> tuple[NamedProvision, ...]:
    """Return the provisions of an instrument that words name, in order, each once.

    Args:
        words: of a declaration.
        instrument: the instrument that it is made to.
    """
    seen: dict[str, NamedProvision] = {}
    for found in _NAMED.finditer(words):
        own = _is_own(words, found.end(), instrument)
        for local in _locals(found):
            identifier = f"{instrument}#{local}" if own else ""
            key = identifier or f"another {found.start()}"
            seen.setdefault(key, NamedProvision(found.start(), found.end(), identifier))
    return tuple(seen.values())


def _locals(found: re.Match[str]) -> Iterator[str]:
    if (ordinal := found["ordinal"]) is not None:
        yield f"art{found['n3']}({_ORDINALS[ordinal.lower()]})"
    elif (listed := found["list1"] or found["list2"]) is not None:
        article = found["n1"] or found["n2"]
        for number, points in _NUMBERS.findall(listed):
            letters = _LETTER.findall(points)
            for letter in letters or [""]:
                yield f"art{article}({number})" + (f"({letter.lower()})" if letter else "")
    elif found["in1"] is not None:
        yield from (f"art{found['n1']}{below}" for below in _inside(found["in1"]))
    else:
        yield f"art{found['n1']}"
        for number in re.findall(r"\d+", found["more1"] or ""):
            yield f"art{number}"


def _inside(words: str) -> Iterator[str]:
    """Yield "(1)(a)", "(1)(d)" for "(1) (a), (d)"."""
    number = ""
    letters = []
    for one in re.findall(r"\(\s*(\w+)\s*\)", words):
        if one.isdecimal():
            number = f"({one})"
        else:
            letters.append(f"({one.lower()})")
    yield from (f"{number}{letter}" for letter in letters or [""])


def _is_own(words: str, end: int, instrument: str) -> bool:
    """Tell whether what follows an article names its own treaty, or none."""
    follows = _OF.match(words, end)
    if follows is None:
        return True
    name = " ".join(follows["name"].split()).lower()
    known = instruments().get(_SAME.get(instrument, instrument))
    if known is not None and any(
        name.startswith(own.lower()) or own.lower().startswith(name) for own in known.names
    ):
        return True
    return _TITLED.search(follows["name"]) is None
