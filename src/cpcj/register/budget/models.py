"""Editions of the budget's list, their rows and treaties, and imports that wait for a yes."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models

from cpcj.frame.permissions import Actor, Permission, allows
from cpcj.frame.records import Record, RecordQuerySet

M = TypeVar("M", bound=models.Model)


class BudgetQuerySet(RecordQuerySet[M]):
    """What the lists hold: for whoever may see the budget's lists."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may see the lists, none to others."""
        return self.all() if allows(user, Permission.BUDGET_VIEW) else self.none()


class ProposalQuerySet(RecordQuerySet["Proposal"]):
    """Imports that wait: for whoever may import."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may import, none to others."""
        return self.all() if allows(user, Permission.BUDGET_IMPORT) else self.none()


class Edition(Record):
    """The list of one year.

    Attributes:
        year: of the budget.
        name: of the file that was imported last.
        form: "table", "tree" or "word".
        symbol: of the document; empty where the file prints none.
        dated: day of the document, as the file or the officer says it.
        digest: SHA-256 of the file.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=255)
    form = models.CharField(max_length=8)
    symbol = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = BudgetQuerySet["Edition"].as_manager()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-year"]

    def __str__(self) -> str:
        """Return the year."""
        return str(self.year)


class Line(Record):
    """A row of an edition: what is printed, what it means, and what an officer corrected.

    Attributes:
        year: of the edition, since lists never join.
        position … publisher_symbol: as :class:`cpcj.resolutions.budget.Row`.
        body … reasons: as :class:`cpcj.resolutions.budget.Resolved`, in force. ``reasons`` are
            pairs of a rule's key and its words.
        series: title without what changes from year to year; empty where the row has no title.
        machine: the same values as the rules gave them, by name.
        corrected: whether an officer has said otherwise.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="lines")
    year = models.PositiveSmallIntegerField(db_index=True)
    position = models.PositiveIntegerField()
    subprogramme = models.CharField(max_length=8, blank=True)
    subprogramme_title = models.CharField(max_length=500, blank=True)
    component = models.CharField(max_length=8, blank=True)
    source = models.CharField(max_length=500)
    printed = models.CharField(max_length=1000)
    description = models.TextField(blank=True)
    publisher_symbol = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=80)

    body = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=16, blank=True)
    session = models.CharField(max_length=16, blank=True)
    number = models.CharField(max_length=40, blank=True)
    year_from = models.PositiveSmallIntegerField(null=True)
    year_to = models.PositiveSmallIntegerField(null=True)
    citation = models.CharField(max_length=1200, blank=True)
    identifier = models.CharField(max_length=255, blank=True, db_index=True)
    made = models.BooleanField(default=False)
    carries = models.CharField(max_length=40, blank=True)
    publisher = models.CharField(max_length=8)
    reasons = models.JSONField(default=list)
    series = models.CharField(max_length=500, blank=True)

    machine = models.JSONField(default=dict)
    corrected = models.BooleanField(default=False)
    correction_reason = models.TextField(blank=True)
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = BudgetQuerySet["Line"].as_manager()

    class Meta:
        """In the order of the list."""

        ordering: ClassVar = ["-year", "position", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["year", "position"], name="budget_line_place"),
        ]

    def __str__(self) -> str:
        """Return year and citation."""
        return f"{self.year}: {self.citation or self.printed}"

    @property
    def symbol(self) -> str:
        """The document symbol; empty where the text has none of its own."""
        return "" if self.made else self.identifier


class Treaty(Record):
    """A treaty that an edition lists; ``instruments`` are keys of the vocabulary, in order."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="treaties")
    position = models.PositiveIntegerField()
    subprogramme = models.CharField(max_length=8, blank=True)
    heading = models.CharField(max_length=500)
    name = models.CharField(max_length=1000)
    instruments = models.JSONField(default=list)
    place = models.CharField(max_length=80)

    objects: ClassVar[Any] = BudgetQuerySet["Treaty"].as_manager()

    class Meta:
        """In the order of the list."""

        ordering: ClassVar = ["-edition__year", "position", "pk"]
        verbose_name_plural = "treaties"

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Proposal(Record):
    """A file that was read and waits for a yes, or was carried out.

    ``content`` holds what was read: lists of rows, treaties and problems.
    """

    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    form = models.CharField(max_length=8)
    symbol = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    carried_out_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ProposalQuerySet.as_manager()

    def __str__(self) -> str:
        """Return year and file."""
        return f"{self.year}: {self.name}"
