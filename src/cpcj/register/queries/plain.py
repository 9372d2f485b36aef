"""Many texts with their words alone, for files that hold everything: a few statements for fifty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import F

from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, Citation, Doubt, Footnote, Heading, Provision, Text
from cpcj.register.models.acts import ReviewState
from cpcj.register.queries.texts import TextPage
from cpcj.resolutions.model import Standing

_BATCH = 50


def plain_pages(user: Actor) -> Iterator[TextPage]:
    """Yield every visible text with the words of its current version, in the order they came.

    Acts, citations and what stands around a text on its page are left out.
    """
    last = 0
    while True:
        texts = list(
            Text.objects.visible_to(user)
            .filter(pk__gt=last)
            .select_related("document", "current")
            .order_by("pk")[:_BATCH]
        )
        if not texts:
            return
        last = texts[-1].pk
        versions = [text.current_id for text in texts]
        items = _by_version((Provision, Heading), versions, "position")
        notes = _by_version((Footnote,), versions, "position")
        doubts = _by_version((Doubt,), versions, "pk")
        for text in texts:
            if text.current is None:
                continue
            version = text.current
            yield TextPage(
                text=text,
                version=version,
                versions=(version,),
                languages=(version,),
                items=tuple(sorted(items[version.pk], key=lambda one: one.position)),
                acts={},
                footnotes=tuple(notes[version.pk]),
                citations=(),
                held={},
                places={},
                doubts=tuple(doubts[version.pk]),
                family=None,
                family_members=(),
                cited_by=0,
                uploads=(),
            )


def _by_version(
    kinds: Sequence[Any], versions: Sequence[int | None], order: str
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for kind in kinds:
        for row in kind.objects.filter(version__in=versions).order_by("version", order):
            found[row.version_id].append(row)
    return found


def mandate_keys(user: Actor, size: int) -> Iterator[list[int]]:
    """Yield the keys of all mandates in force that a user may see, so many at a time."""
    last = 0
    found = (
        Act.objects.visible_to(user)
        .filter(current=True, standing=Standing.ADOPTED.value)
        .exclude(review=ReviewState.REJECTED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    while some := list(found.filter(pk__gt=last)[:size]):
        last = some[-1]
        yield some


CITATION_COLUMNS = ("version__text__identifier", "provision__identifier", "place", "words", "kind",
                    "target", "made", "body", "date", "pinpoint", "review")  # fmt: skip
CITATION_KEYS = ("text", "provision", "place", "words", "kind", "cites", "made", "body", "date",
                 "pinpoint", "review")  # fmt: skip


def citation_record(row: Sequence[Any]) -> dict[str, Any]:
    """Return a citation, read by :data:`CITATION_COLUMNS`, as a record."""
    record = dict(zip(CITATION_KEYS, row, strict=True))
    empty = ("provision", "cites", "body", "pinpoint")
    return {**record, **{name: record[name] or None for name in empty}}


def citation_rows(user: Actor, size: int) -> Iterator[dict[str, Any]]:
    """Yield every citation of the current versions that a user may see, in the order they came."""
    last = 0
    found = (
        Citation.objects.visible_to(user)
        .filter(version__text__current=F("version"))
        .exclude(review=ReviewState.REJECTED)
        .order_by("pk")
        .values_list("pk", *CITATION_COLUMNS)
    )
    while some := list(found.filter(pk__gt=last)[:size]):
        last = some[-1][0]
        for row in some:
            yield citation_record(row[1:])
