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
from typing import Final


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

_SEPARATOR = r"[\s.,'’\u00a0\u202f]?"
_APART = re.compile(r"[\n;,]+")


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


def _patterns(part: Part, value: str, amounts: Iterable[int]) -> Iterable[str]:
    """Yield patterns of a value; of what has several lines, of each line as well."""
    if part is Part.AMOUNT:
        for cents in amounts:
            whole, rest = divmod(cents, 100)
            digits = _SEPARATOR.join(str(whole))
            yield rf"(?<!\d){digits}(?:[.,]{rest:02d})?(?!\d)"
        return
    pieces = {value, *_APART.split(value)} if part in (Part.ADDRESS, Part.CONTACT) else {value}
    for piece in sorted(pieces, key=lambda one: (-len(one), one)):
        words = re.findall(r"\w+|[^\w\s]", unicodedata.normalize("NFC", piece))
        if any(word.isalnum() for word in words):
            yield r"(?<!\w)" + r"\s*".join(re.escape(word) for word in words) + r"(?!\w)"


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
        text = pattern.sub(MARK, unicodedata.normalize("NFC", text))
    return text


def mentioned(texts: Collection[str], values: Values) -> tuple[Part, ...]:
    """Return which of the withheld values stand in one of the texts."""
    plain = [unicodedata.normalize("NFC", text) for text in texts]
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
