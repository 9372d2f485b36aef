"""From the tokens of a sentence to amendments.

A sentence is divided into clauses of one deed each, as few as can be; in a clause the order of its
parts is free, so that "insert A after B", "after B, insert A" and "A should be inserted after B"
are one. A division under which any token is left over is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from cpcj.resolutions.amending.model import (
    Amendment,
    At,
    Deed,
    Kind,
    Place,
    Quoted,
    Why,
)
from cpcj.resolutions.amending.parts import Carried, Clause, NotReadError, parts
from cpcj.resolutions.amending.tokens import Sort, Token
from cpcj.resolutions.model import Span

_MOST_BREAKS: Final = 40
"""Breaks of a sentence that are looked at; one with more is no sentence that a person reads."""


def clauses(tokens: Sequence[Token], carried: Carried) -> tuple[Amendment, ...]:
    """Return the amendments of a sentence.

    Args:
        tokens: of the sentence.
        carried: what was named before; brought up to date.

    Raises:
        NotReadError: no division into clauses uses every token.
    """
    unknown = [one for one in tokens if one.sort is Sort.UNKNOWN]
    if unknown:
        raise NotReadError(Why.UNKNOWN_WORDS)
    segments = _segments(tokens)
    if len(segments) > _MOST_BREAKS:
        raise NotReadError(Why.UNCLEAR)
    first: NotReadError | None = None
    # best[i] is the fewest clauses that the segments from the beginning to i make.
    best: list[tuple[tuple[Amendment, ...], Carried] | None] = [((), replace(carried))]
    counts = [0]
    for end in range(1, len(segments) + 1):
        found: tuple[tuple[Amendment, ...], Carried] | None = None
        count = _MOST_BREAKS + 1
        for start in range(end):
            before = best[start]
            if before is None or counts[start] + 1 >= count:
                continue
            joined = [token for segment in segments[start:end] for token in segment]
            after = replace(before[1])
            try:
                made = tuple(_amendments(joined, after))
            except NotReadError as error:
                first = first if first and first.why is not Why.UNCLEAR else error
                continue
            found, count = ((*before[0], *made), after), counts[start] + 1
        best.append(found)
        counts.append(count)
    last = best[-1]
    if last is None:
        raise first or NotReadError(Why.UNCLEAR)
    carried.place, carried.anchor, carried.verb = last[1].place, last[1].anchor, last[1].verb
    return last[0]


def _segments(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the tokens between breaks; a break stays at the end of what it follows."""
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.sort is Sort.BREAK:
            if found[-1]:
                found.append([])
        else:
            found[-1].append(token)
    return [segment for segment in found if segment]


def _amendments(tokens: Sequence[Token], carried: Carried) -> Iterator[Amendment]:
    clause = parts(tokens, carried)
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    for made in _deeds(clause, carried):
        yield replace(made, span=span)
    named = [*clause.places, *clause.subjects, *(one for _, one in clause.beside)]
    if named and named[-1].kind is not Kind.PREAMBLE:
        carried.place = named[-1]
    if clause.anchors:
        carried.anchor = clause.anchors[-1][1]
    if clause.verbs:
        carried.verb = clause.verbs[-1]


