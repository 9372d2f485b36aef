"""Search over the paragraphs of texts that a user may see."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from cpcj.frame.permissions import Actor
from cpcj.register.models import Generation
from cpcj.register.models.visibility import sees_unpublished
from cpcj.register.search.grammar import Filter, Query, parse
from cpcj.register.search.highlight import Snippet, snippet
from cpcj.register.search.index import Condition, Found, can_be_asked, find, keys

PAGE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that a search found, with the piece of it to show."""

    provision: str
    local: str
    n: str
    role: str
    text: str
    text_made: bool
    symbol: str
    title: str
    date: dt.date | None
    standing: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of hits.

    Attributes:
        query: as understood.
        hits: the likest first.
        total: how many there are; at least so many where ``more``.
        number, size: the page, from 1, and its size.
        needs_words: the query names no word to look for.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    more: bool
    number: int
    size: int
    needs_words: bool = False

    @property
    def previous(self) -> int | None:
        """Return the page before, None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """Return the page after, None on the last."""
        return self.number + 1 if self.more or self.number * self.size < self.total else None


def search(user: Actor, words: str, number: int = 1, size: int = PAGE) -> SearchPage:
    """Return a page of the paragraphs that a query finds.

    Args:
        user: who looks.
        words: the query, see :mod:`cpcj.register.search.grammar`.
        number: the page, from 1.
        size: hits of a page.
    """
    query = parse(words)
    number = max(1, number)
    if not can_be_asked(query):
        return SearchPage(query, (), 0, more=False, number=1, size=size, needs_words=True)
    found = _remembered(user, query, (number - 1) * size, number * size)
    return SearchPage(query, _hits(found, query), found.total, found.more, number, size)


_KEPT = 1_000
_found: OrderedDict[tuple[object, ...], Found] = OrderedDict()
_lock = threading.Lock()


def _remembered(user: Actor, query: Query, start: int, stop: int) -> Found:
    """Ask the store once a generation: pages of one search, and searches of many people."""
    everything = sees_unpublished(user)
    generation = Generation.current()
    question = (connection.settings_dict["NAME"], generation, everything, query, start, stop)
    with _lock:
        if question in _found:
            _found.move_to_end(question)
            return _found[question]
    answer = find(query, conditions(user, query.filters), start, stop)
    with _lock:
        _found[question] = answer
        if len(_found) > _KEPT:
            _found.popitem(last=False)
    return answer


def forget() -> None:
    """Forget what was found."""
    with _lock:
        _found.clear()


def matching_provisions(query: Query, most: int) -> list[int]:
    """Return the keys of the paragraphs that a query finds, for narrowing other lists."""
    if not can_be_asked(query):
        return []
    return keys(query, most)


def _any_unpublished() -> bool:
    # Mostly there is none, and the search need not look at texts at all.
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM register_text WHERE NOT published)")
        return bool(cursor.fetchone()[0])


_TEXT_COLUMNS = {
    "organ": "organ",
    "session": "session",
    "year": "year",
    "kind": "kind",
    "standing": "standing",
    "text": "identifier",
}
_ACT_VALUES = ("addressee", "topic", "qualifier")

# Asked of each paragraph that the words find, by key: a list of all texts or acts that a field
# allows would be made anew for every query, and grows with the register.
_OF_TEXT = "SELECT 1 FROM register_text t WHERE t.id = e.text_id"
_OF_ACT = "SELECT 1 FROM register_act a WHERE a.paragraph_id = e.provision_id AND a.current"
_OF_VALUE = (
    "SELECT 1 FROM register_act a JOIN register_actvalue v ON v.act_id = a.id"
    " WHERE a.paragraph_id = e.provision_id AND a.current"
)


def conditions(user: Actor, filters: Iterable[Filter]) -> list[Condition]:
    """Return what the fields of a query, and the user's rights, ask of an entry."""
    found = []
    if not sees_unpublished(user) and _any_unpublished():
        found.append(
            Condition("e.text_id NOT IN (SELECT id FROM register_text WHERE NOT published)")
        )
    grouped: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for one in filters:
        grouped[one.field, one.negated].append(one.value)
    for (name, negated), values in grouped.items():
        condition = _field(name, values)
        if condition is not None:
            found.append(
                Condition(f"NOT ({condition.sql})", condition.values) if negated else condition
            )
    return found


def _field(name: str, values: list[str]) -> Condition | None:
    marks = ", ".join(["%s"] * len(values))
    if name == "part":
        return Condition(f"e.role IN ({marks})", tuple(value.lower() for value in values))
    if name in ("session", "year"):
        numbers = tuple(int(value) for value in values if value.isdecimal() and len(value) < 10)
        marks = ", ".join(["%s"] * len(numbers)) or "NULL"
        return Condition(f"EXISTS ({_OF_TEXT} AND t.{name} IN ({marks}))", numbers)
    lower = tuple(value.lower() for value in values)
    if name in _TEXT_COLUMNS:
        return Condition(
            f"EXISTS ({_OF_TEXT} AND lower(t.{_TEXT_COLUMNS[name]}) IN ({marks}))", lower
        )
    if name == "act":
        return Condition(f"EXISTS ({_OF_ACT} AND a.act IN ({marks}))", lower)
    if name in _ACT_VALUES:
        return Condition(
            f"EXISTS ({_OF_VALUE} AND v.field = %s AND v.value IN ({marks}))", (name, *lower)
        )
    return None


_HIT = (
    "SELECT p.id, p.identifier, p.local, p.n, p.role, t.identifier, t.made, t.symbol, t.title,"
    ' t.date, t.standing, CASE WHEN p."full" = \'\' THEN p.words ELSE p."full" END'
    " FROM register_provision p JOIN register_textversion v ON v.id = p.version_id"
    " JOIN register_text t ON t.id = v.text_id WHERE p.id IN ({})"
)


def _hits(found: Found, query: Query) -> tuple[Hit, ...]:
    if not found.keys:
        return ()
    marks = ", ".join(["%s"] * len(found.keys))
    with connection.cursor() as cursor:
        cursor.execute(_HIT.format(marks), found.keys)
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    hits = []
    for key in found.keys:
        if key not in rows:
            continue  # withdrawn between finding and reading
        identifier, local, n, role, text, made, symbol, title, date, standing, words = rows[key]
        day = dt.date.fromisoformat(date) if isinstance(date, str) else date
        shown = snippet(words, query)
        hits.append(
            Hit(identifier, local, n, role, text, bool(made), symbol, title, day, standing, shown)
        )
    return tuple(hits)
