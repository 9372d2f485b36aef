"""Dates, ordinals, labels, languages and lists of names."""

import datetime as dt

import pytest

from cpcj.resolutions.structure.dates import find_date, ordinal
from cpcj.resolutions.structure.labels import read_label, roman
from cpcj.resolutions.structure.language import detect
from cpcj.resolutions.structure.sponsors import split_names


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Seventy-eighth", 78),
        ("Eightieth", 80),
        ("Eleventh", 11),
        ("One hundred and first", 101),
        ("Hundredth", 100),
        ("Harbour", None),
    ],
)
def test_ordinals(words: str, value: int | None) -> None:
    assert ordinal(words) == value


def test_dates_that_cannot_be_are_passed_over() -> None:
    assert find_date("31 June 2020 or 1 July 2020") == dt.date(2020, 7, 1)
    assert find_date("in July 2020") is None


@pytest.mark.parametrize(
    ("text", "n", "words"),
    [
        ("7. Requests", "7", "Requests"),
        ("12 bis. Requests", "12 bis", "Requests"),
        ("(a) To", "(a)", "To"),
        ("(iv) To", "(iv)", "To"),
        ("(aa) To", "(aa)", "To"),
        ("a) To", "a)", "To"),
        ("– To", "", "To"),
    ],
)
def test_labels(text: str, n: str, words: str) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.n, text[label.end :]) == (n, words)


@pytest.mark.parametrize(
    "text", ["2.3 per cent", "1,000 lamps", "The lamp", "2019 was", "(see it)"]
)
def test_words_that_are_no_labels(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(("text", "value"), [("iv", 4), ("xxxix", 39), ("iix", None), ("", None)])
def test_roman_numbers(text: str, value: int | None) -> None:
    assert roman(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The lamps of the harbour and the oil in them", "eng"),
        ("Les lampes du port et les gardiens de la mer pour une nuit", "fra"),
        ("Las lámparas del puerto y los guardianes de la mar por una noche", "spa"),
        ("Генеральная Ассамблея напоминает о лампах в портах", "rus"),
        ("大会回顾港口的灯", "zho"),
        ("إن الجمعية العامة تشير إلى المصابيح في الموانئ", "ara"),
        ("Lamp", None),
    ],
    ids=["English", "French", "Spanish", "Russian", "Chinese", "Arabic", "one word"],
)
def test_languages(text: str, code: str | None) -> None:
    assert detect(text) == code


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Italy", ("Italy",)),
        ("Peru and Chad", ("Peru", "Chad")),
        ("Peru, Chad and Antigua and Barbuda", ("Peru", "Chad", "Antigua and Barbuda")),
        ("Trinidad and Tobago and Peru", ("Trinidad and Tobago", "Peru")),
        ("Iran (Islamic Republic of), Chad", ("Iran (Islamic Republic of)", "Chad")),
        ("", ()),
    ],
)
def test_lists_of_names(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names
