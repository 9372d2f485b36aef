"""A process killed while it stores leaves all of a file or nothing of it."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

STORE = """
import sys
import django
django.setup()
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text
print("ready", flush=True)
for n in range(int(sys.argv[1]), int(sys.argv[2])):
    hold(document(text(*[REQUEST, ENCOURAGE] * 20, symbol=f"A/RES/79/{n}")), f"{n}.txt")
print("done", flush=True)
"""
FILES = 40
KILLS = 4
PER_TEXT = {
    "register_text": 1,
    "register_textversion": 1,
    "register_upload": 1,
    "register_uploadcontent": 1,
    "register_provision": 41,
    "register_searchentry": 41,
    "register_act": 40,
    "register_citation": 1,
}


def _environment(home: Path) -> dict[str, str]:
    source = Path(__file__).parents[3]
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {
        **kept,
        "CPCJ_HOME": str(home),
        "PYTHONPATH": str(source),
        "DJANGO_SETTINGS_MODULE": "cpcj.site.settings",
    }


def _counts(database: Path) -> dict[str, int]:
    store = sqlite3.connect(database)
    try:
        return {
            table: store.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in PER_TEXT
        }
    finally:
        store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    environment = _environment(tmp_path)
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
    database = tmp_path / "cpcj.sqlite3"
    moment = random.Random(7)  # noqa: S311 - moments, no secrets
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", STORE, "1", str(FILES + 1)],
            env=environment, stdout=subprocess.PIPE,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moment.uniform(0.01, 0.6))
            process.send_signal(signal.SIGKILL)
        counts = _counts(database)
        texts = counts["register_text"]
        assert counts == {table: texts * per_text for table, per_text in PER_TEXT.items()}
    subprocess.run(
        [sys.executable, "-c", STORE, "1", str(FILES + 1)], env=environment, check=True,
        capture_output=True,
    )  # fmt: skip
    assert _counts(database) == {table: FILES * n for table, n in PER_TEXT.items()}
    store = sqlite3.connect(database)
    # The index agrees with what it indexes, or this raises.
    store.execute("INSERT INTO register_search(register_search) VALUES ('integrity-check')")
    store.close()
