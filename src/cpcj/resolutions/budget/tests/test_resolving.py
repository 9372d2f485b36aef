"""What rows mean: one number in several bodies, every form of number, what is not traceable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.budget import Publisher, Resolved, Row, resolve, settle
from cpcj.resolutions.budget.rules import rules
from cpcj.resolutions.budget.tests.samples import CCPCJ, CND, COP, COSP, ECOSOC, GA, SC
from cpcj.resolutions.identifier import is_made
from cpcj.resolutions.vocabulary.bodies import bodies

COUNCIL = "Economic and Social Council resolution"


def row(
    source: str, citation: str, description: str = "", symbol: str = "", title: str = ""
) -> Row:
    return Row(1, "2" if title else "", title, "", source, citation, description, symbol, "line 2")


def means(source: str, citation: str, title: str = "") -> Resolved:
    return resolve(row(source, citation, title=title), 2027)


@pytest.mark.parametrize(
    ("source", "citation", "identifier", "cited", "year"),
    [
        (GA, "70/178", "A/RES/70/178", "General Assembly resolution 70/178", 2015),
        (GA, "S-30/1", "A/RES/S-30/1", "General Assembly resolution S-30/1", 2016),
        (GA, "217 A (III)", "A/RES/217(III)A", "General Assembly resolution 217 A (III)", None),
        (GA, "834 (IX)", "A/RES/834(IX)", "General Assembly resolution 834 (IX)", 1954),
        (GA, "75/282", "A/RES/75/282", "General Assembly resolution 75/282", 2021),
        (ECOSOC, "2016/16", "E/RES/2016/16", f"{COUNCIL} 2016/16", 2016),
        (ECOSOC, "1984/47", "E/RES/1984/47", f"{COUNCIL} 1984/47", 1984),
        (ECOSOC, "1966/1106 (XL)", "E/RES/1106(XL)",
         f"{COUNCIL} 1106 (XL)", 1966),
        (ECOSOC, "Decision 2011/259", "E/DEC/2011/259",
         "Economic and Social Council decision 2011/259", 2011),
        (ECOSOC, "2011/259", "E/DEC/2011/259",
         "Economic and Social Council decision 2011/259", 2011),
        (SC, "1373 (2001)", "S/RES/1373(2001)", "Security Council resolution 1373 (2001)", 2001),
        (CCPCJ, "22/7", "CCPCJ/RES/22/7",
         "Commission on Crime Prevention and Criminal Justice resolution 22/7", 2013),
        (COP, "9/1", "UNTOC/COP/RES/9/1", None, 2018),
        (COSP, "Decision 8/1", "UNCAC/COSP/DEC/8/1", None, 2019),
    ],
)  # fmt: skip
def test_each_form_of_number(
    source: str, citation: str, identifier: str, cited: str | None, year: int | None
) -> None:
    found = means(source, citation)
    assert (found.identifier, found.year) == (identifier, year)
    assert cited is None or found.citation == cited


def test_one_number_in_five_bodies_is_five_texts() -> None:
    found = {means(source, "5/1").identifier for source in (COP, COSP)}
    found |= {means(source, "55/1").identifier for source in (GA, CND)}
    assert found == {"UNTOC/COP/RES/5/1", "UNCAC/COSP/RES/5/1", "A/RES/55/1", "CND/RES/55/1"}
    assert not means(CCPCJ, "55/1").traceable


def test_a_heading_without_a_body_is_read_by_its_subprogramme() -> None:
    heading = "Conference resolutions"
    assert means(heading, "5/1", "Countering corruption").body == "cosp_uncac"
    crime = means("Conference of the Parties resolutions", "5/1", "Countering organized crime")
    assert crime.body == "cop_untoc"
    assert "Countering organized crime" in crime.reasons[0].words
    lost = means(heading, "5/1")
    assert not lost.traceable
    assert "names a body" in lost.reasons[-1].words


@pytest.mark.parametrize(
    ("source", "citation", "why"),
    [
        (CCPCJ, "40/1", "had no session of this number before the budget of 2027"),
        (CND, "10/1", "no year is known for session 10"),
        (GA, "2016/16", "no number of this body"),
        (GA, "12/3", "has no resolution of the form"),
        (SC, "1373 (1901)", "first met in 1946"),
        (CND, "Lamps for all", "no number of this body"),
        (CND, "Joint Statement of the Keepers on the 2031 review", "not among those known"),
    ],
)
def test_what_cannot_be_is_not_traceable_and_says_why(source: str, citation: str, why: str) -> None:
    found = means(source, citation)
    assert not found.traceable
    assert not found.symbol
    assert why in found.reasons[-1].words


def test_declarations_and_statements_say_so_and_have_no_symbol() -> None:
    title = rules().named[0].title
    found = means(CND, title)
    assert (found.kind, found.session, found.year, found.number) == ("declaration", "52", 2009, "")
    assert found.made
    assert found.symbol == ""
    assert "E/2009/28" in found.reasons[-1].words
    unknown = means(CND, "Joint Statement of the Keepers on the 2031 review")
    assert unknown.kind == "statement"


def test_decisions_under_a_heading_of_decisions_alone() -> None:
    assert means("Commission on Narcotic Drugs decisions", "60/1").identifier == "CND/DEC/60/1"


def test_the_part_that_the_words_name() -> None:
    found = resolve(row(GA, "46/185", "By resolutions 45/179 and 46/185 C.", "A/RES/46/185"))
    assert found.identifier == "A/RES/46/185C"
    assert found.number == "46/185 C"
    assert found.publisher is Publisher.PART


def test_the_publishers_symbol_is_compared() -> None:
    assert resolve(row(GA, "70/9", "", "A/RES/70/9")).publisher is Publisher.SAME
    assert resolve(row(SC, "1373 (2001)", "", "S/RES/1373 (2001)")).publisher is Publisher.SAME
    wrong = resolve(row(CND, "47/5", "", "A/RES/47/5"))
    assert wrong.publisher is Publisher.DIFFERS
    assert wrong.identifier == "CND/RES/47/5"
    assert "no symbol" in wrong.reasons[-1].words
    assert resolve(row(GA, "70/9", "", "A/RES/70/8")).publisher is Publisher.DIFFERS


def test_what_a_resolution_carries_is_said() -> None:
    assert resolve(row(GA, "48/104", "Declaration on Lamps")).carries == "declaration"
    assert resolve(row(GA, "48/104", "Follow-up to the Declaration on Lamps")).carries == ""


@pytest.mark.parametrize(
    ("citation", "years"),
    [("79/226", (2024, 2024)), ("79/263", (2024, 2025)), ("79/313", (2025, 2025)),
     ("44/25", (1989, 1989)), ("44/250", (1989, 1990)), ("85/12", (2030, 2030))],
)  # fmt: skip
def test_the_year_of_an_assembly_resolution_as_far_as_its_number_says(
    citation: str, years: tuple[int, int]
) -> None:
    assert resolve(row(GA, citation)).years == years


def test_a_persons_word_is_settled_by_the_same_rules() -> None:
    lost = row("Resolutions", "55/1")
    found = settle(lost, body="cnd", kind="resolution", number="55/1")
    assert (found.identifier, found.year, found.made) == ("CND/RES/55/1", 2012, True)
    with pytest.raises(ValueError, match=r"written like 1373 \(2001\)"):
        settle(lost, body="sc", kind="resolution", number="55/1")
    with pytest.raises(ValueError, match="no identifiers"):
        settle(lost, body="sc", kind="decision", number="12 (2001)")


@given(
    st.sampled_from((GA, CND, CCPCJ, COP, COSP, ECOSOC, SC, "Lamps")),
    st.from_regex(r"(Decision )?[0-9S-]{1,5}[/ ][0-9(IVX)]{1,7}", fullmatch=True) | st.text(),
    st.integers(2020, 2040),
)
def test_laws_of_every_row(source: str, citation: str, year: int) -> None:
    found = resolve(row(source, citation), year)
    assert found.reasons
    assert found.traceable == bool(found.identifier)
    if found.symbol:
        assert not is_made(found.symbol)
        assert any(found.symbol.startswith(start) for start in bodies()[found.body].symbols)
    elif found.traceable:
        assert is_made(found.identifier)
    if found.years:
        assert found.years[0] <= found.years[1] <= found.years[0] + 1
