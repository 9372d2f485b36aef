"""Names of bodies where they stand: in full, in short, or by the instrument they assemble for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cpcj.resolutions.citations.tokens import fold
from cpcj.resolutions.vocabulary.bodies import Body, bodies
from cpcj.resolutions.vocabulary.instruments import instruments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpcj.resolutions.citations.context import Memory


_PARTIES = re.compile(r"Conference +of +the +(?:States +)?Parties +to +the +(?:[A-Z][a-z]+)?\Z")
_PARTIES_TO = re.compile(
    r"Conference +of +the +(?:States +)?Parties +to +the +(Convention|Protocol|Agreement)\b"
    r"(?! +[a-z]+ +[A-Z])"
)
_SHORT_ASSEMBLY = re.compile(
    r"(Conference +of +the +(?:States +)?Parties)"
    r"(?: +to +the +(Convention|Protocol|Agreement)\b(?! +[a-z]+ +[A-Z])|\b(?! +to\b))"
)
_ORGAN = re.compile(
    r"\b(?:Assembly|Council|Commission|Committee|Conference|Congress|Board|Authority|Group|Forum"
    r"|Organi[sz]ation|Panel|Meeting|Parties|Body|Agency|Union|Institute|Court|Tribunal)\b"
)


@cache
def full_names() -> dict[str, Body]:
    """Return the bodies with texts of their own by their folded full names."""
    return {
        fold(name): body
        for body in bodies().values()
        if body.resolution or body.decision
        for name in body.names
    }


@cache
def _short_names() -> tuple[str, ...]:
    shorts = {short for body in bodies().values() for short in body.short_names}
    return tuple(sorted(shorts, key=lambda name: (-len(name), name)))


@cache
def _assemblies() -> dict[tuple[str, str], Body]:
    """Return the conferences of parties by short name and folded name of the instrument."""
    known = instruments()
    return {
        (short, fold(name)): body
        for body in bodies().values()
        if body.instrument
        for short in body.short_names
        for name in known[body.instrument].names
    }


def _alternatives(names: list[str]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", " +") for name in longest_first)


@cache
def _at() -> re.Pattern[str]:
    parties = {instrument for _, instrument in _assemblies()}
    return re.compile(
        rf"(?P<assembly>Conference +of +the +(?:States +)?Parties) +to +the +"
        rf"(?P<instrument>{_alternatives(list(parties))})\b"
        rf"|(?P<full>{_alternatives(list(full_names()))})\b"
        rf"|(?P<short>{_alternatives(list(_short_names()))})\b(?! +[A-Z])"
        r"|(?P<other>[A-Z][A-Za-z\-]+(?: +(?:[A-Z][A-Za-z\-]+|of|on|the|and|for|to|in))*)"
    )


def body_at(plain: str, at: int, memory: Memory) -> tuple[Body | None, bool]:
    """Return the body named at a place, and whether some body is named there at all.

    A short name means the body last named in full; one that is not known gives (None, True).
    """
    match = _at().match(plain, at)
    if match is None:
        return None, False
    words = " ".join(match[0].split())
    if match["full"]:
        return full_names()[words], True
    if match["short"]:
        if parties := _PARTIES_TO.match(plain, match.start()):
            return assembly_of(memory.instruments.get(parties[1], ""), parties[0]), True
        return memory.bodies.get(words) or _alone(words), True
    if match["assembly"]:
        assembly = " ".join(match["assembly"].split())
        instrument = " ".join(match["instrument"].split())
        # An assembly may be printed under the other's title ("Conference of the Parties").
        found = _assemblies().get((assembly, instrument)) or next(
            (body for (_, name), body in _assemblies().items() if name == instrument), None
        )
        return found, True
    return None, _ORGAN.search(words) is not None


def short_name_before(plain: str, end: int, memory: Memory) -> Body | None:
    """Return the body whose short name ends at a place ("Council resolution")."""
    before = plain[max(0, end - 60) : end].rstrip(" ").removesuffix("'s").removesuffix("'")
    if not before.endswith(_short_names()):
        return None
    for short in _short_names():
        if before.endswith(short) and not before[: -len(short)][-1:].isalpha():
            return memory.bodies.get(short) or _alone(short)
    return None


@cache
def _alone(short: str) -> Body | None:
    """Return the only body with a short name; "Assembly" alone is the General Assembly."""
    having = [body for body in bodies().values() if short in body.short_names]
    return having[0] if len(having) == 1 else None


def assemblies_in_short(plain: str, memory: Memory) -> Iterator[Body]:
    """Yield the conferences that a string names without their instrument's full name."""
    if "Conference of the" not in plain:
        return
    for match in _SHORT_ASSEMBLY.finditer(plain):
        body = memory.bodies.get(" ".join(match[1].split()))
        if match[2]:
            body = assembly_of(memory.instruments.get(match[2], ""), f"{match[1]} to the ")
        if body is not None:
            yield body


def assembly_of(instrument: str, words_before: str) -> Body | None:
    """Return the body named by "Conference of the Parties to the" and an instrument."""
    if not instrument or not _PARTIES.search(words_before):
        return None
    return next((body for body in bodies().values() if body.instrument == instrument), None)
