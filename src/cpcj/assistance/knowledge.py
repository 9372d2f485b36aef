"""What the room says to others: evidence about a provision, sections of pages of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext

from cpcj.assistance import queries
from cpcj.assistance.models import Request
from cpcj.assistance.names import status_name
from cpcj.assistance.rules.identifiers import paragraph_of
from cpcj.evidence.asking import anything
from cpcj.evidence.registry import EvidenceItem
from cpcj.frame.permissions import Permission, allows

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from cpcj.frame.permissions import Actor

ROOM = "assistance"
MOST = 100
"""Requests that are named."""
_FEW = 10
_NAMED = (
    "SELECT 1 FROM assistance_requestvalue"
    " WHERE field IN ('mandate', 'article') AND value IN (%s, %s) LIMIT 1"
)


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield the requests that name a provision and that the user may see."""
    if not allows(user, Permission.REQUEST_VIEW) or _of_none(identifier):
        return
    for one in queries.about_provision(user, identifier)[:MOST]:
        yield EvidenceItem(
            room=ROOM,
            kind="request",
            provision=identifier,
            label=gettext("Request %(number)s: %(title)s")
            % {"number": one.number, "title": one.title},
            href=_address(one),
            on=one.received,
        )


def _of_none(identifier: str) -> bool:
    """Tell that nothing names an act or its paragraph; said of acts alone, not of paragraphs."""
    paragraph = paragraph_of(identifier)
    return paragraph != identifier and not anything(_NAMED, identifier, paragraph)


def _address(one: Request) -> str | None:
    """Return its page; None where the pages are not served (a command, a worker)."""
    try:
        return one.get_absolute_url()
    except NoReverseMatch:
        return None


def on_mandate(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return the section of a mandate's page; None for who sees no request about it."""
    if not allows(request.user, Permission.REQUEST_VIEW) or _of_none(identifier):
        return None
    return _section(queries.about_mandate(request.user, identifier))


def on_state(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """Return the section of a State's page; None for who sees no request of it."""
    if not allows(request.user, Permission.REQUEST_VIEW):
        return None
    return _section(Request.objects.visible_to(request.user).filter(state=code))


def _section(found: QuerySet[Request]) -> dict[str, Any] | None:
    rows = list(found[: _FEW + 1])
    if not rows:
        return None
    return {
        "requests": [(one, status_name(one.status)) for one in rows[:_FEW]],
        "more": len(rows) > _FEW,
    }
