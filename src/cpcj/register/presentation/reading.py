"""A text as a page shows it: the rows of a version put back into paragraphs, with what was read.

Rows come in printed order; points are nested by their depth. Spans of acts point into the whole
paragraph, so they are shared among its words, points and closing words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from cpcj.register.models import Heading
from cpcj.register.presentation.acts import ShownAct, act_marks
from cpcj.register.presentation.addresses import citation_link
from cpcj.register.presentation.marking import Link, Mark, marked, note_signs, within
from cpcj.resolutions.model import NoteMark, Passage, Span

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from cpcj.frame.sections import Note, Notes
    from cpcj.register.models import Footnote, Provision
    from cpcj.register.queries.texts import ActOnPage, TextPage


@dataclass(slots=True)
class ShownPart:
    """A paragraph or point: its anchor, its number, its words as HTML, what stands below it."""

    local: str
    number: str
    role: str
    words: SafeString
    closing: SafeString | None = None
    points: list[ShownPart] = field(default_factory=list)
    acts: list[ShownAct] = field(default_factory=list)
    notes: Sequence[Note] = ()

    @property
    def is_heading(self) -> bool:
        """Tell that this is no heading."""
        return False


@dataclass(frozen=True, slots=True)
class ShownHeading:
    """A heading between paragraphs; ``level`` 0 is an annex's title."""

    level: int
    number: str
    words: SafeString
    annex: int

    @property
    def is_heading(self) -> bool:
        """Tell that this is a heading."""
        return True


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A footnote with the place to go back to."""

    mark: str
    anchor: str
    back: str | None
    words: SafeString


@dataclass(frozen=True, slots=True)
class ShownText:
    """Everything a text's page prints."""

    title: SafeString
    organ_line: SafeString
    items: list[ShownPart | ShownHeading]
    annexes: list[list[ShownPart | ShownHeading]]
    notes: list[ShownNote]


NOTE = "note-"
"""Beginning of the anchors of footnotes."""


@dataclass(slots=True)
class _Drawing:
    """What the pieces of a page share while it is put together."""

    links: dict[tuple[str, bool], list[Link]]
    acts: Mapping[int, Sequence[ActOnPage]]
    met: set[str] = field(default_factory=set)
    notes: frozenset[str] = frozenset()

    def words(
        self, passage: Passage, links: Sequence[Link] = (), marks: Sequence[Mark] = ()
    ) -> SafeString:
        """Return a passage as HTML; a mark without footnote stays a plain sign."""
        known = [mark for mark in passage.marks if mark.mark in self.notes]
        signs = note_signs(known, NOTE, gettext("Footnote %s"), first=self.met)
        return marked(
            passage.text, emphasis=passage.emphasis, signs=signs, marks=marks, links=links
        )


def passage_of(words: str, layout: Mapping[str, Any]) -> Passage:
    """Return stored words with their marks and italics."""
    return Passage(
        words,
        tuple(NoteMark(at, mark) for at, mark in layout.get("marks", ())),
        tuple(Span(start, end) for start, end in layout.get("emphasis", ())),
    )


def shown_text(page: TextPage) -> ShownText:
    """Put the rows of a version together for its page."""
    placed, in_notes = _citation_links(page)
    drawing = _Drawing(placed, page.acts, notes=frozenset(note.mark for note in page.footnotes))
    version = page.version
    title = drawing.words(
        passage_of(version.title, version.layout.get("title", {})), placed.get(("title", False), ())
    )
    organ_line = drawing.words(passage_of(version.organ_line, version.layout.get("organ_line", {})))
    items: list[ShownPart | ShownHeading] = []
    annexes: dict[int, list[ShownPart | ShownHeading]] = {}
    for row in _nested(page.items):
        drawn: ShownPart | ShownHeading
        if isinstance(row, _Tree):
            annex, drawn = row.row.annex, _paragraph(row, drawing)
        else:
            annex = row.annex
            words = drawing.words(passage_of(row.words, row.layout))
            drawn = ShownHeading(row.level, row.n, words, annex)
        (annexes.setdefault(annex, []) if annex else items).append(drawn)
    notes = [
        ShownNote(
            note.mark,
            f"{NOTE}{note.mark}" if first else f"{NOTE}{note.mark}-{note.position}",
            f"{NOTE}ref-{note.mark}" if note.mark in drawing.met and first else None,
            drawing.words(passage_of(note.words, note.layout), in_notes.get(note.position, ())),
        )
        for note, first in _first_of_mark(page.footnotes)
    ]
    return ShownText(title, organ_line, items, [annexes[key] for key in sorted(annexes)], notes)


