"""Who may see what of a review: the secretariat all, a person what the own seat sees, others the
executive summary once it is published.

What a seat sees stands in the mechanism's file. A seat is held through a nomination that was taken
up, and only as long as the person's role for that country is in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from cpcj.frame.permissions import Permission, Scope, allows
from cpcj.frame.records import RecordQuerySet
from cpcj.reviews.rules.mechanism import OF_COUNTRY, Mechanism, Part, Seat, read_mechanism

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)

NEEDED: Mapping[str, Permission] = {
    Seat.SECRETARIAT: Permission.REVIEW_KEEP,
    Seat.COUNTRY_FOCAL_POINT: Permission.REVIEW_CLEAR,
    Seat.COUNTRY_EXPERT: Permission.REVIEW_ASSESS,
    Seat.REVIEWING_FOCAL_POINT: Permission.REVIEW_CLEAR,
    Seat.REVIEWING_EXPERT: Permission.REVIEW_ASSESS,
    Seat.OBSERVER: Permission.REVIEW_OBSERVE,
}
"""What a person must be allowed for a country to use a seat."""


def scope(participant: Any) -> Scope:
    """Return whose a participation is: its country's."""
    return Scope(states=frozenset({participant.country} - {""}))


def keeps(user: Actor) -> bool:
    """Tell whether a user is of the secretariat of the reviews."""
    return allows(user, Permission.REVIEW_KEEP)


@dataclass(frozen=True, slots=True)
class Held:
    """A seat that a person holds in a review.

    Attributes:
        participant: key of the participation.
        review: key of the review.
        seat: the seat.
        country: the country it is held for.
        mechanism: the rules of the review.
    """

    participant: int
    review: int
    seat: str
    country: str
    mechanism: Mechanism


def seats_held(user: Actor, review: int | None = None) -> tuple[Held, ...]:
    """Return the seats that a person holds today, in one review or in all."""
    from cpcj.reviews.models import Participant

    if user.pk is None:
        return ()
    rows = Participant.objects.filter(invitation__accepted_by=user.pk, ended_on__isnull=True)
    if review is not None:
        rows = rows.filter(review=review)
    return tuple(
        Held(key, of, seat, country, read_mechanism(words))
        for key, of, seat, country, words in rows.values_list(
            "pk", "review", "seat", "country", "review__cycle__version__words"
        )
        if allows(user, NEEDED[seat], Participant(country=country))
    )


def seats_in(user: Actor, review: int) -> frozenset[str]:
    """Return the seats of a person in a review; the secretariat's without nomination."""
    own = {one.seat for one in seats_held(user, review)}
    return frozenset(own | ({Seat.SECRETARIAT.value} if keeps(user) else set()))


def seen_parts(user: Actor) -> Mapping[Part, frozenset[int]]:
    """Return the keys of the reviews of which a person's seats see each part."""
    found: dict[Part, set[int]] = defaultdict(set)
    for one in seats_held(user):
        for part in Part:
            if one.mechanism.may_see(one.seat, part):
                found[part].add(one.review)
    return {part: frozenset(found[part]) for part in Part}


_AGREED = Q(review__agreed_on__isnull=False)
_PUBLIC = Q(review__summary_on__isnull=False)
_OPEN_REPORT = _PUBLIC & Q(review__report_public=True)


class Everybodys(RecordQuerySet[M]):
    """What is public: mechanisms, cycles, reviews by others, recommendations."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may see reviews: everybody."""
        return self.all() if allows(user, Permission.REVIEW_VIEW) else self.none()


class Draws(RecordQuerySet[M]):
    """Draws."""

    def visible_to(self, user: Actor) -> Self:
        """Return the published to everybody, all to the secretariat."""
        return self.all() if keeps(user) else self.filter(published_at__isnull=False)


class Reviews(RecordQuerySet[M]):
    """Reviews."""

    def visible_to(self, user: Actor) -> Self:
        """Return those a person takes part in, and those whose summary is published."""
        if keeps(user):
            return self.all()
        own = [one.review for one in seats_held(user)]
        return self.filter(Q(pk__in=own) | Q(summary_on__isnull=False))


class OfPart(RecordQuerySet[M]):
    """What belongs to one part of a review."""

    part: Part

    def visible_to(self, user: Actor) -> Self:
        """Return all to the secretariat, to a person what the own seats see of each review."""
        if keeps(user):
            return self.all()
        return self.filter(review__in=seen_parts(user)[self.part])


class OfSteps(OfPart[M]):
    """The steps of a review."""

    part = Part.STEPS


class OfPeople(OfPart[M]):
    """Who takes part."""

    part = Part.PEOPLE


class OfDrafts(OfPart[M]):
    """Who has agreed to the list while it is discussed."""

    part = Part.DRAFTS


class Documents(RecordQuerySet[M]):
    """Documents, or their bytes with ``to = "document__"``."""

    to = ""

    def visible_to(self, user: Actor) -> Self:
        """Return what the own seats see; to everybody the report that the State made public."""
        if keeps(user):
            return self.all()
        at = self.to
        report = Q(**{f"{at}kind": "report"})
        public = Q(**{f"{at}review__report_public": True, f"{at}review__summary_on__isnull": False})
        seen = seen_parts(user)
        of_documents = Q(**{f"{at}review__in": seen[Part.DOCUMENTS]})
        of_reports = Q(**{f"{at}review__in": seen[Part.REPORT]})
        return self.filter((report & (public | of_reports)) | (~report & of_documents))


class Contents(Documents[M]):
    """The bytes of documents."""

    to = "document__"


class Observations(RecordQuerySet[M]):
    """Observations: of reviews by others everybody's, of a review as the seats see them."""

    def visible_to(self, user: Actor) -> Self:
        """Return what a person may see; confidential ones to who sees confidential parts alone."""
        if keeps(user):
            return self.all()
        seen = seen_parts(user)
        drafts, agreed, secret = (
            seen[part] for part in (Part.DRAFTS, Part.OBSERVATIONS, Part.CONFIDENTIAL)
        )
        standing = Q(withdrawn_on__isnull=True)
        plain = Q(confidential=False)
        return self.filter(
            Q(outside__isnull=False)
            | (Q(review__in=drafts - secret) & plain)
            | Q(review__in=drafts & secret)
            | (Q(review__in=agreed - drafts) & _AGREED & plain & standing)
            | (Q(review__in=agreed & secret - drafts) & _AGREED & standing)
            | (_OPEN_REPORT & _AGREED & plain & standing)
        )


class FollowUps(RecordQuerySet[M]):
    """What States did about observations."""

    def visible_to(self, user: Actor) -> Self:
        """Return those of the observations that a person may see."""
        from cpcj.reviews.models import Observation

        return self.filter(observation__in=Observation.objects.visible_to(user))


class Proposals(RecordQuerySet[M]):
    """Requests for assistance proposed by a review: its State's own."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the secretariat, to the State under review its own."""
        if keeps(user):
            return self.all()
        own = [one.review for one in seats_held(user) if one.seat in OF_COUNTRY]
        return self.filter(observation__review__in=own)
