"""Funds and their calls for proposals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import named
from cpcj.frame.records import Record
from cpcj.funding.models import CostObject
from cpcj.funding.trust_fund.models.visibility import Calls, Everybodys, OfHandlers
from cpcj.funding.trust_fund.rules.states import CallStatus


class Fund(Record):
    """A fund that gives grants by calls for proposals.

    Attributes:
        prefix: what the numbers of its applications begin with.
        names: its name by language code; ``en`` is always there.
        provisions: texts or paragraphs that set it up, by identifier.
        cost_object: of the ledger; its grants are committed there.
        sealed: of the ledger, for grants whose amount is withheld: what is committed and spent on
            it is seen only by those who see what is withheld.
        third_above: points of 100; two readers who differ by more call a third.
        minimum_shown: the smallest number of grants or people that is shown.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    prefix = models.SlugField(_("prefix of numbers"), max_length=6, unique=True)
    names = models.JSONField(_("names"), default=dict)
    purpose = models.TextField(_("purpose"), blank=True, max_length=5000)
    provisions = models.JSONField(_("set up by"), default=list)
    cost_object = models.ForeignKey(
        CostObject, verbose_name=_("cost object"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    sealed = models.ForeignKey(
        CostObject, verbose_name=_("cost object for withheld amounts"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    third_above = models.PositiveSmallIntegerField(
        _("difference that calls a third reader"), default=20, validators=[MaxValueValidator(100)]
    )
    minimum_shown = models.PositiveSmallIntegerField(_("smallest number shown"), default=5)

    objects: ClassVar[Any] = Everybodys["Fund"].as_manager()

    class Meta:
        """By code; the two cost objects differ."""

        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(cost_object__isnull=True) | Q(sealed__isnull=True)
                | ~Q(cost_object=F("sealed")),
                name="trust_fund_sealed_apart",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        """Return the name in the reader's language, else in English."""
        return named(self.names) or self.code


class Numbers(Record):
    """The last number of a fund's applications in a year."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = OfHandlers["Numbers"].as_manager()

    class Meta:
        """One row a fund and year."""

        constraints = (
            models.UniqueConstraint(fields=("fund", "year"), name="trust_fund_numbers_once"),
        )

    def __str__(self) -> str:
        """Return year and number."""
        return f"{self.year}: {self.last}"


class Call(Record):
    """A call for proposals.

    Attributes:
        envelope: cents that may be awarded under it together; None for as much as there is.
        requirements: rows of kind and value (:mod:`..rules.eligibility`).
        criteria: rows of key, title, weight and highest (:mod:`..rules.scoring`).
        closes_on: the last day on which an application is taken.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="calls")
    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300)
    words = models.TextField(_("what it is for"), max_length=20_000)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    envelope = models.BigIntegerField(_("to be awarded"), null=True, blank=True)
    requirements = models.JSONField(_("requirements"), default=list)
    criteria = models.JSONField(_("criteria"), default=list)
    status = models.CharField(
        _("state"), max_length=20, choices=CallStatus.choices, default=CallStatus.DRAFT,
        db_index=True,
    )  # fmt: skip

    objects: ClassVar[Any] = Calls["Call"].as_manager()

    class Meta:
        """The latest first; it closes after it opens."""

        ordering = ("-closes_on", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="trust_fund_closes_later"
            ),
        )

    def __str__(self) -> str:
        """Return code and title."""
        return f"{self.code}: {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("trust_fund:call", args=[self.code])


class AgreementTemplate(Record):
    """An office's own Word file of a fund's grant agreement; the latest is in use."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = OfHandlers["AgreementTemplate"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name
