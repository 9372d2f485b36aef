"""The library's vocabularies: tables of facts about the field, kept as data files beside this.

One file a subject (``bodies.toml``, ``instruments.toml`` …), one module of the same name that gives
its records to the program. This module holds what those loaders share: a file is read once, and
what is wrong with one is said with the file's name and the record's place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

Record = TypeVar("Record")


class VocabularyError(Exception):
    """A vocabulary file that is not as its loader expects: which file, which record, what is wrong.

    Args:
        name: the file's name.
        reason: what is wrong with it.
    """

    def __init__(self, name: str, reason: str) -> None:
        """Say what is wrong with which file."""
        super().__init__(f"vocabulary {name}: {reason}")
        self.name = name
        self.reason = reason


def read_text(name: str) -> str:
    """Return the words of the data file ``name`` ("states.csv").

    Raises:
        VocabularyError: there is no such file.
    """
    try:
        return files(__package__).joinpath(name).read_text(encoding="utf-8")
    except OSError as error:
        raise VocabularyError(name, "there is no such file in the package") from error


@cache
def read_vocabulary(name: str) -> Mapping[str, Any]:
    """Return the parsed data file ``name`` ("bodies.toml"); read once, not to be changed.

    Raises:
        VocabularyError: there is no such file, or it is not TOML.
    """
    try:
        return tomllib.loads(read_text(name))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(name, f"not valid TOML: {error}") from error


def records(name: str, table: str, record: type[Record]) -> tuple[Record, ...]:
    """Return the array of tables ``[[table]]`` of a file as records, in the order of the file.

    Args:
        name: the data file.
        table: the name of the array of tables.
        record: a dataclass whose fields are the keys; arrays become tuples (also inside arrays).

    Raises:
        VocabularyError: a key is unknown to the record, or one without default is absent.
    """
    known = {field.name for field in fields(record)}  # type: ignore[arg-type]
    needed = {
        field.name
        for field in fields(record)  # type: ignore[arg-type]
        if field.default is MISSING and field.default_factory is MISSING
    }
    made = []
    for place, row in enumerate(read_vocabulary(name).get(table, ()), start=1):
        label = f"[[{table}]] number {place} ({row.get('key', 'without key')})"
        if unknown := row.keys() - known:
            raise VocabularyError(name, f"{label} has unknown keys {sorted(unknown)}")
        if absent := needed - row.keys():
            raise VocabularyError(name, f"{label} lacks {sorted(absent)}")
        made.append(record(**{key: _frozen(value) for key, value in row.items()}))
    return tuple(made)


def by_key(name: str, rows: tuple[Record, ...]) -> Mapping[str, Record]:
    """Return the records by their ``key``.

    Raises:
        VocabularyError: a key occurs twice.
    """
    found: dict[str, Record] = {}
    for row in rows:
        key: str = row.key  # type: ignore[attr-defined]
        if key in found:
            raise VocabularyError(name, f"the key {key!r} occurs twice")
        found[key] = row
    return found


def _frozen(value: object) -> object:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
