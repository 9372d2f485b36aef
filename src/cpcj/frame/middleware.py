"""What every request passes: addresses cleaned, answers with their headers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

# One policy for every page: nothing inline, nothing from elsewhere. ``data:`` images are the small
# drawings inside Bootstrap's own style sheet.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'"
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), interest-cohort=()"


class SecurityHeaders:
    """Add the Content-Security-Policy and Permissions-Policy to every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers set."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class WithoutNulls:
    """Take the NUL character out of addresses: no text holds it, and PostgreSQL refuses it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer for the address without it; a path that holds one leads nowhere."""
        if "%00" in request.META.get("QUERY_STRING", ""):
            words = request.GET.copy()
            for name, values in list(words.lists()):
                words.setlist(name, [value.replace("\0", "") for value in values])
            request.GET = words  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Refuse the path; here, where the answer "not found" is made as for any other page."""
        if "\0" in request.path:
            message = "no page's address holds this character"
            raise Http404(message)
