"""Two years compared: added, dropped, moved."""

from __future__ import annotations

from dataclasses import replace

from cpcj.resolutions.budget import compare, instruments_of, read_section, resolve
from cpcj.resolutions.budget.tests.samples import GA, LINES, Line, as_table, as_tree


def test_added_dropped_moved() -> None:
    old = read_section(as_table(), "2026.csv")
    later = (
        *LINES[:1],
        Line("", "", GA, ("71/9",), "Keepers of lamps"),
        replace(LINES[3], subprogramme="2", title="Lamps"),
        *LINES[4:],
    )
    new = read_section(as_tree(later), "2027.json")
    found = compare(
        [resolve(row, 2026) for row in old.rows], [resolve(row, 2027) for row in new.rows],
        (), new.treaties,
    )  # fmt: skip
    assert [one.identifier for one in found.added] == ["A/RES/71/9"]
    assert [one.identifier for one in found.dropped] == [
        "A/RES/60/9", "A/RES/70/9", "S/RES/1373(2001)",
    ]  # fmt: skip
    assert [(one.row.identifier, one.old, one.new) for one in found.moved] == [
        ("UNTOC/COP/RES/5/1", ("1",), ("2",))
    ]
    assert found.kept == 9
    assert found.treaties_added == ()
    lamps = new.treaties[1]
    named = compare([], [], new.treaties[:1], new.treaties)
    assert (named.treaties_added, named.treaties_dropped) == ((lamps,), ())
    assert compare([], [], new.treaties, new.treaties[:1]).treaties_dropped == (lamps,)


def test_a_list_compared_with_itself_in_another_form_is_kept_whole() -> None:
    rows = [
        [resolve(row) for row in read_section(data, "x").rows] for data in (as_table(), as_tree())
    ]
    found = compare(rows[0], rows[1])
    assert (found.added, found.dropped, found.moved) == ((), (), ())
    assert found.kept == len({one.identifier for one in rows[0]})


def test_what_the_items_of_a_list_of_treaties_mean() -> None:
    assert instruments_of("United Nations Convention against Corruption") == ("UNCAC",)
    assert instruments_of(
        "Convention on the Physical Protection of Nuclear Material of 1980 and its "
        "Amendment of 2005"
    ) == ("NUCLEAR_MATERIAL_CONVENTION", "NUCLEAR_MATERIAL_AMENDMENT")
    assert instruments_of("Convention of the Keepers of Lamps of 1911") == ()
