"""The states of a publication as a table: made, checked, published by a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission
from cpcj.frame.workflow import Transition, Workflow

if TYPE_CHECKING:
    from cpcj.assistance.publication.models import Run


class RunStatus(models.TextChoices):
    """Where a publication stands."""

    DRAFT = "draft", _("being made")
    CHECKED = "checked", _("checked")
    PUBLISHED = "published", pgettext_lazy("a publication", "published")
    DISCARDED = "discarded", _("discarded")


def _faultless(run: Run) -> str | None:
    """Return why a publication cannot go out, or None."""
    if run.errors:
        return gettext("There are errors. Mend the records and make the publication again.")
    if not run.records:
        return gettext("There is nothing in it.")
    return None


RUN = Workflow(
    name="Publication of IATI files",
    field="status",
    states=RunStatus,
    initial=RunStatus.DRAFT,
    transitions=(
        Transition(
            "check", (RunStatus.DRAFT,), RunStatus.CHECKED, Permission.PORTFOLIO_RECORD,
            who="the program, for an officer",
        ),
        Transition(
            "publish", (RunStatus.CHECKED,), RunStatus.PUBLISHED, Permission.IATI_PUBLISH,
            guard=_faultless, who="unit head, another person than who made it",
        ),
        Transition(
            "discard", (RunStatus.DRAFT, RunStatus.CHECKED), RunStatus.DISCARDED,
            Permission.PORTFOLIO_RECORD, who="officer",
        ),
    ),
)  # fmt: skip
