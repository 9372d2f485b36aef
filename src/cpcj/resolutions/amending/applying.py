"""Amendments made in a text.

Each amendment is found in the text as it was tabled and has an outcome of its own: it was made, and
where; or the place or the words were not found, or stand several times; or an amendment before it
had changed the same words. What is not certain is not done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from cpcj.resolutions.amending import finding, numbering
from cpcj.resolutions.amending.finding import Edit
from cpcj.resolutions.amending.model import Amendment, At, Deed, Kind, Part, Place
from cpcj.resolutions.amending.provisions import paragraphs_of
from cpcj.resolutions.amending.tree import Node, Slot, Tree, new_node
from cpcj.resolutions.amending.wordings import NotMadeError, Result, at_an_end, chosen_of, edits_of
from cpcj.resolutions.model import (
    BodyItem,
    Heading,
    Note,
    NoteMark,
    Paragraph,
    Passage,
    Role,
    Span,
    Text,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an amendment.

    Attributes:
        amendment: the amendment.
        result: what became of it.
        where: the provisions it was made in, in the text as it was; "title" for the title.
        spans: where in their own words, for words that were changed.
        count: how many places or passages were found, where that is the trouble.
        reads_so: whether the place reads in the end as the amendment says it would; None where it
            says nothing of that.
    """

    amendment: Amendment
    result: Result
    where: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    count: int = 0
    reads_so: bool | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """A text with amendments made in it."""

    text: Text
    outcomes: tuple[Outcome, ...]

    @property
    def whole(self) -> bool:
        """Tell whether every amendment was made."""
        return all(one.result is Result.APPLIED for one in self.outcomes)


_WORDS: Final = frozenset((Deed.INSERT, Deed.DELETE, Deed.REPLACE))


def apply(text: Text, amendments: Sequence[Amendment], *, renumber: bool | None = None) -> Amended:
    """Return a text with amendments made, and the outcome of each.

    Args:
        text: the text as it was tabled; amendments speak of its numbers.
        amendments: in order; of two that change the same words the first is made.
        renumber: whether paragraphs and points are numbered anew; None does so where an amendment
            asks for it. Without, new paragraphs are numbered "4 bis".
    """
    maker = _Maker(text)
    outcomes = [maker.make(one) for one in amendments]
    anew = maker.renumber if renumber is None else renumber
    made = maker.text(anew=anew)
    checked = tuple(_checked(one, made, maker) for one in outcomes)
    return Amended(made, checked)


