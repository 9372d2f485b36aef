"""A Word file's own index of its parts: a part for footnotes or lists added to it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from cpcj.resolutions.tracked.package import parsed, serialized

_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def relate(parts: dict[str, bytes], name: str) -> None:
    """Say in a file's index that it has a part it had not: "footnotes", "numbering"."""
    types = parsed(parts, _TYPES, _TYPES)
    space = etree.QName(types).namespace
    etree.SubElement(
        types,
        f"{{{space}}}Override",
        PartName=f"/word/{name}.xml",
        ContentType=f"{_CONTENT}{name}+xml",
    )
    parts[_TYPES] = serialized(types)
    relations = parsed(parts, _RELATIONS, _RELATIONS)
    space = etree.QName(relations).namespace
    etree.SubElement(
        relations,
        f"{{{space}}}Relationship",
        Id=f"rId{name.capitalize()}",
        Type=f"{_KIND}{name}",
        Target=f"{name}.xml",
    )
    parts[_RELATIONS] = serialized(relations)
