"""The vocabulary of bodies says what the documents of each body look like."""

import pytest

from cpcj.resolutions.vocabulary import VocabularyError, read_vocabulary
from cpcj.resolutions.vocabulary.bodies import bodies, body_of_symbol


@pytest.mark.parametrize(
    ("symbol", "key"),
    [
        ("A/74/100", "ga"),
        ("A/C.3/74/L.18/Rev.1", "ga_c3"),
        ("E/2013/30", "ecosoc"),
        ("E/CN.15/2015/16", "ccpcj"),
        ("UNODC/CCPCJ/EG.4/2021/2", "ccpcj"),
        ("E/CN.7/2015/1", "cnd"),
        ("CTOC/COP/WG.7/2012/6", "cop_untoc"),
        ("CAC/COSP/2015/10", "cosp_uncac"),
        ("CAC/COSP/IRG/2015/1", "implementation_review_group"),
        ("A/CONF.222/17", "congress:13"),
        ("S/PRST/2012/1", "sc"),
        ("A/HRC/RES/16/21", "hrc"),
        ("ST/SGB/2003/13", "secretariat"),
    ],
)
def test_symbol_leads_to_the_body_whose_document_it_is(symbol: str, key: str) -> None:
    body = body_of_symbol(symbol)
    assert body is not None
    assert body.key == key


def test_symbol_of_nobody() -> None:
    assert body_of_symbol("XYZ/1") is None


def test_parents_are_bodies() -> None:
    assert {body.parent for body in bodies().values()} - {""} <= bodies().keys()


def test_congresses_are_numbered_in_order_of_years() -> None:
    congresses = [body for body in bodies().values() if body.number is not None]
    years = [body.start or 0 for body in congresses]
    assert [body.number for body in congresses] == list(range(1, len(congresses) + 1))
    assert years == sorted(years)


def test_missing_file_is_named() -> None:
    with pytest.raises(VocabularyError, match=r"nowhere\.toml"):
        read_vocabulary("nowhere.toml")
