"""Amendments written from two texts: what to say so that the one becomes the other.

Words are changed where a few words say it, each change by words that stand once in their paragraph;
a paragraph of which much changed is said to read anew. What was written is made in the earlier text
before it is given out, so that it is known whether it says the whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from cpcj.resolutions.amending import finding
from cpcj.resolutions.amending.applying import apply
from cpcj.resolutions.amending.model import Amendment, At, Deed, Kind, Part, Place, Quoted
from cpcj.resolutions.amending.phrasing import sentence
from cpcj.resolutions.amending.provisions import lines_of
from cpcj.resolutions.amending.tree import Node, Tree
from cpcj.resolutions.comparing.alignment import align, units_of
from cpcj.resolutions.comparing.words import Change, word_changes
from cpcj.resolutions.comparing.words import Kind as Changed
from cpcj.resolutions.model import Heading, Paragraph, Passage, Role, Text
from cpcj.resolutions.tracked.pairing import paired

_MOST_CHANGES: Final = 8
"""Changes of one passage that are said one by one; with more it is said to read anew."""

_CONTEXT: Final = 12
"""Words that are named around a change so that it stands once."""

_TELLING: Final = 8
"""Characters from which words beside an insertion tell a reader where it is."""

_MOST_CHANGED: Final = 0.6
"""Part of a passage that may change for it to be said by words."""

_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Written:
    """Amendments that make one text the other.

    Attributes:
        amendments: in the order of the earlier text, a renumbering last.
        whole: whether they give every word and number of the later text's title and paragraphs.
        left: what differs and is not said by them ("headings", "footnotes", "annexes").
    """

    amendments: tuple[Amendment, ...]
    whole: bool
    left: tuple[str, ...]


def write(before: Text, after: Text) -> Written:
    """Return the amendments that make one text another.

    Args:
        before: the text as it was tabled.
        after: the text as it should be.
    """
    found = tuple(_Writer(before, after).amendments())
    made = apply(before, found)
    wrong = _misnumbered(made.text, after)
    if wrong:
        anew = (*found, Amendment(Deed.RENUMBER))
        again = apply(before, anew)
        if _misnumbered(again.text, after) < wrong:
            found, made = anew, again
    whole = made.whole and _said(made.text) == _said(after)
    return Written(found, whole, tuple(_left(before, after)))


def in_words(amendments: Sequence[Amendment]) -> str:
    """Return amendments as a numbered list in words, which :func:`read_amendments` reads back."""
    return "\n\n".join(
        f"{place}. {sentence(one)}" for place, one in enumerate(amendments, start=1)
    ) + ("\n" if amendments else "")


def _said(text: Text) -> list[tuple[str, ...]]:
    """Return what amendments speak of: the title, and every provision's role, number and words."""
    found: list[tuple[str, ...]] = [("title", "", _plain(text.title))]

    def add(one: Paragraph) -> None:
        n = one.n if one.role is not Role.PREAMBULAR else ""
        found.append((one.role.value, n, _plain(one.words)))
        for point in one.points:
            add(point)
        if one.closing is not None:
            found.append(("closing", "", _plain(one.closing)))

    for item in text.body:
        if isinstance(item, Paragraph):
            add(item)
    return found


def _plain(passage: Passage) -> str:
    return " ".join(passage.text.split())


def _left(before: Text, after: Text) -> Iterator[str]:
    headings = [
        [(one.level, one.n, one.words.text) for one in text.body if isinstance(one, Heading)]
        for text in (before, after)
    ]
    if headings[0] != headings[1]:
        yield "headings"
    notes = [[note.words.text for note in text.notes] for text in (before, after)]
    if notes[0] != notes[1]:
        yield "footnotes"
    annexes = [
        [[one.full if isinstance(one, Paragraph) else one.words.text for one in annex.body]
         for annex in text.annexes]
        for text in (before, after)
    ]  # fmt: skip
    if annexes[0] != annexes[1]:
        yield "annexes"


@dataclass(slots=True)
class _Step:
    """A paragraph of the later text: which of the earlier one it was, if any."""

    after: Paragraph
    node: Node | None
    heading: bool  # whether a heading stands right before it
    stays: bool = False


