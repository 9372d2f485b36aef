"""Database triggers that refuse to change what was approved, on both stores.

An approved update, its figures and its snapshot, and the period it is about with its targets, stay
as they are. The triggers are created again after every ``migrate`` and are gone only for whoever
may alter the schema. Emptying whole tables is left to who may do that: tests do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

_REFUSAL: Final = "what was approved is never changed"
_ABOUT_UPDATE = (
    "EXISTS (SELECT 1 FROM results_update u WHERE u.id = {row}.update_id AND u.status = 'approved')"
)
_ABOUT_PERIOD = (
    "EXISTS (SELECT 1 FROM results_update u WHERE u.period_id = {row}.{key} "
    "AND u.status = 'approved')"
)
_OLD, _NEW = "OLD", "NEW"

CONDITIONS: Final = {
    ("results_snapshot", "UPDATE"): "TRUE",
    ("results_snapshot", "DELETE"): "TRUE",
    ("results_update", "UPDATE"): "OLD.status = 'approved'",
    ("results_update", "DELETE"): "OLD.status = 'approved'",
    ("results_figure", "INSERT"): _ABOUT_UPDATE.format(row=_NEW),
    ("results_figure", "UPDATE"): _ABOUT_UPDATE.format(row=_OLD),
    ("results_figure", "DELETE"): _ABOUT_UPDATE.format(row=_OLD),
    ("results_period", "UPDATE"): _ABOUT_PERIOD.format(row=_OLD, key="id"),
    ("results_period", "DELETE"): _ABOUT_PERIOD.format(row=_OLD, key="id"),
    ("results_target", "INSERT"): _ABOUT_PERIOD.format(row=_NEW, key="period_id"),
    ("results_target", "UPDATE"): _ABOUT_PERIOD.format(row=_OLD, key="period_id"),
    ("results_target", "DELETE"): _ABOUT_PERIOD.format(row=_OLD, key="period_id"),
}
"""When a deed on a table is refused."""

TABLES: Final = tuple(dict.fromkeys(table for table, _deed in CONDITIONS))


def _name(table: str, deed: str) -> str:
    return f"{table}_no_{deed.lower()}"


def _install(vendor: str) -> Iterator[str]:
    for (table, deed), condition in CONDITIONS.items():
        name = _name(table, deed)
        if vendor == "sqlite":
            when = "1" if condition == "TRUE" else condition
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {deed} ON {table} "
                f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
            continue
        row = "OLD" if deed == "DELETE" else "NEW"
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{_REFUSAL}'; END IF; "
            f"RETURN {row}; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield (
            f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def _remove(vendor: str) -> Iterator[str]:
    for table, deed in CONDITIONS:
        on = "" if vendor == "sqlite" else f" ON {table}"
        yield f"DROP TRIGGER IF EXISTS {_name(table, deed)}{on}"


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers where they are missing."""
    _run(connection, _install(connection.vendor))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers, for tests that empty the whole database."""
    _run(connection, _remove(connection.vendor))


def _run(connection: BaseDatabaseWrapper, statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Install the triggers once the tables are there (receiver of ``post_migrate``)."""
    connection = connections[using]
    if set(TABLES) <= set(connection.introspection.table_names()):
        install(connection)
