"""A Word file's own index of its parts: a part for footnotes added to it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from cpcj.resolutions.tracked.package import parsed, serialized

_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def relate_footnotes(parts: dict[str, bytes]) -> None:
    """Say in a file's index that it has a part for footnotes."""
    types = parsed(parts, _TYPES, _TYPES)
    space = etree.QName(types).namespace
    etree.SubElement(
        types, f"{{{space}}}Override", PartName="/word/footnotes.xml", ContentType=_CONTENT
    )
    parts[_TYPES] = serialized(types)
    relations = parsed(parts, _RELATIONS, _RELATIONS)
    space = etree.QName(relations).namespace
    etree.SubElement(
        relations, f"{{{space}}}Relationship", Id="rIdFootnotes", Type=_KIND, Target="footnotes.xml"
    )
    parts[_RELATIONS] = serialized(relations)
