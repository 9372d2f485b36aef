"""The mandates with their follow-up in memory, for the list: which match, how many of each value.

The store would count every facet over all mandates after each write, seconds at 50,000. Here they
are bits (``register/facets``), loaded once by a process and brought up to date by what changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection

from cpcj.frame.services import recorder
from cpcj.register.facets.bitmaps import Facets, Row, Value
from cpcj.register.facets.store import FacetStore, Source
from cpcj.register.followup.models import FollowUp, Status
from cpcj.register.followup.queries import OPEN
from cpcj.register.followup.rules import SOON
from cpcj.register.models import Act, ActValue, Generation
from cpcj.register.models.acts import ReviewState
from cpcj.resolutions.model import Standing

FACETS = ("status", "unit", "officer", "flag", "addressee", "topic")
NOBODY = ""
"""Stands for no unit and no officer."""

_OF_ACTS = ("addressee", "topic")
_LEEWAY = dt.timedelta(minutes=10)
"""How long a transaction may last: what it changed bears the time of the change, and is seen only
when it ends."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_BITS = 64
_LARGEST = (1 << 63) - 1
_CHUNK = 2_000


def _generation() -> int:
    """Return one number for the state of the register and of follow-up; it grows with each change.

    Its parts, the highest first: the register's generation, the last audit event, and the time of
    the last change of a follow-up in microseconds.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(changed_at) FROM followup_followup")
        (latest,) = cursor.fetchone()
    if isinstance(latest, str):
        latest = dt.datetime.fromisoformat(latest).replace(tzinfo=dt.UTC)
    changed = 0 if latest is None else (latest - _EPOCH) // dt.timedelta(microseconds=1)
    return (Generation.current() << 2 * _BITS) + (recorder().position() << _BITS) + changed


def _since(generation: int) -> tuple[int, dt.datetime]:
    """Return the register's generation and the time from which follow-ups may have changed."""
    changed = dt.timedelta(microseconds=generation & ((1 << _BITS) - 1))
    register = generation >> 2 * _BITS
    return register, (_EPOCH if not changed else _EPOCH + changed - _LEEWAY)


def _changed(since: int) -> Iterator[int]:
    register, time = _since(since)
    yield from Act.objects.filter(generation__gt=register).values_list("pk", flat=True)
    followups = FollowUp.objects.filter(changed_at__gte=time)
    for pair in followups.values_list("row", "row_key").iterator(_CHUNK):
        yield from (key for key in pair if key is not None)


def _rows(since: int | None) -> Iterator[Row]:
    acts = Act.objects.filter(
        current=True, standing=Standing.ADOPTED.value, text__current__isnull=False
    ).exclude(review=ReviewState.REJECTED)
    values = ActValue.objects.filter(field__in=_OF_ACTS)
    if since is None:
        yield from _read(acts, values)
        return
    keys = list(dict.fromkeys(_changed(since)))
    for start in range(0, len(keys), _CHUNK):
        some = keys[start : start + _CHUNK]
        yield from _read(acts.filter(pk__in=some), values.filter(act__in=some))


def _read(acts: Any, values: Any) -> Iterator[Row]:
    of_act: dict[int, dict[str, list[Value]]] = {}
    for key, name, value in values.values_list("act_id", "field", "value").iterator(_CHUNK):
        of_act.setdefault(key, {}).setdefault(name, []).append(value)
    rows = acts.order_by().values_list(
        "pk", "text_id", "paragraph_id", "text__identifier", "text__published", "due_from",
        "due_to", "followup__status", "followup__unit", "followup__officer", "followup__founding",
        "followup__recurrent", "followup__proposed_at", "followup__published",
        "followup__superseded_by",
    )  # fmt: skip
    for (
        key, text, paragraph, identifier, public, due_from, due_to, status, unit, officer, founding,
        recurrent, proposed_at, published, superseded_by,
    ) in rows.iterator(_CHUNK):  # fmt: skip
        several = of_act.get(key, {})
        flags = {
            "founding": founding,
            "recurrent": recurrent,
            "proposed": proposed_at is not None and status != Status.COMPLETED,
            "published": published,
            "superseded": superseded_by,
        }
        yield Row(
            key,
            {
                "status": (status or Status.NO_INDICATION.value,),
                "unit": (unit or NOBODY,),
                "officer": (officer or NOBODY,),
                "flag": tuple(name for name, given in flags.items() if given),
                "addressee": tuple(dict.fromkeys(several.get("addressee", ()))),
                "topic": tuple(dict.fromkeys(several.get("topic", ()))),
                "published": ("yes",) if public else (),
                "days": (f"{due_from or ''} {due_to or ''}",) if due_from or due_to else (),
            },
            {
                # The latest texts first, their paragraphs in order, in one number.
                "latest": (_LARGEST - text << 2 * _BITS) + (paragraph << _BITS) + _LARGEST - key,
                "due": due_from,
                "text": (identifier, paragraph),
            },
            key,
        )


