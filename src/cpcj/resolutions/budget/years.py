"""The year in which a text was adopted, as far as its number says it."""

from __future__ import annotations

from cpcj.resolutions.budget.rules import rules
from cpcj.resolutions.citations.numbers import roman_value
from cpcj.resolutions.sessions import year_of
from cpcj.resolutions.vocabulary.bodies import bodies

_CONTINUED = frozenset({1, 3, 5, 6, 7, 8, 11, 15, 16, 17, 18, 19, 21})
"""Sessions before the thirty-first that met on, or again, in the year after their opening; the
running numbers of the first part are not known here, so the texts are of either year."""


def years_of(body: str, parts: dict[str, str]) -> tuple[int, int] | None:
    """Return the first and the last year that a number can be of; None where nothing says it.

    Args:
        body: key of the body.
        parts: of the number, by the names of ``rules.toml`` (year, session, special, roman, item).
    """
    if parts.get("year"):
        year = int(parts["year"])
        return year, year
    if parts.get("special"):
        special = rules().special.get(int(parts["special"])) if parts["series"] == "S-" else None
        return None if special is None else (special, special)
    if body != "ga":
        session = parts.get("session")
        known = year_of(bodies()[body].addressee or body, int(session)) if session else None
        return None if known is None else (known, known)
    session_number = roman_value(parts["roman"]) if parts.get("roman") else int(parts["session"])
    opens = 1945 + session_number
    known_bounds = rules().assembly.get(session_number)
    if parts.get("roman") and known_bounds is None:
        return (opens, opens + 1) if session_number in _CONTINUED else (opens, opens)
    recent = session_number >= rules().recent_from
    until, since = known_bounds or (rules().recent_bounds if recent else rules().bounds)
    item = int(parts["item"])
    if item <= until:
        return opens, opens
    return (opens + 1, opens + 1) if item >= since else (opens, opens + 1)
