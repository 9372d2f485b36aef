"""Least developed countries by date."""

from __future__ import annotations

import datetime as dt

from cpcj.funding.campaigns.rules.least_developed import least_developed, listings
from cpcj.resolutions.vocabulary.states import states


def test_the_list_of_a_day() -> None:
    assert len(least_developed(dt.date(2025, 1, 1))) == 44
    assert len(least_developed(dt.date(2008, 6, 1))) == 49
    assert "BTN" in least_developed(dt.date(2023, 12, 12))
    assert "BTN" not in least_developed(dt.date(2023, 12, 13))
    assert "SSD" not in least_developed(dt.date(2011, 12, 31))


def test_each_stands_once_under_a_known_code_with_its_source() -> None:
    codes = [one.state for one in listings()]
    assert codes == sorted(set(codes))
    assert set(codes) <= set(states())
    assert all(one.source for one in listings())
    assert all(one.left is None or one.left.year > one.since for one in listings())
