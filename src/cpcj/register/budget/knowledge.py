"""What the budget's lists say about a text: a section on its page, an item of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from cpcj.evidence.registry import EvidenceItem
from cpcj.frame.permissions import Permission, allows
from cpcj.register.queries.mandates import day_of

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from cpcj.frame.permissions import Actor

MOST = 100


class Listed(NamedTuple):
    """A row that means a text: its key, year and subprogramme; symbol, name and day of its edition.

    ``doubtful`` where the rules took it for a text without a symbol and no officer said so.
    """

    pk: int
    year: int
    subprogramme: str
    symbol: str
    name: str
    dated: dt.date | None
    doubtful: bool


# What ``Line.objects.visible_to`` asks, written out: the page of every mandate and text asks it.
_LISTED = f"""
SELECT l.id, l.year, l.subprogramme, e.symbol, e.name, e.dated, l.made AND NOT l.corrected
FROM budget_line l JOIN budget_edition e ON e.id = l.edition_id
WHERE l.identifier = %s
ORDER BY l.year DESC, l.position LIMIT {MOST}
"""  # noqa: S608 - put together of constants


def of_text(user: Actor, identifier: str) -> list[Listed]:
    """Return the rows that mean a text, the latest year first."""
    if not allows(user, Permission.BUDGET_VIEW):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, [identifier])
        found = cursor.fetchall()
    return [
        Listed(pk, year, subprogramme, symbol, name, day_of(dated), bool(doubtful))
        for pk, year, subprogramme, symbol, name, dated, doubtful in found
    ]


def listed_in(line: Listed) -> str:
    """Return the sentence that says where a text is listed."""
    values = {"year": line.year, "section": line.symbol or line.name}
    if not line.subprogramme:
        return (
            gettext(
                "Listed as a legislative mandate of the whole programme in the programme budget "
                "for %(year)s (%(section)s)."
            )
            % values
        )
    return gettext(
        "Listed as a legislative mandate of subprogramme %(number)s in the programme budget for "
        "%(year)s (%(section)s)."
    ) % {**values, "number": line.subprogramme}


def section(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return what a text's page shows of the lists; None where they do not name the text."""
    found = of_text(request.user, identifier)
    if not found:
        return None
    return {"lines": [(listed_in(line), reverse("budget:row", args=[line.pk])) for line in found]}


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield the rows that mean the text in which a provision stands."""
    text = identifier.partition("#")[0]
    for line in of_text(user, text):
        yield EvidenceItem(
            room="budget",
            kind="legislative mandate",
            provision=identifier,
            label=listed_in(line),
            href=_address(line),
            on=line.dated,
            doubt="no document symbol of its own" if line.doubtful else None,
        )


def _address(line: Listed) -> str | None:
    """Return a row's page; None where the pages are not served (a command, a worker)."""
    try:
        return reverse("budget:row", args=[line.pk])
    except NoReverseMatch:
        return None
