"""The world that the matrix is tried on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.register.followup import listed
from cpcj.register.queries import mandates, search, texts
from tests.permissions.world import World, build

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.fixture(autouse=True)
def _quiet_refusals() -> Iterator[None]:
    """Write no trace of the thousand refusals that the matrix asks for."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(before)


@pytest.fixture
def world(make_user: Callable[..., User], settings: Settings) -> World:
    """Return a world where every role demands a second factor."""
    settings.SECOND_FACTOR_ROLES = list(Role)
    mandates.store().forget()
    texts.store().forget()
    search.forget()
    listed.store().forget()
    return build(make_user)
