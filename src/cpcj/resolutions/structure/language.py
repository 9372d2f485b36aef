"""Which of the six official languages a text is written in.

The commonest small words of each language, counted in the first words of the text; for Arabic,
Chinese and Russian the script says it. English is the language that is read.
"""

from __future__ import annotations

import re

NAMES = {
    "ara": "Arabic",
    "zho": "Chinese",
    "eng": "English",
    "fra": "French",
    "rus": "Russian",
    "spa": "Spanish",
}
"""Names of the official languages by their ISO 639-2 codes."""

_SAMPLE = 6_000
_FEWEST = 5
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "ara": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "zho": re.compile(r"[\u4e00-\u9fff]"),
    "rus": re.compile(r"[\u0400-\u04ff]"),
}
_OTHER_SCRIPT = re.compile("|".join(script.pattern for script in _SCRIPTS.values()))
_SMALL_WORDS = {
    "eng": frozenset(
        [
            "the",
            "and",
            "of",
            "to",
            "in",
            "its",
            "with",
            "for",
            "on",
            "by",
            "that",
            "which",
            "their",
            "as",
            "is",
        ]
    ),
    "fra": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "du",
            "et",
            "dans",
            "que",
            "qui",
            "aux",
            "sur",
            "par",
            "pour",
            "une",
            "est",
            "ses",
            "leur",
        ]
    ),
    "spa": frozenset(
        [
            "el",
            "los",
            "las",
            "del",
            "y",
            "en",
            "que",
            "por",
            "con",
            "una",
            "para",
            "sus",
            "su",
            "se",
            "al",
            "lo",
            "como",
        ]
    ),
}


def detect(text: str) -> str | None:
    """Return the ISO 639-2 code of the language of a text; None where there is too little to tell.

    Only the first 6,000 characters are looked at.
    """
    sample = text[:_SAMPLE]
    if not sample.isascii() and _OTHER_SCRIPT.search(sample):
        letters = sum(map(str.isalpha, sample))
        for code, script in _SCRIPTS.items():
            # A Chinese character is a word: fewer of them make a text.
            if len(script.findall(sample)) * 3 > letters > 0:
                return code
    words = _WORD.findall(sample.casefold())
    if len(words) < _FEWEST:
        return None
    counts = {code: sum(map(small.__contains__, words)) for code, small in _SMALL_WORDS.items()}
    code = max(counts, key=lambda key: counts[key])
    return code if counts[code] * 12 >= len(words) else None
