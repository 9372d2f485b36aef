"""What is logged names nobody, whatever is sent and wherever."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.frame.records import writing_allowed
from cpcj.site.logs import JsonLines, PlainLines, RequestLog, settings_for

PLANTED = ("planted-person", "planted@example.org", "203.0.113.77", "2001:db8::77", "مزروع")
FORMATTERS = (JsonLines(), PlainLines())


class _Kept(logging.Handler):
    """Keeps every line that would be written, in both formats."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [each.format(record) for each in FORMATTERS]


@pytest.fixture
def said() -> Any:
    """Return everything that is logged meanwhile, down to the least."""
    root = logging.getLogger()
    names = ("django", "django.request", "django.security", "django.server", "cpcj.request", "cpcj")
    before = {name: logging.getLogger(name).level for name in names}
    level, kept = root.level, _Kept()
    root.addHandler(kept)
    root.setLevel(logging.INFO)
    for name in names:
        logging.getLogger(name).setLevel(logging.INFO)
    yield kept.lines
    root.removeHandler(kept)
    root.setLevel(level)
    for name, was in before.items():
        logging.getLogger(name).setLevel(was)


def _clean(lines: list[str]) -> None:
    assert lines
    for line in lines:
        for planted in (*PLANTED, "planted"):
            assert planted not in line
            assert json.dumps(planted)[1:-1] not in line


@pytest.mark.django_db
def test_personal_data_sent_everywhere_is_nowhere_in_the_log(
    said: list[str], make_user: Callable[..., User]
) -> None:
    words = " ".join(PLANTED)
    client = Client(
        raise_request_exception=False,
        headers={
            "user-agent": words.encode("ascii", "ignore").decode(),
            "referer": "http://planted/",
        },
        REMOTE_ADDR="203.0.113.77",
    )
    person = make_user(Role.OFFICER, Role.ADMINISTRATOR, password="correct horse battery")
    person.username, person.name = "planted-person", words
    person.email = "planted@example.org"
    with writing_allowed():
        person.save()
    paths = ["/", "/search/", "/texts/", "/mandates/", "/planted-person/", "/audit/", "/metrics",
             "/accounts/sign-in/", "/uploads/paste/", "/uploads/new/", "/health/ready",
             "/texts/planted-person/", "/audit/person/planted/", "/audit/record/planted/planted/",
             "/jobs/00000000-0000-0000-0000-000000000000/", "/%00planted/"]  # fmt: skip
    file = SimpleUploadedFile(f"{PLANTED[0]}.txt", words.encode())
    for signed_in in (False, True):
        if signed_in:
            client.force_login(person)
        for path in paths:
            client.get(path, {"q": words, "next": words, "day": words, "after": words})
            client.post(path, {"username": "planted-person", "password": words, "words": words})
            client.post(path, {"files": file, "name": words})
    client.post("/accounts/sign-in/", {"username": "planted-person", "password": "x"})
    client.get("/", headers={"host": "planted.example.org"})
    client.post("/uploads/paste/", "%planted", content_type="application/json")
    _clean(said)
    assert any("search" in line for line in said), "views are named"


@pytest.mark.parametrize(
    "record",
    [
        ("django.request", logging.WARNING, "Not Found: %s", ("/people/planted-person/",)),
        ("django.request", logging.ERROR, "Internal Server Error: %s", ("/planted/",)),
        ("django.security.DisallowedHost", logging.ERROR, "Invalid host planted.org", ()),
        ("gunicorn.error", logging.WARNING, "Invalid request from ip=203.0.113.77: x", ()),
        ("gunicorn.error", logging.WARNING, "Invalid request from ip=2001:db8::77", ()),
        ("django.db.backends", logging.DEBUG, "(%.3f) %s; args=%s", (0.1, "planted", "planted")),
        ("other", logging.WARNING, "sent to planted@example.org", ()),
        ("other", logging.WARNING, "%(who)s signed in", ({"who": "planted-person"},)),
        ("cpcj.x", logging.WARNING, "wrote to %s", ("planted@example.org",)),
    ],
)
def test_what_others_log_is_cut(record: tuple[str, int, str, tuple[object, ...]]) -> None:
    name, level, message, arguments = record
    made = logging.LogRecord(name, level, "x.py", 1, message, arguments, None)
    _clean([each.format(made) for each in FORMATTERS])


def test_numbers_stay() -> None:
    made = logging.LogRecord(
        "other", logging.INFO, "x.py", 1, "%d of %s, 100%% of %.1f", (3, "planted", 2.5), None
    )
    assert json.loads(JsonLines().format(made))["message"] == "3 of …, 100% of 2.5"


def _raised(error: Exception) -> logging.LogRecord:
    try:
        raise error from OSError(28, "No space left", "/home/planted-person/x")  # noqa: TRY301
    except Exception as caught:  # noqa: BLE001 - the one raised above
        info = (type(caught), caught, caught.__traceback__)
        return logging.LogRecord("cpcj.x", logging.ERROR, "x.py", 1, "job %s failed", ("7",), info)


def test_an_exception_is_named_by_kind_and_place_not_by_its_words() -> None:
    record = _raised(ValueError("Key (email)=(planted@example.org) already exists"))
    line = json.loads(JsonLines().format(record))
    assert line["message"] == "job 7 failed"
    assert line["exception"]["kinds"] == ["ValueError", "OSError (ENOSPC)"]
    assert "test_logs.py" in line["exception"]["places"][0]
    plain = PlainLines().format(record)
    assert "ENOSPC" in plain
    _clean([json.dumps(line), plain])


def test_a_refusal_is_one_line_without_a_traceback() -> None:
    record = _raised(PermissionDenied("planted"))
    record.name, record.status_code = "django.request", 403
    assert "\n" not in PlainLines().format(record)


@given(st.text(max_size=60), st.lists(st.one_of(st.text(max_size=9), st.integers()), max_size=4))
def test_every_record_gives_one_line_of_json(message: str, arguments: list[object]) -> None:
    record = logging.LogRecord("other", 30, "x.py", 1, message, tuple(arguments), None)
    written = JsonLines().format(record)
    assert "\n" not in written
    assert json.loads(written)["logger"] == "other"


def test_a_request_has_an_identifier_and_one_line(
    client: Client, said: list[str], db: None
) -> None:
    answer = client.get("/about/", {"q": "planted-person"}, headers={"x-request-id": "given-by-me"})
    name = answer.headers["X-Request-ID"]
    assert name != "given-by-me", "only a proxy that is trusted may give one"
    lines = [json.loads(line) for line in said if line.startswith("{")]
    [line] = [each for each in lines if each["logger"] == "cpcj.request"]
    assert line["view"] == "about"
    assert (line["status"], line["method"], line["request"]) == (200, "GET", name)
    assert line["milliseconds"] > 0


@pytest.mark.parametrize(
    ("given_id", "kept"), [("a1b2c3d4-77", True), ("short", False), ("a b c d e f g\n", False)]
)
def test_behind_a_trusted_proxy_its_identifier_is_kept(
    settings: Any,
    given_id: str,
    kept: bool,  # noqa: FBT001 - cases of a table
) -> None:
    from django.http import HttpResponse

    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = RequestFactory().get("/", HTTP_X_REQUEST_ID=given_id)
    answer = RequestLog(lambda _request: HttpResponse())(request)
    assert (answer.headers["X-Request-ID"] == given_id) is kept


def test_the_settings_of_the_log() -> None:
    import logging.config

    for form in ("line", "json"):
        made = settings_for(form, "WARNING")
        logging.config.DictConfigurator(made)
        assert ("cpcj.request" in made["loggers"]) == (form == "json")
