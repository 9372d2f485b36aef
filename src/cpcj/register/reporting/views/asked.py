"""The day that a page is about, as its address asks for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from django.http import HttpRequest

_LENGTH = 10


def day_asked(request: HttpRequest) -> dt.date:
    """Return the day of ``?on=``; today where none is asked for.

    Raises:
        ValueError: it is no day.
    """
    wanted = request.GET.get("on", "").strip()
    if not wanted:
        return timezone.localdate()
    if len(wanted) != _LENGTH:
        message = "no day"
        raise ValueError(message)
    return dt.date.fromisoformat(wanted)
