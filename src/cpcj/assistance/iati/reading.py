"""IATI files in: read record by record, refused with element and line where they cannot be.

A file is hostile until parsed: no entities, no document type, no network, bounded size and depth.
Each record is kept as its XML, so that elements and attributes of others (also of other namespaces)
come out again as they went in.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from lxml import etree

from cpcj.assistance.iati.schema import ACTIVITIES, ORGANISATIONS, VERSION, schema

MOST_BYTES: Final = 200_000_000
"""The largest file that is read."""

VERSIONS: Final = ("2.01", "2.02", VERSION)
"""The versions that are read; all are written as the last."""

RECORDS: Final = {ACTIVITIES: "iati-activity", ORGANISATIONS: "iati-organisation"}
"""The records of a file by the name of its root."""

_FAULT: Final = re.compile(r"Element '([^']*)'(?:, (attribute '[^']*': ))?(?:: )?(.*)", re.DOTALL)
_IDENTIFIERS: Final = {
    "iati-activity": "iati-identifier",
    "iati-organisation": "organisation-identifier",
}


class RefusedFileError(ValueError):
    """A file that is not read; the message names it, the element and line, and what is wrong.

    Attributes:
        name: the file's name.
        line: the line, or 0 where there is none.
        element: the element's name, or empty.
        why: what is wrong.
        invalid: whether it is well-formed XML of a version that is read, and not valid.
    """

    def __init__(
        self, name: str, why: str, line: int = 0, element: str = "", *, invalid: bool = False
    ) -> None:
        """Put the message together."""
        self.name, self.line, self.element, self.why = name, line, element, why
        self.invalid = invalid
        place = "".join(
            [f", line {line}" if line else "", f", element {element}" if element else ""]
        )
        super().__init__(f"{name}{place}: {why}")


@dataclass(frozen=True, slots=True)
class Head:
    """The root of a file.

    Attributes:
        root: "iati-activities" or "iati-organisations".
        version: as the file says ("2.02").
        attributes: its attributes by qualified name, the version among them.
        line: the line it begins on.
    """

    root: str
    version: str
    attributes: Mapping[str, str]
    line: int = 1

    @property
    def older(self) -> bool:
        """Tell whether the file says an older version than is written."""
        return self.version != VERSION


@dataclass(frozen=True, slots=True)
class Record:
    """An activity or organisation as it stands in a file.

    Attributes:
        kind: "iati-activity" or "iati-organisation".
        identifier: its identifier, without spaces around it.
        line: the line it begins on.
        xml: its XML in UTF-8, with the namespaces it needs.
    """

    kind: str
    identifier: str
    line: int
    xml: bytes

    def element(self) -> etree._Element:
        """Return it parsed."""
        return parse_record(self.xml)


def parse_record(xml: bytes) -> etree._Element:
    """Return a record's XML parsed, without entities and network."""
    return etree.fromstring(xml, _parser())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_blank_text=False,
    )  # fmt: skip


def line_of(element: etree._Element) -> int:
    """Return the line an element begins on; 0 where it was not read from a file."""
    line: Any = element.sourceline
    return int(line or 0)


def text_of(element: etree._Element) -> str:
    """Return an element's own text; comments and instructions within it are no part of it."""
    return "".join(str(part) for part in element.itertext())


def read_head(source: Path | bytes, name: str) -> Head:
    """Return the root of a file, refusing what is no IATI file of a version that is read.

    Raises:
        RefusedFileError: too large, not well-formed, with a document type, or of another kind.
    """
    with _opened(source, name) as content:
        try:
            for _event, root in etree.iterparse(
                content, events=("start",), no_network=True, resolve_entities=False
            ):
                return _head(root, name)
        except etree.XMLSyntaxError as error:
            raise _malformed(error, name) from error
    raise RefusedFileError(name, "the file holds no element")


def read_records(source: Path | bytes, name: str) -> Iterator[Record]:
    """Yield the records of a file in order, in bounded memory.

    The whole file is valid against the schema of version 2.03 when the last record has been
    yielded; the first fault refuses it.

    Args:
        source: the file or its content.
        name: its name, for messages.

    Raises:
        RefusedFileError: as :func:`read_head`, or the file is not valid.
    """
    for element in read_elements(source, name):
        if element.tag in _IDENTIFIERS:
            yield record_of(element)


