"""Members, budgets, shares, assessments; the ledger of what members paid; what follows of arrears.

Amounts are whole cents of a dollar.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.funding.institute.rules.tables import Kind
from cpcj.funding.institute.visibility import (
    OfAssessments,
    OfEntries,
    OfKeepers,
    OfMembers,
    OfViewers,
)
from cpcj.funding.models.books import BOOKS, Unchanging
from cpcj.funding.rules.ledger import Deed

DEEDS = {
    Deed.AGREED: _("Assessed"),
    Deed.RECEIVED: _("Paid"),
    Deed.ALLOCATED: _("Credit set against an assessment"),
    Deed.WRITTEN_OFF: _("Written off"),
    Deed.REVERSED: _("Reversed"),
}
TABLES = {
    Kind.SCALE: _("Scale of shares"),
    Kind.PAYMENTS: _("Payments"),
    Kind.ASSESSMENTS: _("Assessments of earlier years"),
}


class SourceKind(models.TextChoices):
    """Where the rest of a budget comes from."""

    HOST = "host", _("Host country")
    GRANT = "grant", _("Grant of the United Nations")
    SHARED = "shared", _("Cost-sharing with a partner")
    OTHER = "other", _("Other source")


def _state() -> models.CharField[str, str]:
    return models.CharField(_("State"), max_length=3, db_index=True)


class _OfYear(Record):
    """Something of one budget year, with its source."""

    year = models.PositiveSmallIntegerField(_("year"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        """Abstract."""

        abstract = True

    def __str__(self) -> str:
        """Return the year."""
        return str(self.year)


class Member(Record):
    """That a State is a member from a day to another; again a member is another record.

    Attributes:
        state: ISO 3166-1 alpha-3 code.
        until: the last day; None where it is open.
    """

    state = _state()
    since = models.DateField(_("member since"))
    until = models.DateField(_("member until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    objects: ClassVar[Any] = OfMembers["Member"].as_manager()

    class Meta:
        """By State."""

        ordering = ("state", "since")
        constraints = (
            models.UniqueConstraint(fields=("state", "since"), name="institute_member_once"),
        )

    def __str__(self) -> str:
        """Return the code."""
        return self.state


class Budget(_OfYear):
    """The budget that was approved for a year; ``source`` names the decision."""

    cents = models.BigIntegerField(_("amount"))
    approved_on = models.DateField(_("approved on"))

    objects: ClassVar[Any] = OfViewers["Budget"].as_manager()

    class Meta:
        """The newest first, one a year."""

        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(fields=("year",), name="institute_one_budget_a_year"),
            models.CheckConstraint(
                condition=models.Q(cents__gt=0), name="institute_budget_above_nothing"
            ),
        )


class Percentage(Record):
    """What per cent of the budget members are to fund, from a day on."""

    percent = models.DecimalField(_("per cent"), max_digits=6, decimal_places=3)
    since = models.DateField(_("since"), unique=True)
    source = models.CharField(_("source"), max_length=300)

    objects: ClassVar[Any] = OfViewers["Percentage"].as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-since",)

    def __str__(self) -> str:
        """Return the day."""
        return str(self.since)


class Scale(_OfYear):
    """A scale of shares that holds from a year on until the next."""

    digest = models.CharField(max_length=64)

    objects: ClassVar[Any] = OfViewers["Scale"].as_manager()

    class Meta:
        """The newest first, one from a year on."""

        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(fields=("year",), name="institute_one_scale_a_year"),
        )


class Share(Record):
    """A State's share in per cent."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="shares")
    state = _state()
    percent = models.DecimalField(_("per cent"), max_digits=9, decimal_places=6)

    objects: ClassVar[Any] = OfViewers["Share"].as_manager()

    class Meta:
        """Each State once."""

        ordering = ("state",)
        constraints = (
            models.UniqueConstraint(fields=("scale", "state"), name="institute_share_once"),
        )

    def __str__(self) -> str:
        """Return the code."""
        return self.state


class OtherSource(_OfYear):
    """What others than the members give for a year."""

    kind = models.CharField(_("kind"), max_length=10, choices=SourceKind.choices)
    name = models.CharField(_("name"), max_length=200)
    cents = models.BigIntegerField(_("amount"))

    objects: ClassVar[Any] = OfViewers["OtherSource"].as_manager()

    class Meta:
        """By year and kind."""

        ordering = ("-year", "kind", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(cents__gt=0), name="institute_source_above_nothing"
            ),
        )


