"""What an office sets: the holidays of its duty station."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from cpcj.assistance.models import Holiday
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service


def years_replaced(days: Mapping[dt.date, str]) -> list[dt.date]:
    """Return the holidays that are gone where a table takes the place of its years."""
    years = {day.year for day in days}
    held = Holiday.objects.values_list("on", flat=True)
    return [on for on in held if on.year in years and on not in days]


@service(permission=Permission.REQUEST_HANDLE)
def keep_holidays(change: Change, days: Mapping[dt.date, str], *, replace: bool) -> int:
    """Keep holidays; with ``replace``, those of the same years that are not named are gone.

    Returns:
        How many days are new or are called otherwise.
    """
    gone = years_replaced(days) if replace else []
    held = dict(Holiday.objects.filter(on__in=days).values_list("on", "name"))
    changed = {on: name for on, name in days.items() if held.get(on) != name}
    if not changed and not gone:
        change.nothing()
        return 0
    Holiday.objects.filter(on__in=[*gone, *changed]).delete()
    Holiday.objects.bulk_create(Holiday(on=on, name=name) for on, name in changed.items())
    change.did(note="holidays", kept=len(changed), gone=len(gone))
    return len(changed)
