"""The day that a page is asked for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateparse import parse_date

if TYPE_CHECKING:
    from django.http import HttpRequest


def day_of(request: HttpRequest) -> dt.date:
    """Return the day a page is asked for (``?on=2012-11-21``), today by default."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
