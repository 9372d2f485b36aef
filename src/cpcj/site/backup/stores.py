"""Copying a database while others write to it, and bringing it back into an empty one."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import connection, connections, transaction

from cpcj.site.backup import BackupError

# What is no part of the register: kept for pages, made anew when missed.
_LEFT_OUT: Final = ("cpcj_cache",)
# Of what Django gives the driver, what libpq knows and no secret is.
_LIBPQ: Final = (
    "dbname", "user", "host", "hostaddr", "port", "service", "sslmode", "sslrootcert", "sslcert",
    "sslkey", "connect_timeout",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: rows by table, and where the audit log ended (number, digest)."""

    counts: dict[str, int]
    head: tuple[int, str]


def copy(target: Path) -> Copied:
    """Write a copy of the whole database as it is at one moment; others go on writing.

    Raises:
        BackupError: it cannot be copied.
    """
    return _copy_sqlite(target) if connection.vendor == "sqlite" else _copy_postgresql(target)


def bring_back(source: Path) -> None:
    """Bring a copy back into the empty database of the settings.

    Raises:
        BackupError: the database is not empty, or the copy cannot be read.
    """
    if connection.vendor == "sqlite":
        _bring_back_sqlite(source)
    else:
        _bring_back_postgresql(source)


def is_empty() -> bool:
    """Tell whether the database holds no table."""
    return not connection.introspection.table_names()


def counts(cursor: Any, vendor: str) -> dict[str, int]:
    """Return the number of rows of every table, by a cursor of that database."""
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND name NOT GLOB 'register_search_*' ORDER BY name"
        if vendor == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
    )
    names = [name for (name,) in cursor.fetchall() if name not in _LEFT_OUT]
    found = {}
    for name in names:
        cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608 - a name of the catalogue
        found[name] = int(cursor.fetchone()[0])
    return found


def _head(cursor: Any) -> tuple[int, str]:
    cursor.execute("SELECT sequence, digest FROM audit_chainhead WHERE id = 1")
    row = cursor.fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "0" * 64)


# SQLite ------------------------------------------------------------------------------------------


def _copy_sqlite(target: Path) -> Copied:
    source = Path(str(connection.settings_dict["NAME"]))
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as read,
            contextlib.closing(sqlite3.connect(target)) as written,
        ):
            # In one step: readers do not hold up writers, and the copy is of one moment.
            read.backup(written, pages=-1)
            written.execute("PRAGMA journal_mode=DELETE")
            state = written.execute("PRAGMA quick_check(1)").fetchone()[0]
            if state != "ok":
                message = f"the database is damaged: {state}"
                raise BackupError(message)
            cursor = written.cursor()
            return Copied(counts(cursor, "sqlite"), _head(cursor))
    except sqlite3.Error as error:
        message = f"the database cannot be copied: {error}"
        raise BackupError(message) from error


def _bring_back_sqlite(source: Path) -> None:
    target = Path(str(connection.settings_dict["NAME"]))
    for each in connections.all():
        each.close()
    if target.exists():
        with contextlib.closing(sqlite3.connect(target)) as read:
            if read.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                message = f"{target} is not empty; move it away first"
                raise BackupError(message)
    for end in ("", "-wal", "-shm"):
        target.with_name(target.name + end).unlink(missing_ok=True)
    shutil.move(source, target)


# PostgreSQL --------------------------------------------------------------------------------------


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        message = (
            f"{name} is not on this machine; it comes with PostgreSQL's client programs "
            "(package postgresql-client). It must not be older than the server"
        )
        raise BackupError(message)
    return found


def _reached() -> tuple[str, dict[str, str]]:
    """Return how libpq reaches the database, and the environment with the password."""
    from psycopg.conninfo import make_conninfo

    given = connection.get_connection_params()
    environment = dict(os.environ)
    if password := given.get("password"):
        environment["PGPASSWORD"] = str(password)
    known = {name: given[name] for name in _LIBPQ if given.get(name) not in {None, ""}}
    return make_conninfo(**known), environment


def _run(arguments: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
        arguments, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        words = " ".join(done.stderr.split())[:500]
        message = f"{Path(arguments[0]).name} failed: {words}"
        raise BackupError(message)


def _copy_postgresql(target: Path) -> Copied:
    program = _program("pg_dump")
    reached, environment = _reached()
    with transaction.atomic(), connection.cursor() as cursor:
        # Dump and counts see the same moment.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = str(cursor.fetchone()[0])
        copied = Copied(counts(cursor, "postgresql"), _head(cursor))
        _run(
            [
                program, f"--dbname={reached}", "--format=custom", "--compress=0",
                "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
                *(f"--exclude-table-data={name}" for name in _LEFT_OUT), f"--file={target}",
            ],
            environment,
        )  # fmt: skip
    return copied


def _bring_back_postgresql(source: Path) -> None:
    program = _program("pg_restore")
    reached, environment = _reached()
    if not is_empty():
        message = "the database of DATABASE_URL is not empty; make a new one"
        raise BackupError(message)
    connection.close()
    _run(
        [
            program, f"--dbname={reached}", "--no-owner", "--no-privileges",
            "--single-transaction", "--exit-on-error", str(source),
        ],
        environment,
    )  # fmt: skip
