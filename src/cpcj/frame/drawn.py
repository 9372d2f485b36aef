"""Pages drawn once: what an anonymous person reads is kept until the next write.

Nothing in such a page belongs to one person, and every write leaves an audit event: the number of
the last event says whether a page that was drawn still holds. Views choose it, one by one.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from cpcj.frame.services import recorder

View = Callable[..., HttpResponseBase]
STORE = "drawn"
_SECONDS = 3600
_LARGEST = 2 << 20  # bytes of a page; a larger one would push out too many others
_PERSONAL = ("messages", settings.SESSION_COOKIE_NAME)


def drawn_once(view: View) -> View:
    """Keep what a view draws for anonymous people, by address, language and day.

    Not kept: anything but a whole page that was found, one with a form that carries a token, one
    that sets a cookie, one for somebody with a session.
    """

    @functools.wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "GET" or any(name in request.COOKIES for name in _PERSONAL):
            return view(request, *args, **kwargs)
        key = _key(request)
        page = caches[STORE].get(key)
        if page is not None:
            return HttpResponse(page)
        response = view(request, *args, **kwargs)
        if _may_be_kept(request, response) and isinstance(response, HttpResponse):
            caches[STORE].set(key, response.content, _SECONDS)
        return response

    return kept


def _key(request: HttpRequest) -> str:
    said = "\n".join(
        (
            str(recorder().position()),
            dt.datetime.now(tz=dt.UTC).date().isoformat(),
            get_language() or "",
            request.headers.get("HX-Request", ""),
            request.get_host(),
            request.get_full_path(),
        )
    )
    return hashlib.sha256(said.encode()).hexdigest()


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and set(response.headers) <= {"Content-Type", "Vary"}
        and isinstance(response, HttpResponse)
        and response.headers["Content-Type"].startswith("text/html")
        and len(response.content) <= _LARGEST
    )
