"""Who sees the accounts of members: the office all, who acts for a State the own State's."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, Self, TypeVar

from django.db import models

from cpcj.accounts.standing import states_of
from cpcj.frame.permissions import Permission, Scope, allows
from cpcj.frame.records import RecordQuerySet

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)


class _WithState(Protocol):
    state: str


def scope(one: _WithState) -> Scope:
    """Return whose an account is: its State's."""
    return Scope(states=frozenset({one.state}))


def keeps(user: Actor) -> bool:
    """Tell whether a user keeps the accounts, and so sees all of them."""
    return allows(user, Permission.INSTITUTE_RECORD)


def own_states(user: Actor) -> frozenset[str]:
    """Return the States whose account a user may see as theirs."""
    from cpcj.funding.institute.models import Member

    return frozenset(
        code
        for code in states_of(user)
        if allows(user, Permission.INSTITUTE_VIEW, Member(state=code))
    )


class OfMembers(RecordQuerySet[M]):
    """Records of a member's account; ``to_state`` is the way to its State."""

    to_state: ClassVar[str] = "state"

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to a State its own, none to others."""
        if keeps(user):
            return self.all()
        if not allows(user, Permission.INSTITUTE_VIEW):
            return self.none()
        return self.filter(**{f"{self.to_state}__in": own_states(user)})


class OfEntries(OfMembers[M]):
    """Lines of a member's ledger."""

    to_state = "entry__state"


class OfAssessments(OfMembers[M]):
    """What was decided of a member's assessment."""

    to_state = "assessment__state"


class OfKeepers(RecordQuerySet[M]):
    """What stays inside the office: tables that wait for a yes."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who keeps the accounts."""
        return self.all() if keeps(user) else self.none()


class OfViewers(RecordQuerySet[M]):
    """What every member may see: budgets, the percentage, the scale, other sources."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may see any account."""
        return self.all() if allows(user, Permission.INSTITUTE_VIEW) else self.none()
