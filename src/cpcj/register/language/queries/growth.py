"""What emerges in a session or year, of the texts that the register holds.

A text on its way counts once, in the form that came furthest. Reading phrases takes about as long
as there are words: what was found is kept until the register changes, and no more than
:data:`MOST` texts are read, the latest first; the answer says how many.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django.core.cache import cache

from cpcj.frame.permissions import Actor
from cpcj.register.models import ActValue, FamilyMember, Generation, Provision, Text
from cpcj.register.models.visibility import sees_unpublished
from cpcj.register.rules.languages import READ
from cpcj.resolutions.emerging import Emerging, Kind, Period, emerging, text_phrases
from cpcj.resolutions.model import Standing

MOST: Final = 400
"""Texts that are read at once."""

LISTED: Final = 60
"""Subjects, and phrases, that are listed."""

_DAY: Final = 24 * 3600
_RANKS: Final = {Standing.PROPOSED: 0, Standing.RECOMMENDED: 1, Standing.ADOPTED: 2}
_Row = tuple[int, str, dt.date | None, int | None, str, int]


@dataclass(frozen=True, slots=True)
class Growth:
    """What was found.

    Attributes:
        found: the most telling first, subjects after phrases.
        texts: of the period that were read.
        earlier: earlier ones that were read.
        left_out: earlier ones beyond :data:`MOST`.
    """

    found: tuple[Emerging, ...]
    texts: int
    earlier: int
    left_out: int


def periods(user: Actor, organ: str, by: str) -> list[int]:
    """Return the sessions or years of an organ's texts that are held, the latest first."""
    texts = _texts(user, organ).exclude(**{by: None})
    return list(texts.order_by(f"-{by}").values_list(by, flat=True).distinct())


def organs(user: Actor) -> list[str]:
    """Return the organs whose texts are held."""
    found = _texts(user, "").exclude(organ="")
    return list(found.order_by("organ").values_list("organ", flat=True).distinct())


def growth(user: Actor, organ: str, by: str, number: int) -> Growth:
    """Return what emerges in the texts of a session or year.

    Args:
        user: who asks; what they may not see does not count.
        organ: key of the adopting body; "" for all of them.
        by: "session" or "year".
        number: of the period.
    """
    asked = (Generation.current(), sees_unpublished(user), organ, by, number)
    key = "emerging:" + hashlib.sha256(repr(asked).encode()).hexdigest()
    kept: Growth | None = cache.get(key)
    if kept is None:
        kept = _read(user, organ, by, number)
        cache.set(key, kept, _DAY)
    return kept


def _texts(user: Actor, organ: str) -> Any:
    texts = Text.objects.visible_to(user).filter(language=READ).exclude(part="procedure")
    return texts.filter(organ=organ) if organ else texts


def _read(user: Actor, organ: str, by: str, number: int) -> Growth:
    rows: list[_Row] = list(
        _texts(user, organ).filter(**{f"{by}__lte": number})
        .values_list("pk", "identifier", "date", by, "standing", "current")
    )  # fmt: skip
    chosen = _furthest(user, rows)
    chosen.sort(key=lambda row: (row[3] or 0, row[2] or dt.date.min, row[1]), reverse=True)
    read = chosen[:MOST]
    words: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    provisions = (
        Provision.objects.visible_to(user).filter(version__in=[row[5] for row in read], depth=0)
        .order_by("version", "position").values_list("version", "identifier", "words", "full")
    )  # fmt: skip
    for version, identifier, own, full in provisions.iterator(2_000):
        words[version].append((identifier, full or own))
    topics: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    values = (
        ActValue.objects.visible_to(user)
        .filter(field=ActValue.Field.TOPIC, act__current=True, act__text__in=[r[0] for r in read])
        .order_by("act__position", "act__identifier")
        .values_list("act__text", "value", "act__provision__identifier")
    )
    for text, topic, identifier in values:
        topics[text].append((topic, identifier))
    told = []
    for pk, identifier, date, period, _standing, version in read:
        found = text_phrases(words.pop(version, ()))
        for topic, place in topics[pk]:
            found.setdefault((Kind.TOPIC, topic), place)
        told.append(Period(identifier, date, period or 0, found))
    now = sum(1 for row in read if row[3] == number)
    return Growth(
        tuple(emerging(told, number, most=LISTED)), now, len(read) - now, len(chosen) - len(read)
    )


def _furthest(user: Actor, rows: list[_Row]) -> list[_Row]:
    """Return of each text on its way the form that came furthest."""
    families = dict(
        FamilyMember.objects.visible_to(user).exclude(state=FamilyMember.State.REJECTED)
        .values_list("text", "family")
    )  # fmt: skip
    chosen: dict[tuple[str, int], _Row] = {}
    for row in rows:
        key = ("family", families[row[0]]) if row[0] in families else ("text", row[0])
        if key not in chosen or _rank(row) > _rank(chosen[key]):
            chosen[key] = row
    return list(chosen.values())


def _rank(row: _Row) -> tuple[int, dt.date, str]:
    return _RANKS.get(Standing(row[4]), 0), row[2] or dt.date.min, row[1]
