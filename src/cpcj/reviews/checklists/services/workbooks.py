"""Workbooks that come back: what each row would do, and doing it, on an explicit yes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.frame.permissions import Actor, Permission
from cpcj.frame.services import Change, service
from cpcj.register.followup.services.notes import harmless_name
from cpcj.register.services.act_rows import stored
from cpcj.reviews.checklists.models import (
    FIELDS,
    Answer,
    AnswerChange,
    AnswerSet,
    Workbook,
)
from cpcj.reviews.checklists.rules.checklist import Question
from cpcj.reviews.checklists.services.recording import (
    ChecklistRefusedError,
    Given,
    asked_of,
    cleaned,
    given_of,
    hold,
    still_open,
    write,
)
from cpcj.reviews.checklists.workbook import Returned, digest, read_workbook

_ANSWER = Permission.CHECKLIST_ANSWER


class Outcome(StrEnum):
    """What comes of a row."""

    CHANGE = "change"
    SAME = "same"
    CONFLICT = "conflict"  # written by somebody else meanwhile: left as it is
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What a row would do: its outcome, why it is left out, what it says, which fields change."""

    row: Returned
    outcome: Outcome
    why: str = ""
    given: Given | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """What a workbook would do, row by row."""

    rows: tuple[RowPlan, ...]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """Return how many rows come to what."""
        return Counter(one.outcome for one in self.rows)

    @property
    def digest(self) -> str:
        """Return a digest by which a plan that was shown is known again."""
        said = [
            (one.row.row, one.row.id, one.outcome.value, one.given and digest(one.given), one.why)
            for one in self.rows
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@service(permission=_ANSWER)
def keep_workbook(change: Change, answer_set: AnswerSet, name: str, content: bytes) -> Workbook:
    """Read a workbook that came back and keep its rows for a dry run.

    Raises:
        PermissionDenied: the person answers nothing in the set.
        ChecklistRefusedError: the set is submitted.
        SheetError: it cannot be read, or is no workbook of this set.
    """
    held = hold(answer_set)
    _may(change.actor, held)
    still_open(held)
    called = harmless_name(name)
    rows = [asdict(one) for one in read_workbook(called, content, held.code)]
    for row in rows:
        row["given"] = {key: stored(words) for key, words in row["given"].items()}
        row["id"], row["base"] = stored(row["id"], 40), stored(row["base"], 16)
    made = Workbook(set=held, name=called, rows=rows, by_id=change.actor.pk)
    made.save()
    change.created(made, ("set_id", "name"))
    return made


def _may(actor: Actor, answer_set: AnswerSet) -> frozenset[str] | None:
    asked = asked_of(actor, answer_set)
    if asked is not None and not asked:
        raise PermissionDenied(_ANSWER.value)
    return asked


def plan_workbook(actor: Actor, workbook: Workbook) -> WorkbookPlan:
    """Return what a workbook would do now; nothing is changed.

    Raises:
        PermissionDenied: the person answers nothing in the set.
    """
    asked = _may(actor, workbook.set)
    questions = workbook.set.version.rules.by_id()
    answers = {one.question: one for one in Answer.objects.filter(set=workbook.set)}
    rows = [Returned(**row) for row in workbook.rows]
    return WorkbookPlan(tuple(_planned(one, questions, answers, asked) for one in rows))


def _planned(
    row: Returned,
    questions: Mapping[str, Question],
    answers: Mapping[str, Answer],
    asked: frozenset[str] | None,
) -> RowPlan:
    question = questions.get(row.id)
    if row.error:
        return RowPlan(row, Outcome.REFUSED, row.error)
    if question is None:
        return RowPlan(row, Outcome.REFUSED, gettext("There is no such question."))
    try:
        given = cleaned(row.said(), question)
    except ChecklistRefusedError as error:
        return RowPlan(row, Outcome.REFUSED, str(error))
    answer = answers[row.id]
    now = given_of(answer)
    changed = tuple(name for name in FIELDS if getattr(given, name) != getattr(now, name))
    if not changed or digest(given) == row.base:
        # As it stands, or as it was taken home: nothing was written in it.
        return RowPlan(row, Outcome.SAME)
    if asked is not None and row.id not in asked:
        return RowPlan(row, Outcome.REFUSED, gettext("This question is for others to answer."))
    if digest(now) != row.base:
        why = gettext("Somebody else wrote this answer meanwhile; it stays as it is.")
        return RowPlan(row, Outcome.CONFLICT, why, given, changed)
    return RowPlan(row, Outcome.CHANGE, "", given, changed)


@service(permission=_ANSWER)
def apply_workbook(change: Change, workbook: Workbook, *, shown: str) -> WorkbookPlan:
    """Do what the dry run showed; rows that were refused or overtaken stay as they are.

    Args:
        change: of the person who brought it back.
        workbook: as :func:`keep_workbook` gave it.
        shown: digest of the plan that the person saw.

    Raises:
        PermissionDenied: the person answers nothing in the set.
        ChecklistRefusedError: it was applied, the set is submitted, or something else would happen
            now than was shown; nothing was written.
    """
    answer_set = hold(workbook.set)
    held: Workbook = Workbook.objects.select_for_update().get(pk=workbook.pk)
    held.set = answer_set
    still_open(answer_set)
    if held.applied_at is not None:
        raise ChecklistRefusedError(gettext("This workbook was applied already."))
    plan = plan_workbook(change.actor, held)
    if plan.digest != shown:
        raise ChecklistRefusedError(
            gettext("Something has changed since. Look again at what would be done.")
        )
    answers = {one.question: one for one in Answer.objects.filter(set=answer_set)}
    for row in plan.rows:
        if row.outcome is Outcome.CHANGE and row.given is not None:
            write(change, answers[row.row.id], row.given, AnswerChange.Way.WORKBOOK)
    before = change.values(held, "applied_at")
    held.applied_at = timezone.now()
    held.save(update_fields=["applied_at"])
    change.altered(held, before)
    return plan
