"""How words are compared in search, the same on every store.

The application writes one column of terms that both stores index as they stand, so that they
answer alike. A term is a word without case, accents and Arabic diacritics, in letters and digits
alone; English words lose light endings, Arabic words the article, and a run of Chinese characters
becomes its overlapping pairs. Everything else about a word is kept: this is no dictionary.

Laws (tested): ``terms`` of terms are the same terms; a term holds no space and no sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
)
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+(?:['\u2019]s(?![^\W_]))?")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_RUN = re.compile(r"[^\W_]+")
_ENGLISH = re.compile(r"[a-z]+\Z")
_ARABIC = re.compile("[\u0621-\u064a]+\\Z")
_VOWEL = re.compile("[aeiouy]")

_UNDECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ħ": "h",
    }
)
"""Latin letters that Unicode does not take apart; keys in lower case."""

_ARABIC_LETTERS = str.maketrans({"\u0649": "\u064a", "\u0629": "\u0647", "\u0640": None})
"""Final letters that are written one for the other, and the stretching sign."""

_ARABIC_PREFIXES = ("وال", "بال", "فال", "كال", "ال", "لل")
"""The article, alone and with the particles that are written together with it."""

_SHORTEST_STEM = 4
_SHORTEST_ARABIC = 3
_LONGEST = 64  # characters of a term: longer ones are no words, and a store refuses very long ones


class Word(NamedTuple):
    """A word of a string, ``text[start:end]``, with the terms by which it is found."""

    start: int
    end: int
    terms: tuple[str, ...]


def fold(word: str) -> str:
    """Return a word without case, accents and diacritics."""
    for _ in range(4):  # case folding can make letters that decompose again
        apart = unicodedata.normalize("NFKD", word.casefold().translate(_UNDECOMPOSED))
        folded = "".join(c for c in apart if unicodedata.category(c) not in ("Mn", "Me"))
        if folded == word:
            break
        word = folded
    return word


def _is_stem(stem: str) -> bool:
    return len(stem) >= _SHORTEST_STEM and _VOWEL.search(stem) is not None


def _english(word: str) -> str:
    """Take plural, past and progressive endings off, where at least four letters stay."""
    if len(word) <= _SHORTEST_STEM - 1:
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_STEM:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and not word.endswith("eed") and _is_stem(stem):
            if stem[-1] == stem[-2] and stem[-1] not in "lsz":
                stem = stem[:-1]  # "transferred", but "called", "addressed"
            word = stem.removesuffix("i") + "y" if stem.endswith("i") else stem
            break
    if word.endswith("e") and len(word) > _SHORTEST_STEM:
        word = word[:-1]
    return word


def _arabic(word: str) -> str:
    word = word.translate(_ARABIC_LETTERS)
    for prefix in _ARABIC_PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= _SHORTEST_ARABIC:
            return rest
    return word


def stem(word: str) -> str:
    """Return a folded word without its light endings or its Arabic article.

    Endings come off until none does, so that a stem is its own stem.
    """
    take = _english if _ENGLISH.match(word) else _arabic if _ARABIC.match(word) else None
    if take is None:
        return word
    while (shorter := take(word)) != word:
        word = shorter
    return word


@lru_cache(maxsize=1 << 17)
def terms_of(word: str) -> tuple[str, ...]:
    """Return the terms of one word as it stands in a text."""
    terms: list[str] = []
    for run in _RUN.findall(fold(_POSSESSIVE.sub("", word))):
        place = 0
        for han in _HAN.finditer(run):
            if han.start() > place:
                terms.append(stem(run[place : han.start()]))
            characters = han.group()
            pairs = max(1, len(characters) - 1)
            terms += [characters[at : at + 2] for at in range(pairs)]
            place = han.end()
        if place < len(run):
            terms.append(stem(run[place:]))
    return tuple(term[:_LONGEST] for term in terms if term)


@lru_cache(maxsize=1 << 16)
def _folded_of(word: str) -> str:
    return " ".join(_RUN.findall(fold(_POSSESSIVE.sub("", word))))


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text with their places and terms, in order."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        yield Word(start, end, terms_of(match[0]))


def normalize(text: str) -> str:
    """Return the terms of a text joined by one space: what a store indexes."""
    return " ".join([term for word in _WORD.findall(text) for term in terms_of(word)])


def folded(text: str) -> str:
    """Return the words of a text without case and accents, one space around each.

    An exact search looks for `` word word `` in it; the spaces keep it from matching inside words.
    """
    return f" {' '.join(filter(None, map(_folded_of, _WORD.findall(text))))} "
