"""A site with rows for every page, and in it a withheld grant and a confidential observation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cpcj.frame.first_run import FirstRun, steps
from cpcj.funding.trust_fund.tests.conftest import people, world
from cpcj.reviews.models import Cycle
from cpcj.reviews.tests.conftest import observed, published, stage
from tests.browser import sample_rows

if TYPE_CHECKING:
    from pytest_django import Settings

__all__ = ["observed", "people", "published", "stage", "world"]
TEXTS = Path(__file__).parents[1] / "browser" / "texts"


@pytest.fixture
def keys(db: None, settings: Settings) -> dict[str, str]:
    """Return the keys of the rows that every page of the site has."""
    settings.SECOND_FACTOR_ROLES = []
    told = FirstRun(TEXTS, lambda _line: None)
    for step in steps():
        if step.name != "samples":  # the texts of the browser's site stand for them
            step.run(told)
    return sample_rows.make()


@pytest.fixture
def cycle(keys: dict[str, str]) -> Cycle:
    """Return the cycle of that site, in the place of one that the room's tests open."""
    held: Cycle = Cycle.objects.get(pk=keys["cycle"])
    return held


@pytest.fixture
def cluster() -> str:
    """Return a cluster in which that site has no review of the same State."""
    return "cooperation"
