"""What the calendar holds: derived entries with their deadlines, and what people settled."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models

from cpcj.frame.permissions import Actor, Permission, allows
from cpcj.frame.records import Record, RecordQuerySet
from cpcj.register.models import Text
from cpcj.register.models.visibility import OfText, TextBound

NO_DAY: Final = dt.date(9999, 12, 31)
"""Stands in an order for a day that is not known: such rows come last."""
LONG_AGO: Final = dt.date(1, 1, 1)
"""Stands for the unknown day of a text or document: it counts on every day that is asked about."""


class OfEntry(TextBound[Any]):
    """Records of an entry, seen with the text that asks."""

    to_text = "entry__text"


class DueEntry(Record):
    """A reporting request, once: that of the adopted text, or the furthest of its proposals.

    Derived from the register and built again when that changes; what people settled about it is
    kept by the identifier of the act (:class:`Settling`, :class:`Match`).

    Attributes:
        identifier: of the act that asks ("A/RES/70/178#op50.1").
        text: the text that asks.
        adopted: whether that text is adopted.
        asked_on: day of the text, :data:`LONG_AGO` where not known.
        paragraph: the paragraph's number with its point.
        phrase, action, words: the act's verb, what is asked, and the paragraph's whole words.
        what, to, when: the deliverable as read.
        addressees, topics: normalized, in order.
        recurrence: how often, a value of ``rules.requests.Recurrence``.
        doubts: codes of what is doubtful about the deadlines.
        machine: the deadlines as reckoned, where a person put others in their place.
        set_aside: a person said that it is no reporting request.
        chain: identifier of the first request of the series that asked the same.
    """

    identifier = models.CharField(max_length=330, unique=True)
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="due_entries")
    adopted = models.BooleanField()
    asked_on = models.DateField(default=LONG_AGO)
    paragraph = models.CharField(max_length=80)
    phrase = models.TextField(blank=True)
    action = models.TextField(blank=True)
    words = models.TextField(blank=True)
    what = models.TextField(blank=True)
    to = models.CharField(max_length=255, blank=True)
    when = models.TextField(blank=True)
    addressees = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    recurrence = models.CharField(max_length=12, blank=True, db_index=True)
    doubts = models.JSONField(default=list)
    machine = models.JSONField(null=True)
    set_aside = models.BooleanField(default=False)
    chain = models.CharField(max_length=330, db_index=True)

    objects: ClassVar[Any] = OfText["DueEntry"].as_manager()

    class Meta:
        """Read in the order of the list of what recurs."""

        indexes: ClassVar = [
            models.Index(
                fields=["-adopted", "recurrence", "-asked_on", "identifier"],
                name="reporting_recurring",
            ),
        ]

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier

    @property
    def asks(self) -> str:
        """Return what is asked in one line: the words of the act, "to submit a report …"."""
        return " ".join((self.action or self.what).split())


class Deadline(Record):
    """A session or day at which an entry is due, with the facts from which its state follows.

    The state itself is never stored: ``rules.states`` gives it for a day.

    Attributes:
        key: identifier of the act and key of the deadline, stable through every new derivation.
        body, session, start, end, basis: as in ``rules.requests.Deadline``.
        place: body and session ("general_assembly:71"), by which lists filter; "" for no session.
        order_on: ``start``, or :data:`NO_DAY`.
        adopted, set_aside, asked_on: those of the entry, kept here for lists.
        answered_by, answered_on, answer_title: the document a person matched, and its day.
        proposed_by, proposed_on, proposed_title: the document that a rule proposes.
        noted_by: identifier of the text that takes note of the answer or of the proposed one.
        traceable: something is held in which an answer would be listed; ``trace`` says what, or
            why not.
    """

    entry = models.ForeignKey(DueEntry, on_delete=models.CASCADE, related_name="deadlines")
    key = models.CharField(max_length=450, unique=True)
    body = models.CharField(max_length=255, blank=True)
    session = models.IntegerField(null=True)
    place = models.CharField(max_length=300, blank=True, db_index=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    order_on = models.DateField(default=NO_DAY)
    basis = models.CharField(max_length=12)
    adopted = models.BooleanField()
    set_aside = models.BooleanField(default=False)
    asked_on = models.DateField(default=LONG_AGO)
    answered_by = models.CharField(max_length=255, blank=True)
    answered_on = models.DateField(null=True)
    answer_title = models.TextField(blank=True)
    proposed_by = models.CharField(max_length=255, blank=True)
    proposed_on = models.DateField(null=True)
    proposed_title = models.TextField(blank=True)
    noted_by = models.CharField(max_length=330, blank=True)
    traceable = models.BooleanField(default=False)
    trace = models.CharField(max_length=40, blank=True)

    objects: ClassVar[Any] = OfEntry.as_manager()

    class Meta:
        """Read in order of time; found by body and session."""

        indexes: ClassVar = [
            models.Index(fields=["order_on", "id"], name="reporting_order"),
            models.Index(fields=["body", "session"], name="reporting_session"),
            models.Index(fields=["start"], name="reporting_start"),
            models.Index(fields=["end"], name="reporting_end"),
        ]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class EntryValue(Record):
    """A value of an entry that lists filter by: an addressee or a topic."""

    class Field(models.TextChoices):
        """The fields."""

        ADDRESSEE = "addressee"
        TOPIC = "topic"

    entry = models.ForeignKey(DueEntry, on_delete=models.CASCADE, related_name="values")
    field = models.CharField(max_length=10, choices=Field.choices)
    value = models.CharField(max_length=320)

    objects: ClassVar[Any] = OfEntry.as_manager()

    class Meta:
        """Found by value."""

        indexes: ClassVar = [
            models.Index(fields=["field", "value", "entry"], name="reporting_value"),
        ]

    def __str__(self) -> str:
        """Return field and value."""
        return f"{self.field}: {self.value}"


class Beside(Record):
    """The same request in an earlier stage of the text: a draft, or the committee's report."""

    entry = models.ForeignKey(DueEntry, on_delete=models.CASCADE, related_name="beside")
    identifier = models.CharField(max_length=330, db_index=True)
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="+")
    standing = models.CharField(max_length=12)

    objects: ClassVar[Any] = OfText["Beside"].as_manager()

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier


