"""Addresses of the sub-room."""

from __future__ import annotations

from django.urls import path

from cpcj.frame.drawn import drawn_once
from cpcj.register.budget.views import imports, lists, rows

app_name = "budget"
urlpatterns = [
    path("", drawn_once(lists.LineList.as_view()), name="list"),
    path("rows/<int:key>/", drawn_once(rows.row), name="row"),
    path("rows/<int:key>/correct/", rows.correct, name="correct"),
    path("compare/", drawn_once(rows.compare), name="compare"),
    path("outdated/", drawn_once(lists.outdated), name="outdated"),
    path("treaties/", drawn_once(lists.treaties), name="treaties"),
    path("import/", imports.give, name="give"),
    path("import/<int:key>/", imports.confirm, name="import"),
]
