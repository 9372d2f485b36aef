"""``/api/v1/``: the operations of all rooms under one description."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Router, Schema
from ninja.errors import HttpError, ValidationError

import cpcj
from cpcj.frame.api.answers import answer, refuse_unknown
from cpcj.frame.api.problems import ProblemError, problem, unauthorized
from cpcj.frame.api.registry import registered
from cpcj.site.api.description import completed

VERSION: Final = "1"
_WORDS = """\
The register of texts of the United Nations crime prevention and criminal justice programme: what
they ask, of whom and by when; the treaties and who is party to them on a day; the mandates of the
budget; technical cooperation and the reviews of treaties, as far as they are published. Reading
what is public needs no account. Writing needs a token of limited scope, sent as
`Authorization: Bearer …`; a person issues it on the page “Tokens”.

Records are those of the commands `cpcj parse` and `cpcj mandates`, and those that the lists of the
pages save as JSON. Names in them are English. Lists are turned over by
`cursor`; unknown parameters are refused. Every error is a problem document (RFC 9457).
"""


class Interface(NinjaAPI):
    """The interface with its description completed by what holds for every operation."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """Return the description in OpenAPI 3.1."""
        return completed(super().get_openapi_schema(**kwargs))


class Link(Schema):
    """Where something is."""

    name: str
    address: str


class Root(Schema):
    """What this interface is."""

    name: str
    version: str
    description: str
    links: list[Link]


_root = Router(tags=["interface"])


@_root.get("/", response=Root, summary="See what there is")
def root(
    request: HttpRequest,
) -> HttpResponse:
    """See the version of the program and the beginnings of its lists."""
    here = request.build_absolute_uri(reverse(f"api-{VERSION}:api-root"))
    links = [{"name": name, "address": f"{here}{name}"} for name in _beginnings()]
    links.append({"name": "description", "address": f"{here}openapi.json"})
    return answer(
        {
            "name": "cpcj",
            "version": cpcj.__version__,
            "description": "What the programme is asked and does; see “description”.",
            "links": links,
        }
    )


@cache
def _beginnings() -> tuple[str, ...]:
    """Return the addresses that are read without a key, room by room."""
    return tuple(
        path.strip("/")
        for routes in registered()
        for path, view in routes.load().path_operations.items()
        if "{" not in path and any("GET" in one.methods for one in view.operations)
    )


def _faults(error: ValidationError) -> list[dict[str, str]]:
    faults = []
    for one in error.errors:
        where = [str(part) for part in one["loc"] if part not in ("query", "given")]
        place = str(one["loc"][0])
        faults.append({"where": ".".join([place, *where][-4:])[:200], "message": one["msg"]})
    return faults[:20]


def build() -> Interface:
    """Return the interface with the routers that the rooms registered."""
    made = Interface(
        title="CPCJ register", version=VERSION, description=_WORDS, docs_url=None,
        openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
    )  # fmt: skip
    routers = [_root, *(routes.load() for routes in registered())]
    for router in routers:
        router.add_decorator(refuse_unknown, mode="operation")
        made.add_router("", router)

    @made.exception_handler(ProblemError)
    def _problem(request: HttpRequest, error: ProblemError) -> HttpResponse:  # noqa: ARG001
        return error.response()

    @made.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
        return problem(422, "Parts of the request are not as described.", _faults(error))

    @made.exception_handler(Http404)
    def _missing(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
        return problem(404, "There is nothing at this address, or nothing that you may see.")

    @made.exception_handler(PermissionDenied)
    def _denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:  # noqa: ARG001
        if not request.user.is_authenticated:
            return unauthorized("This needs a token.").response()
        return problem(403, "The token's owner may not do this.")

    @made.exception_handler(HttpError)
    def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
        return problem(error.status_code, error.message)

    return made


interface = build()