def read_elements(
    source: Path | bytes, name: str, *, valid: bool = True
) -> Iterator[etree._Element]:
    """Yield what stands in the root of a file: the records, and elements of other namespaces.

    An element is whole, with the lines of the file, until the next one is asked for.

    Args:
        source: the file or its content.
        name: its name, for messages.
        valid: whether what is not valid against the schema is refused.

    Raises:
        RefusedFileError: as :func:`read_head`, or the file is not well-formed, or not valid.
    """
    head = read_head(source, name)
    try:
        yield from _walk(source, name, schema(head.root) if valid else None)
    except etree.XMLSyntaxError as error:
        raise (
            _fault(str(error.msg), source, name, head) if valid else _malformed(error, name)
        ) from error


def _walk(
    source: Path | bytes, name: str, checked: etree.XMLSchema | None
) -> Iterator[etree._Element]:
    with _opened(source, name) as content:
        # There is no document type, so there are no entities: to refuse them here as well would
        # keep the parser from saying that a file ends too early.
        walk = etree.iterparse(
            content, events=("end",), schema=checked, no_network=True, load_dtd=False
        )
        for _event, element in walk:
            root = element.getparent()
            if root is None or root.getparent() is not None:
                continue
            yield element
            element.clear()
            while element.getprevious() is not None:
                del root[0]


def record_of(element: etree._Element) -> Record:
    """Return a record that was read as an element."""
    return Record(
        str(element.tag), identifier_of(element), line_of(element), element_bytes(element)
    )


def identifier_of(record: etree._Element) -> str:
    """Return the identifier of a record, without spaces around it; empty where it has none."""
    found = record.find(_IDENTIFIERS[str(record.tag)])
    return "" if found is None else text_of(found).strip()


def element_bytes(element: etree._Element) -> bytes:
    """Return an element's XML in UTF-8, with the namespaces it needs."""
    return etree.tostring(element, encoding="UTF-8", xml_declaration=False, with_tail=False)


def _opened(source: Path | bytes, name: str) -> IO[bytes]:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > MOST_BYTES:
        raise RefusedFileError(name, f"larger than {MOST_BYTES // 1_000_000} MB")
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _head(root: etree._Element, name: str) -> Head:
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedFileError(name, "a document type declaration is not allowed", 1)
    if root.tag not in RECORDS:
        raise RefusedFileError(
            name, "not an IATI file: the root is neither iati-activities nor iati-organisations",
            line_of(root), str(root.tag),
        )  # fmt: skip
    version = str(root.get("version", ""))
    if version not in VERSIONS:
        said = f"version {version}" if version else "no version"
        raise RefusedFileError(
            name, f"the file says {said}; versions {', '.join(VERSIONS)} are read",
            line_of(root), str(root.tag),
        )  # fmt: skip
    attributes = {str(key): str(value) for key, value in root.attrib.items()}
    return Head(str(root.tag), version, attributes, line_of(root))


def _malformed(error: etree.XMLSyntaxError, name: str) -> RefusedFileError:
    return RefusedFileError(name, f"not well-formed XML: {error.msg}", error.lineno or 0)


def _fault(why: str, source: Path | bytes, name: str, head: Head) -> RefusedFileError:
    """Say what the schema or the parser found, with line and element.

    The reader knows no lines for what the schema finds: the file is read again, each record by
    itself. Where they all are valid, the fault is the root's.
    """
    checked = schema(head.root)
    try:
        for element in _walk(source, name, None):
            if not str(element.tag).startswith("{") and not checked.validate(element):
                faults: Any = checked.error_log
                return _invalid(faults[0].message, faults[0].line, name)
    except etree.XMLSyntaxError as broken:
        return _malformed(broken, name)
    return _invalid(why, head.line, name)


def _invalid(message: str, line: int, name: str) -> RefusedFileError:
    """Return what the schema found: "Element 'a', attribute 'b': what is wrong"."""
    found = _FAULT.match(message)
    element, what = (found[1], f"{found[2] or ''}{found[3]}") if found else ("", message)
    return RefusedFileError(
        name, f"not valid against version {VERSION}: {what}", line, element, invalid=True
    )
