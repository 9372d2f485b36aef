"""What the calendar says to other rooms: evidence, sections of a mandate's and a text's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cpcj.evidence.asking import anything
from cpcj.evidence.registry import EvidenceItem
from cpcj.frame.punctuation import enumerated_long
from cpcj.register.reporting import names
from cpcj.register.reporting.queries.about import deadlines_about
from cpcj.register.reporting.queries.calendar import deadlines_on
from cpcj.register.reporting.queries.entries import of_text
from cpcj.register.reporting.rules.states import State
from cpcj.register.reporting.views.calendar import line

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.frame.permissions import Actor

MOST = 30
"""Deadlines shown on another room's page."""

_OF_TEXT = """
SELECT 1 FROM register_text t WHERE t.identifier = %s AND (
  EXISTS (SELECT 1 FROM reporting_dueentry e WHERE e.text_id = t.id)
  OR EXISTS (SELECT 1 FROM reporting_beside b WHERE b.text_id = t.id)
)
"""


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield the deadlines of a provision or an act, with the documents that answer them."""
    on = timezone.localdate()
    if "." in identifier.partition("#")[2]:
        own, _beside = deadlines_about(user, identifier, on)
        rows = [row for row in own if not row.set_aside][:MOST]
    else:
        of_paragraph = deadlines_on(user, on).filter(
            set_aside=False, entry__identifier__startswith=f"{identifier}."
        )
        rows = list(of_paragraph.select_related("entry").order_by("order_on", "pk")[:MOST])
    for row in rows:
        due = names.due_words(row.body, row.session, row.start, row.end)
        answer = f": {row.answered_by}" if row.answered_by else ""
        yield EvidenceItem(
            room="reporting",
            kind="deadline",
            provision=identifier,
            label=f"{due} – {names.state_name(row.state)}{answer}",
            href=_address(row.entry.identifier),
            on=row.end,
            doubt=enumerated_long(names.doubt_name(code) for code in row.entry.doubts) or None,
        )


def _address(identifier: str) -> str | None:
    """Return a page's address; None where the pages are not served (a command, a worker)."""
    try:
        return reverse("reporting:entry", args=[identifier])
    except NoReverseMatch:
        return None


def of_mandate(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return what the section of a mandate's page is drawn from; None where nothing is due."""
    own, beside = deadlines_about(request.user, identifier, timezone.localdate())
    rows = own if beside is None else beside
    lines = [line(row) for row in rows[:MOST]]
    return {"lines": lines, "beside": beside is not None} if lines else None


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
