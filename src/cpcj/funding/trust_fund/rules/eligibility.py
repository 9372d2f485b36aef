"""Who may apply, as data: each requirement is a kind and a value, checked when an application is
sent; every one that fails is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

MOST: Final = 30
LONGEST: Final = 500


class RequirementError(ValueError):
    """A requirement that cannot be: its kind is unknown, or its value is none of that kind."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement; ``value`` is a number, a list of codes, or words to confirm."""

    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Facts:
    """What an application says of itself.

    Attributes:
        years: whole years since the organization was founded.
        cents: what is asked for.
        months: how long the project lasts.
        state: three-letter code of the State it works in.
        confirmed: the statements that the applicant confirmed.
        documents: how many files are attached.
        open_grants: how many grants of the same fund the organization has that are not closed.
    """

    years: int
    cents: int
    months: int
    state: str
    confirmed: frozenset[str]
    documents: int
    open_grants: int


_CHECKS: Mapping[str, Callable[[Any, Facts], bool]] = {
    "years_at_least": lambda value, facts: facts.years >= value,
    "dollars_at_least": lambda value, facts: facts.cents >= 100 * value,
    "dollars_at_most": lambda value, facts: facts.cents <= 100 * value,
    "months_at_most": lambda value, facts: facts.months <= value,
    "documents_at_least": lambda value, facts: facts.documents >= value,
    "open_grants_at_most": lambda value, facts: facts.open_grants <= value,
    "states": lambda value, facts: facts.state in value,
    "confirm": lambda value, facts: value in facts.confirmed,
}
KINDS: Final = tuple(_CHECKS)


def requirement(kind: str, value: object) -> Requirement:
    """Return a requirement, its value as its kind has it.

    Raises:
        RequirementError: the kind is unknown, or the value is none of it.
    """
    text = str(value).strip()
    if kind not in _CHECKS or not text or len(text) > LONGEST:
        raise RequirementError(f"{kind}: {text}"[:LONGEST])
    if kind == "confirm":
        return Requirement(kind, text)
    if kind == "states":
        codes = value if isinstance(value, list) else text.replace(",", " ").split()
        if not all(isinstance(one, str) and len(one) == 3 and one.isalpha() for one in codes):
            raise RequirementError(f"{kind}: {text}")
        return Requirement(kind, tuple(one.upper() for one in codes))
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        raise RequirementError(f"{kind}: {text}")
    return Requirement(kind, int(text))


def requirements_of(rows: Iterable[Mapping[str, object]]) -> tuple[Requirement, ...]:
    """Return the requirements of a call as it holds them.

    Raises:
        RequirementError: one cannot be, or there are too many.
    """
    found = tuple(requirement(str(row.get("kind")), row.get("value", "")) for row in rows)
    if len(found) > MOST:
        message = f"more than {MOST}"
        raise RequirementError(message)
    return found


def failing(requirements: Iterable[Requirement], facts: Facts) -> tuple[Requirement, ...]:
    """Return the requirements that an application does not meet."""
    return tuple(one for one in requirements if not _CHECKS[one.kind](one.value, facts))
