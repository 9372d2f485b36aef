"""Single records by the interface for programs: what is public, and what a token's scopes add.

What its lists tell is tried by ``test_leaks.py`` and beside each room's operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from cpcj.accounts.rules import Role
from cpcj.assistance.portfolio.tests import factories as portfolio
from cpcj.tokens.rules import SCOPES
from cpcj.tokens.services import issue
from tests.permissions.kinds import KINDS
from tests.permissions.who import ANONYMOUS, ANOTHERS, HELD, PUBLISHED, UNPUBLISHED
from tests.permissions.world import World, add_other_rooms

pytestmark = [pytest.mark.django_db, pytest.mark.one_store]

SESSION, TOKEN = "an officer's session", "an officer's token"
EVERYBODY = frozenset({ANONYMOUS, SESSION, TOKEN})
NOBODY = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation tried on a record.

    Attributes:
        name: of the operation.
        kind: of the record.
        by: its field that stands in the address.
        states: by the record's state, whom it is told.
    """

    name: str
    kind: str
    by: str
    states: dict[str, frozenset[str]]


ROWS = (
    Asked("budget_mandate", "budget.Line", "key", {HELD: EVERYBODY}),
    Asked("declaration", "treaties.Declaration", "key", {HELD: EVERYBODY}),
    Asked(
        "activity",
        "portfolio.Activity",
        "identifier",
        {PUBLISHED: EVERYBODY, UNPUBLISHED: NOBODY},
    ),
    Asked("review_outside", "reviews.OutsideReview", "key", {HELD: EVERYBODY}),
    Asked(
        "review_of_state",
        "reviews.Review",
        "key",
        {PUBLISHED: EVERYBODY, ANOTHERS: NOBODY},
    ),
)


def _askers(world: World) -> dict[str, tuple[Client, dict[str, str]]]:
    officer: Any = world.people[Role.OFFICER.value]
    _token, secret = issue(officer, name="all", scopes=tuple(SCOPES), days=7)
    return {
        ANONYMOUS: (Client(raise_request_exception=False), {}),
        SESSION: (world.client(Role.OFFICER.value), {}),
        TOKEN: (Client(raise_request_exception=False), {"Authorization": f"Bearer {secret}"}),
    }


def test_records_are_told_to_whom_the_table_says(world: World) -> None:
    add_other_rooms(world)
    # The world's own is bare: it belongs to no programme.
    draft = portfolio.activity()
    world.records["portfolio.Activity", UNPUBLISHED] = {draft.pk}
    public = portfolio.published(portfolio.activity())
    world.records["portfolio.Activity", PUBLISHED] = {public.pk}
    askers = _askers(world)
    wrong, without = [], []
    for row in ROWS:
        for state, told in row.states.items():
            if state not in KINDS[row.kind] or not world.records.get((row.kind, state)):
                without.append(f"{row.kind} {state}")
                continue
            key = min(world.records[row.kind, state])
            model = apps.get_model(row.kind)
            value = key if row.by == "key" else getattr(model.objects.get(pk=key), row.by)
            address = reverse(f"api-1:{row.name}", kwargs={row.by: value})
            for who, (client, headers) in askers.items():
                status = client.get(address, headers=headers).status_code
                if status != (200 if who in told else 404):
                    wrong.append(f"{row.name} {state}: {status} for {who}")
    assert wrong == []
    assert without == []
