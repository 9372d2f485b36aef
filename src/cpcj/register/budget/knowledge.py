"""What the budget's lists say about a text: a section on its page, an item of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext

from cpcj.evidence.registry import EvidenceItem
from cpcj.register.budget import names
from cpcj.register.budget.models import Line

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.frame.permissions import Actor

MOST = 100


def of_text(user: Actor, identifier: str) -> list[Line]:
    """Return the rows that mean a text, the latest year first."""
    found = Line.objects.visible_to(user).filter(identifier=identifier).select_related("edition")
    return list(found.order_by("-year", "position")[:MOST])


def listed_in(line: Line) -> str:
    """Return the sentence that says where a text is listed."""
    values = {"year": line.year, "section": line.edition.symbol or line.edition.name}
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
    return {"lines": [(listed_in(line), names.line_address(line)) for line in found]}


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
            on=line.edition.dated,
            doubt=None if line.corrected or not line.made else "no document symbol of its own",
        )


def _address(line: Line) -> str | None:
    """Return a row's page; None where the pages are not served (a command, a worker)."""
    try:
        return names.line_address(line)
    except NoReverseMatch:
        return None
