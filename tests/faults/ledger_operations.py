"""Random operations on the books, in a process of its own that may be killed at any moment.

``python -m tests.faults.ledger_operations FILE SEED MOST`` tries operations until FILE holds MOST
bytes: one is added for each, ``+`` done, ``-`` refused. Several processes share a FILE.

``python -m tests.faults.ledger_operations --last FILE PLACE CODES`` waits at a gate of FILES and
then asks for the last dollar of a contribution after another.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

START = dt.date(2026, 1, 1)
A_DAY = 200
"""Operations a day of the books."""

CLOSED_BEHIND = 90
"""Days between the day of the books and what is closed."""


def prepare(contributions: int, cost_objects: int) -> None:
    """Record what the operations are made on: contributions in two currencies, cost objects."""
    from cpcj.funding.rules.money import Money
    from cpcj.funding.services import books
    from cpcj.funding.tests.factories import SYSTEM, cost_object, pledge, rate

    chance = random.Random(0)  # noqa: S311 - the same amounts each time
    rate("EUR", START, "0.91700000")
    for number in range(contributions):
        currency = "EUR" if number % 4 == 3 else "USD"
        one = pledge(Money(chance.randrange(1, 50_000_000), currency))
        books.agree(SYSTEM, one, on=dt.date(2026, 3, 1))
    for _ in range(cost_objects):
        cost_object()


def operate(file: Path, seed: int, most: int) -> None:
    """Try operations until the file holds ``most`` bytes."""
    from cpcj.funding.models import Contribution, CostObject
    from cpcj.funding.names import REFUSALS

    chance = random.Random(seed)  # noqa: S311 - operations, no secrets
    contributions = list(Contribution.objects.order_by("pk"))
    projects = list(CostObject.objects.order_by("pk"))
    told = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    while (number := os.fstat(told).st_size) < most:
        of, to = chance.choice(contributions), chance.choice(projects)
        try:
            _once(chance, of, to, number)
        except REFUSALS:
            os.write(told, b"-")
        else:
            os.write(told, b"+")


def _once(chance: random.Random, of: Any, to: Any, number: int) -> None:
    from cpcj.funding.models import EntryRow
    from cpcj.funding.services import books
    from cpcj.funding.tests.factories import SYSTEM

    today = dt.date(2026, 3, 1) + dt.timedelta(days=number // A_DAY)
    on = today - dt.timedelta(days=chance.randrange(30) if chance.random() < 0.1 else 0)
    cents = chance.choice((1, 7, chance.randrange(1, 1000), chance.randrange(1, 2_000_000)))
    plain: dict[str, Any] = {"on": on, "cents": cents}
    why = plain | {"reason": "tried"}
    aimed = plain | {"cost_object": to}

    def turn_round() -> None:
        newest = EntryRow.objects.filter(contribution=of).order_by("-pk")[:5]
        books.reverse(SYSTEM, chance.choice(list(newest)), on=on, reason="tried")

    def close() -> None:
        through = today - dt.timedelta(days=CLOSED_BEHIND)
        books.close_period(SYSTEM, through=through, today=today)

    operations = (
        *[lambda: books.receive(SYSTEM, of, on=on, minor=cents)] * 3,
        *[lambda: books.allocate(SYSTEM, of, **aimed)] * 3,
        lambda: books.return_allocation(SYSTEM, of, **aimed, reason="tried"),
        *[lambda: books.commit(SYSTEM, of, **aimed)] * 3,
        lambda: books.release(SYSTEM, of, **aimed),
        *[lambda: books.spend(SYSTEM, of, **aimed)] * 2,
        lambda: books.advance(SYSTEM, of, **why),
        lambda: books.cover_advance(SYSTEM, of, **plain),
        lambda: books.charge_levy(SYSTEM, of, **why),
        lambda: books.pay_levy(SYSTEM, of, **plain),
        lambda: books.refund(SYSTEM, of, **why),
        lambda: books.write_off(SYSTEM, of, **why),
        *[turn_round] * 2,
    )
    (close if chance.random() < 0.002 else chance.choice(operations))()


def last_dollar(gate: Path, place: str, codes: list[str]) -> None:
    """Ask for the whole of each contribution the moment its gate opens; say what came of it."""
    from cpcj.funding.models import Contribution, CostObject
    from cpcj.funding.rules.ledger import OverdrawnError
    from cpcj.funding.services import books
    from cpcj.funding.tests.factories import SYSTEM

    to = CostObject.objects.get(code=place)
    for code in codes:
        one = Contribution.objects.get(code=code)
        gate.with_suffix(f".{code}.{place}").touch()
        while len(list(gate.parent.glob(f"{gate.stem}.{code}.*"))) < 2:
            time.sleep(0.001)
        try:
            books.allocate(SYSTEM, one, cost_object=to, on=one.agreed_on, cents=100)
        except OverdrawnError:
            print("overdrawn", flush=True)  # noqa: T201 - read by the test
        else:
            print("done", flush=True)  # noqa: T201 - read by the test


if __name__ == "__main__":
    from cpcj.site.application import start

    start()
    if sys.argv[1] == "--last":
        last_dollar(Path(sys.argv[2]), sys.argv[3], sys.argv[4].split())
    else:
        operate(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
