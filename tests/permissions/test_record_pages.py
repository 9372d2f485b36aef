"""Pages about single records: open to those who may, by the state of the record."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.permissions.record_pages import TRIED, Tried
from tests.permissions.rooms import Addresses, addresses
from tests.permissions.test_pages import opened
from tests.permissions.who import OWN, WHO
from tests.permissions.world import World

# What the store answers to whom is tried by kind, on both.
pytestmark = [pytest.mark.django_db, pytest.mark.one_store]


def _arguments(found: Addresses, tried: Tried, who: str) -> dict[str, Any] | None:
    """Return what stands in the address; one's own records are one's own."""
    given = found.get((tried.name, tried.state))
    if given is None and tried.state == OWN:
        given = found.get((tried.name, f"{OWN} {who}"))
    if given is None:
        return None
    return given | ({"deed": tried.deed} if tried.deed else {})


def _lets_in(client: Client, address: str, tried: Tried) -> bool:
    if not tried.posted:
        return opened(client.get(address))
    with transaction.atomic():
        answer = client.post(address, {})
        transaction.set_rollback(True)
    return opened(answer)


def test_pages_of_records_open_for_whom_the_table_says(world: World) -> None:
    found = addresses(world)
    wrong, without = [], {f"{one.name} {one.state}" for one in TRIED}
    for who in WHO:
        client = world.client(who)
        for tried in TRIED:
            given = _arguments(found, tried, who)
            if given is None:
                continue
            without.discard(f"{tried.name} {tried.state}")
            address = reverse(tried.name, kwargs=given)
            if tried.query:
                address += f"?{tried.query}"
            if _lets_in(client, address, tried) != (who in tried.who):
                wrong.append(f"{tried.name} {tried.state} {tried.deed} for {who}")
    assert wrong == []
    assert without == set(), "tests/permissions/rooms.py makes none of these"
