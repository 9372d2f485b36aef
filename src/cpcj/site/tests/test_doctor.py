"""What the doctor says of an installation that is well, and of each that is not."""

from __future__ import annotations

import datetime as dt
import json
import smtplib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from cpcj.frame.actors import SystemActor
from cpcj.jobs.models import Job, JobState, Worker
from cpcj.jobs.queue import enqueue
from cpcj.register.models import SearchEntry
from cpcj.register.tests.factories import REQUEST, document, hold, text
from cpcj.register.uploading import read_batch
from cpcj.site import doctor
from cpcj.site.doctor import Asked, Finding, Grade, machine, service, store

pytestmark = pytest.mark.django_db


def worst(check: Callable[[Asked], Any], asked: Asked | None = None) -> Finding:
    """Return the worst finding of a check, which must say why and what to do."""
    found = list(check(asked or Asked()))
    assert found
    for finding in found:
        assert finding.what.strip()
        if finding.grade is not Grade.OK:
            assert finding.why
            assert finding.remedy
    grades = list(Grade)
    gravest: Finding = max(found, key=lambda finding: grades.index(finding.grade))
    return gravest


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    tmp_path.chmod(0o700)
    for name in ("secret-key", "audit-key"):
        (tmp_path / name).write_text("x" * 60)
        (tmp_path / name).chmod(0o600)
    return tmp_path


def test_every_check_answers_where_all_is_well(home: Path) -> None:
    hold(document(text(REQUEST)))
    Worker.objects.create(name="here:1")
    found = {finding.check: finding for finding in doctor.examine(Asked(audit=True))}
    assert set(found) == set(doctor.checks())
    for name in ("python", "home", "keys", "disk", "database", "migrations", "search", "audit",
                 "clock", "workers", "jobs", "processes"):  # fmt: skip
        assert found[name].grade is Grade.OK, found[name]


def test_an_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    assert worst(machine.python).grade is Grade.ERROR


def test_a_home_open_to_all(home: Path) -> None:
    home.chmod(0o755)
    assert worst(machine.home).grade is Grade.WARNING
    (home / "audit-key").chmod(0o644)
    finding = worst(machine.keys)
    assert finding.grade is Grade.ERROR
    assert "audit-key" in finding.what


def test_a_short_key_of_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPCJ_SECRET_KEY", "hunter2")
    finding = worst(machine.keys)
    assert finding.grade is Grade.ERROR
    assert "hunter2" not in finding.what


@pytest.mark.parametrize(
    ("left", "grade"), [(50 << 20, Grade.ERROR), (500 << 20, Grade.WARNING), (9 << 30, Grade.OK)]
)
def test_space(home: Path, monkeypatch: pytest.MonkeyPatch, left: int, grade: Grade) -> None:
    from shutil import _ntuple_diskusage

    monkeypatch.setattr("shutil.disk_usage", lambda _path: _ntuple_diskusage(1 << 40, 0, left))
    assert worst(machine.disk).grade is grade


def test_a_clock_that_went_back(monkeypatch: pytest.MonkeyPatch) -> None:
    hold(document(text(REQUEST)))
    past = timezone.now() - dt.timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: past)
    assert worst(machine.clock).grade is Grade.ERROR


def test_files_not_collected(settings: Any, tmp_path: Path) -> None:
    settings.DEBUG, settings.STATIC_ROOT = False, tmp_path
    assert worst(machine.static_files).grade is Grade.ERROR


def test_a_store_that_does_not_answer_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse, raising=False)
    found = [finding for finding in doctor.examine(Asked()) if finding.grade is Grade.ERROR]
    assert "database" in {finding.check for finding in found}
    assert not {finding.check for finding in found} & store.STANDS_ON_STORE


def test_missing_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpcj.site.health.missing_migrations", lambda: ["jobs.0002_workers"])
    assert "jobs.0002_workers" in worst(store.migrations).what


def test_search_out_of_step() -> None:
    hold(document(text(REQUEST)))
    assert worst(store.index).grade is Grade.OK
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_searchentry WHERE role = 'operative'")
    finding = worst(store.index)
    assert finding.grade is Grade.ERROR
    assert finding.what.startswith("1 paragraphs cannot be found")
    assert SearchEntry.objects.count() == 1


