"""What the calendar says to other rooms: evidence, sections of a mandate's and a text's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cpcj.evidence.asking import anything
from cpcj.evidence.registry import EvidenceItem
from cpcj.register.reporting import names
from cpcj.register.reporting.models import Beside
from cpcj.register.reporting.queries.calendar import deadlines_on
from cpcj.register.reporting.queries.entries import of_text
from cpcj.register.reporting.rules.states import State
from cpcj.register.reporting.views.calendar import line

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.frame.permissions import Actor

MOST = 30
"""Deadlines shown on another room's page."""

_OF_ACT = "SELECT 1 FROM reporting_dueentry WHERE identifier = %s"
_OR_BESIDE = f"{_OF_ACT} UNION ALL SELECT 1 FROM reporting_beside WHERE identifier = %s LIMIT 1"
_OF_TEXT = """
SELECT 1 FROM register_text t WHERE t.identifier = %s AND (
  EXISTS (SELECT 1 FROM reporting_dueentry e WHERE e.text_id = t.id)
  OR EXISTS (SELECT 1 FROM reporting_beside b WHERE b.text_id = t.id)
)
"""


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield the deadlines of a provision or an act, with the documents that answer them."""
    of_act = "." in identifier.partition("#")[2]
    if of_act and not anything(_OF_ACT, identifier):
        return
    rows = deadlines_on(user, timezone.localdate()).filter(set_aside=False)
    if of_act:
        rows = rows.filter(entry__identifier=identifier)
    else:
        rows = rows.filter(entry__identifier__startswith=f"{identifier}.")
    for row in rows.select_related("entry").order_by("order_on", "pk")[:MOST]:
        due = names.due_words(row.body, row.session, row.start, row.end)
        answer = f": {row.answered_by}" if row.answered_by else ""
        yield EvidenceItem(
            room="reporting",
            kind="deadline",
            provision=identifier,
            label=f"{due} – {names.state_name(row.state)}{answer}",
            href=_address(row.entry.identifier),
            on=row.end,
            doubt="; ".join(names.doubt_name(code) for code in row.entry.doubts) or None,
        )


def _address(identifier: str) -> str | None:
    """Return a page's address; None where the pages are not served (a command, a worker)."""
    try:
        return reverse("reporting:entry", args=[identifier])
    except NoReverseMatch:
        return None


def of_mandate(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return what the section of a mandate's page is drawn from; None where nothing is due."""
    if not anything(_OR_BESIDE, identifier, identifier):
        return None
    act = identifier
    beside = Beside.objects.visible_to(request.user).filter(identifier=identifier)
    lead = beside.values_list("entry__identifier", flat=True).first()
    if lead is not None:
        act = lead
    rows = (
        deadlines_on(request.user, timezone.localdate())
        .filter(entry__identifier=act)
        .select_related("entry__text")
        .order_by("order_on", "pk")[:MOST]
    )
    lines = [line(row) for row in rows]
    return {"lines": lines, "beside": lead is not None} if lines else None


def of_a_text(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return what the section of a text's page is drawn from; None where nothing is asked."""
    if not anything(_OF_TEXT, identifier):
        return None
    rows = of_text(request.user, identifier, timezone.localdate())
    if not rows:
        return None
    shown = [line(row) for row in rows[:MOST]]
    over = sum(1 for row in rows if row.state == State.LATE)
    return {"lines": shown, "more": max(0, len(rows) - MOST), "late": over}
