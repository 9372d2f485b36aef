"""Words compared: laws, and pairs that a person would expect to find each other."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cpcj.register.search.words import folded, normalize, words

LATIN_AND_OTHERS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("aeiosdng'’-ÉßøŁæ½ﷺاألةى犯罪预防ـًИёй"),
    ),
    max_size=60,
)


@given(LATIN_AND_OTHERS)
@example("الالتزام")
@example("½ ﷺ Straße İ ŉ")
def test_terms_of_terms_are_the_same_terms(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(LATIN_AND_OTHERS)
def test_terms_hold_letters_and_digits_alone(text: str) -> None:
    for term in normalize(text).split():
        assert term.isalnum()
        assert term == term.casefold()


@given(LATIN_AND_OTHERS)
def test_words_stand_where_they_say(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end
    assert normalize(text) == " ".join(term for word in words(text) for term in word.terms)


@given(LATIN_AND_OTHERS)
def test_folded_words_have_a_space_around_each(text: str) -> None:
    assert folded(text).startswith(" ")
    assert folded(text).endswith(" ")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("requests", "requested"),
        ("request", "REQUESTING"),
        ("policy", "policies"),
        ("cote d'ivoire", "Côte d’Ivoire"),
        ("Secretary General", "Secretary-General’s"),
        ("encourage", "encouraging"),
        ("transfer", "transferred"),
        ("جريمة", "والجَرِيمة"),
        ("犯罪", "预防犯罪"),
        ("a/res/70/178", "A/RES/70/178"),
        ("свидетели", "СВИДЕТЕЛИ"),
    ],
)
def test_finds(typed: str, printed: str) -> None:
    assert f" {normalize(typed)} " in f" {normalize(printed)} "


@pytest.mark.parametrize(
    ("one", "other"), [("noting", "not"), ("process", "proceed"), ("policy", "police")]
)
def test_keeps_apart(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)
