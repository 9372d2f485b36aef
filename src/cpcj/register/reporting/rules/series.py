"""A request repeated session after session: one column a session, gaps shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from cpcj.resolutions.sessions import year_of

T = TypeVar("T")
_MOST = 120  # columns: from the first session of the United Nations on


@dataclass(frozen=True, slots=True)
class SeriesColumn(Generic[T]):
    """A session of the body: what is due at it; nothing where the series has a gap.

    Attributes:
        body: normalized name of the body.
        session: number of the session.
        year: year in which it opens, None where the table of sessions does not reach.
        deadlines: what is due at it.
    """

    body: str
    session: int
    year: int | None
    deadlines: tuple[T, ...]

    @property
    def gap(self) -> bool:
        """Tell whether nothing was asked for this session."""
        return not self.deadlines


def series_columns(due: Iterable[tuple[str, int, T]], step: int = 1) -> tuple[SeriesColumn[T], ...]:
    """Return the sessions from the first to the last at which something is due.

    Args:
        due: body, session and whatever is due at it; of several bodies, each has its own columns.
        step: sessions between two deadlines of a series that is due every second one, and so on.
    """
    by_body: dict[str, dict[int, list[T]]] = {}
    for body, session, one in due:
        by_body.setdefault(body, {}).setdefault(session, []).append(one)
    columns: list[SeriesColumn[T]] = []
    for body, of_sessions in by_body.items():
        wanted = set(range(min(of_sessions), max(of_sessions) + 1, max(step, 1))) | set(of_sessions)
        columns += [
            SeriesColumn(body, session, year_of(body, session), tuple(of_sessions.get(session, ())))
            for session in sorted(wanted)[:_MOST]
        ]
    return tuple(columns)
