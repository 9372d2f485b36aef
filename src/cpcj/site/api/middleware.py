"""What every answer to a program passes: who asks, how often, what they hold already, headers.

It stands innermost, after the person of a session is known, and sees every answer of the paths it
serves: what the framework itself answers there (no such address, a request that cannot be read)
becomes a problem document too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac

import cpcj
from cpcj.frame.api.problems import MEDIA_TYPE, ProblemError, problem, unauthorized
from cpcj.frame.services import recorder
from cpcj.site.api.limits import Allowance, spend
from cpcj.tokens.bearing import Bearer, bearer

API: Final = "/api/"
IDENTIFIERS: Final = "/id/"
FEED: Final = "/changes.atom"
_SAFE: Final = ("GET", "HEAD")
_ACCEPTED: Final = ("application/json", MEDIA_TYPE)
_EXPOSED: Final = (
    "ETag, Link, Location, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, "
    "X-Total-Count"
)
_DETAILS: Final = {
    400: "The request cannot be read.",
    403: "This is not permitted.",
    404: "There is nothing at this address, or nothing that you may see.",
    405: "There is no such operation at this address.",
    413: "The request carries more than is taken at once. Nothing of it was stored.",
    500: "Something went wrong here. It was noted.",
    503: "The store does not answer, or has no space left. Nothing was changed; try again later.",
}
_DAY: Final = 24 * 60 * 60

Next = Callable[[HttpRequest], HttpResponseBase]


class ProgramRequests:
    """Serve ``/api/``, ``/id/`` and the feed as programs expect it."""

    def __init__(self, get_response: Next) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; requests for pages go through untouched."""
        if not request.path.startswith((API, IDENTIFIERS, FEED)):
            return self.get_response(request)
        if _preflight(request):
            return _opened(request, _preflight_answer(request))
        token, forged = _bearer(request)
        # Whoever tries tokens out spends the allowance of their address.
        allowance = spend(request, None if token is None else token.token)
        try:
            _admit(request, token, allowance, forged=forged)
            response = self._answer(request, token)
        except ProblemError as error:
            response = error.response()
        for name, value in allowance.headers().items():
            response.headers[name] = value
        return _opened(request, response)

    def _answer(self, request: HttpRequest, token: Bearer | None) -> HttpResponseBase:
        method = request.method or ""
        tag = _tag(request, token) if method in _SAFE else ""
        if tag and tag in _tags(request.headers.get("If-None-Match", "")):
            response: HttpResponseBase = HttpResponse(status=304)
            del response.headers["Content-Type"]
        else:
            if method == "HEAD":
                request.method = "GET"
            response = _told(request, self.get_response(request), method)
            request.method = method
            own = response.headers.get("ETag", "")
            if own and own in _tags(request.headers.get("If-None-Match", "")):
                response = HttpResponse(status=304, headers={"ETag": own})
                del response.headers["Content-Type"]
            elif method == "HEAD":
                response = _without_body(response)
        if tag and response.status_code in (200, 304):
            # A record may bear a tag of its own, which other writes leave as it is.
            response.headers.setdefault("ETag", tag)
            shared = "private" if token is not None or _has_session(request) else "public"
            response.headers["Cache-Control"] = f"{shared}, no-cache"
        patch_vary_headers(response, ["Accept", "Accept-Language", "Authorization"])
        return response


def _bearer(request: HttpRequest) -> tuple[Bearer | None, bool]:
    """Return who acts by the request's token, and whether it carries one that does not work."""
    header = request.headers.get("Authorization", "")
    if not header:
        return None, False
    scheme, _space, secret = header.partition(" ")
    found = bearer(secret.strip()) if scheme.lower() == "bearer" else None
    return found, found is None


def _admit(
    request: HttpRequest, token: Bearer | None, allowance: Allowance, *, forged: bool
) -> None:
    """Say who acts; refuse who asks too often, carries a bad token or takes no JSON.

    A program is known by its token alone: a session's cookie does nothing under ``/api/``.

    Raises:
        ProblemError: 429, 401 or 406.
    """
    if allowance.exceeded:
        raise ProblemError(
            429, f"More than {allowance.limit} requests in a minute; wait {allowance.reset} s."
        )
    if forged:
        raise unauthorized("The token is forged, expired or revoked.", "invalid_token")
    if token is not None:
        request.user = token  # type: ignore[assignment]
    elif request.path.startswith((API, FEED)):
        request.user = AnonymousUser()
    if request.path.startswith(API) and request.get_preferred_type(_ACCEPTED) is None:
        raise ProblemError(406, "Answers are application/json.")


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _tag(request: HttpRequest, token: Bearer | None) -> str:
    """Return the tag of what an address answers to somebody now.

    It changes with every write, with the day (what a person may do has days) and the program; it
    is signed, so that none can be made up to learn what there is.
    """
    who = "" if token is None else str(token.token)
    if token is None and request.path.startswith(IDENTIFIERS):
        who = f"session {request.COOKIES.get(settings.SESSION_COOKIE_NAME, '')}"
    said = "\n".join(
        (
            str(recorder().position()),
            dt.datetime.now(tz=dt.UTC).date().isoformat(),
            cpcj.__version__,
            who,
            request.get_host(),
            request.headers.get("Accept", ""),
            request.headers.get("Accept-Language", ""),
            request.get_full_path(),
        )
    )
    return f'W/"{salted_hmac("cpcj.api.tag", said).hexdigest()[:32]}"'


def _tags(header: str) -> set[str]:
    """Return the tags of ``If-None-Match``; "*" matches what is only known when it is drawn."""
    return {tag.strip() for tag in header.split(",")}


def _told(request: HttpRequest, response: HttpResponseBase, method: str) -> HttpResponseBase:
    """Return an answer, or the problem document in the place of an error page."""
    status = response.status_code
    if status == 405 and method == "OPTIONS":
        allowed = response.headers.get("Allow", "")
        return HttpResponse(status=204, headers={"Allow": _allow(allowed)})
    if status < 400 or response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    if not request.path.startswith(API) and status < 500 and _wants_page(request):
        return response
    named = ("Allow", "Retry-After")
    kept = {name: response.headers[name] for name in named if name in response.headers}
    if "Allow" in kept:
        kept["Allow"] = _allow(kept["Allow"])
    return problem(status, _DETAILS.get(status, "This cannot be answered."), headers=kept)


def _allow(methods: str) -> str:
    named = {one.strip() for one in methods.split(",") if one.strip()}
    if "GET" in named:
        named.add("HEAD")
    return ", ".join(sorted(named | {"OPTIONS"}))


def _wants_page(request: HttpRequest) -> bool:
    return request.get_preferred_type(("text/html", *_ACCEPTED)) == "text/html"


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    return response


def _preflight(request: HttpRequest) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _preflight_answer(request: HttpRequest) -> HttpResponse:
    """Say what a page of another site may ask: to read."""
    response = HttpResponse(status=204)
    if request.headers["Access-Control-Request-Method"] in _SAFE:
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, If-None-Match"
        response.headers["Access-Control-Max-Age"] = str(_DAY)
    return response


def _opened(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let pages of the sites that the setting names read the answer; cookies never go with it."""
    origins = settings.API_ORIGINS
    origin = request.headers.get("Origin")
    if origin is None or request.method not in (*_SAFE, "OPTIONS"):
        return response
    if "*" in origins:
        response.headers["Access-Control-Allow-Origin"] = "*"
    elif origin in origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        patch_vary_headers(response, ["Origin"])
    else:
        return response
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    return response
