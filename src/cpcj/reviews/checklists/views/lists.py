"""The list of sets of answers that a person may see."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired
from cpcj.frame.lists import Facet, Listing, ListPage, Sort
from cpcj.frame.permissions import Permission, allows
from cpcj.reviews.checklists.models import AnswerSet, Status
from cpcj.reviews.checklists.names import owner_name, status_name
from cpcj.reviews.checklists.visibility import keeps
from cpcj.reviews.names import state_name


class SetList(PermissionRequired, ListPage[AnswerSet]):
    """Answers to checklists."""

    permission = Permission.CHECKLIST_VIEW
    template_name = "checklists/list.html"
    model = AnswerSet
    name = "answers"
    title = _("Answers to checklists")
    empty_words = _("There are no answers that you may see, or none match.")
    related = ("version", "organization", "cycle")
    filters = (
        Facet("checklist", _("Checklist"), "version__key"),
        Facet("state", _("State"), "state", words=lambda code: state_name(code) or "–"),
        Facet("status", _("Status"), "status", words=status_name),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-made_on",)),
        Sort("checklist", _("Checklist"), ("version__key", "-made_on")),
    )
    columns: ClassVar[tuple[Column, ...]] = (
        Column("code", _("Code"), lambda one: one.code, lambda one: one.get_absolute_url()),
        Column("checklist", _("Checklist"), lambda one: one.version.title),
        Column("version", _("Version"), lambda one: one.version.version),
        Column("state", _("State"), lambda one: one.state, listed=False),
        Column("owner", _("State or institution"), owner_name),
        Column(
            "organization", _("Organization"),
            lambda one: str(one.organization) if one.organization else "", listed=False,
        ),
        Column("cycle", _("Cycle"), lambda one: one.cycle.title if one.cycle else "", listed=False),
        Column("status", _("Status"), lambda one: one.status, listed=False),
        Column("status_name", _("Status"), lambda one: Status(one.status).label, exported=False),
        Column("made_on", _("Begun on"), lambda one: one.made_on),
        Column("submitted_on", _("Submitted on"), lambda one: one.submitted_on),
    )  # fmt: skip

    def records(self) -> QuerySet[AnswerSet]:
        """Return what the user may see, without the files of the checklists."""
        return super().records().defer("version__words")

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add whether the person keeps checklists, or may begin answers."""
        user = self.request.user
        return {
            **super().context(listing),
            "keeps": keeps(user),
            "begins": allows(user, Permission.CHECKLIST_SUBMIT),
        }
