"""Adjectives in a group of those addressed: which organizations they tell apart."""

from __future__ import annotations

from cpcj.resolutions.vocabulary.addressees import beside
from cpcj.resolutions.vocabulary.grammar import listed

_INTERGOVERNMENTAL = beside("intergovernmental")
_REGIONAL = beside("regional")
_NONGOVERNMENTAL = beside("nongovernmental")
KINDS = _INTERGOVERNMENTAL | _REGIONAL | _NONGOVERNMENTAL | beside("extent")
"""Adjectives that sort organizations, or say how far they reach."""


def organizations_of(kind: str) -> str | None:
    """Return the organizations that an adjective tells ("regional"), None for none."""
    if kind in _INTERGOVERNMENTAL:
        return "igos"
    if kind in _REGIONAL:
        return "regional_organizations"
    if kind in _NONGOVERNMENTAL:
        return "ngos"
    return None


_ADJECTIVE_ENDINGS = (
    "al",
    "ic",
    "ary",
    "ing",
    "ed",
    "ant",
    "ent",
    "ive",
    "ous",
    "ian",
    "based",
    "led",
    "ral",
)
_ADJECTIVES = KINDS | listed("phrase", "adjectives")


def is_adjective(word: str) -> bool:
    """Tell whether a word in a list can stand for its noun ("regional and other banks")."""
    return word in _ADJECTIVES or (
        word.endswith(_ADJECTIVE_ENDINGS) and not word.endswith(("ment", "ing"))
    )
