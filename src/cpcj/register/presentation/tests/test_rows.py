"""Rows and choices put together by functions: escaped, in the language of the page."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cpcj.register.presentation.addresses import mandate_address, text_address
from cpcj.register.presentation.choices import FacetWords, draw_facets, draw_foot
from cpcj.register.presentation.marking import Mark, marked, stretched
from cpcj.register.presentation.rows import mandate_rows
from cpcj.register.queries.mandates import MandateLine, MandateRow
from cpcj.register.queries.paging import Facet, FacetValue

BAD = "<b>\"Lamps\" & 'wicks'</b>"


def _row(**other: object) -> MandateRow:
    values: dict[str, object] = {
        "pk": 1, "identifier": "A/RES/79/901#op1.1", "text": "A/RES/79/901", "text_made": False,
        "symbol": "A/RES/79/901", "title": "Lamps", "date": None, "organ": "ga", "session": 79,
        "paragraph": "1", "point": "", "provision": "A/RES/79/901#op1", "phrase": "Requests",
        "act": "request", "reiterated": False, "action": "to share lamps", "deliverable_what": "",
        "deliverable_to": "", "deliverable_when": "", "due_body": "", "due_session": None,
        "due_from": None, "due_to": None, "standing": "adopted", "review": "unreviewed",
        "published": True,
    }  # fmt: skip
    return MandateRow(**{**values, **other})  # type: ignore[arg-type]


def _words(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


def test_nothing_of_a_row_is_markup() -> None:
    row = _row(
        phrase=BAD, point=BAD, paragraph=BAD, addressees=(BAD,), qualifiers=(BAD,),
        deliverable_to=BAD, review="corrected", standing="proposed",
    )  # fmt: skip
    drawn = mandate_rows([MandateLine(row, f"{BAD} {BAD}", {"phrase": [[0, len(BAD)]]})])
    assert "<b>" not in drawn
    assert _words(drawn).count("<b>") == 8


def test_names_are_in_the_language_of_the_page() -> None:
    line = MandateLine(_row(addressees=("member_states",)), "Requests lamps", {})
    english = mandate_rows([line])
    with override("fr"):
        french = mandate_rows([line])
    assert "Member States" in english
    assert "États Membres" in french
    assert mandate_rows([line]) == english


@given(
    st.text(alphabet="ab<&\"' é", max_size=40),
    st.lists(
        st.tuples(
            st.integers(0, 45), st.integers(0, 45), st.sampled_from(("verb", "asked", "found"))
        ),
        max_size=5,
    ),
)
def test_stretches_are_marked_as_marks_are(
    text: str, stretches: list[tuple[int, int, str]]
) -> None:
    drawn = stretched(text, stretches)
    assert _words(drawn) == text
    ordered = sorted(stretches, key=lambda one: one[0])
    apart = all(start < end <= len(text) for start, end, _ in ordered) and all(
        one[1] <= other[0] for one, other in pairwise(ordered)
    )
    if apart:
        assert drawn == marked(text, marks=[Mark(*one) for one in stretches])


@given(st.text(alphabet="A/RES79.#()!-é &'?%", min_size=1, max_size=30))
def test_an_address_leads_back_to_its_identifier(identifier: str) -> None:
    from urllib.parse import unquote

    path = unquote(mandate_address(identifier)).removeprefix("/mandates/").removesuffix("/")
    assert path.replace("/-/", "#", 1) == identifier or "/-/" in identifier
    assert not set('"<> ') & set(text_address(identifier))


def test_choices_are_escaped_and_a_chosen_one_is_taken_back() -> None:
    facet = Facet("topic", (FacetValue(BAD, 1234, chosen=True), FacetValue("x", 1, chosen=False)))
    words = {"topic": FacetWords(BAD, str)}
    drawn = draw_facets((facet,), [("q", "a&b"), ("topic", BAD)], words, 2)
    assert "<b>" not in drawn
    assert '<a class="facet-value" href="?q=a%26b" aria-current="true">' in drawn
    assert 'href="?q=a%26b&amp;topic=' in drawn
    assert "1,234" in drawn
    with override("fr"):
        assert "1,234" not in draw_facets((facet,), [], words, 0)


def test_facets_drawn_for_other_counts_are_others() -> None:
    words = {"topic": FacetWords("Topic", str)}
    drawn = [
        draw_facets((Facet("topic", (FacetValue("x", count, chosen=False),)),), [], words, 0)
        for count in (1, 2)
    ]
    assert drawn[0] != drawn[1]


def test_the_foot_leads_to_other_pages_and_files() -> None:
    foot = draw_foot("?page=1&x=2", "", [("CSV", "?format=csv&x=2")])
    assert 'rel="prev" href="?page=1&amp;x=2"' in foot
    assert 'rel="next"' not in foot
    assert 'href="?format=csv&amp;x=2" download>CSV<' in foot
