"""What provisions share is weighed by the rarity of its words, in blocks of any size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.comparing import weighing
from cpcj.resolutions.comparing.weighing import Weighing

_texts = st.lists(st.text(alphabet="abcdefgh", max_size=12), min_size=1, max_size=6)


def _weighed(olds: list[str], news: list[str]) -> Weighing:
    return Weighing(olds, news, range(len(olds) + len(news)))


@given(_texts, _texts)
def test_parts_are_those_counted_word_by_word(olds: list[str], news: list[str]) -> None:
    weighed = _weighed(olds, news)
    weight = weighed.weight_of
    for one in weighed.shared(range(len(olds)), range(len(news))):
        old, new = olds[one.old], news[one.new]
        both = sum(weight[word] * min(old.count(word), new.count(word)) for word in set(old))
        of_old, of_new = (sum(weight[word] for word in words) for words in (old, new))
        assert one.of_old == pytest.approx(both / of_old, rel=1e-4)
        assert one.of_new == pytest.approx(both / of_new, rel=1e-4)
        assert one.both == pytest.approx(2 * both / (of_old + of_new), rel=1e-4)


def test_the_like_is_found_in_small_blocks_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "_BLOCK", 2)
    olds = ["abc", "def", "ghi", "jkl", "mno"]
    weighed = _weighed(olds, olds[::-1])
    found = {(one.old, one.new) for one in weighed.shared(range(5), range(5))}
    assert found == {(place, 4 - place) for place in range(5)}


def test_a_rare_word_weighs_more() -> None:
    weight = _weighed(["ab", "a"], ["a"]).weight_of
    assert weight["b"] > weight["a"] > 0


def test_nothing_shares_nothing() -> None:
    assert list(_weighed([], []).shared([], [])) == []
    assert list(_weighed([""], [""]).shared([0], [0])) == []
