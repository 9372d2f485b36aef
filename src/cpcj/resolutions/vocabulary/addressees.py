"""Who is asked to act and to whom is reported: normalized names with their words in the texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cpcj.resolutions.vocabulary import read_vocabulary, records
from cpcj.resolutions.vocabulary.bodies import bodies

FILE = "addressees.toml"

_NOT_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who can be asked to act.

    Attributes:
        key: the normalized name.
        words: common words for it; compared without regard to capitals.
        names: proper names, full and former ones.
        short: short forms that are resolved by the name printed last before them.
    """

    key: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProperName:
    """What a proper name stands for, and the short forms that may stand for it after it."""

    key: str
    short: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mandate:
    """What somebody was appointed for by the Human Rights Council.

    Attributes:
        holder: the title ("Special Rapporteur").
        on: the subjects, as printed after "on".
    """

    holder: str
    on: tuple[str, ...]


_COUNCILS = ("", " of the Human Rights Council", " of the Commission on Human Rights")
"""What may be printed between a title and what its holder was appointed for."""
_ACRONYM = re.compile(r"\s*\([^)]*\)?")


def mandates() -> Mapping[str, ProperName]:
    """Return the names of those with a mandate, with and without the body that appointed them."""
    found: dict[str, ProperName] = {}
    for entry in records(FILE, "mandate", Mandate):
        for subject in entry.on:
            key = normalized(f"{entry.holder} on {subject}")
            for council in _COUNCILS:
                found[f"{entry.holder}{council} on {subject}"] = ProperName(key, (entry.holder,))
    return found


@cache
def addressees() -> tuple[Addressee, ...]:
    """Return the addressees in the order of the file.

    Raises:
        VocabularyError: the data file is not as it should be.
    """
    return records(FILE, "addressee", Addressee)


def normalized(name: str) -> str:
    """Return a name as lower_snake_case: what a name that fits no entry is called by."""
    return _NOT_NAME.sub("_", name.lower().replace("’", "").replace("'", "")).strip("_")


@cache
def proper_names() -> Mapping[str, ProperName]:
    """Return every proper name with what it stands for; those of the addressees' file win."""
    found = dict(mandates())
    for body in bodies().values():
        key = body.addressee or normalized(_ACRONYM.sub("", body.name))
        for name in body.names:
            found[name] = ProperName(key, body.short_names)
    for entry in addressees():
        for name in entry.names:
            found[name] = ProperName(entry.key, entry.short)
    return found


@cache
def forms() -> Mapping[str, str]:
    """Return every wording in lower case with its normalized name: proper names and words."""
    found: dict[str, str] = {}
    shared = Counter(short for body in bodies().values() for short in body.short_names)
    for body in bodies().values():
        # "Fourteenth Congress" names one body; "Commission" and "Conference of the Parties" may
        # mean several.
        for short in body.short_names:
            if " " in short and shared[short] == 1 and body.addressee:
                found[short.lower()] = body.addressee
    found |= {name.lower(): proper.key for name, proper in proper_names().items()}
    found |= {word.lower(): entry.key for entry in addressees() for word in entry.words}
    return found


def beside(key: str) -> frozenset[str]:
    """Return a list of the words that stand beside names (``[beside]`` in the data file)."""
    listed: Any = read_vocabulary(FILE)["beside"][key]
    return frozenset(listed)
