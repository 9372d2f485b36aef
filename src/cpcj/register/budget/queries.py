"""What a person sees of the lists: rows with their state, outdated ones, two years compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When

from cpcj.frame.permissions import Actor
from cpcj.register.budget.founding import founding
from cpcj.register.budget.models import Edition, Line, Treaty
from cpcj.register.budget.rows import resolved_of, treaty_of
from cpcj.register.budget.rules.outdated import Known, later_than, latest, rank_of
from cpcj.register.models import Alias, Text
from cpcj.resolutions.budget import Comparison, compare

HELD, RESOLVED, UNTRACEABLE = "held", "resolved", "untraceable"


def lines(user: Actor) -> Any:
    """Return the rows a user may see, each with its ``state``.

    held: its text is in the register and the user may see it; resolved: it is known which text is
    meant; untraceable: it is not.
    """
    held = Exists(Text.objects.visible_to(user).filter(identifier=OuterRef("identifier")))
    known_as = Exists(Alias.objects.visible_to(user).filter(identifier=OuterRef("identifier")))
    return Line.objects.visible_to(user).annotate(
        state=Case(
            When(identifier="", then=Value(UNTRACEABLE)),
            When(Q(held) | Q(known_as), then=Value(HELD)),
            default=Value(RESOLVED),
            output_field=CharField(),
        )
    )


def editions(user: Actor) -> list[Edition]:
    """Return the editions, the latest first, with ``line_count`` and ``treaty_count``."""
    return list(
        Edition.objects.visible_to(user)
        .annotate(
            line_count=Count("lines", distinct=True),
            treaty_count=Count("treaties", distinct=True),
        )
        .order_by("-year")
    )


def _known(line: Line) -> Known:
    rank = rank_of(line.body, line.session, line.year_from)
    return Known(line.identifier, line.body, line.kind, line.series, rank, line.citation)


@dataclass(frozen=True, slots=True)
class Later:
    """The later text of a row's series: its name, and whether it is held."""

    identifier: str
    name: str
    held: bool
    listed: bool


def later_texts(user: Actor, rows: Iterable[Line]) -> Mapping[int, Later]:
    """Return by key of the row the later text of its series, where one is held or listed.

    Founding texts are never outdated, nor are those that by their title adopt a norm: a report on a
    convention that bears its name does not replace it. Some statements for any number of rows.
    """
    asked = [line for line in rows if line.identifier and line.series and not line.carries]
    if not asked:
        return {}
    series = {line.series for line in asked}
    listed = (
        Line.objects.visible_to(user).filter(series__in=series).exclude(identifier="")
        .order_by("pk")
    )  # fmt: skip
    held = (
        Text.objects.visible_to(user)
        .filter(recurring_title__in=series, standing="adopted")
        .exclude(part="procedure")
        .order_by("pk")
    )
    from_texts = [
        Known(
            text.identifier, text.organ, text.kind, text.recurring_title,
            rank_of(text.organ, "" if text.session is None else str(text.session), text.year),
            text.title,
        )
        for text in held
    ]  # fmt: skip
    from_lists = [_known(line) for line in listed]
    last = latest((*from_texts, *from_lists))
    in_register = {one.identifier for one in from_texts}
    in_lists = {one.identifier: one.listed for one in from_lists}
    excluded = founding(user, {line.identifier for line in asked})
    found: dict[int, Later] = {}
    for line in asked:
        later = later_than(_known(line), last)
        if later is not None and line.identifier not in excluded:
            found[line.pk] = Later(
                later.identifier,
                in_lists.get(later.identifier) or later.identifier,
                later.identifier in in_register,
                later.identifier in in_lists,
            )
    return found


def companions(user: Actor, line: Line) -> list[Line]:
    """Return rows of other bodies in the same edition that have the row's title.

    A Council's resolution and the Assembly's of one title are one text on its way: the commission
    prepares it, the Council approves it, the Assembly adopts it.
    """
    if not line.series:
        return []
    found = Line.objects.visible_to(user).filter(year=line.year, series=line.series)
    return list(found.exclude(body=line.body).exclude(identifier="").order_by("position"))


def compared(user: Actor, old: int, new: int) -> Comparison:
    """Return what changed from one year's list to another's."""
    rows: dict[int, list[Line]] = {old: [], new: []}
    for line in (
        Line.objects.visible_to(user).filter(year__in=(old, new)).order_by("position", "pk")
    ):
        rows[line.year].append(line)
    treaties: dict[int, list[Treaty]] = {old: [], new: []}
    listed = Treaty.objects.visible_to(user).filter(edition__year__in=(old, new))
    for treaty in listed.select_related("edition").order_by("position", "pk"):
        treaties[treaty.edition.year].append(treaty)
    return compare(
        [resolved_of(line) for line in rows[old]],
        [resolved_of(line) for line in rows[new]],
        [treaty_of(one) for one in treaties[old]],
        [treaty_of(one) for one in treaties[new]],
    )
