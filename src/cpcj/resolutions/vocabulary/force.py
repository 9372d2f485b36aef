"""Scales of force among acts, chosen by the user; the data are ``force.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ForceScale:
    """An order of acts by force, as somebody sees it.

    Attributes:
        name: its name ("grouped").
        title: its name for people, in English.
        source: who says so.
        ranks: by kind of act, its rank; 1 is the strongest.
    """

    name: str
    title: str
    source: str
    ranks: Mapping[str, int]

    def change(self, before: str, after: str) -> int | None:
        """Return 1 where the second act is stronger, -1 where it is weaker, 0 where they are equal.

        None where the scale does not rank both.
        """
        old, new = self.ranks.get(before), self.ranks.get(after)
        if old is None or new is None:
            return 0 if before == after else None
        return (old > new) - (old < new)


def read_scales(content: str, where: str) -> dict[str, ForceScale]:
    """Return the scales of a TOML file by name.

    Raises:
        ValueError: a scale names no source, or ranks an act twice; names ``where``.
    """
    scales = {}
    for name, entry in tomllib.loads(content).get("scale", {}).items():
        if not str(entry.get("source", "")).strip():
            message = f"{where}: scale {name} does not say its source"
            raise ValueError(message)
        ranks: dict[str, int] = {}
        for rank, group in enumerate(entry.get("groups", ()), start=1):
            for act in group:
                if act in ranks:
                    message = f"{where}: scale {name} ranks {act} twice"
                    raise ValueError(message)
                ranks[act] = rank
        scales[name] = ForceScale(name, entry.get("title", name), entry["source"], ranks)
    return scales


@cache
def scales() -> dict[str, ForceScale]:
    """Return the scales that the project ships, by name."""
    path = Path(__file__).with_name("force.toml")
    return read_scales(path.read_text(encoding="utf-8"), path.name)
