"""Many people at once: readers who look around, officers who write, on either store.

Two hundred simulated people ask the site for pages over HTTP, each thinking between two pages; at
most sixteen requests are in flight. The site is served as ``cpcj serve`` does. A person reads lists
with and without filters, turns pages, opens mandates, searches, and now and then asks for the bare
page, which the others are measured against. Officers sign in and correct what was read of mandates,
each correction with a reason of its own. At the end every correction that the site acknowledged
must stand in the store, once; one that does not is a lost write.

    python benchmarks/load.py [--size MANDATES] [--seconds N] [--people N] [--store NAME]

The register of a size is kept in a file between runs (see ``_register.py``; ``CPCJ_BENCHMARKS``
names the folder).
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from _register import OPERATIVE, SEED, Supply, load, prepared, start
from pages import IN_FLIGHT, addresses, percentile, served

THINKING = (1.0, 5.0)
"""Seconds between two pages of a person, any in between."""

OFFICERS = 8
_PASSWORD = "measured-and-thrown-away"  # noqa: S105 - of accounts in a store that is thrown away
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_STORES = ("sqlite", "postgresql")
WALK = ("bare", "list", "list", "detail", "detail", "search")
"""What a reader asks for, in turn."""


@dataclass(slots=True)
class Account:
    """What people were given: milliseconds by kind of page, what failed, what was acknowledged."""

    taken: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, milliseconds: float) -> None:
        """Count a page."""
        with self.lock:
            self.taken[kind].append(milliseconds)


@dataclass(slots=True)
class Person:
    """A person with a browser: keeps cookies, thinks between pages."""

    port: int
    account: Account
    in_flight: threading.Semaphore
    random: Random
    until: float
    cookies: dict[str, str] = field(default_factory=dict)

    def think(self) -> bool:
        """Wait before the next page; False when the time is over."""
        time.sleep(self.random.uniform(*THINKING))
        return time.monotonic() < self.until

    def ask(self, kind: str, address: str, given: dict[str, str] | None = None) -> tuple[int, str]:
        """Ask for a page, or send a form; return status and page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if given is not None:
            body = urlencode(given)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with self.in_flight:
            begin = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            try:
                connection.request("POST" if body else "GET", address, body, headers)
                answer = connection.getresponse()
                page = answer.read().decode()
            finally:
                connection.close()
            self.account.add(kind, (time.perf_counter() - begin) * 1000)
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, page

    def read(self, ways: dict[str, Iterator[str]], begin: int) -> None:
        """Read pages until the time is over."""
        for kind in itertools.islice(itertools.cycle(WALK), begin, None):
            if not self.think():
                return
            with self.account.lock:
                address = next(ways[kind])
            status, _page = self.ask(kind, address)
            if status != http.client.OK:
                self.account.failed.append(f"{address} answered {status}")

    def sign_in(self, name: str) -> None:
        """Sign in; hashing a password takes as long as many pages and is not what is measured."""
        self._send("sign in", "/accounts/sign-in/", {"username": name, "password": _PASSWORD})

    def write(self, name: str, mandates: Iterator[str]) -> None:
        """Correct what was read of mandates until the time is over."""
        for number in itertools.count(1):
            if not self.think():
                return
            with self.account.lock:
                address = next(mandates)
            reason = f"{name} says {number}"
            deed = {"deed": "correct", "field": "action", "words": f"to do as {reason}"}
            page = address.replace("/mandates/", "/review/mandate/", 1)
            status = self._send("write", page, {**deed, "reason": reason})
            with self.account.lock:
                if status == http.client.FOUND:
                    self.account.acknowledged.append(reason)
                else:
                    self.account.failed.append(f"{page} answered {status}")

    def _send(self, kind: str, address: str, given: dict[str, str]) -> int:
        asked: dict[str, str] = {name: given[name] for name in ("deed", "field") if name in given}
        _status, form = self.ask(f"{kind}: form", f"{address}?{urlencode(asked)}")
        found = _TOKEN.search(form)
        token = {"csrfmiddlewaretoken": found[1]} if found else {}
        return self.ask(kind, address, {**given, **token})[0]


