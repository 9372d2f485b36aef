"""Addresses of the calendar. Requests are named by the identifier of the act that asks."""

from __future__ import annotations

from django.urls import path

from cpcj.register import urls as _register_urls  # noqa: F401 - brings the converter of identifiers
from cpcj.register.reporting.views import calendar, entries, months, overview, series, tables

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
    path("documents/", tables.DocumentList.as_view(), name="documents"),
    path("documents/add/", tables.AddDocument.as_view(), name="add_document"),
    path("documents/<int:key>/remove/", tables.RemoveDocument.as_view(), name="remove_document"),
    path("tables/", tables.table_list, name="tables"),
    path("tables/new/", tables.upload, name="upload_table"),
    path("tables/<int:key>/withdraw/", tables.WithdrawTable.as_view(), name="withdraw_table"),
]
