"""Topics are named where their words stand, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.topics import find_topics, topics

LANGUAGES = {"en", "ar", "zh", "fr", "ru", "es"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("to ratify the Convention against bribery", ["ratification", "corruption"]),
        ("the smuggling of and trafficking in persons by sea", ["trafficking_in_persons"]),
        ("prison overcrowding and pre-trial detention", ["prisons"]),
        ("crime committed at sea, or crimes at sea", ["piracy"]),
        ("money\N{NO-BREAK SPACE}laundering", ["illicit_financial_flows"]),
        ("TRAFFICKING IN PERSONS", ["trafficking_in_persons"]),
        ("the sportsperson's corruptible fraudster", ["corruption", "economic_crime"]),
        ("imprisonment of the launderer", ["illicit_financial_flows"]),
        ("weather and tides", []),
    ],
)
def test_topics_named(words: str, expected: list[str]) -> None:
    assert [evidence.value for evidence in find_topics(words)] == expected


def test_places_shown() -> None:
    words = "corruption, and again Corruption"
    (evidence,) = find_topics(words)
    assert [words[start:end] for start, end in evidence.pieces] == ["corruption", "Corruption"]


def test_every_topic_has_a_name_in_six_languages() -> None:
    for topic in topics():
        assert {language for language, _ in topic.names} == LANGUAGES
        assert all(name for _, name in topic.names)
        assert topic.name("zh-hans") != topic.name("en")


def test_keys_are_unique() -> None:
    keys = [topic.key for topic in topics()]
    assert len(keys) == len(set(keys))


@given(st.text(), st.sampled_from(["kidnapping", "restorative justice", "legal aid"]), st.text())
def test_spans_are_code_points(before: str, words: str, after: str) -> None:
    whole = f"{before} {words} {after}"
    pieces = [whole[s:e].lower() for e_ in find_topics(whole) for s, e in e_.pieces]
    assert any(words in piece for piece in pieces)
