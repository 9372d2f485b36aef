"""The log as a list, for those who may view it."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from cpcj.audit.models import AuditEvent
from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired
from cpcj.frame.lists import Facet, ListPage, Sort
from cpcj.frame.permissions import Permission


class AuditList(PermissionRequired, ListPage[AuditEvent]):
    """What happened, newest first."""

    permission = Permission.AUDIT_VIEW
    model = AuditEvent
    name = "audit"
    title = _("Audit log")
    filters: ClassVar = (
        Facet("what", _("Deed"), "what"),
        Facet("actor", _("Actor"), "actor"),
        Facet("kind", _("Kind of record"), "kind"),
    )
    sorts = (
        Sort("newest", _("Newest first"), ("-sequence",)),
        Sort("oldest", _("Oldest first"), ("sequence",)),
        Sort("deed", _("Deed"), ("what", "-sequence")),
    )
    columns = (
        Column("sequence", _("Number"), lambda event: event.sequence),
        Column("at", _("Time"), lambda event: event.at),
        Column("actor", _("Actor"), lambda event: event.actor),
        Column("what", _("Deed"), lambda event: event.what),
        Column("kind", _("Kind of record"), lambda event: event.kind),
        Column("key", _("Key"), lambda event: event.key),
        Column("fields", _("Fields"), lambda event: sorted(event.fields)),
        Column("note", _("Note"), lambda event: event.note),
        Column("digest", _("Digest"), lambda event: event.digest, listed=False),
    )
