"""What stands beside a follow-up: notes with evidence, comments, decisions, reminders."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.register.followup.models.records import FollowUp
from cpcj.register.followup.models.visibility import OfFollowUp

_PERSON = settings.AUTH_USER_MODEL


class OfNote(OfFollowUp["NoteEvidence"]):
    """Evidence, seen with its note."""

    to_followup = "note__followup"


class Note(Record):
    """How far a mandate has come on a day, in words, with what shows it."""

    followup = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = OfFollowUp["Note"].as_manager()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        """Return day and words."""
        return f"{self.on}: {self.words}"


class NoteEvidence(Record):
    """What shows that a note is right.

    Attributes:
        kind: a record of a room, an address, or a document kept here.
        room: which room's record.
        label: what it is called; of a document, its name, made harmless.
        href: where a record or address leads; empty for none.
        size: bytes of a document.
        digest: SHA-256 of a document.
    """

    class Kind(models.TextChoices):
        """What evidence can be."""

        RECORD = "record", _("record")
        ADDRESS = "address", _("address")
        DOCUMENT = "document", _("document")

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    room = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=500)
    href = models.CharField(max_length=1000, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    objects: ClassVar[Any] = OfNote.as_manager()

    class Meta:
        """In the order it was given."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Return the label."""
        return self.label

    @property
    def address(self) -> str:
        """Return where it leads; empty for nowhere."""
        if self.kind == self.Kind.DOCUMENT:
            return reverse("followup:document", args=[self.pk])
        return self.href


class OfEvidence(OfFollowUp["DocumentContent"]):
    """Bytes, seen with the note."""

    to_followup = "evidence__note__followup"


class DocumentContent(Record):
    """The bytes of a document, apart so that no list reads them."""

    evidence = models.OneToOneField(
        NoteEvidence, primary_key=True, on_delete=models.CASCADE, related_name="content"
    )
    bytes = models.BinaryField()

    objects: ClassVar[Any] = OfEvidence.as_manager()

    def __str__(self) -> str:
        """Return the document's name."""
        return str(self.evidence)


class Comment(Record):
    """A word between colleagues about a mandate."""

    followup = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="comments")
    words = models.TextField()
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = OfFollowUp["Comment"].as_manager()

    class Meta:
        """The earliest first, as people talk."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Return the words."""
        return self.words


class Supersession(Record):
    """What a person said to the proposal that a later act takes a mandate's place."""

    class State(models.TextChoices):
        """The answers."""

        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    followup = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="supersessions")
    by_act = models.CharField(max_length=330)
    likeness = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=9, choices=State.choices)
    reason = models.TextField()
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = OfFollowUp["Supersession"].as_manager()

    class Meta:
        """One answer to a pair of acts."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["followup", "by_act"], name="followup_superseded_once")
        ]

    def __str__(self) -> str:
        """Return state and act."""
        return f"{self.state} {self.by_act}"


class Reminder(Record):
    """That somebody is to be reminded of a mandate on a day; ``done`` once that was enough."""

    followup = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="reminders")
    on = models.DateField(db_index=True)
    to = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    done = models.BooleanField(default=False)

    objects: ClassVar[Any] = OfFollowUp["Reminder"].as_manager()

    class Meta:
        """The next first."""

        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        """Return day and words."""
        return f"{self.on} {self.words}".rstrip()