class _Maker:
    """One text in the making."""

    def __init__(self, text: Text) -> None:
        self.tree = Tree(text)
        self.renumber = False
        self._new_notes: list[Note] = []
        self._taken = {(one.role, one.n) for one in self.tree.tops}

    def make(self, amendment: Amendment) -> Outcome:
        """Make an amendment and return what became of it."""
        try:
            if amendment.deed in _WORDS:
                return self._words(amendment)
            where = self._whole(amendment)
        except NotMadeError as error:
            return Outcome(amendment, error.result, count=error.count)
        return Outcome(amendment, Result.APPLIED, where)

    def _whole(self, amendment: Amendment) -> tuple[str, ...]:
        deed, place = amendment.deed, amendment.place
        if deed is Deed.RENUMBER:
            return self._renumber(amendment)
        if place is None:
            raise NotMadeError(Result.NO_PLACE)
        if deed is Deed.ADD:
            return self._add(amendment, place)
        if place.kind in (Kind.TITLE, Kind.NOTE):
            return self._beside_the_body(amendment, place)
        node = self._node(place)
        if deed is Deed.REMOVE:
            self._free(node)
            node.gone = True
        elif deed is Deed.MOVE:
            self._move(amendment, node)
        else:
            self._revise(amendment, place, node)
        return (node.id,)

    # Whole provisions

    def _node(self, place: Place) -> Node:
        found = self.tree.find(place)
        if not found:
            raise NotMadeError(Result.NO_PLACE)
        if len(found) > 1:
            raise NotMadeError(Result.PLACES, len(found))
        return found[0]

    def _free(self, node: Node) -> None:
        """Ask that nothing changed in a provision before.

        Raises:
            NotMadeError: it is taken out or reads otherwise already.
        """
        if node.gone or node.instead is not None or any(slot.edits for slot in node.slots()):
            raise NotMadeError(Result.OVERTAKEN)

    def _revise(self, amendment: Amendment, place: Place, node: Node) -> None:
        assert amendment.new is not None  # noqa: S101 - a revision has words
        words = amendment.new.words
        if place.part is not Part.WHOLE:
            slot = node.words if place.part is Part.LEAD else node.closing
            if slot is None:
                raise NotMadeError(Result.NO_PLACE)
            self._set(slot, numbering.label_of(words)[1] if place.part is Part.LEAD else words)
            return
        self._free(node)
        found = paragraphs_of(words, node.role)
        if not found:
            raise NotMadeError(Result.NO_WORDS)
        if len(found) == 1 and node.points and not found[0].points and words.endswith(":"):
            # Words that end with a colon are those before the points; the points stay.
            self._set(node.words, found[0].words.text)
            return
        node.instead = tuple(self._with_role(one, node) for one in found)

    def _set(self, slot: Slot, words: str) -> None:
        if slot.edits:
            raise NotMadeError(Result.OVERTAKEN)
        slot.edits.append(Edit(0, len(slot.passage.text), words))

    def _with_role(self, one: Paragraph, node: Node) -> Paragraph:
        n = one.n or numbering.between(node.n, frozenset())
        numbered = node.role in (Role.OPERATIVE, Role.POINT)
        return replace(one, role=node.role, n=n, numbered=numbered)

    def _move(self, amendment: Amendment, node: Node) -> None:
        if amendment.to is None:
            raise NotMadeError(Result.NO_PLACE)
        beside = self._node(amendment.to)
        if node.gone or node.moved or beside is node:
            raise NotMadeError(Result.OVERTAKEN)
        if (node.role is Role.POINT) != (beside.role is Role.POINT):
            raise NotMadeError(Result.UNFIT)
        node.moved = True
        carried = _elsewhere(node)
        (beside.before if amendment.at is At.BEFORE else beside.after).append(carried)

    def _renumber(self, amendment: Amendment) -> tuple[str, ...]:
        if amendment.place is None or amendment.to is None:
            self.renumber = True
            return ()
        node = self._node(amendment.place)
        if amendment.to.points:
            node.n = amendment.to.points[-1]
        else:
            node.n = amendment.to.n
        return (node.id,)

    def _add(self, amendment: Amendment, place: Place) -> tuple[str, ...]:
        assert amendment.new is not None  # noqa: S101 - an addition has words
        adds = amendment.adds or Place(Kind.PARAGRAPH)
        if adds.kind is Kind.NOTE:
            return self._add_note(amendment, place)
        node, at = self._beside(place, adds, amendment.at)
        role = self._role(adds, node, at)
        if role is Role.POINT and node.role is not Role.POINT:
            return self._add_point(amendment, adds, node, at)
        found = paragraphs_of(amendment.new.words, role)
        if not found:
            raise NotMadeError(Result.NO_WORDS)
        beside = node.before if at in (At.BEFORE, At.BEGINNING) else node.after
        for one in found:
            n = (adds.points[-1] if adds.points else adds.n) or one.n
            beside.append(new_node(self._numbered(one, role, n, node, at), node.id))
        return (node.id,)

    def _beside(self, place: Place, adds: Place, at: At) -> tuple[Node, At]:
        """Return the provision beside which another comes, and on which side."""
        if place.kind in (Kind.PREAMBLE, Kind.BODY) and at is At.BEGINNING:
            role = Role.PREAMBULAR if place.kind is Kind.PREAMBLE else Role.OPERATIVE
            first = next((one for one in self.tree.tops if one.role is role), None)
            if first is None:
                raise NotMadeError(Result.NO_PLACE)
            return first, At.BEFORE
        if place.kind in (Kind.PREAMBLE, Kind.BODY):
            return self._node(place), At.BEFORE if at is At.BEFORE else At.AFTER
        found = self.tree.find(place)
        if not found and adds.n and adds.n == place.n and place.n.isdecimal():
            # "A new paragraph 9" in a text of eight comes after the eighth.
            return self._node(replace(place, n=str(int(place.n) - 1))), At.AFTER
        return self._node(place), at

    def _role(self, adds: Place, node: Node, at: At) -> Role:
        if adds.points or (node.role is Role.POINT and adds.kind is Kind.PARAGRAPH):
            return Role.POINT
        if at in (At.END, At.BEGINNING) and node.points and adds.kind is Kind.PARAGRAPH:
            raise NotMadeError(Result.UNFIT)
        if adds.kind is Kind.PREAMBULAR:
            return Role.PREAMBULAR
        if adds.kind is Kind.OPERATIVE:
            return Role.OPERATIVE
        return node.role

    def _add_point(self, amendment: Amendment, adds: Place, node: Node, at: At) -> tuple[str, ...]:
        """Add points to a paragraph, at the end of those it has or as its first."""
        assert amendment.new is not None  # noqa: S101 - an addition has words
        found = paragraphs_of(amendment.new.words, Role.POINT)
        if not found or at in (At.AFTER, At.BEFORE):
            raise NotMadeError(Result.NO_WORDS if not found else Result.UNFIT)
        label = adds.points[-1] if adds.points else ""
        made = [new_node(replace(one, n=label or one.n or "(a)", numbered=True), node.id)
                for one in found]  # fmt: skip
        if at is At.BEGINNING and node.points:
            node.points[0].before.extend(made)
        elif node.points:
            node.points[-1].after.extend(made)
        else:
            node.points.extend(made)
        return (node.id,)

    def _numbered(self, one: Paragraph, role: Role, n: str, node: Node, at: At) -> Paragraph:
        if role is Role.POINT or role is Role.OPERATIVE:
            printed = n.strip("().") != ""
            if not printed:
                n = numbering.between(self._number_before(node, at), self._numbers(role))
            self._taken.add((role, n))
            return replace(one, role=role, n=n, numbered=True)
        return replace(one, role=role, n="0", numbered=False)

    def _number_before(self, node: Node, at: At) -> str:
        if at is not At.BEFORE:
            return node.n
        siblings = [one for one in self.tree.tops if one.role is node.role]
        if node not in siblings:
            return node.n
        place = siblings.index(node)
        return siblings[place - 1].n if place else "0"

    def _numbers(self, role: Role) -> frozenset[str]:
        return frozenset(n for known, n in self._taken if known is role)

    # Title and footnotes

    def _beside_the_body(self, amendment: Amendment, place: Place) -> tuple[str, ...]:
        if place.kind is Kind.TITLE:
            if amendment.deed is not Deed.REVISE or amendment.new is None:
                raise NotMadeError(Result.UNFIT)
            self._set(self.tree.title, amendment.new.words)
            return ("title",)
        note = self._note(place)
        if amendment.deed is Deed.REVISE and amendment.new is not None:
            self._set(note, amendment.new.words)
        elif amendment.deed is Deed.REMOVE:
            self.tree.notes_gone.add(place.n)
        else:
            raise NotMadeError(Result.UNFIT)
        return (note.owner,)

    def _note(self, place: Place) -> Slot:
        for note, slot in self.tree.notes:
            if note.mark == place.n and place.n not in self.tree.notes_gone:
                return slot
        raise NotMadeError(Result.NO_PLACE)

    def _add_note(self, amendment: Amendment, place: Place | None) -> tuple[str, ...]:
        assert amendment.new is not None  # noqa: S101 - an addition has words
        if amendment.anchor is None:
            raise NotMadeError(Result.NO_PLACE)
        slot, span = self._single(amendment, place, amendment.anchor.words)
        mark = f"new{len(self._new_notes) + 1}"
        at = span.start if amendment.at is At.BEFORE else span.end
        slot.marks.append(NoteMark(at, mark))
        self._new_notes.append(Note(mark, Passage(amendment.new.words)))
        return (slot.owner,)

    # Words

    def _slots(self, place: Place | None) -> list[list[Slot]]:
        """Return the passages in which words are looked for, apart for each place meant."""
        if place is None:
            return [[self.tree.title, *(slot for node in self.tree.tops for slot in node.slots())]]
        if place.kind is Kind.TITLE:
            return [[self.tree.title]]
        if place.kind is Kind.NOTE:
            return [[self._note(place)]]
        if place.kind in (Kind.PREAMBLE, Kind.BODY):
            return [
                [slot for one in self.tree.tops
                 if (one.role is Role.PREAMBULAR) is (place.kind is Kind.PREAMBLE)
                 for slot in one.slots()]
            ]  # fmt: skip
        found = self.tree.find(place)
        if not found:
            raise NotMadeError(Result.NO_PLACE)
        if all(node.gone or node.instead is not None for node in found):
            raise NotMadeError(Result.OVERTAKEN)
        return [list(node.slots(place.part)) for node in found]

    def _single(self, amendment: Amendment, place: Place | None, words: str) -> tuple[Slot, Span]:
        found = [(slot, span) for group in self._slots(place) for slot in group
                 for span in finding.find(slot.passage.text, words)]  # fmt: skip
        return chosen_of(found, amendment)

    def _words(self, amendment: Amendment) -> Outcome:
        groups = self._slots(amendment.place)
        if amendment.anchor is None and amendment.old is None:
            if len(groups) > 1:
                raise NotMadeError(Result.PLACES, len(groups))
            edits = [at_an_end(amendment, groups[0])]
        else:
            edits = edits_of(amendment, [slot for group in groups for slot in group])
        for slot, one in edits:
            if any(finding.clash(one, other) for other in slot.edits):
                raise NotMadeError(Result.OVERTAKEN)
        for slot, one in edits:
            slot.edits.append(one)
        where = tuple(dict.fromkeys(slot.owner for slot, _ in edits))
        spans = tuple(Span(one.start, one.end) for _, one in edits)
        return Outcome(amendment, Result.APPLIED, where, spans)

    # The whole

    def text(self, *, anew: bool) -> Text:
        """Return the text as it is in the end."""
        body = self.tree.made()
        was = self.tree.text
        if anew:
            body = numbering.renumbered(body, numbering.restarts(was.body))
        else:
            body = numbering.counted(body)
        notes = tuple(
            replace(note, words=slot.made())
            for note, slot in self.tree.notes
            if note.mark not in self.tree.notes_gone
        )
        title = self.tree.title.made()
        if self._new_notes or self.tree.notes_gone:
            title, body, notes = self._with_notes(title, body, (*notes, *self._new_notes))
        return replace(was, title=title, body=body, notes=notes)

    def _with_notes(
        self, title: Passage, body: tuple[BodyItem, ...], notes: tuple[Note, ...]
    ) -> tuple[Passage, tuple[BodyItem, ...], tuple[Note, ...]]:
        """Return everything with its footnotes numbered in order of first use."""
        gone = self.tree.notes_gone
        marks = tuple(mark.mark for mark in title.marks)
        numbers = numbering.notes_in_order(body, marks, notes)

        def marked(passage: Passage) -> Passage:
            kept = tuple(
                NoteMark(mark.at, numbers.get(mark.mark, mark.mark))
                for mark in passage.marks
                if mark.mark not in gone
            )
            return replace(passage, marks=kept)

        def paragraph(one: Paragraph) -> Paragraph:
            closing = None if one.closing is None else marked(one.closing)
            points = tuple(map(paragraph, one.points))
            return replace(one, words=marked(one.words), points=points, closing=closing)

        new_body = tuple(
            replace(one, words=marked(one.words)) if isinstance(one, Heading) else paragraph(one)
            for one in body
        )
        named = [replace(note, mark=numbers.get(note.mark, note.mark)) for note in notes]
        named.sort(key=lambda note: int(note.mark) if note.mark.isdecimal() else 0)
        return marked(title), new_body, tuple(named)


def _elsewhere(node: Node) -> Node:
    """Return a node that stands for another one where it was moved to."""
    moved = Node(node.id, node.role, node.n, node.numbered, node.section, node.words,
                 node.points, node.closing)  # fmt: skip
    moved.instead = node.instead
    return moved


def _checked(outcome: Outcome, made: Text, maker: _Maker) -> Outcome:
    """Return an outcome with the answer whether its place reads as it was said to."""
    reads = outcome.amendment.reads
    if reads is None or outcome.result is not Result.APPLIED:
        return outcome
    said = " ".join(finding.folded(reads.words).split())
    slots = [slot for node in maker.tree.tops for slot in node.slots()]
    texts = [made.title.text, *(slot.made().text for slot in slots if slot.owner in outcome.where)]
    held = any(said in " ".join(finding.folded(one).split()) for one in texts)
    return replace(outcome, reads_so=held)
