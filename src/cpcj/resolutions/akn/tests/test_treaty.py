"""Treaties as Akoma Ntoso: valid whole and in part, and found by the references of texts."""

from __future__ import annotations

from itertools import takewhile

import pytest
from lxml import etree

from cpcj.resolutions.akn.iri import citation_iri
from cpcj.resolutions.akn.names import AKN
from cpcj.resolutions.akn.schema import errors
from cpcj.resolutions.akn.treaty import provision_to_akn, treaty_to_akn
from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.model import Span
from cpcj.resolutions.tests.test_treaty_text import TEXTS, with_texts
from cpcj.resolutions.treaty_text import TreatyProvision, read_treaty

TREATY = (
    "### Article 2 bis. Use of lamps\nFor the purposes of lamps:\n(a) “Lamp”: fire & warmth;\n"
    "### Article 18\n1. Lamps are lit:\n(a) by night:\n(i) in harbours;\n(ii) at sea;\n"
    "(b) in fog.\n"
    "### Article 19\nWicks are trimmed.\n"
)


def _part(provisions: tuple[TreatyProvision, ...], start: int) -> list[TreatyProvision]:
    one, *rest = provisions[start:]
    return [one, *takewhile(lambda other: len(other.labels) > len(one.labels), rest)]


def _words(element: etree._Element) -> str:
    return "".join(str(one) for one in element.itertext())


def test_every_provision_stands_where_it_belongs_and_is_found_by_its_reference() -> None:
    provisions = read_treaty(TREATY, "UNTOC", "lamps.md")
    whole = treaty_to_akn("UNTOC", provisions)
    assert errors(whole) == []
    root = etree.fromstring(whole)
    work = root.find(f".//{{{AKN}}}FRBRWork/{{{AKN}}}FRBRuri")
    assert work is not None
    named = {one.get("eId"): one for one in root.iter(f"{{{AKN}}}article", f"{{{AKN}}}paragraph")}
    assert len(named) == len(provisions)
    for one in provisions:
        cited = Citation(Span(0, 1), CitationKind.TREATY_PROVISION, one.id)
        address, _sharp, fragment = str(citation_iri(cited)).partition("#")
        assert address == work.get("value")
        said = " ".join(_words(named[fragment]).split())
        assert one.words in said
        above = named[fragment].getparent()
        assert above is not None
        assert fragment.rpartition("__")[0] == above.get("eId", "")
    assert "“Lamp”: fire & warmth;" in _words(root)


@with_texts
@pytest.mark.parametrize("name", ["untoc", "uncac", "single-convention-1961-1972"])
def test_texts_of_treaties_are_valid_whole_and_in_part(name: str) -> None:
    provisions = read_treaty((TEXTS / f"{name}.md").read_text("utf-8"), name.upper(), name)
    assert errors(treaty_to_akn(name.upper(), provisions)) == []
    for start in range(0, len(provisions), 25):
        part = _part(provisions, start)
        assert errors(provision_to_akn(name.upper(), part)) == [], part[0].id
