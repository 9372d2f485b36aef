"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.assistance.results.views import lists, pages, recording

app_name = "results"
urlpatterns = [
    path("", lists.IndicatorList.as_view(), name="list"),
    path("updates/", lists.UpdateList.as_view(), name="updates"),
    path("updates/<int:key>/", pages.update, name="update"),
    path("updates/<int:key>/figures/", recording.EnterPage.as_view(), name="enter"),
    path("updates/<int:key>/<slug:deed>/", recording.DeedPage.as_view(), name="deed"),
    path("result/<int:key>/indicator/", recording.IndicatorPage.as_view(), name="add_indicator"),
    path("result/<int:key>/words/", recording.ResultWordsPage.as_view(), name="result_words"),
    path(
        "indicator/<int:key>/words/",
        recording.IndicatorWordsPage.as_view(),
        name="indicator_words",
    ),
    path("indicator/<int:key>/baseline/", recording.BaselinePage.as_view(), name="baseline"),
    path("indicator/<int:key>/link/", recording.LinkPage.as_view(), name="link"),
    path("indicator/<int:key>/remove/", recording.remove_indicator, name="remove_indicator"),
    path("period/<int:key>/targets/", recording.TargetsPage.as_view(), name="targets"),
    path("period/<int:key>/begin/", recording.BeginPage.as_view(), name="begin"),
    path("<str:identifier>/", pages.show, name="activity"),
    path("<str:identifier>/result/", recording.ResultPage.as_view(), name="add_result"),
    path("<str:identifier>/period/", recording.PeriodPage.as_view(), name="add_period"),
]
