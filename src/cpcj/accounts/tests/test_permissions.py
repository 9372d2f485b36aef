"""Permissions of people in the database: asked once, dated, and by whose a record is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from cpcj.accounts.models import Organization, Unit, User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, RefusedError, end_membership, give_role
from cpcj.accounts.standing import organizations_of, states_of, units_of
from cpcj.accounts.tests.conftest import SYSTEM
from cpcj.frame import permissions
from cpcj.frame.forms import seen
from cpcj.frame.permissions import Permission, Scope, allows, register_scope

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries, Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def _units_have_themselves() -> Iterator[None]:
    """Let a unit be a record of that unit."""
    register_scope(Unit, lambda unit: Scope(units=frozenset({unit.pk})))
    yield
    del permissions._scopes[Unit]


def fresh(person: User) -> User:
    again: User = User.objects.get(pk=person.pk)
    return again


@pytest.mark.usefixtures("_units_have_themselves")
def test_a_head_reaches_the_own_unit_and_those_below(
    make_user: Callable[..., User], division: Unit, section: Unit
) -> None:
    head, deputy = make_user(), make_user()
    give_role(SYSTEM, head, Grant(Role.UNIT_HEAD, unit=division))
    give_role(SYSTEM, deputy, Grant(Role.UNIT_HEAD, unit=section))
    assert allows(head, Permission.FOLLOWUP_ASSIGN, section)
    assert not allows(deputy, Permission.FOLLOWUP_ASSIGN, division)
    assert allows(deputy, Permission.FOLLOWUP_ASSIGN)
    assert units_of(head) == {division.pk, section.pk}


def test_states_and_organizations_of_a_person(
    make_user: Callable[..., User], fund: Organization
) -> None:
    person = make_user()
    yesterday = timezone.localdate() - dt.timedelta(1)
    give_role(SYSTEM, person, Grant(Role.FOCAL_POINT, state="FRA", function="review"))
    give_role(
        SYSTEM,
        person,
        Grant(Role.FOCAL_POINT, state="PER", since=yesterday, until=yesterday),
    )
    give_role(SYSTEM, person, Grant(Role.DONOR, organization=fund))
    assert states_of(person) == {"FRA"}
    assert organizations_of(person) == {fund.pk}


def test_a_role_ends_with_its_last_day(make_user: Callable[..., User]) -> None:
    person = make_user(Role.OFFICER)
    membership = person.memberships.get()
    assert allows(fresh(person), Permission.TEXT_UPLOAD)
    today = timezone.localdate()
    end_membership(SYSTEM, membership, until=today, seen=seen(membership, ("until",)))
    assert allows(fresh(person), Permission.TEXT_UPLOAD)
    with pytest.raises(RefusedError):
        end_membership(
            SYSTEM, membership, until=today - dt.timedelta(1), seen=seen(membership, ("until",))
        )


def test_permissions_are_asked_of_the_database_once(
    make_user: Callable[..., User],
    section: Unit,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    person = make_user(Role.OFFICER)
    give_role(SYSTEM, person, Grant(Role.UNIT_HEAD, unit=section))
    person = fresh(person)
    with django_assert_num_queries(2):  # memberships, units
        for permission in Permission:
            allows(person, permission, section)
        units_of(person)


def test_a_demanded_second_factor(make_user: Callable[..., User], settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["administrator"]
    person = make_user(Role.ADMINISTRATOR, Role.OFFICER)
    assert not allows(person, Permission.ACCOUNT_MANAGE)
    assert allows(person, Permission.TEXT_UPLOAD)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    assert allows(fresh(person), Permission.ACCOUNT_MANAGE)


@pytest.mark.parametrize(
    "grant",
    [
        Grant(Role.FOCAL_POINT),
        Grant(Role.DELEGATE, state="ZZZ"),
        Grant(Role.DONOR),
        Grant(Role.OFFICER, since=dt.date(2026, 2, 2), until=dt.date(2026, 2, 1)),
    ],
)
def test_a_role_says_whom_it_is_for(make_user: Callable[..., User], grant: Grant) -> None:
    with pytest.raises(RefusedError):
        give_role(SYSTEM, make_user(), grant)


def test_the_last_administrator_stays(administrator: User, make_user: Callable[..., User]) -> None:
    from cpcj.accounts.services import deactivate

    with pytest.raises(RefusedError):
        deactivate(SYSTEM, administrator)
    make_user(Role.ADMINISTRATOR)
    deactivate(SYSTEM, administrator)
    assert not fresh(administrator).is_active
