"""What a person finds in a picture, in either direction of reading."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from lxml import etree

from cpcj.register.pictures.bars import Bar, bars
from cpcj.register.pictures.columns import Column, columns
from cpcj.register.pictures.neighbourhood import Neighbour, neighbourhood
from cpcj.register.pictures.strip import Stretch, strip
from cpcj.register.pictures.svg import Picture
from cpcj.register.pictures.timeline import DueSession, timeline

TODAY = dt.date(2036, 3, 1)


def _pictures(*, rtl: bool) -> dict[str, Picture]:
    return {
        "bars": bars(
            "Mandates",
            ("Addressee", "Mandates"),
            [Bar("Keepers & owners", 40, "/m/?to=keepers"), Bar("Masons", 10), Bar("Nobody", 0)],
            rtl=rtl,
        ),
        "columns": columns(
            "years", "Texts", [Column(2031, 3, 1, "/t/?year=2031"), Column(2035, 2, 0)], rtl=rtl
        ),
        "timeline": timeline(
            "due",
            "Due",
            [
                DueSession(
                    "Assembly", "92nd session", dt.date(2037, 9, 10), dt.date(2038, 9, 1), 4
                ),
                DueSession("Harbours", "3rd session", dt.date(2036, 5, 2), dt.date(2036, 5, 6), 1),
            ],
            TODAY,
            rtl=rtl,
        ),
        "strip": strip(
            "map",
            "Paragraphs",
            [
                Stretch("Recital 1", 30, "preamble", "preamble", "#pp1", "1"),
                Stretch("Paragraph 1: urges", 60, "asks", "states", "#op1", "1"),
                Stretch("Paragraph 2: notes", 10, "says", "nobody", "#op2", "2"),
            ],
            rtl=rtl,
        ),
        "neighbourhood": neighbourhood(
            "near",
            "Neighbours",
            "91/204",
            [Neighbour("90/12", 3, "/t/90-12/"), Neighbour("A/90/1", 1, None, held=False)],
            [Neighbour("92/1", 1, "/t/92-1/")],
            rtl=rtl,
        ),
    }


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("name", ["bars", "columns", "timeline", "strip", "neighbourhood"])
def test_a_picture_is_well_formed_and_says_nothing_inline(name: str, *, rtl: bool) -> None:
    drawing = _pictures(rtl=rtl)[name].drawing
    root = etree.fromstring(f"<div>{drawing}</div>")
    assert not [one for one in root.iter() if one.get("style") or one.tag == "script"]
    named = {one.get("id"): one.text for one in root.iter() if one.get("id")}
    for svg in root.iter("svg"):
        if svg.get("role"):
            assert named[svg.get("aria-labelledby")]
            assert named[svg.get("aria-describedby")]


@pytest.mark.parametrize("name", ["bars", "columns", "timeline", "strip", "neighbourhood"])
def test_every_mark_stays_on_the_picture(name: str) -> None:
    for rtl in (False, True):
        drawing = _pictures(rtl=rtl)[name].drawing
        for tag in re.findall(r"<rect [^>]*>", drawing):
            x = float((re.search(r' x="([\d.-]+)%', tag) or ["", "0"])[1])
            width = float((re.search(r' width="([\d.-]+)%', tag) or ["", "0"])[1])
            assert x >= -0.01
            assert x + width <= 100.01


@pytest.mark.parametrize("name", ["bars", "columns", "timeline", "strip", "neighbourhood"])
def test_the_table_has_every_figure(name: str) -> None:
    table = _pictures(rtl=False)[name].table
    assert table.caption
    assert all(len(row) == len(table.head) for row in table.rows)


def test_figures_of_the_tables() -> None:
    pictures = _pictures(rtl=False)
    rows = {n: [[cell.words for cell in row] for row in p.table.rows] for n, p in pictures.items()}
    assert rows["bars"] == [["Keepers & owners", "40"], ["Masons", "10"], ["Nobody", "0"]]
    assert rows["columns"] == [["2031", "3", "1"], ["2035", "2", "0"]]
    assert [row[0] for row in rows["timeline"]] == ["Harbours", "Assembly"]
    assert rows["strip"][1] == ["Paragraph 1: urges", "60"]


def test_bars_are_as_long_as_their_counts_and_begin_at_the_reading_edge() -> None:
    ltr = re.findall(
        r'tone-plain" x="([\d.]+)%" width="([\d.]+)%', _pictures(rtl=False)["bars"].drawing
    )
    rtl = re.findall(
        r'tone-plain" x="([\d.]+)%" width="([\d.]+)%', _pictures(rtl=True)["bars"].drawing
    )
    assert ltr == [("0", "100"), ("0", "25"), ("0", "0")]
    assert rtl == [("0", "100"), ("75", "25"), ("100", "0")]


def test_markup_in_names_is_shown_as_it_stands() -> None:
    assert "Keepers &amp; owners" in _pictures(rtl=False)["bars"].drawing


def test_nothing_to_draw_is_said() -> None:
    assert columns("years", "Texts", [], rtl=False).empty
    assert timeline("due", "Due", [], TODAY, rtl=False).empty
    assert bars("Mandates", ("a", "b"), [], rtl=False).empty
