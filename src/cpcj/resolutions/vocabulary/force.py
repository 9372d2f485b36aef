"""Scales of force among acts, chosen by the user; the data are ``force.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cpcj.resolutions.vocabulary.verbs import verbs


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
    """Return the scales of a TOML file by name, of the form of ``force.toml``.

    Raises:
        ValueError: it is no such file, or a scale names no source, ranks an act twice or ranks
            what is no kind of act; names ``where``.
    """
    try:
        given = tomllib.loads(content).get("scale", {})
    except tomllib.TOMLDecodeError as error:
        message = f"{where}: not readable as TOML: {error}"
        raise ValueError(message) from error
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        message = f"{where}: a scale is a table [scale.NAME] with source and groups"
        raise ValueError(message)
    return {
        name: _read_scale(name, entry, f"{where}: scale {name}") for name, entry in given.items()
    }


def _read_scale(name: str, entry: Mapping[str, Any], where: str) -> ForceScale:
    source, groups = entry.get("source"), entry.get("groups")
    if not isinstance(source, str) or not source.strip():
        message = f"{where} does not say its source"
        raise ValueError(message)
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        message = f"{where} has no list of groups, each a list of kinds of acts"
        raise ValueError(message)
    known = {verb.act for verb in verbs()}
    ranks: dict[str, int] = {}
    for rank, group in enumerate(groups, start=1):
        for act in group:
            if act not in known:
                message = f"{where} ranks {act!r}, no kind of act; they are {_listed(known)}"
                raise ValueError(message)
            if act in ranks:
                message = f"{where} ranks {act} twice"
                raise ValueError(message)
            ranks[act] = rank
    return ForceScale(name, str(entry.get("title", name)), source, ranks)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


@cache
def scales() -> dict[str, ForceScale]:
    """Return the scales that the project ships, by name."""
    return scales_of(Path(__file__).with_name("force.toml"))


def scales_of(path: Path) -> dict[str, ForceScale]:
    """Return the scales of a file of one's own, by name.

    Raises:
        ValueError: it cannot be read, holds none or is not as ``read_scales`` wants it.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path.name}: cannot be read as text"
        raise ValueError(message) from error
    found = read_scales(content, path.name)
    if not found:
        message = f"{path.name}: holds no scale, a table [scale.NAME] with source and groups"
        raise ValueError(message)
    return found


def chosen_scale(words: str) -> ForceScale:
    """Return the scale that words name: one that is shipped, ``FILE``, or ``FILE#NAME``.

    A file may hold several scales: without a name the first is meant.

    Raises:
        ValueError: nothing is named so; says what can be.
    """
    known = scales()
    if words in known:
        return known[words]
    path, _sign, name = words.partition("#")
    if not Path(path).is_file():
        message = f"a scale is one of {_listed(known)}, or a TOML file with one of your own"
        raise ValueError(message)
    own = scales_of(Path(path))
    if name and name not in own:
        message = f"{Path(path).name}: holds no scale {name}; it holds {_listed(own)}"
        raise ValueError(message)
    return own[name or next(iter(own))]
