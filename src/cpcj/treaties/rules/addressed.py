"""Which treaty a mandate means that is addressed to "States parties".

"States parties to the Convention and the Protocols thereto" names its treaties after the words;
"reaffirms the Convention … and urges States parties to …" before them; else a treaty named later in
the paragraph is meant. Where the paragraph names none, the text may say it: its title names one
treaty, or one treaty alone is named in all of it (:func:`treaty_of_the_text`). Else nobody is said
to be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from cpcj.resolutions.vocabulary.instruments import instruments


class Named(NamedTuple):
    """An instrument named in a paragraph: where, and its key."""

    start: int
    end: int
    key: str


_ARTICLES: Final = (
    r"(?:(?:the|that|those|these|this|said|both|its|all|any|either|each|of|one|or|more|relevant"
    r"|above-mentioned|aforementioned|applicable|\d{4})\s+)*"
)
_TO: Final = re.compile(
    rf"[^,;.:()]{{0,80}}?\b(?:to|of|ratified|under|implemented|in)\s+{_ARTICLES}", re.IGNORECASE
)
_INFINITIVE: Final = re.compile(r"\bpart(?:y|ies)\s+to\s+(?!the\b|that\b|those\b|these\b)[a-z]")
_CHAIN: Final = re.compile(
    rf"[\s\d,†*]*(?:\b(?:and|or|as\s+well\s+as|and/or)\b)?[\s,]*(?:to\s+)?{_ARTICLES}"
    # "the Conference of the Parties to … and the Conference of the States Parties to …"
    r"(?:Conference\s+of\s+the\s+(?:States\s+)?Parties\s+to\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_ALL_BEFORE: Final = re.compile(
    r"[^;.]{0,160}?\b(?:those|these|the\s+said|the\s+above-mentioned|the\s+aforementioned)\s+"
    r"(?:(?:international|legal|relevant)\s+)*(?:conventions|protocols|instruments|treaties)\b",
    re.IGNORECASE,
)
_PROTOCOLS: Final = re.compile(
    rf"[\s\d,†*]*(?:\b(?:and|or|as\s+well\s+as|and/or)\b)[\s,]*(?:to\s+)?{_ARTICLES}"
    r"(?:Optional\s+)?Protocols?\s+thereto",
    re.IGNORECASE,
)
_OWN_PROTOCOLS: Final = re.compile(
    rf"\s*(?:and|or)\s+(?:to\s+)?{_ARTICLES}(?:its\s+)?(?:supplementary\s+)?Protocols\b",
    re.IGNORECASE,
)


def treaties_addressed(
    words: str, addressees: Iterable[tuple[int, int]], named: Iterable[Named]
) -> tuple[str, ...]:
    """Return the keys of the instruments whose parties a paragraph's "States parties" are.

    Args:
        words: the paragraph's full text.
        addressees: where the addressee stands in it.
        named: the instruments that the paragraph names, in any order.
    """
    places = sorted(set(named))
    found: dict[str, None] = {}
    for start, end in addressees:
        for key in _meant(words, start, end, places):
            found.setdefault(key)
    return tuple(found)


class FromText(NamedTuple):
    """The treaty that a text as a whole is about: its key, and why ("title" or "alone")."""

    key: str
    evidence: str


def treaty_of_the_text(title: str, named: Iterable[str]) -> FromText | None:
    """Return the treaty whose parties a text means where its paragraph names none.

    Args:
        title: of the text.
        named: keys of the instruments that the text names anywhere.

    Returns:
        The treaty with the evidence: its title names that treaty and no other, or the text names
        no other; protocols to it beside it are no other. None where it cannot be said.
    """
    known = instruments()
    titled = {one.key for one in known.values() if any(name in title for name in one.names)}
    for evidence, keys in (("title", titled), ("alone", set(named))):
        treaties = {key for key in keys if key in known and known[key].kind == "treaty"}
        roots = {key for key in treaties if known[key].parent not in treaties}
        if len(roots) == 1:
            return FromText(roots.pop(), evidence)
        if roots:
            return None
    return None


def _meant(words: str, start: int, end: int, named: Sequence[Named]) -> list[str]:
    after = [one for one in named if one.start >= start]
    if after and _TO.fullmatch(words, start, after[0].start):
        between = words[start : after[0].start]
        if not _INFINITIVE.search(between):
            return _chain(words, after)
    before = [one for one in named if one.end <= start]
    if before and _ALL_BEFORE.match(words, start):
        return _everything(words, before)
    if before:
        return _chain(words, _last_chain(words, before))
    inside = [one for one in after if one.start >= end]
    return _chain(words, inside[:1]) if inside else []


def _chain(words: str, named: Sequence[Named]) -> list[str]:
    """Return the keys of instruments that are listed one after the other, protocols included."""
    found = [named[0].key]
    at = named[0].end
    for one in named[1:]:
        if one.start < at:
            found.append(one.key)
            at = max(at, one.end)
            continue
        if not _CHAIN.fullmatch(words, at, one.start):
            break
        found.append(one.key)
        at = one.end
    if _PROTOCOLS.match(words, at) or _OWN_PROTOCOLS.match(words, at):
        found += protocols_of(found)
    return found


def _everything(words: str, named: Sequence[Named]) -> list[str]:
    """Return every instrument so far, each with its protocols where they are said."""
    found: list[str] = []
    for place, one in enumerate(named):
        found += [one.key]
        following = named[place + 1].start if place + 1 < len(named) else len(words)
        if (said := _PROTOCOLS.match(words, one.end)) and said.start() < following:
            found += protocols_of([one.key])
    return found


def _last_chain(words: str, before: Sequence[Named]) -> list[Named]:
    chain = [before[-1]]
    for one in reversed(before[:-1]):
        if one.end > chain[0].start or _CHAIN.fullmatch(words, one.end, chain[0].start):
            chain.insert(0, one)
        else:
            break
    return chain


def protocols_of(keys: Iterable[str]) -> list[str]:
    """Return the protocols to some instruments."""
    parents = set(keys)
    return [key for key, one in instruments().items() if one.parent in parents]
