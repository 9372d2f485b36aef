"""Automatic numbers: the lists of an earlier Word file said in those of a later one.

A numbered paragraph names a list (``w:numId``) that its file's own part defines. A paragraph that
is taken out, or was numbered otherwise, goes on in the list of the later file that stands for its
own, so that rejecting every change numbers the paragraphs as the earlier file does; a list that has
no counterpart is brought over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from typing import Final

from lxml import etree

from cpcj.resolutions.tracked.package import W, parsed, q, serialized
from cpcj.resolutions.tracked.relating import relate

NUMBERING: Final = "word/numbering.xml"


def numbered(paragraph: etree._Element) -> tuple[str, str] | None:
    """Return the list and the level that a paragraph names itself; None where it names none."""
    list_ = paragraph.find(f"{q('pPr')}/{q('numPr')}/{q('numId')}")
    level = paragraph.find(f"{q('pPr')}/{q('numPr')}/{q('ilvl')}")
    if list_ is None:
        return None
    return list_.get(q("val")) or "", "0" if level is None else level.get(q("val")) or "0"


class Lists:
    """The lists of two files.

    Args:
        old: parts of the earlier file.
        new: parts of the later one; its lists are added to.
        pairs: paragraphs of both that stand for each other.
    """

    def __init__(
        self,
        old: dict[str, bytes],
        new: dict[str, bytes],
        pairs: Iterable[tuple[etree._Element, etree._Element]],
    ) -> None:
        """See which list stands for which: the one that most paragraphs share."""
        self._new = new
        self._theirs = parsed(old, NUMBERING, NUMBERING) if NUMBERING in old else None
        self._own = parsed(new, NUMBERING, NUMBERING) if NUMBERING in new else None
        self._added = False
        shared = Counter(
            (one[0], other[0])
            for before, after in pairs
            if (one := numbered(before)) and (other := numbered(after))
        )
        self._stands: dict[str, str] = {}
        for (before_, after_), _ in shared.most_common():
            if before_ not in self._stands and after_ not in self._stands.values():
                self._stands[before_] = after_

    def of(self, identifier: str) -> str:
        """Return the list of the later file that stands for one of the earlier file."""
        if identifier not in self._stands:
            self._stands[identifier] = self._brought(identifier)
        return self._stands[identifier]

    def said(self, paragraph: etree._Element) -> tuple[str, str] | None:
        """Return the list and level of a paragraph of the earlier file, in the later one's."""
        named = numbered(paragraph)
        return None if named is None else (self.of(named[0]), named[1])

    def turned(self, properties: etree._Element) -> None:
        """Make properties of a paragraph of the earlier file name the later file's list."""
        for named in properties.iter(q("numId")):
            named.set(q("val"), self.of(named.get(q("val")) or ""))

    def written(self) -> None:
        """Put the lists that were brought over into the later file."""
        if self._added and self._own is not None:
            self._new[NUMBERING] = serialized(self._own)

    def _brought(self, identifier: str) -> str:
        """Bring a list over; "0", which is no list, where the earlier file does not define it."""
        theirs = self._theirs
        if identifier == "0" or theirs is None:
            return "0"
        instance = _with(theirs, "num", "numId", identifier)
        kind = None if instance is None else instance.find(q("abstractNumId"))
        pattern = None if kind is None else _with(
            theirs, "abstractNum", "abstractNumId", kind.get(q("val")) or ""
        )  # fmt: skip
        if instance is None or pattern is None:
            return "0"
        if self._own is None:
            self._own = etree.Element(q("numbering"), nsmap={"w": W})
            relate(self._new, "numbering")
        self._added = True
        own, pattern, instance = self._own, deepcopy(pattern), deepcopy(instance)
        for mark in list(pattern.iter(q("nsid"))):
            pattern.remove(mark)  # says that two patterns are one, which they are not
        free = str(_highest(own, "abstractNum", "abstractNumId") + 1)
        name = str(_highest(own, "num", "numId") + 1)
        pattern.set(q("abstractNumId"), free)
        instance.set(q("numId"), name)
        for one in instance.iter(q("abstractNumId")):
            one.set(q("val"), free)
        first = own.find(q("num"))
        own.insert(len(own) if first is None else own.index(first), pattern)
        nums = own.findall(q("num"))
        own.insert(own.index(nums[-1]) + 1 if nums else len(own), instance)
        return name


def _with(root: etree._Element, tag: str, name: str, value: str) -> etree._Element | None:
    return next((one for one in root.findall(q(tag)) if one.get(q(name)) == value), None)


def _highest(root: etree._Element, tag: str, name: str) -> int:
    numbers = [one.get(q(name)) or "0" for one in root.findall(q(tag))]
    return max((int(each) for each in numbers if each.isdecimal()), default=0)
