"""What changed is found, whatever the order of records and siblings; what did not is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cpcj.assistance.iati.difference import ADDED, CHANGED, REMOVED, compare, differences
from cpcj.assistance.iati.reading import Record, read_records
from cpcj.assistance.iati.tests.records import ACTIVITY, Change, coded, record, transaction
from cpcj.assistance.iati.tests.test_files import an_activity
from cpcj.assistance.iati.writing import file_bytes

NOW = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)


def _records(*numbers: int, title: str = "Courses") -> Iterable[Record]:
    activities = (an_activity(number, title) for number in numbers)
    return read_records(b"".join(file_bytes(activities, generated=NOW)), "a.xml")


def _changes(old: Change, new: Change) -> list[tuple[str, str | None, str | None]]:
    return list(compare(record(ACTIVITY, old), record(ACTIVITY, new)))


def test_records_are_matched_by_identifier_in_any_order() -> None:
    found = list(differences(_records(1, 2, 3), _records(4, 3, 1)))
    assert [(one.identifier[-1], one.kind) for one in found] == [("4", ADDED), ("2", REMOVED)]
    assert all(one.line > 0 for one in found)


def test_of_records_with_one_identifier_none_is_lost() -> None:
    found = list(differences(_records(1, 1), _records(1)))
    assert [(one.identifier[-1], one.kind) for one in found] == [("1", REMOVED)]


def test_a_text_and_its_old_words_are_told() -> None:
    (found,) = differences(_records(1), _records(1, title="Visits"))
    assert found.kind == CHANGED
    assert found.changes == (("title/narrative[1]", "Courses", "Visits"),)


def test_attributes_are_told_with_their_elements() -> None:
    old = {"@default-currency": "USD", "recipient-country": coded("recipient-country", "KE")}
    new = {"@default-currency": "", "recipient-country": coded("recipient-country", "UG")}
    assert _changes(old, new) == [
        ("@default-currency", "USD", None),
        ("recipient-country/@code", "KE", "UG"),
    ]


def test_an_inserted_sibling_is_added_and_moves_no_other() -> None:
    first, second, third = (transaction(day=f"2025-0{n}-01") for n in (1, 2, 3))
    assert _changes({"transaction": first + third}, {"transaction": first + second + third}) == [
        ("transaction[2]", None, second),
    ]
    assert _changes({"transaction": first + second}, {"transaction": second}) == [
        ("transaction[1]", first, None),
    ]


def test_siblings_are_paired_by_what_names_them() -> None:
    old = coded("sector", "15130", share="50") + coded("sector", "15137", share="50")
    new = coded("sector", "15137", share="40") + coded("sector", "15130", share="60")
    assert _changes({"sector": old}, {"sector": new}) == [
        ("sector[1]/@percentage", "50", "40"),
        ("sector[2]/@percentage", "50", "60"),
    ]


def test_order_and_blanks_are_no_change() -> None:
    one, other = transaction(day="2025-01-01"), transaction(day="2025-02-01")
    spaced = (other + one).replace("><", ">\n  <")
    assert _changes({"transaction": one + other}, {"transaction": spaced}) == []


@given(st.randoms(use_true_random=False), st.integers(0, 6), st.integers(0, 6))
def test_siblings_that_came_and_went_add_up(random: Random, before: int, after: int) -> None:
    def some(count: int) -> list[str]:
        return [transaction(day=f"2025-01-0{random.randint(1, 4)}") for _ in range(count)]

    old, new = some(before), some(after)
    tree = "<iati-activity>{}</iati-activity>"
    found = compare(
        etree.fromstring(tree.format("".join(old))), etree.fromstring(tree.format("".join(new)))
    )
    added = sum(1 for one in found if one.old is None)
    removed = sum(1 for one in found if one.new is None)
    assert added - removed == after - before
    assert (found == ()) == (sorted(old) == sorted(new))
