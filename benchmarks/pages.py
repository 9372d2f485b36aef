"""Pages of the register against a bare Django page, through the same server in the same run.

The site is served as ``cpcj serve`` does, with one more address: a view that renders a constant
template, through the same middleware, asking the store for nothing. Sixteen requests are in flight,
each of another address than those before (other pages of the list, filters, mandates, words), so
that nothing remembered answers them. Rounds of the bare page and of each of ours take turns.
"frame" is the site's page about itself: constant words in the frame that every page has.

How many statements a page asks of the store is counted at a hundredth, a tenth and the whole of the
size: the most that any page of a kind asks must be the same. (A page asks for fewer where something
it would ask for is remembered, or where it found nothing.)

    python benchmarks/pages.py [--size MANDATES] [--requests N]
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from _register import OPERATIVE, SEED, Supply, load, prepared, start

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BAR = 4.0
IN_FLIGHT = 16
ROUNDS = 4
COUNTED = 40
"""Pages of each kind whose statements are counted."""

_BARE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title></head>
<body><main><h1>Bare</h1><p>A page that asks for nothing.</p></main></body></html>"""


def bare(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view's shape
    """Answer with a constant template."""
    from django.http import HttpResponse
    from django.template import engines

    return HttpResponse(engines["django"].from_string(_BARE).render())


def _urlpatterns() -> list[Any]:
    from django.urls import path

    from cpcj.site import urls

    return [path("bare/", bare), *urls.urlpatterns]


def __getattr__(name: str) -> Any:
    """Be the site's table of addresses with one more, for Django alone."""
    if name == "urlpatterns":
        return _urlpatterns()
    raise AttributeError(name)


def serve(port: int) -> None:
    """Serve the site with the bare page, as ``cpcj serve`` does."""
    from cpcj.site.application import start as start_application
    from cpcj.site.commands.serve import command

    start_application()
    from django.conf import settings

    settings.ROOT_URLCONF = "pages"
    command.main(["--bind", f"127.0.0.1:{port}", "--no-worker"], standalone_mode=False)


@contextmanager
def served() -> Iterator[int]:
    """Run the server in a process of its own on a free port; yield the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 - this very file
        [sys.executable, str(Path(__file__)), "--serve", str(port)],
        stdout=subprocess.DEVNULL,
        env=os.environ | {"CPCJ_LOG_LEVEL": "ERROR"},
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            with suppress(OSError):
                get(port, "/bare/")
                break
            if time.monotonic() > deadline or process.poll() is not None:
                sys.exit("the server did not start")
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait()


def get(port: int, address: str) -> float:
    """Return the milliseconds until a page has come whole."""
    begin = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    if answer.status != http.client.OK:
        message = f"{address} answered {answer.status}"
        raise RuntimeError(message)
    return (time.perf_counter() - begin) * 1000


def together(port: int, addresses: Sequence[str]) -> list[float]:
    """Ask for pages, sixteen at a time; return the milliseconds of each."""
    waiting = iter(addresses)
    lock = threading.Lock()
    taken: list[float] = []
    failed: list[Exception] = []

    def ask() -> None:
        while True:
            with lock:
                address = next(waiting, None)
            if address is None:
                return
            try:
                taken.append(get(port, address))
            except Exception as error:  # noqa: BLE001 - told by the caller's thread
                failed.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(IN_FLIGHT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return taken


def addresses(supply: Supply, texts: int) -> dict[str, Iterator[str]]:
    """Return addresses of each kind of page, in words and values that the register holds."""
    random = Random(SEED)  # noqa: S311 - no secret
    own = [printed for printed in supply.printed if printed.values]
    last = max(1, texts * OPERATIVE // 50)

    def mandates() -> Iterator[str]:
        for turn in itertools.count():
            params: list[tuple[str, str | int]] = [("page", random.randint(1, last))]
            if turn % 2 == 0:
                chosen = [(f, v) for f, v, _ in random.choice(own).values if f != "citation"]
                params = [*chosen[:1], ("year", 1985 + random.randint(0, 39))]
            yield f"/mandates/?{urlencode(params)}"

    def detail() -> Iterator[str]:
        while True:
            key = random.randint(1, texts)
            place = random.randint(1, OPERATIVE)
            yield f"/mandates/A/RES/{40 + key % 40}/{1_000 + key // 40}/-/op{place}.1/"

    def search() -> Iterator[str]:
        while True:
            words = random.choice(supply.clauses).text.split()
            some = random.sample(words, min(len(words), random.randint(1, 3)))
            if any(len(word) > 4 and word.isalpha() for word in some):
                yield f"/search/?q={quote(' '.join(some))}"

    return {
        "frame": itertools.repeat("/about/"),
        "list": mandates(),
        "detail": detail(),
        "search": search(),
    }


def statements(kinds: dict[str, Iterator[str]]) -> dict[str, int]:
    """Return how many statements a page of each kind asks of the store at most, the first apart."""
    from django.db import connection
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    found: dict[str, int] = {}
    for kind, some in kinds.items():
        client.get(next(some))
        most = 0
        for address in itertools.islice(some, COUNTED):
            asked: list[str] = []

            def count(execute: Any, sql: str, *rest: Any, into: list[str] = asked) -> Any:
                into.append(sql)
                return execute(sql, *rest)

            with connection.execute_wrapper(count):
                client.get(address)
            most = max(most, len(asked))
        found[kind] = most
    return found


def percentile(numbers: Sequence[float], share: float) -> float:
    """Return the number that a share of numbers does not pass."""
    return sorted(numbers)[min(len(numbers) - 1, int(len(numbers) * share))]


def measure(supply: Supply, texts: int, requests: int) -> float:
    """Print the times of each kind of page; return the worst ratio to the bare one."""
    kinds = addresses(supply, texts)
    worst = 0.0
    with served() as port:
        for some in kinds.values():  # the first look loads what is kept in memory
            together(port, list(itertools.islice(some, IN_FLIGHT)))
        times: dict[str, list[float]] = {"bare": [], **{kind: [] for kind in kinds}}
        ways: dict[str, Iterator[str]] = {"bare": itertools.repeat("/bare/"), **kinds}
        for _ in range(ROUNDS):
            for kind, some in ways.items():
                asked = list(itertools.islice(some, max(IN_FLIGHT, requests // ROUNDS)))
                times[kind] += together(port, asked)
    for kind, taken in times.items():
        ratio = percentile(taken, 0.95) / percentile(times["bare"], 0.95)
        worst = worst if kind in ("bare", "frame") else max(worst, ratio)
        print(
            f"{texts * OPERATIVE:9d}  {kind:7s} {percentile(taken, 0.5):8.1f}"
            f" {percentile(taken, 0.95):8.1f} {ratio:7.2f}"
        )
    return worst


def main(arguments: Sequence[str] | None = None) -> int:
    """Print times, ratios and statements; 1 where a page asks more of a larger register."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=10_000, help="mandates at the largest")
    parser.add_argument("--requests", type=int, default=160, help="of each kind of page")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        serve(options.serve)
        return 0
    from django.core.management import call_command

    load()
    start()
    from cpcj.register.queries import mandates
    from cpcj.register.queries import texts as texts_held

    call_command("collectstatic", interactive=False, verbosity=0)
    supply = Supply.read()
    if not supply.printed:
        print("no operative paragraph in the texts that are there")
        return 1
    counted = []
    print(f"{options.requests} requests of each kind, {IN_FLIGHT} in flight; milliseconds")
    print(" mandates  page         p50      p95   ratio")
    worst = 0.0
    # Fewer texts would not fill a page, and a page that shows less asks for less.
    sizes = (max(50, options.size // part // OPERATIVE) for part in (100, 10, 1))
    for texts in dict.fromkeys(sizes):
        prepared(supply, texts * OPERATIVE)
        for store in (mandates.store(), texts_held.store()):
            store.forget()  # another register stands in the place of the one before
        counted.append(statements(addresses(supply, texts)))
        worst = measure(supply, texts, options.requests)
    print(f"worst ratio of the 95th percentiles {worst:.2f}  (bar {BAR})")
    for kind in counted[0]:
        print(f"statements, {kind:7s} {' / '.join(str(one[kind]) for one in counted)}")
    same = all(one == counted[0] for one in counted)
    print("the same at every size" if same else "NOT the same at every size")
    load()
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
