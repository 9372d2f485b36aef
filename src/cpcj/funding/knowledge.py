"""Which contributions fund a paragraph: a section on a mandate's page, an item of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from cpcj.evidence.asking import anything
from cpcj.evidence.registry import EvidenceItem
from cpcj.funding.models import Contribution, Status
from cpcj.funding.names import dollars_words

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.frame.permissions import Actor

MOST = 100
_FUNDED = "SELECT 1 FROM funding_fundedprovision WHERE identifier = %s LIMIT 1"
_LAST_PART = re.compile(r"[.(][^.(#]*$")


def above(identifier: str) -> tuple[str, ...]:
    """Return a provision's identifier and those of what it stands in, down to the paragraph."""
    found = [identifier]
    text, _sign, place = identifier.partition("#")
    while (shorter := _LAST_PART.sub("", place)) != place:
        place = shorter
        found.append(f"{text}#{place}")
    return tuple(found)


def of_provision(user: Actor, identifier: str) -> list[Contribution]:
    """Return the contributions that fund a paragraph, or the one that a part of it stands in."""
    if "#" not in identifier:
        return []
    if not any(anything(_FUNDED, each) for each in above(identifier)):
        return []
    found = Contribution.objects.visible_to(user).filter(
        provisions__identifier__in=above(identifier)
    )
    found = found.exclude(status=Status.WITHDRAWN).select_related("donor").distinct()
    return list(found.order_by("-pledged_on", "pk")[:MOST])


def section(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return what a mandate's page shows; None where nothing that the visitor may see funds it."""
    found = of_provision(request.user, identifier)
    if not found:
        return None
    total = sum(one.dollars for one in found)
    return {
        "contributions": [(one, dollars_words(one.dollars)) for one in found],
        "total": dollars_words(total),
    }


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield the contributions that fund a provision and the user may see."""
    for one in of_provision(user, identifier):
        yield EvidenceItem(
            room="funding",
            kind="contribution",
            provision=identifier,
            label=gettext("%(donor)s: %(title)s (%(amount)s)")
            % {"donor": one.donor, "title": one.title, "amount": dollars_words(one.dollars)},
            href=_address(one),
            on=one.agreed_on or one.pledged_on,
            doubt=None if one.agreed_on else "pledged, not yet agreed",
        )


def _address(one: Contribution) -> str | None:
    """Return a contribution's page; None where the pages are not served (a command, a worker)."""
    try:
        return reverse("funding:contribution", args=[one.code])
    except NoReverseMatch:
        return None
