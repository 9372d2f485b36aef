"""Who may see a request: who handles requests all; who acts for a State the own State's.

Another State sees a request only where the requester agreed, and then what is asked and where it
stands, never its history, documents, questions or triage. The public sees nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from django.db import models
from django.db.models import Q

from cpcj.accounts.standing import states_of
from cpcj.frame.permissions import Permission, Scope, allows
from cpcj.frame.records import RecordQuerySet

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)


class _OfState(Protocol):
    """A record that a State made."""

    state: str


def scope(request: _OfState) -> Scope:
    """Return whose a request is: its State's."""
    return Scope(states=frozenset({request.state}))


def handles(user: Actor) -> bool:
    """Tell whether a user sees every State's requests."""
    return allows(user, Permission.REQUEST_HANDLE)


def own_states(user: Actor, permission: Permission = Permission.REQUEST_VIEW) -> frozenset[str]:
    """Return the States whose requests a user may see (or make) as theirs.

    A person may act for one State as its focal point and know another as an expert: each State is
    asked about on its own.
    """
    from cpcj.assistance.models import Request

    return frozenset(
        code for code in states_of(user) if allows(user, permission, Request(state=code))
    )


class Requests(RecordQuerySet[M]):
    """Requests."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who handles them; to a State its own, and those that others share."""
        if handles(user):
            return self.all()
        if not allows(user, Permission.REQUEST_VIEW):
            return self.none()
        return self.filter(Q(state__in=own_states(user)) | Q(shared=True))

    def own_of(self, user: Actor) -> Self:
        """Return the requests of the States a user acts for."""
        return self.filter(state__in=own_states(user))


class WithRequest(RecordQuerySet[M]):
    """What is seen wherever its request is seen: its topics, mandates and articles."""

    def visible_to(self, user: Actor) -> Self:
        """Return what belongs to requests the user sees."""
        from cpcj.assistance.models import Request

        if handles(user):
            return self.all()
        return self.filter(request__in=Request.objects.visible_to(user).values("pk"))


class BesideRequest(RecordQuerySet[M]):
    """What stands beside a request: for who handles it and for its own State."""

    to_request = "request"
    also: dict[str, Any] = {}

    def visible_to(self, user: Actor) -> Self:
        """Return all to who handles requests, to a State what stands beside its own."""
        if handles(user):
            return self.all()
        if not allows(user, Permission.REQUEST_VIEW):
            return self.none()
        return self.filter(**{f"{self.to_request}__state__in": own_states(user)}, **self.also)


class Entered(BesideRequest[M]):
    """History; what is internal is not the State's."""

    also = {"internal": False}


class OfDocument(BesideRequest[M]):
    """Bytes, seen with their document."""

    to_request = "document__request"


class OfHandlers(RecordQuerySet[M]):
    """What stays inside the office: points, conflicts."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who handles requests."""
        return self.all() if handles(user) else self.none()


class OfAllInvolved(RecordQuerySet[M]):
    """What everybody sees who has to do with requests: the holidays of the duty station."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may see any request."""
        return self.all() if allows(user, Permission.REQUEST_VIEW) else self.none()
