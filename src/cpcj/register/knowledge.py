"""What the register says about a provision to whoever asks ``evidence``: its acts, who cites it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse

from cpcj.evidence.registry import EvidenceItem
from cpcj.frame.permissions import Actor
from cpcj.register.models import Act
from cpcj.register.models.acts import ReviewState
from cpcj.register.queries.texts import citing_places
from cpcj.resolutions.model import Standing

_ACT = re.compile(r"#.*\.\d+$")

MOST = 200
"""Citations that are named; a founding resolution is cited thousands of times."""


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield the acts of a provision and the places that cite it; of an act nothing.

    No provision is named by an act's identifier ("op46.2"), and nothing cites one.
    """
    if _ACT.search(identifier):
        return
    acts = (
        Act.objects.visible_to(user)
        .filter(provision__identifier=identifier, current=True)
        .exclude(review=ReviewState.REJECTED)
        .select_related("text")
        .order_by("position")
    )
    for act in acts:
        yield EvidenceItem(
            room="register",
            kind="mandate" if act.standing == Standing.ADOPTED else "proposal",
            provision=identifier,
            label=f"{act.phrase} {act.action}",
            href=_address("register:mandate", act.identifier),
            on=act.text.date,
            doubt=None if act.review != ReviewState.UNREVIEWED else "not reviewed",
        )
    for citation in citing_places(user, identifier)[:MOST]:
        text = citation.version.text
        place = citation.provision.identifier if citation.provision else text.identifier
        yield EvidenceItem(
            room="register",
            kind="citation",
            provision=identifier,
            label=f"{text.title} ({place})",
            href=_address("register:text", text.identifier),
            on=text.date,
        )


def _address(name: str, identifier: str) -> str | None:
    """Return a page's address; None where the pages are not served (a command, a worker)."""
    try:
        return reverse(name, args=[identifier])
    except NoReverseMatch:
        return None
