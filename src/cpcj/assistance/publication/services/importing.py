"""Files of the standard taken in: what they would do first, then by an explicit yes, at once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.utils.translation import gettext

from cpcj.assistance.iati.reading import Head, Record, read_head, read_records
from cpcj.assistance.portfolio.models import Activity, Level
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.services.parts import PARTS, day
from cpcj.assistance.portfolio.services.recording import opened
from cpcj.assistance.publication.building import records
from cpcj.assistance.publication.merging import own_xml
from cpcj.assistance.publication.models import Import, Imported
from cpcj.assistance.publication.services.results import hold_result
from cpcj.assistance.publication.taking import Said, said_by
from cpcj.frame.permissions import Actor, Permission, require
from cpcj.frame.services import Change, service

MOST_BYTES: Final = 50_000_000
"""The largest file that is taken in over the web."""

_ORDER: Final = list(Level)


@dataclass(slots=True)
class Line:
    """A record of a file and what becomes of it.

    Attributes:
        record: as it stands in the file.
        said: what it says in terms of the portfolio; None for an organisation's record.
        taken: whether it becomes a record of the portfolio; else it is kept as it stands.
        why: why not, in words.
        left: by part of the portfolio, why its values stay in the XML alone.
        activity: the portfolio's record, once there is one.
    """

    record: Record
    said: Said | None = None
    taken: bool = False
    why: str = ""
    left: dict[str, str] = field(default_factory=dict)
    activity: Activity | None = None


class _DryRunError(Exception):
    """Ends a trial so that nothing of it is stored."""


def tried(actor: Actor, content: bytes, name: str, kind: str) -> tuple[Head, list[Line]]:
    """Return what taking a file in would do, without doing it.

    Raises:
        RefusedFileError: the file is not read.
    """
    require(actor, Permission.PORTFOLIO_RECORD)
    head = read_head(content, name)
    lines = list(_lines(content, name, kind))
    with suppress(_DryRunError):
        try_out(actor, lines)
    return head, lines


@service(permission=Permission.PORTFOLIO_RECORD)
def try_out(change: Change, lines: list[Line]) -> None:
    """Open the records inside a transaction that is never finished."""
    with transaction.atomic():
        _open_all(change, lines)
        raise _DryRunError


@service(permission=Permission.PORTFOLIO_RECORD)
def take_in(change: Change, content: bytes, name: str, kind: str) -> Import:
    """Take a file in, all of it or nothing.

    Records of the Office become drafts of the portfolio, where it can hold them; every record is
    kept as it stands, so that what the portfolio has no field for comes out again.

    Raises:
        RefusedFileError: the file is not read.
    """
    head = read_head(content, name)
    lines = list(_lines(content, name, kind))
    source = Import(
        name=name[:255], digest=hashlib.sha256(content).hexdigest(), root=head.root,
        version=head.version, attributes=dict(head.attributes), records=len(lines),
        made_by_id=change.actor.pk,
    )  # fmt: skip
    source.save()
    _open_all(change, lines)
    bases = _bases([line.activity.pk for line in lines if line.activity])
    Imported.objects.bulk_create(
        (
            Imported(
                source=source, place=place, identifier=line.record.identifier[:500],
                title=line.said.title[:300] if line.said else "", xml=line.record.xml,
                activity=line.activity,
                base=bases[line.activity.pk] if line.activity else b"",
                taken=_positions(line),
            )
            for place, line in enumerate(lines, 1)
        ),
        batch_size=200,
    )  # fmt: skip
    change.created(source, ("name", "digest", "records"))
    return source


def _lines(content: bytes, name: str, kind: str) -> Iterator[Line]:
    for record in read_records(content, name):
        if record.kind == "iati-activity":
            yield Line(record, said_by(record.element(), record.identifier, kind))
        else:
            yield Line(record)


def _positions(line: Line) -> list[int]:
    if line.said is None or line.activity is None:
        return []
    return sorted(
        place
        for part, places in line.said.places.items()
        if part not in line.left
        for place in places
    )


def _bases(keys: list[int]) -> dict[int, bytes]:
    found = records(Activity.objects.filter(pk__in=keys))
    return {activity.pk: own_xml(record) for activity, record in found}


def _open_all(change: Change, lines: list[Line]) -> None:
    """Open the records of the Office, programmes before their projects."""
    own = [line for line in lines if line.said is not None]
    for line in sorted(own, key=lambda line: _ORDER.index(line.said.level)):  # type: ignore[union-attr]
        _open(change, line)
    for line in lines:
        if line.said is None:
            line.why = gettext("A record of an organisation: kept as it stands.")


def _open(change: Change, line: Line) -> None:
    said = line.said
    if said is None or not said.own:
        line.why = gettext("A record of another organisation: kept as it stands.")
        return
    parent: Activity | None = None
    if said.level != Level.PROGRAMME:
        parent = Activity.objects.filter(identifier=said.parent).first() if said.parent else None
        if parent is None:
            line.why = gettext("What it belongs to is neither in the portfolio nor in the file.")
            return
    try:
        with transaction.atomic():
            line.activity = opened(change, said.level, parent, said.parts["facts"], said.identifier)
            _set_days(line.activity, said)
    except PortfolioError as error:
        line.activity, line.why = None, str(error)
        return
    line.taken = True
    for part, values in said.parts.items():
        if part == "facts":
            continue
        try:
            PARTS[part].write(line.activity, PARTS[part].check(line.activity, values))
        except PortfolioError as error:
            line.left[part] = str(error)
    _hold_results(change, line.activity, line, said)


def _hold_results(change: Change, activity: Activity, line: Line, said: Said) -> None:
    """Hold the results that the register has a place for; the others stay in the XML alone."""
    held = []
    for number, (place, result) in enumerate(said.results, 1):
        try:
            hold_result(change, activity, result)
        except PortfolioError as error:
            line.left[f"result {number}"] = str(error)
        else:
            held.append(place)
    if held:
        said.places["results"] = held


def _set_days(activity: Activity, said: Said) -> None:
    days = (
        day(said.days[0], gettext("Actual start")),
        day(said.days[1], gettext("Actual end")),
    )
    first, last = (None if one is None else dt.date.fromisoformat(one) for one in days)
    if first and last and last < first:
        raise PortfolioError(gettext("It cannot end before it began."))
    activity.actual_start, activity.actual_end = first, last
    activity.status = said.status
    activity.save(update_fields=["actual_start", "actual_end", "status", "changed_at"])
