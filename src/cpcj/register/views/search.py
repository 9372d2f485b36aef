"""Search over the words of all paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_safe

from cpcj.register.presentation.rows import hit_rows
from cpcj.register.queries.search import search
from cpcj.register.views.lists import page_number

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST = 1_000


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show the paragraphs that a query finds, its words marked in them."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = search(request.user, words, page_number(request)) if words else None

    def at(number: int | None) -> str:
        return "" if number is None else f"?{urlencode({'q': words, 'page': number})}"

    context = {
        "words": words,
        "found": found,
        "hits": hit_rows(found.hits) if found else "",
        "previous_href": at(found.previous) if found else "",
        "following_href": at(found.following) if found else "",
    }
    return render(request, "register/search.html", context)
