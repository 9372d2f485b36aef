"""Crime areas and themes of words, with the words that show them.

The vocabulary is ``vocabulary/topics.toml``. A topic is named only where its own words stand in the
text; nothing is inferred from a title or a neighbour.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import re2

from cpcj.resolutions.act import Evidence
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary import read_vocabulary

_ALTERNATIVES = re.compile(r"\[([^\]]*)\]")
_SPACES = re.compile(r" +")
_BLANK = r"[\s\xa0]+"
_REST = r"[\w-]*"
_MEMORY = 64 << 20  # bytes re2 may use for its states; the default makes it fall back and crawl


@dataclass(frozen=True, slots=True)
class Topic:
    """A crime area or theme: its key, its group (crime, justice, theme), its names by language."""

    key: str
    group: str
    names: tuple[tuple[str, str], ...]

    def name(self, language: str) -> str:
        """Return its name in a language ("fr", "zh-hans"), in English where there is none."""
        names = dict(self.names)
        return names.get(language.partition("-")[0], names["en"])


@cache
def topics() -> tuple[Topic, ...]:
    """Return the vocabulary, in its order."""
    return tuple(
        Topic(row["key"], row["group"], tuple(row["name"].items()))
        for row in read_vocabulary("topics.toml")["topic"]
    )


def _spelled_out(words: str) -> list[str]:
    """Return every wording that ``a [b|c] d`` stands for."""
    parts = _ALTERNATIVES.split(words)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return [_SPACES.sub(" ", "".join(choice)) for choice in itertools.product(*choices)]


@cache
def _wordings() -> tuple[tuple[str, str], ...]:
    """Return (expression, topic) for every wording, the longest first.

    Leftmost-first matching takes the first alternative that fits: the longest wording must be
    tried before those it begins with.
    """
    wordings = [
        (words.strip(), row["key"])
        for row in read_vocabulary("topics.toml")["topic"]
        for words in itertools.chain.from_iterable(map(_spelled_out, row["words"]))
    ]
    wordings.sort(key=lambda wording: (-len(wording[0]), wording[0]))
    return tuple(
        (
            _SPACES.sub(lambda _: _BLANK, re.escape(words).replace(r"\ ", " ")).replace(
                r"\*", _REST
            ),
            key,
        )
        for words, key in wordings
    )


@cache
def _finder() -> Any:
    """Return one expression for all wordings; without groups, so that it runs in linear time."""
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _MEMORY
    return re2.compile(rf"\b(?:{'|'.join(pattern for pattern, _ in _wordings())})\b", options)


@cache
def _wording_of() -> re.Pattern[str]:
    """Return one expression with a group for each wording: which one fits words that were found."""
    return re.compile("|".join(f"({pattern})" for pattern, _ in _wordings()), re.IGNORECASE)


@lru_cache(maxsize=8192)
def _topic_of(words: str) -> str:
    """Return the topic of words that the finder found."""
    match = _wording_of().fullmatch(words)
    place = match.lastindex if match is not None else None
    if place is None:
        message = f"no wording fits {words!r}, though the finder found it"
        raise AssertionError(message)
    return _wordings()[place - 1][1]


def find_topics(words: str) -> tuple[Evidence, ...]:
    """Return the topics whose words stand in a string, in the order of first mention.

    Args:
        words: any string; spans are code points of it.

    Returns:
        One entry a topic, with every place that shows it.
    """
    found: dict[str, list[Span]] = {}
    for match in _finder().finditer(words):
        found.setdefault(_topic_of(match.group().lower()), []).append(Span(*match.span()))
    return tuple(Evidence(key, tuple(spans)) for key, spans in found.items())
