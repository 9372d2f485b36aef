"""Where what is asked begins: the infinitive after the group of those addressed."""

from __future__ import annotations

import re

from cpcj.resolutions.acts.groups import members
from cpcj.resolutions.vocabulary.grammar import listed

_TO = re.compile(r"\bto\b(?=[\s:,]|$)")
_ADVERB = r"(?!(?:ap|com|sup|im|re|multi)p?ly\b|rely\b)[a-z]+ly"
_NEXT = re.compile(
    rf"\s+(?:(?:not|also|further|never|then|at\s+least|(?:{_ADVERB}(?:,\s+|\s+and\s+))*{_ADVERB})\s+)?"
    r"([^\s,.;:]+)"
)
_BEFORE_TO = re.compile(r"([\w’'-]+)\s+$")
_NO_INFINITIVE = listed("infinitive", "no_verb")
_PREPOSITION_AFTER = listed("infinitive", "preposition_after")
_INNER = listed("infinitive", "inner")
_INNER_NOUNS = listed("infinitive", "inner_nouns")
_AS_ASIDE = re.compile(
    r"(?:^|,)\s*(?:in|through|with|by|for|as|despite|including|towards|to)\b[^,]*$"
    r"|(?<!ed )(?<!ing )(?<!active )\b(?:in|through|by|for|with|despite)\s+"
    r"(?:its|their|an|the|all|his|her|such)\s+(?:[\w-]+\s+){0,3}$"
)
"""Words before "efforts" that make a phrase of its own: "in their efforts to provide"."""
_GOING_ON = re.compile(r"\s+(?:continue|consider|ensure|intensify|take|adopt)\b")
"""Verbs that are no nouns: after them no preposition is meant ("assistance to continue")."""
_DO_SO = re.compile(r"\s+do\s+so\b")
_NOT_BASE = ("tion", "tions", "ness", "ity", "ities", "ism", "ance", "ances", "ships", "ship")
_BASE_ANYWAY = listed("infinitive", "anyway")


def infinitive(full: str, start: int, end: int) -> int | None:
    """Return where the infinitive begins that says what is asked, None where there is none."""
    for match in _TO.finditer(full, start, end):
        at = match.start()
        if at == start:
            return at
        following = full[match.end() : match.end() + 1]
        if following == ":" or (following == "" and match.end() >= end):
            return at
        if following == ",":
            return at
        previous = _BEFORE_TO.search(full[max(start, at - 40) : at])
        word = previous.group(1) if previous else ""
        if word in _INNER:
            continue
        if word in _PREPOSITION_AFTER | _INNER_NOUNS and _DO_SO.match(full, match.end()):
            return at
        if word in _PREPOSITION_AFTER and not _GOING_ON.match(full, match.end()):
            continue
        if word in _INNER_NOUNS and not _describes(full[start:at]):
            continue
        follower = _NEXT.match(full, match.end(), min(len(full), match.end() + 80))
        if follower is None or not is_base(follower.group(1)):
            continue
        return at
    return None


def _describes(before: str) -> bool:
    """Tell whether a noun that an infinitive could belong to only describes those addressed."""
    found = members(before)
    if not found or found[0].span.start > 0 or _AS_ASIDE.search(before.rsplit(None, 1)[0] + " "):
        return False
    return len(before.split()) > len(before[: found[0].span.end].split()) + 1


def is_base(word: str) -> bool:
    """Tell whether a word after "to" is the base form of a verb."""
    if not word[0].islower() or word in _NO_INFINITIVE:
        return False
    if word in _BASE_ANYWAY:
        return True
    if word.endswith(_NOT_BASE):
        return False
    if word.endswith("ing"):
        return word == "bring"
    return not (word.endswith("s") and not word.endswith(("ss", "us", "ias")))
