"""What the register holds at a glance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from cpcj.frame.permissions import Actor
from cpcj.register.facets.bitmaps import Facets, Value
from cpcj.register.models import Act
from cpcj.register.models.visibility import sees_unpublished
from cpcj.register.queries import mandates, texts
from cpcj.register.queries.mandates import MandateRow, rows_of
from cpcj.register.queries.paging import FacetValue

_DUE = 10


@dataclass(frozen=True, slots=True)
class Overview:
    """Numbers for the start page; all of what the user may see.

    Attributes:
        texts: texts held; ``adopted_texts`` of them resolutions and decisions.
        mandates: acts of adopted texts, those rejected aside; ``proposals``: acts of the others.
        by_year: mandates by year of adoption, the earliest year first, years without left out.
        by_addressee, by_topic, by_act: mandates, the most frequent first.
        by_review: mandates by what officers said.
        due: mandates with a deliverable due from today, the soonest first; few.
        due_ahead: how many mandates have something due at a session that is not over.
        due_past: how many have something due at a session that is over.
        last_due: the last mandates whose session is over, the latest first; few.
        as_of: the day that "due" was counted from.
    """

    texts: int
    adopted_texts: int
    mandates: int
    proposals: int
    by_year: tuple[FacetValue, ...]
    by_addressee: tuple[FacetValue, ...]
    by_topic: tuple[FacetValue, ...]
    by_act: tuple[FacetValue, ...]
    by_review: tuple[FacetValue, ...]
    due: tuple[MandateRow, ...]
    due_ahead: int
    due_past: int
    last_due: tuple[MandateRow, ...]
    as_of: dt.date


def overview(user: Actor, as_of: dt.date) -> Overview:
    """Return the numbers of the start page.

    Args:
        user: who looks.
        as_of: the day from which deliverables are still due.
    """
    counted = mandates.counts(user, ("year", "addressee", "topic", "act", "review"))
    standings = mandates.counts(user, ("standing",))["standing"]
    public = not sees_unpublished(user)

    def of_texts(facets: Facets) -> tuple[int, int]:
        seen: dict[str, frozenset[Value]] = {"published": frozenset(("yes",))} if public else {}
        adopted = {**seen, "standing": frozenset(("adopted",))}
        return facets.matching(seen).bit_count(), facets.matching(adopted).bit_count()

    held, adopted = texts.store().remember(("overview", public), of_texts)
    coming, over, ahead, past = mandates.store().keep(
        ("due", public, as_of), lambda: _due(user, as_of)
    )
    return Overview(
        texts=held,
        adopted_texts=adopted,
        mandates=mandates.total(user),
        proposals=sum(count for value, count in standings.items() if value != "adopted"),
        by_year=tuple(sorted(_values(counted["year"]), key=lambda one: int(one.value))),
        by_addressee=_values(counted["addressee"]),
        by_topic=_values(counted["topic"]),
        by_act=_values(counted["act"]),
        by_review=_values(counted["review"]),
        due=coming,
        due_ahead=ahead,
        due_past=past,
        last_due=over,
        as_of=as_of,
    )


def _due(
    user: Actor, as_of: dt.date
) -> tuple[tuple[MandateRow, ...], tuple[MandateRow, ...], int, int]:
    due = (
        Act.objects.visible_to(user)
        .filter(current=True, standing="adopted", due_from__isnull=False)
        .exclude(review="rejected")
    )
    coming = due.filter(due_to__gte=as_of).order_by("due_from", "identifier")
    over = due.filter(due_to__lt=as_of).order_by("-due_from", "identifier")
    counted = due.aggregate(
        ahead=Count("pk", filter=Q(due_to__gte=as_of)), past=Count("pk", filter=Q(due_to__lt=as_of))
    )
    return (
        rows_of(list(coming.values_list("pk", flat=True)[:_DUE])),
        rows_of(list(over.values_list("pk", flat=True)[:_DUE])),
        counted["ahead"],
        counted["past"],
    )


def _values(counted: dict[Value, int]) -> tuple[FacetValue, ...]:
    return tuple(
        FacetValue(str(value), count, chosen=False)
        for value, count in sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
    )
