"""Who sees the money: the office everything, a donor what its own organization gave."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models

from cpcj.accounts.standing import organizations_of
from cpcj.frame.permissions import NOBODYS, Permission, Scope, allows, register_scope
from cpcj.frame.records import RecordQuerySet
from cpcj.funding.rules.ledger import Deed

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


_sealed: list[Callable[[Actor], frozenset[int]]] = []
_few: list[Callable[[int, int | None], bool]] = []
_OF_THE_WHOLE = (Deed.ALLOCATED.value, Deed.RETURNED.value)


def register_sealed(
    cost_objects: Callable[[Actor], frozenset[int]], few: Callable[[int, int | None], bool]
) -> None:
    """Add cost objects of which some may see what is allocated and no more.

    Called from a room's ``AppConfig.ready``.

    Args:
        cost_objects: gives, for a user, the keys of those whose commitments and expenditure are
            kept from that user.
        few: tells of a contribution, and one of these cost objects or all of them, whether so few
            uses were made that their sum tells a single one.
    """
    _sealed.append(cost_objects)
    _few.append(few)


def rest_tells(contribution: int, cost_object: int | None = None) -> bool:
    """Tell whether what is left of sealed cost objects says what was kept back.

    What was allocated is seen; so who sees what comes back as well, or that nothing is left, has
    the sum of what was spent.
    """
    return any(few(contribution, cost_object) for few in _few)


def sealed_from(user: Actor) -> frozenset[int]:
    """Return the keys of the cost objects whose use is kept from a user."""
    return frozenset[int]().union(*(cost_objects(user) for cost_objects in _sealed))


def sealed_entries(user: Actor) -> models.QuerySet[Any, Any] | None:
    """Return the numbers of the ledger's entries that are kept from a user; None for none.

    To such a user what was committed and spent stands as still allocated, and every balance fits.
    """
    hidden = sealed_from(user)
    if not hidden:
        return None
    from cpcj.funding.models.books import Posting

    own = Posting.objects.filter(cost_object__in=hidden)
    used = own.exclude(entry__deed__in=_OF_THE_WHOLE)
    return used.exclude(entry__reverses__deed__in=_OF_THE_WHOLE).values("entry")


class OfDonors(RecordQuerySet[M]):
    """Records that belong to a donor; ``to_organization`` is the way to its organization."""

    to_organization: ClassVar[str] = "contribution__donor__organization"

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to a donor those of its organization, none to others."""
        if sees_everything(user):
            return self
        mine = seen_organizations(user)
        return self.filter(**{f"{self.to_organization}__in": mine}) if mine else self.none()


class OfLedger(OfDonors[M]):
    """Entries and what hangs on them; ``to_entry`` is the way to the entry."""

    to_entry: ClassVar[str] = "entry"

    def visible_to(self, user: Actor) -> Self:
        """Return those of the contributions the user sees, less what is sealed from the user."""
        return super().visible_to(user).unsealed(user)

    def unsealed(self, user: Actor) -> Self:
        """Return those that are not sealed from a user."""
        hidden = sealed_entries(user)
        return self if hidden is None else self.exclude(**{f"{self.to_entry}__in": hidden})


class Entries(OfLedger[M]):
    """Entries."""

    to_entry = "pk"


class Balances(OfDonors[M]):
    """What accounts hold."""

    def visible_to(self, user: Actor) -> Self:
        """Return those of the contributions the user sees, less those of sealed cost objects."""
        return super().visible_to(user).exclude(cost_object__in=sealed_from(user))


class OfOffice(RecordQuerySet[M]):
    """Records of the office alone."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, none to others."""
        return self if sees_everything(user) else self.none()


class OfPlans(OfOffice[M]):
    """What the office plans to spend; ``to_cost_object`` is the way to the cost object."""

    to_cost_object: ClassVar[str] = "cost_object"

    def visible_to(self, user: Actor) -> Self:
        """Return the office's plans, less those of sealed cost objects."""
        return super().visible_to(user).exclude(**{f"{self.to_cost_object}__in": sealed_from(user)})


class OfImports(OfOffice[M]):
    """What came in as a spreadsheet and stands in the ledger."""

    def visible_to(self, user: Actor) -> Self:
        """Return the office's, less what became entries that are sealed from the user."""
        seen, hidden = super().visible_to(user), sealed_entries(user)
        return seen if hidden is None else seen.exclude(entry__in=hidden)


class OfViewers(RecordQuerySet[M]):
    """What everybody needs who reads an amount: rates and settings."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may see any money."""
        return self if allows(user, Permission.FUNDING_VIEW) else self.none()
