"""What holds for every answer to a program: problems, headers, tags, limits, other sites' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError

from cpcj.frame.permissions import Permission
from cpcj.register.queries import mandates, texts
from cpcj.register.tests.factories import REQUEST, document, hold, text
from cpcj.tokens.services import issue

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

API = "/api/v1/"
PROBLEM = "application/problem+json"


@pytest.fixture(autouse=True)
def _facets_forgotten() -> None:
    mandates.store().forget()
    texts.store().forget()


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/api/v1/nowhere", {}, 404),
        ("GET", "/api/v2/", {}, 404),
        ("GET", "/api/v1/texts/A/RES/1/1", {}, 404),
        ("GET", "/api/v1/texts/A%00B", {}, 404),
        ("GET", "/api/v1/series/99999999999999999999999", {}, 422),
        ("GET", "/api/v1/families/999999999999999999", {}, 404),
        ("DELETE", "/api/v1/texts", {}, 405),
        ("POST", "/api/v1/texts", {}, 405),
        ("GET", "/api/v1/texts", {"Accept": "text/csv"}, 406),
        ("GET", "/api/v1/texts", {"Accept": "application/json;q=0"}, 406),
        ("POST", "/api/v1/reviews", {}, 401),
        ("POST", "/api/v1/uploads", {}, 401),
        ("PUT", "/id/A/RES/1/1", {"Accept": "application/json"}, 405),
    ],
)
def test_what_is_no_answer_is_a_problem(
    client: Client, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = client.generic(method, path, headers=headers)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == PROBLEM
    assert answer.json()["status"] == status
    assert answer.json()["detail"]
    assert int(answer.headers["RateLimit-Remaining"]) >= 0


def test_a_fault_inside_is_a_problem_that_tells_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any) -> Any:
        message = "secret"
        raise RuntimeError(message)

    monkeypatch.setattr("cpcj.register.api.routes.text_slice", broken)
    client.raise_request_exception = False
    answer = client.get(f"{API}texts")
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == PROBLEM
    assert b"secret" not in answer.content


def test_a_store_that_does_not_answer_is_said_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_args: Any) -> Any:
        message = "the server closed the connection"
        raise OperationalError(message)

    monkeypatch.setattr("cpcj.register.api.routes.text_slice", gone)
    client.raise_request_exception = False
    answer = client.get(f"{API}texts")
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == PROBLEM
    assert int(answer.headers["Retry-After"]) > 0


def test_too_large_a_request_is_said_so(client: Client, officer: User, settings: Settings) -> None:
    _token, secret = issue(officer, name="x", scopes=[Permission.MANDATE_REVIEW], days=7)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.post(
        f"{API}reviews",
        "x" * 200,
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == PROBLEM


def test_nothing_is_sent_twice(client: Client) -> None:
    hold(document(text(REQUEST)))
    for path in (f"{API}texts", f"{API}texts/A/RES/79/901", "/id/A/RES/79/901.xml"):
        first = client.get(path)
        tag = {"If-None-Match": f'"x", {first.headers["ETag"]}'}
        again = client.get(path, headers=tag)
        assert again.status_code == 304
        assert not again.content
        assert again.headers["ETag"] == first.headers["ETag"]
        assert "Content-Type" not in again.headers
    hold(document(text(REQUEST, symbol="A/RES/79/902")), "two.txt")
    assert client.get(path, headers=tag).status_code == 200


def test_forms_have_tags_of_their_own(client: Client) -> None:
    hold(document(text(REQUEST)))
    tags = {
        client.get("/id/A/RES/79/901", headers={"Accept": form}).headers["ETag"]
        for form in ("application/akn+xml", "application/json", "application/xml")
    }
    assert len(tags) == 3


@pytest.mark.parametrize("path", [f"{API}texts", "/id/A/RES/79/901.json"])
def test_head_and_options(client: Client, path: str) -> None:
    hold(document(text(REQUEST)))
    whole = client.get(path)
    head = client.head(path)
    assert head.status_code == 200
    assert not head.content
    assert head.headers["Content-Length"] == str(len(whole.content))
    assert head.headers["ETag"] == whole.headers["ETag"]
    options = client.options(path)
    assert options.status_code == 204
    assert options.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_too_many_requests_wait(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 3
    statuses = [client.get(f"{API}series").status_code for _ in range(5)]
    # The minute may turn over in the middle.
    assert statuses.count(429) >= 1
    answer = client.get(f"{API}series")
    if answer.status_code == 429:
        assert answer.headers["Content-Type"] == PROBLEM
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
        assert answer.headers["RateLimit-Remaining"] == "0"
    other = client.get(f"{API}series", REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 200
    assert client.get("/about/").status_code == 200


def test_forged_tokens_are_counted(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 2
    forged = {"Authorization": "Bearer cpcj_x"}
    statuses = [client.get(f"{API}series", headers=forged).status_code for _ in range(6)]
    assert statuses[-1] in (401, 429)
    assert 429 in statuses


def test_pages_of_other_sites_may_read(client: Client, settings: Settings) -> None:
    origin = {"Origin": "https://example.org"}
    answer = client.get(f"{API}texts", headers=origin)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    asked = {**origin, "Access-Control-Request-Method": "GET"}
    before = client.options(f"{API}texts", headers=asked)
    assert "GET" in before.headers["Access-Control-Allow-Methods"]
    asked["Access-Control-Request-Method"] = "POST"
    before = client.options(f"{API}reviews", headers=asked)
    assert "Access-Control-Allow-Methods" not in before.headers
    settings.API_ORIGINS = ["https://example.net"]
    assert "Access-Control-Allow-Origin" not in client.get(f"{API}texts", headers=origin).headers
    named = client.get(f"{API}texts", headers={"Origin": "https://example.net"})
    assert named.headers["Access-Control-Allow-Origin"] == "https://example.net"
    assert "Origin" in named.headers["Vary"]


def test_the_root_leads_to_everything(client: Client) -> None:
    root = client.get(API).json()
    assert {"texts", "instruments", "budget/mandates"} <= {one["name"] for one in root["links"]}
    for link in root["links"]:
        asked = "?q=lamps" if link["name"] in ("search", "agreed") else ""
        answer = client.get(link["address"] + asked)
        assert answer.status_code == 200, link


def test_the_description_says_every_answer(client: Client) -> None:
    schema = client.get(f"{API}openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    for path in schema["paths"].values():
        for method, operation in path.items():
            said = set(operation["responses"])
            assert {"400", "401", "404", "406", "422", "429"} <= said
            assert method == "get" or {"403", "415"} <= said
    schemas = schema["components"]["schemas"]
    assert {"Problem", "Mandate", "Document"} <= set(schemas)
