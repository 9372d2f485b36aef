"""A text taken apart so that it can be amended: what goes, what comes, what stands beside what.

Amendments speak of the text as it was tabled; so everything is found in the text as it is, and put
together once at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cpcj.resolutions.amending.finding import Edit
from cpcj.resolutions.amending.model import Kind, Part, Place
from cpcj.resolutions.model import (
    BodyItem,
    Heading,
    NoteMark,
    Paragraph,
    Passage,
    Role,
    Text,
    provisions,
)
from cpcj.resolutions.passages import Cut, edit


@dataclass(slots=True, eq=False)
class Slot:
    """A passage that may be edited."""

    passage: Passage
    owner: str
    edits: list[Edit] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)

    def made(self) -> Passage:
        """Return the passage as it reads in the end."""
        cuts: list[Cut] = []
        for one in sorted(self.edits, key=lambda each: (each.start, each.end)):
            if cuts and cuts[-1].start == cuts[-1].end == one.start == one.end:
                cuts[-1] = Cut(one.start, one.end, cuts[-1].put + one.put)
            else:
                cuts.append(Cut(*one))
        return edit(self.passage, cuts, sorted(self.marks, key=lambda mark: mark.at))


@dataclass(slots=True, eq=False)
class Node:
    """A provision in the text as it is amended.

    Attributes:
        id: its identifier in the text as it was; empty for a new one.
        role: what it is.
        n: its number as printed.
        numbered: whether the number is printed.
        section: number of the section it stands in.
        words: its own words.
        points: the points below it.
        closing: the words after its points.
        gone: whether it is taken out.
        instead: the paragraphs that stand in its place; None where it stands itself.
        moved: whether it stands elsewhere.
        before: what was put before it.
        after: what was put after it.
    """

    id: str
    role: Role
    n: str
    numbered: bool
    section: str | None
    words: Slot
    points: list[Node] = field(default_factory=list)
    closing: Slot | None = None
    gone: bool = False
    instead: tuple[Paragraph, ...] | None = None
    moved: bool = False
    before: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)

    def slots(self, part: Part = Part.WHOLE) -> Iterator[Slot]:
        """Yield the passages of a part of it, in reading order."""
        if part is not Part.CLOSING:
            yield self.words
        if part is Part.WHOLE:
            for point in self.points:
                if not point.gone:
                    yield from point.slots()
        if part is not Part.LEAD and self.closing is not None:
            yield self.closing

    def made(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs that stand in its place."""
        if self.instead is not None:
            first, *rest = self.instead
            return (replace(first, role=self.role, n=self.n, numbered=self.numbered), *rest)
        points = tuple(one for node in self.points for one in emitted(node))
        closing = None if self.closing is None else self.closing.made()
        return (
            Paragraph(self.role, self.n, self.numbered, self.words.made(), points,
                      closing if closing is None or closing.text else None),
        )  # fmt: skip


def emitted(node: Node) -> Iterator[Paragraph]:
    """Yield what stands where a node stood: what was put before, itself, what was put after."""
    for one in node.before:
        yield from one.made()
    if not node.gone and not node.moved:
        yield from node.made()
    for one in node.after:
        yield from one.made()


def new_node(paragraph: Paragraph, owner: str) -> Node:
    """Return a node for a paragraph that is new."""
    slot = Slot(paragraph.words, owner)
    points = [new_node(point, owner) for point in paragraph.points]
    closing = None if paragraph.closing is None else Slot(paragraph.closing, owner)
    return Node("", paragraph.role, paragraph.n, paragraph.numbered, None, slot, points, closing)


class Tree:
    """A text taken apart."""

    def __init__(self, text: Text) -> None:
        """Take a text apart."""
        self.text = text
        self.title = Slot(text.title, "title")
        self.notes = [(note, Slot(note.words, f"note{note.mark}")) for note in text.notes]
        self.notes_gone: set[str] = set()
        self.body: list[Node | Heading] = []
        names = iter([one.id for one in provisions(text.body)])
        section: str | None = None
        for item in text.body:
            if isinstance(item, Heading):
                section = item.n if item.level == 1 else section
                self.body.append(item)
            else:
                self.body.append(self._node(item, names, section))
        self.tops = [one for one in self.body if isinstance(one, Node)]

    def _node(self, one: Paragraph, names: Iterator[str], section: str | None) -> Node:
        name = next(names)
        closing = None if one.closing is None else Slot(one.closing, name)
        node = Node(name, one.role, one.n, one.numbered, section, Slot(one.words, name))
        node.points = [self._node(point, names, section) for point in one.points]
        node.closing = closing
        return node

    def made(self) -> tuple[BodyItem, ...]:
        """Return the body as it is in the end."""
        found: list[BodyItem] = []
        for one in self.body:
            if isinstance(one, Heading):
                found.append(one)
            else:
                found.extend(emitted(one))
        return tuple(found)

    # Places

    def find(self, place: Place) -> list[Node]:
        """Return the provisions that a place may mean: none, one, or several."""
        found = [node for node in self._tops(place) if _in_section(node, place)]
        for label in place.points:
            found = [
                point for node in found for point in node.points if _bare(point.n) == _bare(label)
            ]
        return found

    def _tops(self, place: Place) -> list[Node]:
        preambular = [one for one in self.tops if one.role is Role.PREAMBULAR]
        operative = [one for one in self.tops if one.role is not Role.PREAMBULAR]
        section = place.section
        if place.kind is Kind.PREAMBULAR:
            return _counted([one for one in preambular if section in (None, one.section)], place.n)
        if place.kind is Kind.OPERATIVE:
            return self._numbered(operative, place)
        if place.kind is Kind.PREAMBLE:
            return preambular[-1:]
        if place.kind is Kind.BODY:
            return operative[-1:]
        if place.ordinal:
            counted = _counted([*preambular, *operative], place.n) if place.n[0] == "-" else []
            return counted or [*_counted(preambular, place.n), *_counted(operative, place.n)]
        return self._numbered(operative, place)

    @staticmethod
    def _numbered(operative: list[Node], place: Place) -> list[Node]:
        if place.ordinal or place.n.startswith("-"):
            in_section = [one for one in operative if place.section in (None, one.section)]
            return _counted(in_section, place.n)
        return [one for one in operative if one.n == place.n]


def _counted(nodes: list[Node], n: str) -> list[Node]:
    if not n.lstrip("-").isdecimal():
        return []
    number = int(n)
    place = number - 1 if number > 0 else len(nodes) + number
    return [nodes[place]] if 0 <= place < len(nodes) and number else []


def _in_section(node: Node, place: Place) -> bool:
    return place.section is None or node.section == place.section


def _bare(label: str) -> str:
    return label.strip("().")
