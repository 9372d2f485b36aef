"""Agreed language: where words have stood before, who said them when, and in which variants."""

from cpcj.resolutions.agreed.passages import Holdings, Index, Passage, by_number, passages_of
from cpcj.resolutions.agreed.precedents import Precedents, Use, Variant, Verdict, precedents

__all__ = [
    "Holdings",
    "Index",
    "Passage",
    "Precedents",
    "Use",
    "Variant",
    "Verdict",
    "by_number",
    "passages_of",
    "precedents",
]
