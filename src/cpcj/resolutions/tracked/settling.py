"""Every tracked change of a Word file accepted, or every one rejected.

After ISO/IEC 29500-1, 17.13.5: runs that were put in or taken out, moved text, marks of paragraphs
(a paragraph whose mark goes is joined to the next and takes its properties), rows of tables, and
changes of properties.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from cpcj.resolutions.tracked.package import BODY, opened, packed, parsed, q, serialized

_IN: Final = ("ins", "moveTo")
_OUT: Final = ("del", "moveFrom")
_RANGES: Final = (
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "numberingChange",
)  # fmt: skip
_PROPERTIES: Final = (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
    "tblGridChange", "tblPrExChange",
)  # fmt: skip
_SPOKEN: Final = (BODY, "word/footnotes.xml", "word/endnotes.xml")


def accepted(data: bytes, name: str = "text.docx") -> bytes:
    """Return a Word file with every tracked change accepted.

    Raises:
        UnreadableError: it is no Word file.
    """
    return _settled(data, name, keep=_IN, drop=_OUT)


def rejected(data: bytes, name: str = "text.docx") -> bytes:
    """Return a Word file with every tracked change rejected.

    Raises:
        UnreadableError: it is no Word file.
    """
    return _settled(data, name, keep=_OUT, drop=_IN)


def is_tracked(data: bytes, name: str = "text.docx") -> bool:
    """Tell whether a Word file has words put in or taken out as tracked changes.

    Raises:
        UnreadableError: it is no Word file.
    """
    parts = opened(data, name)
    return any(
        next(parsed(parts, part, name).iter(*map(q, (*_IN, *_OUT))), None) is not None
        for part in _SPOKEN
        if part in parts
    )


def _settled(data: bytes, name: str, *, keep: tuple[str, ...], drop: tuple[str, ...]) -> bytes:
    parts = opened(data, name)
    for part in _SPOKEN:
        if part in parts:
            root = parsed(parts, part, name)
            _settle(root, keep, drop)
            parts[part] = serialized(root)
    return packed(parts)


def _settle(root: etree._Element, keep: tuple[str, ...], drop: tuple[str, ...]) -> None:
    for mark in _all(root, _RANGES):
        _remove(mark)
    for change in _all(root, _PROPERTIES):
        _settle_properties(change, restore=keep is _OUT)
    gone = _marks(root, drop)
    for row in _all(root, ("tr",)):
        if any(row.find(f"{q('trPr')}/{q(tag)}") is not None for tag in drop):
            _remove(row)
    for change in _all(root, drop):
        _remove(change)
    for change in _all(root, keep):
        _unwrap(change)
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for words in root.iter(q(old)):
            words.tag = q(new)
    _join(gone)


def _all(root: etree._Element, tags: tuple[str, ...]) -> list[etree._Element]:
    return list(root.iter(*map(q, tags)))


def _marks(root: etree._Element, drop: tuple[str, ...]) -> list[etree._Element]:
    """Return the paragraphs whose mark goes."""
    return [
        paragraph
        for paragraph in root.iter(q("p"))
        if any(paragraph.find(f"{q('pPr')}/{q('rPr')}/{q(tag)}") is not None for tag in drop)
    ]


def _join(gone: list[etree._Element]) -> None:
    """Join each paragraph without a mark to the one after it, the last ones first."""
    for paragraph in reversed(gone):
        following = paragraph.getnext()
        while following is not None and following.tag in (q("bookmarkStart"), q("bookmarkEnd")):
            following = following.getnext()
        content = [child for child in paragraph if child.tag != q("pPr")]
        if following is not None and following.tag == q("p"):
            properties = following.find(q("pPr"))
            place = 0 if properties is None else following.index(properties) + 1
            for offset, child in enumerate(content):
                following.insert(place + offset, child)
            _remove(paragraph)
        elif not _says(paragraph):
            _remove(paragraph)


def _says(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph holds anything that is seen."""
    return any(child.tag != q("pPr") for child in paragraph)


def _settle_properties(change: etree._Element, *, restore: bool) -> None:
    properties = change.getparent()
    if properties is None:
        return
    properties.remove(change)
    former = next(iter(change), None)
    if not restore or former is None:
        return
    kept = [child for child in properties if child.tag in (q("rPr"), q("sectPr"))]
    for child in list(properties):
        properties.remove(child)
    properties.extend([*list(former), *kept])


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(place + offset, child)
    parent.remove(element)
