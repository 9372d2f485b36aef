"""Many mandates at once: each by the service for one, all in one transaction.

So many at once are the sum of single deeds: the same checks, a line of history and an audit event
for each; where one is refused, none is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext

from cpcj.accounts.models import Unit, User
from cpcj.frame.permissions import Actor, Permission, require
from cpcj.register.followup.models import FollowUp, Status
from cpcj.register.followup.services.details import assign
from cpcj.register.followup.services.recording import FollowUpError, needs, of_act
from cpcj.register.followup.services.statuses import propose_completion, set_status
from cpcj.register.models import Act

MOST = 1_000
"""Mandates of one deed."""


class ManyRefusedError(FollowUpError):
    """Some of many were refused, so none was done; ``why`` has identifier and reason of each."""

    def __init__(self, why: Sequence[tuple[str, str]]) -> None:
        """Keep what was refused."""
        self.why = tuple(why)
        super().__init__(gettext("Nothing was changed, because some were refused."))


def assign_many(
    actor: Actor,
    acts: Iterable[Act],
    *,
    unit: Unit | None,
    officer: User | None,
    reason: str,
    keep_officer: bool = False,
    keep_unit: bool = False,
) -> int:
    """Give mandates to a unit and an officer; return how many were changed.

    Args:
        actor: who does it.
        acts: the mandates, at most :data:`MOST`.
        unit: whom they are given to; None for none.
        officer: the same.
        reason: why.
        keep_officer: leave each mandate's own officer.
        keep_unit: leave each mandate's own unit.

    Raises:
        ManyRefusedError: some were refused; nothing was done.
        FollowUpError: too many, or no reason.
        PermissionDenied: the actor may not assign.
    """
    require(actor, Permission.FOLLOWUP_ASSIGN)

    def one(followup: FollowUp) -> FollowUp:
        return assign(
            actor,
            followup,
            unit=followup.unit if keep_unit else unit,
            officer=followup.officer if keep_officer else officer,
            reason=reason,
        )

    return _each(acts, one, reason)


def set_status_many(actor: Actor, acts: Iterable[Act], status: str, *, reason: str) -> int:
    """Set the status of mandates; *completed* is proposed, for another person to confirm.

    Raises:
        ManyRefusedError, FollowUpError, PermissionDenied: as :func:`assign_many`.
    """
    require(actor, Permission.FOLLOWUP_RECORD)

    def one(followup: FollowUp) -> FollowUp:
        if status == Status.COMPLETED:
            if followup.status == Status.COMPLETED:
                return followup
            return propose_completion(actor, followup, reason=reason)
        return set_status(actor, followup, status, reason=reason)

    return _each(acts, one, reason)


def _each(acts: Iterable[Act], one: Callable[[FollowUp], FollowUp], reason: str) -> int:
    needs(reason)
    given = list(acts)
    if len(given) > MOST:
        raise FollowUpError(gettext("At most %s mandates at once.") % MOST)
    done = 0
    refused: list[tuple[str, str]] = []
    with transaction.atomic():
        for act in given:
            followup = of_act(act)
            before = followup.version
            try:
                done += one(followup).version > before
            except FollowUpError as error:
                refused.append((act.identifier, str(error)))
        if refused:
            raise ManyRefusedError(refused)
    return done
