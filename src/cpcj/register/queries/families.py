"""Which texts are stages of one text: drafts, revisions, reports and the resolution."""

from __future__ import annotations

from collections.abc import Iterable

from cpcj.frame.permissions import Actor
from cpcj.register.models import FamilyMember


def families_of(user: Actor, identifiers: Iterable[str]) -> dict[str, int]:
    """Return the keys of the families of texts, by the texts' identifiers, in one statement.

    A text without a family, or whose membership was rejected, is left out.
    """
    members = (
        FamilyMember.objects.visible_to(user)
        .filter(text__identifier__in=list(identifiers))
        .exclude(state=FamilyMember.State.REJECTED)
    )
    return dict(members.values_list("text__identifier", "family"))
