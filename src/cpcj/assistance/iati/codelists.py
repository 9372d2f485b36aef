"""The standard's codelists, tried on a record: a code must stand in the list of its place.

Lists and places are data (``codelists.toml``). Where an element names its vocabulary, only the list
of that vocabulary is asked; codes of own vocabularies are the publisher's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml import etree

from cpcj.assistance.iati.reading import line_of, text_of

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ANYWHERE: Final = "@xml:lang"
_TEXT: Final = "text()"


@dataclass(frozen=True, slots=True)
class Codelist:
    """A list.

    Attributes:
        name: the standard's ("SectorVocabulary").
        complete: whether the standard says that there is no other code.
        codes: its codes, withdrawn ones among them.
    """

    name: str
    complete: bool
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A code that is not in the list of its place.

    Attributes:
        list: the list.
        id: the standard's identifier of the rule ("9.76.1"); empty where it gives none.
        line: the line of the element in the file that was read; 0 for none.
        element: the element's name.
        attribute: the attribute's name; empty where the code is the element's text.
        code: the code.
    """

    list: Codelist
    id: str
    line: int
    element: str
    attribute: str
    code: str

    @property
    def severity(self) -> str:
        """Return "error", or "warning" where the list is not complete."""
        return "error" if self.list.complete else "warning"


@dataclass(frozen=True, slots=True)
class _Place:
    """An attribute (or text) with a list, asked where the vocabulary is one of some."""

    name: str
    list: Codelist
    id: str
    vocabularies: frozenset[str] | None  # None: whatever it is; "": where there is none


@dataclass(slots=True)
class _Node:
    """An element on the way to places, and the places it has itself."""

    below: dict[str, _Node] = field(default_factory=dict)
    places: list[_Place] = field(default_factory=list)


@cache
def codelists() -> dict[str, Codelist]:
    """Return the lists by name."""
    return {
        name: Codelist(name, row["complete"], frozenset(row["codes"].split()))
        for name, row in _table()["lists"].items()
    }


def registration_agencies() -> frozenset[str]:
    """Return the codes that identifiers of organisations begin with ("XM-DAC")."""
    return codelists()["OrganisationRegistrationAgency"].codes


def check_codes(record: etree._Element) -> Iterator[Unlisted]:
    """Yield the codes of a record that their lists do not have, in the order of the record.

    Args:
        record: an ``iati-activity`` or ``iati-organisation`` element.
    """
    return _walk(record, _places().below.get(str(record.tag)))


def _walk(element: etree._Element, node: _Node | None) -> Iterator[Unlisted]:
    for place in _language() if node is None else (*_language(), *node.places):
        code = text_of(element).strip() if place.name == _TEXT else element.get(place.name)
        if code is None or code in place.list.codes:
            continue
        vocabularies = place.vocabularies
        if vocabularies is not None and element.get("vocabulary", "") not in vocabularies:
            continue
        attribute = {_TEXT: "", _LANG: "xml:lang"}.get(place.name, place.name)
        yield Unlisted(place.list, place.id, line_of(element), str(element.tag), attribute, code)
    for child in element.iterchildren("*"):
        yield from _walk(child, node and node.below.get(str(child.tag)))


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).with_name("codelists.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _language() -> tuple[_Place, ...]:
    """Return the places that any element has."""
    return tuple(
        _Place(_LANG, codelists()[row["list"]], row.get("id", ""), None)
        for row in _table()["places"]
        if row["path"] == _ANYWHERE
    )


@cache
def _places() -> _Node:
    root = _Node()
    for row in _table()["places"]:
        if row["path"] == _ANYWHERE:
            continue
        *path, name = row["path"].split("/")
        node = root
        for tag in path:
            node = node.below.setdefault(tag, _Node())
        vocabularies = None
        if "vocabulary" in row:
            default = {""} if row.get("default") else set()
            vocabularies = frozenset({row["vocabulary"], *default})
        place = _Place(
            name.removeprefix("@"), codelists()[row["list"]], row.get("id", ""), vocabularies
        )
        node.places.append(place)
    return root
