"""The log, a record's history and a person's, for those who may view the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cpcj.audit.filters import RoomFacet, by_actor, by_day
from cpcj.audit.models import AuditEvent
from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired
from cpcj.frame.lists import Facet, Listing, ListPage, Sort, Words
from cpcj.frame.permissions import Permission

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


def _record_address(event: AuditEvent) -> str | None:
    return reverse("audit:record", args=[event.kind, event.key]) if event.key else None


def _person_address(event: AuditEvent) -> str | None:
    return None if event.person is None else reverse("audit:person", args=[event.person])


def _changes(event: AuditEvent) -> list[str]:
    """Return the fields in words, "title: changed"."""
    return [
        _now("%(field)s: %(change)s") % {"field": name, "change": change.label}
        for name, change in event.changes()
    ]


_NUMBER = Column("sequence", _("Number"), lambda event: event.sequence)
_TIME = Column("at", _("Time"), lambda event: event.at)
_ACTOR = Column("actor", _("Actor"), lambda event: event.actor, href=_person_address)
_DEED = Column("what", _("Deed"), lambda event: event.what)
_KIND = Column("kind", _("Kind of record"), lambda event: event.kind)
_KEY = Column("key", _("Key"), lambda event: event.key, href=_record_address)
_FIELDS = Column("fields", _("Fields"), lambda event: sorted(event.fields))
_NOTE = Column("note", _("Note"), lambda event: event.note)
_DIGEST = Column("digest", _("Digest"), lambda event: event.digest, listed=False)

_BY_ACTOR = Words("actor", _("Person (number) or actor"), by_actor)
_BY_DAY = Words("day", _("Day, or days from..to"), by_day)
_BY_ROOM = RoomFacet("room", _("Room"), "what")
_BY_DEED = Facet("what", _("Deed"), "what")
_BY_KIND = Facet("kind", _("Kind of record"), "kind")


class AuditList(PermissionRequired, ListPage[AuditEvent]):
    """What happened, newest first."""

    permission = Permission.AUDIT_VIEW
    model = AuditEvent
    name = "audit"
    title = _("Audit log")
    filters: ClassVar[tuple[Facet | Words, ...]] = (
        _BY_ACTOR,
        _BY_DAY,
        _BY_ROOM,
        _BY_DEED,
        _BY_KIND,
    )
    sorts: ClassVar[tuple[Sort, ...]] = (
        Sort("newest", _("Newest first"), ("-sequence",)),
        Sort("oldest", _("Oldest first"), ("sequence",)),
        Sort("deed", _("Deed"), ("what", "-sequence")),
    )
    columns: ClassVar[tuple[Column, ...]] = (
        _NUMBER, _TIME, _ACTOR, _DEED, _KIND, _KEY, _FIELDS, _NOTE, _DIGEST,
    )  # fmt: skip


class RecordHistory(AuditList):
    """What happened to one record."""

    name = "history"
    title = _("History of a record")
    template_name = "audit/record.html"
    filters: ClassVar[tuple[Facet | Words, ...]] = (_BY_ACTOR, _BY_DAY)
    sorts: ClassVar[tuple[Sort, ...]] = AuditList.sorts[:2]
    columns: ClassVar[tuple[Column, ...]] = (
        _NUMBER, _TIME, _ACTOR, _DEED,
        Column("fields", _("Fields"), _changes), _NOTE, _DIGEST,
    )  # fmt: skip

    def records(self) -> QuerySet[AuditEvent]:
        """Return the record's events; a record without any has no history."""
        found = super().records().filter(kind=self.kwargs["kind"], key=self.kwargs["key"])
        if not found.exists():
            raise Http404
        return found

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add what the record is called today, and where it stands."""
        record = self._record()
        place = getattr(record, "get_absolute_url", None)
        return {
            **super().context(listing),
            "kind": self.kwargs["kind"],
            "key": self.kwargs["key"],
            "record": record,
            "place": place() if place else None,
        }

    def _record(self) -> Model | None:
        """Return the record, where it is still there and the reader may see it."""
        try:
            model = apps.get_model(self.kwargs["kind"])
            records = model._default_manager.all()
            if hasattr(records, "visible_to"):
                records = records.visible_to(self.request.user)
            found: Model | None = records.filter(pk=self.kwargs["key"]).first()
        except (LookupError, ValueError, ValidationError):
            return None  # a kind that this version no longer has
        return found


class PersonHistory(AuditList):
    """What one person did."""

    name = "person"
    title = _("History of a person")
    template_name = "audit/person.html"
    filters: ClassVar[tuple[Facet | Words, ...]] = (_BY_DAY, _BY_ROOM, _BY_DEED, _BY_KIND)
    columns: ClassVar[tuple[Column, ...]] = (
        _NUMBER,
        _TIME,
        _DEED,
        _KIND,
        _KEY,
        _FIELDS,
        _NOTE,
        _DIGEST,
    )

    def records(self) -> QuerySet[AuditEvent]:
        """Return the person's events."""
        return super().records().filter(actor=f"person:{self.kwargs['person']}")

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the person, where the account is still there."""
        number = self.kwargs["person"]
        person = get_user_model()._default_manager.filter(pk=number).first()
        if person is None and not listing.count:
            raise Http404
        return {**super().context(listing), "person": person, "number": number}
