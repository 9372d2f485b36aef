"""The life of each paragraph of the four programme texts, as it was read by hand.

The reading is ``programme_lives.toml``. A paragraph of a text is right where everything told of it
is: what it came from, what happened to it, and what it became in the next text.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cpcj.resolutions.reading import read_document
from cpcj.resolutions.series.lineage import Event, Lineage, lineage
from cpcj.resolutions.series.stages import Stage, series_among, stage_of
from tests.corpus.place import PLACE, needs_corpus

READ: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("programme_lives.toml").read_text(encoding="utf-8")
)
TEXTS = tuple(READ["texts"])
PAIRED = ("kept", "reworded", "merged", "split")


@cache
def _stages() -> dict[str, list[Stage]]:
    """Return the texts of each file, by the name that the reading gives the file's text."""
    found = {}
    for name, place in READ["texts"].items():
        document = read_document(PLACE / place.partition("!")[0])
        found[name] = [stage_of(document, text) for text in document.texts]
    return found


@cache
def _found() -> Lineage:
    (series,) = series_among(stage for stages in _stages().values() for stage in stages)
    return lineage(series)


def _links(step: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (old, new)
        for how in PAIRED
        for line in step[how]
        for olds, news in (line.split(" = "),)
        for old in olds.split()
        for new in news.split()
    }


def _either(step: dict[str, Any]) -> set[tuple[str, str]]:
    return {(old, new) for old, new in (line.split(" = ") for line in step["either"])}


def _by_lives(place: int) -> set[tuple[str, str]]:
    """Return what became of what between a text and the next, as the lives tell it."""
    found: set[tuple[str, str]] = set()
    lives = _found().lives
    for life in lives:
        old, new = life.cells[place], life.cells[place + 1]
        if old and new:
            found.add((old.provision, new.provision))
        elif (
            old and life.went_into is not None and (into := lives[life.went_into].cells[place + 1])
        ):
            found.add((old.provision, into.provision))
        elif new and life.came_from is not None and (out_of := lives[life.came_from].cells[place]):
            found.add((out_of.provision, new.provision))
    return found


@needs_corpus
def test_the_reading_names_every_paragraph_of_every_text_once() -> None:
    for step in READ["step"]:
        known = [
            [unit.id for unit in next(
                stage for stage in _found().stages
                if stage in _stages()[step[side]]
            ).paragraphs]
            for side in ("before", "after")
        ]  # fmt: skip
        olds, news = list(step["dropped"]), list(step["new"])
        for line in (line for how in PAIRED for line in step[how]):
            old, _, new = line.partition(" = ")
            olds += old.split()
            news += new.split()
        assert sorted(olds) == sorted(known[0])
        assert sorted(news) == sorted(known[1])


@needs_corpus
def test_the_four_texts_are_one_series_and_the_other_drafts_are_not_in_it() -> None:
    names = [
        next(name for name, stages in _stages().items() if stage in stages)
        for stage in _found().stages
    ]
    assert tuple(names) == TEXTS
    assert _found().stages[3].identifier.endswith("!IV")


@needs_corpus
def test_every_paragraphs_life_is_as_read_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    found, wrong = _found(), defaultdict(list)
    for place, step in enumerate(READ["step"]):
        read, told, either = _links(step), _by_lives(place), _either(step)
        for old, new in (read ^ told) - either:
            said = "not found" if (old, new) in read else "found, not read"
            wrong[place, old].append(f"{old} = {new} {said}")
            wrong[place + 1, new].append(f"{old} = {new} {said}")
        kept = {tuple(line.split(" = ")) for line in step["kept"]}
        returned = {one["paragraph"] for one in READ["returned"] if one["text"] == step["after"]}
        for life in found.lives:
            cell = life.cells[place + 1]
            if cell is None:
                continue
            before = life.cells[place]
            if (Event.KEPT in cell.events) != bool(
                before and (before.provision, cell.provision) in kept
            ):
                wrong[place + 1, cell.provision].append("kept or reworded")
            if (Event.CAME_BACK in cell.events) != (cell.provision in returned):
                wrong[place + 1, cell.provision].append("came back")
            if "moved" in step and (Event.MOVED in cell.events) != (
                cell.provision in step["moved"]
            ):
                wrong[place + 1, cell.provision].append("moved")
    standings = sum(len(stage.paragraphs) for stage in found.stages)
    with capsys.disabled():
        print(f"\n{standings - len(wrong)} of {standings} paragraphs right")  # noqa: T201
    assert not wrong, dict(wrong)
