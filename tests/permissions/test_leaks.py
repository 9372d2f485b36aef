"""No list, count, facet, search, export or page says anything about what somebody may not see."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import openpyxl
import pytest
from django.test import Client
from django.urls import resolve

from cpcj.accounts.rules import Role
from cpcj.register.models import Act, Text
from cpcj.register.queries import mandates
from cpcj.register.queries.search import search
from cpcj.register.queries.texts import TextFilters, text_page
from tests.permissions.kinds import KINDS
from tests.permissions.who import ANONYMOUS, EXPIRED, PUBLISHED, UNPUBLISHED, WHO, WITHDRAWN
from tests.permissions.world import MARKS, SYMBOLS, World

pytestmark = pytest.mark.django_db

STATES = (PUBLISHED, UNPUBLISHED, WITHDRAWN)
_LINK = re.compile(r'(?:href|hx-get)="([^"#]+)')
_EACH = 3  # addresses of one page that are followed
_MOST = 80  # answers a visitor
VISITORS = (ANONYMOUS, EXPIRED, Role.ADMINISTRATOR.value, Role.FOCAL_POINT.value)
"""One of each kind of visitor from whom something is hidden."""


INTERFACE = (
    "/api/v1/texts",
    "/api/v1/mandates",
    "/api/v1/provisions",
    "/api/v1/citations",
    "/api/v1/changes",
    "/api/v1/deadlines",
    "/api/v1/recurring-requests",
    "/api/v1/documents",
    "/api/v1/budget/mandates",
    "/api/v1/activities",
    "/api/v1/training",
    "/api/v1/reviews/countries",
    "/api/v1/declarations",
    *(f"/id/{symbol}" for symbol in SYMBOLS.values()),
)


def seen_by(who: str) -> set[str]:
    """Return the states in which somebody sees texts."""
    return {state for state in STATES if who in KINDS["register.Text"][state]}


def words_of(client: Client, address: str) -> str:
    """Return everything an answer says, whatever its format."""
    answer: Any = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        if "xlsx" in address:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
            return repr(rows)
        import docx

        read = docx.Document(io.BytesIO(content))
        return " ".join(paragraph.text for paragraph in read.paragraphs)
    return str(content.decode("utf-8", errors="replace"))


def states_in(words: str) -> set[str]:
    """Return the states whose mark or symbol stands in words."""
    return {state for state in STATES if MARKS[state] in words or SYMBOLS[state] in words}


def test_lists_and_their_files(world: World) -> None:
    for who in WHO:
        _lists_and_their_files(world, who)


def _lists_and_their_files(world: World, who: str) -> None:
    client = world.client(who)
    for path in ("/texts/", "/mandates/"):
        for form in ("", "?format=csv", "?format=xlsx", "?format=json"):
            found = states_in(words_of(client, path + form))
            assert found == seen_by(who), f"{path}{form}"
    rows = list(csv.reader(io.StringIO(words_of(client, "/mandates/?format=csv"))))
    assert len(rows) - 1 == len(seen_by(who))
    assert len(json.loads(words_of(client, "/texts/?format=json"))["texts"]) == len(seen_by(who))


def test_counts_and_facets(world: World) -> None:
    for who in WHO:
        _counts_and_facets(world, who)


def _counts_and_facets(world: World, who: str) -> None:
    person = world.people[who]
    number = len(seen_by(who))
    page = text_page(person, TextFilters())
    assert page.total == number == Text.objects.visible_to(person).count()
    for facet in page.facets:
        if facet.name in ("kind", "standing", "organ"):
            assert sum(value.count for value in facet.values) == number, facet.name
    assert mandates.total(person) == number
    counted = mandates.counts(person, ("act", "standing", "organ"))
    for name, values in counted.items():
        assert sum(values.values()) == number, name
    assert Act.objects.visible_to(person).filter(current=True).count() == number


def test_search_and_details(world: World) -> None:
    for who in WHO:
        _search_and_details(world, who)


def _search_and_details(world: World, who: str) -> None:
    client = world.client(who)
    for state in STATES:
        shown = state in seen_by(who)
        found = search(world.people[who], MARKS[state])
        assert (found.total > 0) == shown
        hits = words_of(client, f"/search/?q={MARKS[state]}")
        assert (SYMBOLS[state] in hits) == shown
        for address in (
            f"/texts/{SYMBOLS[state]}/",
            f"/mandates/{SYMBOLS[state]}/-/op1.1/",
            f"/texts/save/md/{SYMBOLS[state]}/",
            f"/texts/made-{MARKS[state]}/",
        ):
            assert (client.get(address, follow=True).status_code == 200) == shown, address


@pytest.mark.parametrize("who", VISITORS)
def test_no_page_that_can_be_reached_says_what_is_hidden(world: World, who: str) -> None:
    """Follow links as a visitor does, files included; a few addresses of each page."""
    client = world.client(who)
    hidden = {MARKS[state] for state in STATES} - {MARKS[state] for state in seen_by(who)}
    waiting = ["/", "/uploads/", "/audit/", "/accounts/own/", *INTERFACE]
    asked: set[str] = set()
    opened: Counter[str] = Counter()
    while waiting and len(asked) < _MOST:
        address = waiting.pop(0)
        if address in asked:
            continue
        asked.add(address)
        words = words_of(client, address)
        told = [mark for mark in hidden if mark in words]
        assert told == [], f"{address} tells {who} about {told}"
        for link in _LINK.findall(words):
            target = urljoin(address, unescape(link))
            if not _followed(target):
                continue
            page = f"{resolve(urlsplit(target).path).view_name} {_shape(target)}"
            if target not in asked and opened[page] < _EACH:
                opened[page] += 1
                waiting.append(target)
    assert len(asked) > 20


def _followed(target: str) -> bool:
    parts = urlsplit(target)
    if parts.netloc or parts.path.startswith(("/static/", "/language/")):
        return False
    return parts.scheme in ("", "http") and not parts.path.endswith("/download/")


def _shape(target: str) -> str:
    names = sorted(re.findall(r"(?:^|&)([a-z_]+)=", urlsplit(target).query))
    return " ".join(names)
