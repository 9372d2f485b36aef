"""Facet counts beside a count by hand."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cpcj.register.facets.bitmaps import Facets, Row
from cpcj.register.facets.store import FacetStore, Source

NAMES = ("a", "b")
VALUES = st.frozensets(st.sampled_from("xyz"), max_size=2)
RECORDS = st.dictionaries(
    st.integers(1, 60), st.tuples(VALUES, VALUES, st.none() | st.integers(0, 3)), max_size=25
)
SELECTION = st.dictionaries(
    st.sampled_from(NAMES), st.frozensets(st.sampled_from("xyzw"), min_size=1, max_size=2)
)
Record = tuple[frozenset[str], frozenset[str], int | None]
Records = dict[int, Record]


def rows(records: Records) -> list[Row]:
    return [
        Row(key, {"a": tuple(a), "b": tuple(b)}, {"n": n}, key)
        for key, (a, b, n) in records.items()
    ]


def values(record: Record, name: str) -> frozenset[str]:
    return record[0] if name == "a" else record[1]


def passes(record: Record, selection: dict[str, frozenset[str]]) -> bool:
    return all(values(record, name) & chosen for name, chosen in selection.items())


@given(RECORDS, RECORDS, st.sets(st.integers(1, 60)), SELECTION, st.integers(0, 5), st.booleans())
def test_counts_and_pages_are_those_of_a_plain_search(
    first: Records,
    second: Records,
    dropped: set[int],
    selection: dict[str, frozenset[str]],
    start: int,
    descending: bool,  # noqa: FBT001
) -> None:
    facets = Facets(NAMES)
    facets.load(rows(first))
    for key in dropped:
        facets.drop(key)
    facets.load(rows(second))
    held = {key: record for key, record in first.items() if key not in dropped} | second
    assert len(facets) == len(held)
    matching = [key for key, record in held.items() if passes(record, selection)]
    bits = facets.matching(selection)
    assert sorted(facets.keys_of(bits)) == sorted(matching)

    counts = facets.counts(selection, NAMES)
    for name in NAMES:
        others = {other: some for other, some in selection.items() if other != name}
        expected = Counter(
            value
            for record in held.values()
            if passes(record, others)
            for value in values(record, name)
        )
        found = {value: count for value, count in counts[name].items() if count}
        assert found == dict(expected)

    sign = -1 if descending else 1
    order = sorted(
        matching,
        key=lambda key: (held[key][2] is None, sign * (held[key][2] or 0), key),
    )
    page = facets.ordered(bits, "n", start, start + 4, descending=descending)
    assert page == order[start : start + 4]


def test_long_lists_are_walked_in_order() -> None:
    facets = Facets(("a",))
    facets.load(
        Row(key, {"a": ("odd",) if key % 2 else ()}, {"n": -key}, key) for key in range(1, 20_001)
    )
    bits = facets.matching({"a": frozenset({"odd"})})
    assert facets.ordered(bits, "n", 0, 3) == [19_999, 19_997, 19_995]
    assert facets.ordered(bits, "n", 0, 2, descending=True) == [1, 3]
    assert facets.counts({}, ("a",)) == {"a": {"odd": 10_000}}


def test_who_asked_before_another_and_comes_after_does_not_load_everything_again() -> None:
    """Readers ask for the number before they wait for each other; writers go on meanwhile."""
    numbers = iter([1, 3, 2, 3, 0, 0])
    loaded: list[int | None] = []

    def rows(since: int | None) -> list[Row]:
        loaded.append(since)
        return []

    store = FacetStore(Source(("a",), lambda: next(numbers), rows, lambda _since: []))
    for _ in range(3):  # 1; 3; 2, asked before the 3
        with store.fresh():
            pass
    assert loaded == [None, 1]
    with store.fresh():  # another register took its place
        pass
    assert loaded == [None, 1, None]
