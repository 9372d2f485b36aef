"""Small questions of single pages: each one statement, however much there is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F

from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, Citation, Series, Text

MOST = 200
"""Lines of a list that stands on a page about something else."""


def siblings(user: Actor, text: Text) -> list[Text]:
    """Return the other texts of a text's document, in printed order."""
    texts = Text.objects.visible_to(user).filter(document=text.document_id)
    return list(texts.exclude(pk=text.pk).order_by("pk"))


def of_series(user: Actor, text: Text) -> list[Text]:
    """Return the other texts of a text's series, the latest first."""
    if text.series_id is None:
        return []
    texts = Text.objects.visible_to(user).filter(series=text.series_id).exclude(pk=text.pk)
    return list(texts.order_by("-date", "identifier")[:MOST])


def series_names(user: Actor, key: int | None) -> dict[tuple[str, str], str]:
    """Return the title of a series that a list is narrowed to, by filter and value."""
    if key is None:
        return {}
    titles = Series.objects.visible_to(user).filter(pk=key).values_list("title", flat=True)
    return {("series", str(key)): title for title in titles}


def citing_counts(user: Actor, text: Text) -> list[tuple[str, int]]:
    """Return the texts that cite a text, with how often, the most often first."""
    counted = (
        Citation.objects.visible_to(user)
        .filter(target_text=text.identifier, version__text__current=F("version"))
        .exclude(version__text=text)
        .values_list("version__text__identifier")
        .annotate(times=Count("pk"))
        .order_by("-times", "version__text__identifier")
    )
    return [(identifier, times) for identifier, times in counted[:MOST]]


def texts_by_year(user: Actor) -> list[tuple[int, str, int]]:
    """Return how many texts there are by year and standing; those without a date are left out."""
    counted = (
        Text.objects.visible_to(user)
        .exclude(year=None)
        .exclude(part="procedure")
        .order_by("year", "standing")
        .values_list("year", "standing")
        .annotate(texts=Count("pk"))
    )
    return [(year, standing, texts) for year, standing, texts in counted]


@dataclass(frozen=True, slots=True)
class DueAt:
    """How many mandates have something due at a session of a body, and its days."""

    body: str
    session: int
    start: dt.date
    end: dt.date
    count: int


def due_sessions(user: Actor, *, after: dt.date | None, most: int) -> list[DueAt]:
    """Return the sessions at which mandates have something due, the soonest first.

    Args:
        user: who looks.
        after: leave out sessions that end before this day; None for all.
        most: how many at most; without ``after`` the latest ones.
    """
    due = (
        Act.objects.visible_to(user)
        .filter(current=True, standing="adopted", due_from__isnull=False, due_to__isnull=False)
        .exclude(review="rejected")
    )
    if after is not None:
        due = due.filter(due_to__gte=after)
    counted = (
        due.values_list("due_body", "due_session", "due_from", "due_to")
        .annotate(count=Count("pk"))
        .order_by("due_from" if after is not None else "-due_from", "due_body")
    )
    return sorted((DueAt(*row) for row in counted[:most]), key=lambda one: one.start)
