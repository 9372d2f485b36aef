"""Digests of the chain and its verification; see docs/decisions for what the chain can prove."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, Self

from django.conf import settings
from django.db import transaction

from cpcj.audit.models import DIGEST_LENGTH, AuditEvent, ChainHead

GENESIS = "0" * DIGEST_LENGTH
_REORDER_LIMIT = 500  # altered events beyond this are not compared with each other
_READ_AT_ONCE = 5000  # events; memory is theirs whatever the length of the chain


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


class HeadError(ValueError):
    """A head that was kept elsewhere cannot be read."""


class Head(NamedTuple):
    """Where a chain ends: the last event's number and digest.

    Written down apart from the database, it shows later that nothing up to it was cut off or
    written anew, not even by somebody who has the key.
    """

    sequence: int
    digest: str

    def __str__(self) -> str:
        """Return ``number:digest``."""
        return f"{self.sequence}:{self.digest}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the head written as ``number:digest``.

        Raises:
            HeadError: it is not written so.
        """
        number, _, digest = text.strip().partition(":")
        whole = len(digest) == DIGEST_LENGTH and set(digest) <= set("0123456789abcdef")
        if not (number.isascii() and number.isdecimal() and whole):
            message = f"{text.strip()[:80]!r} is no head; it is written number:digest"
            raise HeadError(message)
        return cls(int(number), digest)


_COLUMNS: Final = (
    "sequence", "previous", "at", "actor", "what", "kind", "key", "fields", "note", "digest",
)  # fmt: skip


class _Row(NamedTuple):
    """An event as verification reads it: the columns alone."""

    sequence: int
    previous: str
    at: dt.datetime
    actor: str
    what: str
    kind: str
    key: str
    fields: dict[str, dict[str, str]]
    note: str
    digest: str

    def expected(self, sequence: int | None = None) -> str:
        """Return the digest it must carry (at another place of the chain, if one is given)."""
        return keyed(
            "event",
            self.sequence if sequence is None else sequence,
            self.previous,
            self.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            *self[3:9],
        )


# Equal values must give equal bytes on every store.
_canonical = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
).encode


def keyed(*parts: object) -> str:
    """Return the hexadecimal HMAC-SHA256 of ``parts`` under the audit key."""
    return hmac.digest(settings.AUDIT_KEY, _canonical(parts).encode(), hashlib.sha256).hex()


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


def event_digest(event: AuditEvent) -> str:
    """Return the digest the event must carry."""
    return _Row(*(getattr(event, name) for name in _COLUMNS)).expected()


def head() -> Head:
    """Return where the chain ends; number 0 for an empty log."""
    row = ChainHead.objects.filter(id=1).values_list("sequence", "digest").first()
    return Head(*row) if row else Head(0, GENESIS)


class _Reading:
    """One pass over the chain: what was read last, and what does not fit."""

    def __init__(self, last: str = GENESIS, expected: int = 1) -> None:
        self.last = last
        self.expected = expected
        self.altered: set[int] = set()
        self._suspects: list[_Row] = []

    def read(self, upto: int | None = None) -> Iterator[Finding]:
        """Read on (to the event ``upto``) and yield gaps and events out of order."""
        after = self.expected - 1
        while True:
            events = AuditEvent.objects.filter(sequence__gt=after)
            if upto is not None:
                events = events.filter(sequence__lte=upto)
            rows = events.order_by("sequence").values_list(*_COLUMNS)[:_READ_AT_ONCE]
            found = 0
            for found, values in enumerate(rows, start=1):  # noqa: B007 - the last is the count
                row = _Row(*values)
                yield from self._look_at(row)
                after = row.sequence
            if found < _READ_AT_ONCE:
                return

    def _look_at(self, row: _Row) -> Iterator[Finding]:
        whole = row.digest == row.expected()
        if row.sequence != self.expected:
            words = f"events {self.expected} to {row.sequence - 1} are missing"
            yield Finding(Fault.MISSING, self.expected, words)
        elif whole and row.previous != self.last:
            yield Finding(
                Fault.REORDERED, row.sequence, "the event does not follow the one before it"
            )
        if not whole:
            self.altered.add(row.sequence)
            if len(self._suspects) < _REORDER_LIMIT:
                self._suspects.append(row)
        self.last, self.expected = row.digest, row.sequence + 1

    def explain(self) -> Iterator[Finding]:
        """Tell events that only changed places from events whose content changed."""
        places = [row.sequence for row in self._suspects]
        moved = {
            row.sequence: place
            for row in self._suspects
            for place in places
            if place != row.sequence and row.digest == row.expected(place)
        }
        for sequence in sorted(self.altered):
            if sequence in moved:
                words = f"the event stood at {moved[sequence]}"
                yield Finding(Fault.REORDERED, sequence, words)
            else:
                yield Finding(Fault.ALTERED, sequence, "the content does not match the digest")


def verify(*, newest: int | None = None, kept: Head | None = None) -> Iterator[Finding]:
    """Read the chain and yield what is wrong with it; nothing when it is whole.

    Finds events that were altered, are missing (at the end too, by the head) or stand in another
    order. Memory does not grow with the length of the chain, and writers wait only for the events
    that were added while the rest was read.

    Args:
        newest: read only so many of the newest events, taking the one before them as it is.
        kept: a head written down earlier; the chain must still hold it.
    """
    until = head()
    reading = _Reading()
    if newest is not None and until.sequence > newest:
        first = AuditEvent.objects.filter(sequence=until.sequence - newest)
        before = first.values_list("digest", flat=True).first()
        # Where it is missing, the next event shows it: nothing stands before the first.
        reading = _Reading(before or "", until.sequence - newest + 1)
    yield from reading.read(until.sequence)
    with transaction.atomic():  # nobody adds between the last event and the head
        locked = ChainHead.objects.select_for_update().filter(id=1).first()
        yield from list(reading.read())
    yield from reading.explain()
    yield from _against_head(locked, reading)
    if kept is not None:
        yield from _against_kept(kept)


def _against_head(locked: ChainHead | None, reading: _Reading) -> Iterator[Finding]:
    count = reading.expected - 1
    if locked is None:
        if count == 0:  # the head comes with the first event; a kept one shows that there was more
            return
        yield Finding(Fault.HEAD, 0, "the head of the chain is missing")
    elif locked.sequence > count:
        words = f"events {count + 1} to {locked.sequence} are missing"
        yield Finding(Fault.MISSING, count + 1, words)
    elif (locked.sequence, locked.digest) != (count, reading.last):
        yield Finding(Fault.HEAD, count, "the head of the chain does not match the last event")


def _against_kept(kept: Head) -> Iterator[Finding]:
    if kept.sequence == 0:
        return
    found = AuditEvent.objects.filter(sequence=kept.sequence).values_list("digest", flat=True)
    digest = found.first()
    if digest is None:
        words = "the chain ended here when the head was kept; now the event is missing"
        yield Finding(Fault.MISSING, kept.sequence, words)
    elif digest != kept.digest:
        words = "the event is not the one that stood here when the head was kept"
        yield Finding(Fault.HEAD, kept.sequence, words)
