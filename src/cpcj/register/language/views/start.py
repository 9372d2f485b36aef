"""What the room has: one page with a way to each tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cpcj.register.queries.texts import series_list
from cpcj.register.views.lists import page_number

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SERIES = 20
"""Series on a page."""


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """Show the tools, and the series that are held."""
    page = Paginator(series_list(request.user), SERIES).get_page(page_number(request))
    return render(request, "language/tools.html", {"series": page})
