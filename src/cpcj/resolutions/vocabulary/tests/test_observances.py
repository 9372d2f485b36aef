"""The days of the programme."""

from __future__ import annotations

import datetime as dt

import pytest

from cpcj.resolutions.topics import topics
from cpcj.resolutions.vocabulary.observances import observances, observed


@pytest.mark.parametrize(
    ("key", "month", "day", "source"),
    [
        ("trafficking_in_persons", 7, 30, "A/RES/68/192"),
        ("anti_corruption", 12, 9, "A/RES/58/4"),
        ("nelson_mandela", 7, 18, "A/RES/64/13"),
        ("drugs", 6, 26, "A/RES/42/112"),
    ],
)
def test_days(key: str, month: int, day: int, source: str) -> None:
    one = observances()[key]
    assert (one.month, one.day, one.source) == (month, day, source)
    names = {one.name(code) for code in ("ar", "zh-hans", "en", "fr", "ru", "es")}
    assert len(names) == 6


def test_every_day_is_one_and_its_topic_is_known() -> None:
    known = {one.key for one in topics()}
    for one in observances().values():
        assert one.on(2024).year == 2024
        assert one.topic == "" or one.topic in known


def test_a_day_is_observed_from_its_first_year_on() -> None:
    before = observed(dt.date(2013, 7, 1), dt.date(2013, 7, 31))
    after = observed(dt.date(2014, 7, 1), dt.date(2014, 7, 31))
    assert "trafficking_in_persons" not in [one.key for _, one in before]
    assert (dt.date(2014, 7, 30), observances()["trafficking_in_persons"]) in after


def test_a_name_that_is_not_known_is_shown_in_english() -> None:
    one = observances()["violent_extremism"]
    assert one.name("fr") == one.en
