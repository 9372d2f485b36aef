"""The start page, the about page, the health probe and the error pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import cpcj
from cpcj.accounts import services as accounts
from cpcj.frame.drawn import drawn_once
from cpcj.frame.languages import remember_language
from cpcj.frame.panels import panels


@drawn_once
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what the register holds at a glance: the panels that the rooms have registered."""
    return render(request, "site/start.html", {"panels": panels(request)})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what this is and which version runs."""
    return render(request, "site/about.html", {"version": cpcj.__version__})


@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view is given the request
    """Answer 200 when the database answers; for load balancers and the test of a fresh start."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": cpcj.__version__})


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language a person chose and go back to where they were.

    By GET, unlike the framework's own view: a choice of language changes nothing in the register,
    and pages without a token in them can be kept for everybody. Of somebody who is signed in it is
    kept with the account, but for a request that another site caused.
    """
    address = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        address = "/"
    response = redirect(address)
    language = request.GET.get("language", "")
    if language in dict(settings.LANGUAGES):
        remember_language(response, language)
        theirs = request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
        if request.user.is_authenticated and theirs:
            accounts.choose_language(request.user, request.user, language=language)
    return response


def _problem(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    context = {"status": status, "title": title, "words": words}
    return render(request, "frame/problem.html", context, status=status)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 403; send a visitor who has not signed in to the sign-in page."""
    if not request.user.is_authenticated and request.method == "GET":
        return redirect_to_login(request.get_full_path())
    words = _("Your account may not do this.")
    return _problem(request, 403, _("Not permitted"), words)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer 403 to a form that did not come from this site or whose session has ended."""
    words = _("The form has expired. Go back, load the page again and send it once more.")
    return _problem(request, 403, _("Form expired"), words)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 404."""
    words = _("There is nothing at this address, or nothing that you may see.")
    return _problem(request, 404, _("Not found"), words)
