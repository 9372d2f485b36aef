"""``If-Match``: a write done only where the record is what its writer last saw (RFC 9110)."""

from __future__ import annotations

import json
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cpcj.frame.api.problems import ProblemError

HEADER: Final[dict[str, Any]] = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "ETag of the record as it was read: 412 where it is another by now.",
    "schema": {"type": "string"},
}
"""The header in the description of an operation (``openapi_extra``)."""


def tag_of(record: object) -> str:
    """Return the tag of a record: another one as soon as anything in the record is another."""
    said = json.dumps(record, cls=DjangoJSONEncoder, sort_keys=True)
    return f'"{salted_hmac("cpcj.api.record", said).hexdigest()[:32]}"'


def check_match(request: HttpRequest, record: object) -> None:
    """Refuse a write where the request names other tags than that of the record.

    A request without ``If-Match`` is not refused. A proxy that compresses makes a tag weak
    (``W/"…"``): the tag within is compared.

    Args:
        request: the request.
        record: as it is now, None where there is none.

    Raises:
        ProblemError: 412, with the present tag in ``ETag``.
    """
    given = request.headers.get("If-Match", "").strip()
    if not given or (given == "*" and record is not None):
        return
    tag = None if record is None else tag_of(record)
    if tag in {one.strip().removeprefix("W/") for one in given.split(",")}:
        return
    raise ProblemError(
        412,
        "It is no longer what “If-Match” says. Read it again and decide anew."
        if tag
        else "There is nothing here that “If-Match” could match; send it without.",
        headers={} if tag is None else {"ETag": tag},
    )
