"""A phrase is found where it stands, its variants are grouped, and what is new is said to be."""

from __future__ import annotations

import datetime as dt
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.agreed import (
    Index,
    Passage,
    Verdict,
    by_number,
    passages_of,
    precedents,
)
from cpcj.resolutions.comparing.coding import WORD
from cpcj.resolutions.comparing.words import Kind

HARBOUR = "Encourages coastal States to light their harbours at night and to count the boats"
LEDGER = "Requests the Office to keep a ledger of lamps, upon request, and to publish it each year"
CORPUS = Path(os.environ.get("CPCJ_CORPUS", Path(__file__).parents[6] / "shared" / "corpus"))


def _held(symbol: str, day: dt.date | None, words: str) -> Passage:
    return Passage(
        f"{symbol}#op1",
        symbol,
        made=False,
        title="Lamps",
        date=day,
        organ="ga",
        adopted=True,
        words=words,
    )


def _index(*held: Passage) -> Index:
    return Index(held)


def test_the_earliest_use_comes_first_and_the_latest_is_named() -> None:
    found = precedents(
        "light their harbours at night",
        _index(
            _held("A/RES/71/9", dt.date(2016, 12, 1), HARBOUR),
            _held("A/RES/69/100", dt.date(2014, 12, 1), f"Also {HARBOUR}"),
            _held("A/RES/69/20", dt.date(2014, 12, 1), HARBOUR),
            _held("A/RES/1/1", None, HARBOUR),
        ),
    )
    assert found.verdict is Verdict.PRECEDENT
    assert found.exact
    assert [use.passage.text for use in found.exact.uses] == [
        "A/RES/69/20", "A/RES/69/100", "A/RES/71/9", "A/RES/1/1",
    ]  # fmt: skip
    assert found.exact.latest.passage.text == "A/RES/71/9"
    assert found.exact.earliest.words == "light their harbours at night"


def test_variants_are_grouped_with_what_differs() -> None:
    found = precedents(
        "to light all their harbours at night",
        _index(
            _held("A/RES/69/20", dt.date(2014, 12, 1), HARBOUR),
            _held("A/RES/70/20", dt.date(2015, 12, 1), HARBOUR),
            _held("A/RES/71/20", dt.date(2016, 12, 1), HARBOUR.replace("night", "dusk")),
        ),
    )
    assert found.verdict is Verdict.VARIANTS
    assert found.exact is None
    first = found.variants[0]
    assert first.words == "to light their harbours at night"
    assert [use.passage.text for use in first.uses] == ["A/RES/69/20", "A/RES/70/20"]
    changed = [one.before.strip() for one in first.changes if one.kind is not Kind.SAME]
    assert changed == ["all"]
    assert found.variants[1].words == "to light their harbours at dusk"


def test_what_nobody_said_has_no_precedent_and_the_nearest_is_named() -> None:
    found = precedents(
        "to count the boats of all fishing villages", _index(_held("A/RES/69/20", None, HARBOUR))
    )
    assert found.verdict is Verdict.NONE
    assert found.nearest
    assert found.nearest.words == "to count the boats"
    assert precedents("telescopes for whales", _index(_held("A", None, LEDGER))).nearest is None
    assert precedents(" ,; ", _index(_held("A", None, LEDGER))).verdict is Verdict.NONE


def test_numbers_of_symbols_are_compared_as_numbers() -> None:
    assert sorted(["A/RES/70/178", "A/RES/70/9", "A/RES/7/1"], key=by_number) == [
        "A/RES/7/1", "A/RES/70/9", "A/RES/70/178",
    ]  # fmt: skip


_words = st.lists(st.sampled_from(f"{HARBOUR} {LEDGER}".split()), min_size=1, max_size=30)


