"""Two forms of one list: where they are not equal, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from cpcj.resolutions.budget.listing import Row, Section

MOST = 5_000
"""Rows up to which the order is compared; it costs more than the rest."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the rows of each form that it is about, and its cause.

    Attributes:
        kind: "row" where one form lacks the row, "order" where it stands elsewhere, "component"
            where only one form says of which component of a subprogramme rows are, "treaties"
            where only one lists treaties.
        first, second: places in the two files.
        citation: of the row; "" where many are meant.
        cause: in words.
    """

    kind: str
    first: str
    second: str
    citation: str
    cause: str


def differences(first: Section, second: Section) -> tuple[Difference, ...]:
    """Return where two forms of one list differ.

    Rows are compared by what is printed: subprogramme, heading, citation, description and the
    publisher's symbol.
    """
    found = [*_rows(first, second), *_order(first, second)]
    components = [sum(1 for row in one.rows if row.component) for one in (first, second)]
    if bool(components[0]) != bool(components[1]):
        lacking = first if components[1] else second
        cause = (
            f"{lacking.name} has no column for the components of a subprogramme; the other form "
            f"gives one to {max(components)} rows"
        )
        found.append(Difference("component", "", "", "", cause))
    if bool(first.treaties) != bool(second.treaties):
        lacking = first if second.treaties else second
        cause = f"{lacking.name} is a table of resolutions and lists no treaties"
        found.append(Difference("treaties", "", "", "", cause))
    return tuple(found)


def _rows(first: Section, second: Section) -> list[Difference]:
    counts = [Counter(row.printed for row in one.rows) for one in (first, second)]
    found = []
    for one, own, other in ((first, counts[0], counts[1]), (second, counts[1], counts[0])):
        spare = own - other
        for row in one.rows:
            if spare[row.printed] > 0:
                spare[row.printed] -= 1
                cause = f"only {one.name} has this row as printed"
                places = (row.place, "") if one is first else ("", row.place)
                found.append(Difference("row", *places, row.citation, cause))
    return found


def _order(first: Section, second: Section) -> list[Difference]:
    if max(len(first.rows), len(second.rows)) > MOST:
        return []
    match = SequenceMatcher(
        None, [row.printed for row in first.rows], [row.printed for row in second.rows],
        autojunk=False,
    )  # fmt: skip
    elsewhere: dict[tuple[str, ...], Row] = {}
    spare: list[Row] = []
    for deed, from_first, to_first, from_second, to_second in match.get_opcodes():
        if deed != "equal":
            spare += first.rows[from_first:to_first]
            elsewhere |= {row.printed: row for row in second.rows[from_second:to_second]}
    found = []
    for row in spare:
        if (other := elsewhere.get(row.printed)) is not None:
            cause = "two citations of one cell are given in another order"
            found.append(Difference("order", row.place, other.place, row.citation, cause))
    return found
