"""Each paragraph's life through a series is told as it was."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pytest

from cpcj.resolutions.comparing.alignment import Unit
from cpcj.resolutions.model import Role
from cpcj.resolutions.series.lineage import Event, Lineage, lineage
from cpcj.resolutions.series.showing import rows
from cpcj.resolutions.series.stages import Stage, series_among, stage_of

PORTS = "Requests the Office to assist coastal States in inspecting containers without an owner"
WARDENS = "Encourages Member States to train prison wardens in conflict resolution each year"
LEDGERS = "Urges States parties to oblige dealers in antiquities to keep ledgers of provenance"
REPORT = "Requests the Secretary-General to report to the Assembly at its ninetieth session"
COPY = "Invites Member States to give detainees a copy of the rules in a language they read"
CORPUS = Path(os.environ.get("CPCJ_CORPUS", Path(__file__).parents[6] / "shared" / "corpus"))


def _stage(year: int, *paragraphs: str, title: str = "Wardens of the harbour") -> Stage:
    units = tuple(
        Unit(f"op{n}", "", Role.OPERATIVE, words) for n, words in enumerate(paragraphs, start=1)
    )
    symbol = f"A/RES/{year - 1945}/1"
    return Stage(
        symbol,
        made=False,
        title=title,
        date=dt.date(year, 12, 1),
        session=year - 1945,
        adopted=True,
        paragraphs=units,
    )


def _told(found: Lineage) -> list[list[str | None]]:
    return [
        [f"{cell.provision} {cell.events[0]}" if cell else None for cell in life.cells]
        for life in found.lives
    ]


def test_a_paragraph_is_born_changes_rests_comes_back_and_dies() -> None:
    found = lineage(
        [
            _stage(2016, PORTS, WARDENS, REPORT),
            _stage(2014, PORTS, WARDENS),
            _stage(2015, WARDENS.replace("prison", "all"), REPORT),
        ]
    )
    assert [stage.identifier for stage in found.stages] == [
        "A/RES/69/1", "A/RES/70/1", "A/RES/71/1",
    ]  # fmt: skip
    assert _told(found) == [
        ["op1 born", None, "op1 came back"],
        ["op2 born", "op1 reworded", "op2 reworded"],
        [None, "op2 born", "op3 kept"],
    ]
    assert [life.died for life in found.lives] == [None, None, None]


def test_a_split_and_a_merger_name_where_they_came_from_and_went() -> None:
    both = f"{WARDENS}, and to give detainees a copy of the rules in a language they read"
    apart = lineage([_stage(2014, PORTS, both, REPORT), _stage(2015, PORTS, WARDENS, COPY, REPORT)])
    child = apart.lives[3]
    assert (child.came_from, child.cells[1] and child.cells[1].events) == (1, (Event.SPLIT_OFF,))
    joined = lineage(
        [_stage(2014, PORTS, WARDENS, COPY, REPORT), _stage(2015, PORTS, both, REPORT)]
    )
    # The life that goes on is that of the paragraph most alike.
    assert joined.lives[1].went_into == 2
    assert joined.lives[1].died == 1


def test_where_a_phrase_entered() -> None:
    found = lineage([_stage(2014, PORTS), _stage(2015, f"{PORTS}, upon request", REPORT)])
    assert list(found.entries("upon request")) == [(0, 1, "op1")]
    assert list(found.entries("Coastal  STATES,")) == [(0, 0, "op1")]
    assert list(found.entries("")) == []


def test_every_paragraph_of_every_text_stands_in_the_table_once() -> None:
    stages = [
        _stage(2014, PORTS, WARDENS, REPORT),
        _stage(2015, REPORT, PORTS, LEDGERS),
        _stage(2016, LEDGERS, LEDGERS, COPY),
    ]
    found = lineage(stages)
    for place, stage in enumerate(found.stages):
        standing = [cell.provision for life in found.lives if (cell := life.cells[place])]
        assert sorted(standing) == [unit.id for unit in stage.paragraphs]
    assert {len(row) for row in rows(found)} == {5}


def test_texts_of_other_titles_are_other_series() -> None:
    found = series_among(
        [
            _stage(2014, PORTS),
            _stage(2015, PORTS, title="Wardens of the harbour"),
            _stage(2016, PORTS, title="Telescopes"),
        ]
    )
    assert [[stage.session for stage in each] for each in found] == [[69, 70]]


def test_a_text_of_another_title_joins_what_it_recalls_and_repeats() -> None:
    words = (PORTS, WARDENS, LEDGERS, REPORT, COPY)
    first = _stage(2014, *words)
    renamed = replace(_stage(2015, *words[1:], title="Telescopes"), cited=frozenset(["A/RES/69/1"]))
    (series,) = series_among([first, renamed])
    assert [stage.session for stage in series] == [69, 70]
    # Either alone is not enough: the mould of another text, or a recital.
    assert series_among([first, replace(renamed, cited=frozenset())]) == []
    assert series_among([first, replace(renamed, paragraphs=renamed.paragraphs[:3])]) == []
    # Nor does it join a text of its own session.
    assert series_among([first, replace(renamed, session=69)]) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")
def test_the_programme_texts_are_one_series() -> None:
    """Read by hand: what the draft of 2012 says of the rule of law goes through all texts; the
    fund's paragraph asked for by the draft of 2015 and by the resolution is the same; the paragraph
    on the report of the thirty-first paragraph of 70/178 stands in each text.
    """
    from cpcj.resolutions.reading import read_document

    stages = [
        stage_of(document, text)
        for file in sorted((CORPUS / "programme").glob("*.txt"))
        for document in [read_document(file)]
        for text in document.texts
    ]
    (series,) = series_among(stages)
    found = lineage(series)
    assert [len(stage.paragraphs) for stage in found.stages] == [72, 93, 97, 107]
    lives = {cell.provision: life for life in found.lives if (cell := life.cells[2])}

    def through(provision: str) -> list[str | None]:
        return [cell.provision if cell else None for cell in lives[provision].cells]

    assert through("pp3") == ["pp12", "pp2", "pp3", "pp3"]
    assert through("pp44") == ["pp18", "pp42", "pp44", "pp51"]
    assert through("op47") == ["op22", "op46", "op47", "op50"]
    assert through("op50") == ["op40", "op49", "op50", "op54"]
    assert through("op15") == [None, None, "op15", "op17"]
    assert through("pp47") == [None, None, "pp47", None]