class _Writer:
    """One pair of texts."""

    def __init__(self, before: Text, after: Text) -> None:
        self._before, self._after = before, after
        self._tree = Tree(before)

    def amendments(self) -> Iterator[Amendment]:
        if _plain(self._before.title) != _plain(self._after.title):
            title = Quoted(_plain(self._after.title))
            yield Amendment(Deed.REVISE, Place(Kind.TITLE), new=title)
        steps = self._steps()
        kept = {id(step.node) for step in steps if step.node is not None}
        for node in self._tree.tops:
            if id(node) not in kept:
                yield Amendment(Deed.REMOVE, self._place(node))
        for step in steps:
            if step.node is not None:
                yield from self._changed(step.node, step.after)
        yield from self._placed(steps)

    # Paragraphs

    def _steps(self) -> list[_Step]:
        units = units_of(self._before), units_of(self._after)
        pairs = {pairing.after[0]: pairing.before[0] for pairing in align(*units).pairings}
        nodes = {node.id: node for node in self._tree.tops}
        steps: list[_Step] = []
        heading = False
        used: set[str] = set()
        names = iter(node.id for node in Tree(self._after).tops)
        for item in self._after.body:
            if isinstance(item, Heading):
                heading = True
                continue
            old = nodes.get(pairs.get(next(names), ""))
            if old is not None and (old.role is not item.role or old.id in used):
                old = None
            if old is not None:
                used.add(old.id)
            steps.append(_Step(item, old, heading))
            heading = False
        self._mark_stays(steps)
        return steps

    def _mark_stays(self, steps: list[_Step]) -> None:
        """Mark the longest run of paragraphs that stand in the order they stood in."""
        order = {id(node): place for place, node in enumerate(self._tree.tops)}
        known = [step for step in steps if step.node is not None]
        for place in _rising([order[id(step.node)] for step in known]):
            known[place].stays = True

    def _placed(self, steps: list[_Step]) -> Iterator[Amendment]:
        """Say where new paragraphs come and to where old ones move."""
        beside: Node | None = None
        for place, step in enumerate(steps):
            if step.stays:
                beside = step.node
                continue
            at, anchor = At.AFTER, beside
            following = next((one.node for one in steps[place:] if one.stays), None)
            heads = any(one.heading for one in steps[_last_stay(steps, place) + 1 : place + 1])
            other = anchor is not None and anchor.role is not step.after.role
            same = following is not None and following.role is step.after.role
            if following is not None and (anchor is None or heads or (other and same)):
                at, anchor = At.BEFORE, following
            if anchor is None:
                if not self._tree.tops:
                    return
                anchor = self._tree.tops[0]
            to = self._place(anchor)
            if step.node is not None:
                yield Amendment(Deed.MOVE, self._place(step.node), at=at, to=to)
            else:
                yield self._addition(step.after, to, at)

    def _addition(self, one: Paragraph, place: Place, at: At) -> Amendment:
        kind = Kind.PREAMBULAR if one.role is Role.PREAMBULAR else Kind.OPERATIVE
        return Amendment(Deed.ADD, place, new=Quoted(lines_of(one)), at=at, adds=Place(kind))

    def _place(self, node: Node, *points: str, part: Part = Part.WHOLE) -> Place:
        kind = Kind.PREAMBULAR if node.role is Role.PREAMBULAR else Kind.OPERATIVE
        n, section = node.n, None
        if kind is Kind.PREAMBULAR:
            same = [one for one in self._tree.tops if one.role is Role.PREAMBULAR]
            n = str(same.index(node) + 1)
        elif "/" in node.id:
            section = node.section
        return Place(kind, n, points, section, part)

    # Words

    def _changed(self, node: Node, after: Paragraph) -> Iterator[Amendment]:
        before = _paragraph(node)
        if _same(before, after):
            return
        place = self._place(node)
        found = list(self._inside(node, after, place, ()))
        if found and self._gives(found, before, after):
            yield from found
        else:
            yield Amendment(Deed.REVISE, place, new=Quoted(lines_of(after)))

    def _inside(
        self, node: Node, after: Paragraph, place: Place, points: tuple[str, ...]
    ) -> Iterator[Amendment]:
        """Say what changed in a paragraph or point, in its points and in its closing words."""
        here = replace(place, points=points)
        lead = replace(here, part=Part.LEAD) if node.points or node.closing else here
        yield from _words(lead, node.words.passage.text, after.words.text)
        old = [one.full for one in map(_paragraph, node.points)]
        new = [one.full for one in after.points]
        last: Node | None = None
        waiting: list[Paragraph] = []
        for was, becomes in paired(old, new):
            if was is None and becomes is not None:
                if last is None:
                    waiting.append(after.points[becomes])
                else:
                    yield self._point(after.points[becomes], place, (*points, last.n), At.AFTER)
                continue
            assert was is not None  # noqa: S101 - one of both is said
            last = node.points[was]
            for one in waiting:
                yield self._point(one, place, (*points, last.n), At.BEFORE)
            waiting = []
            if becomes is None:
                yield Amendment(Deed.REMOVE, replace(place, points=(*points, last.n)))
            else:
                yield from self._inside(last, after.points[becomes], place, (*points, last.n))
        closing = "" if after.closing is None else after.closing.text
        if node.closing is not None and closing:
            yield from _words(replace(here, part=Part.CLOSING), node.closing.passage.text, closing)

    def _point(self, one: Paragraph, place: Place, points: tuple[str, ...], at: At) -> Amendment:
        adds = Place(Kind.PARAGRAPH, points=("",))
        new = Quoted(lines_of(one, label=True))
        return Amendment(Deed.ADD, replace(place, points=points), new=new, at=at, adds=adds)

    def _gives(self, found: list[Amendment], before: Paragraph, after: Paragraph) -> bool:
        """Tell whether amendments of one paragraph give it as it should be."""
        n = found[0].place.n if found[0].place is not None else before.n
        alone = Text(None, self._before.kind, Passage(""), Passage(""),
                     (replace(before, n=n, role=before.role),))  # fmt: skip
        asked = [
            replace(one, place=replace(one.place, section=None,
                                       n="1" if before.role is Role.PREAMBULAR else n))
            for one in found if one.place is not None
        ]  # fmt: skip
        made = apply(alone, asked, renumber=True)
        body = [one for one in made.text.body if isinstance(one, Paragraph)]
        return made.whole and len(body) == 1 and _same(body[0], after)


