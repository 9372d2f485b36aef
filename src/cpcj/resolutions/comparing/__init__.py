"""Comparing texts: which paragraph became which, what changed in its words, and what that means.

:func:`align` pairs the provisions of two texts; :func:`word_changes` gives the differences between
two paragraphs word by word; :func:`compare` puts both together with what each paragraph asks.
"""

from __future__ import annotations

from cpcj.resolutions.comparing.alignment import Alignment, Pairing, Unit, align, units_of
from cpcj.resolutions.comparing.comparison import Comparison, compare, most_alike
from cpcj.resolutions.comparing.fate import ActChange, Fate, ProvisionChange
from cpcj.resolutions.comparing.words import Change, Kind, word_changes

__all__ = [
    "ActChange",
    "Alignment",
    "Change",
    "Comparison",
    "Fate",
    "Kind",
    "Pairing",
    "ProvisionChange",
    "Unit",
    "align",
    "compare",
    "most_alike",
    "units_of",
    "word_changes",
]
