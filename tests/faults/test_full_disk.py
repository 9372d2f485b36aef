"""No space left: a clear message, and nothing half-done."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.audit.chain import verify
from cpcj.audit.models import AuditEvent
from cpcj.register.models import Provision, SearchEntry, Text
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text
from tests.faults.installation import TEXTS, Installation

sqlite_only = pytest.mark.skipif(
    os.environ.get("CPCJ_TEST_STORE") == "postgresql", reason="a page limit is SQLite's"
)


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_full_store_takes_all_of_a_text_or_nothing() -> None:
    hold(document(text(REQUEST)))
    before = (Text.objects.count(), Provision.objects.count(), AuditEvent.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 3}")
        try:
            with pytest.raises(OperationalError, match="full"):
                hold(document(text(*[REQUEST, ENCOURAGE] * 200, symbol="A/RES/79/902")), "b.txt")
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert before == (Text.objects.count(), Provision.objects.count(), AuditEvent.objects.count())
    assert Provision.objects.count() == SearchEntry.objects.count()
    assert list(verify()) == []
    hold(document(text(*[REQUEST, ENCOURAGE] * 200, symbol="A/RES/79/902")), "b.txt")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [
        "database or disk is full",
        'could not extend file "base/5/1": No space left on device',
    ],
)
def test_a_page_says_that_there_is_no_space(
    make_user: Callable[..., User],
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = Client(raise_request_exception=False)
    client.force_login(make_user(Role.OFFICER))

    def full(*_: object, **__: object) -> None:
        raise OperationalError(said)

    monkeypatch.setattr("cpcj.register.uploading.enqueue", full)
    answer = client.post("/uploads/new/", {"documents": _file("x", 1)})
    assert answer.status_code == 503
    assert "no space left" in answer.content.decode()
    assert answer.headers["Retry-After"]
    assert list((tmp_path / "inbox").iterdir()) == [], "nothing is left of the upload"


def _file(words: str, n: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{n}.txt", words.encode())


@pytest.mark.django_db
def test_a_full_folder_of_uploads(
    make_user: Callable[..., User], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = Client(raise_request_exception=False)
    client.force_login(make_user(Role.OFFICER))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cpcj.register.uploading.enqueue", full)
    answer = client.post("/uploads/new/", {"documents": _file("x", 1)})
    assert answer.status_code == 503
    assert "no space left" in answer.content.decode()
    assert list((tmp_path / "inbox").iterdir()) == [], "nothing is left of the upload"


def _limited() -> None:
    """Let no file grow beyond 8 MB, as a full disk would."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8 << 20, 8 << 20))


@sqlite_only
def test_a_backup_that_finds_no_space_leaves_nothing(
    make_installation: Callable[..., Installation], tmp_path: Path
) -> None:
    site = make_installation("sqlite", tables=True)
    site.must("ingest", str(TEXTS))
    uploads = site.home / "uploads"
    uploads.mkdir(exist_ok=True)
    (uploads / "large").write_bytes(os.urandom(12 << 20))
    target = tmp_path / "out"
    target.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "cpcj", "backup", str(target / "b")],
        env=site.environment,
        preexec_fn=_limited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "No backup was written: File too large" in done.stderr
    assert list(target.iterdir()) == []
