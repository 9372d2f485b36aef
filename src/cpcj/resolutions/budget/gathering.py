"""What the readers of the tree and of the Word file share: headings before, rows and items after.

Both forms are a run of headings, tables and bullets; the gatherer remembers the last heading of
each level and gives every row the ones it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cpcj.resolutions.budget.headings import (
    citations_of,
    names_texts,
    names_treaties,
    sentence_with,
    subprogramme,
    symbol_of_link,
    without_bullet,
)
from cpcj.resolutions.budget.listing import ListedTreaty, Row, overlong, plain

Links = Sequence[tuple[str, str]]
"""Words of a link and its target."""

BACKGROUND_SOURCE = "General Assembly resolutions"
_BACKGROUND_NUMBER = re.compile(r"\A(?:S-)?\d{1,2}/\d{1,3}\Z")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words and links."""

    words: str
    links: Links = ()


@dataclass(slots=True)
class Gatherer:
    """Rows and treaties in the order they come; see the module."""

    rows: list[Row] = field(default_factory=list)
    treaties: list[ListedTreaty] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    subprogramme: str = ""
    component: str = ""
    title: str = ""
    source: str = ""
    awaiting_title: bool = False

    def heading(self, words: str) -> None:
        """Take a heading: a subprogramme, the title of one, or what the next rows are."""
        words = plain(words)
        if (found := subprogramme(words)) is not None:
            self.subprogramme, self.component, self.title = found
            self.awaiting_title = not self.title
            self.source = ""
        elif self.awaiting_title:
            self.title = words
            self.awaiting_title = False
        elif names_texts(words) or names_treaties(words):
            self.source = words

    def item(self, words: str, place: str) -> None:
        """Take a bullet: a treaty, where the heading above announces treaties."""
        if name := without_bullet(words):
            if names_treaties(self.source):
                number = len(self.treaties) + 1
                treaty = ListedTreaty(number, self.subprogramme, self.source, name, place)
                if why := overlong(treaty):
                    self.problems.append(f"{place}: {why}")
                else:
                    self.treaties.append(treaty)
            else:
                self.problems.append(f"{place}: a bullet under no heading of treaties")

    def row(self, cells: Sequence[Cell], place: str) -> None:
        """Take a row of a table: citations, description."""
        if not cells or not any(cell.words.strip() for cell in cells):
            return
        citations = citations_of(cells[0].words)
        if not citations or not names_texts(self.source):
            lacking = "citation" if not citations else "heading of resolutions or decisions"
            self.problems.append(f"{place}: a row without {lacking}")
            return
        symbols = {plain(words): symbol_of_link(target) for words, target in cells[0].links}
        if len(citations) == len(cells[0].links) == 1:
            symbols[citations[0]] = symbol_of_link(cells[0].links[0][1])
        for citation in citations:
            self._add(citation, plain(cells[1].words) if len(cells) > 1 else "",
                      symbols.get(citation, ""), self.source, place)  # fmt: skip

    def background(self, words: str, links: Links, place: str) -> None:
        """Take the paragraph that says where the programme's mandate comes from.

        Its linked numbers are the Assembly's: they stand for the whole programme, each with the
        sentence that names it.
        """
        self.subprogramme = self.component = self.title = self.source = ""
        words = plain(words)
        at = 0
        for linked, target in links:
            number = plain(linked)
            found = words.find(number, at)
            if found < 0 or not _BACKGROUND_NUMBER.match(number):
                continue
            at = found + len(number)
            self._add(number, sentence_with(words, found), symbol_of_link(target),
                      BACKGROUND_SOURCE, place)  # fmt: skip

    def _add(self, citation: str, description: str, symbol: str, source: str, place: str) -> None:
        row = Row(
            number=len(self.rows) + 1,
            subprogramme=self.subprogramme,
            subprogramme_title=self.title,
            component=self.component,
            source=source,
            citation=citation,
            description=description,
            symbol=symbol,
            place=place,
        )
        if why := overlong(row):
            self.problems.append(f"{place}: {why}")
        else:
            self.rows.append(row)
