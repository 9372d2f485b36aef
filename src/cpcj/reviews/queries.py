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
from cpcj.reviews.inputs import Outcome, outcome_of
from cpcj.reviews.models import (
    Cycle,
    Draw,
    Observation,
    Recommendation,
    RecommendationProvision,
    Review,
    StepDone,
)
from cpcj.reviews.rules.draw.result import Result, result_said
from cpcj.reviews.rules.mechanism import Part
from cpcj.reviews.rules.progress import Done, Standing, standings
from cpcj.reviews.visibility import seen_parts


def time_line(user: Actor, review: Review, today: dt.date | None = None) -> tuple[Standing, ...]:
    """Return the steps of a review with due and done days; none to who does not see them."""
    from cpcj.reviews.visibility import keeps

    if not keeps(user) and review.pk not in seen_parts(user)[Part.STEPS]:
        return ()
    rows = StepDone.objects.visible_to(user).filter(review=review)
    done = {
        step: Done(reported, cleared)
        for step, reported, cleared in rows.values_list("step", "reported_on", "cleared_on")
    }
    rules = review.cycle.version.rules
    return standings(rules, review.start, done, today or timezone.localdate())


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
    return outcome_of([(one.period, result_said(one.result)) for one in rows.order_by("number")])


def turns(found: Outcome | Result) -> tuple[Turn, ...]:
    """Return each State's turns, by code."""
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
            known[code].groups if code in known else (),
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
