"""Donors, what they pledged and agreed, what came in, and what it is spent on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import named
from cpcj.frame.records import Record
from cpcj.funding.models.visibility import OfDonors, seen_organizations, sees_everything
from cpcj.funding.rules.charges import Channel, Earmarking, LevyPayment
from cpcj.funding.rules.money import Money

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


class DonorKind(models.TextChoices):
    """What a donor is."""

    GOVERNMENT = "government", _("Government")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
    PRIVATE = "private", _("Private sector")
    FOUNDATION = "foundation", _("Foundation or civil society")
    REGULAR_BUDGET = "regular_budget", _("Regular budget")
    PUBLIC = "public", _("Individuals, through a campaign")


class Status(models.TextChoices):
    """Where a contribution stands."""

    PLEDGED = "pledged", _("Pledged")
    AGREED = "agreed", _("Agreed")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


EARMARKINGS = {
    Earmarking.GENERAL_PURPOSE: _("General purpose"),
    Earmarking.SOFT: _("Softly earmarked"),
    Earmarking.SPECIAL_PURPOSE: _("Special purpose"),
}
CHANNELS = {
    Channel.SINGLE_PROJECT: _("A single project"),
    Channel.CORE: _("Core resources"),
    Channel.POOLED: _("Pooled fund"),
    Channel.THEMATIC: _("Thematic fund"),
    Channel.HUMANITARIAN: _("Humanitarian assistance"),
    Channel.OWN_COUNTRY: _("A Government for its own country"),
}
LEVY_PAYMENTS = {
    LevyPayment.BESIDE: _("Paid by the donor beside the contribution"),
    LevyPayment.OUT_OF: _("Taken out of the contribution"),
}


class DonorQuerySet(OfDonors["Donor"]):
    """Donors; a donor sees itself."""

    to_organization = "organization"


class Donor(Record):
    """Who gives.

    Attributes:
        names: name by language code; ``en`` is always there.
        state: ISO 3166-1 alpha-3 code of a Government's State; empty for others.
        organization: whose people may follow what it gave; None where nobody has an account.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = models.JSONField(_("names"), default=dict)
    kind = models.CharField(_("kind"), max_length=20, choices=DonorKind.choices)
    state = models.CharField(_("State"), max_length=3, blank=True)
    organization = models.ForeignKey(
        "accounts.Organization",
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar[Any] = DonorQuerySet.as_manager()

    class Meta:
        """By code."""

        ordering = ("code",)

    def __str__(self) -> str:
        """Return the name in the reader's language, else in English."""
        return named(self.names) or self.code


class ContributionQuerySet(OfDonors["Contribution"]):
    """Contributions."""

    to_organization = "donor__organization"


class Contribution(Record):
    """What a donor pledged, then agreed to give.

    Attributes:
        minor: the amount in the smallest unit of ``currency``: pledged, then agreed.
        dollars: the same in cents at ``rate``, which held on ``rate_on``: of the pledge, then of
            the agreement.
        pledged, pledged_dollars, pledged_rate, pledged_rate_on: the same as it was pledged, kept
            once it is agreed; None before that.
        levy: cents; ``levy_reason`` says by which rule, or why another amount was said.
        starts_on, ends_on: the time in which it may be spent.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    donor = models.ForeignKey(
        Donor, verbose_name=_("donor"), on_delete=models.PROTECT, related_name="contributions"
    )
    title = models.CharField(_("title"), max_length=300)
    purpose = models.TextField(_("purpose"), blank=True, max_length=5000)
    earmarking = models.CharField(
        _("earmarking"), max_length=20, choices=[(k.value, v) for k, v in EARMARKINGS.items()]
    )
    channel = models.CharField(
        _("channel"), max_length=20, choices=[(k.value, v) for k, v in CHANNELS.items()]
    )
    in_kind = models.BooleanField(_("in kind"), default=False)
    currency = models.CharField(_("currency"), max_length=3)
    minor = models.BigIntegerField(_("amount"))
    dollars = models.BigIntegerField(_("in dollars"))
    rate = models.DecimalField(_("rate"), max_digits=20, decimal_places=8)
    rate_on = models.DateField(_("date of the rate"), null=True, blank=True)
    pledged = models.BigIntegerField(_("pledged"), null=True, blank=True)
    pledged_dollars = models.BigIntegerField(_("pledged in dollars"), null=True, blank=True)
    pledged_rate = models.DecimalField(
        _("rate of the pledge"), max_digits=20, decimal_places=8, null=True, blank=True
    )
    pledged_rate_on = models.DateField(_("date of the rate of the pledge"), null=True, blank=True)
    levy = models.BigIntegerField(_("coordination levy"), default=0)
    levy_reason = models.CharField(max_length=300, blank=True)
    levy_payment = models.CharField(
        _("levy"),
        max_length=10,
        choices=[(k.value, v) for k, v in LEVY_PAYMENTS.items()],
        default=LevyPayment.BESIDE.value,
    )
    pledged_on = models.DateField(_("pledged on"))
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.PLEDGED
    )
    status_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[Any] = ContributionQuerySet.as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-pledged_on", "code")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(minor__gt=0, dollars__gte=0), name="funding_amount_above_nothing"
            ),
        )

    def __str__(self) -> str:
        """Return code and title."""
        return f"{self.code}: {self.title}"

    @property
    def money(self) -> Money:
        """The amount in the currency given."""
        return Money(self.minor, self.currency)

    @property
    def dollars_of_pledge(self) -> int:
        """What was pledged in cents, at the rate of that day."""
        return self.dollars if self.pledged_dollars is None else self.pledged_dollars


class FundedProvision(Record):
    """A paragraph that a contribution funds, by its stable identifier ("A/RES/70/178#op46")."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="provisions"
    )
    identifier = models.CharField(max_length=255, db_index=True)

    objects: ClassVar[Any] = OfDonors["FundedProvision"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("identifier",)
        constraints = (
            models.UniqueConstraint(
                fields=("contribution", "identifier"), name="funding_provision_once"
            ),
        )

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier


class Instalment(Record):
    """A part of a contribution that is due on a day, in the smallest unit of its currency."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="instalments"
    )
    due_on = models.DateField(_("due on"))
    minor = models.BigIntegerField(_("amount"))

    objects: ClassVar[Any] = OfDonors["Instalment"].as_manager()

    class Meta:
        """In order of time."""

        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        """Return the day."""
        return str(self.due_on)


class Receipt(Record):
    """What came in: in the currency given, and in dollars at the rate of the day.

    Attributes:
        minor: in the smallest unit of the contribution's currency.
        cents: in dollars at ``rate``, which held from ``rate_on``.
        entry: the ledger's entry; the receipt counts until that is reversed.
    """

    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, related_name="receipts"
    )
    on = models.DateField(_("date"))
    minor = models.BigIntegerField(_("amount"))
    cents = models.BigIntegerField(_("in dollars"))
    rate = models.DecimalField(_("rate"), max_digits=20, decimal_places=8)
    rate_on = models.DateField(_("date of the rate"), null=True)
    entry = models.OneToOneField(
        "funding.EntryRow", on_delete=models.PROTECT, related_name="receipt"
    )

    objects: ClassVar[Any] = OfDonors["Receipt"].as_manager()

    class Meta:
        """In order of time."""

        ordering = ("on", "pk")

    def __str__(self) -> str:
        """Return the day."""
        return str(self.on)


class CostObjectQuerySet(OfDonors["CostObject"]):
    """Cost objects; a donor sees those that its contributions were allocated to."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to a donor those of its contributions, none to others."""
        if sees_everything(user):
            return self
        mine = seen_organizations(user)
        if not mine:
            return self.none()
        from cpcj.funding.models.books import Balance

        own = Balance.objects.filter(contribution__donor__organization__in=mine)
        return self.filter(pk__in=own.values("cost_object"))


class CostObject(Record):
    """What money is allocated to and spent on: a project, a fund's grants, a post."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300)
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    objects: ClassVar[Any] = CostObjectQuerySet.as_manager()

    class Meta:
        """By code."""

        ordering = ("code",)

    def __str__(self) -> str:
        """Return code and title."""
        return f"{self.code}: {self.title}"
