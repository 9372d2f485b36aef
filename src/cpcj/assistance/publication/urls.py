"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.assistance.publication.views import imports, office, papers, public

app_name = "publication"
urlpatterns = [
    path("", public.page, name="page"),
    path("vocabulary/", public.vocabulary, name="vocabulary"),
    path("files/<str:name>", public.file, name="file"),
    path("runs/", office.RunList.as_view(), name="runs"),
    path("runs/new/", office.prepare, name="prepare"),
    path("runs/<int:key>/", office.run_page, name="run"),
    path("runs/<int:key>/files/<str:name>", office.run_file, name="run_file"),
    path("runs/<int:key>/<slug:deed>/", office.deed, name="deed"),
    path("imports/", imports.ImportList.as_view(), name="imports"),
    path("imports/new/", imports.new, name="new_import"),
    path("imports/<int:key>/", imports.show, name="import"),
    path("imports/<int:key>/file/", imports.written, name="written"),
    path("data-cube/", office.cube, name="cube"),
    path("donor-report/<slug:code>/", papers.donor_report, name="donor_report"),
    path("project/<str:identifier>/", papers.project_document, name="project_document"),
    path("check/<str:identifier>/", office.check, name="check"),
]
