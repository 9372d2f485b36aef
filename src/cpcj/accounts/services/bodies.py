"""Units of the Office and organizations: added, renamed, closed, never deleted."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext

from cpcj.accounts.models import Organization, Unit
from cpcj.accounts.rules import below
from cpcj.accounts.services.people import RefusedError
from cpcj.frame.forms import refuse_if_changed
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service


@service(permission=Permission.ACCOUNT_MANAGE)
def add_unit(change: Change, *, code: str, names: dict[str, str], parent: Unit | None) -> Unit:
    """Add a unit; ``names`` by language code, the English one needed.

    Raises:
        RefusedError: another unit has the code.
    """
    _free(Unit, code)
    unit = Unit(code=code, names=names, parent=parent)
    unit.save()
    change.created(unit)
    return unit


@service(permission=Permission.ACCOUNT_MANAGE, on="unit")
def change_unit(
    change: Change,
    unit: Unit,
    *,
    names: dict[str, str],
    parent: Unit | None,
    closed_on: dt.date | None,
    seen: str,
) -> None:
    """Rename, move, close or reopen a unit.

    Raises:
        ChangedMeanwhileError: somebody else changed it meanwhile.
        RefusedError: it would stand below itself.
    """
    refuse_if_changed(unit, seen)
    if parent is not None and parent.pk in below(
        unit.pk, dict(Unit.objects.values_list("pk", "parent_id"))
    ):
        raise RefusedError(gettext("A unit cannot stand below itself."))
    before = change.values(unit, "names", "parent_id", "closed_on")
    unit.names, unit.parent, unit.closed_on = names, parent, closed_on
    unit.save(update_fields=["names", "parent", "closed_on"])
    change.altered(unit, before)


@service(permission=Permission.ACCOUNT_MANAGE)
def add_organization(change: Change, *, code: str, names: dict[str, str]) -> Organization:
    """Add an organization; ``names`` by language code, the English one needed.

    Raises:
        RefusedError: another organization has the code.
    """
    _free(Organization, code)
    organization = Organization(code=code, names=names)
    organization.save()
    change.created(organization)
    return organization


@service(permission=Permission.ACCOUNT_MANAGE, on="organization")
def change_organization(
    change: Change,
    organization: Organization,
    *,
    names: dict[str, str],
    closed_on: dt.date | None,
    seen: str,
) -> None:
    """Rename, close or reopen an organization.

    Raises:
        ChangedMeanwhileError: somebody else changed it meanwhile.
    """
    refuse_if_changed(organization, seen)
    before = change.values(organization, "names", "closed_on")
    organization.names, organization.closed_on = names, closed_on
    organization.save(update_fields=["names", "closed_on"])
    change.altered(organization, before)


def _free(kind: type[Unit | Organization], code: str) -> None:
    if kind.objects.filter(code=code).exists():
        raise RefusedError(gettext("This code is in use: %(code)s.") % {"code": code})