def put_beside(shown: ShownText, notes: Notes) -> None:
    """Put what other rooms say of paragraphs beside them."""
    for part in (part for items in (shown.items, *shown.annexes) for part in items):
        if isinstance(part, ShownPart):
            part.notes = notes.get(part.local, ())


def _first_of_mark(footnotes: Sequence[Footnote]) -> Iterator[tuple[Footnote, bool]]:
    seen: set[str] = set()
    for note in footnotes:
        yield note, note.mark not in seen
        seen.add(note.mark)


@dataclass(slots=True)
class _Tree:
    row: Provision
    below: list[_Tree] = field(default_factory=list)

    def passages(self) -> Iterator[tuple[Provision, bool, Passage]]:
        """Yield the passages of a paragraph in the order of its full text."""
        yield self.row, False, passage_of(self.row.words, self.row.layout)
        for tree in self.below:
            yield from tree.passages()
        if self.row.closing:
            closing = passage_of(self.row.closing, self.row.layout.get("closing", {}))
            yield self.row, True, closing


def _nested(items: Sequence[Provision | Heading]) -> Iterator[_Tree | Heading]:
    """Yield paragraphs with the points below them, and headings, in printed order."""
    open_trees: list[_Tree] = []
    for row in items:
        if isinstance(row, Heading):
            if open_trees:
                yield open_trees[0]
            open_trees = []
            yield row
            continue
        tree = _Tree(row)
        if row.depth and open_trees:
            del open_trees[row.depth :]
            open_trees[-1].below.append(tree)
        else:
            if open_trees:
                yield open_trees[0]
            open_trees = []
        open_trees.append(tree)
    if open_trees:
        yield open_trees[0]


def _paragraph(tree: _Tree, drawing: _Drawing) -> ShownPart:
    acts = drawing.acts.get(tree.row.position, ())
    passages = list(tree.passages())
    marks: dict[tuple[int, bool], list[Mark]] = {}
    for act in acts:
        for classes, spans in act_marks(act.row, act.spans):
            shared = within((passage for _, _, passage in passages), spans)
            for (row, closing, _), places in zip(passages, shared, strict=True):
                marks.setdefault((row.position, closing), []).extend(
                    Mark(place.start, place.end, classes) for place in places
                )
    drawn = _part(tree, drawing, marks)
    drawn.acts = [ShownAct.of(act.row) for act in acts]
    return drawn


def _part(
    tree: _Tree, drawing: _Drawing, marks: Mapping[tuple[int, bool], list[Mark]]
) -> ShownPart:
    row = tree.row
    words = drawing.words(
        passage_of(row.words, row.layout),
        drawing.links.get((row.local, False), ()),
        marks.get((row.position, False), ()),
    )
    points = [_part(below, drawing, marks) for below in tree.below]
    closing = None
    if row.closing:
        closing = drawing.words(
            passage_of(row.closing, row.layout.get("closing", {})),
            drawing.links.get((row.local, True), ()),
            marks.get((row.position, True), ()),
        )
    return ShownPart(row.local, _number(row), row.role, words, closing, points)


def _number(row: Provision) -> str:
    if not row.numbered or not row.n:
        return ""
    return row.n if row.role == "point" else f"{row.n}."


def _citation_links(
    page: TextPage,
) -> tuple[dict[tuple[str, bool], list[Link]], dict[int, list[Link]]]:
    """Share citations among the words they stand in: of provisions, and of footnotes by place."""
    placed: dict[tuple[str, bool], list[Link]] = {}
    in_notes: dict[int, list[Link]] = {}
    for citation in page.citations:
        link = citation_link(citation, page.held, page.places)
        if link is None:
            continue
        if citation.note is not None:
            in_notes.setdefault(citation.note, []).append(link)
        else:
            placed.setdefault((citation.place, citation.in_closing), []).append(link)
    return placed, in_notes
