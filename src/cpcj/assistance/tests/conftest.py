"""What the room's tests stand on: people of two States and of the office, and a way to ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, give_role
from cpcj.assistance.models import Request
from cpcj.assistance.services.asking import Asked, make
from cpcj.frame.actors import SystemActor

SYSTEM = SystemActor("test")
OWN, OTHER = "PER", "FRA"
MARK = "harbourlamps"
ASKED = Asked(
    title=f"Training about {MARK}",
    asked=f"Our police ask for a course about {MARK}.",
    topics=("corruption",),
    mandates=("A/RES/79/901#op1", "A/RES/70/178#op46"),
    articles=("UNCAC#art60",),
)


@dataclass(frozen=True, slots=True)
class People:
    """Who has to do with requests."""

    point: User
    delegate: User
    stranger: User
    officer: User
    second: User
    head: User


@pytest.fixture
def people(make_user: Callable[..., User]) -> People:
    """Return people: of the requesting State, of another, of the office."""

    def of_state(role: Role, state: str) -> User:
        person = make_user()
        give_role(SYSTEM, person, Grant(role, state=state))
        return person

    return People(
        of_state(Role.FOCAL_POINT, OWN),
        of_state(Role.DELEGATE, OWN),
        of_state(Role.FOCAL_POINT, OTHER),
        make_user(Role.OFFICER),
        make_user(Role.OFFICER),
        make_user(Role.UNIT_HEAD),
    )


@pytest.fixture
def request_(people: People) -> Request:
    """Return a request of the own State."""
    return make(people.point, OWN, ASKED)
