"""Two readers an application, who say first whether they have a conflict of interest."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.accounts.models import User
from cpcj.accounts.standing import organizations_of, states_of
from cpcj.frame.permissions import Permission, allows
from cpcj.frame.services import Change, service
from cpcj.funding.trust_fund.models import Application, Assignment, Particular, Score
from cpcj.funding.trust_fund.rules.scoring import (
    READERS,
    ScoringError,
    criteria_of,
    needs_third,
    reader_total,
)
from cpcj.funding.trust_fund.rules.states import ApplicationStatus, CallStatus
from cpcj.funding.trust_fund.rules.withheld import Part
from cpcj.funding.trust_fund.services.recording import (
    LONGEST_REASON,
    GrantError,
    hold,
    words,
)
from cpcj.register.services.act_rows import stored


def _require_assessed(held: Application) -> None:
    if held.status != ApplicationStatus.SUBMITTED or held.call.status != CallStatus.ASSESSMENT:
        raise GrantError(gettext("The application is not under assessment."))


def related(reader: User, held: Application) -> bool:
    """Tell whether a reader is of the applicant's State or organization."""
    state = Particular.objects.filter(application=held, part=Part.STATE).first()
    own = state is not None and state.value in states_of(reader)
    return own or held.organization_id in organizations_of(reader)


@service(permission=Permission.GRANT_CALL, on="application")
def assign(change: Change, application: Application, reader: User) -> Assignment:
    """Give an application to a reader: two, and a third where the two differ by too much.

    Raises:
        GrantError: it has its readers, this one already has it, may not score, or is related to
            the applicant. Why is not said: that could tell a withheld State.
    """
    held = hold(application)
    _require_assessed(held)
    reading = Assignment.objects.filter(application=held).exclude(conflict=True)
    if reading.count() >= READERS + held.third_called:
        raise GrantError(gettext("The application has its readers."))
    if (
        not allows(reader, Permission.GRANT_SCORE)
        or Assignment.objects.filter(application=held, reader=reader).exists()
        or related(reader, held)
    ):
        raise GrantError(gettext("This person cannot read this application."))
    assignment = Assignment(application=held, reader=reader)
    assignment.save()
    change.created(assignment, ("application_id", "reader_id"))
    return assignment


def _own(change: Change, assignment: Assignment) -> tuple[Application, Assignment]:
    """Return the application and the assignment, locked in that order.

    Raises:
        GrantError: the assignment is another person's.
    """
    application = hold(assignment.application)
    held = hold(assignment)
    if held.reader_id != change.actor.pk:
        raise GrantError(gettext("This is for another person to read."))
    return application, held


@service(permission=Permission.GRANT_SCORE)
def declare(
    change: Change, assignment: Assignment, *, conflict: bool, reason: str = ""
) -> Assignment:
    """Say whether there is a conflict of interest, before anything is scored.

    The text is shown only to who declared none; a conflict that comes out in reading it can still
    be declared, and then stands.

    Raises:
        GrantError: it was said already, or a conflict is declared without a reason.
    """
    application, held = _own(change, assignment)
    _require_assessed(application)
    found_in_reading = held.conflict is False and conflict and held.scored_at is None
    if held.conflict is not None and not found_in_reading:
        raise GrantError(gettext("This was declared already."))
    if not conflict and related(held.reader, application):
        raise GrantError(gettext("You cannot read this application: declare a conflict."))
    before = change.values(held, "conflict", "conflict_reason", "declared_at")
    held.conflict_reason = words(reason) if conflict else stored(reason.strip(), LONGEST_REASON)
    held.conflict, held.declared_at = conflict, timezone.now()
    held.save()
    change.altered(held, before)
    return held


@service(permission=Permission.GRANT_SCORE)
def score(
    change: Change, assignment: Assignment, *, given: Mapping[str, tuple[int, str]]
) -> Assignment:
    """Give an application its points, once; the last reader's points open those of all.

    Args:
        change: given by the service.
        assignment: the actor's own.
        given: points and the reason for them, by criterion.

    Raises:
        GrantError: no declaration yet, a conflict, scored already, points missing or too many.
    """
    application, held = _own(change, assignment)
    _require_assessed(application)
    if held.conflict is None:
        raise GrantError(gettext("First say whether you have a conflict of interest."))
    if held.conflict or held.scored_at is not None:
        raise GrantError(gettext("There is nothing to score for you here."))
    criteria = criteria_of(application.call.criteria)
    try:
        reader_total({key: points for key, (points, _why) in given.items()}, criteria)
    except ScoringError as error:
        raise GrantError(gettext("Points are missing or cannot be: %s") % error.named) from error
    Score.objects.bulk_create(
        Score(
            assignment=held, criterion=one.key, points=given[one.key][0],
            reason=stored(given[one.key][1].strip(), LONGEST_REASON),
        )
        for one in criteria
    )  # fmt: skip
    before = change.values(held, "scored_at")
    held.scored_at = timezone.now()
    held.save()
    _open(application)
    change.altered(held, before, note="scored")
    return held


def _open(application: Application) -> None:
    """Open the scores once all are in; call a third reader where two differ by too much."""
    criteria = criteria_of(application.call.criteria)
    points: dict[int, dict[str, int]] = {}
    rows = Score.objects.filter(assignment__application=application)
    for assignment, criterion, number in rows.values_list("assignment", "criterion", "points"):
        points.setdefault(assignment, {})[criterion] = number
    totals = [reader_total(own, criteria) for own in points.values()]
    if len(totals) < READERS:
        return
    if needs_third(totals, application.call.fund.third_above):
        application.third_called = True
    else:
        application.scores_open = True
    application.save(update_fields=["third_called", "scores_open"])
