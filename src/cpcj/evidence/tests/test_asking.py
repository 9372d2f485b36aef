"""The first question of a room, and what a page costs of which the rooms know nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.evidence.asking import anything
from cpcj.register.tests.factories import ENCOURAGE, document, hold, text

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def test_something_or_nothing() -> None:
    asked = "SELECT 1 FROM register_text WHERE identifier = %s"
    assert not anything(asked, "A/RES/79/901")
    hold(document(text(ENCOURAGE)))
    assert anything(asked, "A/RES/79/901")
    assert not anything(asked, "A/RES/79/901' OR '1")


def test_a_mandate_of_which_nothing_is_known_costs_a_look_a_room(client: Client) -> None:
    hold(document(text(ENCOURAGE)))
    path = "/mandates/A/RES/79/901/-/op1.1/"
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{path}?x=1").status_code == 200
    rooms = [
        one["sql"]
        for one in asked.captured_queries
        if any(f"{room}_" in one["sql"] for room in ("reporting", "budget", "followup"))
    ]
    # The calendar is asked twice: its evidence is of the act, its section of the entry beside it.
    assert len(rooms) <= 4, rooms
    assert not [one for one in rooms if 'FROM "' in one], "put together by the ORM"
