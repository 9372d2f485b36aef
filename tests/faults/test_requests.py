"""Requests that mean harm: too large, hostile names, forged sessions, forms sent again."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.audit.models import AuditEvent
from cpcj.frame.records import writing_allowed
from cpcj.jobs.models import Job
from cpcj.jobs.worker import work
from cpcj.register.models import Text
from cpcj.register.uploading import account, safe_name
from tests.faults.installation import TEXTS

WORDS = (TEXTS / "resolution.txt").read_bytes()
HOSTILE = (
    "../../../../etc/passwd.txt",
    "..\\..\\windows\\system32\\x.txt",
    "/etc/cron.d/x.txt",
    "a\0b.txt",
    "resolution\u202etxt.exe.txt",
    "\u2067\u202d.txt",
    "ü" * 400 + ".txt",
    "文" * 255 + ".txt",
    "a\r\nSet-Cookie: x=1.txt",
    "%00%2e%2e%2f.txt",
    '"><script>alert(1)</script>.txt',
    "CON.txt",
    ".txt",
    " .txt",
    "-rf.txt",
)


@pytest.fixture
def officers_client(make_user: Callable[..., User], settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    client = Client(raise_request_exception=False)
    client.force_login(make_user(Role.OFFICER))
    return client


@pytest.mark.parametrize("given", [*HOSTILE, "", "..", ".", None, "/", "\0"])
def test_a_name_that_is_safe(given: str | None) -> None:
    name = safe_name(given)
    assert 0 < len(name.encode()) <= 180
    assert not {"/", "\\", "\0", "\n", "\r", "\u202e"} & set(name)


@pytest.mark.django_db(transaction=True)
def test_files_of_hostile_names_stay_in_their_folder(
    officers_client: Client, tmp_path: Path
) -> None:
    files = [
        SimpleUploadedFile("x.txt", WORDS + f"\n{n}".encode()) for n, _name in enumerate(HOSTILE)
    ]
    for file, name in zip(files, HOSTILE, strict=True):
        file._name = name  # type: ignore[attr-defined]  # past the framework's own check
    answer = officers_client.post("/uploads/new/", {"documents": files})
    assert answer.status_code == 302
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == len(HOSTILE)
    assert {path.parent.parent.name for path in kept} == {"inbox"}
    work(until_empty=True)
    job = Job.objects.get(kind="register.read_batch")
    assert job.state == "done", job.error
    assert len(list(account(str(job.arguments["batch"])))) == len(HOSTILE)
    for address in (answer["Location"], "/uploads/"):
        page = officers_client.get(address)
        assert page.status_code == 200
        words = page.content.decode()
        assert "<script>alert" not in words
        assert "\u202e" not in words


@pytest.mark.django_db
def test_a_file_too_large_is_said_so(officers_client: Client, settings: Any) -> None:
    settings.UPLOAD_FILE_BYTES = 1 << 20
    large = SimpleUploadedFile("large.txt", b"x" * ((1 << 20) + 1))
    answer = officers_client.post("/uploads/new/", {"documents": large})
    assert "large.txt" in answer.content.decode()
    assert "at most 1 MB" in answer.content.decode()
    assert Job.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "value", "form"),
    [
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 1000, {"words": "x" * 2000}),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 10, {f"f{n}": "x" for n in range(20)}),
    ],
)
def test_a_request_too_large_is_answered_413(
    officers_client: Client, settings: Any, setting: str, value: int, form: dict[str, str]
) -> None:
    setattr(settings, setting, value)
    answer = officers_client.post("/uploads/paste/", form)
    assert answer.status_code == 413
    assert "more than is taken at once" in answer.content.decode()


@pytest.mark.django_db
def test_too_many_files_are_answered_413(officers_client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(3)]
    answer = officers_client.post("/uploads/new/", {"documents": files})
    assert answer.status_code == 413
    assert Job.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forged",
    [
        "",
        "a" * 32,
        "../../../etc/passwd",
        "' OR 1=1 --",
        secrets.token_urlsafe(5000),
        signing.dumps({"_auth_user_id": "1"}, key="another key"),
        "\xff\xfe",
        "%00",
    ],
    # Two of them are other words each time: every test process must call a test the same.
    ids=["empty", "letters", "path", "sql", "long", "other key", "bytes", "null"],
)
def test_a_forged_session_is_nobody(make_user: Callable[..., User], forged: str) -> None:
    make_user(Role.ADMINISTRATOR)
    client = Client(raise_request_exception=False)
    client.cookies[django_settings.SESSION_COOKIE_NAME] = forged
    for path in ("/audit/", "/uploads/new/", "/metrics"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "sign-in" in answer["Location"]
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_a_session_ends_with_its_password(make_user: Callable[..., User]) -> None:
    person = make_user(Role.OFFICER)
    client = Client()
    client.force_login(person)
    assert client.get("/audit/").status_code == 200
    person.set_password("another password altogether")
    with writing_allowed():
        person.save()
    assert client.get("/audit/").status_code == 302


@pytest.mark.django_db
def test_a_form_without_its_token_changes_nothing(
    make_user: Callable[..., User], settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(Role.OFFICER))
    before = AuditEvent.objects.count()
    file = {"documents": SimpleUploadedFile("x.txt", WORDS)}
    for token in ({}, {"csrfmiddlewaretoken": "x" * 64}, {"csrfmiddlewaretoken": ""}):
        answer = client.post("/uploads/new/", {**file, **token})
        assert answer.status_code == 403
        assert "expired" in answer.content.decode()
    assert (Job.objects.count(), AuditEvent.objects.count()) == (0, before)


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_stores_once(officers_client: Client) -> None:
    for _ in range(2):
        form = {"documents": SimpleUploadedFile("x.txt", WORDS)}
        assert officers_client.post("/uploads/new/", form).status_code == 302
    work(until_empty=True)
    assert {job.state for job in Job.objects.all()} == {"done"}
    assert Text.objects.count() == 1
    digest = hashlib.sha256(WORDS).hexdigest()
    from cpcj.register.models import Upload

    assert Upload.objects.filter(digest=digest).count() == 1
