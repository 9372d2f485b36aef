"""Database triggers that refuse to change or delete audit events, on both stores.

They are created again after every ``migrate`` and are gone only for whoever may alter the schema;
what such a person does to the rows, :func:`cpcj.audit.chain.verify` finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "audit_auditevent"

_INSTALL = {
    "sqlite": (
        f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_update BEFORE UPDATE ON {TABLE}
            BEGIN SELECT RAISE(ABORT, 'audit events are only ever added'); END""",
        f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_delete BEFORE DELETE ON {TABLE}
            BEGIN SELECT RAISE(ABORT, 'audit events are only ever added'); END""",
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'audit events are only ever added'; END $$""",
        f"DROP TRIGGER IF EXISTS {TABLE}_no_change ON {TABLE}",
        f"""CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()""",
    ),
}
_REMOVE = {
    "sqlite": (
        f"DROP TRIGGER IF EXISTS {TABLE}_no_update",
        f"DROP TRIGGER IF EXISTS {TABLE}_no_delete",
    ),
    "postgresql": (f"DROP TRIGGER IF EXISTS {TABLE}_no_change ON {TABLE}",),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers where they are missing."""
    _run(connection, _INSTALL[connection.vendor])


_COUNT = {
    "sqlite": (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s)",
        (f"{TABLE}_no_update", f"{TABLE}_no_delete"),
    ),
    # One that is switched off guards nothing.
    "postgresql": (
        """SELECT 2 * count(*) FROM pg_trigger
            WHERE tgrelid = %s::regclass AND tgname = %s AND tgenabled <> 'D'""",
        (TABLE, f"{TABLE}_no_change"),
    ),
}


def installed(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the triggers are there."""
    with connection.cursor() as cursor:
        cursor.execute(*_COUNT[connection.vendor])
        return bool(cursor.fetchone()[0] == 2)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers, for tests that empty the whole database."""
    _run(connection, _REMOVE[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Install the triggers once the table is there (receiver of ``post_migrate``)."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        install(connection)
