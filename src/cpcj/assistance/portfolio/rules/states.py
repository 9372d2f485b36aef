"""Where an activity stands, and whether the public may see it, as two tables.

The first is the standard's own status (IATI 2.03, codelist ActivityStatus); the second is the
Office's: what an officer writes is seen outside only after a second person approved it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission
from cpcj.frame.workflow import Transition, Workflow

if TYPE_CHECKING:
    from cpcj.assistance.portfolio.models import Activity


class Status(models.TextChoices):
    """Where an activity stands."""

    PIPELINE = "pipeline", _("planned")
    IMPLEMENTATION = "implementation", _("under way")
    FINALISATION = "finalisation", _("being finalized")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")
    SUSPENDED = "suspended", _("suspended")


STATUS_CODES = {
    Status.PIPELINE: "1",
    Status.IMPLEMENTATION: "2",
    Status.FINALISATION: "3",
    Status.CLOSED: "4",
    Status.CANCELLED: "5",
    Status.SUSPENDED: "6",
}
"""The codes of the codelist ActivityStatus."""

GOING_ON = (Status.IMPLEMENTATION, Status.FINALISATION)
"""States in which something is being done."""

ENDED = (Status.CLOSED, Status.CANCELLED)
"""States that nothing leads out of."""


class Release(models.TextChoices):
    """Whether the public may see it."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted for approval")
    PUBLISHED = "published", _("approved and public")


_RECORD = Permission.PORTFOLIO_RECORD


def _whole(activity: Activity) -> str | None:
    """Return what is missing before somebody may be asked to approve it, or None."""
    from cpcj.assistance.portfolio.queries import gaps

    missing = gaps(activity)
    return str(missing[0]) if missing else None


ACTIVITY = Workflow(
    name="Programme, project or activity",
    field="status",
    states=Status,
    initial=Status.PIPELINE,
    transitions=(
        Transition(
            "start", (Status.PIPELINE,), Status.IMPLEMENTATION, _RECORD,
            required=("actual_start",), who="officer",
        ),
        Transition(
            "finalize", (Status.IMPLEMENTATION,), Status.FINALISATION, _RECORD, who="officer",
        ),
        Transition(
            "close", GOING_ON, Status.CLOSED, _RECORD, required=("actual_end",), who="officer",
        ),
        Transition(
            "suspend", (Status.PIPELINE, *GOING_ON), Status.SUSPENDED, _RECORD,
            required=("status_reason",), who="officer",
        ),
        Transition(
            "resume", (Status.SUSPENDED,), Status.IMPLEMENTATION, _RECORD,
            required=("actual_start",), who="officer",
        ),
        Transition(
            "cancel", (Status.PIPELINE, Status.IMPLEMENTATION, Status.SUSPENDED),
            Status.CANCELLED, _RECORD, required=("status_reason",), who="officer",
        ),
    ),
)  # fmt: skip

RELEASE = Workflow(
    name="Approval of what is published",
    field="release",
    states=Release,
    initial=Release.DRAFT,
    transitions=(
        Transition(
            "submit", (Release.DRAFT,), Release.SUBMITTED, _RECORD, guard=_whole, who="officer"
        ),
        Transition(
            "give_back", (Release.SUBMITTED,), Release.DRAFT, Permission.PORTFOLIO_APPROVE,
            required=("release_reason",), who="unit head",
        ),
        Transition(
            "approve", (Release.SUBMITTED,), Release.PUBLISHED, Permission.PORTFOLIO_APPROVE,
            required=("approved_at",), guard=_whole,
            who="unit head, another person than who submitted it",
        ),
        Transition(
            "take_back", (Release.PUBLISHED,), Release.DRAFT, Permission.PORTFOLIO_APPROVE,
            required=("release_reason",), who="unit head",
        ),
    ),
)  # fmt: skip
