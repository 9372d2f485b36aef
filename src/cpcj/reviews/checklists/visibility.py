"""Who may see a set of answers: whose it is, the secretariat, and the seats of the review it is
named in while it is submitted.

What stands beside the answers (who was asked, who wrote what, what came of needs, workbooks) is
seen by whose it is and the secretariat alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cpcj.accounts.standing import organizations_of, states_of
from cpcj.frame.permissions import Permission, Scope, allows
from cpcj.frame.records import RecordQuerySet
from cpcj.reviews.models import Review
from cpcj.reviews.rules.mechanism import Part
from cpcj.reviews.visibility import seen_parts

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)

SUBMITTED = "submitted"


def scope(answer_set: Any) -> Scope:
    """Return whose a set of answers is: a State's, or an organization's."""
    return Scope(
        states=frozenset({answer_set.state} - {""}),
        organizations=frozenset({answer_set.organization_id} - {None}),
    )


def keeps(user: Actor) -> bool:
    """Tell whether a user is of the secretariat of the checklists."""
    return allows(user, Permission.CHECKLIST_KEEP)


def own_states(user: Actor, permission: Permission = Permission.CHECKLIST_VIEW) -> frozenset[str]:
    """Return the States whose answers a user may see (or give) as theirs."""
    from cpcj.reviews.checklists.models import AnswerSet

    return frozenset(
        code for code in states_of(user) if allows(user, permission, AnswerSet(state=code))
    )


def own_organizations(
    user: Actor, permission: Permission = Permission.CHECKLIST_VIEW
) -> frozenset[int]:
    """Return the keys of the organizations whose answers a user may see (or give) as theirs."""
    from cpcj.reviews.checklists.models import AnswerSet

    return frozenset(
        key
        for key in organizations_of(user)
        if allows(user, permission, AnswerSet(organization_id=key))
    )


def _own(user: Actor, to: str) -> Q:
    return Q(**{f"{to}state__in": own_states(user)}) | Q(
        **{f"{to}organization__in": own_organizations(user)}
    )


class Checklists(RecordQuerySet[M]):
    """Checklists."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may see checklists."""
        return self.all() if allows(user, Permission.CHECKLIST_VIEW) else self.none()


class OfSet(RecordQuerySet[M]):
    """Sets of answers, or with ``to = "set__"`` the answers in them."""

    to = ""

    def visible_to(self, user: Actor) -> Self:
        """Return one's own, and submitted ones of reviews in which one sees documents."""
        if keeps(user):
            return self.all()
        # A review names a set by its code; a set of another State than the one under review stays
        # unseen, whatever was typed.
        naming = Review.objects.filter(
            pk__in=seen_parts(user)[Part.DOCUMENTS],
            answer_set=OuterRef(f"{self.to}code"),
            state=OuterRef(f"{self.to}state"),
        )
        return self.filter(
            _own(user, self.to) | (Q(**{f"{self.to}status": SUBMITTED}) & Exists(naming))
        )


class Sets(OfSet[M]):
    """Sets of answers."""


class Answers(OfSet[M]):
    """The answers in a set."""

    to = "set__"


class Beside(RecordQuerySet[M]):
    """What stands beside the answers of a set."""

    to = "set__"

    def visible_to(self, user: Actor) -> Self:
        """Return what is one's own; all to the secretariat."""
        return self.all() if keeps(user) else self.filter(_own(user, self.to))


class History(Beside[M]):
    """Who wrote what in an answer."""

    to = "answer__set__"
