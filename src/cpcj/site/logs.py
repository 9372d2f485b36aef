"""What is logged, and in what form: never a person.

A line holds when, how bad, which logger, a request's identifier, view, status and duration. It
holds no path (a path can carry a name or a token), no query, no address, no form value, no name and
no words of an exception, which may quote a row. What other libraries log is cut to the same: their
words stay, what they put into them does not.
"""

from __future__ import annotations

import errno
import json
import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

FORMATS: Final = ("line", "json")
HEADER: Final = "X-Request-ID"
_GIVEN_ID = re.compile(r"\A[0-9A-Za-z-]{8,64}\Z")
_FRAMES = 12  # innermost frames of a traceback that are logged
_ROOM = "cpcj"

# Nets under what should not be there at all: e-mail, IPv4 and IPv6 addresses.
_ADDRESS = re.compile(
    r"[^\s@<>\"']+@[^\s@<>\"']+"
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
    r"|(?<![\w:])(?:[0-9A-Fa-f]{1,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])"
    r"|::(?:[0-9A-Fa-f]{1,4}(?![\w:]))"
)
# One conversion of a %-format.
_CONVERSION = re.compile(r"%(?:\([^)]*\))?[#0\- +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[A-Za-z%]")

_request_id: ContextVar[str] = ContextVar("cpcj_request_id", default="")

requests = logging.getLogger("cpcj.request")


def settings_for(form: str, level: str) -> dict[str, Any]:
    """Return Django's ``LOGGING`` for a format (one of :data:`FORMATS`) and a least level.

    Requests are logged one a line in JSON; as plain lines only where the level is INFO or lower.
    """
    formatter = "cpcj.site.logs.JsonLines" if form == "json" else "cpcj.site.logs.PlainLines"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own handlers would log with paths; what it says goes through the root's.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            **({"cpcj.request": {"level": "INFO"}} if form == "json" else {}),
        },
    }


def without_persons(record: logging.LogRecord) -> str:
    """Return the words of a record without what could name a person.

    The program's own records carry keys and counts, and are shown as they are. Of others, numbers
    stay and every other argument becomes "…".
    """
    if record.name.startswith("django.security"):
        return f"refused: {record.name.rpartition('.')[2]}"
    if record.name.partition(".")[0] == _ROOM or not record.args:
        return _ADDRESS.sub("…", record.getMessage())
    arguments = record.args if isinstance(record.args, tuple) else ()
    numbers = iter(arguments)

    def shown(conversion: re.Match[str]) -> str:
        if conversion[0] == "%%":
            return "%"
        value = next(numbers, None)
        return str(value) if isinstance(value, int | float) else "…"

    return _ADDRESS.sub("…", _CONVERSION.sub(shown, str(record.msg)))


def _expected(record: logging.LogRecord) -> bool:
    """Tell whether an exception is the answer to a wrong request, not a fault of the program."""
    status = getattr(record, "status_code", 500)
    return (record.name == "django.request" and status < 500) or record.name.startswith(
        "django.security"
    )


def trouble(record: logging.LogRecord) -> dict[str, Any] | None:
    """Return the kinds and places of a record's exception, innermost last; never its words.

    What the operating system says of an error by number is kept: "No space left on device".
    """
    if not record.exc_info or record.exc_info[1] is None or _expected(record):
        return None
    error: BaseException | None = record.exc_info[1]
    frames = traceback.extract_tb(error.__traceback__ if error else None)[-_FRAMES:]
    kinds: list[str] = []
    while error is not None and len(kinds) < _FRAMES:
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        if isinstance(error, OSError) and error.errno is not None:
            kind += f" ({errno.errorcode.get(error.errno, error.errno)})"
        kinds.append(kind.removeprefix("builtins."))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    places = [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return {"kinds": kinds, "places": places}


def _place(file: str) -> str:
    """Return a module's file from its package on: a path of the machine can hold a name."""
    parts = Path(file).parts
    for top in ("site-packages", "src"):
        if top in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(top) :])
    return "/".join(parts[-2:])


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": without_persons(record),
        }
        if request := _request_id.get():
            line["request"] = request
        facts = getattr(record, "facts", None)
        if isinstance(facts, dict):
            line.update(facts)
        if (found := trouble(record)) is not None:
            line["exception"] = found
        return json.dumps(line, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """A line for eyes; the places of an exception follow, one a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line or lines."""
        line = f"{_time(record)} {record.levelname} {record.name}: {without_persons(record)}"
        facts = getattr(record, "facts", None)
        if isinstance(facts, dict):
            line += "".join(f" {name}={value}" for name, value in facts.items())
        if (found := trouble(record)) is not None:
            line += "".join(f"\n  {each}" for each in (*found["places"], *found["kinds"]))
        return line


def view_name(request: HttpRequest) -> str:
    """Return the name of the view that a request came to; "-" where no address matched."""
    match = request.resolver_match
    return (match.view_name or "-") if match is not None else "-"


class RequestLog:
    """Give each request an identifier, answer with it, and log one line about it.

    The identifier is that of the header ``X-Request-ID`` where the site stands behind a proxy that
    sets it (``CPCJ_BEHIND_PROXY``), else a random one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        from django.conf import settings

        self.get_response = get_response
        self.trusted = settings.SECURE_PROXY_SSL_HEADER is not None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and log how."""
        given = request.headers.get(HEADER, "") if self.trusted else ""
        name = given if _GIVEN_ID.match(given) else uuid.uuid4().hex
        token = _request_id.set(name)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = name
            facts = {
                "method": request.method if request.method in _METHODS else "-",
                "view": view_name(request),
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - started) * 1000, 1),
            }
            requests.info("request", extra={"facts": facts})
            return response
        finally:
            _request_id.reset(token)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
