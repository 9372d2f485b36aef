"""How offices name texts, paragraphs and statuses in their own sheets, read into ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cpcj.register.followup.models import Status
from cpcj.resolutions.citations.numbers import (
    body_by_form,
    can_be_of,
    identifier,
    read_number,
)
from cpcj.resolutions.vocabulary.bodies import bodies

_SPACES = re.compile(r"\s+")
_NAMED = re.compile(
    r"^(?P<body>.*?)[ ,]*\b(?:(?P<decision>DECISIONS?|DEC)|RESOLUTIONS?|RES)?\b\.?"
    r"[ ,]*(?:NO\.? ?)?(?P<number>(?:S-)?\d{1,4}(?:/\d{1,4})?(?: ?\([\dIVXL-]+\))?)"
    r"(?: ?(?P<letter>[A-Z]))?$"
)
_SHORT = {
    "UNGA": "ga", "GA": "ga", "ECOSOC": "ecosoc", "UNSC": "sc", "SC": "sc", "HRC": "hrc",
    "CCPCJ": "ccpcj", "CND": "cnd", "CSW": "csw", "COSP": "cosp_uncac", "UNCAC COSP": "cosp_uncac",
    "COSP UNCAC": "cosp_uncac", "COP": "cop_untoc", "UNTOC COP": "cop_untoc",
    "COP UNTOC": "cop_untoc", "CTOC COP": "cop_untoc",
}  # fmt: skip
"""Bodies as offices shorten them in their sheets; names in full are those of the vocabulary."""
_PLACE = re.compile(
    r"""^(?:(?P<pp>pp|preambular\ (?:paragraph|para\.?))
        |(?P<op>op|operative(?:\ (?:paragraph|para\.?))?)
        |(?:paragraphs?|paras?\.?|par\.|p\.|§))?
        \s*\.?\s*(?P<n>\d{1,4})(?P<rest>.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_ACT = re.compile(r"^(?P<points>.*?)\.(?P<act>[1-9]\d{0,2})$")
_POINT = re.compile(r"[\s.,]*(?:sub-?para(?:graph)?\.?\s*)?\(?([a-z]{1,5})\)?(?![a-z])")
_NOT_WORDS = re.compile(r"[\W_]+")
LONGEST = 200
"""Characters of a name of a text or paragraph that are looked at."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: its local identifier ("op8(a)"), and which act of it, None for all."""

    local: str
    act: int | None = None

    @property
    def above(self) -> str | None:
        """Return the place it stands in ("op8" of "op8(a)"); None for a paragraph."""
        return self.local[: self.local.rindex("(")] if "(" in self.local else None


def symbols_of(given: str) -> tuple[str, ...]:
    """Return the identifiers that the name of a text can mean, the likeliest first.

    A number alone is one of the General Assembly ("70/178"), or with a year one of the Economic and
    Social Council ("2015/24"), as their resolutions are commonly cited. A number of a body that is
    named ("CND resolution 44/14") is that body's and nobody else's. Symbols are written in capitals
    without spaces.
    """
    clean = _SPACES.sub(" ", given[:LONGEST]).strip().rstrip(".")
    if not clean:
        return ()
    symbol = clean.replace(" ", "").upper()
    found = [clean, symbol]
    named = _NAMED.match(clean.upper())
    if named is not None and (meant := _of_body(named)):
        found.append(meant)
    return tuple(dict.fromkeys(found))


def _of_body(named: re.Match[str]) -> str | None:
    """Return the identifier of a resolution that is named by its body and number."""
    given = named["body"].removeprefix("UNITED NATIONS").removeprefix("THE ").strip(" ,/-")
    number = read_number(named["number"], named["letter"] or "")
    if number is None:
        return None
    key = _SHORT.get(given.replace("/", " ")) or _names().get(given, "")
    body = bodies().get(key) if given else body_by_form(number, None, None)
    if body is None or not can_be_of(body, number):
        return None
    return identifier(body, number, decision=named["decision"] is not None)[0]


@cache
def _names() -> Mapping[str, str]:
    """Return bodies by their names in full: a short one ("Commission") can mean several."""
    return {
        name.upper(): body.key
        for body in bodies().values()
        for name in (body.name, *body.former_names)
    }


def place_of(given: str) -> Place | None:
    """Return the place that the name of a paragraph means; None where it means none.

    "OP 8(a)", "op8(a)", "8 (a)", "8a", "para. 8 a" and "operative paragraph 8, subparagraph (a)"
    are one place; "op46.2" is the second act of paragraph 46; "8.0", which spreadsheets make of
    8, is paragraph 8.
    """
    clean = _SPACES.sub(" ", given[:LONGEST]).strip().rstrip(".")
    found = _PLACE.match(clean)
    if found is None:
        return None
    rest = found["rest"].strip().lower()
    act = None
    if rest == ".0":
        rest = ""
    elif found["op"] and (numbered := _ACT.match(rest)):
        rest, act = numbered["points"], int(numbered["act"])
    points = []
    while rest.strip(" .,"):
        point = _POINT.match(rest)
        if point is None:
            return None
        points.append(f"({point[1]})")
        rest = rest[point.end() :]
    return Place(f"{'pp' if found['pp'] else 'op'}{int(found['n'])}{''.join(points)}", act)


_STATUSES: dict[str, Status] = {
    "completed": Status.COMPLETED,
    "complete": Status.COMPLETED,
    "implemented": Status.COMPLETED,
    "fully implemented": Status.COMPLETED,
    "implemented completed": Status.COMPLETED,
    "done": Status.COMPLETED,
    "closed": Status.COMPLETED,
    "in progress": Status.IN_PROGRESS,
    "implemented in progress": Status.IN_PROGRESS,
    "implementation in progress": Status.IN_PROGRESS,
    "under implementation": Status.IN_PROGRESS,
    "partially implemented": Status.IN_PROGRESS,
    "partly implemented": Status.IN_PROGRESS,
    "ongoing": Status.IN_PROGRESS,
    "on going": Status.IN_PROGRESS,
    "not implemented": Status.NOT_IMPLEMENTED,
    "not started": Status.NOT_IMPLEMENTED,
    "open": Status.NOT_IMPLEMENTED,
    "not applicable": Status.NOT_APPLICABLE,
    "n a": Status.NOT_APPLICABLE,
    "na": Status.NOT_APPLICABLE,
    "no indication": Status.NO_INDICATION,
    "unknown": Status.NO_INDICATION,
}
"""What offices write for a status. "Implemented" alone is *completed*, and so only proposed."""


def status_of(given: str) -> Status | None:
    """Return the status that words mean; None where they mean none."""
    return _STATUSES.get(_NOT_WORDS.sub(" ", given[:LONGEST]).strip().casefold())


def status_words() -> tuple[str, ...]:
    """Return the words a status can be given in."""
    return tuple(_STATUSES)
