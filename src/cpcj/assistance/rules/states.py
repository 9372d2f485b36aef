"""The states of a request as a table: who may take it from which to which, and what that needs.

Nobody declines a request alone: an officer proposes it (a proposal stands beside the state, which
stays), another person who may decide confirms it. The table knows records, not people; that the two
differ is asked by :func:`cpcj.assistance.services.deciding.decline` and held by the database.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission
from cpcj.frame.workflow import Transition, Workflow


class Status(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "received", _("received")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    UNDER_ASSESSMENT = "under_assessment", _("under assessment")
    MORE_INFORMATION = "more_information", _("more information asked")
    ACCEPTED = "accepted", _("accepted")
    MERGED = "merged", _("merged with another request")
    DECLINED = "declined", _("declined")
    PLANNED = "planned", _("planned")
    IN_DELIVERY = "in_delivery", _("in delivery")
    DELIVERED = "delivered", _("delivered")
    EVALUATED = "evaluated", _("evaluated")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


UNANSWERED = (
    Status.RECEIVED,
    Status.ACKNOWLEDGED,
    Status.UNDER_ASSESSMENT,
    Status.MORE_INFORMATION,
)
"""States in which the State has no answer yet."""

ENDED = (Status.MERGED, Status.DECLINED, Status.CLOSED, Status.WITHDRAWN)
"""States that nothing leads out of."""

_BEFORE_DELIVERED = (*UNANSWERED, Status.ACCEPTED, Status.PLANNED, Status.IN_DELIVERY)
_ASSESSED = (Status.ACKNOWLEDGED, Status.UNDER_ASSESSMENT, Status.MORE_INFORMATION)
_HANDLE, _DECIDE = Permission.REQUEST_HANDLE, Permission.REQUEST_DECIDE

REQUEST = Workflow(
    name="Request for assistance",
    field="status",
    states=Status,
    initial=Status.RECEIVED,
    transitions=(
        Transition("acknowledge", (Status.RECEIVED,), Status.ACKNOWLEDGED, _HANDLE, who="officer"),
        Transition(
            "assess", (Status.ACKNOWLEDGED,), Status.UNDER_ASSESSMENT, _HANDLE, who="officer"
        ),
        Transition(
            "ask",
            (Status.ACKNOWLEDGED, Status.UNDER_ASSESSMENT),
            Status.MORE_INFORMATION,
            _HANDLE,
            who="officer, with a question",
        ),
        Transition(
            "answer",
            (Status.MORE_INFORMATION,),
            Status.UNDER_ASSESSMENT,
            Permission.REQUEST_MAKE,
            who="focal point, once every question is answered",
        ),
        Transition(
            "resume",
            (Status.MORE_INFORMATION,),
            Status.UNDER_ASSESSMENT,
            _HANDLE,
            who="officer, where the answer came another way",
        ),
        Transition("accept", _ASSESSED[1:2], Status.ACCEPTED, _DECIDE, who="unit head"),
        Transition(
            "merge",
            UNANSWERED,
            Status.MERGED,
            _HANDLE,
            required=("merged_into",),
            who="officer",
        ),
        Transition(
            "decline",
            _ASSESSED,
            Status.DECLINED,
            _DECIDE,
            required=("decline_reason", "decline_proposed_at", "declined_by"),
            who="unit head, another than who proposed it",
        ),
        Transition("plan", (Status.ACCEPTED,), Status.PLANNED, _HANDLE, who="officer"),
        Transition("start", (Status.PLANNED,), Status.IN_DELIVERY, _HANDLE, who="officer"),
        Transition("deliver", (Status.IN_DELIVERY,), Status.DELIVERED, _HANDLE, who="officer"),
        Transition("evaluate", (Status.DELIVERED,), Status.EVALUATED, _HANDLE, who="officer"),
        Transition(
            "close",
            (Status.DELIVERED, Status.EVALUATED),
            Status.CLOSED,
            _HANDLE,
            who="officer",
        ),
        Transition(
            "withdraw",
            _BEFORE_DELIVERED,
            Status.WITHDRAWN,
            Permission.REQUEST_MAKE,
            who="focal point",
        ),
        Transition(
            "record_withdrawal",
            _BEFORE_DELIVERED,
            Status.WITHDRAWN,
            _HANDLE,
            who="officer, where the State wrote so",
        ),
    ),
)

PLAIN = ("assess", "resume", "plan", "start", "deliver", "evaluate", "close", "record_withdrawal")
"""Transitions of an officer that need a reason and nothing else."""
