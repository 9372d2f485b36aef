"""Opening a record, changing its parts, moving its status, approving it for publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.models import Request
from cpcj.assistance.portfolio import names
from cpcj.assistance.portfolio.models import (
    Activity,
    ActivityRequest,
    Level,
    Release,
    Revision,
    Serial,
)
from cpcj.assistance.portfolio.rules.identifiers import IdentifierError, identifier, own
from cpcj.assistance.portfolio.rules.states import ACTIVITY, RELEASE
from cpcj.assistance.portfolio.services.faults import PortfolioError, reason
from cpcj.assistance.portfolio.services.parts import PARTS, Values
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.frame.workflow import TransitionRefusedError, Workflow

_RECORD, _APPROVE = Permission.PORTFOLIO_RECORD, Permission.PORTFOLIO_APPROVE
_ABOVE = {Level.PROJECT: Level.PROGRAMME, Level.ACTIVITY: Level.PROJECT}
_DATED = {"start": "actual_start", "resume": "actual_start", "close": "actual_end"}


def hold(activity: Activity) -> Activity:
    """Return the record as it is stored now, locked."""
    held: Activity = Activity.objects.select_for_update().get(pk=activity.pk)
    return held


def opened(
    change: Change, level: str, parent: Activity | None, facts: Mapping[str, Any], given: str = ""
) -> Activity:
    """Write a new record inside a service; the caller leaves the event.

    Raises:
        PortfolioError: it does not belong below ``parent``, or a fact is wrong.
    """
    if level not in Level.values or (parent.level if parent else None) != _ABOVE.get(Level(level)):
        raise PortfolioError(gettext("A project belongs to a programme, an activity to a project."))
    one = Activity(level=level, parent=parent, made_by_id=change.actor.pk)
    checked = PARTS["facts"].check(one, facts)
    one.identifier = _own(given) if given else _next_identifier(level)
    PARTS["facts"].write(one, checked)
    one.programme = parent.programme if parent else one
    one.save(update_fields=["programme"])
    return one


def _own(given: str) -> str:
    try:
        found = own(given)
    except IdentifierError as error:
        raise PortfolioError(gettext("Not an identifier of the Office: %s") % given[:80]) from error
    if Activity.objects.filter(identifier=found).exists():
        raise PortfolioError(gettext("There is such an identifier already: %s") % found)
    return found


def _next_identifier(level: str) -> str:
    year = timezone.localdate().year
    Serial.objects.get_or_create(level=level, year=year)
    row = Serial.objects.select_for_update().get(level=level, year=year)
    while True:
        row.last += 1
        found = identifier(level, year, row.last)
        if not Activity.objects.filter(identifier=found).exists():
            row.save(update_fields=["last"])
            return found


@service(permission=_RECORD)
def open_record(
    change: Change, *, level: str, parent: Activity | None = None, facts: Mapping[str, Any]
) -> Activity:
    """Open a programme, a project or an activity, as a draft.

    Raises:
        PortfolioError: it does not belong there, or a fact is missing or wrong.
    """
    one = opened(change, level, parent, facts)
    change.created(one, ("identifier", "level", "title", "planned_start", "planned_end"))
    return one


def written(held: Activity, part: str, given: Mapping[str, Any], actor: Any) -> bool:
    """Write a part inside a service, or keep it aside where the record is published.

    Returns:
        Whether anything is to change.

    Raises:
        PortfolioError: something in it is wrong.
    """
    known = PARTS[part]
    checked = known.check(held, given)
    if held.release != Release.PUBLISHED:
        if checked == known.read(held):
            return False
        known.write(held, checked)
        if held.release == Release.SUBMITTED:
            # What is approved is what was submitted.
            held.release, held.submitted_by = Release.DRAFT, None
            held.save(update_fields=["release", "submitted_by"])
        return True
    revision = Revision.objects.filter(activity=held).first()
    content: Values = dict(revision.content) if revision else {}
    if checked == content.get(part, known.read(held)):
        return False
    content[part] = checked
    Revision(activity=held, content=content, made_by_id=actor).save()
    return True


@service(permission=_RECORD, on="activity")
def record_part(
    change: Change, activity: Activity, *, part: str, given: Mapping[str, Any]
) -> Activity:
    """Change a part of a record. A published record keeps it aside until it is approved.

    Raises:
        PortfolioError: something in it is wrong.
    """
    held = hold(activity)
    before = PARTS[part].read(held)
    if not written(held, part, given, change.actor.pk):
        change.nothing()
        return held
    if held.release == Release.PUBLISHED:
        change.did(note=f"kept aside: {part}", activity=held.pk, part=part)
    else:
        change.did(note=part, activity=held.pk, before=before, after=PARTS[part].read(held))
    return held


@service(permission=_RECORD, on="activity")
def advance(
    change: Change, activity: Activity, *, deed: str, on: dt.date | None = None, why: str = ""
) -> Activity:
    """Move the status of a record.

    Args:
        change: given by the service.
        activity: the record.
        deed: a transition of the table.
        on: the actual first or last day, where the deed sets one.
        why: the reason, where the deed asks for one.

    Raises:
        PortfolioError: the table does not allow it now, or a date is out of order.
    """
    held = hold(activity)
    also = []
    if field := _DATED.get(deed):
        today = timezone.localdate()
        set_on = on or getattr(held, field) or today
        if set_on > today:
            raise PortfolioError(gettext("An actual date is not in the future."))
        setattr(held, field, set_on)
        also.append(field)
    if held.actual_start and held.actual_end and held.actual_end < held.actual_start:
        raise PortfolioError(gettext("It cannot end before it began."))
    held.status_reason = reason(why) if deed in ("suspend", "cancel") else ""
    return _applied(change, ACTIVITY, held, deed, (*also, "status_reason"))


@service(permission=_RECORD, on="activity")
def submit(change: Change, activity: Activity) -> Activity:
    """Ask for a record to be approved for publication.

    Raises:
        PortfolioError: it lacks something.
    """
    held = hold(activity)
    held.submitted_by_id = change.actor.pk
    held.approved_by, held.approved_at, held.release_reason = None, None, ""
    also = ("submitted_by_id", "approved_by_id", "approved_at", "release_reason")
    return _applied(change, RELEASE, held, "submit", also)


@service(permission=_APPROVE, on="activity")
def approve(change: Change, activity: Activity) -> Activity:
    """Approve a record: from now on everybody sees it.

    Raises:
        PortfolioError: the same person submitted it, or it lacks something.
    """
    held = hold(activity)
    _second(change, held.submitted_by_id)
    held.approved_by_id, held.approved_at = change.actor.pk, timezone.now()
    return _applied(change, RELEASE, held, "approve", ("approved_by_id", "approved_at"))


@service(permission=_APPROVE, on="activity")
def give_back(change: Change, activity: Activity, *, why: str) -> Activity:
    """Give a submitted record back.

    Raises:
        PortfolioError: no reason, or it is not submitted.
    """
    held = hold(activity)
    held.release_reason = reason(why)
    return _applied(change, RELEASE, held, "give_back", ("release_reason",))


@service(permission=_APPROVE, on="activity")
def take_back(change: Change, activity: Activity, *, why: str) -> Activity:
    """Take a record back from publication.

    Raises:
        PortfolioError: no reason, it is not public, or parts of it are.
    """
    held = hold(activity)
    if Activity.objects.filter(parent=held, release=Release.PUBLISHED).exists():
        raise PortfolioError(gettext("Take back what belongs to it first: some of it is public."))
    held.release_reason = reason(why)
    return _applied(change, RELEASE, held, "take_back", ("release_reason",))


@service(permission=_APPROVE, on="activity")
def approve_changes(change: Change, activity: Activity) -> Activity:
    """Write what was kept aside into the published record.

    Raises:
        PortfolioError: the same person made the changes, or they can no longer be made.
    """
    held = hold(activity)
    revision = _kept_aside(held)
    _second(change, revision.made_by_id)
    content = {
        part: PARTS[part].check(held, given)
        for part, given in revision.content.items()
        if part in PARTS
    }
    before = {part: PARTS[part].read(held) for part in content}
    for part, values in content.items():
        PARTS[part].write(held, values)
    revision.delete()
    held.approved_by_id, held.approved_at = change.actor.pk, timezone.now()
    held.submitted_by_id = revision.made_by_id
    held.save(update_fields=["approved_by", "approved_at", "submitted_by", "changed_at"])
    change.did(note="approve_changes", activity=held.pk, before=before, after=content)
    return held


@service(permission=_RECORD, on="activity")
def discard_changes(change: Change, activity: Activity) -> Activity:
    """Forget what was kept aside.

    Raises:
        PortfolioError: nothing was.
    """
    held = hold(activity)
    revision = _kept_aside(held)
    change.removed(revision, {"content": revision.content})
    revision.delete()
    return held


@service(permission=_RECORD, on="activity")
def answers_requests(change: Change, activity: Activity, *, numbers: list[str]) -> Activity:
    """Say which requests an activity answers.

    Raises:
        PortfolioError: there is no such request that the person sees.
    """
    held = hold(activity)
    seen = Request.objects.visible_to(change.actor).filter(number__in=numbers)
    found = {one.number: one for one in seen}
    if unknown := [number for number in numbers if number not in found]:
        raise PortfolioError(gettext("There is no such request: %s") % ", ".join(unknown)[:200])
    before = sorted(
        ActivityRequest.objects.filter(activity=held).values_list("request__number", flat=True)
    )
    if before == sorted(found):
        change.nothing()
        return held
    ActivityRequest.objects.filter(activity=held).delete()
    ActivityRequest.objects.bulk_create(
        ActivityRequest(activity=held, request=one) for one in found.values()
    )
    change.did(note="requests", activity=held.pk, before=before, after=sorted(found))
    return held


def _second(change: Change, first: int | None) -> None:
    if first is not None and first == change.actor.pk:
        raise PortfolioError(gettext("Another person approves what you submitted."))


def _kept_aside(held: Activity) -> Revision:
    revision: Revision | None = Revision.objects.filter(activity=held).first()
    if revision is None:
        raise PortfolioError(gettext("No change waits for approval."))
    return revision


def _applied(
    change: Change, table: Workflow, held: Activity, deed: str, also: tuple[str, ...]
) -> Activity:
    transition = table.transition(deed)
    if (state := getattr(held, table.field)) not in transition.sources:
        name = names.status_name(state) if table is ACTIVITY else names.release_name(state)
        raise PortfolioError(gettext("This cannot be done while the record is: %s.") % name)
    try:
        table.apply(change, held, deed, also=(*also, "changed_at"))
    except TransitionRefusedError as error:
        raise PortfolioError(str(error)) from error
    return held
