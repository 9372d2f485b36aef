"""Whether a file holds a draft at all, before anything is said against it."""

from __future__ import annotations

import re
from itertools import islice

from cpcj.resolutions.acts.verbs import finite_forms
from cpcj.resolutions.checking.rules import read_data
from cpcj.resolutions.model import Document, Text, TextKind
from cpcj.resolutions.structure.language import NAMES

_DATA = read_data("words.toml")["openings"]
_ADVERBS = frozenset(_DATA["adverbs"])
_ADJECTIVES = frozenset(_DATA["adjectives"])
_NO_PARTICIPLES = frozenset(_DATA["no_participles"])
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_READ = ("", "eng")
_LONG = 5
"""Letters of a participle at least: "Red" and "King" are none."""
_FIRST = 3
"""Words of a paragraph among which its verb or participle is looked for."""


def holds_draft(document: Document) -> bool:
    """Tell whether some text of a document has the form of a resolution or decision.

    It has where it has operative paragraphs, an organ line with paragraphs, or a paragraph that
    opens as those of resolutions do. A word, a page of prose or a text in a language that is not
    read has none of these.
    """
    return document.language in _READ and any(_is_draft(text) for text in document.texts)


def no_draft(document: Document) -> str:
    """Return why a document without a draft is none."""
    if document.language not in _READ:
        language = NAMES.get(document.language, document.language)
        return f"it is in {language}; drafts are read in English"
    return "no resolution or decision was found in it"


def _is_draft(text: Text) -> bool:
    if text.operative or (text.organ_line.text and text.preambular):
        return True
    if text.kind in (TextKind.DECISION, TextKind.DRAFT_DECISION):
        return bool(text.body)
    return any(opens(paragraph.words.text) for paragraph in text.preambular)


def opens(words: str) -> bool:
    """Tell whether a paragraph opens with a participle, an adjective or a verb of resolutions."""
    first = [match[0].lower() for match in islice(_WORD.finditer(words), _FIRST)]
    adverb = bool(first) and (first[0].endswith("ly") or first[0] in _ADVERBS)
    return any(
        word in _ADJECTIVES
        or word in finite_forms()
        or (len(word) >= _LONG and word.endswith(("ing", "ed")) and word not in _NO_PARTICIPLES)
        for word in (first if adverb else first[:1])
    )
