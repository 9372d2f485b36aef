"""Near-duplicates: what is near is found, what is given is near, however the words are written."""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpcj.resolutions.overlap import ALIKE, bags, likeness, near_duplicates
from cpcj.resolutions.overlap.wordprints import wordprints

LAMPS = (
    "Encourages coastal States to light their harbours at night, to count the boats that come in, "
    "and to keep a ledger of 12 lamps, open to all, in every town of more than 500 people"
)


def _like(one: str, other: str) -> float:
    first, second = bags([one, other])
    return likeness(first, second)


def _plainly(one: str, other: str) -> float:
    mine, theirs = (Counter(re.findall(r"[a-z0-9]+", text.lower())) for text in (one, other))
    shared = (mine & theirs).total()
    return shared / max(1, mine.total() + theirs.total() - shared)


SOME = st.lists(st.sampled_from(["lamp", "boat", "Town", "12", ",", "-", "the"]), max_size=12)
OTHERS = st.lists(st.sampled_from(["lamp", "boats", "town", "12", ".", "the"]), max_size=12)


@given(SOME, OTHERS)
def test_likeness_is_that_of_the_bags_of_words(one: list[str], other: list[str]) -> None:
    first, second = " ".join(one), " ".join(other)
    assert _like(first, second) == pytest.approx(_plainly(first, second))
    assert _like(first, second) == _like(second, first)


@settings(deadline=None)  # the first call starts threads
@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_words_are_taken(texts: list[str]) -> None:
    prints, offsets = wordprints(texts)
    assert len(offsets) == len(texts) + 1
    assert offsets[-1] == len(prints)
    assert near_duplicates(texts).size == len(texts)


@pytest.mark.parametrize(
    "other",
    [
        LAMPS.upper(),
        LAMPS.replace(", ", " – ").replace("500", "“500”"),
        (
            "In every town of more than 500 people, and to keep a ledger of 12 lamps, open to all, "
            "encourages coastal States to light their harbours at night, to count the boats that "
            "come in"
        ),
    ],
)
def test_case_signs_and_order_do_not_count(other: str) -> None:
    assert _like(LAMPS, other) == 1.0


def test_long_words_that_begin_alike_are_two_words() -> None:
    assert _like("telecommunications", "telecommunication") == 0.0


def test_one_wording_stands_for_all_that_repeat_it() -> None:
    found = near_duplicates(["Nothing", LAMPS, LAMPS.replace("12", "14"), LAMPS, ""])
    assert list(found.first) == [0, 1, 2, 1, 4]
    assert [pair[:2] for pair in found.same()] == [(1, 3)]
    (pair,) = found.pairs
    assert pair[:2] == (1, 2)
    assert pair.likeness == pytest.approx(_plainly(LAMPS, LAMPS.replace("12", "14")))


def test_an_empty_collection_has_none() -> None:
    assert near_duplicates([]).pairs == ()
    assert near_duplicates(["", "a"]).pairs == ()
    with pytest.raises(ValueError, match=r"threshold 0\.3"):
        near_duplicates([], 0.3)


def _made(count: int) -> list[str]:
    draw = random.Random(7)  # noqa: S311 - no secret
    words = [f"{a}{b}" for a in "bdfgklmnprst" for b in ("ando", "erri", "ilto", "ogan", "usk")]
    texts: list[str] = []
    for place in range(count):
        if place % 3 == 2:
            copy = texts[draw.randrange(place)].split()
            for _ in range(draw.randint(1, 2)):
                copy[draw.randrange(len(copy))] = draw.choice(words)
            texts.append(" ".join(copy))
        else:
            texts.append(" ".join(draw.choices(words, k=draw.randint(30, 70))))
    return texts


def test_what_is_near_is_found_and_what_is_found_is_near() -> None:
    texts = _made(600)
    near = {
        (one, other)
        for one, other in combinations(range(len(texts)), 2)
        if _plainly(texts[one], texts[other]) >= ALIKE and texts[one] != texts[other]
    }
    found = {pair[:2] for pair in near_duplicates(texts).pairs}
    assert found <= near
    assert len(found) >= 0.97 * len(near)
    assert len(near) > 150


def test_what_thousands_begin_with_does_not_grow_without_bound() -> None:
    opening = " ".join(f"word{n}" for n in range(40))
    found = near_duplicates(f"{opening} number{n}" for n in range(3_000))
    assert found.compared <= 3_000 * 100 * 12