class OpenTables(RecordQuerySet[Any]):
    """Tables of documents: for the people who may bring them in."""

    def visible_to(self, user: Actor) -> OpenTables:
        """Return all to who may import, none to others."""
        return self if allows(user, Permission.REPORTING_IMPORT) else self.none()


class DocumentTable(Record):
    """A table of documents that an office uploaded; taken back, its documents count no more."""

    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, db_index=True)
    rows = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    objects: ClassVar[Any] = OpenTables.as_manager()

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class ReportQuerySet(RecordQuerySet[Any]):
    """Listed documents: what published texts, live tables and people list is seen by all."""

    def live(self) -> ReportQuerySet:
        """Return those that count: not removed, of a live table or a text that is shown to all."""
        return (
            self.filter(removed_at=None)
            .filter(models.Q(table=None) | models.Q(table__withdrawn_at=None))
            .filter(
                models.Q(text=None) | models.Q(text__current__isnull=False, text__published=True)
            )
        )

    def visible_to(self, user: Actor) -> ReportQuerySet:
        """Return those that count to all, the others to who may import."""
        return self if allows(user, Permission.REPORTING_IMPORT) else self.live()


class ListedReport(Record):
    """A document that a text lists, a table names, or a person entered.

    Attributes:
        symbol, title: as printed.
        date: its day, :data:`LONG_AGO` where not known.
        body, session: for which it was issued; "" and None where not known.
        listing: "considered", "noted", "table" or "entered".
        text, provision: the text that lists it and where; of a table or a person, none.
        series_title: recurring title of the text that lists it, and those beside it in its report.
        table: the table that names it.
        removed_at: a person removed it; it counts no more.
    """

    symbol = models.CharField(max_length=255, db_index=True)
    title = models.TextField(blank=True)
    date = models.DateField(default=LONG_AGO)
    body = models.CharField(max_length=255, blank=True)
    session = models.IntegerField(null=True)
    listing = models.CharField(max_length=12)
    text = models.ForeignKey(Text, null=True, on_delete=models.CASCADE, related_name="+")
    provision = models.CharField(max_length=330, blank=True)
    table = models.ForeignKey(
        DocumentTable, null=True, on_delete=models.CASCADE, related_name="documents"
    )
    removed_at = models.DateTimeField(null=True)
    removed_reason = models.TextField(blank=True)

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    class Meta:
        """Found by body and session."""

        indexes: ClassVar = [
            models.Index(fields=["body", "session"], name="reporting_listed"),
        ]

    def __str__(self) -> str:
        """Return the symbol."""
        return self.symbol


class OfOfficers(RecordQuerySet[Any]):
    """What people settled, with reasons and names: for the people who may match."""

    def visible_to(self, user: Actor) -> OfOfficers:
        """Return all to who may match, none to others."""
        return self if allows(user, Permission.REPORTING_MATCH) else self.none()


class Match(Record):
    """What a person said of a document and a deadline: that it answers it, or does not.

    Attributes:
        deadline: ``Deadline.key``.
        symbol: of the document.
        answers: True where it answers, False where a proposal was rejected.
        standing: False when it was taken back.
    """

    deadline = models.CharField(max_length=450, db_index=True)
    symbol = models.CharField(max_length=255)
    answers = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    standing = models.BooleanField(default=True)

    objects: ClassVar[Any] = OfOfficers.as_manager()

    def __str__(self) -> str:
        """Return the deadline and the symbol."""
        return f"{self.deadline} {self.symbol}"


class Settling(Record):
    """What a person said of an entry: other sessions than reckoned, or that it is no request.

    Attributes:
        identifier: of the act.
        set_aside: True where it is no reporting request.
        deadlines: ``[{"body", "session"}]`` in place of the reckoned ones; None leaves those.
        standing: False when a later word took its place.
    """

    identifier = models.CharField(max_length=330, db_index=True)
    set_aside = models.BooleanField(default=False)
    deadlines = models.JSONField(null=True)
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    standing = models.BooleanField(default=True)

    objects: ClassVar[Any] = OfOfficers.as_manager()

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier


class Derivation(Record):
    """One row: of which state of the register the entries were derived, and how far ahead."""

    generation = models.BigIntegerField()
    horizon = models.IntegerField()
    rules = models.PositiveIntegerField()

    objects: ClassVar[Any] = RecordQuerySet["Derivation"].as_manager()

    def __str__(self) -> str:
        """Return the generation."""
        return str(self.generation)
