"""What countries and experts do in a review: report and clear steps, draft, agree, ask for help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.models import Origin, Request
from cpcj.assistance.services import asking
from cpcj.assistance.services.recording import RequestError
from cpcj.frame.permissions import Permission, require
from cpcj.frame.services import Change, service
from cpcj.register.followup.services.notes import GivenDocument
from cpcj.reviews.models import (
    Agreement,
    Document,
    FollowUp,
    Observation,
    Participant,
    Proposal,
    Review,
    Sort,
    StepDone,
)
from cpcj.reviews.rules.mechanism import FOCAL, OF_COUNTRY, Agreed, Part, Seat, Step, Writing
from cpcj.reviews.rules.progress import agreed_by_all, done_by_agreement
from cpcj.reviews.services.keeping import provision_named
from cpcj.reviews.services.recording import (
    ReviewError,
    finish,
    hold,
    keep_documents,
    list_digest,
    said,
    seated,
)
from cpcj.reviews.visibility import seats_held, seats_in

_TAKE_PART, _CLEAR = Permission.REVIEW_TAKE_PART, Permission.REVIEW_CLEAR


def _step(review: Review, key: str) -> Step:
    found = review.cycle.version.rules.step(key)
    if found is None:
        raise ReviewError(gettext("The mechanism has no such step."))
    return found


@service(permission=_TAKE_PART)
def report_step(
    change: Change, review: Review, key: str, *, on: dt.date, country: str = ""
) -> StepDone:
    """Report a step done on a day; earlier steps need not be done.

    Args:
        change: of the person who reports.
        review: the review.
        key: of the step.
        on: the day.
        country: whose share, where each reviewing State does the step; may be left out by who
            takes part for one of them.

    Raises:
        PermissionDenied: the mechanism gives it to others.
        ReviewError: it was reported, or the day has not come.
    """
    held = hold(review)
    step = _step(held, key)
    seated(change, held, step.does)
    share = _share(change, held, step, step.does, country)
    if not held.start - dt.timedelta(days=366) <= on <= timezone.localdate():
        raise ReviewError(gettext("The day is later than today or too long ago."))
    if StepDone.objects.filter(review=held, step=key, country__in=("", share)).exists():
        raise ReviewError(gettext("This step was reported done."))
    made = StepDone(
        review=held, step=key, country=share, reported_on=on, reported_by_id=change.actor.pk
    )
    made.save()
    change.created(made, ("review_id", "step", "country", "reported_on"))
    return made


def _share(
    change: Change, review: Review, step: Step, seats: tuple[str, ...], country: str
) -> str:  # fmt: skip
    """Return the State whose share of a step somebody reports or clears; "" for all at once.

    Raises:
        PermissionDenied: it is another State's.
        ReviewError: it is not said whose.
    """
    if not step.each:
        return ""
    own = [one.country for one in seats_held(change.actor, review.pk) if one.seat in seats]
    if not country and own:
        return own[0]
    if country in own:
        return country
    if Seat.SECRETARIAT not in seats_in(change.actor, review.pk) & frozenset(seats):
        raise PermissionDenied(change.what)
    if country not in review.reviewers:
        raise ReviewError(gettext("Say for which reviewing State."))
    return country


@service(permission=_CLEAR)
def clear_step(change: Change, review: Review, key: str, *, country: str = "") -> StepDone:
    """Clear a step that was reported: a focal point what was done for the own State.

    Raises:
        PermissionDenied: the mechanism gives it to others.
        ReviewError: it was not reported, or needs no clearing.
    """
    held = hold(review)
    step = _step(held, key)
    seated(change, held, step.clears)
    share = _share(change, held, step, step.clears, country)
    made = StepDone.objects.filter(
        review=held, step=key, country__in=("", share), cleared_on__isnull=True
    ).first()
    if made is None:
        raise ReviewError(gettext("There is nothing to clear."))
    before = change.values(made, "cleared_on", "cleared_by_id")
    made.cleared_on, made.cleared_by_id = timezone.localdate(), change.actor.pk
    made.save()
    change.altered(made, before)
    return made


@service(permission=_TAKE_PART)
def attach(
    change: Change, review: Review, *, kind: str, documents: Sequence[GivenDocument]
) -> list[Document]:
    """Add documents.

    Raises:
        PermissionDenied: the mechanism gives it to others.
        ReviewError: none is given, one is too large, or there are too many.
    """
    held = hold(review)
    _may_write(change, held, Writing.DOCUMENTS)
    kept = keep_documents(change, held, Document.Kind(kind).value, documents)
    change.did(note="documents", review=held.pk, digests=[one.digest for one in kept])
    return kept


def _may_write(change: Change, review: Review, what: Writing) -> frozenset[str]:
    return seated(change, review, review.cycle.version.rules.writes.get(what.value, ()))


def _country(change: Change, review: Review, seats: frozenset[str]) -> str:
    held = seats_held(change.actor, review.pk)
    return next((one.country for one in held if one.seat in seats), "")


@service(permission=_TAKE_PART)
def draft_observation(
    change: Change, review: Review, *, sort: str, provision: str = "", words: str,
    confidential: bool = False,
) -> Observation:  # fmt: skip
    """Draft an observation; whoever had agreed to the list agrees again.

    Raises:
        PermissionDenied: the mechanism gives it to others.
        ReviewError: the list is agreed, the provision is unknown, or words are missing.
    """
    held = hold(review)
    seats = _may_write(change, held, Writing.OBSERVATIONS)
    _still_open(held)
    made = Observation(
        review=held, sort=Sort(sort).value, provision=provision_named(provision),
        words=said(words), confidential=confidential, by_id=change.actor.pk,
        country=_country(change, held, seats),
    )  # fmt: skip
    made.save()
    change.created(made, ("review_id", "sort", "provision", "confidential"))
    return made


@service(permission=_TAKE_PART)
def withdraw_observation(change: Change, observation: Observation) -> Observation:
    """Take an observation out of the list; by a country that may write and that wrote it.

    Raises:
        PermissionDenied: another country wrote it.
        ReviewError: the list is agreed.
    """
    held: Observation = Observation.objects.select_for_update().get(
        pk=observation.pk, review__isnull=False
    )
    review = hold(held.review)  # type: ignore[arg-type]
    seats = _may_write(change, review, Writing.OBSERVATIONS)
    if _country(change, review, seats) != held.country:
        require(change.actor, Permission.REVIEW_KEEP)
    _still_open(review)
    before = change.values(held, "withdrawn_on")
    held.withdrawn_on = timezone.localdate()
    held.save(update_fields=["withdrawn_on"])
    change.altered(held, before)
    return held


def _still_open(review: Review) -> None:
    if review.agreed_on is not None:
        raise ReviewError(gettext("The list of observations is agreed."))


@service(permission=_CLEAR)
def agree(change: Change, review: Review, *, seen: str) -> Review:
    """Agree, as a country's focal point, to the list as it was shown (``seen``: its digest).

    When the focal points of the State and of every reviewing State have agreed to the same list it
    is agreed; each need for assistance in it becomes a proposed request.

    Raises:
        PermissionDenied: the person is no focal point of the review.
        ReviewError: the list changed meanwhile or is agreed, or the summary that is agreed with
            it is not written.
    """
    held = hold(review)
    _may_write(change, held, Writing.AGREEMENT)
    _still_open(held)
    if Agreed.SUMMARY in held.cycle.version.rules.agrees and not held.summary:
        raise ReviewError(gettext("There is no executive summary yet."))
    digest = list_digest(held)
    if digest != seen:
        raise ReviewError(gettext("The list changed meanwhile. Look at it and agree again."))
    own = [one for one in seats_held(change.actor, held.pk) if one.seat in FOCAL]
    for one in own:
        Agreement.objects.get_or_create(
            review=held, participant_id=one.participant, digest=digest,
            defaults={"on": timezone.localdate()},
        )  # fmt: skip
    before = change.values(held, "agreed_on")
    if _all_agree(held, digest):
        held.agreed_on = timezone.localdate()
        held.save(update_fields=["agreed_on"])
        finish(held, done_by_agreement(held.cycle.version.rules))
        needs = Observation.objects.filter(
            review=held, sort=Sort.ASSISTANCE_NEED, withdrawn_on__isnull=True
        )
        for need in needs:
            Proposal.objects.get_or_create(observation=need)
    change.altered(held, before, note="agree")
    return held


def _all_agree(review: Review, digest: str) -> bool:
    focal = Participant.objects.filter(review=review, seat__in=FOCAL, ended_on__isnull=True)
    by_country = dict(focal.values_list("country", "pk"))
    if set(by_country) != {review.state, *review.reviewers}:
        return False
    given = Agreement.objects.filter(review=review, digest=digest)
    return agreed_by_all(set(by_country.values()), set(given.values_list("participant", flat=True)))


@service(permission=_CLEAR)
def consent(change: Change, review: Review, *, public: bool) -> Review:
    """Say, for the State under review, whether the full report is public.

    Raises:
        PermissionDenied: the person is not its focal point.
    """
    held = hold(review)
    _may_write(change, held, Writing.CONSENT)
    before = change.values(held, "report_public")
    held.report_public = public
    held.save(update_fields=["report_public"])
    change.altered(held, before)
    return held


@service(permission=_TAKE_PART)
def follow_up(
    change: Change, observation: Observation, *, standing: str, words: str
) -> FollowUp:  # fmt: skip
    """Say, for the State under review, what was done about an agreed observation.

    Raises:
        PermissionDenied: the mechanism gives it to others.
        ReviewError: the list is not agreed, the observation was taken out, or words are missing.
    """
    review = observation.review
    if review is None:
        raise ReviewError(gettext("The list of observations is not agreed."))
    held = hold(review)
    _may_write(change, held, Writing.FOLLOW_UP)
    if held.agreed_on is None or observation.withdrawn_on is not None:
        raise ReviewError(gettext("The list of observations is not agreed."))
    made = FollowUp(
        observation=observation, standing=FollowUp.Standing(standing).value, words=said(words),
        by_id=change.actor.pk,
    )  # fmt: skip
    made.save()
    change.created(made, ("observation_id", "standing"))
    return made


@service(permission=Permission.REQUEST_MAKE)
def take_up(change: Change, proposal: Proposal, *, title: str, asked: str) -> Request:
    """Make a request for assistance of a proposal, in the name of the State.

    Raises:
        PermissionDenied: the person does not act for the State in the review.
        ReviewError: it was decided already, or words are missing.
    """
    held = _open_proposal(change, proposal)
    observation = held.observation
    review: Any = observation.review
    named = [observation.provision] if observation.provision else []
    try:
        made = asking.make(
            change.actor,
            review.state,
            asking.Asked(
                title=said(title, 300), asked=said(asked), articles=named, origin=Origin.REVIEW
            ),
        )
    except RequestError as error:
        raise ReviewError(str(error)) from error
    _decide(change, held, Proposal.Status.MADE, made.number)
    return made


@service(permission=Permission.REQUEST_MAKE)
def decline_proposal(change: Change, proposal: Proposal) -> Proposal:
    """Say, for the State, that no request is made of a proposal.

    Raises:
        PermissionDenied: the person does not act for the State in the review.
        ReviewError: it was decided already.
    """
    held = _open_proposal(change, proposal)
    _decide(change, held, Proposal.Status.DECLINED, "")
    return held


def _open_proposal(change: Change, proposal: Proposal) -> Proposal:
    held: Proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    review: Any = held.observation.review
    seated(change, review, OF_COUNTRY)
    if held.status != Proposal.Status.OPEN:
        raise ReviewError(gettext("This was decided already."))
    return held


def _decide(change: Change, held: Proposal, status: str, number: str) -> None:
    before = change.values(held, "status", "request")
    held.status, held.request, held.decided_on = status, number, timezone.localdate()
    held.save()
    change.altered(held, before)


def sees(user: object, review: Review, part: Part) -> bool:
    """Tell whether a person's seats see a part of a review."""
    rules = review.cycle.version.rules
    return any(rules.may_see(seat, part) for seat in seats_in(user, review.pk))  # type: ignore[arg-type]
