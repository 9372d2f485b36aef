"""How often an address or a token may ask: so many requests a minute."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WINDOW = 60  # seconds


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a minute's requests; ``reset`` in seconds."""

    limit: int
    remaining: int
    reset: int
    exceeded: bool

    def headers(self) -> dict[str, str]:
        """Return the headers that say so."""
        said = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }
        return {**said, "Retry-After": str(self.reset)} if self.exceeded else said


def spend(request: HttpRequest, token: int | None) -> Allowance:
    """Count a request of a token, else of an address, and return what is left.

    Counted in the cache: where the processes share none, each counts for itself.
    """
    now = time.time()
    minute = int(now // WINDOW)
    reset = max(1, int((minute + 1) * WINDOW - now))
    if token is None:
        limit, who = settings.API_REQUESTS_A_MINUTE, address_of(request)
    else:
        limit, who = settings.API_REQUESTS_A_MINUTE_WITH_TOKEN, f"token {token}"
    # No address stands in the cache: only what cannot be turned back into one.
    key = f"rate:{minute}:{salted_hmac('cpcj.api.rate', who).hexdigest()}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        count = cache.incr(key)
    except ValueError:  # pushed out by others meanwhile
        count = 1
    return Allowance(limit, max(0, limit - count), reset, count > limit)


def address_of(request: HttpRequest) -> str:
    """Return whom a request comes from: behind a proxy, whom the proxy says it has it from."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER is not None and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
