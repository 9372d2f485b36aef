"""What the tests of accounts stand on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from cpcj.accounts.models import Organization, Unit, User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import add_organization, add_unit
from cpcj.frame.actors import SystemActor

if TYPE_CHECKING:
    from cpcj.accounts.models import User as Person

SYSTEM = SystemActor("test")


@pytest.fixture
def administrator(make_user: Callable[..., Person]) -> Person:
    """Return somebody who manages accounts."""
    return make_user(Role.ADMINISTRATOR, password="lanterns over the water")


@pytest.fixture
def desk(administrator: User) -> Client:
    """Return the administrator's browser."""
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def division(db: None) -> Unit:
    """Return a unit."""
    return add_unit(SYSTEM, code="division", names={"en": "Division of Lamps"}, parent=None)


@pytest.fixture
def section(division: Unit) -> Unit:
    """Return a unit below it."""
    return add_unit(SYSTEM, code="section", names={"en": "Section of Wicks"}, parent=division)


@pytest.fixture
def fund(db: None) -> Organization:
    """Return an organization."""
    return add_organization(SYSTEM, code="fund", names={"en": "Fund for Keepers"})
