"""Probes and figures: right, cheap, and the figures not for everybody."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.frame.actors import SystemActor
from cpcj.jobs.models import Worker
from cpcj.jobs.queue import enqueue
from cpcj.register.tests.factories import REQUEST, document, hold, text
from cpcj.register.uploading import read_batch
from cpcj.site import health

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ask_anew() -> None:
    health._Migrated.at = None


def test_alive_without_a_store(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer.headers["Cache-Control"]


def test_ready_with_store_and_tables(client: Client, django_assert_num_queries: Any) -> None:
    assert client.get("/health/ready").status_code == 200
    with django_assert_num_queries(1):  # the tables were looked at a moment ago
        assert client.get("/health/ready").json()["checks"] == {"store": "ok", "migrations": "ok"}


def test_not_ready_says_what_fails(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "missing_migrations", lambda: ["jobs.0002_workers"])
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"store": "ok", "migrations": "missing"}
    assert answer.headers["Retry-After"]

    class Gone:
        def cursor(self) -> None:
            raise OperationalError

        def close(self) -> None:
            pass

    monkeypatch.setattr(health, "connection", Gone())
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["store"] == "does not answer"


def test_a_probe_is_not_sent_to_https(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    from django.test import Client as Fresh

    assert Fresh().get("/health/live").status_code == 200
    assert Fresh().get("/about/").status_code == 301


def figures(client: Client, **headers: str) -> dict[str, float]:
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    found = re.findall(r"^([a-z_]+(?:\{[^}]*\})?) (\S+)$", answer.content.decode(), re.MULTILINE)
    return {name: float(value) for name, value in found}


def test_figures_are_for_administrators_and_for_the_token(
    client: Client, settings: Any, make_user: Callable[..., User]
) -> None:
    assert client.get("/metrics").status_code == 302
    settings.METRICS_TOKEN = "a-long-token"
    for wrong in ("Bearer other", "Bearer ", "Basic a-long-token", "a-long-token", "Bearer é"):
        assert client.get("/metrics", headers={"authorization": wrong}).status_code != 200
    assert figures(client, authorization="Bearer a-long-token")
    client.force_login(make_user(Role.OFFICER))
    assert client.get("/metrics").status_code == 403
    client.force_login(make_user(Role.ADMINISTRATOR))
    assert figures(client)


def test_an_empty_token_opens_nothing(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 302


def test_what_the_figures_count(
    client: Client, settings: Any, officer: User, django_assert_max_num_queries: Any
) -> None:
    settings.METRICS_TOKEN = "a-long-token"
    bearer = {"authorization": "Bearer a-long-token"}
    before = figures(client, **bearer)
    hold(document(text(REQUEST)))
    enqueue(SystemActor("test"), read_batch, key="x", batch="x", published=True)
    Worker.objects.create(name="elsewhere:1")
    client.get("/about/")
    client.get("/nothing-is-here/")
    with django_assert_max_num_queries(8):
        after = figures(client, **bearer)
    assert after["cpcj_texts"] - before["cpcj_texts"] == 1
    assert after["cpcj_mandates"] - before["cpcj_mandates"] == 1
    assert after["cpcj_audit_position"] - before["cpcj_audit_position"] == 1
    assert after['cpcj_jobs{state="queued"}'] == 1
    assert after["cpcj_workers"] == 1
    about = 'cpcj_requests_total{method="GET",status="200",view="about"}'
    assert after[about] - before.get(about, 0) == 1
    lost = 'cpcj_requests_total{method="GET",status="404",view="-"}'
    assert after[lost] - before.get(lost, 0) == 1
    assert after['cpcj_request_seconds_count{view="about"}'] >= 1


def test_several_processes_are_counted_together(tmp_path: Path) -> None:
    count = "from cpcj.site.metrics import _requests\n_requests.labels('x', 'GET', '200').inc(2)\n"
    ask = "from cpcj.site.metrics import figures, OfStore\nOfStore.collect = lambda self: []\n"
    start = "import django\ndjango.setup()\n"
    environment = {
        **os.environ,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "cpcj.site.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    for code in (count, count):
        subprocess.run([sys.executable, "-c", start + code], env=environment, check=True)
    done = subprocess.run(
        [sys.executable, "-c", f"{start}{ask}print(figures().decode())"],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert 'cpcj_requests_total{method="GET",status="200",view="x"} 4.0' in done.stdout
