"""Every string of the interface is there in each language, with its placeholders."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from cpcj.site.commands.messages import _strings

LOCALE = Path(__file__).resolve().parents[2] / "locale"
LANGUAGES = ("ar", "es", "fr", "ru", "zh_Hans")
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")
_SCRIPTS = {
    "ar": re.compile("[\u0600-\u06ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "zh_Hans": re.compile("[\u4e00-\u9fff]"),
}
_NAMES = frozenset({"CPCJ", "FIFA", "JSON", "SARIF 2.1.0", "SHA-256", "Word"})


def _forms(message: Message) -> tuple[str, ...]:
    """Return the translation, or its plural forms."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(form or "" for form in message.string or ())


def _messages(language: str) -> dict[str, Message]:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file)
    return {
        _key(m.id if isinstance(m.id, str) else m.id[0], m.context): m for m in catalogue if m.id
    }


def _key(words: str, context: str | None) -> str:
    """Return words with the context that tells them from the same words elsewhere."""
    return f"{context}\x04{words}" if context else words


@pytest.fixture(scope="module")
def strings() -> set[str]:
    """Return every marked string of the code, the singular of a pair."""
    found = {
        _key(words if isinstance(words, str) else words[0], context)
        for _, _, words, context in _strings()
    }
    assert len(found) > 400
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_missing(language: str, strings: set[str]) -> None:
    messages = _messages(language)
    assert not strings - set(messages)
    forms = {
        key: m.string if isinstance(m.string, tuple) else (m.string,) for key, m in messages.items()
    }
    assert not [key for key, some in forms.items() if not all(some)]
    assert not [key for key, m in messages.items() if m.fuzzy]


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(language: str) -> None:
    """A form for one or two may leave the number out, never add or misspell a placeholder."""
    wrong = []
    for key, message in _messages(language).items():
        wanted = Counter(_PLACEHOLDER.findall(key))
        plural = not isinstance(message.string, str)
        for form in _forms(message):
            kept = Counter(_PLACEHOLDER.findall(form))
            if kept != wanted and not (plural and kept <= wanted):
                wrong.append((key, form))
    assert not wrong


@pytest.mark.parametrize("language", list(_SCRIPTS))
def test_translations_are_in_their_own_script(language: str) -> None:
    script = _SCRIPTS[language]
    for key, message in _messages(language).items():
        form = _forms(message)[-1]
        letters = any(sign.isalpha() for sign in _PLACEHOLDER.sub("", form))
        assert key in _NAMES or not letters or script.search(form), key


@pytest.mark.parametrize(
    ("language", "operative", "mandate"),
    [
        ("fr", "paragraphes du dispositif", "Mandats"),
        ("es", "párrafos de la parte dispositiva", "Mandatos"),
        ("ru", "пунктов постановляющей части", "Мандаты"),
        ("zh_Hans", "执行段", "任务授权"),
        ("ar", "فقرات من المنطوق", "الولايات"),
    ],
)
def test_terms_are_those_of_the_organization(language: str, operative: str, mandate: str) -> None:
    messages = _messages(language)
    assert any(operative in form for form in _forms(messages["%(n)s operative paragraph"]))
    assert messages["Mandates"].string == mandate
