"""What a program writes in a person's name, and what it may not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cpcj.accounts.rules import Role
from cpcj.audit.models import AuditEvent
from cpcj.frame.permissions import Permission
from cpcj.frame.records import writing_allowed
from cpcj.jobs.models import Job
from cpcj.jobs.queue import run_job
from cpcj.register.models import Act, Review, Text, Upload
from cpcj.register.services.ingest import publish, undo_upload
from cpcj.register.services.masthead import correct_text
from cpcj.register.tests.factories import REQUEST, SYSTEM, document, hold, text

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

MANDATE = "A/RES/79/901#op1.1"
REVIEWS = "/api/v1/reviews"
Headers = Callable[..., dict[str, str]]


def _say(client: Client, headers: dict[str, str], **given: Any) -> Any:
    body = json.dumps({"mandate": MANDATE, **given})
    return client.post(REVIEWS, body, content_type="application/json", headers=headers)


@pytest.fixture
def reviewer(officer: User, token_of: Headers) -> dict[str, str]:
    hold(document(text(REQUEST)))
    return token_of(officer, Permission.MANDATE_REVIEW)


def test_a_value_is_corrected_in_the_persons_name(
    client: Client, officer: User, reviewer: dict[str, str]
) -> None:
    answer = _say(
        client, reviewer, verdict="corrected", field="addressees", value=["unodc"], reason="read"
    )
    assert answer.status_code == 201
    assert answer.json()["addressees"] == ["unodc"]
    assert answer.headers["Location"] == "/id/A/RES/79/901/op1.1"
    review = Review.objects.get()
    assert review.by_id == officer.pk
    assert review.machine == ["secretary_general"]
    event = AuditEvent.objects.order_by("-sequence")[0]
    assert (event.what, event.actor) == ("register.correct", f"person:{officer.pk}")


@pytest.mark.parametrize(
    "given",
    [
        {"verdict": "confirmed"},
        {"verdict": "confirmed", "field": "act"},
        {"verdict": "rejected", "reason": "no act"},
        {"verdict": "rejected", "field": "deliverable", "reason": "none"},
        {"verdict": "corrected", "field": "reiterated", "value": True, "reason": "said before"},
        {"verdict": "corrected", "field": "act", "value": "invite", "reason": "softer"},
        {"verdict": "corrected", "field": "deliverable", "value": None, "reason": "none"},
        {
            "verdict": "corrected",
            "field": "deliverable",
            "value": {
                "what": "report",
                "to": "ecosoc",
                "due": {"body": "ecosoc", "session": 2027, "from": "2027-07-01"},
            },
            "reason": "read",
        },
    ],
)
def test_every_verdict_is_taken(
    client: Client, reviewer: dict[str, str], given: dict[str, Any]
) -> None:
    answer = _say(client, reviewer, **given)
    assert answer.status_code == 201, answer.content
    assert answer.json()["review"] != "unreviewed"


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"verdict": "corrected", "field": "reiterated", "value": "yes", "reason": "r"}, 422),
        ({"verdict": "corrected", "field": "act", "value": "sing", "reason": "r"}, 422),
        (
            {"verdict": "corrected", "field": "addressees", "value": ["Not a name"], "reason": "r"},
            422,
        ),
        ({"verdict": "corrected", "field": "", "value": "x", "reason": "r"}, 422),
        ({"verdict": "corrected", "field": "act", "value": "invite"}, 422),
        ({"verdict": "praised"}, 422),
        ({"verdict": "rejected", "field": "action", "reason": "r"}, 422),
        ({"verdict": "confirmed", "mandate": "A/RES/1/1#op1.1"}, 404),
        ({"verdict": "confirmed", "mandate": "A\0B"}, 422),
        ({"verdict": "confirmed", "mandate": "A\ud800"}, 422),
        (
            {"verdict": "corrected", "field": "deliverable", "value": {"due": []}, "reason": "r"},
            422,
        ),
    ],
)
def test_what_cannot_be_is_said_so(
    client: Client, reviewer: dict[str, str], given: dict[str, Any], status: int
) -> None:
    answer = _say(client, reviewer, **given)
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"null", "application/json", 422),
        (b"a=1", "application/x-www-form-urlencoded", 415),
    ],
)
def test_what_is_no_request_is_said_so(
    client: Client, reviewer: dict[str, str], body: bytes, kind: str, status: int
) -> None:
    answer = client.generic("POST", REVIEWS, body, content_type=kind, headers=reviewer)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_token_does_no_more_than_it_carries(
    client: Client, officer: User, token_of: Headers
) -> None:
    hold(document(text(REQUEST)))
    assert _say(client, {}, verdict="confirmed").status_code == 401
    answer = _say(client, token_of(officer, Permission.TEXT_UPLOAD), verdict="confirmed")
    assert answer.status_code == 403
    assert 'scope="register.review_mandate"' in answer.headers["WWW-Authenticate"]
    assert Act.objects.get().review == "unreviewed"


def test_a_token_does_no_more_than_its_owner_may_now(
    client: Client, officer: User, reviewer: dict[str, str]
) -> None:
    with writing_allowed():
        officer.memberships.all().delete()
    assert _say(client, reviewer, verdict="confirmed").status_code == 403


def test_files_are_taken_and_their_account_is_told(
    client: Client, officer: User, make_user: Callable[..., User], token_of: Headers
) -> None:
    headers = token_of(officer, Permission.TEXT_UPLOAD)
    words = "Resolution adopted by the General Assembly\n\nThe General Assembly,\n\n1. Requests "
    file = SimpleUploadedFile("../one.txt", (words + "the Secretary-General to report.").encode())
    answer = client.post(
        "/api/v1/uploads", {"documents": [file], "published": "false"}, headers=headers
    )
    assert answer.status_code == 202, answer.content
    address = answer.headers["Location"].removeprefix("http://testserver")
    run_job.call(answer.json()["job"])
    account = client.get(address, headers=headers).json()
    assert account["state"] == "done"
    assert [one["name"] for one in account["files"]] == ["one.txt"]
    other = token_of(make_user(Role.OFFICER), Permission.TEXT_UPLOAD)
    assert Job.objects.get().requested_by_id == officer.pk
    assert client.get(address, headers=headers).status_code == 200
    assert client.get(address).status_code == 401
    assert client.get(address, headers=other).status_code in (200, 404)
    assert not Text.objects.filter(published=True).exists()


@pytest.mark.parametrize("form", [{}, {"documents": ["words"]}])
def test_no_file_is_no_upload(
    client: Client, officer: User, token_of: Headers, form: dict[str, Any]
) -> None:
    headers = token_of(officer, Permission.TEXT_UPLOAD)
    assert client.post("/api/v1/uploads", form, headers=headers).status_code == 422
    empty = SimpleUploadedFile("empty.txt", b"")
    answer = client.post("/api/v1/uploads", {"documents": [empty]}, headers=headers)
    assert answer.status_code == 422


def test_the_feed_says_what_changed_and_not_who(client: Client, reviewer: dict[str, str]) -> None:
    def ask(since: int) -> Any:
        return client.get(f"/api/v1/changes?since={since}").json()

    first = ask(0)
    assert [(one["change"], one["id"]) for one in first["changes"]] == [("new", "A/RES/79/901")]
    assert ask(first["position"])["changes"] == []
    _say(client, reviewer, verdict="confirmed")
    held = Text.objects.get()
    correct_text(SYSTEM, held, "title", "Lamps", reason="read")
    hold(document(text(REQUEST, symbol="A/RES/79/902")), "two.txt", published=False)
    second = ask(first["position"])
    said = [(one["change"], one["kind"], one["id"]) for one in second["changes"]]
    assert said == [
        ("settled", "mandate", MANDATE),
        ("changed", "text", "A/RES/79/901"),
    ]
    assert second["changes"][0]["address"] == "/id/A/RES/79/901/op1.1"
    assert "person" not in json.dumps(second)
    undo_upload(SYSTEM, Upload.objects.get(name="light.txt"), reason="wrong")
    publish(SYSTEM, Text.objects.get(symbol="A/RES/79/902"), published=True)
    third = ask(second["position"])
    assert [(one["change"], one["id"]) for one in third["changes"]] == [
        ("withdrawn", "A/RES/79/901"),
        ("changed", "A/RES/79/902"),
    ]
    publish(SYSTEM, Text.objects.get(symbol="A/RES/79/902"), published=False)
    assert [one["change"] for one in ask(third["position"])["changes"]] == ["withdrawn"]


def test_the_feed_is_read_in_pieces(client: Client) -> None:
    for number in range(1, 6):
        hold(document(text(REQUEST, symbol=f"A/RES/79/90{number}")), f"{number}.txt")
    seen: list[str] = []
    since, more = 0, True
    while more:
        found = client.get(f"/api/v1/changes?since={since}&limit=2").json()
        seen += [one["id"] for one in found["changes"]]
        since, more = found["position"], found["more"]
    assert seen == [f"A/RES/79/90{number}" for number in range(1, 6)]


def test_a_review_of_what_changed_meanwhile_is_refused(
    client: Client, reviewer: dict[str, str]
) -> None:
    read = client.get("/api/v1/mandates/A/RES/79/901/op1.1")
    tag = read.headers["ETag"]
    given = {"verdict": "corrected", "field": "addressees", "reason": "read"}
    first = _say(client, {**reviewer, "If-Match": tag}, **given, value=["unodc"])
    assert first.status_code == 201
    late = _say(client, {**reviewer, "If-Match": tag}, **given, value=["member_states"])
    assert late.status_code == 412
    assert late.headers["Content-Type"] == "application/problem+json"
    assert late.headers["ETag"] == first.headers["ETag"] != tag
    assert Review.objects.count() == 1
    again = {**reviewer, "If-Match": f'"x", W/{first.headers["ETag"]}'}
    assert _say(client, again, **given, value=["member_states"]).status_code == 201
    assert _say(client, {**reviewer, "If-Match": "*"}, verdict="confirmed").status_code == 201


def test_the_tag_of_a_mandate_is_its_own(client: Client, officer: User) -> None:
    hold(document(text(REQUEST)))
    address = "/api/v1/mandates/A/RES/79/901/op1.1"
    tag = client.get(address).headers["ETag"]
    hold(document(text(REQUEST, symbol="A/RES/79/902")))
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert client.head(address).headers["ETag"] == tag


def test_an_upload_matches_nothing(client: Client, officer: User, token_of: Headers) -> None:
    headers = token_of(officer, Permission.TEXT_UPLOAD)
    file = SimpleUploadedFile("a.txt", b"words")
    answer = client.post(
        "/api/v1/uploads", {"documents": file}, headers={**headers, "If-Match": '"x"'}
    )
    assert answer.status_code == 412
    assert not Job.objects.exists()
