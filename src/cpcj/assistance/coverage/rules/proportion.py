"""A total divided in proportion, so that whole parts sum to it: the largest remainder.

Each part is the exact one rounded down; what is left goes, a unit each, to those that lost most,
the earlier first where they lost alike. What had nothing gets nothing, unless all had nothing: then
nothing is known to divide by, and nothing is divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


def proportional(parts: Sequence[int], total: int) -> list[int]:
    """Divide a total in proportion to parts, none of them negative."""
    whole = sum(parts)
    if not whole:
        return [0 for _part in parts]
    found = [part * total // whole for part in parts]
    by_loss = sorted(range(len(parts)), key=lambda place: (-(parts[place] * total % whole), place))
    for place in by_loss[: total - sum(found)]:
        found[place] += 1
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """What an office carries in a cell of the table.

    Attributes:
        office: its code; empty where no office is named.
        area, region: crime area and regional group; empty where none is named.
        cents, months: dollars in cents, months of staff in hundredths.
    """

    office: str
    area: str
    region: str
    cents: int
    months: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of the what-if: a crime area in a region, as it is and as it would be.

    Attributes:
        requests: open requests.
        cents, months: planned: dollars in cents, months of staff in hundredths.
        then_cents, then_months: the same under the question asked.
    """

    area: str
    region: str
    requests: int
    cents: int
    months: int
    then_cents: int = 0
    then_months: int = 0


def table(
    shares: Iterable[Share],
    requests: dict[tuple[str, str], int],
    *,
    without: str = "",
    total: int | None = None,
) -> list[Cell]:
    """Return the cells as they are and as they would be.

    Without an office, what it carries falls away. Under another total, what is left of the dollars
    is brought to the total in proportion, and the months of staff in the same proportion.

    Args:
        shares: what is planned, by office.
        requests: open requests by crime area and region.
        without: code of an office that would be closed.
        total: dollars in all, in cents; None for what is left.
    """
    now: dict[tuple[str, str], list[int]] = {key: [0, 0, 0, 0] for key in requests}
    for one in shares:
        sums = now.setdefault((one.area, one.region), [0, 0, 0, 0])
        stays = not without or one.office != without
        sums[0] += one.cents
        sums[1] += one.months
        sums[2] += one.cents if stays else 0
        sums[3] += one.months if stays else 0
    cells = [
        Cell(area, region, requests.get((area, region), 0), *now[area, region])
        for area, region in sorted(now)
    ]
    if total is None:
        return cells
    left = sum(cell.then_cents for cell in cells)
    cents = proportional([cell.then_cents for cell in cells], total)
    staff = sum(cell.then_months for cell in cells)
    months = proportional(
        [cell.then_months for cell in cells], (staff * total + left // 2) // left if left else 0
    )
    return [
        replace(cell, then_cents=amount, then_months=month)
        for cell, amount, month in zip(cells, cents, months, strict=True)
    ]
