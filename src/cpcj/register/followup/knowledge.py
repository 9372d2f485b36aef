"""What follow-up says about a provision to whoever asks ``evidence``: status, notes, successor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import NoReverseMatch
from django.utils.translation import gettext

from cpcj.evidence.registry import EvidenceItem
from cpcj.register.followup.models import FollowUp, Note, Status
from cpcj.register.followup.models.visibility import sees_followup

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

ROOM = "followup"
MOST = 100
"""Notes that are named."""

_ACT = re.compile(r"#.*\.\d+$")


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield the status of each act of a provision and the notes about it; of an act nothing.

    Who does not see follow-up is told the published statuses alone. No provision is named by an
    act's identifier ("op46.2"); the page of an act has a section of its own.
    """
    if _ACT.search(identifier):
        return
    gone = Q(row=None, act__startswith=f"{identifier}.")
    wanted = gone | Q(row__provision__identifier=identifier)
    found = list(FollowUp.objects.visible_to(user).filter(wanted).order_by("act", "pk"))
    for followup in found:
        yield EvidenceItem(
            room=ROOM,
            kind="status",
            provision=identifier,
            label=gettext("Status: %s") % Status(followup.status).label,
            href=_address(followup) if sees_followup(user) else None,
            on=followup.status_since.date() if followup.status_since else None,
            doubt=None if followup.row_id else "its act is no longer held",
        )
    if not sees_followup(user):
        return
    notes = Note.objects.filter(followup__in=found).select_related("followup")
    for note in notes[:MOST]:
        yield EvidenceItem(
            room=ROOM,
            kind="progress note",
            provision=identifier,
            label=note.words[:300],
            href=_address(note.followup),
            on=note.on,
        )


def _address(followup: FollowUp) -> str | None:
    """Return its page; None where the pages are not served (a command, a worker)."""
    try:
        return followup.get_absolute_url()
    except NoReverseMatch:
        return None
