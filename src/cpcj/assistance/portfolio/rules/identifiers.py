"""How the Office's activities are identified in the open standard.

An identifier is that of the reporting organisation, a hyphen, the level, the year in which the
record was opened and its number in that year: ``XM-DAC-41128-PRJ-2026-0007``. It says nothing that
could change: an activity that moves to another project keeps it. Records brought along from other
systems keep theirs where it has the form that the standard asks for.
"""

from __future__ import annotations

import re
from typing import Final

ORGANISATION: Final = "XM-DAC-41128"
"""The Office in the list of channels of the Development Assistance Committee (IATI: XM-DAC)."""

LONGEST: Final = 80
_MARKS: Final = {"programme": "PRG", "project": "PRJ", "activity": "ACT"}
_FORM = re.compile(rf"{ORGANISATION}-[A-Za-z0-9][A-Za-z0-9_.\-]*")


class IdentifierError(ValueError):
    """What was given cannot identify an activity of the Office."""


def identifier(level: str, year: int, number: int) -> str:
    """Return the identifier of the ``number``-th record of a level in a year."""
    return f"{ORGANISATION}-{_MARKS[level]}-{year:04}-{number:04}"


def own(given: str) -> str:
    """Return an identifier brought along from another system.

    Raises:
        IdentifierError: it does not begin with the Office's, or has signs that the standard
            refuses (spaces, ``/``, ``&``, ``|``, ``?``).
    """
    found = given.strip()
    if len(found) > LONGEST or not _FORM.fullmatch(found):
        raise IdentifierError(given)
    return found
