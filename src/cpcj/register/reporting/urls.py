"""Addresses of the calendar. Requests are named by the identifier of the act that asks."""

from __future__ import annotations

from django.urls import path

from cpcj.register import urls as _register_urls  # noqa: F401 - brings the converter of identifiers
from cpcj.register.reporting.views import calendar, entries, months, overview, series

app_name = "reporting"
urlpatterns = [
    path("", overview.overview, name="calendar"),
    path("list/", calendar.CalendarList.as_view(), name="list"),
    path("months/", months.month, name="month"),
    path("observances/", months.observance_list, name="observances"),
    path("recurring/", overview.recurring, name="recurring"),
    path("calendar.ics", calendar.CalendarList.as_view(form="ics"), name="ics"),
    path("extract.docx", calendar.CalendarList.as_view(form="docx"), name="extract"),
    path("series/<identifier:identifier>/", series.series, name="series"),
    path("request/<identifier:identifier>/", entries.entry, name="entry"),
    path("match/<identifier:identifier>/", entries.match, name="match"),
    path("correct/<identifier:identifier>/", entries.correct, name="correct"),
]
