"""What a person is today: the memberships in force, read once a request.

A person read for a request keeps the answer, so that asking for a permission on each row of a list
asks the database nothing. The day stands beside it: a job that runs past midnight asks again.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from cpcj.accounts.rules import Held, Role, below, in_force

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from cpcj.accounts.models import Membership, User
    from cpcj.frame.permissions import Actor

_KEPT = "_cpcj_standing"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person holds on a day.

    ``held`` grants something; ``waiting`` are roles in force that grant nothing until the person
    sets up a second factor.
    """

    day: dt.date
    held: tuple[Held, ...]
    waiting: frozenset[Role]


def standing(person: User) -> Standing:
    """Return what a person holds today."""
    day = timezone.localdate()
    kept: Standing | None = person.__dict__.get(_KEPT)
    if kept is None or kept.day != day:
        kept = person.__dict__[_KEPT] = _read(person, day)
    return kept


def forget(person: User) -> None:
    """Ask the database again: memberships or the second factor have changed."""
    person.__dict__.pop(_KEPT, None)


def held_of(memberships: Iterable[Membership]) -> list[Held]:
    """Return memberships as the rules see them."""
    from cpcj.accounts.models import Unit

    rows = list(memberships)
    parents: dict[int, int | None] = {}
    if any(row.unit_id is not None for row in rows):
        parents = dict(Unit.objects.values_list("pk", "parent_id"))
    return [
        Held(
            role=Role(row.role),
            since=row.since,
            until=row.until,
            units=None if row.unit_id is None else below(row.unit_id, parents),
            state=row.state,
            organization=row.organization_id,
        )
        for row in rows
    ]


def _read(person: User, day: dt.date) -> Standing:
    from cpcj.accounts.second_factor import has_second_factor

    held = held_of(person.memberships.all())
    demanding = demanding_roles()
    today = in_force(held, day)
    sure = not any(one.role in demanding for one in today) or has_second_factor(person)
    granting = in_force(held, day, second_factor=sure, demanding=demanding)
    return Standing(day, granting, frozenset(one.role for one in today if one not in granting))


def demanding_roles() -> frozenset[Role]:
    """Return the roles that grant nothing without a second factor (a setting)."""
    return frozenset(Role(name) for name in settings.SECOND_FACTOR_ROLES)


def states_of(user: Actor | User | AnonymousUser) -> frozenset[str]:
    """Return the codes of the States a person acts for today; for querysets of a room."""
    if not _is_person(user):
        return frozenset()
    return frozenset(one.state for one in standing(user).held if one.state)  # type: ignore[arg-type]


def units_of(user: Actor | User | AnonymousUser) -> frozenset[int]:
    """Return the keys of the units a person belongs to today, with those below them."""
    if not _is_person(user):
        return frozenset()
    units = (one.units for one in standing(user).held if one.units)  # type: ignore[arg-type]
    return frozenset[int]().union(*units)


def organizations_of(user: Actor | User | AnonymousUser) -> frozenset[int]:
    """Return the keys of the organizations a person acts for today."""
    if not _is_person(user):
        return frozenset()
    held = standing(user).held  # type: ignore[arg-type]
    return frozenset(one.organization for one in held if one.organization is not None)


def _is_person(user: object) -> bool:
    return getattr(user, "pk", None) is not None and getattr(user, "is_active", False)
