"""What is new or grows in a session is told, with where it stood first; the rest is not."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.emerging import Kind, Period, emerging, text_phrases
from cpcj.resolutions.emerging.phrases import phrases

OLD = "Encourages coastal States to light harbour lamps and to train lamp keepers"
NEW = "Encourages coastal States to prevent drone smuggling of harbour lamps at night"


def _text(number: int, name: str, *paragraphs: str, topics: tuple[str, ...] = ()) -> Period:
    found = text_phrases((f"{name}#op{n}", words) for n, words in enumerate(paragraphs, start=1))
    found |= {(Kind.TOPIC, topic): f"{name}#op1.1" for topic in topics}
    return Period(name, dt.date(1945 + number, 12, 1), number, found)


def test_a_new_phrase_is_told_with_its_first_provision() -> None:
    texts = [_text(68, f"A/RES/68/{n}", OLD) for n in range(1, 9)]
    texts += [_text(69, "A/RES/69/2", OLD, NEW), _text(69, "A/RES/69/1", OLD, NEW)]
    texts += [_text(70, "A/RES/70/1", NEW)]
    found = {one.name: one for one in emerging(texts, 69)}
    told = found["prevent drone smuggling"]
    assert (told.new, told.texts, told.earlier) == (True, 2, 0)
    assert told.first == "A/RES/69/1#op2"
    assert told.first_date == dt.date(2014, 12, 1)
    assert "drone smuggling" not in found, "it stands only inside the longer phrase"
    assert "harbour lamps" not in found, "it was always said"


def test_what_stands_in_one_text_alone_is_no_trend() -> None:
    texts = [_text(68, "A/RES/68/1", OLD), _text(69, "A/RES/69/1", NEW, NEW)]
    assert emerging(texts, 69) == []


def test_a_topic_grows_where_chance_does_not_explain_it() -> None:
    def told(now: int) -> list[str]:
        texts = [
            _text(68, f"A/RES/68/{n}", OLD, topics=("sport",) if n <= 2 else ()) for n in range(40)
        ]
        texts += [
            _text(69, f"A/RES/69/{n}", OLD, topics=("sport",) if n < now else ()) for n in range(20)
        ]
        return [one.name for one in emerging(texts, 69) if one.kind is Kind.TOPIC]

    assert told(15) == ["sport"]
    assert told(2) == []


def test_phrases_are_runs_of_words_that_carry_something() -> None:
    assert list(phrases("Urges the review of firearms, and illicit gold mining in 2020 zones")) == [
        "review of firearms", "illicit gold", "illicit gold mining", "gold mining",
    ]  # fmt: skip


@given(st.lists(st.sampled_from([OLD, NEW, "", "a, b; c"]), max_size=12), st.integers(60, 70))
def test_nothing_is_told_that_fewer_than_two_texts_say(words: list[str], number: int) -> None:
    texts = [_text(60 + at, f"A/RES/{60 + at}/1", each) for at, each in enumerate(words)]
    assert emerging(texts, number) == []
