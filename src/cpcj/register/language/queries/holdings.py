"""The register as a holding of texts in which agreed language is looked for.

The store is asked for paragraphs with the rarest words of a phrase: all of them, which is where the
phrase itself stands, and all but one, which is where variants stand. It sorts nothing and stops at
a number; only where too many have all the words are they asked for by date, one word after the
other. How rare a word is is read off a sample of the paragraphs, the same on every store.
"""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from django.db import connection

from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, ActValue, Generation
from cpcj.register.queries.search import conditions
from cpcj.register.search.grammar import Clause, Query
from cpcj.register.search.index import Terms, keys_holding, keys_with
from cpcj.register.search.words import words
from cpcj.resolutions.agreed import Passage
from cpcj.resolutions.overlap import HeldRequest

_SAMPLE: Final = 2_000  # paragraphs that rarity is read off
_FRESH: Final = 1_000  # changes of the register after which they are drawn anew
_RAREST: Final = 5  # words of a phrase that are looked for
_MOST: Final = 1_000  # paragraphs with all of them that are read
_NEARLY: Final = 200  # paragraphs with all of them but one that are read
_SETS = 4
_OF_A_SET = 3  # rarest terms by which paragraphs are found
_LAID: Final = 100  # paragraphs that are laid beside one of a draft
_AT_ONCE: Final = 900  # keys in a statement; SQLite takes some thousand

_PASSAGE = (
    "SELECT p.id, p.identifier, t.identifier, t.made, t.title, t.date, t.organ, t.standing,"
    ' v.sponsors, CASE WHEN p."full" = \'\' THEN p.words ELSE p."full" END'
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
        (rarest,) = _rarest([phrase], _RAREST)
        if not rarest:
            return []
        seen = conditions(self._user, ())
        whole, nearly = keys_with(
            [Terms((rarest,), _MOST + 1), Terms(_all_but_one(rarest), _NEARLY)], seen
        )
        if len(whole) > _MOST:
            # Too many have its words: those that have them one after the other, as the store sees
            # it, the earliest dated first.
            terms = tuple(term for word in words(phrase) for term in word.terms)
            whole = keys_holding(Query(((Clause(terms),),)), seen, _MOST)
        return [passage for _, passage in _read(list(dict.fromkeys([*whole, *nearly])))]

    def near(self, wordings: Sequence[str]) -> list[list[Passage]]:
        """Return for each wording the paragraphs that may be much like it.

        Those that have all of three of its rarest terms, or of the next three, and so on: an edit
        leaves one of the four sets whole.
        """
        asked = _rarest(wordings, _SETS * _OF_A_SET)
        sets = [
            tuple(terms[at : at + _OF_A_SET] for at in range(0, len(terms), _OF_A_SET))
            for terms in asked
        ]
        places = [place for place, several in enumerate(sets) if several]
        keys = keys_with(
            [Terms(sets[place], _LAID) for place in places], conditions(self._user, ())
        )
        every = dict(_read(list(dict.fromkeys(key for several in keys for key in several))))
        found: list[list[Passage]] = [[] for _ in wordings]
        for place, several in zip(places, keys, strict=True):
            found[place] = [every[key] for key in several if key in every]
        return found

    def requests(self, provisions: Collection[str]) -> dict[str, list[HeldRequest]]:
        """Return what paragraphs ask, by their identifiers."""
        found: defaultdict[str, list[HeldRequest]] = defaultdict(list)
        wanted = sorted(provisions)
        for start in range(0, len(wanted), _AT_ONCE):
            acts = (
                Act.objects.visible_to(self._user)
                .filter(current=True, paragraph__identifier__in=wanted[start : start + _AT_ONCE])
                .order_by("pk")
            )
            values = ActValue.objects.filter(
                field=ActValue.Field.ADDRESSEE, act__in=acts.order_by().values("pk")
            )
            asked: defaultdict[int, set[str]] = defaultdict(set)
            for act, value in values.values_list("act_id", "value"):
                asked[act].add(value)
            rows = acts.values_list("pk", "paragraph__identifier", "identifier", "act", "action")
            for key, paragraph, identifier, kind, action in rows:
                if asked[key]:
                    request = HeldRequest(identifier, kind, frozenset(asked[key]), action)
                    found[paragraph].append(request)
        return found


def _rarest(wordings: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """Return the rarest terms of each wording, the rarest first."""
    several = [{term for word in words(wording) for term in word.terms} for wording in wordings]
    if not any(several):
        return [() for _ in wordings]
    often = _rarity()
    return [tuple(sorted(terms, key=lambda term: (often[term], term))[:most]) for terms in several]


def _all_but_one(terms: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    if len(terms) == 1:
        return (terms,)
    return tuple(tuple(term for term in terms if term != left_out) for left_out in terms)


def _read(keys: Sequence[int]) -> Iterator[tuple[int, Passage]]:
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        with connection.cursor() as cursor:
            cursor.execute(_PASSAGE.format(", ".join(["%s"] * len(some))), some)
            for row in cursor.fetchall():
                yield row[0], _passage(row[1:])


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
