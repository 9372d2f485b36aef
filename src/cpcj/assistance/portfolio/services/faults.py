"""What cannot be recorded, said to the person who asked; words as they are stored."""

from __future__ import annotations

from django.utils.translation import gettext

from cpcj.register.services.act_rows import stored

LONGEST_WORDS = 20_000
"""Characters of a description."""
LONGEST_REASON = 2_000
"""Characters of a reason."""
LONGEST_LINE = 300
"""Characters of a title."""


class PortfolioError(ValueError):
    """What was asked cannot be done; the message is for the person who asked."""


def line(words: object, what: str, longest: int = LONGEST_LINE) -> str:
    """Return words of one line.

    Raises:
        PortfolioError: there are none.
    """
    said = " ".join(stored(str(words or "")).split())[:longest]
    if not said:
        raise PortfolioError(gettext("%s is missing.") % what)
    return said


def text(words: object, longest: int = LONGEST_WORDS) -> str:
    """Return words of many lines; they may be none."""
    return stored(str(words or "").strip(), longest)


def reason(words: str) -> str:
    """Return a reason.

    Raises:
        PortfolioError: there is none.
    """
    said = text(words, LONGEST_REASON)
    if not said:
        raise PortfolioError(gettext("Say why, in a few words."))
    return said