class Assessment(Record):
    """What a member is to pay for a year.

    Attributes:
        share: in per cent, as the scale gave it; None for assessments that came with a table.
    """

    state = _state()
    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    share = models.DecimalField(_("share"), max_digits=9, decimal_places=6, null=True)
    cents = models.BigIntegerField(_("assessed"))
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("due on"))

    objects: ClassVar[Any] = OfMembers["Assessment"].as_manager()

    class Meta:
        """By year and State."""

        ordering = ("-year", "state")
        constraints = (
            models.UniqueConstraint(fields=("state", "year"), name="institute_assessed_once"),
            models.CheckConstraint(
                condition=models.Q(cents__gt=0), name="institute_assessed_above_nothing"
            ),
        )

    def __str__(self) -> str:
        """Return State and year."""
        return f"{self.state} {self.year}"


class Entry(Unchanging):
    """A balanced entry on a member's account.

    Attributes:
        reverses: the entry that it turns round.
    """

    state = _state()
    day = models.DateField(_("date"), db_index=True)
    deed = models.CharField(
        _("what"), max_length=20, choices=[(deed.value, label) for deed, label in DEEDS.items()]
    )
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[Any] = OfMembers["Entry"].as_manager()

    class Meta:
        """In the order in which they were written."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Return number, day and what."""
        return f"{self.pk} {self.day} {self.deed}"


class Posting(Unchanging):
    """An amount in cents on an account of a State; ``year`` names the assessment, None for none."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    book = models.CharField(
        _("account"), max_length=20, choices=[(book.value, label) for book, label in BOOKS.items()]
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    cents = models.BigIntegerField(_("amount"))

    objects: ClassVar[Any] = OfEntries["Posting"].as_manager()

    class Meta:
        """In the order of the entry."""

        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(cents=0), name="institute_posting_moves_something"
            ),
        )

    def __str__(self) -> str:
        """Return account and amount."""
        return f"{self.book} {self.cents}"


class Payment(Record):
    """What a member paid; it counts until its entry is reversed.

    Attributes:
        reference: the payer's or the bank's; a member's reference stands once.
    """

    state = _state()
    on = models.DateField(_("date"), db_index=True)
    cents = models.BigIntegerField(_("amount"))
    reference = models.CharField(_("reference"), max_length=100)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="payment")

    objects: ClassVar[Any] = OfMembers["Payment"].as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("state", "reference"), name="institute_paid_once"),
        )

    def __str__(self) -> str:
        """Return State and reference."""
        return f"{self.state} {self.reference}"


class _Decided(Record):
    """What was done because of a decision, and the decision's symbol."""

    symbol = models.CharField(_("decision"), max_length=100)
    decided_on = models.DateField(_("decided on"))

    class Meta:
        """Abstract."""

        abstract = True

    def __str__(self) -> str:
        """Return the symbol."""
        return self.symbol


class WriteOff(_Decided):
    """That a part of an assessment will not come in, because it was so decided."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="written_off")
    cents = models.BigIntegerField(_("amount"))
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="write_off")

    objects: ClassVar[Any] = OfAssessments["WriteOff"].as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-decided_on", "-pk")


class Plan(_Decided):
    """That a member pays its arrears in instalments, as was decided.

    ``instalments`` holds pairs of a day as ``2026-01-31`` and cents.
    """

    state = _state()
    instalments = models.JSONField(_("instalments"), default=list)

    objects: ClassVar[Any] = OfMembers["Plan"].as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-decided_on", "-pk")


class Notice(Record):
    """A notice of arrears as it was sent.

    Attributes:
        number: ``2026/3``, counted by year.
        lines: what was outstanding by assessment: code, day it was due, cents.
        next_on: when the next is due if arrears remain.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    state = _state()
    on = models.DateField(_("date"))
    language = models.CharField(_("language"), max_length=10)
    lines = models.JSONField(default=list)
    cents = models.BigIntegerField(_("arrears"))
    next_on = models.DateField(_("next due on"))

    objects: ClassVar[Any] = OfMembers["Notice"].as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        """Return the number."""
        return self.number


class TableProposal(Record):
    """A table that was read and waits for a yes; ``year`` is the first year of a scale."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=[(kind.value, label) for kind, label in TABLES.items()]
    )
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    source = models.CharField(_("source"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = OfKeepers["TableProposal"].as_manager()

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name
