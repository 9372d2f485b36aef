"""The states of a periodic update as a table. An approved update is never changed again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission
from cpcj.frame.workflow import Transition, Workflow


class UpdateStatus(models.TextChoices):
    """Where an update stands."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")


UPDATE = Workflow(
    name="Periodic update of results",
    field="status",
    states=UpdateStatus,
    initial=UpdateStatus.DRAFT,
    transitions=(
        Transition(
            "submit", (UpdateStatus.DRAFT, UpdateStatus.RETURNED), UpdateStatus.SUBMITTED,
            Permission.RESULTS_SUBMIT, required=("submitted_at",), who="officer",
        ),
        Transition(
            "return", (UpdateStatus.SUBMITTED,), UpdateStatus.RETURNED,
            Permission.RESULTS_APPROVE, required=("return_reason",), who="unit head",
        ),
        Transition(
            "approve", (UpdateStatus.SUBMITTED,), UpdateStatus.APPROVED,
            Permission.RESULTS_APPROVE, required=("approved_at",),
            who="unit head, another person than who submitted it",
        ),
    ),
)  # fmt: skip

OPEN = (UpdateStatus.DRAFT, UpdateStatus.RETURNED)
"""States in which figures may be entered."""
