"""Acts, the values lists filter them by, and what officers settled about them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from cpcj.frame.records import Record
from cpcj.register.models.states import ReviewState
from cpcj.register.models.texts import Provision, Text, TextVersion
from cpcj.register.models.visibility import OfText, TextBound

__all__ = ["Act", "ActValue", "Origin", "Review", "ReviewState"]


class Origin(models.TextChoices):
    """Where an act comes from."""

    READER = "reader"
    SPLIT = "split"
    MERGE = "merge"


class Act(Record):
    """One thing a body does in an operative paragraph; of an adopted text, a mandate.

    The columns hold the values in force: the machine's, or those that an officer put in their
    place (the machine's stay in :class:`Review`). Names are those of the record of acts.

    Attributes:
        paragraph: the operative paragraph; its ``full_text`` is what ``spans`` point into.
        provision: the paragraph or point it stands in.
        standing: that of its text, kept here for lists.
        spans: ``[start, end)`` lists by field: phrase, act, action, reiterated, deliverable; for
            addressee, qualifier, topic and citation one list a value, in the order of the values.
        source: pieces of the file, in characters after decoding.
        reader: version of the reader that made it.
        current: whether it is in force: of the current version, not merged or split away.
        replaced_by: the act that stands in its place after a merge or split.
        retired: a newer reading no longer finds it, and nobody had settled it.
        carried: fields that a newer reading would change but a person settled, with its value.
        generation: when it was last changed.
    """

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="acts")
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="all_acts")
    paragraph = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="acts")
    provision = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="+")
    identifier = models.CharField(max_length=330, db_index=True)
    paragraph_n = models.CharField(max_length=40)
    point = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField()
    standing = models.CharField(max_length=12)
    phrase = models.TextField()
    act = models.CharField(max_length=40)
    reiterated = models.BooleanField(default=False)
    action = models.TextField(blank=True)
    deliverable_what = models.TextField(blank=True)
    deliverable_to = models.CharField(max_length=80, blank=True)
    deliverable_when = models.TextField(blank=True)
    due_body = models.CharField(max_length=80, blank=True)
    due_session = models.IntegerField(null=True)
    due_from = models.DateField(null=True)
    due_to = models.DateField(null=True)
    spans = models.JSONField(default=dict)
    source = models.JSONField(default=list)
    reader = models.CharField(max_length=40)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.READER)
    review = models.CharField(
        max_length=12, choices=ReviewState.choices, default=ReviewState.UNREVIEWED
    )
    current = models.BooleanField(default=True)
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    retired = models.BooleanField(default=False)
    carried = models.JSONField(default=dict)
    generation = models.BigIntegerField(default=0, db_index=True)

    objects: ClassVar[Any] = OfText["Act"].as_manager()

    class Meta:
        """An identifier is in force once in a version."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "identifier"],
                condition=models.Q(current=True),
                name="register_act_identifier",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_from"], name="register_act_due"),
        ]

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier


class ActValueQuerySet(TextBound["ActValue"]):
    """Values of acts."""

    to_text = "act__text"


class ActValue(Record):
    """A value of an act in a field that can have several: addressee, qualifier, topic, citation."""

    class Field(models.TextChoices):
        """The fields."""

        ADDRESSEE = "addressee"
        QUALIFIER = "qualifier"
        TOPIC = "topic"
        CITATION = "citation"

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="values")
    field = models.CharField(max_length=10, choices=Field.choices)
    value = models.CharField(max_length=320)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[Any] = ActValueQuerySet.as_manager()

    class Meta:
        """Found by value, and by act in order."""

        indexes: ClassVar = [
            models.Index(fields=["field", "value", "act"], name="register_value_act"),
        ]

    def __str__(self) -> str:
        """Return field and value."""
        return f"{self.field}: {self.value}"


class Review(Record):
    """What an officer said about a derived value, with the machine's value beside it.

    Attributes:
        act, text: what it is about; one of the two.
        field: the field, by the names of the record; empty for the whole record.
        verdict: confirmed, corrected or rejected.
        machine: the value the machine had given.
        value: the value in force after it; for a rejected field, empty.
        reason: why, in the officer's words.
        standing: False when a later word on the same field took its place.
        carried_from: the same word on the act of an earlier version or reading.
    """

    act = models.ForeignKey(Act, null=True, on_delete=models.CASCADE, related_name="reviews")
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="reviews")
    field = models.CharField(max_length=20, blank=True)
    verdict = models.CharField(max_length=12, choices=ReviewState.choices)
    machine = models.JSONField(null=True)
    value = models.JSONField(null=True)
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    standing = models.BooleanField(default=True)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[Any] = OfText["Review"].as_manager()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        """Return verdict and field."""
        return f"{self.verdict} {self.field}".strip()
