"""Tables in: read, tried row by row, shown with every row's errors, then taken over whole or not.

The trial is the import itself in a transaction that is rolled back, so that what is shown is what
would happen. A room that has a kind of table registers it (:func:`register_kind`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import DatabaseError, transaction
from django.utils.translation import gettext

from cpcj.assistance.portfolio.models import Proposal
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.frame.permissions import Actor, Permission, allows, require
from cpcj.frame.services import Change, service
from cpcj.frame.sheets import MOST_COLUMNS, MOST_ROWS, SheetError, sheets, words
from cpcj.frame.workflow import TransitionRefusedError

_RECORD = Permission.PORTFOLIO_RECORD
_HEADING_WITHIN = 20
Row = Mapping[str, str]


class Problem(NamedTuple):
    """What is wrong with a row: its line in the file, and why."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table.

    Attributes:
        name: its name ("activities").
        title: what it is called.
        columns: each column's name with what it holds.
        needed: the columns that must be there.
        clear: takes away what the table replaces, before its rows are written.
        write: writes a row inside the service, given whether it replaces.
        permission: what is needed beside the permission to keep the portfolio.
    """

    name: str
    title: Any
    columns: tuple[tuple[str, Any], ...]
    needed: frozenset[str]
    clear: Callable[[list[Row]], None]
    write: Callable[[Change, Row, bool], object]
    permission: Permission = _RECORD


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Add a kind of table; called from a room's ``AppConfig.ready``."""
    _kinds[kind.name] = kind


def kinds() -> Mapping[str, Kind]:
    """Return the kinds of tables by name."""
    return _kinds


def kinds_of(user: Actor) -> Mapping[str, Kind]:
    """Return the kinds of tables that a person may give, by name."""
    return {name: kind for name, kind in _kinds.items() if allows(user, kind.permission)}


def read(kind: Kind, name: str, content: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a table with their lines; empty ones are left out.

    Raises:
        SheetError: it cannot be read, or has no heading with the columns that are needed.
    """
    for rows in sheets(name, content):
        heading: dict[int, str] | None = None
        found: list[tuple[int, dict[str, str]]] = []
        for number, cells in rows:
            if heading is None:
                heading = _heading(kind, cells[:MOST_COLUMNS])
                if heading is None and number >= _HEADING_WITHIN:
                    break
                continue
            row = {
                column: words(number, place, cells[place])
                for place, column in heading.items()
                if place < len(cells)
            }
            if any(row.values()):
                found.append((number, row))
            if len(found) > MOST_ROWS:
                raise SheetError(gettext("Too many rows: at most %s.") % MOST_ROWS)
        if heading is not None:
            if not found:
                raise SheetError(gettext("%s has a heading and no rows.") % name)
            return found
    raise SheetError(
        gettext("%(name)s has no heading with the columns: %(columns)s.")
        % {"name": name, "columns": ", ".join(sorted(kind.needed))}
    )


def _heading(kind: Kind, cells: Iterable[Any]) -> dict[int, str] | None:
    known = {column for column, _words in kind.columns}
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and (column := cell.strip().casefold()) in known:
            if column in found.values():
                raise SheetError(gettext("There are two columns “%s”.") % column)
            found[place] = column
    return found if kind.needed <= set(found.values()) else None


class _Undone(Exception):  # noqa: N818 - no error: it rolls a trial back
    """The trial is over."""


def _written(
    change: Change, kind: Kind, rows: Iterable[tuple[int, Row]], *, replace: bool
) -> list[Problem]:
    """Write rows inside a service, and return what is wrong with which."""
    given = list(rows)
    problems = []
    if replace:
        kind.clear([row for _line, row in given])
    for line, row in given:
        try:
            with transaction.atomic():
                kind.write(change, row, replace)
        except (PortfolioError, TransitionRefusedError) as error:
            problems.append(Problem(line, str(error)))
        except (DatabaseError, ValueError, OverflowError):
            problems.append(Problem(line, gettext("The row holds what cannot be stored.")))
    return problems


def tried(
    change: Change, kind: Kind, rows: Iterable[tuple[int, Row]], *, replace: bool
) -> list[Problem]:
    """Return what would be wrong; nothing is written."""
    problems: list[Problem] = []
    try:
        with transaction.atomic():
            problems = _written(change, kind, rows, replace=replace)
            raise _Undone  # noqa: TRY301 - it rolls the trial back
    except _Undone:
        return problems
    except PortfolioError as error:  # what is to be replaced cannot be taken away
        return [Problem(0, str(error))]


@service(permission=_RECORD)
def propose(change: Change, *, kind: str, name: str, content: bytes, replace: bool) -> Proposal:
    """Read a table and keep it with its errors until somebody takes it over.

    Raises:
        SheetError: it cannot be read.
        PortfolioError: there is no such kind of table.
    """
    known = _known(change, kind)
    rows = read(known, name, content)
    problems = tried(change, known, rows, replace=replace)
    proposal = Proposal(
        kind=kind, name=name[:255], digest=hashlib.sha256(content).hexdigest(), replace=replace,
        rows=[[line, row] for line, row in rows],
        problems=[[problem.line, problem.words] for problem in problems],
        made_by_id=change.actor.pk,
    )  # fmt: skip
    proposal.save()
    change.created(proposal, ("kind", "name", "digest", "replace"))
    return proposal


@service(permission=_RECORD)
def take_over(change: Change, proposal: Proposal) -> int:
    """Write a table whole.

    Returns:
        How many rows were written.

    Raises:
        PortfolioError: a row is wrong (now); nothing is written.
    """
    known = _known(change, proposal.kind)
    rows = [(line, row) for line, row in proposal.rows]
    problems = _written(change, known, rows, replace=proposal.replace)
    if problems:
        first = problems[0]
        raise PortfolioError(
            gettext("Nothing was written. Line %(line)s: %(words)s")
            % {"line": first.line, "words": first.words}
        )
    change.did(
        note=f"{proposal.kind}: {len(rows)} rows", digest=proposal.digest, replace=proposal.replace
    )
    proposal.delete()
    return len(rows)


@service(permission=_RECORD)
def leave(change: Change, proposal: Proposal) -> None:
    """Forget a table."""
    change.removed(proposal, change.values(proposal, "kind", "name", "digest"))
    proposal.delete()


def _known(change: Change, kind: str) -> Kind:
    found = _kinds.get(kind)
    if found is None:
        raise PortfolioError(gettext("There is no such kind of table: %s") % kind[:40])
    require(change.actor, found.permission)
    return found
