"""Lists of names as documents print them: "Albania, Antigua and Barbuda, Chad and Yemen"."""

from __future__ import annotations

import re

_COMMA = re.compile(r",\s+(?![^()]{0,80}\))")
_COMPOUND = re.compile(
    r"(?:the )?(?:Antigua and Barbuda|Bosnia and Herzegovina|Saint Kitts and Nevis"
    r"|Sao Tome and Principe|Saint Vincent and the Grenadines|Trinidad and Tobago"
    r"|Serbia and Montenegro|United Kingdom of Great Britain and Northern Ireland)"
)
"""Names with "and" in them; Member States of the United Nations, past and present."""


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a list, in order, as printed.

    Only the "and" before the last name parts; that in "Bosnia and Herzegovina" does not.
    """
    names = [name.strip() for name in _COMMA.split(text.strip()) if name.strip()]
    if not names:
        return ()
    last = names.pop()
    return (*names, *_last_names(last.removeprefix("and ")))


def _last_names(text: str) -> tuple[str, ...]:
    """Return the one or two names in the last member of a list ("X and Y")."""
    match = _COMPOUND.match(text)
    if match:
        rest = text[match.end() :]
        return (match.group(), rest[5:]) if rest.startswith(" and ") else (text,)
    head, joined, tail = text.partition(" and ")
    return (head, tail) if joined else (text,)
