"""Overlap: near-duplicates in a collection, and a draft against what is held."""

from cpcj.resolutions.overlap.duplicates import (
    ALIKE,
    NearDuplicates,
    Pair,
    bags,
    likeness,
    near_duplicates,
)
from cpcj.resolutions.overlap.holding import HeldRequest, Holding, TextsHeld
from cpcj.resolutions.overlap.tabling import BeforeTabling, before_tabling

__all__ = [
    "ALIKE",
    "BeforeTabling",
    "HeldRequest",
    "Holding",
    "NearDuplicates",
    "Pair",
    "TextsHeld",
    "bags",
    "before_tabling",
    "likeness",
    "near_duplicates",
]
