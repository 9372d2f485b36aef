"""How to read the register's pages, and how to search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from cpcj.register.presentation import names
from cpcj.register.search.grammar import FIELDS
from cpcj.resolutions.topics import topics

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """Explain what is shown: acts, marks, mandates and proposals, doubts, who this is for."""
    context = {"tones": [(tone, name) for tone, name in names.TONES.items() if tone != "nobody"]}
    return render(request, "register/help.html", context)


@require_safe
def search_syntax(request: HttpRequest) -> HttpResponse:
    """Explain the search: words, phrases, exact words, fields and their values."""
    context = {
        "fields": sorted(set(FIELDS.values())),
        "acts": names.ACTS.items(),
        "addressees": names.ADDRESSEES.items(),
        "qualifiers": names.QUALIFIERS.items(),
        "topics": [(topic.key, names.topic_name(topic.key)) for topic in topics()],
    }
    return render(request, "register/help_search.html", context)
