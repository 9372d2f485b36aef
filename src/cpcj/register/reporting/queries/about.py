"""What the calendar holds about an act, in one written statement: every mandate's page asks it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, models

from cpcj.frame.permissions import Actor
from cpcj.register.models.visibility import sees_unpublished
from cpcj.register.queries.mandates import day_of
from cpcj.register.reporting.models import Deadline, DueEntry
from cpcj.register.reporting.rules.states import state_of

# What ``visible_to`` asks of deadlines and of acts beside an entry, in SQL; tests ask both.
_ABOUT = """
SELECT {columns}, (
  SELECT b.entry_id FROM reporting_beside b JOIN register_text own ON own.id = b.text_id
  WHERE b.identifier = %s AND own.current_id IS NOT NULL{own}
  ORDER BY b.id LIMIT 1)
FROM reporting_dueentry e
  JOIN register_text t ON t.id = e.text_id
  JOIN reporting_deadline d ON d.entry_id = e.id
WHERE e.id IN (
    SELECT one.id FROM reporting_dueentry one WHERE one.identifier = %s
    UNION ALL SELECT b.entry_id FROM reporting_beside b WHERE b.identifier = %s)
  AND t.current_id IS NOT NULL{seen} AND d.asked_on <= %s
ORDER BY d.order_on, d.id
"""


def _as_it_is(value: Any) -> Any:
    return value


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _reading(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """Return what makes a value of a field of what a statement gives: SQLite has few types."""
    if isinstance(field, models.DateField):
        return day_of
    if isinstance(field, models.JSONField):
        return _loaded
    return bool if isinstance(field, models.BooleanField) else _as_it_is


def _columns(model: type[models.Model], table: str) -> tuple[list[str], list[str], list[Any]]:
    fields = model._meta.concrete_fields
    return (
        [field.attname for field in fields],
        [f'{table}."{field.column}"' for field in fields],
        [_reading(field) for field in fields],
    )


_DEADLINE, _OF_DEADLINE, _READ_DEADLINE = _columns(Deadline, "d")
_ENTRY, _OF_ENTRY, _READ_ENTRY = _columns(DueEntry, "e")
_MIDDLE = len(_DEADLINE)


def _statement(*, everything: bool) -> str:
    return _ABOUT.format(
        columns=", ".join((*_OF_DEADLINE, *_OF_ENTRY)),
        own="" if everything else " AND own.published",
        seen="" if everything else " AND t.published",
    )


_ALL, _PUBLIC = _statement(everything=True), _statement(everything=False)


def deadlines_about(
    user: Actor, identifier: str, on: dt.date
) -> tuple[list[Any], list[Any] | None]:
    """Return the deadlines of an act, and those of the request that it stands beside.

    Args:
        user: who looks.
        identifier: of the act.
        on: the day whose ``state`` they bear.

    Returns:
        The act's own deadlines in order, each with its ``entry``; and those of the entry of the
        adopted text, where the act is of an earlier stage, else None.
    """
    with connection.cursor() as cursor:
        statement = _ALL if sees_unpublished(user) else _PUBLIC
        cursor.execute(statement, [identifier, identifier, identifier, on])
        rows = cursor.fetchall()
    own: list[Any] = []
    beside: list[Any] | None = None
    for row in rows:
        found = _deadline(row, on)
        lead = row[-1]
        if found.entry.identifier == identifier:
            own.append(found)
        if lead is not None:
            beside = [] if beside is None else beside
            if found.entry_id == lead:
                beside.append(found)
    return own, beside


def _deadline(row: Sequence[Any], on: dt.date) -> Any:
    alias = connection.alias
    own = [read(value) for read, value in zip(_READ_DEADLINE, row, strict=False)]
    entry = [read(value) for read, value in zip(_READ_ENTRY, row[_MIDDLE:], strict=False)]
    found: Any = Deadline.from_db(alias, _DEADLINE, own)
    found.entry = DueEntry.from_db(alias, _ENTRY, entry)
    found.state = state_of(found, on).value
    return found
