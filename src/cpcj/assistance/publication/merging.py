"""A record that was taken in, written again with what changed since, and nothing else changed.

Of a record of a file the register has fields for some elements; the others are kept as they stood.
What the register wrote of it right after it was taken in (the *base*) is compared with what it
writes now: elements whose name says the same in both stay as they stood in the file, to the
letter; where they differ, those that the register has fields for give way to what it writes now.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from lxml import etree

from cpcj.assistance.iati.activity import Activity
from cpcj.assistance.iati.reading import element_bytes, parse_record
from cpcj.assistance.iati.writing import Writable, activity_xml
from cpcj.assistance.publication.models import Imported

ORDER: Final = (
    "iati-identifier", "reporting-org", "title", "description", "participating-org",
    "other-identifier", "activity-status", "activity-date", "contact-info", "activity-scope",
    "recipient-country", "recipient-region", "location", "sector", "tag", "country-budget-items",
    "humanitarian-scope", "policy-marker", "collaboration-type", "default-flow-type",
    "default-finance-type", "default-aid-type", "default-tied-status", "budget",
    "planned-disbursement", "capital-spend", "transaction", "document-link", "related-activity",
    "legacy-data", "conditions", "result", "crs-add", "fss",
)  # fmt: skip
"""Names of the elements of an activity in the order of the schema of version 2.03."""

_PLACES: Final = {name: place for place, name in enumerate(ORDER)}
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FOLLOWED: Final = ("last-updated-datetime", "hierarchy", "humanitarian")
_MONEY: Final = ("value", "forecast")


def with_kept(records: Mapping[int, Activity]) -> dict[int, Writable]:
    """Return what is written of activities, by key; those taken in with what was kept of them."""
    kept = Imported.objects.filter(activity__in=records)
    originals = {one.activity_id: one for one in kept}
    found: dict[int, Writable] = {}
    for key, record in records.items():
        original = originals.get(key)
        found[key] = (
            record
            if original is None
            else merged(bytes(original.xml), bytes(original.base), own_xml(record), original.taken)
        )
    return found


def own_xml(record: Activity) -> bytes:
    """Return what the register writes of an activity."""
    return activity_xml(record).encode()


def merged(original: bytes, base: bytes, now: bytes, taken: Collection[int]) -> bytes:
    """Return a record that was taken in with what changed in the register since.

    Args:
        original: its XML in the file.
        base: what the register wrote of it right after it was taken in.
        now: what the register writes of it now.
        taken: positions, among the children of the original, that the register has fields for.
    """
    if base == now:
        return original
    record, before, after = parse_record(original), parse_record(base), parse_record(now)
    said, says = _by_name(before), _by_name(after)
    changed = {name for name in said.keys() | says.keys() if said.get(name) != says.get(name)}
    kept = [
        child for place, child in enumerate(record) if not (child.tag in changed and place in taken)
    ]
    _say_defaults(after, record)
    held = {etree.tostring(child, method="c14n", exclusive=True, with_tail=False) for child in kept}
    kept += [
        child
        for child in after
        if child.tag in changed
        and etree.tostring(child, method="c14n", exclusive=True, with_tail=False) not in held
    ]
    for child in list(record):
        record.remove(child)
    record.extend(sorted(kept, key=_place))
    for name in _FOLLOWED:
        if before.get(name) != after.get(name) or name == "last-updated-datetime":
            value = after.get(name)
            if value is not None:
                record.set(name, value)
    return element_bytes(record)


def _by_name(record: etree._Element) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for child in record:
        found.setdefault(str(child.tag), []).append(etree.tostring(child, with_tail=False))
    return found


def _place(child: etree._Element) -> int:
    return _PLACES.get(str(child.tag), len(ORDER))


def _say_defaults(after: etree._Element, record: etree._Element) -> None:
    """Say language and currency where the record that takes elements up has other defaults."""
    language, currency = after.get(_LANG), after.get("default-currency")
    if language and language != record.get(_LANG):
        for words in after.iter("narrative"):
            if words.get(_LANG) is None:
                words.set(_LANG, language)
    if currency and currency != record.get("default-currency"):
        for amount in after.iter(*_MONEY):
            if amount.get("currency") is None:
                amount.set("currency", currency)
