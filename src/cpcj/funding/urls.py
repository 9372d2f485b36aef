"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.funding.views import (
    deeds,
    donors,
    funds,
    lists,
    pages,
    papers,
    planning,
    rates,
    records,
)

app_name = "funding"
_ONE = "contributions/<slug:code>/"
urlpatterns = [
    path("", lists.ContributionList.as_view(), name="list"),
    path("contributions/new/", records.PledgePage.as_view(), name="pledge"),
    path(_ONE, pages.contribution, name="contribution"),
    path(f"{_ONE}ledger/", lists.LedgerList.as_view(), name="ledger"),
    path(f"{_ONE}change/", records.TermsPage.as_view(), name="terms"),
    path(f"{_ONE}instalments/", records.InstalmentsPage.as_view(), name="instalments"),
    path(f"{_ONE}do/<slug:deed>/", deeds.DeedPage.as_view(), name="deed"),
    path("entries/<int:key>/reverse/", deeds.ReversePage.as_view(), name="reverse"),
    path("receipts/<int:key>/acknowledgement/", papers.acknowledgement, name="acknowledgement"),
    path("donors/", lists.DonorList.as_view(), name="donors"),
    path("donors/new/", records.NewDonorPage.as_view(), name="new_donor"),
    path("donors/<slug:code>/", donors.donor, name="donor"),
    path("donors/<slug:code>/change/", records.DonorPage.as_view(), name="change_donor"),
    path("cost-objects/", lists.CostObjectList.as_view(), name="cost_objects"),
    path("cost-objects/new/", records.NewCostObjectPage.as_view(), name="new_cost_object"),
    path("cost-objects/<slug:code>/", funds.cost_object, name="cost_object"),
    path("funds/", funds.funds, name="funds"),
    path("funds/<slug:kind>/", funds.fund, name="fund"),
    path("rates/", lists.RateList.as_view(), name="rates"),
    path("rates/import/", rates.RatesPage.as_view(), name="give"),
    path("rates/import/<int:key>/", rates.confirm, name="import"),
    path("settings/", pages.settings, name="settings"),
    path("settings/new/", records.SettingPage.as_view(), name="new_setting"),
    path("forecasts/<slug:kind>/<slug:code>/", planning.forecast, name="forecast"),
    path(
        "forecasts/<slug:kind>/<slug:code>/new/",
        planning.ForecastPage.as_view(),
        name="new_forecast",
    ),
    path("transactions/", planning.TransactionsPage.as_view(), name="give_transactions"),
    path("transactions/template/", planning.empty_transactions, name="empty_transactions"),
    path("transactions/<int:key>/", planning.confirm, name="import_transactions"),
    path("balances/", pages.balances, name="balances"),
    path("balances/close/", deeds.ClosePage.as_view(), name="close"),
]
