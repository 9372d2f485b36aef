"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.reviews.checklists.views import answers, deeds, keeping, lists, sets, workbooks

app_name = "checklists"
urlpatterns = [
    path("", lists.SetList.as_view(), name="list"),
    path("all/", keeping.checklists, name="checklists"),
    path("all/new/", keeping.NewVersion.as_view(), name="new_version"),
    path("all/<slug:key>/<str:version>/", keeping.checklist, name="checklist"),
    path("all/<slug:key>/<str:version>/counts/", keeping.counts, name="counts"),
    path("new/", deeds.start, name="new"),
    path("needs/<int:key>/take-up/", deeds.take_up, name="take_up"),
    path("needs/<int:key>/decline/", deeds.decline, name="decline"),
    path("asked/<int:key>/stop/", answers.stop_asking, name="stop_asking"),
    path("workbooks/<int:key>/", workbooks.dry_run, name="dry_run"),
    path("<str:code>/", sets.show, name="set"),
    path("<str:code>/print/", sets.printed, name="print"),
    path("<str:code>/answers.docx", sets.word, name="word"),
    path("<str:code>/workbook.xlsx", workbooks.take_home, name="workbook"),
    path("<str:code>/workbook/", workbooks.bring_back, name="bring_back"),
    path("<str:code>/newer/", deeds.newer, name="newer"),
    path("<str:code>/submit/", deeds.submit, name="submit"),
    path("<str:code>/return/", deeds.return_set, name="return"),
    path("<str:code>/questions/<str:question>/", answers.answer, name="answer"),
    path("<str:code>/questions/<str:question>/take-over/", answers.take_over, name="take_over"),
    path("<str:code>/questions/<str:question>/ask/", answers.ask, name="ask"),
]
