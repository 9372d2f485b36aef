"""Agreed language over many paragraphs: how long an answer takes, and whether it is right.

Phrases of 8 to 15 words and whole paragraphs are drawn by a fixed seed from the paragraphs that the
register holds, and looked for as the page does (``precedents`` over the register) and as a program
does (``/api/v1/agreed``, inside the application without HTTP). Of 50 phrases that stand in two
texts or more, the earliest text is looked for apart, by a scan of all paragraphs.

    python benchmarks/agreed.py [--size PARAGRAPHS] [--queries N] [--json]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from _figures import tell
from _register import PARAGRAPHS, SEED, Filling, Supply, start

BAR = 200
"""Milliseconds at the 95th percentile."""

RIGHT = 50
"""Phrases whose earliest text is looked for apart."""


def drawn(random: Random, count: int, last: int, *, whole: bool) -> list[str]:
    """Return phrases of paragraphs that are held, or whole paragraphs."""
    from django.db import connection

    found: list[str] = []
    while len(found) < count:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT words FROM register_provision WHERE id = %s", [random.randint(1, last)]
            )
            words = cursor.fetchone()[0].split()
        size = len(words) if whole else random.randint(8, 15)
        if len(words) >= size:
            at = random.randint(0, len(words) - size)
            found.append(" ".join(words[at : at + size]).strip(",;:"))
    return found


def timed(work: Callable[[str], object], phrases: Sequence[str]) -> dict[str, float]:
    """Return percentiles of milliseconds, of the clock and of the processor."""
    clock, processor = [], []
    for phrase in phrases:
        begun, used = time.perf_counter(), time.process_time()
        work(phrase)
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - used) * 1000)
    figures = {}
    for name, several in (("clock", clock), ("processor", processor)):
        several.sort()
        for share in (50, 95):
            place = min(len(several) - 1, len(several) * share // 100)
            figures[f"{name} p{share}"] = round(several[place], 1)
    return figures


def right(phrases: Sequence[str]) -> tuple[int, int]:
    """Return of how many phrases the earliest text comes first, and how many were asked."""
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection

    from cpcj.register.language.queries.holdings import RegisterHoldings
    from cpcj.register.search.words import folded
    from cpcj.resolutions.agreed import by_number, precedents

    asked = good = 0
    for phrase in phrases:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT t.date, t.identifier FROM register_searchentry e"
                " JOIN register_text t ON t.id = e.text_id WHERE e.folded LIKE %s",
                [f"%{folded(phrase)}%"],
            )
            rows = {(str(date), by_number(text), text) for date, text in cursor.fetchall()}
        if len(rows) < 2:
            continue
        found = precedents(phrase, RegisterHoldings(AnonymousUser()))
        asked += 1
        good += found.exact is not None and found.exact.earliest.passage.text == min(rows)[2]
        if asked == RIGHT:
            break
    return good, asked


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 where there is no text."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=30_000, help="paragraphs")
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    start()
    supply = Supply.read()
    if not supply.printed:
        print("no operative paragraph in the texts that are there")
        return 1
    filling = Filling(supply)
    filling.fill(max(1, options.size // PARAGRAPHS))
    tell(measured(filling.texts * PARAGRAPHS, options.queries), as_json=options.json)
    return 0


def measured(size: int, queries: int) -> dict[str, Any]:
    """Return the figures of the register as it stands."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import Client

    from cpcj.register.language.queries.holdings import RegisterHoldings
    from cpcj.resolutions.agreed import precedents

    random = Random(SEED)  # noqa: S311 - no secret
    phrases = drawn(random, queries, size, whole=False)
    paragraphs = drawn(random, queries // 2, size, whole=True)
    client = Client(headers={"host": "localhost"})
    ways: dict[str, tuple[Callable[[str], object], Sequence[str]]] = {
        "phrase": (lambda one: precedents(one, RegisterHoldings(AnonymousUser())), phrases),
        "paragraph": (lambda one: precedents(one, RegisterHoldings(AnonymousUser())), paragraphs),
        "phrase, API": (lambda one: client.get("/api/v1/agreed", {"q": one}), phrases),
    }
    precedents(phrases[0], RegisterHoldings(AnonymousUser()))  # the sample of rarity is drawn
    result: dict[str, Any] = {
        "paragraphs": size,
        "load": round(os.getloadavg()[0], 1),
        "bar, ms at p95": BAR,
    }
    for name, (work, several) in ways.items():
        result |= {f"{name}: {key}": value for key, value in timed(work, several).items()}
    good, asked = right(drawn(random, 10 * RIGHT, size, whole=False))
    result["earliest first"] = f"{good} of {asked}"
    return result


if __name__ == "__main__":
    sys.exit(main())
