"""Applications, what identifies their grantees, their files, their readers and scores."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.funding.trust_fund.models.calls import Call
from cpcj.funding.trust_fund.models.visibility import (
    Applications,
    Assignments,
    Attachments,
    OfAttachment,
    Particulars,
    Scores,
)
from cpcj.funding.trust_fund.rules.states import ApplicationStatus
from cpcj.funding.trust_fund.rules.withheld import Part

_PERSON = settings.AUTH_USER_MODEL
PARTS = {
    Part.NAME: _("Name"),
    Part.ADDRESS: _("Address"),
    Part.PLACE: _("Place"),
    Part.CONTACT: _("Contact"),
    Part.AMOUNT: _("Amount"),
    Part.STATE: _("State"),
}


class Application(Record):
    """An application; nothing in this row says whose it is in words.

    Attributes:
        number: ``TIP-2027-0001``, by which everybody calls it.
        founded: the year in which the organization was.
        confirmed: the statements of the call that the applicant confirmed.
        shelter: whether victims live there: name and place never leave the system.
        chosen: parts that are to be withheld, as the applicant or the office chose.
        embargoed: whether anything is withheld.
        third_called: whether a third reader is needed.
        scores_open: whether all scores are in, so that readers and office see them.
        decision_reason: why it was declined, or withdrawn, or awarded.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    number = models.CharField(_("number"), max_length=20, unique=True)
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        _("state of the application"), max_length=12, choices=ApplicationStatus.choices,
        default=ApplicationStatus.DRAFT, db_index=True,
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("what is proposed"), max_length=20_000)
    founded = models.PositiveSmallIntegerField(_("year founded"))
    months = models.PositiveSmallIntegerField(_("months"))
    confirmed = models.JSONField(default=list)
    shelter = models.BooleanField(_("shelter"), default=False)
    chosen = models.JSONField(_("withheld"), default=list)
    embargoed = models.BooleanField(default=False)
    third_called = models.BooleanField(default=False)
    scores_open = models.BooleanField(default=False)
    sent_on = models.DateField(_("sent on"), null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    decision_reason = models.TextField(blank=True)

    objects: ClassVar[Any] = Applications["Application"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-number",)

    def __str__(self) -> str:
        """Return the number, and no more: it stands in logs and histories."""
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("trust_fund:application", args=[self.number])


class Particular(Record):
    """What identifies a grantee, one value a row; an amount in cents beside its words."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="particulars"
    )
    part = models.CharField(max_length=8, choices=[(k.value, v) for k, v in PARTS.items()])
    value = models.TextField(blank=True)
    cents = models.BigIntegerField(null=True)
    withheld = models.BooleanField(default=False)

    objects: ClassVar[Any] = Particulars["Particular"].as_manager()

    class Meta:
        """Each part once."""

        constraints = (
            models.UniqueConstraint(fields=("application", "part"), name="trust_fund_part_once"),
        )

    def __str__(self) -> str:
        """Return which part it is, never its value."""
        return self.part


class Attachment(Record):
    """A file of an application or of a report on its grant; its name is made harmless."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="attachments"
    )
    report = models.ForeignKey(
        "trust_fund.Report", null=True, on_delete=models.CASCADE, related_name="attachments"
    )
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Attachments["Attachment"].as_manager()

    class Meta:
        """In the order they came."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Return the key: a name may tell whose it is."""
        return str(self.pk)


class AttachmentContent(Record):
    """The bytes of a file, apart so that no list reads them."""

    attachment = models.OneToOneField(
        Attachment, primary_key=True, on_delete=models.CASCADE, related_name="content"
    )
    bytes = models.BinaryField()

    objects: ClassVar[Any] = OfAttachment["AttachmentContent"].as_manager()

    def __str__(self) -> str:
        """Return the file's key."""
        return str(self.pk)


class Assignment(Record):
    """That a person is to read an application.

    Attributes:
        conflict: None until the reader says whether there is a conflict of interest.
        scored_at: when the scores were given; they do not change after that.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="assignments"
    )
    reader = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    conflict = models.BooleanField(_("conflict of interest"), null=True)
    conflict_reason = models.TextField(blank=True)
    declared_at = models.DateTimeField(null=True)
    scored_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Assignments["Assignment"].as_manager()

    class Meta:
        """In the order of assignment; a person once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("application", "reader"), name="trust_fund_reader_once"
            ),
        )

    def __str__(self) -> str:
        """Return the key."""
        return str(self.pk)


class Score(Record):
    """The points of a reader on a criterion of the call, with why."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.CharField(max_length=40)
    points = models.PositiveSmallIntegerField()
    reason = models.TextField(_("reason"), blank=True)

    objects: ClassVar[Any] = Scores["Score"].as_manager()

    class Meta:
        """Each criterion once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("assignment", "criterion"), name="trust_fund_score_once"
            ),
        )

    def __str__(self) -> str:
        """Return criterion and points."""
        return f"{self.criterion}: {self.points}"
