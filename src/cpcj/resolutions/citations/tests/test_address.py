"""Addresses of official documents."""

import pytest

from cpcj.resolutions.citations import official_url


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("A/RES/70/178", "https://undocs.org/en/A/RES/70/178"),
        ("A/RES/70/178#op46", "https://undocs.org/en/A/RES/70/178"),
        ("A/RES/57/270B", "https://undocs.org/en/A/RES/57/270B"),
        ("A/RES/217(III)A", "https://undocs.org/en/A/RES/217(III)"),
        ("S/RES/1373(2001)", "https://undocs.org/en/S/RES/1373(2001)"),
        ("E/2013/30/Corr.1", "https://undocs.org/en/E/2013/30/Corr.1"),
        ("UNEP/EA.5/Res.14", "https://undocs.org/en/UNEP/EA.5/Res.14"),
    ],
)
def test_official_documents_have_an_address(symbol: str, address: str) -> None:
    assert official_url(symbol) == address


@pytest.mark.parametrize(
    "symbol",
    [
        *("CCPCJ/RES/22/7", "UNTOC/COP/RES/9/1", "CND/RES/44/14", "A/DEC/74/564", "E/DEC/2010/243"),
        *("UNTS:2225:39574", "SDG:16.4", "UNTOC#art18(15)", "#op40", "WHA74.7", "", None),
        *("made:ga-c3-67-103-2012-11-21-rev-draft", "javascript:alert(1)", "A/../../x"),
    ],
)
def test_what_is_no_official_document_has_none(symbol: str | None) -> None:
    assert official_url(symbol) is None
