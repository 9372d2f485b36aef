"""Laws: nothing is lost beside any letter, spans are substrings, any input is read."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.citations import find_citations
from cpcj.resolutions.citations.tokens import fold

# Letters of any script, and the spaces and dashes that typesetters use.
letters = st.characters(categories=["L", "M", "So", "Pi", "Pf"], exclude_characters="").filter(
    lambda character: not character.isascii()
)
around = st.text(letters | st.sampled_from(" \u00a0\u202f\u2013\u2014…“”’*\t\n"), max_size=6)
CITATIONS = [
    ("resolution 70/178", ["A/RES/70/178"]),
    ("resolutions 64/293 and 69/199 of 18 December 2014", ["A/RES/64/293", "A/RES/69/199"]),
    ("E/CN.15/2015/16", ["E/CN.15/2015/16"]),
    ("resolution 217 A (III)", ["A/RES/217(III)A"]),
    ("resolution 1373 (2001)", ["S/RES/1373(2001)"]),
    ("Treaty Series, vol. 2225, No. 39574", ["UNTS:2225:39574"]),
    ("Sustainable Development Goal 16", ["SDG:16"]),
    ("paragraph 40 above", ["#op40"]),
    ("United Nations Convention against Corruption", ["UNCAC"]),
]


@pytest.mark.parametrize(("words", "identifiers"), CITATIONS)
@given(before=around, after=around)
def test_nothing_is_lost_beside_other_letters(
    words: str, identifiers: list[str], before: str, after: str
) -> None:
    found = find_citations(f"{before}{words}{after}")
    assert [citation.id for citation in found] == identifiers


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\n", "  ", " \n"])
def test_any_space_is_a_space(space: str) -> None:
    text = "resolutions 64/293 of 30 July 2010 and 217 A (III)".replace(" ", space)
    assert [c.id for c in find_citations(text)] == ["A/RES/64/293", "A/RES/217(III)A"]
    assert str(find_citations(text)[0].date) == "2010-07-30"


@pytest.mark.parametrize("dash", ["\u2010", "\u2011", "\u2012", "\u2013", "\u2212"])
def test_any_dash_is_a_hyphen(dash: str) -> None:
    found = find_citations(f"resolution S{dash}30/1 and A/71/482/Add.1{dash}2")
    assert [c.id for c in found] == ["A/RES/S-30/1", "A/71/482/Add.1", "A/71/482/Add.2"]


pieces = st.sampled_from(
    [
        *("resolutions ", "decision ", "70/178", "69/193 A and B", "1373 (2001)", "217 A (III)"),
        *(" of 18 December 2014", ", ", " and ", " to ", "its ", "the ", "Human Rights Council "),
        *("Ibid., ", "vol. 2, No. 3", "Treaty Series, ", "article 5", "paragraphs 3 (a) to (f)"),
        *(" of the Convention", " above", "Official Records of the General Assembly, "),
        *(
            "Sixty-eighth Session, Supplement No. 53 (A/68/53)",
            ", chap. I",
            "targets 16.4",
            "Goal ",
        ),
        *(
            "16",
            "E/2013/30",
            " and Corr.1",
            "annex II",
            " to the present resolution",
            "(",
            ")",
            "é",
        ),
        *("Convention on the Rights of the Child", " thereof", ". ", "; ", "\u2013"),
    ]
)


@given(st.lists(pieces | st.text(max_size=3), max_size=30).map("".join))
def test_spans_are_in_order_and_inside(text: str) -> None:
    found = find_citations(text)
    spans = [citation.span for citation in found]
    assert spans == sorted(spans)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
    for one, following in itertools.pairwise(spans):
        assert one == following or one.end <= following.start


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    plain = fold(text)
    assert len(plain) == len(text)
    assert plain.isascii()
    assert all(a == b for a, b in zip(plain, text, strict=True) if b.isascii() and b.isprintable())


@pytest.mark.parametrize(
    "unit",
    [
        *("resolution ", "70/178, ", "70/178 and ", "A/", "A/1", "(", "article 5, ", "Ibid., "),
        *("paragraph 1 ", "Treaty Series, vol. 1, ", "1, ", " ", "Official Records of the ", "é"),
        *("chap. I, ", "of the Convention ", "article 5 and ", "Conference of the Parties to the "),
        *("Goal 1, ", "the Charter ", "its resolution ", "United Nations Convention "),
    ],
)
def test_time_is_bounded_on_repetition(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.perf_counter()
    find_citations(text)
    assert time.perf_counter() - start < 10
