"""What the room says to others: evidence about a provision, sections of pages of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext

from cpcj.assistance.portfolio import names, queries
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.rules.identifiers import paragraph_of
from cpcj.evidence.asking import anything
from cpcj.evidence.registry import EvidenceItem
from cpcj.frame.permissions import Permission, allows
from cpcj.funding.models import Posting

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from cpcj.frame.permissions import Actor

ROOM = "portfolio"
MOST = 100
"""Activities that are named."""
_FEW = 10
_NAMED = (
    "SELECT 1 FROM portfolio_activityvalue"
    " WHERE field IN ('mandate', 'article') AND value IN (%s, %s) LIMIT 1"
)


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield the activities that name a provision and that the user may see."""
    if not allows(user, Permission.PORTFOLIO_VIEW) or _of_none(identifier):
        return
    for one in queries.about_provision(user, identifier)[:MOST]:
        yield EvidenceItem(
            room=ROOM,
            kind="activity",
            provision=identifier,
            label=gettext("%(level)s %(identifier)s: %(title)s")
            % {
                "level": names.level_name(one.level),
                "identifier": one.identifier,
                "title": one.shown_title,
            },
            href=_address(one),
            on=one.starts_on,
        )


def _of_none(identifier: str) -> bool:
    """Tell that nothing names an act or its paragraph; said of acts alone, not of paragraphs."""
    paragraph = paragraph_of(identifier)
    return paragraph != identifier and not anything(_NAMED, identifier, paragraph)


def _address(one: Activity) -> str | None:
    """Return its page; None where the pages are not served (a command, a worker)."""
    try:
        return one.get_absolute_url()
    except NoReverseMatch:
        return None


def on_mandate(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return the section of a mandate's page; None where nothing is done under it."""
    if not allows(request.user, Permission.PORTFOLIO_VIEW) or _of_none(identifier):
        return None
    found = queries.about_mandate(request.user, identifier)
    return _section(found, gettext("Technical cooperation under this mandate"))


def on_state(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """Return the section of a State's page; None where nothing is done for it."""
    if not allows(request.user, Permission.PORTFOLIO_VIEW):
        return None
    found = _section(queries.of_state(request.user, code), gettext("Technical cooperation"))
    return None if found is None else {**found, "state": code}


def of_donor(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """Return the section of a donor's page: what its money was allotted to; None for nothing."""
    paid = Posting.objects.visible_to(request.user).filter(
        contribution__donor__code=code, cost_object__isnull=False
    )
    seen: QuerySet[Activity] = Activity.objects.visible_to(request.user)
    found = seen.filter(cost_object__in=paid.values("cost_object"))
    return _section(found, gettext("Programmes, projects and activities that it paid for"))


def _section(found: QuerySet[Activity], title: str) -> dict[str, Any] | None:
    rows = list(found[: _FEW + 1])
    if not rows:
        return None
    return {
        "title": title,
        "activities": [
            (one, names.level_name(one.level), names.status_name(one.status)) for one in rows[:_FEW]
        ],
        "more": len(rows) > _FEW,
    }
