"""Word files as packages of XML parts, opened safely and written again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from lxml import etree

from cpcj.resolutions.source import UnreadableError

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY: Final = "word/document.xml"
FOOTNOTES: Final = "word/footnotes.xml"
STYLES: Final = "word/styles.xml"
_LARGEST: Final = 64 * 1024 * 1024  # bytes that a part or the whole may unpack to
_PARTS: Final = 2_000


def q(name: str) -> str:
    """Return the name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def opened(data: bytes, name: str) -> dict[str, bytes]:
    """Return the parts of a Word file by name, in the order they stand in it.

    Raises:
        UnreadableError: it is no Word file, or unpacks to more than 64 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > _PARTS or sum(each.file_size for each in entries) > _LARGEST:
                raise UnreadableError(name, "the Word file unpacks to more than 64 MB")
            parts = {each.filename: package.read(each) for each in entries}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableError(name, f"no Word file (.docx): {error}") from error
    if BODY not in parts:
        raise UnreadableError(name, "no Word file (.docx): it has no body")
    return parts


def parsed(parts: Mapping[str, bytes], part: str, name: str) -> etree._Element:
    """Return the root of a part.

    Raises:
        UnreadableError: the part is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(parts[part], parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(name, f"{part} is broken: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(name, f"{part} declares a document type")
    return root


def serialized(root: etree._Element) -> bytes:
    """Return a part as bytes."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a Word file; the same parts give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            entry = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return file.getvalue()
