"""Checks of the store: reached, of this version, writable, its index and its log whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import F

from cpcj.register.search.words import normalize
from cpcj.site.doctor import Asked, Check, Finding, Grade

_OLDEST_POSTGRESQL: Final = 150_000
_LARGE_WAL_BYTES: Final = 512 << 20
_COMPARED: Final = 1000  # newest entries of the log that are read without being asked for all


def database(_asked: Asked) -> Iterator[Finding]:
    """Ask the store anything, and how it stands."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError) as error:
        yield Finding(
            Grade.ERROR,
            "database",
            f"The store does not answer: {str(error).strip().splitlines()[0]}",
            "No page and no command works without it.",
            "See that the server runs and that DATABASE_URL (or CPCJ_HOME) names the right one.",
        )
        return
    if connection.vendor == "sqlite":
        yield from _sqlite()
    else:
        yield from _postgresql()


def _sqlite() -> Iterator[Finding]:
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = str(cursor.fetchone()[0])
        cursor.execute("PRAGMA quick_check(1)")
        state = str(cursor.fetchone()[0])
    if state != "ok":
        yield Finding(
            Grade.ERROR,
            "database",
            f"SQLite finds the file damaged: {state}",
            "What is stored can be lost at any write.",
            "Stop the site, keep the file, and restore the last backup (`cpcj restore`).",
        )
    if mode not in {"wal", "memory"}:
        yield Finding(
            Grade.ERROR,
            "database",
            f"The journal mode is {mode}, not WAL.",
            "Readers wait for every writer.",
            "Put the file on a local disk: network file systems cannot carry WAL.",
        )
    beside = file.with_name(f"{file.name}-wal")
    if beside.exists() and beside.stat().st_size > _LARGE_WAL_BYTES:
        yield Finding(
            Grade.WARNING,
            "database",
            f"The write-ahead log has {beside.stat().st_size >> 20} MB.",
            "A reader that never ends keeps it from being taken in; it fills the disk.",
            "End long-running commands, or restart the site.",
        )
    if state == "ok" and mode in {"wal", "memory"}:
        size = file.stat().st_size >> 20 if file.exists() else 0
        yield Finding(Grade.OK, "database", f"SQLite, {mode.upper()}, {size} MB.")


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0])
        cursor.execute("SELECT pg_is_in_recovery()")
        follows = bool(cursor.fetchone()[0])
    if version < _OLDEST_POSTGRESQL:
        yield Finding(
            Grade.ERROR,
            "database",
            f"PostgreSQL {version // 10_000} is older than 15.",
            "The program is not tried on it.",
            "Upgrade the server.",
        )
    if follows:
        yield Finding(
            Grade.ERROR,
            "database",
            "The server only follows another one and takes no writes.",
            "Every form fails.",
            "Point DATABASE_URL at the leading server.",
        )
    if version >= _OLDEST_POSTGRESQL and not follows:
        yield Finding(Grade.OK, "database", f"PostgreSQL {version // 10_000}.")


def migrations(_asked: Asked) -> Iterator[Finding]:
    """Look whether the tables are those of this version."""
    from cpcj.site.health import missing_migrations

    if missing := missing_migrations():
        yield Finding(
            Grade.ERROR,
            "migrations",
            f"{len(missing)} are missing: {', '.join(missing[:5])}",
            "Pages that use the new tables fail.",
            "`cpcj backup FILE`, then `cpcj migrate`.",
        )
    else:
        yield Finding(Grade.OK, "migrations", "None is missing.")


def index(_asked: Asked) -> Iterator[Finding]:
    """Look whether search has an entry for each paragraph shown, and its index for each entry."""
    from cpcj.register.models import Provision, SearchEntry

    shown = Provision.objects.filter(depth=0, version=F("version__text__current"))
    without = shown.filter(search_entry=None).iterator(chunk_size=500)
    missing = sum(1 for provision in without if normalize(provision.full_text))
    entries = SearchEntry.objects.count()
    left = SearchEntry.objects.exclude(provision__version=F("text__current")).count()
    broken = ""
    if missing or left:
        broken = f"{missing} paragraphs cannot be found; {left} are found that are not shown."
    elif connection.vendor == "sqlite":
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO register_search(register_search) VALUES ('integrity-check')"
                )
        except DatabaseError as error:
            broken = f"The index does not agree with what it indexes: {error}"
    if broken:
        yield Finding(
            Grade.ERROR,
            "search",
            broken,
            "Search does not find everything, or finds what is not there.",
            "On SQLite: INSERT INTO register_search(register_search) VALUES ('rebuild'). Where "
            "entries are missing, read the texts again (their upload's page).",
        )
    else:
        yield Finding(Grade.OK, "search", f"{entries} paragraphs, all in the index.")


def audit(asked: Asked) -> Iterator[Finding]:
    """Read the newest entries of the log (all of it where asked) and look at its guards."""
    from cpcj.audit.chain import verify
    from cpcj.audit.guards import installed

    if not installed(connection):
        yield Finding(
            Grade.ERROR,
            "audit",
            "The triggers that guard the log are missing.",
            "Entries could be changed without an error.",
            "`cpcj migrate` makes them again; find out who took them away.",
        )
    count, found = 0, None
    for count, found in enumerate(verify(newest=None if asked.audit else _COMPARED), start=1):
        if count == 1:
            yield Finding(
                Grade.ERROR,
                "audit",
                f"Entry {found.sequence}: {found.words}.",
                "The log is not what was written, or the audit key is not its own.",
                "`cpcj audit verify` names every fault; compare with a backup and a head kept "
                "elsewhere.",
            )
        break
    if found is None:
        words = "Every entry" if asked.audit else f"The newest entries (up to {_COMPARED})"
        yield Finding(Grade.OK, "audit", f"{words} read; the chain is whole.")


CHECKS: Final[dict[str, Check]] = {
    "database": database,
    "migrations": migrations,
    "search": index,
    "audit": audit,
}
STANDS_ON_STORE: Final = frozenset({"migrations", "search", "audit", "clock", "jobs", "workers"})
