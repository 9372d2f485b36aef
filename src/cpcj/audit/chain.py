"""Digests of the chain and its verification; see docs/decisions for what the chain can prove."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from cpcj.audit.models import DIGEST_LENGTH, AuditEvent, ChainHead

GENESIS = "0" * DIGEST_LENGTH
_REORDER_LIMIT = 500  # altered events beyond this are not compared with each other


class Fault(StrEnum):
    """What verification can find."""

    ALTERED = "altered"
    MISSING = "missing"
    REORDERED = "reordered"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at an event's number, in words."""

    fault: Fault
    sequence: int
    words: str


def _canonical(value: object) -> bytes:
    """Return JSON bytes that are the same for equal values on every store."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    ).encode()


def keyed(*parts: object) -> str:
    """Return the hexadecimal HMAC-SHA256 of ``parts`` under the audit key."""
    return hmac.new(settings.AUDIT_KEY, _canonical(parts), hashlib.sha256).hexdigest()


def field_digests(
    kind: str, key: str, old: Mapping[str, object], new: Mapping[str, object]
) -> dict[str, dict[str, str]]:
    """Return the keyed digests of old and new values by field name.

    Kind, key and name enter each digest, so that equal values of two records do not look equal.
    """
    fields: dict[str, dict[str, str]] = {}
    for side, values in (("old", old), ("new", new)):
        for name, value in values.items():
            fields.setdefault(name, {})[side] = keyed("value", kind, key, name, value)
    return fields


def event_digest(event: AuditEvent, sequence: int | None = None) -> str:
    """Return the digest the event must carry (at another place of the chain, if one is given)."""
    return keyed(
        "event",
        event.sequence if sequence is None else sequence,
        event.previous,
        event.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        event.actor,
        event.what,
        event.kind,
        event.key,
        event.fields,
        event.note,
    )


def verify() -> Iterator[Finding]:
    """Read the whole chain and yield what is wrong with it; nothing when it is whole.

    Finds events that were altered, are missing (at the end too, by the head) or stand in another
    order. Memory does not grow with the length of the chain.
    """
    with transaction.atomic():  # one snapshot: nobody adds between the last event and the head
        head = ChainHead.objects.select_for_update().filter(id=1).first()
        last, expected = GENESIS, 1
        suspects: list[AuditEvent] = []
        altered: set[int] = set()
        for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000):
            if event.sequence != expected:
                words = f"events {expected} to {event.sequence - 1} are missing"
                yield Finding(Fault.MISSING, expected, words)
            elif event.previous != last and event.digest == event_digest(event):
                yield Finding(
                    Fault.REORDERED, event.sequence, "the event does not follow the one before it"
                )
            if event.digest != event_digest(event):
                altered.add(event.sequence)
                if len(suspects) < _REORDER_LIMIT:
                    suspects.append(event)
            last, expected = event.digest, event.sequence + 1
        yield from _explain(altered, suspects)
        yield from _against_head(head, last, expected - 1)


def _explain(altered: set[int], suspects: list[AuditEvent]) -> Iterator[Finding]:
    """Tell events that only changed places from events whose content changed."""
    places = [event.sequence for event in suspects]
    moved = {
        event.sequence: place
        for event in suspects
        for place in places
        if place != event.sequence and event.digest == event_digest(event, place)
    }
    for sequence in sorted(altered):
        if sequence in moved:
            words = f"the event stood at {moved[sequence]}"
            yield Finding(Fault.REORDERED, sequence, words)
        else:
            yield Finding(Fault.ALTERED, sequence, "the content does not match the digest")


def _against_head(head: ChainHead | None, last: str, count: int) -> Iterator[Finding]:
    if head is None:
        yield Finding(Fault.HEAD, 0, "the head of the chain is missing")
    elif head.sequence > count:
        yield Finding(
            Fault.MISSING, count + 1, f"events {count + 1} to {head.sequence} are missing"
        )
    elif (head.sequence, head.digest) != (count, last):
        yield Finding(Fault.HEAD, count, "the head of the chain does not match the last event")
