"""What programs are told of reviews: what is published, and nothing of the rest."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from cpcj.frame.permissions import Permission
from cpcj.reviews.api import shapes
from cpcj.reviews.models import Cycle
from cpcj.reviews.services import keeping
from cpcj.reviews.tests.conftest import FAR, NEAR, OPEN, SECRET, STATE, SYSTEM, Stage
from cpcj.tokens.services import issue

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
API = "/api/v1/reviews/"


def _get(client: Client, path: str, **headers: str) -> Any:
    answer = client.get(API + path, headers=headers)
    assert answer.status_code == 200, answer.content
    assert SECRET not in answer.content.decode()
    return answer.json()


def test_nothing_is_told_of_a_review_before_its_summary_is_published(
    client: Client, observed: Stage
) -> None:
    assert _get(client, "countries")["total"] == 0
    assert client.get(f"{API}countries/{observed.review.pk}").status_code == 404
    # Nor by the token of the secretariat: no scope reaches so far.
    _token, secret = issue(observed.officer, name="t", scopes=(Permission.MANDATE_REVIEW,), days=7)
    assert _get(client, "countries", Authorization=f"Bearer {secret}")["total"] == 0


def test_a_published_review_is_told_without_its_confidential_part(
    client: Client, published: Stage
) -> None:
    found = _get(client, f"countries?state={STATE}")
    shapes.Reviews.model_validate(found)
    (row,) = found["reviews"]
    review = published.review
    review.refresh_from_db()
    assert (row["id"], row["state"], row["summary_on"]) == (
        review.pk, STATE, str(review.summary_on),
    )  # fmt: skip
    assert _get(client, f"countries?state={FAR}")["total"] == 0
    one = _get(client, f"countries/{review.pk}")
    shapes.ReviewRecord.model_validate(one)
    assert one["summary"] == "Much was done."
    assert one["reviewers"] == [NEAR, FAR]
    (observation,) = one["observations"]
    assert (observation["provision"], observation["kind"]) == ("UNTOC#art18", "assistance_need")
    assert OPEN in observation["words"]
    assert [each["standing"] for each in observation["follow_ups"]] == ["under_way"]


def test_cycles_and_what_stands_beside_reviews(client: Client, cycle: Cycle) -> None:
    found = _get(client, "cycles")
    shapes.Cycles.model_validate(found)
    assert [(one["id"], one["mechanism"]) for one in found["cycles"]] == [(cycle.pk, "untoc")]
    one = _get(client, f"cycles/{cycle.pk}")
    shapes.CycleRecord.model_validate(one)
    assert (one["draws"], one["turns"]) == ([], [])
    outside = keeping.record_outside(
        SYSTEM, body="Panel of Keepers", state=STATE, title="Lamps reviewed",
        on=dt.date(2024, 5, 1), address="https://example.org/lamps",
    )  # fmt: skip
    listed = _get(client, "outside?body=Panel+of+Keepers")
    shapes.OutsideReviews.model_validate(listed)
    assert [row["title"] for row in listed["reviews"]] == ["Lamps reviewed"]
    shapes.OutsideRecord.model_validate(_get(client, f"outside/{outside.pk}"))
    recommended = _get(client, "recommendations?q=lamps")
    shapes.Recommendations.model_validate(recommended)
    for missing in ("cycles", "countries", "outside"):
        assert client.get(f"{API}{missing}/{10**9}").status_code == 404
