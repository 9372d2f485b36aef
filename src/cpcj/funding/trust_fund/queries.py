"""Rankings, what is due, and the totals that may be told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum

from cpcj.funding.trust_fund.models import (
    Application,
    Assignment,
    Assisted,
    Call,
    Fund,
    Grant,
    GrantInstalment,
    Particular,
    Score,
)
from cpcj.funding.trust_fund.models.visibility import NOT_SHOWN
from cpcj.funding.trust_fund.rules.scoring import (
    Combined,
    Criterion,
    Place,
    combined,
    criteria_of,
    ranked,
    reader_total,
)
from cpcj.funding.trust_fund.rules.small_numbers import Counted, counted
from cpcj.funding.trust_fund.rules.states import (
    ApplicationStatus,
    GrantStatus,
    ReportStatus,
)
from cpcj.funding.trust_fund.rules.withheld import Part

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

SOON = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gave: the assignment, points and reasons by criterion, the total."""

    assignment: Assignment
    scores: dict[str, Score]
    total: Fraction


def readings(
    user: Actor, applications: Iterable[int], criteria: tuple[Criterion, ...]
) -> dict[int, list[Reading]]:
    """Return, by application, the readings whose points a user may see; two statements."""
    rows = (
        Score.objects.visible_to(user)
        .filter(assignment__application__in=list(applications))
        .select_related("assignment", "assignment__reader")
        .order_by("assignment_id", "pk")
    )
    by_assignment: dict[int, tuple[Assignment, dict[str, Score]]] = {}
    for row in rows:
        by_assignment.setdefault(row.assignment_id, (row.assignment, {}))[1][row.criterion] = row
    found: dict[int, list[Reading]] = {}
    for assignment, scores in by_assignment.values():
        points = {key: score.points for key, score in scores.items()}
        one = Reading(assignment, scores, reader_total(points, criteria))
        found.setdefault(assignment.application_id, []).append(one)
    return found


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line of the ranking: the place, the application, how its total came about."""

    place: Place
    application: Any
    combined: Combined
    readings: list[Reading]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A call's ranking, and the applications that have no total yet."""

    lines: list[Ranked]
    waiting: list[Any]


def ranking(user: Actor, call: Call) -> Ranking:
    """Return the ranking of a call's applications that a user may see."""
    sent = Application.objects.visible_to(user).filter(call=call).shown_to(user)
    sent = sent.exclude(status__in=(ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN))
    by_number = {one.number: one for one in sent.order_by("number")}
    criteria = criteria_of(call.criteria) if call.criteria else ()
    read = readings(user, [one.pk for one in by_number.values()], criteria)
    together = {}
    for number, one in by_number.items():
        if one.scores_open:
            found = combined([each.total for each in read.get(one.pk, [])])
            if found is not None:
                together[number] = found
    places = ranked({number: one.total for number, one in together.items()})
    return Ranking(
        [
            Ranked(
                place, by_number[place.key], together[place.key],
                read[by_number[place.key].pk],
            )
            for place in places
        ],
        [one for number, one in by_number.items() if number not in together],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due: what, of which grant and instalment, when, and whether it is late."""

    kind: str  # "report", "payment", "answer"
    grant: Grant
    position: int
    on: dt.date
    late: bool


def due(user: Actor, today: dt.date, grants: Iterable[Grant] | None = None) -> list[Due]:
    """Return what is due within 30 days or late, the most urgent first.

    Args:
        user: the office sees all, a grantee its own.
        today: the day.
        grants: only of these, whatever their day.
    """
    rows = GrantInstalment.objects.visible_to(user).select_related("grant", "report")
    rows = rows.exclude(grant__status=GrantStatus.CLOSED)
    until = today + SOON
    if grants is not None:
        rows = rows.filter(grant__in=list(grants))
    else:
        rows = rows.filter(
            Q(planned_on__lte=until) | Q(report_due_on__lte=until)
            | Q(report__status=ReportStatus.SUBMITTED)
        )  # fmt: skip
    found = []
    for one in rows.order_by("grant__number", "position"):
        report = getattr(one, "report", None)
        if one.entry_id is None:
            if grants is not None or one.planned_on <= until:
                late = one.planned_on < today
                found.append(Due("payment", one.grant, one.position, one.planned_on, late))
        elif one.refunded < one.cents and (
            report is None or report.status == ReportStatus.RETURNED
        ):
            if grants is not None or one.report_due_on <= until:
                late = one.report_due_on < today
                found.append(Due("report", one.grant, one.position, one.report_due_on, late))
        elif report is not None and report.status == ReportStatus.SUBMITTED:
            late = report.sent_on + SOON < today
            found.append(Due("answer", one.grant, one.position, report.sent_on, late))
    return sorted(found, key=lambda one: (not one.late, one.on, one.grant.number, one.position))


@dataclass(frozen=True, slots=True)
class Totals:
    """What everybody may know of a fund's grants.

    Attributes:
        grants: how many; None where there are fewer than may be told.
        cents: the sum of the amounts that are not withheld.
        without: how many grants that sum leaves out, where that may be told; 0 for none, None
            for fewer than may be told.
        states: grants by State, those withheld among what is not shown.
        assisted: by sex, age and kind of aid, from accepted reports.
    """

    grants: int | None
    cents: int
    without: int | None
    states: Counted
    assisted: Mapping[str, Counted]


def totals(fund: Fund) -> Totals:
    """Return a fund's totals, the same for every reader; a fixed number of statements."""
    minimum = fund.minimum_shown
    grants = Grant.objects.filter(application__call__fund=fund)
    number = grants.count()
    open_amounts = Particular.objects.filter(part=Part.AMOUNT, withheld=False)
    told = grants.filter(application__in=open_amounts.values("application"))
    count_told = told.count()
    cents = told.aggregate(sum=Sum("cents"))["sum"] or 0
    rows = Particular.objects.filter(
        part=Part.STATE, application__grant__isnull=False, application__call__fund=fund
    )
    states: Counter[str] = Counter()
    for value, hidden in rows.values_list("value", "withheld"):
        states["" if hidden else value] += 1
    withheld = states.pop("", 0)
    by_state = counted(states, minimum)
    hidden_states = Counted(
        by_state.shown, by_state.hidden + withheld, by_state.groups + bool(withheld),
        number if number >= minimum else None,
    )  # fmt: skip
    without = number - count_told
    return Totals(
        number if number >= minimum or number == 0 else None,
        cents,
        without if without == 0 or without >= minimum else None,
        hidden_states,
        _assisted(fund),
    )


def _assisted(fund: Fund) -> dict[str, Counted]:
    rows = Assisted.objects.filter(
        report__status=ReportStatus.ACCEPTED,
        report__instalment__grant__application__call__fund=fund,
    )
    found: dict[str, Counter[str]] = {"sex": Counter(), "age": Counter(), "aid": Counter()}
    for sex, age, aid, number in rows.values_list("sex", "age", "aid", "number"):
        found["sex"][sex] += number
        found["age"][age] += number
        found["aid"][aid] += number
    return {name: counted(groups, fund.minimum_shown) for name, groups in found.items()}


def told_cents(grant: Any) -> int | None:
    """Return a grant's cents as annotated for a reader, None where they are withheld."""
    return None if grant.shown_cents == NOT_SHOWN else int(grant.shown_cents)
