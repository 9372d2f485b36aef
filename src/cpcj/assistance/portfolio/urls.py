"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.assistance.portfolio.views import imports, lists, pages, recording, training

app_name = "portfolio"
urlpatterns = [
    path("", lists.ActivityList.as_view(), name="list"),
    path("new/", recording.NewProgrammePage.as_view(), name="new"),
    path("needs/", lists.NeedList.as_view(), name="needs"),
    path("needs/new/", recording.NewNeedPage.as_view(), name="new_need"),
    path("needs/<int:key>/", pages.need, name="need"),
    path("needs/<int:key>/documents/", recording.NeedDocumentPage.as_view(), name="need_document"),
    path("training/", lists.EventList.as_view(), name="training"),
    path("training/<int:key>/", pages.event, name="event"),
    path("training/<int:key>/participants/", training.participants, name="participants"),
    path("training/<int:key>/follow-up/", training.FollowUpPage.as_view(), name="follow_up"),
    path("offices/", recording.OfficesPage.as_view(), name="offices"),
    path("import/", imports.tables, name="import"),
    path("import/<int:key>/", imports.proposal, name="proposal"),
    path("import/template/<slug:kind>/", imports.empty_table, name="empty_table"),
    path("documents/<int:key>/", pages.document, name="document"),
    path("documents/<int:key>/remove/", recording.remove_document, name="remove_document"),
    path("<str:identifier>/", pages.show, name="activity"),
    path("<str:identifier>/add/", recording.NewPartPage.as_view(), name="add"),
    path("<str:identifier>/part/<slug:part>/", recording.part, name="part"),
    path("<str:identifier>/do/<slug:deed>/", recording.DeedPage.as_view(), name="deed"),
    path("<str:identifier>/requests/", recording.RequestsPage.as_view(), name="requests"),
    path("<str:identifier>/needs/", recording.NeedsPage.as_view(), name="answered_needs"),
    path("<str:identifier>/documents/", recording.DocumentPage.as_view(), name="add_document"),
    path("<str:identifier>/training/", training.EventPage.as_view(), name="add_event"),
]
