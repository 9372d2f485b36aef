"""The audit log at length: events verified a second, memory, and the log's pages.

``python benchmarks/audit_log.py [EVENTS]`` writes that many events (100,000; the figures of the
docs say for how many) into a store of its own and reads them. The rival is reading the same rows
and taking a plain SHA-256 of each. Seconds are of the processor, so that a busy machine says the
same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import resource
import sys
import tempfile
import time

EVENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
_AT_ONCE = 5000
_PAGES = (
    "/audit/",
    "/audit/?room=register",
    "/audit/?day=2026-01-01",
    "/audit/person/7/",
    "/audit/record/register.act/77/",
)


def write(number: int) -> None:
    """Write a chain, in the log's own digests, by the quickest way the store has."""
    from django.db import connection, transaction

    from cpcj.audit.chain import GENESIS, event_digest, field_digests
    from cpcj.audit.models import AuditEvent, ChainHead

    begin, last = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), GENESIS
    fields = field_digests("register.act", "1", {"status": "a"}, {"status": "b"})
    waiting: list[AuditEvent] = []
    with transaction.atomic():
        for n in range(1, number + 1):
            event = AuditEvent(
                sequence=n,
                at=begin + dt.timedelta(seconds=n),
                actor=f"person:{n % 40}",
                what=f"register.deed_{n % 7}",
                kind="register.act",
                key=str(n % 100_000),
                fields=fields,
                previous=last,
            )
            last = event.digest = event_digest(event)
            waiting.append(event)
            if len(waiting) == _AT_ONCE or n == number:
                AuditEvent.objects.bulk_create(waiting)
                waiting.clear()
        ChainHead.objects.create(sequence=number, digest=last)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plain() -> float:
    """Return the seconds of reading the rows and a plain digest of each."""
    from django.db import connection

    started = time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_auditevent ORDER BY sequence")
        while rows := cursor.fetchmany(_AT_ONCE):
            for row in rows:
                hashlib.sha256(json.dumps(row, default=str).encode()).hexdigest()
    return time.process_time() - started


def measure_verification() -> None:
    """Print how fast the chain is verified, and in how much memory."""
    from cpcj.audit.chain import verify

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    faults = len(list(verify()))
    took = time.process_time() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"verify: {EVENTS:,} events in {took:.1f} s, {EVENTS / took:,.0f} a second")
    print(f"  {faults} faults; memory grew by {grown:.1f} MB; plain digests {plain():.1f} s")


def measure_pages() -> None:
    """Print how long the log's pages take, when first asked and when asked again."""
    from django.test import Client

    from cpcj.accounts.models import Membership, User

    user = User.objects.create(username="reader")
    Membership.objects.create(user=user, role="administrator")
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    for address in _PAGES:
        for which in ("first", "again"):
            started = time.process_time()
            status = client.get(address).status_code
            took = (time.process_time() - started) * 1000
            print(f"{address} {which}: {status}, {took:.0f} ms")


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "CPCJ_HOME": home,
            "CPCJ_DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "cpcj.site.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.DEBUG = False  # or the framework keeps every statement
        settings.STORAGES["staticfiles"]["BACKEND"] = (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
        call_command("migrate", verbosity=0)
        write(EVENTS)
        measure_verification()
        measure_pages()


if __name__ == "__main__":
    main()