def _deeds(clause: Clause, carried: Carried) -> Iterator[Amendment]:
    """Return what a clause does.

    Raises:
        NotReadError: something is missing or left over.
    """
    verbs = set(clause.verbs)
    if clause.line and (not (clause.plain or clause.instead_of) or clause.at is not At.WITHIN):
        # A line or a sentence alone is no place that a text of another setting has.
        raise NotReadError(Why.NO_PLACE)
    if clause.added is None and not clause.beside and _puts_numbered(clause):
        clause.added, clause.subjects = clause.put, []
    if verbs == {Sort.RENUMBER} and not _said(clause):
        yield Amendment(Deed.RENUMBER)
    elif verbs == {Sort.BECOME}:
        yield from _renumbered(clause)
    elif verbs == {Sort.MOVE}:
        yield from _moved(clause)
    elif clause.added is not None or (clause.beside and not clause.anchors):
        yield from _added(clause, verbs, carried)
    elif verbs == {Sort.INSERT}:
        yield from _inserted(clause, carried)
    elif verbs == {Sort.DELETE}:
        yield from _deleted(clause, carried)
    elif verbs and verbs <= {Sort.AMEND, Sort.READ} and not clause.plain and not clause.by:
        yield _revised(clause, carried)
    elif replacing := _replacing(clause, verbs, carried):
        yield from _replaced(clause, replacing, carried)
    elif not verbs and clause.result and not clause.plain:
        # A consequence that is told on its own says nothing new.
        return
    else:
        raise NotReadError(Why.UNCLEAR)


_REPLACING: Final = frozenset(
    (Sort.REPLACE, Sort.SUBSTITUTE, Sort.AMEND, Sort.READ, Sort.INSERT, Sort.DELETE)
)


def _replacing(clause: Clause, verbs: set[Sort], carried: Carried) -> set[Sort]:
    """Return the verbs by which a clause replaces, that of the clause before among them."""
    if not verbs and carried.verb is Sort.REPLACE and clause.plain and clause.by:
        return {Sort.REPLACE}
    return verbs if verbs <= _REPLACING else set()


def _puts_numbered(clause: Clause) -> bool:
    """Tell whether a clause puts in a paragraph that it calls by its number alone."""
    put = clause.put
    return (
        set(clause.verbs) == {Sort.INSERT}
        and put is not None
        and clause.subjects == [put]
        and put.n[:1].isdecimal()
        and not (put.ordinal or put.points or clause.places or clause.anchors)
        and clause.at is At.WITHIN
    )


def _said(clause: Clause) -> bool:
    return bool(
        clause.plain or clause.by or clause.anchors or clause.beside or clause.instead_of
        or clause.read or clause.rest or clause.added
    )  # fmt: skip


def _renumbered(clause: Clause) -> Iterator[Amendment]:
    whole = clause.subjects + clause.became
    if len(whole) % 2 or not whole or _said(clause) or clause.places:
        raise NotReadError(Why.UNCLEAR)
    half = len(whole) // 2
    for old, new in zip(whole[:half], whole[half:], strict=True):
        yield Amendment(Deed.RENUMBER, old, to=new)


def _moved(clause: Clause) -> Iterator[Amendment]:
    if len(clause.beside) != 1 or not clause.subjects or clause.plain or clause.by:
        raise NotReadError(Why.UNCLEAR)
    at, beside = clause.beside[0]
    for place in clause.subjects:
        yield Amendment(Deed.MOVE, place, at=at, to=beside)


_OWN_NUMBER: Final = re.compile(r"(?P<n>\d{1,3})\.\s")
"""The number that a new paragraph brings with its words."""


