"""Campaigns and their donations; events, who is invited to them, whose participation is paid."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.funding.campaigns.visibility import OfEverybody, OfKeepers
from cpcj.funding.models import Contribution, CostObject, Donor, EntryRow


class Campaign(Record):
    """A campaign that people give to.

    Attributes:
        fund: what the donations are for: the cost object they are to be allocated to.
        public_donor: stands in the ledger for those who give and are no donor of their own.
        closed_on: after this day no donation is recorded; None while it is open.
    """

    code = models.SlugField(_("code"), max_length=30, unique=True)
    title = models.CharField(_("title"), max_length=300)
    purpose = models.TextField(_("purpose"), blank=True, max_length=5000)
    fund = models.ForeignKey(
        CostObject, verbose_name=_("fund"), on_delete=models.PROTECT, related_name="+"
    )
    public_donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects: ClassVar[Any] = OfEverybody["Campaign"].as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-opened_on", "code")

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Donation(Record):
    """What somebody gave; the amount is the contribution's, in its currency and in dollars.

    Attributes:
        name: of the giver, kept inside the office; empty for an anonymous one.
        agreed_to_be_named: whether the name may stand on the campaign's page.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="donations")
    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, related_name="donation"
    )
    on = models.DateField(_("date"), db_index=True)
    name = models.CharField(_("donor"), max_length=200, blank=True)
    agreed_to_be_named = models.BooleanField(_("agreed to be named"), default=False)

    objects: ClassVar[Any] = OfKeepers["Donation"].as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        """Return the contribution's code."""
        return self.contribution.code


class Event(Record):
    """A congress or conference that States are sponsored to take part in.

    Attributes:
        cost_object: where the money for it is allocated, committed and spent.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300)
    place = models.CharField(_("place"), max_length=200)
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    cost_object = models.ForeignKey(
        CostObject, verbose_name=_("cost object"), on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[Any] = OfEverybody["Event"].as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-starts_on", "code")

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Invitation(Record):
    """That a least developed country is invited to ask for its participation to be paid."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations")
    state = models.CharField(_("State"), max_length=3)
    source = models.CharField(_("source"), max_length=300)

    objects: ClassVar[Any] = OfEverybody["Invitation"].as_manager()

    class Meta:
        """Each State once."""

        ordering = ("state",)
        constraints = (
            models.UniqueConstraint(fields=("event", "state"), name="campaigns_invited_once"),
        )

    def __str__(self) -> str:
        """Return the code."""
        return self.state


class SponsorshipStatus(models.TextChoices):
    """Where a request for sponsorship stands."""

    ASKED = "asked", _("Asked")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    SETTLED = "settled", _("Settled")


class Sponsorship(Record):
    """A State's request that the participation of its delegates be paid.

    Attributes:
        asked: cents that are asked for; ``committed`` what a second person decided.
        contribution: out of which it is paid, once it is approved.
        recorded_by: who recorded the request, and so does not decide about it.
    """

    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, related_name="sponsorship"
    )
    asked_on = models.DateField(_("asked on"))
    persons = models.PositiveSmallIntegerField(_("delegates"))
    asked = models.BigIntegerField(_("asked for"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=SponsorshipStatus.choices,
        default=SponsorshipStatus.ASKED,
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision = models.CharField(_("why"), max_length=500, blank=True)
    contribution = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[Any] = OfKeepers["Sponsorship"].as_manager()

    class Meta:
        """By State."""

        ordering = ("invitation__state",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(asked__gt=0, persons__gt=0), name="campaigns_asks_for_something"
            ),
        )

    def __str__(self) -> str:
        """Return the State."""
        return self.invitation.state


class SponsorshipEntry(Record):
    """An entry of the funding ledger that pays a sponsorship: committed, released or spent."""

    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.PROTECT, related_name="entries")
    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    cents = models.BigIntegerField(_("amount"))

    objects: ClassVar[Any] = OfKeepers["SponsorshipEntry"].as_manager()

    class Meta:
        """In the order of the ledger."""

        ordering = ("entry",)

    def __str__(self) -> str:
        """Return the entry's number."""
        return str(self.entry_id)
