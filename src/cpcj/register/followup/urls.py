"""Addresses of follow-up. Mandates are named by their identifiers, as in the register's addresses.

``kept/`` leads by its key to a follow-up whose act is no longer in force.
"""

from __future__ import annotations

from django.urls import path

from cpcj.register import urls as _register  # noqa: F401 - registers the converter of identifiers
from cpcj.register.followup.views import changing, importing, listing, mandate, many, personal

app_name = "followup"
urlpatterns = [
    path("", listing.FollowUpList.as_view(), name="list"),
    path("mine/", listing.OwnList.as_view(), name="mine"),
    path("apart/", mandate.ApartList.as_view(), name="apart"),
    path("changes/", personal.changes, name="changes"),
    path("many/", many.change_many, name="many"),
    path("views/", personal.save_view, name="save_view"),
    path("views/<int:key>/forget/", personal.forget_view, name="forget_view"),
    path("reminders/<int:key>/end/", personal.end_reminder, name="end_reminder"),
    path("documents/<int:key>/", mandate.document, name="document"),
    path("sheets/", importing.give, name="sheets"),
    path("sheets/<int:key>/", importing.dry_run, name="sheet"),
    path("kept/<int:key>/", mandate.kept, name="kept"),
    path("change/<slug:deed>/<identifier:identifier>/", changing.change, name="change"),
    path("mandate/<identifier:identifier>/", mandate.mandate, name="mandate"),
]
