"""Probes for load balancers and service managers: alive, and ready to be asked.

``/health/live`` says that the process answers; a failed one is to be restarted. ``/health/ready``
says that the store answers and has the tables of this version; a process that is not ready gets no
visitors and is left alone.
"""

from __future__ import annotations

import time

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_MIGRATED_SECONDS = 60.0  # how long "the tables are those of this version" is believed


class _Migrated:
    """When the tables were last found to be those of this version (monotonic seconds)."""

    at: float | None = None


def missing_migrations() -> list[str]:
    """Return the migrations that the store lacks, ``app.name``.

    Raises:
        DatabaseError: the store does not answer.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _back in plan]


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view is given the request
    """Answer 200 without asking anything."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view is given the request
    """Answer 200 when the store answers and is of this version, else 503 with what fails."""
    checks = {"store": "ok", "migrations": "ok"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        now = time.monotonic()
        if _Migrated.at is None or now - _Migrated.at > _MIGRATED_SECONDS:
            if missing_migrations():
                checks["migrations"] = "missing"
            else:
                _Migrated.at = now
    except (DatabaseError, InterfaceError):
        connection.close()  # so that the next request opens a new one
        checks = {"store": "does not answer", "migrations": "unknown"}
    whole = set(checks.values()) == {"ok"}
    answer = JsonResponse(
        {"status": "ok" if whole else "unavailable", "checks": checks},
        status=200 if whole else 503,
    )
    if not whole:
        answer.headers["Retry-After"] = "10"
    return answer
