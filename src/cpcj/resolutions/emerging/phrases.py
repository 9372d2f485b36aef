"""The phrases of a paragraph: runs of words that may name a subject.

A phrase is two to four words that stand one after the other with no sign between them, begin and
end with a word that carries something, and are no part of the language every resolution is written
in (verbs that open paragraphs, months). No parser is asked what a noun is: what every text says is
weeded out later by how often it was said before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 4
"""Words of a phrase at most."""

_CHUNK: Final = re.compile(r"[^,;:.()\[\]“”\"\n—–/]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NUMBERED: Final = re.compile(r"\d")

_JOINING: Final = frozenset(("of", "in", "against", "on", "for"))
"""Little words that may stand inside a phrase, one of them at most."""

_LITTLE: Final = frozenset(
    [
        "a",
        "about",
        "above",
        "across",
        "after",
        "again",
        "against",
        "all",
        "also",
        "among",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "below",
        "between",
        "both",
        "but",
        "by",
        "can",
        "could",
        "do",
        "does",
        "during",
        "each",
        "either",
        "etc",
        "every",
        "for",
        "from",
        "further",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "his",
        "how",
        "however",
        "if",
        "in",
        "including",
        "inter",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "may",
        "more",
        "moreover",
        "most",
        "must",
        "near",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "one",
        "only",
        "or",
        "other",
        "others",
        "our",
        "out",
        "over",
        "own",
        "per",
        "said",
        "same",
        "shall",
        "she",
        "should",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "themselves",
        "then",
        "there",
        "thereof",
        "thereto",
        "these",
        "they",
        "this",
        "those",
        "through",
        "thus",
        "to",
        "too",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "use",
        "used",
        "using",
        "very",
        "was",
        "we",
        "well",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yet",
    ]
)
_OF_RESOLUTIONS: Final = frozenset(
    [
        "accordance",
        "accordingly",
        "account",
        "additional",
        "adopted",
        "affirms",
        "agenda",
        "appropriate",
        "appreciation",
        "aware",
        "bearing",
        "calls",
        "commends",
        "concerned",
        "concern",
        "conscious",
        "consideration",
        "consider",
        "considering",
        "continue",
        "continues",
        "convinced",
        "decides",
        "decision",
        "decisions",
        "deeply",
        "draft",
        "emphasizes",
        "emphasizing",
        "encourages",
        "encouraging",
        "expresses",
        "expressing",
        "following",
        "gratitude",
        "held",
        "inter",
        "invites",
        "invited",
        "importance",
        "item",
        "light",
        "mind",
        "month",
        "note",
        "noted",
        "notes",
        "noting",
        "paragraph",
        "paragraphs",
        "recalling",
        "recalls",
        "recognizes",
        "recognizing",
        "reaffirming",
        "reaffirms",
        "reiterates",
        "reiterating",
        "relevant",
        "report",
        "reports",
        "requested",
        "requests",
        "resolution",
        "resolutions",
        "respect",
        "respective",
        "seized",
        "session",
        "sessions",
        "stresses",
        "stressing",
        "taking",
        "takes",
        "underlines",
        "underlining",
        "underscores",
        "underscoring",
        "urges",
        "view",
        "welcomes",
        "welcoming",
        "year",
        "years",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def phrases(words: str) -> Iterator[str]:
    """Yield the phrases of a paragraph in small letters, one as often as it stands there.

    Args:
        words: of the paragraph.
    """
    for chunk in _CHUNK.findall(words):
        if _NUMBERED.search(chunk):
            chunk = re.sub(r"\S*\d\S*", "|", chunk)  # noqa: PLW2901 - numbers part phrases
        for piece in chunk.split("|"):
            yield from _runs([word.lower() for word in _WORD.findall(piece)])


def _runs(words: list[str]) -> Iterator[str]:
    plain = [word in _LITTLE or word in _OF_RESOLUTIONS for word in words]
    for start in range(len(words)):
        if plain[start] or len(words[start]) < 3:
            continue
        for end in range(start + 2, min(start + LONGEST, len(words)) + 1):
            last = end - 1
            if plain[last] or len(words[last]) < 3:
                continue
            inside = words[start + 1 : last]
            if any(word in _OF_RESOLUTIONS for word in inside):
                break
            joined = [word for word in inside if word in _LITTLE]
            if len(joined) > 1 or not _JOINING.issuperset(joined):
                continue
            yield " ".join(words[start:end])
