"""The parts of a clause that amends, sorted by what they are for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cpcj.resolutions.amending.model import At, Place, Quoted, Why
from cpcj.resolutions.amending.tokens import Sort, Token

_VERBS: Final = frozenset(
    (Sort.INSERT, Sort.DELETE, Sort.REPLACE, Sort.SUBSTITUTE, Sort.AMEND, Sort.READ, Sort.MOVE,
     Sort.RENUMBER, Sort.BECOME)
)  # fmt: skip
_SIDES: Final = {Sort.AFTER: At.AFTER, Sort.BEFORE: At.BEFORE, Sort.BETWEEN: At.AFTER}
_ENDS: Final = {Sort.END: At.END, Sort.BEGINNING: At.BEGINNING}


class NotReadError(Exception):
    """A clause that was not read: why, and the words in the way."""

    def __init__(self, why: Why, detail: str = "") -> None:
        """Say why."""
        super().__init__(detail)
        self.why = why
        self.detail = detail


@dataclass(slots=True)
class Carried:
    """What a clause takes over from those before it.

    Attributes:
        place: the place named last.
        anchor: the words after which something was put last.
        verb: the deed last said.
    """

    place: Place | None = None
    anchor: Quoted | None = None
    verb: Sort | None = None


@dataclass(slots=True)
class Clause:
    """The parts of a clause by what they are for."""

    verbs: list[Sort] = field(default_factory=list)
    subjects: list[Place] = field(default_factory=list)  # places without a preposition
    places: list[Place] = field(default_factory=list)  # places in which
    beside: list[tuple[At, Place]] = field(default_factory=list)
    anchors: list[tuple[At, Quoted]] = field(default_factory=list)
    at: At = At.WITHIN
    plain: list[Quoted] = field(default_factory=list)
    by: list[Quoted] = field(default_factory=list)  # with, by, to
    instead_of: list[Quoted] = field(default_factory=list)
    before: list[Quoted] = field(default_factory=list)  # what the place read
    read: list[Quoted] = field(default_factory=list)
    result: list[Quoted] = field(default_factory=list)
    added: Place | None = None
    put: Place | None = None  # "add operative paragraph 5": a place that is what is put in
    which: int | None = None
    rest: bool = False
    line: bool = False
    between: bool = False
    instead: bool = False
    became: list[Place] = field(default_factory=list)


def parts(tokens: Sequence[Token], carried: Carried) -> Clause:  # noqa: C901, PLR0912, PLR0915 - a table
    """Sort the tokens of a clause by what they are for.

    Raises:
        NotReadError: a small word has nothing to stand with.
    """
    clause = Clause()
    role: Sort | None = None  # the small word that waits for what it belongs to
    side: At | None = None
    for token in tokens:
        sort = token.sort
        if sort in _VERBS:
            clause.verbs.append(sort)
            if sort is Sort.READ:
                role = Sort.READ
            elif side is None:
                role = None
        elif sort in _SIDES:
            side, role = _SIDES[sort], None
            clause.between = clause.between or sort is Sort.BETWEEN
        elif sort in _ENDS:
            if clause.at is not At.WITHIN:
                raise NotReadError(Why.UNCLEAR)
            clause.at, role = _ENDS[sort], Sort.IN
        elif sort is Sort.WHICH:
            clause.which = token.which
        elif sort is Sort.LINE:
            clause.line = True
        elif sort is Sort.REST:
            clause.rest = True
        elif sort is Sort.INSTEAD:
            clause.instead = True
        elif sort is Sort.ADDED:
            if role is Sort.WITH:
                continue  # "replace paragraph 4 with the following new paragraph"
            if clause.added is not None:
                raise NotReadError(Why.UNCLEAR)
            clause.added = token.places[0]
            side = None
        elif sort is Sort.ADDED_BEFORE:
            if clause.added is None:
                raise NotReadError(Why.NO_PLACE)
        elif sort is Sort.QUOTE:
            assert token.quoted is not None  # noqa: S101 - said by its sort
            if side is not None:
                clause.anchors.append((side, token.quoted))
                side = None if not clause.between or len(clause.anchors) == 2 else side
            else:
                _quote(clause, role, token.quoted)
            role = None
        elif sort in (Sort.PLACE, Sort.SAME, Sort.POINTS):
            for place in _places(token, carried, clause):
                if side is not None:
                    clause.beside.append((side, place))
                elif role is Sort.IN:
                    clause.places.append(place)
                elif Sort.BECOME in clause.verbs:
                    clause.became.append(place)
                else:
                    clause.subjects.append(place)
                    clause.put = place if clause.verbs[-1:] == [Sort.INSERT] else None
            if side is not None and not (clause.between and len(clause.beside) < 2):
                side = None
            role = None
        elif sort is Sort.TO and side is None:
            role = role if role is Sort.READ else Sort.TO
        else:
            role = sort
    if side is not None or role in (Sort.FOR, Sort.READ_BEFORE):
        raise NotReadError(Why.NO_PLACE)
    return clause


def _quote(clause: Clause, role: Sort | None, quoted: Quoted) -> None:
    lists = {
        Sort.WITH: clause.by, Sort.TO: clause.by, Sort.FOR: clause.instead_of,
        Sort.READ_BEFORE: clause.before, Sort.READ: clause.read, Sort.RESULT: clause.result,
    }  # fmt: skip
    lists.get(role, clause.plain).append(quoted) if role else clause.plain.append(quoted)


def _places(token: Token, carried: Carried, clause: Clause) -> tuple[Place, ...]:
    if token.sort is Sort.PLACE:
        return token.places
    named = [*clause.places, *clause.subjects]
    last = named[-1] if named else carried.place
    if last is None:
        raise NotReadError(Why.NO_PLACE)
    if token.sort is Sort.SAME:
        return (replace(last, span=token.span),)
    return tuple(replace(last, points=one.points, span=token.span) for one in token.places)
