"""The register as a holding of texts in which agreed language is looked for.

The store is asked for paragraphs with the rarest words of a phrase: all of them first, which is
where the phrase itself stands, then all but one, which is where variants stand. How rare a word is
is read off a sample of the paragraphs, the same on every store.
"""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from cpcj.frame.permissions import Actor
from cpcj.register.models import Generation
from cpcj.register.queries.search import conditions
from cpcj.register.search.grammar import Clause, Query
from cpcj.register.search.index import Condition, keys_holding
from cpcj.register.search.words import words
from cpcj.resolutions.agreed import Passage

_SAMPLE: Final = 2_000  # paragraphs that rarity is read off
_FRESH: Final = 1_000  # changes of the register after which they are drawn anew
_RAREST: Final = 5  # words of a phrase that are looked for
_MOST: Final = 3_000  # paragraphs with all of them that are read
_NEARLY: Final = 150  # paragraphs with all of them but one that are read, for each left out
_AT_ONCE: Final = 900  # keys in a statement; SQLite takes some thousand

_PASSAGE = (
    "SELECT p.identifier, t.identifier, t.made, t.title, t.date, t.organ, t.standing, v.sponsors,"
    ' CASE WHEN p."full" = \'\' THEN p.words ELSE p."full" END'
    " FROM register_provision p JOIN register_textversion v ON v.id = p.version_id"
    " JOIN register_text t ON t.id = v.text_id WHERE p.id IN ({})"
)


class RegisterHoldings:
    """The texts that a user may see; see :class:`cpcj.resolutions.agreed.Holdings`."""

    def __init__(self, user: Actor) -> None:
        """Remember whose view it is."""
        self._user = user

    def passages(self, phrase: str) -> list[Passage]:
        """Return the paragraphs that have a phrase or may have one much like it."""
        terms = {term for word in words(phrase) for term in word.terms}
        if not terms:
            return []
        often = _rarity()
        rarest = sorted(terms, key=lambda term: (often[term], term))[:_RAREST]
        seen = conditions(self._user, ())
        found = dict.fromkeys(self._with_all(phrase, rarest, seen))
        if len(rarest) > 1:
            for left_out in rarest:
                others = [term for term in rarest if term != left_out]
                found |= dict.fromkeys(keys_holding(_query(others), seen, _NEARLY))
        return list(_read(list(found)))

    def _with_all(self, phrase: str, rarest: list[str], seen: list[Condition]) -> list[int]:
        found = keys_holding(_query(rarest), seen, _MOST)
        if len(found) < _MOST:
            return found
        # Too many have its words: those that have them one after the other, as the store sees it.
        whole = Clause(tuple(term for word in words(phrase) for term in word.terms))
        return keys_holding(Query(((whole,),)), seen, _MOST)


def _query(terms: Iterable[str]) -> Query:
    return Query(tuple((Clause((term,)),) for term in terms))


def _read(keys: Sequence[int]) -> Iterable[Passage]:
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        with connection.cursor() as cursor:
            cursor.execute(_PASSAGE.format(", ".join(["%s"] * len(some))), some)
            for row in cursor.fetchall():
                yield _passage(row)


def _passage(row: Sequence[Any]) -> Passage:
    identifier, text, made, title, date, organ, standing, sponsors, full = row
    return Passage(
        identifier=identifier,
        text=text,
        made=bool(made),
        title=title,
        date=dt.date.fromisoformat(date) if isinstance(date, str) else date,
        organ=organ,
        adopted=standing == "adopted",
        words=full,
        sponsors=_names(sponsors),
    )


def _names(stored: object) -> tuple[str, ...]:
    """Return a list as the store gives it: SQLite as JSON, PostgreSQL as JSON or as a list."""
    if isinstance(stored, str):
        import json

        stored = json.loads(stored)
    return tuple(str(name) for name in stored) if isinstance(stored, list) else ()


_lock = threading.Lock()
_rare: dict[tuple[str, int], Counter[str]] = {}


def _rarity() -> Counter[str]:
    """Return how many of a sample of paragraphs have each term; 0 for what none of them has."""
    key = (str(connection.settings_dict["NAME"]), Generation.current() // _FRESH)
    with _lock:
        if key in _rare:
            return _rare[key]
    found: Counter[str] = Counter()
    for terms in _sample():
        found.update(set(terms.split(" ")))
    with _lock:
        _rare.clear()
        _rare[key] = found
    return found


def _sample() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(provision_id), max(provision_id) FROM register_searchentry")
        first, last = cursor.fetchone()
        if first is None:
            return []
        every = range(first, last + 1)
        draw = random.Random(1)  # noqa: S311 - no secret; the same sample each time
        keys = every if len(every) <= _SAMPLE else draw.sample(every, _SAMPLE)
        marks = ", ".join(["%s"] * len(keys))
        cursor.execute(
            f"SELECT terms FROM register_searchentry WHERE provision_id IN ({marks})",  # noqa: S608
            list(keys),
        )
        return [terms for (terms,) in cursor.fetchall()]
