"""The answers to what goes wrong: a request that asks too much, a store that does not answer."""

from __future__ import annotations

import errno
import sys

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# How SQLite, PostgreSQL and the operating system say it.
_FULL_WORDS = ("is full", "no space left", "disk quota", "could not extend file")
_FULL_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_AGAIN_SECONDS = "10"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400; 413 to a request that carries more than is taken."""
    status, title = 400, _("Bad request")
    words = _("The request could not be understood.")
    if isinstance(exception, _TOO_MUCH):
        status, title = 413, _("Too large")
        words = _(
            "The request carries more than is taken at once. Nothing of it was stored. Send fewer "
            "or smaller files, or less text."
        )
    context = {"status": status, "title": title, "words": words}
    return render(request, "frame/problem.html", context, status=status)


def store_is_full(error: BaseException | None) -> bool:
    """Tell whether an error says that there is no space left."""
    if isinstance(error, OSError):
        return error.errno in _FULL_ERRORS
    return isinstance(error, OperationalError) and any(
        words in str(error).lower() for words in _FULL_WORDS
    )


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a handler is given it
    """Answer 500, or 503 where the store does not answer or has no space left.

    Neither the store nor the session is touched, and no connection that failed is kept.
    """
    error = sys.exc_info()[1]
    full = store_is_full(error)
    if not full and not isinstance(error, OperationalError | InterfaceError):
        return HttpResponse(render_to_string("frame/broken.html"), status=500)
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
    words = render_to_string("site/unavailable.html", {"full": full})
    return HttpResponse(words, status=503, headers={"Retry-After": _AGAIN_SECONDS})
