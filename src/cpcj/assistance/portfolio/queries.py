"""The portfolio as a user sees it, and what a record still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.models import Activity, Recipient, Release, Sector
from cpcj.assistance.portfolio.rules.shares import WHOLE

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

GAPS = {
    "description": _("There is no description."),
    "recipients": _("The shares of States and regions are not 100 per cent together."),
    "sectors": _("The shares of sectors are not 100 per cent together."),
    "parent": _("What it belongs to is not public yet."),
}


def gaps(activity: Activity) -> list[_StrPromise]:
    """Return what a record lacks before it may be published."""
    found = {
        "description": not activity.description.strip(),
        "recipients": _sum(Recipient.objects.filter(activity=activity)) != WHOLE,
        "sectors": _sum(Sector.objects.filter(activity=activity)) != WHOLE,
        "parent": activity.parent is not None and activity.parent.release != Release.PUBLISHED,
    }
    return [GAPS[name] for name, missing in found.items() if missing]


def _sum(rows: QuerySet[Recipient] | QuerySet[Sector]) -> int:
    return sum(rows.values_list("share", flat=True))
