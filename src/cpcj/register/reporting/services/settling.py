"""What people settle: which document answers, other sessions, that something is no request."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.utils import timezone

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.reporting.models import (
    LONG_AGO,
    Deadline,
    DueEntry,
    ListedReport,
    Match,
    Settling,
)
from cpcj.register.reporting.services.answering import refresh
from cpcj.register.reporting.services.deriving import derive_now
from cpcj.register.services.act_rows import stored

ANSWERS: Final = "answers"
DOES_NOT: Final = "does-not"
TAKE_BACK: Final = "take-back"
DEEDS: Final = (ANSWERS, DOES_NOT, TAKE_BACK)

OTHER_SESSION: Final = "other-session"
NO_REQUEST: Final = "no-request"
AS_READ: Final = "as-read"

ENTERED: Final = "entered"
"""How a document is listed that a person entered."""


@service(permission=Permission.REPORTING_MATCH)
def match(
    change: Change,
    deadline: Deadline,
    *,
    deed: str,
    symbol: str,
    reason: str,
    title: str = "",
    date: dt.date | None = None,
) -> None:
    """Say that a document answers a deadline or does not, or take that back.

    A document that nothing lists yet is entered with its title and day.

    Args:
        change: the change that is made.
        deadline: what is due.
        deed: one of :data:`DEEDS`.
        symbol: of the document.
        reason: why, in the person's words.
        title: of a document that is not listed yet.
        date: its day.
    """
    of_document = Match.objects.filter(deadline=deadline.key, standing=True)
    if deed == TAKE_BACK:
        taken = of_document.filter(symbol=symbol)
        if not taken.exists():
            change.nothing()
            return
        taken.update(standing=False)
        # Taken back with a reason: the row that says so stands for nothing.
        said = Match(deadline=deadline.key, symbol=symbol, answers=False, standing=False)
    else:
        # One document answers a deadline; another one takes its place.
        same = of_document.filter(answers=True) if deed == ANSWERS else of_document.none()
        (same | of_document.filter(symbol=symbol)).update(standing=False)
        said = Match(deadline=deadline.key, symbol=symbol, answers=deed == ANSWERS)
        if deed == ANSWERS:
            _enter(deadline, symbol, title, date)
    said.reason, said.by_id = stored(reason), change.actor.pk
    said.save()
    refresh(Deadline.objects.filter(pk=deadline.pk))
    change.created(said, ("deadline", "symbol", "answers", "standing"), note=deed)


def _enter(deadline: Deadline, symbol: str, title: str, date: dt.date | None) -> None:
    """Enter a document that nothing lists."""
    if ListedReport.objects.live().filter(symbol=symbol).exists():
        return
    ListedReport(
        symbol=symbol,
        title=stored(title),
        date=date or LONG_AGO,
        body=deadline.body,
        session=deadline.session,
        listing=ENTERED,
    ).save()


@service(permission=Permission.REPORTING_MATCH)
def settle(
    change: Change,
    entry: DueEntry,
    *,
    deed: str,
    reason: str,
    body: str = "",
    sessions: tuple[int, ...] = (),
) -> None:
    """Put other sessions in place of those read, set an entry aside, or leave it as read.

    What is said is kept by the identifier of the act and holds through every new reading.
    """
    Settling.objects.filter(identifier=entry.identifier, standing=True).update(standing=False)
    said = Settling(
        identifier=entry.identifier,
        set_aside=deed == NO_REQUEST,
        deadlines=(
            [{"body": body, "session": number} for number in sessions]
            if deed == OTHER_SESSION
            else None
        ),
        standing=deed != AS_READ,
        reason=stored(reason),
        by_id=change.actor.pk,
    )
    said.save()
    derive_now()
    change.created(said, ("identifier", "set_aside", "deadlines", "standing"), note=deed)


@service(permission=Permission.REPORTING_MATCH, on="report")
def remove_report(change: Change, report: ListedReport, *, reason: str) -> None:
    """Remove a document that is listed: it counts no more, and its requests are open again."""
    if report.removed_at is not None:
        change.nothing()
        return
    before = change.values(report, "removed_at", "removed_reason")
    report.removed_at, report.removed_reason = timezone.now(), stored(reason)
    report.save()
    refresh(Deadline.objects.all())
    change.altered(report, before, note="removed")
