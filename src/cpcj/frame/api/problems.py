"""Problem documents (RFC 9457): what an answer says that is no answer to the question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from ninja import Field, Schema

MEDIA_TYPE = "application/problem+json"


class ProblemError(Exception):
    """Something that the asker must be told; the interface answers with a problem document.

    Attributes:
        status: of the answer, 4xx or 503.
        detail: what is wrong with this request, in a sentence for the person who sent it.
        errors: where it is wrong, see :class:`Fault`.
        headers: of the answer.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        errors: Iterable[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = [dict(error) for error in errors]
        self.headers = dict(headers or {})

    def response(self) -> HttpResponse:
        """Return the answer."""
        return problem(self.status, self.detail, self.errors, self.headers)


class Fault(Schema):
    """One place of a request that is wrong."""

    where: str = Field(description="Part of the request and name: “query.limit”, “body.reason”.")
    message: str = Field(description="What is wrong there.")


class Problem(Schema):
    """A problem document (RFC 9457)."""

    type: str = Field(description="“about:blank”: the status says all that the type would.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="What is wrong with this request.")
    errors: list[Fault] = Field(
        default_factory=list, description="The places that are wrong, where there are several."
    )


def problem(
    status: int,
    detail: str,
    errors: Iterable[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return an answer that is a problem document."""
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if said := list(errors):
        document["errors"] = said
    response = HttpResponse(
        json.dumps(document, ensure_ascii=False), status=status, content_type=MEDIA_TYPE
    )
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def unauthorized(detail: str, error: str = "") -> ProblemError:
    """Return the problem of a request without a token that would be needed, or with a bad one.

    Args:
        detail: for the person.
        error: the code of RFC 6750, "invalid_token"; empty where no token was sent.
    """
    challenge = 'Bearer realm="cpcj"' + (f', error="{error}"' if error else "")
    return ProblemError(401, detail, headers={"WWW-Authenticate": challenge})
