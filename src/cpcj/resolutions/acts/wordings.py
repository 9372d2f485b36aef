"""The wordings of the vocabulary in running words, and names in them made safe to split."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from cpcj.resolutions.acts.names import name_finder
from cpcj.resolutions.vocabulary.addressees import forms
from cpcj.resolutions.vocabulary.instruments import instruments_by_name

TREATY = "treaty"  # what an instrument's name stands for: nobody who can be asked
ASIDE = re.compile(
    r"(?P<list>(?:working\s+|acting\s+)?in\s+(?:\w+\s+)?(?:cooperation|collaboration|consultation|"
    r"coordination|partnership|concert|conjunction|association|accordance\s+and\s+cooperation)\s+with"
    r"|together\s+with|jointly\s+with|along\s+with|alongside|working\s+with"
    r"|(?:and\s+)?with\s+the\s+(?:\w+\s+)?(?:support|assistance|participation|involvement|cooperation|"
    r"help)\s+of|(?:and\s+)?with\s+(?:support|assistance)\s+from"
    r"|(?P<also>(?:and\s+)?including)|(?:and\s+)?in\s+particular|particularly|(?:and\s+)?especially|such\s+as"
    r"|inter\s+alia|notably|namely|specifically|excluding|other\s+than|with\s+the\s+exception\s+of)\b"
    r"|(?:in|within|as|through|with|by|on|where|wherever|when|whenever|while|whilst|upon|at|taking|"
    r"bearing|recognizing|according|consistent|pursuant|subject|if|under|for|after|during|using|acting|"
    r"individually|jointly|collectively|without|whether|since|given|following|to\s+the\s+extent|not\s+only|"
    r"based|building|drawing|having|working|outside|depending|whose|which|who|that|respecting|considering|"
    r"noting|fully|throughout|from|both\s+individually|because|owing|due|per|of|against|between|among|"
    r"towards|into|about|regarding|concerning|so|until|before|once|again|also|voluntarily|respectively|"
    r"every|over|prior|including|on\s+a)\b",
    re.IGNORECASE,
)
"""What is put between those addressed and addresses nobody; ``list`` where it names others."""
_WORD = re.compile(r"[^\s,;:]+")
_PEOPLES_STATES = re.compile(r"(?<=the )[A-Z]\w+ (?:[A-Z]\w+ )?and [A-Z]\w+ (?:States|countries)\b")


@cache
def _forms_by_first_word() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    wordings = {name.lower(): TREATY for name in instruments_by_name()} | dict(forms())
    for form, key in wordings.items():
        first = _WORD.match(form)
        if first is not None:
            found.setdefault(first.group(), []).append((form, key))
    for wordings_of_word in found.values():
        wordings_of_word.sort(key=lambda pair: -len(pair[0]))
    return found


def known_at(low: str, at: int) -> tuple[int, str] | None:
    """Return where the longest wording of the vocabulary at a place ends, and its name."""
    word = _WORD.match(low, at)
    if word is None:
        return None
    for form, key in _forms_by_first_word().get(word.group(), ()):
        if low.startswith(form, at):
            end = at + len(form)
            following = low[end : end + 1]
            if not (following.isalnum() or following in {"-", "’", "'", "_"}):
                return end, key
    return None


@cache
def _joining_names() -> Any:
    """Return one expression for the names with a comma or "and" in them."""
    return name_finder(joining=True)


PLAIN_SIGNS = {0x2010: "-", 0x2011: "-", 0xA0: " ", 0x2019: "’", 0x27: "’"}


def lowered(words: str) -> str:
    """Return the words in small letters, each letter in its place."""
    low = words.lower()
    return low if len(low) == len(words) else "".join(c.lower()[:1] or c for c in words)


def masked(words: str) -> str:
    """Return the words with the commas and "and" inside known names made unreadable."""
    if "," not in words and " and " not in words:
        return words
    hidden_words = _PEOPLES_STATES.sub(
        lambda match: match.group().replace(" and ", " \x01\x01\x01 "), words
    )
    for match in _joining_names().finditer(words):
        start, end = match.span()
        hidden = match.group().replace(",", "\x01").replace(" and ", " \x01\x01\x01 ")
        hidden_words = hidden_words[:start] + hidden + hidden_words[end:]
    return hidden_words
