"""A database of a released version is brought to this one, and nothing in it is lost."""

import csv
import gzip
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RELEASES = sorted(HERE.glob("*.sqlite3.gz"))


def _run(home: Path, *arguments: str, expected: int | None = 0) -> str:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    } | {"CPCJ_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "cpcj", *arguments],
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert expected is None or done.returncode == expected, done.stderr
    return done.stdout


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name.split(".sqlite3")[0])
def test_a_released_database_is_brought_up(release: Path, tmp_path: Path) -> None:
    version = release.name.removesuffix(".sqlite3.gz")
    with gzip.open(release) as packed, (tmp_path / "cpcj.sqlite3").open("wb") as file:
        shutil.copyfileobj(packed, file)
    shutil.copy(HERE / f"{version}.audit-key", tmp_path / "audit-key")
    _run(tmp_path, "migrate")
    _run(tmp_path, "audit", "verify")
    listed = _run(tmp_path, "export", "texts", "--format", "csv").removeprefix("\ufeff")
    assert len(list(csv.DictReader(io.StringIO(listed)))) == 12
    acts = _run(tmp_path, "export", "mandates", "--format", "csv", "--filter", "proposals=1")
    assert len(list(csv.DictReader(io.StringIO(acts.removeprefix("\ufeff"))))) == 189


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name.split(".sqlite3")[0])
def test_every_table_of_this_version_is_there_and_answers(release: Path, tmp_path: Path) -> None:
    """Each room's tables are made, and each page of lists is drawn over the old rows."""
    version = release.name.removesuffix(".sqlite3.gz")
    with gzip.open(release) as packed, (tmp_path / "cpcj.sqlite3").open("wb") as file:
        shutil.copyfileobj(packed, file)
    shutil.copy(HERE / f"{version}.audit-key", tmp_path / "audit-key")
    (tmp_path / "audit-key").chmod(0o600)
    before = _counts(tmp_path / "cpcj.sqlite3")
    _run(tmp_path, "migrate")
    after = _counts(tmp_path / "cpcj.sqlite3")
    for table, rows in before.items():
        if not table.startswith(("django_", "auth_", "sqlite_")):
            assert after.get(table, 0) >= rows, f"{table} lost rows"
    found = json.loads(_run(tmp_path, "django", "shell", "--verbosity", "0", "-c", _ASK))
    assert found["missing"] == []
    assert found["broken"] == []
    told = _run(tmp_path, "doctor", "--json", expected=None)
    errors = {f["check"]: f for f in json.loads(told)["findings"] if f["grade"] == "error"}
    assert not errors.keys() - {"static", "workers"}, errors


_ASK = """
import json
from django.apps import apps
from django.db import connection
from django.test import Client, override_settings
from django.urls import get_resolver
from cpcj.accounts.models import User
tables = set(connection.introspection.table_names())
missing = [m._meta.label for m in apps.get_models() if m._meta.managed
           and m._meta.db_table not in tables]
plain = override_settings(STORAGES={"default": {"BACKEND":
    "django.core.files.storage.FileSystemStorage"}, "staticfiles": {"BACKEND":
    "django.contrib.staticfiles.storage.StaticFilesStorage"}}, ALLOWED_HOSTS=["*"])
broken = []
with plain:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username="officer"))
    for path in ("/", "/texts/", "/mandates/", "/search/?q=report", "/uploads/", "/audit/",
                 "/followup/", "/reporting/", "/budget/", "/treaties/", "/funding/"):
        if client.get(path).status_code >= 500:
            broken.append(path)
print(json.dumps({"missing": missing, "broken": broken}))
"""


def _counts(database: Path) -> dict[str, int]:
    store = sqlite3.connect(database)
    try:
        names = store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: store.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in names
        }
    finally:
        store.close()


def test_this_version_is_among_the_released_ones() -> None:
    from cpcj import __version__

    assert f"{__version__}.sqlite3.gz" in {path.name for path in RELEASES}
