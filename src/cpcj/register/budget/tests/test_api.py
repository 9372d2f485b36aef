"""What programs are told of the budget's lists: the rows of the page, exactly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.register.budget.api import shapes
from cpcj.register.budget.models import Line
from cpcj.register.budget.tests.factories import imported
from cpcj.resolutions.budget.tests.samples import LINES

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
API = "/api/v1/budget/"


def _get(client: Client, path: str) -> Any:
    answer = client.get(API + path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_rows_are_those_of_the_page_in_the_order_of_the_list(client: Client) -> None:
    imported(LINES[:-1], 2026)
    imported()
    page = json.loads(b"".join(client.get("/budget/?format=json")))["budget-mandates"]
    found = _get(client, "mandates?limit=500")
    shapes.Rows.model_validate(found)
    beside = ("id", "publisher", "later")
    assert [{k: row[k] for k in row if k not in beside} for row in found["mandates"]] == page
    assert [row["budget_year"] for row in found["mandates"]] == sorted(
        (row["budget_year"] for row in found["mandates"]), reverse=True
    )
    seen: list[Any] = []
    cursor, asked = "", set()
    while True:
        with CaptureQueriesContext(connection) as statements:
            piece = _get(client, f"mandates?limit=3{cursor}")
        asked.add(len(statements))
        seen += piece["mandates"]
        if piece["next"] is None:
            break
        cursor = f"&cursor={piece['next']}"
    assert seen == found["mandates"]
    assert found["total"] == len(seen) == Line.objects.count()
    assert max(asked) - min(asked) <= 3  # a piece without series asks no later texts
    one = _get(client, "mandates?year=2027&state=untraceable")
    assert {row["state"] for row in one["mandates"]} <= {"untraceable"}


def test_one_row_with_those_beside_it(client: Client) -> None:
    imported(year=2026)
    imported()
    line = Line.objects.filter(year=2027).exclude(identifier="").earliest("position")
    found = _get(client, f"mandates/{line.pk}")
    shapes.RowRecord.model_validate(found)
    assert found["identifier"] == line.identifier
    assert 2026 in {one["budget_year"] for one in found["others"]}
    assert line.pk not in {one["id"] for one in found["others"]}
    assert client.get(f"{API}mandates/{10**12}").status_code == 404


def test_two_budgets_are_compared_and_treaties_listed(client: Client) -> None:
    imported(LINES[:-1], 2026)
    imported()
    found = _get(client, "changes?from=2026&to=2027")
    shapes.ListChanges.model_validate(found)
    back = _get(client, "changes?from=2027&to=2026")
    added = [one["citation"] for one in found["changes"] if one["change"] == "added"]
    dropped = [one["citation"] for one in back["changes"] if one["change"] == "dropped"]
    assert added == dropped
    assert len(added) == 1
    assert client.get(f"{API}changes?from=2026&to=2030").status_code == 404
    assert _get(client, "changes") == found
    assert client.get(f"{API}changes?from=2026.5").status_code == 422
    editions = _get(client, "editions")
    shapes.Editions.model_validate(editions)
    assert [one["year"] for one in editions["editions"]] == [2027, 2026]
    treaties = _get(client, "treaties?year=2027")
    shapes.ListedTreaties.model_validate(treaties)
    assert treaties["total"] == editions["editions"][0]["treaties"] > 0
