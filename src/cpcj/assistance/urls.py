"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.assistance.views import changing, lists, office, requests

app_name = "assistance"
urlpatterns = [
    path("", lists.RequestList.as_view(), name="list"),
    path("board/", lists.board, name="board"),
    path("own/", lists.own, name="own"),
    path("new/", requests.new, name="new"),
    path("record/", requests.record, name="record"),
    path("holidays/", office.holidays, name="holidays"),
    path("documents/<int:key>/", requests.document, name="document"),
    path("<slug:number>/", requests.show, name="request"),
    path("<slug:number>/letter/", requests.letter, name="letter"),
    path("<slug:number>/<slug:deed>/", changing.change, name="change"),
]
