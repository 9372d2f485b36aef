"""Filters of the log that no single column answers: by room, by day, by person."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from cpcj.frame.lists import Facet

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RoomFacet(Facet):
    """By the first part of the deed, ``room.deed``."""

    def narrow(self, records: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """Return the events of any of the rooms."""
        chosen = Q()
        for value in values:
            chosen |= Q(**{f"{self.field}__startswith": f"{value}."})
        return records.filter(chosen)

    def count(self, records: QuerySet[Any]) -> list[tuple[Any, int]]:
        """Return the rooms with their numbers of events; there are few deeds, whatever the log."""
        rooms: Counter[str] = Counter()
        deeds = records.order_by().values_list(self.field).annotate(number=Count("pk"))
        for deed, number in deeds:
            rooms[deed.partition(".")[0]] += number
        return rooms.most_common(self.limit)


def by_day(records: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Return the events of a day, or of the days from one to another (``2026-03-01..2026-03-31``).

    Raises:
        ValidationError: a day is not written year-month-day.
    """
    first, _dots, last = words.strip().partition("..")
    begin = _day(first) if first or not _dots else None
    end = _day(last) if last else (None if _dots else begin)
    if begin is not None:
        records = records.filter(at__gte=begin)
    if end is not None:
        records = records.filter(at__lt=end + _ONE_DAY)
    return records


def _day(text: str) -> dt.datetime:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(text.strip()), dt.time(), dt.UTC)
    except ValueError as error:
        raise ValidationError(_("Write a day as 2026-03-31.")) from error


def by_actor(records: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Return the events of an actor as the log names it; a bare number is an account."""
    actor = words.strip()
    return records.filter(actor=f"person:{actor}" if actor.isdecimal() else actor)
