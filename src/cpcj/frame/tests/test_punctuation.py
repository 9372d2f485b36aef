"""What stands between the items of an enumeration, and code among words of another script."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from cpcj.frame.punctuation import code_isolated, enumerated, enumerated_long


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("en", "oil, wicks", "oil; wicks"),
        ("ar", "oil، wicks", "oil؛ wicks"),
        ("zh-hans", "oil、wicks", "oil\uff1bwicks"),
        ("ru", "oil, wicks", "oil; wicks"),
    ],
    ids=["English", "Arabic", "Chinese", "Russian"],
)
def test_items_are_enumerated_as_the_language_does(language: str, short: str, long: str) -> None:
    with override(language):
        assert enumerated(["oil", "wicks"]) == short
        assert enumerated_long(["oil", "wicks"]) == long


@pytest.mark.parametrize("code", ["2026-06-30", "A/RES/70/178#op46", "2026-06-30 25000.00"])
def test_code_keeps_its_direction_among_arabic_words(code: str) -> None:
    words = f"مثل {code} هنا"
    with override("ar"):
        assert code_isolated(words) == f"مثل \u2066{code}\u2069 هنا"
    with override("en"):
        assert code_isolated(words) == words


def test_plain_words_and_figures_are_left_alone() -> None:
    with override("ar"):
        assert code_isolated("في عام 2026، 14 نصا") == "في عام 2026، 14 نصا"
