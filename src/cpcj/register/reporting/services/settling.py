"""What people settle: which document answers, other sessions, that something is no request."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.frame.forms import Changed, ChangedMeanwhileError
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
def match(  # noqa: PLR0913 - what a person says of a document
    change: Change,
    deadline: Deadline,
    *,
    deed: str,
    symbol: str,
    reason: str,
    title: str = "",
    date: dt.date | None = None,
    seen: int | None = None,
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
        seen: the number that :func:`last_match` gave when the form was shown; None where nothing
            was shown.

    Raises:
        ChangedMeanwhileError: somebody else said something of the request since.
    """
    entry = DueEntry.objects.select_for_update().filter(pk=deadline.entry_id).first()
    if seen is not None and entry is not None:
        _refuse_later_match(entry, seen)
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


def last_match(entry: DueEntry) -> int:
    """Return the number of what was said last about the answers to an entry; 0 for nothing."""
    said = Match.objects.filter(deadline__in=entry.deadlines.values("key"))
    return said.aggregate(last=Max("pk"))["last"] or 0


def last_settling(entry: DueEntry) -> int:
    """Return the number of what was settled last of an entry; 0 for nothing."""
    said = Settling.objects.filter(identifier=entry.identifier)
    return said.aggregate(last=Max("pk"))["last"] or 0


def _refuse_later_match(entry: DueEntry, seen: int) -> None:
    later = Match.objects.filter(deadline__in=entry.deadlines.values("key"), pk__gt=seen)
    changes = [
        Changed(
            one.symbol,
            gettext("answers the request")
            if one.standing and one.answers
            else gettext("does not answer it")
            if one.standing
            else gettext("taken back"),
        )
        for one in later.order_by("pk")
    ]
    if changes:
        raise ChangedMeanwhileError(changes)


def _refuse_later_settling(entry: DueEntry, seen: int) -> None:
    later = (
        Settling.objects.filter(identifier=entry.identifier, pk__gt=seen).order_by("-pk").first()
    )
    if later is None:
        return
    now = gettext("as it was read")
    if later.standing and later.set_aside:
        now = gettext("no reporting request")
    elif later.standing:
        now = ", ".join(f"{it['body']} {it['session']}" for it in later.deadlines or ())
    raise ChangedMeanwhileError([Changed(gettext("This entry"), now)])


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
    seen: int | None = None,
) -> None:
    """Put other sessions in place of those read, set an entry aside, or leave it as read.

    What is said is kept by the identifier of the act and holds through every new reading. ``seen``
    is the number that :func:`last_settling` gave when the form was shown.

    Raises:
        ChangedMeanwhileError: somebody else settled something of the entry since.
    """
    DueEntry.objects.select_for_update().filter(pk=entry.pk).first()
    if seen is not None:
        _refuse_later_settling(entry, seen)
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
