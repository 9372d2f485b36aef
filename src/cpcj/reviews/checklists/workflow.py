"""How a set of answers moves: drafted, submitted, returned to be completed, submitted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from cpcj.frame.permissions import Permission
from cpcj.frame.workflow import Transition, Workflow
from cpcj.reviews.checklists.models import FIELDS, Status

if TYPE_CHECKING:
    from cpcj.reviews.checklists.models import AnswerSet


def _something_said(one: AnswerSet) -> str | None:
    rows = one.answers.values_list(*FIELDS)
    return None if any(any(row) for row in rows) else gettext("Nothing is answered yet.")


ANSWERS = Workflow(
    name="Answers to a checklist",
    field="status",
    states=Status,
    initial=Status.DRAFTED,
    transitions=(
        Transition(
            "submit", (Status.DRAFTED, Status.RETURNED), Status.SUBMITTED,
            permission=Permission.CHECKLIST_SUBMIT, guard=_something_said,
            who="whoever answers for the State or organization",
        ),
        Transition(
            "return", (Status.SUBMITTED,), Status.RETURNED,
            permission=Permission.CHECKLIST_KEEP, who="the secretariat",
        ),
    ),
)  # fmt: skip
