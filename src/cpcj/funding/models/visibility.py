"""Who sees the money: the office everything, a donor what its own organization gave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models

from cpcj.accounts.standing import organizations_of
from cpcj.frame.permissions import NOBODYS, Permission, Scope, allows, register_scope
from cpcj.frame.records import RecordQuerySet

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)


class OfOrganization:
    """Stands for what an organization gave, to be asked whether somebody may see it."""

    def __init__(self, organization: int | None = None) -> None:
        """Keep the organization's key; None for what is nobody's."""
        self.organization = organization


def _scope(one: Any) -> Scope:
    if one.organization is None:
        return NOBODYS
    return Scope(organizations=frozenset({one.organization}))


register_scope(OfOrganization, _scope)  # type: ignore[arg-type]  # asked about like a record


def sees_everything(user: Actor) -> bool:
    """Return whether a user may see the whole office's money."""
    return allows(user, Permission.FUNDING_VIEW, OfOrganization())


def seen_organizations(user: Actor) -> frozenset[int]:
    """Return the organizations whose contributions a user may see beside nobody else's."""
    return frozenset(
        one
        for one in organizations_of(user)
        if allows(user, Permission.FUNDING_VIEW, OfOrganization(one))
    )


class OfDonors(RecordQuerySet[M]):
    """Records that belong to a donor; ``to_organization`` is the way to its organization."""

    to_organization: ClassVar[str] = "contribution__donor__organization"

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to a donor those of its organization, none to others."""
        if sees_everything(user):
            return self
        mine = seen_organizations(user)
        return self.filter(**{f"{self.to_organization}__in": mine}) if mine else self.none()


class OfOffice(RecordQuerySet[M]):
    """Records of the office alone."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, none to others."""
        return self if sees_everything(user) else self.none()


class OfViewers(RecordQuerySet[M]):
    """What everybody needs who reads an amount: rates and settings."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may see any money."""
        return self if allows(user, Permission.FUNDING_VIEW) else self.none()
