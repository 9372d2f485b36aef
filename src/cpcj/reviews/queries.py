"""Reviews as a user sees them: time line, list of observations, fairness."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from cpcj.frame.permissions import Actor
from cpcj.resolutions.vocabulary.states import states
from cpcj.reviews.inputs import Outcome, outcome_of, put_off
from cpcj.reviews.models import (
    Agreement,
    Cycle,
    Deferral,
    Draw,
    Observation,
    Recommendation,
    RecommendationProvision,
    Review,
    StepDone,
)
from cpcj.reviews.rules.draw.result import Result, result_said
from cpcj.reviews.rules.mechanism import Agreed, Part, Writing
from cpcj.reviews.rules.progress import Done, Standing, may_clear, may_report, standings
from cpcj.reviews.services.recording import list_digests
from cpcj.reviews.visibility import keeps, seats_held, seen_parts


def time_lines(
    user: Actor, reviews: Iterable[Review], today: dt.date | None = None
) -> Mapping[int, tuple[Standing, ...]]:
    """Return, by key of the review, the steps with due and done days, as far as one sees them."""
    of_all, day = keeps(user), today or timezone.localdate()
    seen = frozenset[int]() if of_all else seen_parts(user)[Part.STEPS]
    shown = [one for one in reviews if of_all or one.pk in seen]
    done: dict[int, dict[tuple[str, str], Done]] = {}
    rows = StepDone.objects.visible_to(user).filter(review__in=shown)
    for review, step, country, reported, cleared in rows.values_list(
        "review", "step", "country", "reported_on", "cleared_on"
    ):
        done.setdefault(review, {})[step, country] = Done(reported, cleared)
    return {
        one.pk: standings(
            one.cycle.version.rules, one.start, done.get(one.pk, {}), day, one.reviewers
        )
        for one in shown
    }


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person in a review.

    Attributes:
        review: the review.
        held: the seats with the countries they are held for.
        following: the step that is due next in the review; None where all are done or unseen.
        deeds: deed ("report", "clear", "agree"), the step, and the State whose share it is.
    """

    review: Review
    held: tuple[tuple[str, str], ...]
    following: Standing | None
    deeds: tuple[tuple[str, Standing | None, str], ...]


def waiting(user: Actor) -> tuple[Waiting, ...]:
    """Return the reviews that a person takes part in, what is due soonest first."""
    by_review: dict[int, list[tuple[str, str]]] = {}
    own: dict[int, set[int]] = {}
    for seat in seats_held(user):
        by_review.setdefault(seat.review, []).append((seat.seat, seat.country))
        if seat.seat in seat.mechanism.writes.get(Writing.AGREEMENT, ()):
            own.setdefault(seat.review, set()).add(seat.participant)
    shown = Review.objects.visible_to(user).filter(pk__in=by_review)
    rows = list(shown.select_related("cycle__version"))
    lines, digests = time_lines(user, rows), list_digests(rows)
    agreed = set(
        Agreement.objects.visible_to(user)
        .filter(review__in=rows).values_list("participant", "digest")
    )  # fmt: skip
    found = []
    for one in rows:
        held, line = tuple(by_review[one.pk]), lines.get(one.pk, ())
        deeds: list[tuple[str, Standing | None, str]] = [
            (deed, each, share.country)
            for each in line
            for share in each.shares
            for deed, may in (("report", may_report), ("clear", may_clear))
            if may(each.step, share, held)
        ]
        asked = own.get(one.pk, set())
        ready = one.summary or Agreed.SUMMARY not in one.cycle.version.rules.agrees
        if one.agreed_on is None and ready:
            missing = any((person, digests[one.pk]) not in agreed for person in asked)
            deeds += [("agree", None, "")] if missing else []
        undone = [each for each in line if each.done is None]
        following = min(undone, key=lambda each: each.due or dt.date.max, default=None)
        found.append(Waiting(one, held, following, tuple(deeds)))
    return tuple(sorted(found, key=_soonest))


def _soonest(one: Waiting) -> tuple[dt.date, int]:
    due = one.following.due if one.following else None
    return due or dt.date.max, one.review.pk


def observations(user: Actor, review: Review) -> QuerySet[Observation]:
    """Return the observations of a review that a person sees and that stand."""
    found: QuerySet[Observation] = Observation.objects.visible_to(user).filter(
        review=review, withdrawn_on__isnull=True
    )
    return found


@dataclass(frozen=True, slots=True)
class Turn:
    """How often a State is reviewed and reviews in a cycle."""

    code: str
    regions: tuple[str, ...]
    period: int
    reviewers: tuple[str, ...]
    reviews: tuple[str, ...]

    @property
    def times(self) -> int:
        """Return how often it reviews."""
        return len(self.reviews)


def published(user: Actor, cycle: Cycle) -> Outcome:
    """Return what the published draws of a cycle come to."""
    rows = Draw.objects.visible_to(user).filter(cycle=cycle, drawn=True, published_at__isnull=False)
    found = outcome_of([(one.period, result_said(one.result)) for one in rows.order_by("number")])
    return put_off(found, Deferral.objects.visible_to(user).filter(cycle=cycle))


def turns(found: Outcome | Result, day: dt.date) -> tuple[Turn, ...]:
    """Return each State's turns, by code, with its regional groups on a day."""
    of: dict[str, list[str]] = {}
    by: dict[str, list[str]] = {}
    for pair in found.pairs:
        by.setdefault(pair.state, []).append(pair.reviewer)
        of.setdefault(pair.reviewer, []).append(pair.state)
    known = states()
    codes = sorted({*found.periods, *of, *by})
    return tuple(
        Turn(
            code,
            known[code].groups_on(day) if code in known else (),
            found.periods.get(code, 0),
            tuple(by.get(code, ())),
            tuple(of.get(code, ())),
        )
        for code in codes
    )


def spread(found: Iterable[Turn]) -> Mapping[int, int]:
    """Return how many States review how often: {1: 12, 2: 170, …}."""
    return dict(sorted(Counter(one.times for one in found).items()))


def reviews_of(user: Actor, code: str) -> QuerySet[Review]:
    """Return the reviews of a State that a person may see."""
    found: QuerySet[Review] = Review.objects.visible_to(user).filter(state=code)
    return found.select_related("cycle__version")


def recommendations_about(user: Actor, identifiers: Iterable[str]) -> QuerySet[Recommendation]:
    """Return the recommendations that name any of these provisions or mandates."""
    named = RecommendationProvision.objects.filter(identifier__in=list(identifiers))
    found: QuerySet[Recommendation] = Recommendation.objects.visible_to(user)
    return found.filter(pk__in=named.values("recommendation"))
