"""Holidays of the duty station."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cpcj.assistance import names
from cpcj.assistance.forms import HolidaysForm, holidays_note, holidays_of
from cpcj.assistance.models import Holiday
from cpcj.assistance.rules.holidays import (
    LARGEST as LARGEST_TABLE,
)
from cpcj.assistance.rules.holidays import UnreadableHolidaysError, read_holidays
from cpcj.assistance.services import office
from cpcj.frame.permissions import Permission, require

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """Show the holidays; take a table: what it would change first, then by an explicit yes."""
    require(request.user, Permission.REQUEST_HANDLE)
    if request.method == "POST" and "shown" in request.POST:
        return _take(request)
    form = HolidaysForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = read_holidays(form.cleaned_data["table"].read(LARGEST_TABLE + 1))
        except UnreadableHolidaysError as error:
            form.add_error("table", str(names.HOLIDAY_FILE_ERRORS[error.code]))
        else:
            return _shown(request, rows, replace=form.cleaned_data["way"] == "replace")
    held = Holiday.objects.visible_to(request.user)
    return render(request, "assistance/holidays.html", {"form": form, "held": held})


def _shown(request: HttpRequest, rows: Any, *, replace: bool) -> HttpResponse:
    days = {row.on: row.name for row in rows if not row.error}
    held = dict(Holiday.objects.visible_to(request.user).values_list("on", "name"))
    context = {
        "new": [(on, name) for on, name in days.items() if on not in held],
        "renamed": [
            (on, held[on], name) for on, name in days.items() if held.get(on, name) != name
        ],
        "gone": [(on, held[on]) for on in office.years_replaced(days)] if replace else [],
        "errors": [(row, names.HOLIDAY_ERRORS[row.error]) for row in rows if row.error],
        "shown": holidays_note(days, replace=replace),
        "number": len(days),
    }
    return render(request, "assistance/holidays_shown.html", context)


def _take(request: HttpRequest) -> HttpResponse:
    given = holidays_of(request.POST["shown"])
    if given is None:
        messages.error(request, gettext("The form has expired. Give the table once more."))
    else:
        days, replace = given
        office.keep_holidays(request.user, days, replace=replace)
        messages.success(request, gettext("The holidays are kept."))
    return redirect("assistance:holidays")