def test_a_log_that_was_changed_or_is_not_guarded() -> None:
    from cpcj.audit.guards import install, remove

    hold(document(text(REQUEST)))
    remove(connection)
    try:
        assert "triggers" in worst(store.audit).what
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_auditevent SET note = 'x'")
    finally:
        install(connection)
    finding = worst(store.audit)
    assert finding.grade is Grade.ERROR
    assert "Entry 1" in finding.what


@pytest.mark.parametrize(
    ("changed", "grade"),
    [
        ({"DEBUG": True, "ALLOWED_HOSTS": ["localhost"]}, Grade.WARNING),
        ({"DEBUG": True, "ALLOWED_HOSTS": ["example.org"], "TLS": True}, Grade.ERROR),
        ({"ALLOWED_HOSTS": ["*"]}, Grade.ERROR),
        ({"ALLOWED_HOSTS": ["example.org"]}, Grade.ERROR),
        ({"ALLOWED_HOSTS": ["example.org"], "TLS": True}, Grade.WARNING),
        (
            {
                "ALLOWED_HOSTS": ["example.org"],
                "TLS": True,
                "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
            },
            Grade.OK,
        ),
        ({"ALLOWED_HOSTS": ["localhost"]}, Grade.OK),
    ],
)
def test_settings_dangerous_in_public(settings: Any, changed: dict[str, Any], grade: Grade) -> None:
    settings.DEBUG = False
    for name, value in changed.items():
        setattr(settings, name, value)
    assert worst(service.public).grade is grade


def test_several_processes(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPCJ_PROCESSES", "4")
    expected = Grade.ERROR if connection.vendor == "sqlite" else Grade.WARNING
    assert worst(service.shared).grade is expected


def test_workers_and_what_they_left() -> None:
    assert worst(service.workers).grade is Grade.WARNING
    asked = enqueue(SystemActor("test"), read_batch, key="x", batch="x", published=True)
    assert worst(service.workers).grade is Grade.ERROR
    Worker.objects.create(name="here:1")
    assert worst(service.workers).grade is Grade.OK
    Job.objects.update(created_at=timezone.now() - dt.timedelta(hours=1))
    assert worst(service.workers).grade is Grade.WARNING
    Worker.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=5))
    assert worst(service.workers).grade is Grade.ERROR
    assert worst(service.jobs).grade is Grade.OK
    old = timezone.now() - dt.timedelta(minutes=5)
    running = Job.objects.filter(pk=asked.pk)
    running.update(state=JobState.RUNNING, worker="gone:1", heartbeat_at=old)
    assert worst(service.jobs).grade is Grade.ERROR
    running.update(state=JobState.FAILED, finished_at=timezone.now())
    assert worst(service.jobs).grade is Grade.WARNING


def test_the_mail_server_is_reached_only_when_asked(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_IS_SET = False
    assert worst(service.mail).grade is Grade.WARNING
    settings.MAIL_IS_SET = True
    settings.EMAIL_HOST = "mail.invalid"

    def refuse(*_: object, **__: object) -> None:
        raise smtplib.SMTPServerDisconnected("closed")

    monkeypatch.setattr(smtplib, "SMTP", refuse)
    assert worst(service.mail).grade is Grade.OK
    assert worst(service.mail, Asked(mail=True)).grade is Grade.ERROR


def test_a_check_that_breaks_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_asked: Asked) -> Any:
        raise ZeroDivisionError

    monkeypatch.setitem(machine.CHECKS, "python", broken)
    found = {finding.check: finding for finding in doctor.examine(Asked())}
    assert found["python"].grade is Grade.ERROR
    assert "home" in found


def test_the_command_says_it_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from cpcj.site.commands.doctor import command

    for grade, code in ((Grade.OK, 0), (Grade.WARNING, 0), (Grade.ERROR, 1)):
        finding = Finding(grade, "disk", "Little is left.", "It fills.", "Make space.")
        monkeypatch.setattr(doctor, "examine", lambda _asked, each=finding: iter([each]))
        result = CliRunner().invoke(command, [])
        assert result.exit_code == code
        assert ("Do:  Make space." in result.output) == (grade is not Grade.OK)
        told = json.loads(CliRunner().invoke(command, ["--json"]).output)
        assert told["findings"][0]["remedy"] == "Make space."
