"""What changed from one publication to the next: by record, by element, old and new.

Both are read record by record. Records of the first wait in a file without a name, so that neither
their order nor their number matters to the memory; only identifiers are kept.

Siblings of one name are paired by what they are the same in, then by the attributes that name them,
then in their order; to stand in another order is no change. Blanks around texts are none either.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from lxml import etree

from cpcj.assistance.iati.reading import Record, parse_record

ADDED: Final = "added"
REMOVED: Final = "removed"
CHANGED: Final = "changed"

Key = TypeVar("Key")

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# What siblings of one name are told apart by, and a child whose attributes say it for its parent.
_NAMING: Final = ("ref", "code", "type", "vocabulary", "role", "url", "name", "iso-date", _LANG)
_NAMING_CHILDREN: Final = ("transaction-type", "transaction-date", "period-start", "period-end")


class Change(NamedTuple):
    """An element or attribute that is another.

    ``path`` leads from the record ("transaction[2]/value/@currency"), counted where siblings have
    the same name, in the new record, or in the old one where it is gone. ``old`` and ``new`` are
    its text or value, or the whole element's XML where all of it is new or gone; None for none.
    """

    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that is not the same in both publications.

    Attributes:
        identifier: the record's.
        kind: "added", "removed" or "changed".
        line: the line it begins on in the new publication, or in the old where it is removed.
        changes: what is another, where it is changed.
    """

    identifier: str
    kind: str
    line: int
    changes: tuple[Change, ...] = ()


def differences(old: Iterable[Record], new: Iterable[Record]) -> Iterator[Difference]:
    """Yield the records that differ: those of the new publication in its order, then those gone.

    Of several records with one identifier the first of one publication is compared with the first
    of the other, and so on.

    Args:
        old: the records that were published.
        new: those that are to be.
    """
    kept: dict[tuple[str, int], tuple[int, int, int]] = {}
    with tempfile.TemporaryFile() as waiting:
        offset = 0
        for key, record in _numbered(old):
            kept[key] = (offset, len(record.xml), record.line)
            offset += waiting.write(record.xml)
        for key, record in _numbered(new):
            place = kept.pop(key, None)
            if place is None:
                yield Difference(record.identifier, ADDED, record.line)
                continue
            waiting.seek(place[0])
            before = waiting.read(place[1])
            if before == record.xml:
                continue
            changes = compare(parse_record(before), record.element())
            if changes:
                yield Difference(record.identifier, CHANGED, record.line, changes)
    for (identifier, _), (_, _, line) in kept.items():
        yield Difference(identifier, REMOVED, line)


def _numbered(records: Iterable[Record]) -> Iterator[tuple[tuple[str, int], Record]]:
    seen: Counter[str] = Counter()
    for record in records:
        seen[record.identifier] += 1
        yield (record.identifier, seen[record.identifier]), record


def compare(old: etree._Element, new: etree._Element) -> tuple[Change, ...]:
    """Return what differs between two elements of one name."""
    # Most of a record is as it was, to the letter: that is left out before anything is looked at.
    shared = Counter(map(_bytes, old)) & Counter(map(_bytes, new))
    numbers: dict[Hashable, int] = {}
    before = _read(old, numbers, but_for=shared.copy())
    after = _read(new, numbers, but_for=shared)
    return tuple(_compare(before, after, ""))


def _bytes(element: etree._Element) -> bytes:
    return etree.tostring(element, with_tail=False)


@dataclass(slots=True)
class _Part:
    """An element with what it says, without blanks.

    ``same`` is one number for all elements that say the same, in whatever order.
    """

    element: etree._Element
    name: str
    index: int  # among its siblings
    place: int  # among those of the same name, from 1
    alone: bool
    attributes: dict[str, str]
    words: str
    children: list[_Part]
    same: int


