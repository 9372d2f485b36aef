"""Treaties and their provisions by identifier, for ``/id/``."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import override

from cpcj.frame.api.identified import Identified
from cpcj.frame.api.lists import LANGUAGE
from cpcj.frame.permissions import Actor, Permission, allows
from cpcj.resolutions.akn.treaty import provision_to_akn, treaty_to_akn
from cpcj.resolutions.vocabulary.instruments import instruments
from cpcj.treaties import queries
from cpcj.treaties.records import instrument_detail, provision_record
from cpcj.treaties.texts import Article, articles_of, part_of, text_of

_OF_WORDS = "eng"
"""The language that texts of treaties are read in."""


def find(identifier: str, user: Actor) -> Identified | None:
    """Return a treaty, or a provision of one whose text is held."""
    key, _sharp, local = identifier.partition("#")
    if key not in instruments() or not allows(user, Permission.TREATY_VIEW):
        return None
    articles = articles_of(user, key)
    if not local:
        return _whole(user, key, articles)
    part = part_of(articles, identifier)
    if not part:
        return None
    return Identified(
        identifier,
        lambda: _provision(articles, part),
        lambda: provision_to_akn(key, part, _OF_WORDS),
        _OF_WORDS,
    )


def _whole(user: Actor, key: str, articles: tuple[Article, ...]) -> Identified | None:
    held = queries.participation(user)
    if key not in held.instruments() and not articles:
        return None

    def record() -> dict[str, Any]:
        with override(LANGUAGE):
            detail = instrument_detail(held, key, timezone.localdate(), text_of(user, key))
        return {**detail, "provisions": [provision_record(one) for one in articles]}

    if not articles:
        return Identified(key, record)
    return Identified(key, record, lambda: treaty_to_akn(key, articles, _OF_WORDS), _OF_WORDS)


def _provision(articles: tuple[Article, ...], part: tuple[Article, ...]) -> dict[str, Any]:
    """Return a provision with those it stands in and those that stand in it."""
    one, *below = part
    above: list[Article] = []
    for each in articles[: articles.index(one)]:
        del above[len(each.labels) :]
        above.append(each)
    within = [each.id for each in above[: len(one.labels)]]
    return {
        **provision_record(one),
        "within": within,
        "provisions": [provision_record(each) for each in below],
    }
