"""Identifiers of paragraphs and treaty articles as people type them into a request."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cpcj.resolutions.vocabulary.instruments import instruments

MOST = 50
"""Identifiers of a kind in one request."""

_TEXT = r"[A-Z][A-Za-z0-9./()\-]{1,80}"
_MANDATE = re.compile(rf"{_TEXT}(?:#[a-z]{{2,6}}[0-9A-Za-z.()\-]{{1,30}})?")
_ARTICLE = re.compile(r"([A-Za-z0-9_\-]{2,60})(?:#[a-z]{2,6}[0-9A-Za-z.()\-]{1,40})?")


class IdentifierError(ValueError):
    """What was typed is no identifier; the message is what was typed."""


def mandates(typed: Iterable[str]) -> tuple[str, ...]:
    """Return identifiers of texts, paragraphs or acts ("A/RES/70/178#op46.2"), each once.

    Raises:
        IdentifierError: one is none, or there are more than :data:`MOST`.
    """
    found = _each(typed)
    for one in found:
        if not _MANDATE.fullmatch(one):
            raise IdentifierError(one)
    return found


def articles(typed: Iterable[str]) -> tuple[str, ...]:
    """Return identifiers of treaties or their provisions ("UNTOC#art18(13)"), each once.

    Raises:
        IdentifierError: one is none or of an instrument that is not known, or there are too many.
    """
    found = _each(typed)
    for one in found:
        match = _ARTICLE.fullmatch(one)
        if match is None or match[1] not in instruments():
            raise IdentifierError(one)
    return found


def paragraph_of(identifier: str) -> str:
    """Return the paragraph of an act's identifier ("…#op46.2" is of "…#op46")."""
    text, mark, place = identifier.partition("#")
    return f"{text}{mark}{place.partition('.')[0]}"


def _each(typed: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(one.strip() for one in typed if one.strip()))
    if len(found) > MOST:
        raise IdentifierError(found[MOST])
    return found
