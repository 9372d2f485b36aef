"""Whether an answer would be seen: what is held in which a report to a session would be listed.

A table of documents lists all reports to its sessions. The list of a committee's report covers its
agenda item and the texts it carries; a resolution that takes note of reports covers its own series.
Where nothing of the kind is held, a report that is not seen may well have been given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cpcj.resolutions.series.titles import same_title


@dataclass(frozen=True, slots=True)
class Held:
    """A list that is held of a session: a "table" of documents, or the "list" of a text.

    Attributes:
        kind: "table" or "list".
        series: series of the texts beside the list, None where they have none.
        agenda_title: title of the agenda item the list is for, else "".
    """

    kind: str
    series: int | None = None
    agenda_title: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Whether an answer would be seen, and why: a code.

    ``table``: a table of the session is held. ``list``: a list for the item or series is held.
    ``followed``: a person matched a document before. ``other-items``: lists of the session are
    held, none for this item. ``nothing-held``: no list of the session is held.
    """

    traceable: bool
    why: str


def trace(series: int | None, agenda_title: str, held: Iterable[Held], *, followed: bool) -> Trace:
    """Tell whether an answer to a request would be seen.

    Args:
        series: the series of the text that asks.
        agenda_title: the agenda item of the text that asks, "" where not printed.
        held: what is held of the session at which the answer is due.
        followed: a person has matched a document to this deadline, now or before.
    """
    lists = tuple(held)
    if any(one.kind == "table" for one in lists):
        return Trace(traceable=True, why="table")
    ours = same_title(agenda_title)
    for one in lists:
        same_series = series is not None and one.series == series
        if same_series or (ours and same_title(one.agenda_title) == ours):
            return Trace(traceable=True, why="list")
    if followed:
        return Trace(traceable=True, why="followed")
    return Trace(traceable=False, why="other-items" if lists else "nothing-held")
