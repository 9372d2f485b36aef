"""Database triggers that refuse to change or remove what stands in the books, on both stores.

They are created again after every ``migrate`` and are gone only for whoever may alter the schema.
Emptying whole tables is left to who may do that: tests do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from django.db import connections

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

TABLES: Final = ("funding_entryrow", "funding_posting")
_REFUSAL = "an entry of the ledger is never changed"


def _install(vendor: str, table: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return tuple(
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            for deed in ("UPDATE", "DELETE")
        )
    return (
        f"""CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$""",
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
    )


def _remove(vendor: str, table: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return tuple(f"DROP TRIGGER IF EXISTS {table}_no_{deed}" for deed in ("update", "delete"))
    return (f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",)


def install(connection: BaseDatabaseWrapper, tables: Iterable[str] = TABLES) -> None:
    """Create the triggers where they are missing; rooms below guard their own ledgers so."""
    for table in tables:
        _run(connection, _install(connection.vendor, table))


def remove(connection: BaseDatabaseWrapper, tables: Iterable[str] = TABLES) -> None:
    """Drop the triggers, for tests that empty the whole database."""
    for table in tables:
        _run(connection, _remove(connection.vendor, table))


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Install the triggers once the tables are there (receiver of ``post_migrate``)."""
    install_where_there(using, TABLES)


def install_where_there(using: str, tables: Collection[str]) -> None:
    """Install the triggers of some tables where a database has them all."""
    connection = connections[using]
    if set(tables) <= set(connection.introspection.table_names()):
        install(connection, tables)
