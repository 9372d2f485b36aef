"""Forecasts: a new version each time, never a change to an old one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.models import Contribution, CostObject, Forecast, ForecastLine

MOST_MONTHS: Final = 240


@service(permission=Permission.FUNDING_RECORD)
def add_forecast(
    change: Change,
    about: Contribution | CostObject,
    *,
    made_on: dt.date,
    lines: Mapping[dt.date, int],
    reason: str = "",
) -> Forecast:
    """Record the next version of a forecast.

    Args:
        change: given by the service.
        about: a contribution, whose receipts are expected, or a cost object, whose expenditure is.
        made_on: the day it is made.
        lines: cents by the first day of a month.
        reason: why another version is made; words.

    Raises:
        ValidationError: no month, too many, an amount below nothing, or made before the version
            that stands.
    """
    if not lines or len(lines) > MOST_MONTHS or any(cents < 0 for cents in lines.values()):
        raise ValidationError(gettext("A forecast names months with amounts."))
    of = {"contribution": about} if isinstance(about, Contribution) else {"cost_object": about}
    type(about).objects.select_for_update().get(pk=about.pk)
    before = Forecast.objects.filter(**of).aggregate(version=Max("version"), day=Max("made_on"))
    if before["day"] is not None and made_on < before["day"]:
        raise ValidationError(gettext("A later version was made before that day."))
    forecast = Forecast(
        **of,
        version=(before["version"] or 0) + 1,
        made_on=made_on,
        reason=reason,
        made_by_id=change.actor.pk,
    )
    forecast.full_clean(exclude=("made_by", "contribution", "cost_object"))
    forecast.save()
    ForecastLine.objects.bulk_create(
        ForecastLine(forecast=forecast, month=month, cents=cents)
        for month, cents in sorted(lines.items())
    )
    change.created(forecast, ("contribution_id", "cost_object_id", "version", "made_on"))
    return forecast