def _last_stay(steps: list[_Step], place: int) -> int:
    return next((at for at in range(place - 1, -1, -1) if steps[at].stays), -1)


def _paragraph(node: Node) -> Paragraph:
    closing = None if node.closing is None else node.closing.passage
    points = tuple(map(_paragraph, node.points))
    return Paragraph(node.role, node.n, node.numbered, node.words.passage, points, closing)


def _same(one: Paragraph, other: Paragraph) -> bool:
    """Tell whether two paragraphs say the same with the same points; own numbers do not count."""
    mine, theirs = one.closing, other.closing
    return (
        _plain(one.words) == _plain(other.words)
        and (_plain(mine) if mine else "") == (_plain(theirs) if theirs else "")
        and [point.n for point in one.points] == [point.n for point in other.points]
        and all(map(_same, one.points, other.points))
    )


def _misnumbered(made: Text, wanted: Text) -> int:
    """Return how many provisions of a text have another number than they should."""
    numbers = [[one[:2] for one in _said(text)] for text in (made, wanted)]
    return sum(1 for one, other in zip_longest(*numbers) if one != other)


def _words(place: Place, before: str, after: str) -> Iterator[Amendment]:
    """Say by words how a passage changes; all of it anew where much does."""
    if " ".join(before.split()) == " ".join(after.split()):
        return
    changes = word_changes(before, after)
    edits = list(_spans(changes))
    changed = sum(end - start for start, end, _ in edits)
    found: list[Amendment] = []
    if len(edits) <= _MOST_CHANGES and changed <= _MOST_CHANGED * len(before):
        for start, end, new in edits:
            one = _said_by_words(place, before, start, end, new)
            if one is None:
                found = []
                break
            found.append(one)
    if found:
        yield from found
    else:
        yield Amendment(Deed.REVISE, place, new=Quoted(after))


