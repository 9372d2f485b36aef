"""Markers, purposes, regions, roles: what may be said of an activity, from the standard's lists."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cpcj.assistance.iati.codelists import codelists


@dataclass(frozen=True, slots=True)
class Marker:
    """A policy marker.

    Attributes:
        key: its key in the portfolio ("gender").
        vocabulary: "1" for the Committee's, "99" for the Office's own.
        code: its code there.
        significances: the codes of PolicySignificance that it may have.
    """

    key: str
    vocabulary: str
    code: str
    significances: tuple[int, ...]


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).with_name("vocabularies.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def markers() -> Mapping[str, Marker]:
    """Return the markers by key."""
    return {
        key: Marker(key, row["vocabulary"], row["code"], tuple(row["significances"]))
        for key, row in _table()["markers"].items()
    }


def usual_sectors() -> tuple[str, ...]:
    """Return the codes of the purposes that the programme's work has."""
    return tuple(_table()["sectors"]["usual"].split())


def sectors_of(areas: Iterable[str]) -> tuple[str, ...]:
    """Return the purposes that work on crime areas usually has, each once; some areas have none.

    Args:
        areas: keys of crime areas.
    """
    table = _table()["sectors"]["of"]
    return tuple(dict.fromkeys(table[area] for area in areas if area in table))


def known_sectors() -> frozenset[str]:
    """Return every purpose code of the standard."""
    return codelists()["Sector"].codes


def known_regions() -> frozenset[str]:
    """Return every code of a region."""
    return codelists()["Region"].codes


def known_goals() -> frozenset[str]:
    """Return the codes of goals and targets ("16", "16.4")."""
    return codelists()["UNSDG-Goals"].codes | codelists()["UNSDG-Targets"].codes


def organisation_types() -> frozenset[str]:
    """Return the codes of the types of organisations."""
    return codelists()["OrganisationType"].codes


def document_categories() -> frozenset[str]:
    """Return the codes of the categories of documents."""
    return codelists()["DocumentCategory"].codes
