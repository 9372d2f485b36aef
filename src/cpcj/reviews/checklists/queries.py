"""Sets of answers as a user sees them: progress, what can be reused, counts, who can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from cpcj.accounts.models import Membership
from cpcj.accounts.rules import GRANTS
from cpcj.frame.permissions import Actor, Permission
from cpcj.reviews.checklists.models import Answer, AnswerSet, ChecklistVersion, Status
from cpcj.reviews.checklists.rules.progress import (
    Counts,
    Progress,
    Standing,
    counted,
    progress,
    total,
)
from cpcj.reviews.checklists.rules.provisions import equivalents
from cpcj.reviews.checklists.services.answering import may_take_over

_MOST_OFFERS = 10
_ANSWERERS = [
    role.value for role, granted in GRANTS.items() if Permission.CHECKLIST_ANSWER in granted
]


def standings(answers: Iterable[Answer]) -> dict[str, Standing]:
    """Return how far each question's answer says that things are."""
    return {one.question: one.standing for one in answers}


@dataclass(frozen=True, slots=True)
class Come:
    """How far a set has come, by section and in all."""

    sections: tuple[Progress, ...]
    answered: int
    asked: int


def come(answer_set: AnswerSet, given: Mapping[str, Standing]) -> Come:
    """Return how far a set has come."""
    sections = progress(answer_set.version.rules, given)
    return Come(sections, *total(sections))


def sets_of(user: Actor, **of: object) -> QuerySet[AnswerSet]:
    """Return the sets that a user sees, narrowed, with their versions."""
    found: QuerySet[AnswerSet] = AnswerSet.objects.visible_to(user).filter(**of)
    return found.select_related("version", "cycle", "organization")


def offers(user: Actor, answer: Answer) -> list[Answer]:
    """Return earlier answers of the same owner to the same or an equivalent provision."""
    one = answer.set
    about = [answer.about, *equivalents(answer.about)]
    rows = (
        Answer.objects.visible_to(user)
        .filter(
            Q(about__in=about) | Q(question=answer.question, set__version__key=one.version.key),
            set__state=one.state,
            set__organization=one.organization_id,
            set__institution=one.institution,
            at__isnull=False,
        )
        .exclude(set=one.pk)
        .select_related("set__version")
        .order_by("-at", "-pk")
    )
    return [row for row in rows[: 5 * _MOST_OFFERS] if row.said and may_take_over(answer, row)][
        :_MOST_OFFERS
    ]


def members(answer_set: AnswerSet) -> QuerySet[Membership]:
    """Return the memberships of those who can be asked to answer for the set's owner."""
    day = timezone.localdate()
    of = (
        {"state": answer_set.state}
        if answer_set.state
        else {"organization": answer_set.organization_id}
    )
    found: QuerySet[Membership] = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        role__in=_ANSWERERS, since__lte=day, user__is_active=True, **of,
    ).select_related("user")  # fmt: skip
    return found.order_by("user__name", "user__username", "pk")


def counts(user: Actor, version: ChecklistVersion) -> tuple[Counts, ...]:
    """Return how many submitted sets that a user sees gave which answer."""
    rows = (
        Answer.objects.visible_to(user)
        .filter(set__version=version, set__status=Status.SUBMITTED)
        .values_list("set", "question", "law", "practice")
    )
    sets: dict[int, dict[str, Standing]] = {}
    for key, question, law, practice in rows.iterator():
        sets.setdefault(key, {})[question] = Standing(law, practice)
    return counted(version.rules, sets.values())


def newer_version(answer_set: AnswerSet) -> ChecklistVersion | None:
    """Return the latest version of the set's checklist, where it is newer than the set's."""
    found: ChecklistVersion | None = (
        ChecklistVersion.objects.filter(key=answer_set.version.key, pk__gt=answer_set.version_id)
        .order_by("-pk")
        .first()
    )
    return found
