"""The statuses of a mandate as a table: who may take it from which to which.

Nobody sets *completed* at once: one person proposes it (a proposal stands beside the status, which
stays), another with the permission to complete confirms it. The table knows records, not people;
that the two differ is asked by :func:`cpcj.register.followup.services.statuses.confirm` and held by
the database.
"""

from __future__ import annotations

from cpcj.frame.permissions import Permission
from cpcj.frame.workflow import Transition, Workflow
from cpcj.register.followup.models import Status

CONFIRM = "confirm"


def _others(target: Status) -> tuple[str, ...]:
    return tuple(status for status in Status.values if status != target)


STATUS = Workflow(
    name="Status of a mandate",
    field="status",
    states=Status,
    initial=Status.NO_INDICATION,
    transitions=(
        *(
            Transition(
                target.value,
                _others(target),
                target,
                permission=Permission.FOLLOWUP_RECORD,
                who="officer",
            )
            for target in (
                Status.IN_PROGRESS,
                Status.NOT_IMPLEMENTED,
                Status.NOT_APPLICABLE,
                Status.NO_INDICATION,
            )
        ),
        Transition(
            CONFIRM,
            _others(Status.COMPLETED),
            Status.COMPLETED,
            permission=Permission.FOLLOWUP_COMPLETE,
            required=("proposed_at", "confirmed_by"),
            who="unit head, another than who proposed it",
        ),
    ),
)
