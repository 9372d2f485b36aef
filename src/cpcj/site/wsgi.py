"""The WSGI application."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpcj.site.settings")

_answer: Callable[..., Iterable[bytes]] = get_wsgi_application()

from cpcj.audit.demonstration import settle  # noqa: E402 - the rooms are loaded only now

_settled = cache(settle)


def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answer a request; the first one of a process settles whether this is a demonstration."""
    _settled()
    return _answer(environ, start_response)
