"""The books after many operations of several processes, some of them killed: every law holds.

``CPCJ_LEDGER_OPERATIONS`` says another number of operations for the long form.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.installation import ROOT, Installation, until

MANY = int(os.environ.get("CPCJ_LEDGER_OPERATIONS", "100000"))
WORKERS = 2
PREPARE = """
import sys
from django.db import transaction
from tests.faults.ledger_operations import prepare
with transaction.atomic():
    prepare(int(sys.argv[1]), int(sys.argv[2]))
"""
LAWS = """
import json
from cpcj.audit.chain import verify
from cpcj.audit.models import AuditEvent
from cpcj.funding import queries
from cpcj.funding.models import Balance, Contribution, EntryRow, Period, Posting, Receipt
from cpcj.funding.rules import ledger
from cpcj.funding.rules.ledger import Deed
from cpcj.funding.services.books import outstanding
from django.db.models import F, Sum
entries = queries.entries()
recomputed = ledger.balances(entries)
days = sorted({one.day for one in entries})
some = days[:: max(1, len(days) // 20)]
by_day = {day: queries.office_balances(day) for day in some}
print(json.dumps({
    "entries": len(entries),
    "reversed": EntryRow.objects.filter(deed=Deed.REVERSED).count(),
    "periods": Period.objects.count(),
    "equal": queries.stored_balances() == recomputed,
    "by_the_store": queries.office_balances() == recomputed,
    "below_nothing": Balance.objects.filter(cents__lt=0).count()
    + sum(cents < 0 for held in by_day.values() for cents in held.values()),
    "of_days": all(held == ledger.balances(entries, day) for day, held in by_day.items()),
    "lost": int(Posting.objects.aggregate(sum=Sum("cents"))["sum"]),
    "days": Posting.objects.exclude(day=F("entry__day")).count(),
    "half": EntryRow.objects.filter(postings=None).count(),
    "receipts": EntryRow.objects.filter(deed=Deed.RECEIVED).count() - Receipt.objects.count(),
    "beyond": sum(outstanding(one) < 0 for one in Contribution.objects.all()),
    "unlogged": EntryRow.objects.count() - AuditEvent.objects.filter(
        kind__in=("funding.entryrow", "funding.receipt")).count() - AuditEvent.objects.filter(
        what="funding.agree").count(),
    "whole": not list(verify()),
}))
"""
HOLDS = {
    "equal": True,
    "by_the_store": True,
    "below_nothing": 0,
    "of_days": True,
    "lost": 0,
    "days": 0,
    "half": 0,
    "receipts": 0,
    "beyond": 0,
    "unlogged": 0,
    "whole": True,
}


def _started(site: Installation, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.ledger_operations", *arguments],
        env=site.environment,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def _tried(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _many(
    site: Installation, operations: int, kills: int, on: tuple[int, int]
) -> dict[str, object]:
    """Let processes operate, kill one at random moments, and return what holds afterwards."""
    site.python(PREPARE, *map(str, on))
    file, chance = site.home / "tried", random.Random(operations)  # noqa: S311 - moments
    seeds = iter(range(1, 10_000))
    moments = sorted(chance.sample(range(operations // 10, operations * 9 // 10), kills))

    def another() -> subprocess.Popen[str]:
        return _started(site, str(file), str(next(seeds)), str(operations))

    began, running = time.monotonic(), [another() for _ in range(WORKERS)]
    for moment in moments:
        until(lambda at=moment: _tried(file) >= at, running[-1], seconds=3 * 3600)  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.02))  # anywhere within an operation
        victim = running.pop(chance.randrange(len(running)))
        victim.kill()
        victim.communicate()
        running.append(another())
    for one in running:
        one.communicate()
        assert one.returncode == 0
    seconds = time.monotonic() - began
    found: dict[str, object] = json.loads(site.python(LAWS, seconds=3600))
    done = file.read_bytes().count(b"+")
    print(  # noqa: T201 - the figures of the run
        f"{_tried(file)} operations, {done} done, {kills} processes killed, "
        f"{seconds:.0f} s, {found}"
    )
    assert _tried(file) >= operations
    return found


def _laws(found: dict[str, object]) -> None:
    assert {name: found[name] for name in HOLDS} == HOLDS, found


def test_the_books_after_operations_and_kills(installation: Installation) -> None:
    found = _many(installation, 500, 3, (6, 4))
    _laws(found)
    assert int(str(found["entries"])) > 100


@pytest.mark.long
def test_the_books_after_a_hundred_thousand_operations_and_kills(
    installation: Installation,
) -> None:
    found = _many(installation, MANY, max(3, MANY // 2500), (120, 30))
    _laws(found)
    assert int(str(found["entries"])) > MANY // 4
    assert found["reversed"]
    assert found["periods"]


def test_of_two_who_allocate_the_last_dollar_one_is_told(installation: Installation) -> None:
    codes = installation.python(
        "from cpcj.funding.tests.factories import cost_object, received\n"
        "print(*[received(100).code for _ in range(5)], cost_object().code, cost_object().code)"
    ).split()
    *of, first, second = codes
    gate = str(installation.home / "gate")
    two = [_started(installation, "--last", gate, to, " ".join(of)) for to in (first, second)]
    answers = [one.communicate(timeout=120)[0].split() for one in two]
    assert [sorted(pair) for pair in zip(*answers, strict=True)] == [["done", "overdrawn"]] * 5
    found = json.loads(installation.python(LAWS))
    _laws(found)
