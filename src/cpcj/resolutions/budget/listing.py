"""What a section of the programme budget lists: rows of mandates and treaties, as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPACES = re.compile(r"\s+")
# Neither printed nor to be held: control characters, halves of surrogate pairs.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")

LONGEST = {
    "subprogramme": 8,
    "subprogramme_title": 500,
    "component": 8,
    "source": 500,
    "citation": 1000,
    "description": 4000,
    "symbol": 120,
    "heading": 500,
    "name": 1000,
}
"""Characters of what a list prints, by field: twice and more what any list does."""


def plain(words: object) -> str:
    """Return printed words on one line, without doubled or outer spaces; "" for no words."""
    if not isinstance(words, str):
        return ""
    return _SPACES.sub(" ", _UNPRINTABLE.sub("", words)).strip()


def overlong(item: Row | ListedTreaty) -> str:
    """Return what is too long in a row or treaty to be one, in words; "" where nothing is."""
    for name, most in LONGEST.items():
        if len(getattr(item, name, "")) > most:
            return f"its {name.replace('_', ' ')} has more than {most} characters"
    return ""


@dataclass(frozen=True, slots=True)
class Row:
    """One text that a section lists as a source of its mandates.

    Attributes:
        number: place in the list, from 1.
        subprogramme: "1" to "9"; "" where the row stands for the whole programme.
        subprogramme_title: as printed; "" with ``subprogramme``.
        component: of the subprogramme ("1"); "" where there is none or the form does not say.
        source: heading that the row stands under ("General Assembly resolutions").
        citation: as printed ("70/178", "Decision 63/15", or the title of a declaration).
        description: title of the text as the list prints it; "" where it prints none.
        symbol: document symbol that the publisher gives, in a column or as the target of a link;
            "" where it gives none.
        place: where the row stands in its file ("line 12", "table 3, row 4").
    """

    number: int
    subprogramme: str
    subprogramme_title: str
    component: str
    source: str
    citation: str
    description: str
    symbol: str
    place: str

    @property
    def title(self) -> str:
        """The text's title; "" where the list prints none, or a sentence that names the text."""
        named = re.search(rf"(?<![\d/]){re.escape(self.citation)}(?!\d)", self.description)
        return "" if named and self.description != self.citation else self.description

    @property
    def printed(self) -> tuple[str, str, str, str, str, str]:
        """What every form of the list prints: equal in all forms of one list."""
        return (
            self.subprogramme,
            self.subprogramme_title,
            self.source,
            self.citation,
            self.description,
            self.symbol,
        )


@dataclass(frozen=True, slots=True)
class ListedTreaty:
    """A treaty that a section lists among the mandates.

    Attributes:
        number: place among the treaties, from 1.
        subprogramme: as in :class:`Row`.
        heading: that it stands under ("Conventions and protocols").
        name: as printed, without the bullet.
        place: where it stands in its file.
    """

    number: int
    subprogramme: str
    heading: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Section:
    """The mandates of one section of the programme budget for one year.

    Attributes:
        name: of the file.
        form: "table", "tree" or "word".
        year: of the budget, as the file says it, else as its name does; None where neither does.
        symbol: document symbol of the section, where the file prints it, else "".
        date: day of the document as printed ("10 April 2025"), else "".
        rows: in the order of the file.
        treaties: in the order of the file; a table has none.
        problems: what could not be read of single rows, each with its place.
    """

    name: str
    form: str
    year: int | None
    symbol: str
    date: str
    rows: tuple[Row, ...]
    treaties: tuple[ListedTreaty, ...] = ()
    problems: tuple[str, ...] = ()
