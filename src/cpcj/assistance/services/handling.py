"""What officers do with a request: acknowledge, assess, ask, merge, deliver, give points."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext

from cpcj.accounts.models import User
from cpcj.accounts.standing import states_of
from cpcj.assistance.models import Conflict, Question, Request, Score
from cpcj.assistance.rules.states import ENDED, PLAIN
from cpcj.assistance.rules.triage import HIGHEST, criteria
from cpcj.assistance.services.recording import (
    LONGEST_WORDS,
    RequestError,
    enter,
    hold,
    move,
    needs,
)
from cpcj.frame.permissions import Permission, allows
from cpcj.frame.services import Change, service
from cpcj.register.services.act_rows import stored

_LONGEST_NOTE = 1_000


@service(permission=Permission.REQUEST_HANDLE, on="request")
def acknowledge(change: Change, request: Request) -> Request:
    """Say that the request has come; the letter can be had from now on.

    Raises:
        RequestError: it is acknowledged already.
    """
    held = hold(request)
    if held.officer_id is None and isinstance(change.actor, User):
        held.officer = change.actor
    return move(change, held, "acknowledge", also=("officer_id",))


@service(permission=Permission.REQUEST_HANDLE, on="request")
def advance(change: Change, request: Request, deed: str, *, reason: str) -> Request:
    """Make one of the transitions that need a reason and nothing else (``PLAIN``).

    Raises:
        RequestError: the deed is none of these, no reason is given, or it cannot be done now.
    """
    if deed not in PLAIN:
        raise RequestError(gettext("This is not done so."))
    return move(change, hold(request), deed, reason=needs(reason))


@service(permission=Permission.REQUEST_HANDLE, on="request")
def ask(change: Change, request: Request, *, question: str) -> Question:
    """Ask the State for more information; the clocks stop until it answers.

    Raises:
        RequestError: no question, or it cannot be asked now.
    """
    held = hold(request)
    words = needs(question, LONGEST_WORDS)
    asked = Question(request=held, words=words, by_id=change.actor.pk)
    asked.save()
    move(change, held, "ask")
    return asked


@service(permission=Permission.REQUEST_HANDLE, on="request")
def merge(change: Change, request: Request, into: Request, *, reason: str) -> Request:
    """Merge a request with another one of the same State, which goes on.

    Raises:
        RequestError: it is another State's, itself, or ended; or no reason is given.
    """
    why = needs(reason)
    held = hold(request)
    if into.pk == held.pk or into.state != held.state or into.status in ENDED:
        raise RequestError(gettext("Choose another request of the same State that goes on."))
    held.merged_into = into
    return move(change, held, "merge", reason=why, also=("merged_into_id",))


@service(permission=Permission.REQUEST_HANDLE, on="request")
def assign(change: Change, request: Request, officer: User | None) -> Request:
    """Give a request to an officer, or to none.

    Raises:
        RequestError: the person does not handle requests.
    """
    held = hold(request)
    if officer is not None and not allows(officer, Permission.REQUEST_HANDLE, held):
        raise RequestError(gettext("This person does not handle requests."))
    before = change.values(held, "officer_id")
    held.officer = officer
    held.save(update_fields=["officer"])
    enter(change, held, "assign", reason=str(officer or ""), internal=True)
    change.altered(held, before)
    return held


@service(permission=Permission.REQUEST_HANDLE, on="request")
def score(
    change: Change, request: Request, points: Mapping[str, tuple[int, str]]
) -> tuple[Score, ...]:
    """Give points on criteria, each with why; what the person said before is replaced.

    Who acts for the requesting State has a conflict of interest, whether it is declared or not.

    Raises:
        RequestError: a criterion or number of points that there is not, or nobody in particular.
    """
    held = hold(request)
    if change.actor.pk is None or not points:
        raise RequestError(gettext("Give points on at least one criterion."))
    for criterion, (given, _why) in points.items():
        if criterion not in criteria() or not 0 <= given <= HIGHEST:
            raise RequestError(gettext("Points are whole numbers from 0 to %s.") % HIGHEST)
    if held.state in states_of(change.actor):
        Conflict.objects.get_or_create(
            request=held, person_id=change.actor.pk, defaults={"reason": f"acts for {held.state}"}
        )
    kept = tuple(
        Score.objects.update_or_create(
            request=held, criterion=criterion, by_id=change.actor.pk,
            defaults={"points": given, "reason": stored(why.strip(), _LONGEST_NOTE)},
        )[0]
        for criterion, (given, why) in points.items()
    )  # fmt: skip
    enter(change, held, "score", internal=True)
    change.did(note="score", request=held.pk, points={k: v[0] for k, v in points.items()})
    return kept


@service(permission=Permission.REQUEST_HANDLE, on="request")
def declare_conflict(change: Change, request: Request, *, reason: str) -> Conflict:
    """Declare an own conflict of interest: one's points do not count, before and after.

    Raises:
        RequestError: no reason, or nobody in particular.
    """
    why = needs(reason)
    held = hold(request)
    if change.actor.pk is None:
        raise RequestError(gettext("Only a person has a conflict of interest."))
    conflict, made = Conflict.objects.get_or_create(
        request=held, person_id=change.actor.pk, defaults={"reason": why}
    )
    if made:
        enter(change, held, "conflict", internal=True)
        change.created(conflict, ("request_id", "person_id", "reason"))
    else:
        change.nothing()
    return conflict
