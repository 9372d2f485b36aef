"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.frame.drawn import drawn_once
from cpcj.treaties.views import actions, asked, declarations, imports, pages

app_name = "treaties"
urlpatterns = [
    path("", drawn_once(pages.instrument_list), name="list"),
    path("states/", drawn_once(pages.state_list), name="states"),
    path("states/<slug:code>/", drawn_once(pages.state), name="state"),
    path("states/<slug:code>/asked/", asked.asked_of, name="asked"),
    path("not-yet/", drawn_once(pages.not_yet), name="not_yet"),
    path("anniversaries/", drawn_once(pages.anniversaries), name="anniversaries"),
    path("actions/", actions.ActionList.as_view(), name="actions"),
    path("actions/record/", actions.RecordAction.as_view(), name="record_action"),
    path("actions/<int:key>/correct/", actions.CorrectAction.as_view(), name="correct_action"),
    path("import/", imports.give, name="give"),
    path("declarations/", declarations.DeclarationList.as_view(), name="declarations"),
    path("declarations/record/", declarations.RecordDeclaration.as_view(), name="record"),
    path("declarations/<int:key>/", declarations.declaration, name="declaration"),
    path(
        "declarations/<int:key>/correct/",
        declarations.CorrectDeclaration.as_view(),
        name="correct",
    ),
    path(
        "declarations/<int:key>/withdrawn/",
        declarations.WithdrawDeclaration.as_view(),
        name="withdraw",
    ),
    path(
        "declarations/<int:key>/objection/",
        declarations.RecordObjection.as_view(),
        name="object",
    ),
    path("import/declarations/", declarations.give_declarations, name="give_declarations"),
    path("import/text/", imports.give_text, name="give_text"),
    path("import/<int:key>/", imports.confirm, name="import"),
    path("<slug:key>/text/", drawn_once(pages.text), name="text"),
    path("<slug:key>/", drawn_once(pages.instrument), name="instrument"),
]