def _spans(changes: Sequence[Change]) -> Iterator[tuple[int, int, str]]:
    at = 0
    for one in changes:
        if one.kind is not Changed.SAME:
            yield at, at + len(one.before), one.after
        at += len(one.before)


def _said_by_words(place: Place, text: str, start: int, end: int, new: str) -> Amendment | None:
    """Return the amendment that changes one stretch, by words that stand once; None for none."""
    wanted = text[:start] + new + text[end:]
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    old, put = text[start:end].strip(), new.strip()
    if not old and put:
        left = [first for first, last in words if last <= start][-_CONTEXT:]
        for first in sorted(left, key=lambda at: (start - at < _TELLING, -at)):
            anchor = text[first:start].strip()
            one = Amendment(Deed.INSERT, place, new=Quoted(put), at=At.AFTER, anchor=Quoted(anchor))
            if _does(one, text, wanted):
                return one
        right = [last for first, last in words if first >= end][:_CONTEXT]
        for last in right:
            anchor = text[end:last].strip()
            one = Amendment(
                Deed.INSERT, place, new=Quoted(put), at=At.BEFORE, anchor=Quoted(anchor)
            )
            if _does(one, text, wanted):
                return one
    if old and not put:
        one = Amendment(Deed.DELETE, place, Quoted(old))
        if _does(one, text, wanted):
            return one
    return _replacement(place, text, (start, end, new), words, wanted)


def _replacement(
    place: Place,
    text: str,
    change: tuple[int, int, str],
    words: Sequence[tuple[int, int]],
    wanted: str,
) -> Amendment | None:
    """Return a replacement that names as many words around a change as make it stand once."""
    start, end, new = change
    lefts = [start, *[first for first, last in reversed(words) if first < start]][: _CONTEXT + 1]
    rights = [end, *[last for first, last in words if last > end]][: _CONTEXT + 1]
    for reach in range(max(len(lefts), len(rights))):
        first = lefts[min(reach, len(lefts) - 1)]
        for last in dict.fromkeys((rights[0], rights[min(reach, len(rights) - 1)])):
            old = text[first:last].strip()
            put = (text[first:start] + new + text[end:last]).strip()
            if not old:
                continue
            deed = Deed.REPLACE if put else Deed.DELETE
            one = Amendment(deed, place, Quoted(old), Quoted(put) if put else None)
            if _does(one, text, wanted):
                return one
    return None


def _does(one: Amendment, text: str, wanted: str) -> bool:
    """Tell whether an amendment alone makes a passage read as it should."""
    if not _quotable(one):
        return False
    named = one.anchor or one.old
    if named is None:
        return False
    found = finding.find(text, named.words)
    if len(found) != 1:
        return False
    new = one.new.words if one.new else ""
    if one.deed is Deed.DELETE:
        made = finding.taken_out(text, found[0])
    elif one.deed is Deed.REPLACE:
        made = finding.put_instead(text, found[0], new)
    elif one.at is At.BEFORE:
        made = finding.put_before(text, found[0].start, new)
    else:
        made = finding.put_after(text, found[0].end, new)
    return finding.edited(text, [made]).split() == wanted.split()


def _quotable(one: Amendment) -> bool:
    """Tell whether quotation marks in the words are pairs, so that the words can be quoted."""
    for quoted in (one.old, one.new, one.anchor):
        if quoted is not None and not _balanced(quoted.words):
            return False
    return True


def _balanced(words: str) -> bool:
    depth = 0
    for sign in words:
        depth += (sign == "“") - (sign == "”")
        if depth < 0:
            return False
    return depth == 0


def _rising(values: Sequence[int]) -> list[int]:
    """Return the places of the longest rising run of values."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        back.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(value)
            ends.append(place)
        else:
            tails[at], ends[at] = value, place
    found: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(place)
        place = back[place]
    return found[::-1]
