"""What programs are told of the portfolio: the published part, as the list saves it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.rules import Role
from cpcj.assistance.portfolio.api import shapes
from cpcj.assistance.portfolio.services import documents
from cpcj.assistance.portfolio.tests import factories as make
from cpcj.frame.permissions import Permission
from cpcj.tokens.services import issue

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db
API = "/api/v1/"


def _get(client: Client, path: str, **headers: str) -> Any:
    answer = client.get(API + path, headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_published_activities_are_told_as_the_list_saves_them(client: Client) -> None:
    one = make.published(make.activity())
    make.event(one)
    draft = make.activity(make.above(one), title="A draft of wicks")
    make.event(draft, title="A hidden course")
    page = json.loads(b"".join(client.get("/portfolio/?sort=identifier&format=json")))
    found = _get(client, "activities")
    shapes.Activities.model_validate(found)
    rows = {row["identifier"]: row for row in found["activities"]}
    assert rows == {row["identifier"]: row for row in page["portfolio"]}
    assert {one.identifier, make.above(one).identifier, make.top(one).identifier} == set(rows)
    assert rows[one.identifier]["shares"] == ["KEN 60.00", "UGA 40.00"]
    assert rows[one.identifier]["mandates"] == [make.PARAGRAPH]
    for query, count in (
        ("level=activity", 1), ("country=KEN", 3), ("country=PER", 0), ("topic=corruption", 3),
        (f"mandate={make.PARAGRAPH.replace('#', '%23')}", 3), ("release=draft", 0), ("q=wicks", 0),
    ):  # fmt: skip
        assert _get(client, f"activities?{query}")["total"] == count, query
    events = _get(client, "training")
    shapes.Events.model_validate(events)
    (event,) = events["training"]
    assert (event["activity"], event["attended"], event["women"]) == (one.identifier, 21, 12)


def test_one_activity_with_what_is_public_beside_it(client: Client) -> None:
    one = make.published(make.activity())
    project = make.above(one)
    hidden = make.activity(project, title="A draft of wicks")
    for public in (True, False):
        documents.add_document(
            make.SYSTEM, one, title=f"Report {public}", url="https://example.org/r", public=public
        )
    found = _get(client, f"activities/{one.identifier}")
    shapes.ActivityRecord.model_validate(found)
    assert [row["title"] for row in found["documents"]] == ["Report True"]
    assert found["markers"] == [{"marker": "gender", "significance": 1}]
    whole = _get(client, f"activities/{make.top(one).identifier}")
    assert [(part["identifier"], part["parent"]) for part in whole["parts"]] == [
        (project.identifier, make.top(one).identifier), (one.identifier, project.identifier),
    ]  # fmt: skip
    assert client.get(f"{API}activities/{hidden.identifier}").status_code == 404


def test_a_token_shows_no_draft_that_its_scope_does_not_reach(
    client: Client, make_user: Callable[..., User]
) -> None:
    make.activity(title="A draft of wicks")
    officer = make_user(Role.OFFICER)
    _token, secret = issue(officer, name="t", scopes=(Permission.MANDATE_REVIEW,), days=7)
    assert _get(client, "activities", Authorization=f"Bearer {secret}")["total"] == 0


@pytest.mark.parametrize("path", ["activities", "training"])
def test_a_list_asks_no_more_for_more(client: Client, path: str) -> None:
    one = make.published(make.activity())
    for _number in range(3):
        make.event(make.published(make.activity(make.above(one))))
    _get(client, f"{path}?limit=1")
    asked = []
    for limit in (1, 100):
        with CaptureQueriesContext(connection) as statements:
            found = _get(client, f"{path}?limit={limit}")
        asked.append(len(statements))
    assert found["total"] == len(found[path]) > 2
    assert asked[0] == asked[1]
