"""Every kind of record, in every state, for everybody: what ``visible_to`` answers."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model

from cpcj.frame.records import Record
from tests.permissions.kinds import KINDS, NEVER_LISTED
from tests.permissions.who import OWN, WHO
from tests.permissions.world import World, add_other_rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(world: World) -> World:
    """Return the world with bare records of the other rooms, which their pages could not draw."""
    add_other_rooms(world)
    return world


def kinds() -> dict[str, type[Model]]:
    """Return every kind that can be asked who may see it, and every record that should be."""
    return {
        model._meta.label: model
        for model in apps.get_models()
        if model.__module__.startswith("cpcj.")
        and (issubclass(model, Record) or hasattr(model._default_manager, "visible_to"))
    }


def test_every_kind_stands_in_the_table() -> None:
    found = set(kinds())
    assert found - set(KINDS) - NEVER_LISTED == set(), "add a line to tests/permissions/table.py"
    assert set(KINDS) | NEVER_LISTED <= found, "the table names kinds that are gone"


def test_what_is_never_listed_refuses(world: World) -> None:
    for label in NEVER_LISTED:
        for who in WHO:
            with pytest.raises(NotImplementedError):
                kinds()[label]._default_manager.visible_to(world.people[who])  # type: ignore[attr-defined]


def test_everybody_sees_what_the_table_says_and_no_more(full: World) -> None:
    wrong = []
    tried = 0
    for label, states in KINDS.items():
        manager = kinds()[label]._default_manager
        for state, allowed in states.items():
            for who in WHO:
                keys = full.sample(label, state, who)
                if not keys:
                    continue
                tried += 1
                found = manager.visible_to(full.people[who]).filter(pk__in=keys)  # type: ignore[attr-defined]
                seen = set(found.values_list("pk", flat=True))
                if seen != (keys if who in allowed else set()):
                    wrong.append(f"{label} {state} for {who}: {len(seen)} of {len(keys)}")
    assert wrong == []
    assert tried > 20 * len(WHO)


def test_there_is_a_sample_of_everything(full: World) -> None:
    missing = [
        f"{label} {state}"
        for label, states in KINDS.items()
        for state in states
        if not any(full.sample(label, state, who) for who in WHO)
    ]
    assert missing == [], "tests/permissions/full.py makes none of these"


def test_one_s_own_records_are_tried_for_each(full: World) -> None:
    for label, states in KINDS.items():
        if OWN in states and label != "accounts.Organization":
            assert sum(bool(full.sample(label, OWN, who)) for who in WHO) >= len(WHO) - 2, label
