"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.funding.trust_fund.views import applications, grants, office, public, readings

app_name = "trust_fund"
_FUND, _CALL = "funds/<slug:code>/", "calls/<slug:code>/"
_APPLICATION, _GRANT = "applications/<slug:number>/", "awarded/<slug:number>/"
urlpatterns = [
    path("", public.start, name="start"),
    path("due/", office.due, name="due"),
    path("funds/new/", office.NewFundPage.as_view(), name="new_fund"),
    path(_FUND, public.fund, name="fund"),
    path(f"{_FUND}change/", office.FundPage.as_view(), name="change_fund"),
    path(f"{_FUND}agreement/", office.template, name="template"),
    path(f"{_FUND}agreement/file/", office.template_file, name="template_file"),
    path("calls/", public.CallList.as_view(), name="calls"),
    path("calls/new/", office.NewCallPage.as_view(), name="new_call"),
    path(_CALL, public.call, name="call"),
    path(f"{_CALL}change/", office.CallPage.as_view(), name="change_call"),
    path(f"{_CALL}apply/", applications.ProposalPage.as_view(), name="apply"),
    path(f"{_CALL}ranking/", office.ranking, name="ranking"),
    path(f"{_CALL}do/<slug:deed>/", office.CallDeedPage.as_view(), name="call_deed"),
    path("applications/", applications.ApplicationList.as_view(), name="applications"),
    path(_APPLICATION, applications.application, name="application"),
    path(f"{_APPLICATION}change/", applications.DraftPage.as_view(), name="draft"),
    path(
        f"{_APPLICATION}files/<int:key>/remove/",
        applications.RemoveFilePage.as_view(),
        name="remove_file",
    ),
    path(
        f"{_APPLICATION}do/<slug:deed>/",
        applications.ApplicationDeedPage.as_view(),
        name="application_deed",
    ),
    path("files/<int:key>/", applications.attachment, name="attachment"),
    path("readings/", readings.readings, name="readings"),
    path("readings/<int:key>/", readings.reading, name="reading"),
    path("awarded/", public.GrantList.as_view(), name="grants"),
    path(_GRANT, grants.grant, name="grant"),
    path(f"{_GRANT}do/<slug:deed>/", grants.GrantDeedPage.as_view(), name="grant_deed"),
    path(f"{_GRANT}report/<int:position>/", grants.ReportPage.as_view(), name="report"),
    path(f"{_GRANT}agreement/", grants.agreement_file, name="agreement"),
]
