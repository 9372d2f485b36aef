"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.funding.institute.views import deeds, lists, pages, tables

app_name = "institute"
_STATE = "members/<slug:code>/"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("members/new/", deeds.NewMemberPage.as_view(), name="new_member"),
    path(_STATE, pages.member, name="member"),
    path(f"{_STATE}pay/", deeds.PayPage.as_view(), name="pay"),
    path(f"{_STATE}plan/", deeds.PlanPage.as_view(), name="plan"),
    path(f"{_STATE}notice/", deeds.NoticePage.as_view(), name="give_notice"),
    path("memberships/<int:key>/end/", deeds.EndPage.as_view(), name="end"),
    path("years/new/", deeds.BudgetPage.as_view(), name="new_budget"),
    path("years/<int:year>/", pages.year, name="year"),
    path("years/<int:year>/assess/", deeds.AssessPage.as_view(), name="assess"),
    path("assessments/", lists.AssessmentList.as_view(), name="assessments"),
    path("assessments/<int:key>/write-off/", deeds.WriteOffPage.as_view(), name="write_off"),
    path("payments/", lists.PaymentList.as_view(), name="payments"),
    path("payments/<int:key>/reverse/", deeds.ReversePage.as_view(), name="reverse"),
    path("ledger/", lists.LedgerList.as_view(), name="ledger"),
    path("notices/<int:key>/", pages.notice, name="notice"),
    path("percentage/new/", deeds.PercentagePage.as_view(), name="new_percentage"),
    path("sources/new/", deeds.SourcePage.as_view(), name="new_source"),
    path("tables/", tables.TablePage.as_view(), name="give"),
    path("tables/<int:key>/", tables.confirm, name="import"),
]
