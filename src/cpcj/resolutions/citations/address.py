"""Where the official document of a symbol can be read."""

from __future__ import annotations

import re
from urllib.parse import quote

from cpcj.resolutions.vocabulary.bodies import bodies, body_of_symbol

ADDRESS = "https://undocs.org/en/{symbol}"
"""The documents service of the United Nations answers to a symbol without spaces."""

# Identifiers made here begin like the templates of the bodies whose texts have no symbols.
_MADE = tuple(
    {
        template.split("{", 1)[0]
        for body in bodies().values()
        for template, made in (
            (body.resolution, body.resolution_made),
            (body.decision, body.decision_made),
        )
        if made
    }
)
# Symbols of organizations that keep their documents elsewhere.
_ELSEWHERE = ("WHA", "WT/", "IOC/", "GOV/", "GC(", "LEG/", "MSC", "SOLAS/", "GB.", "ISBA/")
# Until 1976 the parts of a resolution were printed as one document: "A/RES/217(III)".
_LETTER_AFTER_SESSION = re.compile(r"(\((?:E?S-)?[IVXLC]+\))[A-Z]\Z")
_SYMBOL = re.compile(r"[A-Z][A-Za-z]*(?:\.\d+)?(?:/[A-Za-z0-9.()\-]+)+\Z")


def official_url(symbol: str | None) -> str | None:
    """Return the address of the official document with this symbol.

    Args:
        symbol: a document symbol, or the identifier of a citation, with or without provision.

    Returns:
        The address, or None for what has no document of its own there: an identifier made here, a
        treaty, a goal, a paragraph of the same text.
    """
    if not symbol:
        return None
    whole = symbol.split("#", 1)[0].split("!", 1)[0].replace(" ", "")
    if not _SYMBOL.match(whole) or whole.startswith(_MADE) or whole.startswith(_ELSEWHERE):
        return None
    if ".." in whole or body_of_symbol(whole) is None:
        return None
    return ADDRESS.format(symbol=quote(_LETTER_AFTER_SESSION.sub(r"\1", whole), safe="/().-"))
