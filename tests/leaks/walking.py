"""Somebody who walks through the site and must not be told; somebody who listens to its log."""

from __future__ import annotations

import logging
import re
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final
from urllib.parse import quote, quote_plus, unquote, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from cpcj.frame.exports import FORMATS
from cpcj.funding.trust_fund.tests.planting import AMOUNTS, said
from cpcj.site.logs import PlainLines

SOUGHT: Final = ("Ropewalk", "Lampstead", "Windlass", "38765.43", "47123")
"""Words and figures of what is planted, each of which stands nowhere else."""
NOWHERE: Final = "zqxwvnowhere"
"""Stands in no record of the site."""

_LINK = re.compile(r'(?:href|hx-get|action)="([^"#]+)')
# Digests, keys and tokens are random: their figures say nothing.
_RANDOM = re.compile(
    r"\b(?:[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9]{64})\b"
)
_APART = r"[,\u00a0\u202f\u2019]"
_FIGURE = re.compile(rf"(?<![\w.,])(?:\d{{1,3}}(?:{_APART}\d{{3}})+|\d+)(?:\.\d\d?)?")
_SMALLEST = 1_000_00  # cents; smaller figures are numbers of things
_EACH = 3  # addresses of one view, in one format, that are followed from pages


def without_random(words: str) -> str:
    """Return words without digests, keys and tokens."""
    return _RANDOM.sub("", words)


def amounts(words: str) -> frozenset[int]:
    """Return the figures of a page or file that may be amounts, in cents."""
    found = set()
    for one in _FIGURE.findall(words):
        whole, _sign, rest = re.sub(_APART, "", one).partition(".")
        found.add(int(whole) * 100 + int(rest.ljust(2, "0") or 0))
    return frozenset(cents for cents in found if cents >= _SMALLEST)


def apart(some: Collection[int], others: Collection[int]) -> list[tuple[int, int]]:
    """Return pairs of figures, one of each, whose difference is an amount that was planted."""
    hidden = {*AMOUNTS, *(round(cents, -2) for cents in AMOUNTS)}
    held = frozenset(others)
    return sorted(
        (one, other)
        for one in some
        for cents in hidden
        for other in (one - cents, one + cents)
        if other in held
    )


@dataclass(slots=True)
class Visitor:
    """Somebody who walks through the site, and what must not be told.

    Attributes:
        follows: how many addresses of one view, in one format, are followed from pages.
        asked: the addresses that were opened.
        opened: the names of those addresses.
        told: what was told, and what answered with a fault.
    """

    who: str
    client: Client
    hidden: re.Pattern[str]
    follows: int = _EACH
    asked: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)

    def walk(self, given: Iterable[str]) -> None:
        """Open addresses, search each list for what is planted, follow one of each kind of link."""
        waiting = deque(given)
        followed: Counter[str] = Counter()
        while waiting:
            address = waiting.popleft()
            if address in self.asked:
                continue
            self.asked.add(address)
            for kind, target in self._open(address):
                if target not in self.asked and followed[kind] < self.follows:
                    followed[kind] += 1
                    waiting.append(target)

    def _open(self, address: str) -> list[tuple[str, str]]:
        answer: Any = self.client.get(address)
        words = said(answer)
        self.opened.add(resolve(urlsplit(address).path).view_name)
        if answer.status_code >= 500 or answer.status_code == 429:
            self.told.append(f"{self.who}: {address} answers {answer.status_code}")
        plain = without_random(_without_typed(words, address))
        if found := self.hidden.search(plain):
            self.told.append(f"{self.who}: {address} tells {found[0]}")
        if pairs := apart(own := amounts(plain), own):
            self.told.append(f"{self.who}: {address} tells by subtraction: {pairs}")
        return [*self._sought(address, answer), *_linked(address, words)]

    def _sought(self, address: str, answer: Any) -> Iterator[tuple[str, str]]:
        """Yield a list's searches, orders and files; a search for what is planted finds nothing."""
        listing = (answer.context or {}).get("listing")
        if listing is None:
            return
        path, _sign, query = address.partition("?")
        searches = [f"q={quote_plus(one)}" for one in SOUGHT]
        if query == f"q={NOWHERE}":
            # A list that is not searched shows all of it, whatever is typed.
            for one in searches if not listing.count else ():
                yield f"{path} {one}", f"{path}?{one}"
        elif query in searches and listing.count:
            self.told.append(f"{self.who}: {address} counts {listing.count}")
        if query:
            return
        asked = [f"q={NOWHERE}", *(f"format={one}" for one in FORMATS)]
        asked += [f"sort={one.name}" for one in listing.sorts]
        for one in asked:
            yield f"{path} {one}", f"{path}?{one}"


def _linked(address: str, words: str) -> Iterator[tuple[str, str]]:
    """Yield what a page links to within the site: the kind of link, and its address."""
    for link in _LINK.findall(words):
        target = urljoin(address, unescape(link))
        parts = urlsplit(target)
        if parts.netloc or parts.scheme not in ("", "http"):
            continue
        if parts.path.startswith(("/static/", "/language/")) or "sign-out" in parts.path:
            continue
        try:
            name = resolve(parts.path).view_name
        except Resolver404:
            continue
        # The fields of a query combine without end; the format of a list that is saved counts.
        form = re.search(r"format=([a-z]+)", parts.query)
        yield f"{name} {form[1] if form else ''}", target


def _without_typed(words: str, address: str) -> str:
    """Return words without what the visitor typed, which stands in the field and in links."""
    typed = re.search(r"[?&]q=([^&]*)", address)
    if typed is None:
        return words
    own = unquote(typed[1].replace("+", " "))
    for each in (own, quote(own), quote_plus(own)):
        words = words.replace(each, "")
    return words


class Heard(logging.Handler):
    """What the site logs that it must not, as the site writes it."""

    def __init__(self, hidden: re.Pattern[str]) -> None:
        """Listen to everything, each line once."""
        super().__init__(logging.DEBUG)
        self.setFormatter(PlainLines())
        self.hidden = hidden
        self.known: set[tuple[str, str]] = set()
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line that tells."""
        one = (record.name, record.getMessage())
        if one in self.known:
            return
        self.known.add(one)
        line = self.format(record)
        if self.hidden.search(without_random(line)):
            self.told.append(line)


@contextmanager
def heard(hidden: re.Pattern[str]) -> Iterator[Heard]:
    """Listen to what is logged, at the level of DEBUG, in the place of who listens else."""
    root, handler = logging.getLogger(), Heard(hidden)
    held = {one: one.level for one in (root, logging.getLogger("django"))}
    others = root.handlers
    root.handlers = [handler]
    for one in held:
        one.setLevel(logging.DEBUG)
    try:
        yield handler
    finally:
        root.handlers = others
        for one, level in held.items():
            one.setLevel(level)