@cache
def store() -> FacetStore:
    """Return the mandates with their follow-up, shared by the process."""
    return FacetStore(Source((*FACETS, "published", "days"), _generation, _rows, _changed))


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the mandates is wanted.

    Attributes:
        chosen: values by facet, as :func:`chosen` reads them.
        within: keys that words or a text have left; None where nothing narrows.
        unpublished: whether the person sees texts that are kept back.
        own: the person and the person's units, where only theirs are wanted.
        today: the day by which something is late or due soon.
    """

    chosen: Mapping[str, Sequence[Value]]
    within: Sequence[int] | None
    unpublished: bool
    own: tuple[int, Sequence[int]] | None
    today: dt.date

    def bits(self, facets: Facets, without: str = "") -> int:
        """Return the bits of what matches, by all facets but the one named ``without``."""
        seen = {} if self.unpublished else {"published": frozenset(("yes",))}
        found = facets.matching(seen, None if self.within is None else facets.numbers(self.within))
        if self.own is not None:
            person, units = self.own
            found &= _any(facets, "officer", (person,)) | (
                _any(facets, "unit", units) & _any(facets, "officer", (NOBODY,))
            )
        for name, values in self.chosen.items():
            if name == without:
                continue
            if name == "flag":
                flagged = 0
                for value in values:
                    flagged |= self.flagged(facets, str(value))
                found &= flagged
            else:
                found &= _any(facets, name, values)
        return found

    def flagged(self, facets: Facets, flag: str) -> int:
        """Return the bits of the mandates that a flag or condition is true of."""
        if flag not in ("soon", "late"):
            return _any(facets, "flag", (flag,))
        days = []
        for value in facets.counts({}, ("days",))["days"]:
            first, _space, last = str(value).partition(" ")
            if flag == "late":
                fits = bool(last) and last < self.today.isoformat()
            else:
                fits = bool(first and last) and (
                    first <= (self.today + SOON).isoformat() and last >= self.today.isoformat()
                )
            if fits:
                days.append(value)
        return _any(facets, "days", days) & _any(facets, "status", [one.value for one in OPEN])

    def numbers(self, flags: Iterable[str]) -> tuple[int, dict[str, dict[Value, int]]]:
        """Return how many match, and by facet how many mandates each value would leave.

        A facet's own choice does not narrow its counts. ``flags`` are the flags that are counted.
        """
        counted: dict[str, dict[Value, int]] = {}
        with store().fresh() as facets:
            found = self.bits(facets)
            for name in FACETS:
                bits = self.bits(facets, without=name) if name in self.chosen else found
                if name == "flag":
                    counted[name] = {
                        one: number
                        for one in flags
                        if (number := (self.flagged(facets, one) & bits).bit_count())
                    }
                else:
                    counted[name] = facets.counts({}, (name,), bits)[name]
            return found.bit_count(), counted

    def keys(
        self, sort: str, size: int, *, after: int | None = None, before: int | None = None
    ) -> list[int] | None:
        """Return the keys of the first mandates in an order, or of those beside one of them.

        Args:
            sort: "latest", "due" or "text".
            size: how many at most.
            after: the key of the mandate after which they come.
            before: the key of the mandate before which they come; the nearest first.

        Returns:
            The keys; None where the mandate named does not match any longer.
        """
        with store().fresh() as facets:
            bits = self.bits(facets)
            beside = before if after is None else after
            if beside is None:
                return facets.ordered(bits, sort, 0, size)
            every = facets.ordered(bits, sort, 0, bits.bit_count())
        if beside not in every:
            return None
        place = every.index(beside)
        if after is not None:
            return every[place + 1 : place + 1 + size]
        return every[max(0, place - size) : place][::-1]


def _any(facets: Facets, name: str, values: Iterable[Value]) -> int:
    return facets.matching({name: frozenset(values)})


def chosen(given: Mapping[str, Sequence[str]], none: str) -> dict[str, list[Value]]:
    """Return values of an address as the facets hold them.

    Args:
        given: values by filter; filters that are no facets are left out.
        none: how an address says "no unit".

    Raises:
        ValueError: a unit or officer that is no key.
    """
    found: dict[str, list[Value]] = {}
    for name in FACETS:
        if name not in given:
            continue
        if name in ("unit", "officer"):
            found[name] = [NOBODY if one == none else int(one) for one in given[name]]
        else:
            found[name] = list(given[name])
    return found
