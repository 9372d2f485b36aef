"""Words of the grammar of resolutions, as sets."""

from __future__ import annotations

from typing import Any

from cpcj.resolutions.vocabulary import read_vocabulary

FILE = "grammar.toml"


def listed(table: str, key: str) -> frozenset[str]:
    """Return the list ``key`` of the table ``[table]``."""
    found: Any = read_vocabulary(FILE)[table][key]
    return frozenset(found)