def _added(  # noqa: C901, PLR0912 - the ways of saying where
    clause: Clause, verbs: set[Sort], carried: Carried
) -> Iterator[Amendment]:
    """Return the addition of a provision, or of a footnote after words."""
    if not verbs & {Sort.INSERT, Sort.READ, Sort.SUBSTITUTE} or verbs - {Sort.INSERT, Sort.READ}:
        raise NotReadError(Why.UNCLEAR)
    words = [*clause.plain, *clause.read, *clause.before]
    adds = clause.added or Place(Kind.PARAGRAPH)
    if not words:
        raise NotReadError(Why.NO_WORDS)
    if clause.by or clause.instead_of or clause.rest or clause.which is not None:
        raise NotReadError(Why.UNCLEAR)
    anchor = clause.anchors[0][1] if clause.anchors else None
    if adds.kind is Kind.NOTE:
        if len(clause.anchors) != 1 or len(words) != 1:
            raise NotReadError(Why.NO_PLACE)
        place = _one([*clause.places, *clause.subjects], carried)
        yield Amendment(
            Deed.ADD, place, new=words[0], at=clause.anchors[0][0], anchor=anchor, adds=adds
        )
        return
    if anchor is not None:
        raise NotReadError(Why.UNCLEAR)
    if clause.beside:
        if clause.subjects or clause.places:
            raise NotReadError(Why.UNCLEAR)
        at, place = clause.beside[0]
    elif clause.at is not At.WITHIN and (clause.places or clause.subjects):
        at, place = clause.at, [*clause.places, *clause.subjects][0]
    elif clause.places and adds.points:
        at, place = At.END, clause.places[0]
    elif adds.n and not clause.places and not clause.subjects:
        # "A new operative paragraph 5": it takes the place of the one with that number.
        at, place = At.BEFORE, replace(adds, n=adds.n.split()[0])
        if " " in adds.n:
            at = At.AFTER
    elif own := _OWN_NUMBER.match(words[0].words):
        adds = replace(adds, n=own["n"])
        at, place = At.BEFORE, adds
    else:
        raise NotReadError(Why.NO_PLACE)
    for one in words:
        yield Amendment(Deed.ADD, place, new=one, at=at, adds=adds)


def _inserted(clause: Clause, carried: Carried) -> Iterator[Amendment]:
    if len(clause.plain) != 1:
        raise NotReadError(Why.NO_WORDS if not clause.plain else Why.UNCLEAR)
    if clause.by or clause.instead_of or clause.read or clause.rest:
        raise NotReadError(Why.UNCLEAR)
    at, anchor, until = clause.at, None, None
    if clause.anchors:
        if clause.at is not At.WITHIN or len(clause.anchors) != 1 + clause.between:
            raise NotReadError(Why.UNCLEAR)
        at, anchor = clause.anchors[0]
        until = clause.anchors[1][1] if clause.between else None
    elif at is At.WITHIN:
        raise NotReadError(Why.NO_PLACE)
    for place in _each(clause, carried):
        yield Amendment(
            Deed.INSERT, place, new=clause.plain[0], at=at, anchor=anchor, until=until,
            which=clause.which or 0, every=clause.which == 0, reads=_result(clause),
        )  # fmt: skip


def _deleted(clause: Clause, carried: Carried) -> Iterator[Amendment]:
    if clause.by or clause.instead_of or clause.read or len(clause.anchors) > 1 + clause.between:
        raise NotReadError(Why.UNCLEAR)
    at, anchor = clause.anchors[0] if clause.anchors else (At.WITHIN, None)
    until = clause.anchors[1][1] if clause.between and len(clause.anchors) == 2 else None
    if clause.rest:
        anchor = anchor or carried.anchor
        if clause.plain or anchor is None:
            raise NotReadError(Why.NO_WORDS)
        place = _one([*clause.places, *clause.subjects], carried)
        yield Amendment(Deed.DELETE, place, at=At.AFTER, anchor=anchor, rest=True)
        return
    if clause.plain:
        for place in _each(clause, carried):
            for one in clause.plain:
                yield Amendment(
                    Deed.DELETE, place, old=one, at=at, anchor=anchor, until=until,
                    which=clause.which or 0, every=clause.which == 0, reads=_result(clause),
                )  # fmt: skip
        return
    if not clause.subjects or clause.anchors or clause.places or clause.at is not At.WITHIN:
        raise NotReadError(Why.NO_WORDS)
    for place in clause.subjects:
        yield Amendment(Deed.REMOVE, place)


def _revised(clause: Clause, carried: Carried) -> Amendment:
    if len(clause.read) != 1 or clause.anchors or clause.beside or clause.rest:
        raise NotReadError(Why.NO_WORDS if not clause.read else Why.UNCLEAR)
    if clause.instead_of:
        old = _only(clause.instead_of)
        place = _one([*clause.places, *clause.subjects], carried)
        return Amendment(Deed.REPLACE, place, old, clause.read[0], which=clause.which or 0)
    named = clause.subjects or clause.places
    if not named and carried.place is not None:
        named = [carried.place]
    if len(named) != 1:
        raise NotReadError(Why.NO_PLACE if not named else Why.UNCLEAR)
    return Amendment(Deed.REVISE, named[0], new=clause.read[0])


