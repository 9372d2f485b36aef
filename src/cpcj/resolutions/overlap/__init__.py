"""Overlap: near-duplicates in a collection, and a draft against what is held."""

from cpcj.resolutions.overlap.duplicates import (
    ALIKE,
    NearDuplicates,
    Pair,
    likeness,
    near_duplicates,
)

__all__ = ["ALIKE", "NearDuplicates", "Pair", "likeness", "near_duplicates"]
