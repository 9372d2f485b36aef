"""One record of a kind, with what its columns need and nothing more."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import partial
from itertools import count
from typing import Any

from django.db import models
from django.utils import timezone

from cpcj.frame.records import writing_allowed

_numbers = count(1)
_SAMPLES: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.BooleanField, False),
    (models.DateTimeField, timezone.now),
    (models.DateField, lambda: dt.date(2026, 1, 1) + dt.timedelta(days=next(_numbers))),
    (models.UUIDField, uuid.uuid4),
    (models.JSONField, dict),
    (models.BinaryField, b""),
    (models.DecimalField, 0),
    (models.IntegerField, partial(next, _numbers)),
    (models.FloatField, 0),
)


def make(kind: type[models.Model], /, **given: Any) -> Any:
    """Return a stored record; records it belongs to are made as well, where none is given."""
    values = dict(given)
    for field in kind._meta.concrete_fields:
        if field.name in given or (field.primary_key and not field.is_relation):
            continue
        if field.is_relation:
            related = field.related_model
            if field.null or not isinstance(related, type):
                continue
            values[field.name] = make(related)
        elif not field.has_default() and not field.null:
            values[field.name] = _value(field)
    record = kind(**values)
    with writing_allowed():
        kind._default_manager.bulk_create([record])
    return record


def _value(field: models.Field[Any, Any]) -> Any:
    for kind, sample in _SAMPLES:
        if isinstance(field, kind):
            return sample() if callable(sample) else sample
    if field.choices:
        return next(iter(field.flatchoices))[0]
    return uuid.uuid4().hex[: field.max_length or 32]