def _read(
    element: etree._Element,
    numbers: dict[Hashable, int],
    index: int = 0,
    place: int = 1,
    *,
    alone: bool = True,
    but_for: Counter[bytes] | None = None,
) -> _Part:
    """Read an element; ``but_for`` counts children, by their bytes, that are left out."""
    children: list[_Part] = []
    texts = [element.text]
    if len(element):
        found = list(element.iterchildren("*"))
        count = Counter([child.tag for child in found])
        seen = dict.fromkeys(count, 0)
        for at, child in enumerate(found):
            seen[child.tag] += 1
            if but_for and _taken(but_for, _bytes(child)):
                continue
            only = count[child.tag] == 1
            children.append(_read(child, numbers, at, seen[child.tag], alone=only))
        texts += [child.tail for child in element]
    words = " ".join([text.strip() for text in texts if text and not text.isspace()])
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    below = tuple(sorted([child.same for child in children]))
    says = (element.tag, words, frozenset(attributes.items()), below)
    same = numbers.setdefault(says, len(numbers))
    return _Part(element, str(element.tag), index, place, alone, attributes, words, children, same)


def _compare(old: _Part, new: _Part, path: str) -> Iterator[Change]:
    for name in dict.fromkeys([*old.attributes, *new.attributes]):
        before, after = old.attributes.get(name), new.attributes.get(name)
        if before != after:
            yield Change(_below(path, f"@{_plain(name)}"), before, after)
    if old.words != new.words:
        yield Change(path, old.words, new.words)
    for gone, come in _pairs(old.children, new.children):
        if come is not None and gone is not None:
            yield from _compare(gone, come, _path(path, come))
        elif come is not None:
            yield Change(_path(path, come), None, _xml(come))
        elif gone is not None:
            yield Change(_path(path, gone), _xml(gone), None)


def _pairs(
    old: list[_Part], new: list[_Part]
) -> Iterator[tuple[_Part | None, _Part | None]]:  # fmt: skip
    """Pair children that are not the same: by name and naming attributes, by name, or with none."""
    count = Counter(part.same for part in new)
    old = [part for part in old if not _taken(count, part.same)]
    new = [part for part in reversed(new) if _taken(count, part.same)][::-1]
    pairs: list[tuple[_Part | None, _Part | None]] = []
    for key in (_named, _name):
        waiting: defaultdict[Hashable, list[_Part]] = defaultdict(list)
        for part in reversed(old):
            waiting[key(part)].append(part)
        found = [(waiting[key(part)].pop() if waiting[key(part)] else None, part) for part in new]
        pairs += [pair for pair in found if pair[0] is not None]
        new = [part for before, part in found if before is None]
        rest = {id(part) for parts in waiting.values() for part in parts}
        old = [part for part in old if id(part) in rest]
    pairs += [(None, part) for part in new]
    pairs += [(part, None) for part in old]
    return iter(sorted(pairs, key=_order))


def _taken(count: Counter[Key], key: Key) -> bool:
    """Take one of a count, and tell whether there was one."""
    if not count[key]:
        return False
    count[key] -= 1
    return True


def _named(part: _Part) -> Hashable:
    says = tuple(part.attributes.get(name) for name in _NAMING)
    below = tuple(
        tuple(child.attributes.items())
        for child in part.children
        if child.name in _NAMING_CHILDREN
    )  # fmt: skip
    return part.name, says, below


def _name(part: _Part) -> Hashable:
    return part.name


def _order(pair: tuple[_Part | None, _Part | None]) -> int:
    """Return where a pair stands in the new record, or stood in the old one."""
    part = pair[1] or pair[0]
    return part.index if part else 0


def _below(path: str, step: str) -> str:
    return f"{path}/{step}" if path else step


def _path(path: str, part: _Part) -> str:
    name = _plain(part.name)
    return _below(path, name if part.alone else f"{name}[{part.place}]")


def _plain(name: str) -> str:
    return "xml:lang" if name == _LANG else name


def _xml(part: _Part) -> str:
    return etree.tostring(part.element, encoding="unicode", with_tail=False)