def make_officers(count: int) -> list[str]:
    """Make accounts that may correct; return their names."""
    from cpcj.accounts.rules import Role
    from cpcj.accounts.services import make_account
    from cpcj.frame.actors import SystemActor

    names = [f"officer-{number}" for number in range(1, count + 1)]
    for name in names:
        make_account(
            SystemActor("benchmark"), username=name, password=_PASSWORD, roles=(Role.OFFICER,)
        )
    return names


def lost(acknowledged: Sequence[str]) -> list[str]:
    """Return the acknowledged writes that do not stand in the store exactly once."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT reason, count(*) FROM register_review GROUP BY reason")
        held = dict(cursor.fetchall())
    return [reason for reason in acknowledged if held.get(reason) != 1]


def run(supply: Supply, texts: int, people: int, seconds: float) -> Account:
    """Let people use the site for a while; return what they were given."""
    officers = make_officers(min(OFFICERS, max(1, people // 10)))
    account = Account()
    ways = {"bare": itertools.repeat("/bare/"), **addresses(supply, texts)}
    written = addresses(supply, texts)["detail"]
    in_flight = threading.Semaphore(IN_FLIGHT)
    with served() as port:
        for kind in dict.fromkeys(WALK):  # the first look loads what is kept in memory
            Person(port, Account(), in_flight, Random(SEED), 0).ask(kind, next(ways[kind]))  # noqa: S311
        everybody = [
            Person(port, Account(), in_flight, Random(SEED + number), 0)  # noqa: S311 - no secret
            for number in range(people)
        ]
        for person, name in zip(everybody, officers, strict=False):
            person.sign_in(name)
        until = time.monotonic() + seconds
        threads = []
        for number, person in enumerate(everybody):
            person.account, person.until = account, until
            threads.append(
                threading.Thread(target=person.write, args=(officers[number], written))
                if number < len(officers)
                else threading.Thread(target=person.read, args=(ways, number))
            )
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return account


def report(account: Account, seconds: float) -> None:
    """Print the figures."""
    asked = sum(map(len, account.taken.values()))
    print(f"{asked} requests, {asked / seconds:.1f} a second; milliseconds")
    print("page                n      p50      p95   ratio")
    bare = percentile(account.taken["bare"], 0.95)
    for kind, taken in sorted(account.taken.items()):
        p50, p95 = percentile(taken, 0.5), percentile(taken, 0.95)
        print(f"{kind:14s} {len(taken):6d} {p50:8.1f} {p95:8.1f} {p95 / bare:7.2f}")
    for line in account.failed[:5]:
        print(f"FAILED {line}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run on one store, or on each in a process of its own; 1 where a write was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=2_000, help="mandates")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--store", choices=_STORES, help="both, one after the other, without")
    options = parser.parse_args(arguments)
    if options.store is None:
        given = ["--size", str(options.size), "--seconds", str(options.seconds)]
        given += ["--people", str(options.people)]
        command = [sys.executable, str(Path(__file__)), *given, "--store"]
        return max(subprocess.run([*command, store], check=False).returncode for store in _STORES)  # noqa: S603 - this file
    start(options.store)
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    supply = Supply.read()
    if not supply.printed:
        print("no operative paragraph in the texts that are there")
        return 1
    filling = prepared(supply, options.size)
    print(f"{options.store}, {filling.texts * OPERATIVE} mandates, {options.people} people")
    load()
    account = run(supply, filling.texts, options.people, options.seconds)
    report(account, options.seconds)
    missing = lost(account.acknowledged)
    print(f"{len(account.acknowledged)} writes acknowledged, {len(missing)} lost")
    load()
    return 1 if missing or account.failed else 0


if __name__ == "__main__":
    sys.exit(main())
