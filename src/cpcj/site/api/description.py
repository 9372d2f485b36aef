"""What holds for every operation, written into the description of the interface (OpenAPI)."""

from __future__ import annotations

from typing import Any, Final

from cpcj.frame.api.problems import MEDIA_TYPE, Problem

_PROBLEMS: Final = {
    400: "The request cannot be read.",
    401: "A token is needed, or the one sent is forged, expired or revoked.",
    403: "The token does not reach so far.",
    404: "There is no such thing, or none that the asker may see.",
    405: "There is no such operation; “Allow” names those there are.",
    406: "Answers are JSON; the request accepts none.",
    412: "The record is no longer what “If-Match” says; “ETag” names it as it is.",
    413: "The request carries more than is taken at once.",
    415: "The request is of another media type than the operation takes.",
    422: "Parts of the request are not as described; “errors” names them.",
    429: "Too many requests; “Retry-After” says how long to wait.",
    503: "The store does not answer; “Retry-After” says when to try again.",
}
_RATE: Final = {
    "RateLimit-Limit": "Requests that a token or address may send in a minute.",
    "RateLimit-Remaining": "How many of them are left.",
    "RateLimit-Reset": "Seconds until they are counted anew.",
}
_TOKEN: Final = "token"  # noqa: S105 - the name of a security scheme


def completed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a description with problems, headers and security of every operation."""
    components = schema["components"]
    model = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"].update(model.pop("$defs", {}))
    components["schemas"]["Problem"] = model
    components["headers"] = {
        name: {"description": words, "schema": {"type": "integer"}} for name, words in _RATE.items()
    }
    components["responses"] = {
        f"Problem{status}": {
            "description": words,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, words in _PROBLEMS.items()
    }
    components["securitySchemes"] = {_TOKEN: components.get("securitySchemes", {}).get(
        "Token", {"type": "http", "scheme": "bearer"}
    )}  # fmt: skip
    for path in schema["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    return schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    needs_token = "security" in operation
    responses = operation["responses"]
    for answer in responses.values():
        headers = answer.setdefault("headers", {})
        headers.update({name: {"$ref": f"#/components/headers/{name}"} for name in _RATE})
        if method == "get":
            headers["ETag"] = {
                "description": "Changes when anything was written since.",
                "schema": {"type": "string"},
            }
    if method == "get":
        responses[304] = {"description": "Nothing was written since the ETag sent."}
    statuses = [400, 401, 404, 405, 406, 422, 429, 503]
    if needs_token:
        statuses += [403, 413, 415] if method != "get" else [403]
    if any(one.get("name") == "If-Match" for one in operation.get("parameters", ())):
        statuses.append(412)
    for status in statuses:
        responses.setdefault(status, {"$ref": f"#/components/responses/Problem{status}"})
    operation["responses"] = {str(status): responses[status] for status in sorted(responses)}
    operation["security"] = [{_TOKEN: []}] if needs_token else [{}, {_TOKEN: []}]
    if method == "get":
        operation.setdefault("parameters", []).append(
            {
                "name": "If-None-Match",
                "in": "header",
                "required": False,
                "description": "ETag of an earlier answer: 304 where nothing was written since.",
                "schema": {"type": "string"},
            }
        )
