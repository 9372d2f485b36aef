"""What the tests of follow-up stand on: one text with two mandates, and people with roles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cpcj.accounts.models import Unit, User
from cpcj.accounts.rules import Role
from cpcj.frame.records import writing_allowed
from cpcj.register.followup.services.recording import of_act
from cpcj.register.models import Act
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text

FIRST = "A/RES/79/901#op1.1"
SECOND = "A/RES/79/901#op2.1"


@pytest.fixture
def act(db: None) -> Act:
    """Return the first of two mandates of a text held."""
    hold(document(text(REQUEST, ENCOURAGE)))
    found: Act = Act.objects.get(identifier=FIRST, current=True)
    return found


@pytest.fixture
def head(make_user: Callable[..., User]) -> User:
    """Return a person who may assign and confirm."""
    return make_user(Role.UNIT_HEAD)


@pytest.fixture
def unit(db: None) -> Unit:
    """Return a unit."""
    with writing_allowed():
        return Unit.objects.create(code="lamps", names={"en": "Lamps Section"})


def followup(identifier: str = FIRST) -> object:
    """Return the follow-up of an act in force."""
    return of_act(Act.objects.get(identifier=identifier, current=True))
