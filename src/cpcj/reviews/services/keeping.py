"""What the secretariat does in a review: nominations, the summary, what others reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.accounts.models import Invitation
from cpcj.accounts.rules import Role
from cpcj.accounts.services.invitations import invitation_made
from cpcj.accounts.services.people import Grant, RefusedError
from cpcj.assistance.rules.identifiers import IdentifierError, articles, mandates
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.resolutions.vocabulary.instruments import instruments
from cpcj.resolutions.vocabulary.states import states
from cpcj.reviews.models import (
    Observation,
    OutsideReview,
    Participant,
    Recommendation,
    RecommendationProvision,
    Review,
    Sort,
)
from cpcj.reviews.rules.mechanism import FOCAL, OF_COUNTRY, Agreed, Seat, Writing
from cpcj.reviews.rules.progress import done_by_publication
from cpcj.reviews.services.recording import ReviewError, finish, hold, said, seated
from cpcj.treaties.rules.provisions import provisions_named

_KEEP = Permission.REVIEW_KEEP
ROLES = {
    Seat.COUNTRY_FOCAL_POINT: Role.FOCAL_POINT,
    Seat.REVIEWING_FOCAL_POINT: Role.FOCAL_POINT,
    Seat.COUNTRY_EXPERT: Role.EXPERT,
    Seat.REVIEWING_EXPERT: Role.EXPERT,
    Seat.OBSERVER: Role.RESEARCHER,
}
"""The role that taking up a seat gives; the secretariat is not nominated."""
FUNCTION = "review"


@service(permission=_KEEP)
def nominate(  # noqa: PLR0913 - what a note verbale says
    change: Change, review: Review, *, seat: str, country: str = "", note: str,
    nominated_on: dt.date, name: str = "", email: str = "",
) -> tuple[Participant, str]:  # fmt: skip
    """Record a nomination by note verbale; return it and the secret of the person's link.

    Raises:
        ReviewError: the seat is not for that country, or the country has a focal point.
    """
    held = hold(review)
    if seat not in ROLES:
        raise ReviewError(gettext("There is no such role to nominate for."))
    _check_country(held, seat, country)
    if (
        seat in FOCAL
        and Participant.objects.filter(
            review=held, country=country, seat__in=FOCAL, ended_on__isnull=True
        ).exists()
    ):
        raise ReviewError(gettext("This State has a focal point. End that nomination first."))
    days = held.cycle.version.rules.link_days
    try:
        invitation, secret = invitation_made(
            Grant(ROLES[Seat(seat)], state=country, function=FUNCTION),
            valid=dt.timedelta(days=days), made_by=change.actor.pk, name=name, email=email,
        )  # fmt: skip
    except RefusedError as error:
        raise ReviewError(str(error)) from error
    made = Participant(
        review=held, seat=seat, country=country, nominated_on=nominated_on,
        note=said(note, 200), invitation=invitation,
    )  # fmt: skip
    made.save()
    change.created(made, ("review_id", "seat", "country", "nominated_on"))
    return made, secret


def _check_country(review: Review, seat: str, country: str) -> None:
    if seat in OF_COUNTRY:
        fits = country == review.state
    elif seat == Seat.OBSERVER:
        fits = not country or country in states()
    else:
        fits = country in review.reviewers
    if not fits:
        raise ReviewError(gettext("This role is not for that State in this review."))


@service(permission=_KEEP)
def end_nomination(change: Change, participant: Participant) -> Participant:
    """End a nomination; a link that was not taken up leads nowhere from now on."""
    held: Participant = Participant.objects.select_for_update().get(pk=participant.pk)
    if held.ended_on is not None:
        change.nothing()
        return held
    before = change.values(held, "ended_on")
    held.ended_on = timezone.localdate()
    held.save(update_fields=["ended_on"])
    open_still = Invitation.objects.filter(pk=held.invitation_id or 0, accepted_at__isnull=True)
    open_still.update(withdrawn_at=timezone.now())
    change.altered(held, before)
    return held


@service(permission=Permission.REVIEW_TAKE_PART)
def write_summary(change: Change, review: Review, *, words: str) -> Review:
    """Write the executive summary; whoever had agreed to it agrees again.

    Raises:
        PermissionDenied: the mechanism gives it to others.
        ReviewError: it is agreed or published, or there are no words.
    """
    held = hold(review)
    rules = held.cycle.version.rules
    seated(change, held, rules.writes[Writing.SUMMARY])
    if held.summary_on is not None:
        raise ReviewError(gettext("The executive summary is published."))
    if Agreed.SUMMARY in rules.agrees and held.agreed_on is not None:
        raise ReviewError(gettext("The executive summary is agreed. Reopen the list to change it."))
    before = change.values(held, "summary")
    held.summary = said(words, 100_000)
    held.save(update_fields=["summary"])
    change.altered(held, before)
    return held


@service(permission=_KEEP)
def publish_summary(change: Change, review: Review) -> Review:
    """Publish the executive summary; it cannot be taken back.

    Raises:
        ReviewError: it is not written, or not all focal points have agreed.
    """
    held = hold(review)
    if not held.summary:
        raise ReviewError(gettext("There is no executive summary yet."))
    if held.agreed_on is None:
        raise ReviewError(gettext("Not all focal points have agreed yet."))
    if held.summary_on is not None:
        change.nothing()
        return held
    before = change.values(held, "summary_on")
    held.summary_on = timezone.localdate()
    held.save(update_fields=["summary_on"])
    finish(held, done_by_publication(held.cycle.version.rules))
    change.altered(held, before)
    return held


@service(permission=_KEEP)
def reopen_list(change: Change, review: Review, *, reason: str) -> Review:
    """Reopen an agreed list before the summary is published; all agree again.

    Raises:
        ReviewError: it is not agreed, the summary is published, or there is no reason.
    """
    said(reason, 2_000)
    held = hold(review)
    if held.agreed_on is None or held.summary_on is not None:
        raise ReviewError(gettext("There is no agreed list that could be reopened."))
    before = change.values(held, "agreed_on")
    held.agreed_on = None
    held.save(update_fields=["agreed_on"])
    change.altered(held, before, note="reopened")
    return held


@service(permission=_KEEP)
def name_answer_set(change: Change, review: Review, *, identifier: str) -> Review:
    """Say which set of answers to a checklist belongs to a review ("" for none)."""
    held = hold(review)
    before = change.values(held, "answer_set")
    held.answer_set = identifier.strip()[:120]
    held.save(update_fields=["answer_set"])
    change.altered(held, before)
    return held


@service(permission=_KEEP)
def record_outside(
    change: Change, *, body: str, state: str, title: str, on: dt.date, address: str = ""
) -> OutsideReview:
    """Record a published review by another body.

    Raises:
        ReviewError: there is no such State, or words are missing.
    """
    if state not in states():
        raise ReviewError(gettext("There is no such State."))
    made = OutsideReview(
        body=said(body, 200), state=state, title=said(title, 300), on=on, address=address,
        by_id=change.actor.pk,
    )  # fmt: skip
    made.save()
    change.created(made)
    return made


@service(permission=_KEEP)
def observe_outside(
    change: Change, outside: OutsideReview, *, sort: str, provision: str, words: str
) -> Observation:
    """Record what a review by another body observed.

    Raises:
        ReviewError: the kind or provision is unknown, or words are missing.
    """
    made = Observation(
        outside=outside, sort=Sort(sort).value, provision=provision_named(provision),
        words=said(words), by_id=change.actor.pk,
    )  # fmt: skip
    made.save()
    change.created(made, ("outside_id", "sort", "provision"))
    return made


def provision_named(identifier: str) -> str:
    """Return the identifier of a treaty provision that words name, or "".

    Both "UNTOC#art18(13)" and "UNTOC article 18, paragraph 13" name one.

    Raises:
        ReviewError: they name none.
    """
    instrument, _space, place = identifier.strip().partition(" ")
    if place and instrument in instruments():
        found = provisions_named(place, instrument)
        identifier = found[0].id if len(found) == 1 else identifier
    try:
        return next(iter(articles([identifier])), "")
    except IdentifierError as error:
        raise ReviewError(
            gettext("Not the identifier of a treaty article: %s") % str(error)[:80]
        ) from error


@service(permission=_KEEP)
def record_recommendation(
    change: Change, *, body: str, on: dt.date, words: str, symbol: str = "", number: str = "",
    about: Sequence[str] = (),
) -> Recommendation:  # fmt: skip
    """Record a recommendation of a working group, with the provisions and mandates it is about.

    Raises:
        ReviewError: an identifier is none, or words are missing.
    """
    try:
        identifiers = mandates(about)
    except IdentifierError as error:
        raise ReviewError(gettext("Not an identifier: %s") % str(error)[:80]) from error
    made = Recommendation(
        body=said(body, 200), on=on, symbol=symbol.strip()[:60], number=number.strip()[:20],
        words=said(words), by_id=change.actor.pk,
    )  # fmt: skip
    made.save()
    RecommendationProvision.objects.bulk_create(
        RecommendationProvision(recommendation=made, identifier=one) for one in identifiers
    )
    change.created(made, ("body", "on", "symbol", "number"))
    return made
