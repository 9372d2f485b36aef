"""What of a grantee can be withheld, and how words are kept from telling it.

Name, address, place, contact and amount are withheld each by itself. A shelter's name and whatever
says where it is are always withheld. Where the place is withheld, so is the State: in a small one
it says as much.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Final

from cpcj.register.search.words import fold


class Part(StrEnum):
    """What identifies a grantee, or says what it gets."""

    NAME = "name"
    ADDRESS = "address"
    PLACE = "place"
    CONTACT = "contact"
    AMOUNT = "amount"
    STATE = "state"


CHOSEN: Final = (Part.NAME, Part.ADDRESS, Part.PLACE, Part.CONTACT, Part.AMOUNT)
"""What can be chosen to be withheld; the State goes with the place."""

OF_A_SHELTER: Final = frozenset({Part.NAME, Part.ADDRESS, Part.PLACE, Part.CONTACT})
PUBLIC: Final = frozenset({Part.NAME, Part.STATE})
"""What the public is told of a grantee, where it is not withheld."""

MARK: Final = "[…]"
"""What stands in a text where a withheld value stood."""

Values = Mapping[Part, tuple[str, Collection[int]]]
"""Values by part: words, and amounts in cents (those asked for, awarded, paid, spent)."""

_SEPARATOR = r"[\s.,'’_\u066c]?"
_APART = re.compile(r"[\n;,\u060c\uff1b\u3001]+")
_WORD = re.compile(r"[^\W_]+")
_MOST_SIGNS = 5


def withheld(chosen: Iterable[str], *, shelter: bool) -> frozenset[Part]:
    """Return what is withheld where so much was chosen.

    Raises:
        ValueError: one of them is nothing that can be withheld.
    """
    parts = {Part(one) for one in chosen}
    if parts - set(CHOSEN):
        message = "the State is withheld with the place"
        raise ValueError(message)
    if shelter:
        parts |= OF_A_SHELTER
    if Part.PLACE in parts:
        parts.add(Part.STATE)
    return frozenset(parts)


@cache
def _plain_sign(sign: str) -> str:
    """Return a sign as it is compared: no accent, no capital, a figure as 0 to 9.

    Nothing of an invisible one: a mark of direction, a joiner, a soft hyphen.
    """
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) == "Cf":
        return ""
    return fold(sign)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text as it is compared, and for each of its signs where it stood."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = _plain_sign(sign)
        signs.append(plain)
        places += [place] * len(plain)
    return "".join(signs), places


def _edge(sign: str, beyond: str) -> str:
    """Return what keeps a name from being found inside a word.

    Nothing for writings that set no space between words (Chinese) or write what is short in one
    with the next (Arabic): there a name stands inside.
    """
    return beyond if sign.isdecimal() or sign.upper() != sign else ""


def _patterns(part: Part, value: str, amounts: Iterable[int]) -> Iterable[str]:
    """Yield patterns of a value; of what has several lines, of each line as well.

    Words are the value's, whatever stands between them: “St Anne’s” is found where “St. Annes” is
    written, but not across what was taken out already.
    """
    if part is Part.AMOUNT:
        for cents in amounts:
            whole, rest = divmod(cents, 100)
            digits = _SEPARATOR.join(str(whole))
            yield rf"(?<!\d){digits}(?:[.,\u066b]{rest:02d})?(?!\d)"
        return
    pieces = {value, *_APART.split(value)} if part in (Part.ADDRESS, Part.CONTACT) else {value}
    for piece in sorted(pieces, key=lambda one: (-len(one), one)):
        plain, _places = _folded(piece)
        words = list(_WORD.finditer(plain))
        if not words:
            continue
        first, last = words[0].start(), words[-1].end()
        begins, ends = _edge(plain[first], r"(?<!\w)"), _edge(plain[last - 1], r"(?!\w)")
        loose = re.escape(words[0][0])
        for one, following in pairwise(words):
            between = plain[one.end() : following.start()]
            most = min(max(1, sum(not sign.isspace() for sign in between)), _MOST_SIGNS)
            loose += rf"(?:\s*(?:[^\w\s\[\]]|_)){{0,{most}}}\s*" + re.escape(following[0])
        as_it_is = r"\s*".join(map(re.escape, plain[first:last].split()))
        yield f"{begins}(?:{as_it_is}|{loose}){ends}"


def _found(values: Values) -> dict[Part, re.Pattern[str]]:
    found: dict[Part, re.Pattern[str]] = {}
    for part, (value, amounts) in values.items():
        if part is Part.STATE:  # a code of three letters, which no text writes
            continue
        if patterns := list(_patterns(part, value, amounts)):
            found[part] = re.compile("|".join(patterns), re.IGNORECASE)
    return found


def redacted(text: str, values: Values) -> str:
    """Return a text with a mark in the place of every withheld value.

    Args:
        text: any text.
        values: what is withheld.
    """
    for pattern in _found(values).values():
        plain, places = _folded(text)
        kept, at = [], 0
        for match in pattern.finditer(plain):
            begin, end = places[match.start()], places[match.end() - 1] + 1
            while end < len(text) and not _plain_sign(text[end]):
                end += 1  # an accent that stands by itself goes with its letter
            if begin >= at:
                kept += [text[at:begin], MARK]
            at = end
        text = "".join((*kept, text[at:]))
    return text


def mentioned(texts: Collection[str], values: Values) -> tuple[Part, ...]:
    """Return which of the withheld values stand in one of the texts."""
    plain = [_folded(text)[0] for text in texts]
    found = _found(values)
    return tuple(
        part for part in CHOSEN if part in found and any(found[part].search(t) for t in plain)
    )


def same_name(one: str, another: str) -> bool:
    """Tell whether two names are one, whatever their capitals, spaces and marks."""
    return _plain(one) == _plain(another) != ""


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in apart if sign.isalnum())
