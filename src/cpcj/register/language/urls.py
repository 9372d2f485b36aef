"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.frame.drawn import drawn_once
from cpcj.register.language.views import (
    agreed,
    amending,
    before,
    checking,
    compare,
    comparing,
    compiling,
    emerging,
    series,
    start,
)

app_name = "language"
urlpatterns = [
    path("", start.tools, name="tools"),
    path("agreed/", agreed.agreed, name="agreed"),
    path("compare/", drawn_once(compare.comparison), name="compare"),
    path("compare/given/", comparing.comparing, name="compare_given"),
    path("lineage/<int:key>/", drawn_once(series.lineage), name="lineage"),
    path("emerging/", drawn_once(emerging.emerging), name="emerging"),
    path("amend/", amending.amending, name="amend"),
    path("amend/write/", amending.writing, name="write"),
    path("compile/", compiling.compiling, name="compile"),
    path("before/", before.before, name="before"),
    path("check/", checking.checking, name="check"),
]
