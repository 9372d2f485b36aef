"""What is read of a section, in each form, and what is said of a file that is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.budget import differences, read_section
from cpcj.resolutions.budget.tests.samples import (
    CND,
    GA,
    LINES,
    SENTENCE,
    TREATIES,
    Line,
    as_table,
    as_tree,
    as_word,
)
from cpcj.resolutions.source import UnreadableError

_WORDS = st.text(st.sampled_from("abcdeé ,\"'"), max_size=12)
_LINES = st.lists(
    st.builds(
        Line,
        subprogramme=st.just("2"),
        title=st.just("Lamps"),
        source=st.sampled_from((GA, CND)),
        citations=st.lists(
            st.builds("{}/{}".format, st.integers(40, 79), st.integers(1, 99)),
            min_size=1, max_size=3, unique=True,
        ).map(tuple),
        description=_WORDS,
    ),
    min_size=1, max_size=6,
    unique_by=lambda line: (line.source, line.citations[0]),
).map(lambda lines: tuple(sorted(lines, key=lambda line: line.source)))  # fmt: skip


def test_the_three_forms_give_the_same_rows() -> None:
    table, tree, word = (
        read_section(data, name)
        for data, name in ((as_table(), "a.csv"), (as_tree(), "a.json"), (as_word(), "a.docx"))
    )
    printed = [row.printed for row in table.rows]
    assert printed == [row.printed for row in tree.rows] == [row.printed for row in word.rows]
    assert len(printed) == sum(len(line.citations) for line in LINES) + 2
    assert table.problems == tree.problems == word.problems == ()


@pytest.mark.parametrize("form", ["tree", "word"])
def test_section_year_treaties_and_background(form: str) -> None:
    data = as_tree(year=2031) if form == "tree" else as_word(year=2031)
    section = read_section(data, "budget-2027.x")
    assert (section.form, section.year) == (form, 2031)
    assert [(one.subprogramme, one.heading, one.name) for one in section.treaties] == list(TREATIES)
    last = section.rows[-1]
    assert (last.subprogramme, last.citation, last.description) == ("", "46/185", SENTENCE)
    assert last.symbol == "A/RES/46/185"


def test_a_table_takes_its_year_from_its_name() -> None:
    assert read_section(as_table(), "budget-2027-section-16.csv").year == 2027
    assert read_section(as_table(), "from-2026-to-2027.csv").year is None


@given(_LINES)
def test_table_and_tree_of_the_same_list_do_not_differ(lines: tuple[Line, ...]) -> None:
    table = read_section(as_table(lines), "a.csv")
    tree = read_section(as_tree(lines), "a.json")
    kinds = {one.kind for one in differences(table, tree)}
    assert kinds == ({"treaties"} if tree.treaties else set())


def test_differences_name_places_and_causes() -> None:
    turned = (*LINES[:1], Line("", "", GA, ("70/9", "60/9"), "Keepers of lamps",
                               ("A/RES/70/9", "A/RES/60/9")), *LINES[2:-1])  # fmt: skip
    found = differences(read_section(as_table(), "a.csv"), read_section(as_tree(turned), "a.json"))
    assert [(one.kind, one.citation) for one in found] == [
        ("row", "1966/1106 (XL)"), ("order", "70/9"), ("treaties", ""),
    ]  # fmt: skip
    assert found[0].first == "line 12"
    assert "a.csv" in found[0].cause


def test_rows_that_say_nothing_and_rows_said_twice_are_told_with_their_lines() -> None:
    section = read_section(
        b"Source,Symbol,Description\n"
        b"General Assembly resolutions,70/9,Lamps\n"
        b"General Assembly resolutions,,Lamps\n"
        b"General Assembly resolutions,70/9,Lamps\n"
        b",70/10,Lamps\n\n",
        "a.csv",
    )
    assert [row.citation for row in section.rows] == ["70/9"]
    assert section.problems == (
        "line 3: the column Symbol is empty", "line 4: the same row as line 2",
        "line 5: the column Source is empty",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "lacks the column Source, Symbol, Description"),
        (b"Source,Symbol\na,b\n", "lacks the column Description"),
        (b"Source,Symbol,Description\n", "no list of legislative mandates"),
        (b"\x00\x01\x02", "binary"),
        (b"[1,", "no JSON"),
        (b"[" * 200_000, "no JSON"),
        (b'{"text": 5, "children": "x"}', "no block"),
        (b"PK\x03\x04 broken", "damaged"),
        (json.dumps([{"text": "Legislative mandates", "children": [None, 3]}]).encode(), "no list"),
    ],
)
def test_a_file_that_is_no_list_is_named_with_its_fault(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said) as raised:
        read_section(data, "lamps.bin")
    assert "lamps.bin" in str(raised.value)


def test_no_file(tmp_path: object) -> None:
    with pytest.raises(UnreadableError, match="cannot be opened"):
        read_section(f"{tmp_path}/absent.csv")


@given(st.binary(max_size=200))
def test_any_bytes_give_a_section_or_a_clear_error(data: bytes) -> None:
    assert _name_of(data) == "x"


def _name_of(data: bytes) -> str:
    """Return the name that the section, or else the error, gives."""
    try:
        return read_section(data, "x").name
    except UnreadableError as error:
        return error.name


@given(st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.just("Legislative mandates"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(("text", "children", "table_content", "hyperlinks", "block_type")), inner),
    max_leaves=12,
))  # fmt: skip
def test_any_tree_gives_a_section_or_a_clear_error(tree: object) -> None:
    assert _name_of(json.dumps([tree]).encode()) == "x"


def test_signs_that_are_not_printed_are_left_out_and_endless_cells_are_told() -> None:
    tree = as_tree((Line("", "", GA, ("70/1",), "La\x00m\ud800ps"),))
    assert read_section(tree, "x").rows[0].description == "Lamps"
    long = as_table((Line("", "", GA, ("70/1",), "x" * 5000), Line("", "", GA, ("70/2",), "y")))
    section = read_section(long, "x.csv")
    assert section.rows[0].citation == "70/2"
    assert section.problems == ("line 2: its description has more than 4000 characters",)
