"""Amendments in words: read, made in a text, and written from two texts.

:func:`read_amendments` reads sentences such as "in operative paragraph 4, after the words A insert
the words B"; :func:`apply` makes them in a text and says what became of each; :func:`write` says
in such sentences how one text becomes another.
"""

from __future__ import annotations

from cpcj.resolutions.amending.applying import Amended, Outcome, apply
from cpcj.resolutions.amending.model import (
    Amendment,
    At,
    Deed,
    Kind,
    Part,
    Place,
    Quoted,
    Reading,
    Unread,
    Why,
)
from cpcj.resolutions.amending.reading import read_amendments
from cpcj.resolutions.amending.wordings import Result
from cpcj.resolutions.amending.writing import Written, in_words, write

__all__ = [
    "Amended",
    "Amendment",
    "At",
    "Deed",
    "Kind",
    "Outcome",
    "Part",
    "Place",
    "Quoted",
    "Reading",
    "Result",
    "Unread",
    "Why",
    "Written",
    "apply",
    "in_words",
    "read_amendments",
    "write",
]
