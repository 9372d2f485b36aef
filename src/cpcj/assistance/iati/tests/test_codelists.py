"""Codes are looked for in the list of their place and vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.assistance.iati.codelists import check_codes, codelists, registration_agencies
from cpcj.assistance.iati.tests.records import ACTIVITY, ORGANISATION, WORDS, Change, coded, record


def _found(change: Change, base: Change = ACTIVITY) -> list[tuple[str, str, str, str]]:
    return [
        (one.list.name, one.attribute, one.code, one.severity)
        for one in check_codes(record(base, change))
    ]


@pytest.mark.parametrize("base", [ACTIVITY, ORGANISATION])
def test_codes_of_the_standard_are_found_in_their_lists(base: Change) -> None:
    assert _found({}, base) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"sector": coded("sector", "1")}, ("Sector", "code", "1", "error")),
        ({"sector": coded("sector", "15137", "2")}, ("SectorCategory", "code", "15137", "error")),
        ({"sector": coded("sector", "17", "7")}, None),
        ({"sector": coded("sector", "18", "7")}, ("UNSDG-Goals", "code", "18", "error")),
        ({"sector": coded("sector", "ours", "99", inner=WORDS)}, None),
        ({"sector": coded("sector", "x", "77")}, ("SectorVocabulary", "vocabulary", "77", "error")),
        (
            {"default-aid-type": coded("default-aid-type", "C01", "2")},
            ("EarmarkingCategory", "code", "C01", "error"),
        ),
        (
            {"recipient-country": coded("recipient-country", "QQ")},
            ("Country", "code", "QQ", "warning"),
        ),
        (
            {"title": f"<title>{WORDS.replace('en', 'qq')}</title>"},
            ("Language", "xml:lang", "qq", "warning"),
        ),
        ({"@default-currency": "usd"}, ("Currency", "default-currency", "usd", "error")),
    ],
)
def test_a_code_is_asked_of_the_list_of_its_vocabulary(
    change: Change, found: tuple[str, ...] | None
) -> None:
    assert _found(change) == ([found] if found else [])


def test_an_organisation_is_asked_as_well() -> None:
    change = {"recipient-country-budget": ORGANISATION["recipient-country-budget"].replace(
        "KE", "Q1")}  # fmt: skip
    (found,) = check_codes(record(ORGANISATION, change))
    assert (found.id, found.list.name, found.element) == ("9.103.1", "Country", "recipient-country")


def test_a_finding_says_where_in_the_file_it_is() -> None:
    (found,) = check_codes(record(ACTIVITY, {"sector": '\n\n<sector code="0"/>'}))
    assert (found.line, found.element, found.id) == (3, "sector", "9.76.1")


@given(st.sampled_from(sorted(codelists()["Sector"].codes)))
def test_every_code_of_a_list_is_accepted_where_it_is_meant(code: str) -> None:
    assert _found({"sector": coded("sector", code, "1")}) == []


def test_agencies_are_known() -> None:
    assert {"XM-DAC", "GB-COH"} <= registration_agencies()
