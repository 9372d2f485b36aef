"""Identifiers, vocabularies, workflows, training: tables that agree with the standard's lists."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.assistance.iati.codelists import codelists
from cpcj.assistance.portfolio import names
from cpcj.assistance.portfolio.models import Level
from cpcj.assistance.portfolio.rules.identifiers import IdentifierError, identifier, own
from cpcj.assistance.portfolio.rules.states import ENDED, STATUS_CODES, Status
from cpcj.assistance.portfolio.rules.training import Count, follow_up_due, totals
from cpcj.assistance.portfolio.rules.vocabularies import (
    known_regions,
    known_sectors,
    markers,
    sectors_of,
    usual_sectors,
)
from cpcj.resolutions.topics import topics


@given(st.sampled_from(Level.values), st.integers(2000, 2999), st.integers(1, 99_999))
def test_our_identifiers_are_those_the_standard_takes(level: str, year: int, number: int) -> None:
    assert own(identifier(level, year, number)) == identifier(level, year, number)


@pytest.mark.parametrize("given_", [
    "XM-DAC-41127-ACT-1", "XM-DAC-41128", "XM-DAC-41128-", "XM-DAC-41128-a/b", "XM-DAC-41128-a b",
    "XM-DAC-41128-a|b", "XM-DAC-41128-" + "a" * 80,
])  # fmt: skip
def test_other_identifiers_are_refused(given_: str) -> None:
    with pytest.raises(IdentifierError):
        own(given_)


def test_codes_stand_in_the_standard_s_lists() -> None:
    assert set(STATUS_CODES.values()) == codelists()["ActivityStatus"].codes
    assert set(STATUS_CODES) == set(Status)
    assert set(names.ROLES) == codelists()["OrganisationRole"].codes
    assert set(names.ORGANISATION_TYPES) == codelists()["OrganisationType"].codes
    assert set(names.CATEGORIES) <= codelists()["DocumentCategory"].codes
    assert {str(one) for one in names.SIGNIFICANCES} == codelists()["PolicySignificance"].codes
    assert set(usual_sectors()) <= known_sectors()
    assert set(usual_sectors()) == set(names.SECTORS)
    assert set(sectors_of(topic.key for topic in topics())) <= set(usual_sectors())
    assert set(names.REGIONS) <= known_regions()
    for marker in markers().values():
        assert marker.key in names.MARKERS
        assert {str(one) for one in marker.significances} <= {
            str(one) for one in names.SIGNIFICANCES
        }
        if marker.vocabulary == "1":
            assert marker.code in codelists()["PolicyMarker"].codes


@pytest.mark.parametrize(
    ("areas", "codes"),
    [
        (["trafficking_in_persons", "smuggling_of_migrants"], ["15190"]),
        (["corruption", "drugs", "prisons"], ["15113", "16063", "15137"]),
        (["cybercrime", "firearms", "violence_against_women"], ["15130", "15240", "15180"]),
        (["sport"], []),
    ],
    ids=["once", "several", "nearest", "none"],
)
def test_crime_areas_have_their_usual_purposes(areas: list[str], codes: list[str]) -> None:
    assert list(sectors_of(areas)) == codes


def test_nothing_leads_out_of_what_has_ended() -> None:
    from cpcj.assistance.portfolio.rules.states import ACTIVITY

    assert not [t.name for t in ACTIVITY.transitions if set(t.sources) & set(ENDED)]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_a_follow_up_is_due_six_months_later(ended: dt.date) -> None:
    due = follow_up_due(ended)
    assert (due.year - ended.year) * 12 + due.month - ended.month == 6
    assert due.day == ended.day or (due + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("ended", "due"),
    [("2025-08-31", "2026-02-28"), ("2023-08-31", "2024-02-29"), ("2025-03-31", "2025-09-30")],
)
def test_the_last_day_of_a_month_stays_within_it(ended: str, due: str) -> None:
    assert follow_up_due(dt.date.fromisoformat(ended)).isoformat() == due


def test_counts_are_summed_by_sex() -> None:
    summed = totals(
        [Count("a", "female", 12, 10), Count("b", "female", 1, 0), Count("b", "male", 9, 9)]
    )
    assert (summed.attended, summed.completed) == (22, 19)
    assert summed.by_sex == {"female": 13, "male": 9}
    assert totals([]).completion is None