@given(_words, st.integers(0, 29), st.integers(1, 30))
def test_every_stretch_of_a_paragraph_is_found_in_it(
    words: list[str], start: int, size: int
) -> None:
    phrase = " ".join(words[start % len(words) :][:size])
    found = precedents(phrase, _index(_held("A/RES/1/1", None, " ".join(words))))
    assert found.exact
    use = found.exact.earliest
    assert WORD.findall(use.words) == WORD.findall(phrase)


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")
def test_the_earliest_text_of_the_corpus_comes_first() -> None:
    """Fifty phrases of 8 to 15 words that stand in two texts or more, by a fixed seed."""
    from cpcj.resolutions.reading import read_document

    files = sorted((CORPUS / "programme").glob("*.txt"))
    files += sorted((CORPUS / "pages" / "text").glob("*.txt"))[::3]
    held = [passage for file in files for passage in passages_of(read_document(file))]
    plain = [f" {' '.join(WORD.findall(passage.words.lower()))} " for passage in held]
    index, draw = Index(held), random.Random(11)  # noqa: S311 - no secret
    tried = right = 0
    while tried < 50:
        words = WORD.findall(draw.choice(held).words.lower())
        size = draw.randint(8, 15)
        if len(words) < size:
            continue
        start = draw.randrange(len(words) - size + 1)
        phrase = " ".join(words[start : start + size])
        having = [p for p, each in zip(held, plain, strict=True) if f" {phrase} " in each]
        if len({passage.text for passage in having}) < 2:
            continue
        tried += 1
        first = min(having, key=lambda p: (p.date or dt.date.max, by_number(p.identifier)))
        found = precedents(phrase, index)
        right += found.exact is not None and found.exact.earliest.passage.text == first.text
    assert right >= 48


NOTED = "Recalls the women’s rules against theft and/or fraud, and of the “Harbour Plan” of lamps"


@pytest.mark.parametrize(
    "pasted",
    [
        "the women's rules against theft and/or fraud",
        "the women’s rules against theft,5 and/or fraud",
        "rules against theft5 and/or fraud",
        "rules against theft<sup>12</sup> and / or fraud",
        "rules against theft[^3] and/or fraud",
        "rules against theft¹ and/or fraud, and of the",
        'of the "Harbour Plan" of lamps',
        "RULES  AGAINST\nTHEFT",
        "rules against the\u00adft and/or",
        "rules ag-\nainst theft",
    ],
)
def test_what_clings_to_copied_words_does_not_count(pasted: str) -> None:
    found = precedents(pasted, _index(_held("A/RES/1/1", None, NOTED)))
    assert found.verdict is Verdict.PRECEDENT


def test_a_word_that_differs_at_an_end_is_shown() -> None:
    found = precedents(
        "coastal States to light their harbours at dawn", _index(_held("A", None, HARBOUR))
    )
    (variant,) = found.variants
    assert variant.words == "coastal States to light their harbours at night"
    assert (variant.changes[-1].before, variant.changes[-1].after) == ("dawn", "night")


def test_a_phrase_longer_than_is_looked_for_is_cut_and_says_so() -> None:
    long = f"{HARBOUR} " * 60
    found = precedents(long, _index(_held("A", None, long)))
    assert found.cut
    assert found.exact is not None
    assert len(WORD.findall(found.exact.words)) == 400


def test_how_a_text_was_adopted_is_told_from_its_own_record() -> None:
    from cpcj.resolutions.reading import read_document

    words = """United Nations A/RES/79/901

General Assembly

Seventy-ninth session

Resolution adopted by the General Assembly on 17 December 2024

[on the report of the Third Committee (A/79/460, para. 20)]

79/901. Lamps*

The General Assembly,

Recalling the lamps,

1. Requests the towns to light them.

50th plenary meeting
17 December 2024

* Adopted by a recorded vote of 120 to 3, with 40 abstentions.
"""
    (first, *_) = passages_of(read_document(words.encode(), "901.txt"))
    assert first.vote in ("", "recorded vote, 120-3-40")
