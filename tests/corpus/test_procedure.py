"""Sponsors and procedure of the real texts: as counted by hand, and how many can be traced.

``tests/annotations/procedure.json`` holds numbers and days. In a report's text II the group of
States for which a draft was tabled is one of the names submitted; speakers are counted, and of
those who spoke twice each time.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from cpcj.resolutions.model import DocumentKind
from cpcj.resolutions.procedure import Fact, FactKind, Proceedings, proceedings
from cpcj.resolutions.reading import read_document
from tests.corpus.place import PLACE, needs_corpus

COUNTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "annotations" / "procedure.json").read_text(encoding="utf-8")
)
FILES = sorted(name for name in COUNTED if name != "source")


def _names(facts: tuple[Fact, ...]) -> int:
    return sum(len(fact.names) for fact in facts)


def _told(one: Proceedings) -> dict[str, Any]:
    adopted = one.of(FactKind.ADOPTED)
    return {
        "sponsors": len(one.sponsors),
        "submitted": _names(one.of(FactKind.SPONSORED)),
        "joined": _names(one.of(FactKind.JOINED)),
        "statements": _names(one.of(FactKind.STATEMENT)),
        "adopted": [adopted[-1].meeting, str(adopted[-1].date)] if adopted else None,
    }


@needs_corpus
@pytest.mark.parametrize("name", FILES)
def test_as_counted_by_hand(name: str) -> None:
    found = proceedings(read_document(PLACE / name))
    assert {one.text or "": _told(one) for one in found} == COUNTED[name]
    assert [doubt for one in found for doubt in one.doubts] == []
    for one in found:
        for fact in one.facts:
            assert fact.said
            for named in fact.names:
                assert fact.words[slice(*named.span)] == named.name
    if name.startswith("programme/2016"):
        (revised,) = found[3].of(FactKind.REVISED)
        assert [named.code for named in revised.names] == ["ITA"]
        costs = [len(one.of(FactKind.COSTS)) for one in found]
        assert costs == [0, 0, 1, 1, 0]


@needs_corpus
def test_how_many_sponsors_can_be_traced(capsys: pytest.CaptureFixture[str]) -> None:
    reports = texts = known = unknown = silent = 0
    for path in sorted((PLACE / "programme").iterdir()):
        document = read_document(path)
        found = proceedings(document)
        reports += document.kind is DocumentKind.COMMITTEE_REPORT
        texts += len(document.texts)
        for one in found:
            known += sum(1 for sponsor in one.sponsors if sponsor.code or sponsor.group)
            unknown += sum(1 for sponsor in one.sponsors if not sponsor.code and not sponsor.group)
        silent += len(document.texts) - sum(1 for one in found if one.held and one.sponsors)
    with capsys.disabled():
        print(  # noqa: T201 - the figure is what is wanted
            f"\nprocedure: {reports} report, {texts} texts read; {known} sponsors found, {unknown}"
            f" not traceable; {silent} texts record none"
        )
    assert known == 279
    assert unknown == 0
