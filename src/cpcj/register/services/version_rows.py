"""The words of a version as rows, made in few statements however long the text is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cpcj.register.models import (
    Act,
    ActValue,
    Citation,
    Doubt,
    Footnote,
    Heading,
    Provision,
    SearchEntry,
    TextVersion,
)
from cpcj.register.reading import TextRead
from cpcj.register.search.words import folded, normalize
from cpcj.register.services import act_rows
from cpcj.register.services.act_rows import stored
from cpcj.resolutions.act import Act as LibraryAct
from cpcj.resolutions.citations import PlacedCitation
from cpcj.resolutions.model import BodyItem, Paragraph, Passage, Role, provisions
from cpcj.resolutions.model import Heading as LibraryHeading

BATCH = 500
LONGEST_INDEXED = 200_000
"""Characters of a paragraph that are searched; no text has such a paragraph, a broken file may."""


def layout(passage: Passage) -> dict[str, Any]:
    """Return marks, italics and source of a passage as the layout of a row."""
    found = {
        "marks": [[at, stored(mark, 20)] for at, mark in passage.marks],
        "emphasis": [list(span) for span in passage.emphasis],
        "source": [list(piece) for piece in passage.source],
    }
    return {name: value for name, value in found.items() if value}


@dataclass(slots=True)
class _Rows:
    version: TextVersion
    prefix: str
    provisions: list[Provision] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    positions: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def body(self, items: tuple[BodyItem, ...], prefix: str, annex: int) -> None:
        identifiers = (provision.id for provision in provisions(items, prefix))
        for item in items:
            if isinstance(item, LibraryHeading):
                self.heading(item.words, item.level, item.n, annex)
            else:
                self.paragraph(item, identifiers, annex, 0, None)

    def heading(self, words: Passage, level: int, n: str | None, annex: int) -> None:
        self.headings.append(
            Heading(
                version=self.version, position=next(self.positions), level=level,
                n=stored(n, 80), annex=annex, words=stored(words.text), layout=layout(words),
            )
        )  # fmt: skip

    def paragraph(
        self,
        paragraph: Paragraph,
        identifiers: Iterator[str],
        annex: int,
        depth: int,
        top: int | None,
    ) -> None:
        local = stored(next(identifiers), 64)
        position = next(self.positions)
        drawn = layout(paragraph.words)
        if paragraph.closing is not None:
            drawn["closing"] = layout(paragraph.closing)
        compound = depth == 0 and (paragraph.points or paragraph.closing is not None)
        self.provisions.append(
            Provision(
                version=self.version,
                position=position,
                identifier=f"{self.prefix}#{local}",
                local=local,
                role=paragraph.role.value,
                n=stored(paragraph.n, 40),
                numbered=paragraph.numbered,
                depth=min(depth, 32767),
                paragraph_position=position if top is None else top,
                annex=annex,
                words=stored(paragraph.words.text),
                closing=stored(paragraph.closing.text) if paragraph.closing else "",
                full=stored(paragraph.full) if compound else "",
                layout=drawn,
            )
        )
        for point in paragraph.points:
            self.paragraph(point, identifiers, annex, depth + 1, position if top is None else top)


def store_words(version: TextVersion, read: TextRead) -> list[Provision]:
    """Store headings, provisions and footnotes of a new version; return the provisions."""
    rows = _Rows(version, read.prefix)
    rows.body(read.body, "", 0)
    for place, annex in enumerate(read.annexes, start=1):
        if annex.title is not None or annex.n is not None:
            rows.heading(annex.title or Passage(""), 0, annex.n, place)
        rows.body(annex.body, f"annex{place}/", place)
    Heading.objects.bulk_create(rows.headings, BATCH)
    made = Provision.objects.bulk_create(rows.provisions, BATCH)
    Footnote.objects.bulk_create(
        [
            Footnote(version=version, position=place, mark=stored(note.mark, 20),
                     words=stored(note.words.text), layout=layout(note.words))
            for place, note in enumerate(read.notes, start=1)
        ],
        BATCH,
    )  # fmt: skip
    return made


def store_derived(version: TextVersion, read: TextRead, of_version: list[Provision]) -> None:
    """Store the citations and doubts that a reader derived from a version."""
    by_local = {provision.local: provision for provision in of_version}
    Citation.objects.bulk_create(
        [
            Citation(
                version=version,
                provision=by_local.get(placed.place),
                place=stored(placed.place, 80),
                start=placed.citation.span.start,
                end=placed.citation.span.end,
                in_closing=_in_closing(placed, by_local),
                note=None if placed.note is None else placed.note + 1,
                words=stored(placed.passage.text[slice(*placed.citation.span)]),
                kind=placed.citation.kind.value,
                target=stored(whole_target(placed.citation.id, read.prefix), 320),
                target_text=stored(
                    (whole_target(placed.citation.id, read.prefix)).partition("#")[0], 255
                ),
                made=placed.citation.made,
                body=stored(placed.citation.body, 80),
                date=placed.citation.date,
                pinpoint=stored(placed.citation.pinpoint, 255),
            )
            for placed in read.citations
        ],
        BATCH,
    )
    Doubt.objects.bulk_create(
        [
            Doubt(
                version=version, code=stored(doubt.code, 80), message=stored(doubt.message),
                local=stored(doubt.provision, 64),
                source_start=None if doubt.source is None else doubt.source.start,
                source_end=None if doubt.source is None else doubt.source.end,
            )
            for doubt in read.doubts
        ],
        BATCH,
    )  # fmt: skip


def _in_closing(placed: PlacedCitation, by_local: dict[str, Provision]) -> bool:
    provision = by_local.get(placed.place)
    return bool(
        provision
        and provision.closing
        and stored(placed.passage.text) == provision.closing != provision.words
    )


def whole_target(identifier: str | None, prefix: str) -> str:
    """Return the whole identifier of what is cited; "#op40" means a paragraph of the same text."""
    if identifier is None:
        return ""
    return prefix + identifier if identifier.startswith("#") else identifier


def store_acts(
    version: TextVersion,
    acts: tuple[LibraryAct, ...],
    of_version: list[Provision],
    generation: int,
) -> list[Act]:
    """Store acts of a version; those whose paragraph is not there are left out."""
    by_local = {provision.local: provision for provision in of_version}
    by_position = {provision.position: provision for provision in of_version}
    rows: list[Act] = []
    kept: list[LibraryAct] = []
    for act in acts:
        place = provision_of(act, by_local)
        if place is None:
            continue
        rows.append(
            Act(
                version=version,
                text=version.text,
                paragraph=by_position[place.paragraph_position],
                provision=place,
                reader=version.reader,
                generation=generation,
                **act_rows.columns(act),
            )
        )
        kept.append(act)
    made = Act.objects.bulk_create(rows, BATCH)
    ActValue.objects.bulk_create(
        [value for act, row in zip(kept, made, strict=True) for value in act_rows.values(act, row)],
        BATCH * 4,
    )
    return made


def provision_of(act: LibraryAct, by_local: dict[str, Provision]) -> Provision | None:
    """Return the paragraph or point an act stands in, by its identifier and its point."""
    local = act.id.rpartition("#")[2].rpartition(".")[0]
    if act.point and not local.endswith(act.point):
        point = by_local.get(local + act.point)
        if point is not None:
            return point
    return by_local.get(local)


def index_words(version: TextVersion, of_version: list[Provision]) -> None:
    """Let search find the paragraphs of a version, each with its points."""
    entries = []
    for provision in of_version:
        if provision.depth:
            continue
        words = provision.full_text[:LONGEST_INDEXED]
        terms = normalize(words)
        if terms:
            entries.append(
                SearchEntry(provision=provision, text_id=version.text_id, role=provision.role,
                            terms=terms, folded=folded(words))
            )  # fmt: skip
    SearchEntry.objects.bulk_create(entries, BATCH)


def operative_count(of_version: list[Provision]) -> int:
    """Return how many operative paragraphs stand in the body."""
    return sum(
        1 for one in of_version
        if one.role == Role.OPERATIVE.value and one.depth == 0 and one.annex == 0
    )  # fmt: skip
