"""Grants, their instalments, the reports on them, the victims assisted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.funding.models import Contribution, CostObject, EntryRow
from cpcj.funding.trust_fund.models.applications import Application
from cpcj.funding.trust_fund.models.visibility import Grants, OfGrant
from cpcj.funding.trust_fund.rules.states import Age, Aid, GrantStatus, ReportStatus, Sex

_PERSON = settings.AUTH_USER_MODEL


class Grant(Record):
    """What was awarded.

    Attributes:
        number: the application's.
        cents: of dollars; shown only through ``shown_to``.
        contribution, cost_object: of the ledger, where it is committed.
        signed_on: the day of the agreement; nothing is paid before it.
        reason: why it is suspended, or was closed.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="grant")
    number = models.CharField(_("number"), max_length=20, unique=True)
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+"
    )
    cents = models.BigIntegerField()
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    cost_object = models.ForeignKey(CostObject, on_delete=models.PROTECT, related_name="+")
    commitment = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        _("state of the grant"), max_length=10, choices=GrantStatus.choices,
        default=GrantStatus.ACTIVE, db_index=True,
    )  # fmt: skip
    reason = models.TextField(blank=True)
    awarded_on = models.DateField(_("awarded on"))
    awarded_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    signed_on = models.DateField(_("agreement signed on"), null=True)

    objects: ClassVar[Any] = Grants["Grant"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(cents__gt=0), name="trust_fund_above_nothing"
            ),
        )

    def __str__(self) -> str:
        """Return the number, and no more."""
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("trust_fund:grant", args=[self.number])


class GrantInstalment(Record):
    """A part of a grant: paid once the report on the part before it is accepted.

    Attributes:
        planned_on: when it is to be paid.
        report_due_on: by when its use is to be reported.
        entry: the expenditure in the ledger, once it is paid.
        refunded: cents of it that came back.
    """

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="instalments")
    position = models.PositiveSmallIntegerField(_("instalment"))
    cents = models.BigIntegerField()
    planned_on = models.DateField(_("planned on"))
    report_due_on = models.DateField(_("report due on"))
    paid_on = models.DateField(_("paid on"), null=True)
    entry = models.OneToOneField(EntryRow, null=True, on_delete=models.PROTECT, related_name="+")
    refunded = models.BigIntegerField(default=0)

    objects: ClassVar[Any] = OfGrant["GrantInstalment"].as_manager()

    class Meta:
        """In order."""

        ordering = ("grant", "position")
        constraints = (
            models.UniqueConstraint(fields=("grant", "position"), name="trust_fund_position_once"),
            models.CheckConstraint(
                condition=models.Q(cents__gt=0, refunded__gte=0, refunded__lte=models.F("cents")),
                name="trust_fund_instalment_amounts",
            ),
        )

    def __str__(self) -> str:
        """Return the place."""
        return str(self.position)


class InstalmentRecords(OfGrant["Report"]):
    """What hangs on an instalment."""

    to_grant = "instalment__grant"


class Report(Record):
    """What a grantee reports on the use of an instalment.

    Attributes:
        organization: the grant's.
        narrative: in words.
        spent: cents.
        answer: why it was returned, or a word with which it was accepted.
    """

    instalment = models.OneToOneField(
        GrantInstalment, on_delete=models.CASCADE, related_name="report"
    )
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        _("state of the report"), max_length=10, choices=ReportStatus.choices,
        default=ReportStatus.SUBMITTED,
    )  # fmt: skip
    narrative = models.TextField(_("narrative"), max_length=20_000)
    spent = models.BigIntegerField(_("spent"))
    sent_on = models.DateField(_("sent on"))
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True)

    objects: ClassVar[Any] = InstalmentRecords.as_manager()

    class Meta:
        """In order."""

        ordering = ("instalment",)

    def __str__(self) -> str:
        """Return the key."""
        return str(self.pk)


class AssistedRecords(OfGrant["Assisted"]):
    """Counts of a report."""

    to_grant = "report__instalment__grant"


class Assisted(Record):
    """How many victims were given a kind of aid: a count, never a person.

    A person who is given two kinds of aid is counted with each.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="assisted")
    sex = models.CharField(max_length=6, choices=Sex.choices)
    age = models.CharField(max_length=7, choices=Age.choices)
    aid = models.CharField(max_length=13, choices=Aid.choices)
    number = models.PositiveIntegerField()

    objects: ClassVar[Any] = AssistedRecords.as_manager()

    class Meta:
        """Each group once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("report", "sex", "age", "aid"), name="trust_fund_assisted_once"
            ),
        )

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)