def _replaced(clause: Clause, verbs: set[Sort], carried: Carried) -> Iterator[Amendment]:
    """Return the replacement of words, or of a whole provision."""
    old, new = _old_and_new(clause, verbs)
    at, anchor = clause.anchors[0] if clause.anchors else (At.WITHIN, None)
    if len(clause.anchors) > 1 or clause.at is not At.WITHIN:
        raise NotReadError(Why.UNCLEAR)
    if clause.rest:
        if old is not None or anchor is None:
            raise NotReadError(Why.UNCLEAR)
        place = _one([*clause.places, *clause.subjects], carried)
        yield Amendment(Deed.REPLACE, place, new=new, at=At.AFTER, anchor=anchor, rest=True)
    elif old is not None:
        for place in _each(clause, carried):
            yield Amendment(
                Deed.REPLACE, place, old, new, at=at, anchor=anchor, which=clause.which or 0,
                every=clause.which == 0, reads=_result(clause),
            )  # fmt: skip
    elif clause.subjects and not clause.places and anchor is None:
        yield Amendment(Deed.REVISE, clause.subjects[0], new=new)
        for place in clause.subjects[1:]:
            yield Amendment(Deed.REMOVE, place)
    else:
        raise NotReadError(Why.NO_WORDS)


def _old_and_new(clause: Clause, verbs: set[Sort]) -> tuple[Quoted | None, Quoted]:
    """Return which words go and which come."""
    plain, by, other, read = clause.plain, clause.by, clause.instead_of, clause.read
    if len(plain) > 2 or len(by) > 1 or len(other) > 1 or len(read) > 1:
        raise NotReadError(Why.UNCLEAR)
    if verbs == {Sort.DELETE, Sort.INSERT}:
        if len(plain) != 2 or by or other or read or clause.anchors or not _deletes_first(clause):
            raise NotReadError(Why.UNCLEAR)
        return plain[0], plain[1]
    if verbs in ({Sort.DELETE, Sort.SUBSTITUTE}, {Sort.DELETE, Sort.REPLACE}):
        if len(plain) == 2 and not by:
            return plain[0], plain[1]
        if len(plain) + len(by) == 1:
            return None, (plain or by)[0]
        raise NotReadError(Why.UNCLEAR)
    if Sort.DELETE in verbs or (Sort.INSERT in verbs and not other):
        raise NotReadError(Why.UNCLEAR)
    if other:
        new = [*plain, *by, *read]
        return other[0], _only(new)
    if by or read:
        if len(plain) > 1:
            raise NotReadError(Why.UNCLEAR)
        return (plain[0] if plain else None), _only([*by, *read])
    if Sort.SUBSTITUTE in verbs and len(plain) == 1 and clause.subjects:
        return None, plain[0]
    raise NotReadError(Why.NO_WORDS)


def _deletes_first(clause: Clause) -> bool:
    return clause.verbs[0] is Sort.DELETE


def _only(some: Sequence[Quoted]) -> Quoted:
    if len(some) != 1:
        raise NotReadError(Why.NO_WORDS if not some else Why.UNCLEAR)
    return some[0]


def _one(named: Sequence[Place], carried: Carried) -> Place | None:
    """Return the one place in which words change: named here or before, or none at all."""
    if len(named) > 1:
        raise NotReadError(Why.UNCLEAR)
    return named[0] if named else carried.place


def _each(clause: Clause, carried: Carried) -> tuple[Place | None, ...]:
    """Return the places in which words change: those named here, else the one before."""
    return (*clause.places, *clause.subjects) or (carried.place,)


def _result(clause: Clause) -> Quoted | None:
    return clause.result[0] if clause.result else None
