"""Observations, what is agreed and what comes of them, and what stands beside reviews."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.reviews.models.reviews import Participant, Review
from cpcj.reviews.visibility import Everybodys, FollowUps, Observations, OfDrafts, Proposals

_PERSON = settings.AUTH_USER_MODEL


class Sort(models.TextChoices):
    """What an observation says."""

    GAP = "gap", _("gap")
    GOOD_PRACTICE = "good_practice", _("good practice")
    SUGGESTION = "suggestion", _("suggestion")
    ASSISTANCE_NEED = "assistance_need", _("need for assistance")


class OutsideReview(Record):
    """A review by another body: a dated document with observations."""

    body = models.CharField(_("body"), max_length=200)
    state = models.CharField(_("State"), max_length=3, db_index=True)
    title = models.CharField(_("title"), max_length=300)
    on = models.DateField(_("date"))
    address = models.URLField(_("address"), blank=True, max_length=500)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[Any] = Everybodys["OutsideReview"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        """Return body and title."""
        return f"{self.body}: {self.title}"


class Observation(Record):
    """A gap, good practice, suggestion or need, about a provision, of a review of either kind.

    Attributes:
        provision: identifier ("UNTOC#art18(13)").
        confidential: whether it belongs to the confidential part of the list.
        withdrawn_on: the day it was taken out of the list.
    """

    review = models.ForeignKey(
        Review, null=True, on_delete=models.PROTECT, related_name="observations"
    )
    outside = models.ForeignKey(
        OutsideReview, null=True, on_delete=models.PROTECT, related_name="observations"
    )
    sort = models.CharField(_("kind"), max_length=20, choices=Sort.choices)
    provision = models.CharField(_("provision"), max_length=120, blank=True, db_index=True)
    words = models.TextField(_("words"))
    confidential = models.BooleanField(_("confidential"), default=False)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=3, blank=True)
    on = models.DateField(default=timezone.localdate)
    withdrawn_on = models.DateField(null=True)

    objects: ClassVar[Any] = Observations["Observation"].as_manager()

    class Meta:
        """In the order they were written; of one review."""

        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(review__isnull=False, outside__isnull=True)
                | Q(review__isnull=True, outside__isnull=False, confidential=False),
                name="reviews_observation_of_one",
            ),
        )

    def __str__(self) -> str:
        """Return kind and provision."""
        return f"{self.sort} {self.provision}".strip()


class FollowUp(Record):
    """What a State did about an agreed observation since: how far it is, in its own words."""

    class Standing(models.TextChoices):
        """How far it is."""

        DONE = "done", _("followed")
        UNDER_WAY = "under_way", _("being followed")
        NOT_BEGUN = "not_begun", _("not begun")
        NOT_FOLLOWED = "not_followed", _("not to be followed")

    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="follow_ups"
    )
    standing = models.CharField(_("how far"), max_length=12, choices=Standing.choices)
    words = models.TextField(_("words"))
    on = models.DateField(default=timezone.localdate)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = FollowUps["FollowUp"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Return how far."""
        return self.standing


class Agreement(Record):
    """That a focal point agreed to the list of observations as it stood (``digest``)."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="agreements")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    on = models.DateField()

    objects: ClassVar[Any] = OfDrafts["Agreement"].as_manager()

    class Meta:
        """Each focal point once to a list."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("participant", "digest"), name="reviews_agreement_once"
            ),
        )

    def __str__(self) -> str:
        """Return the day."""
        return str(self.on)


class Proposal(Record):
    """A request for assistance that an agreed observation proposes; the State decides.

    ``request`` is the number of the request that was made of it.
    """

    class Status(models.TextChoices):
        """What came of it."""

        OPEN = "open", _("to be decided by the State")
        MADE = "made", _("requested")
        DECLINED = "declined", _("not requested")

    observation = models.OneToOneField(
        Observation, on_delete=models.PROTECT, related_name="proposal"
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    request = models.CharField(max_length=13, blank=True)
    decided_on = models.DateField(null=True)

    objects: ClassVar[Any] = Proposals["Proposal"].as_manager()

    class Meta:
        """In the order of the observations."""

        ordering = ("observation",)

    def __str__(self) -> str:
        """Return its state."""
        return self.status


class Recommendation(Record):
    """What a working group of a Conference recommended, to be pointed at."""

    body = models.CharField(_("working group"), max_length=200)
    on = models.DateField(_("date"))
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    words = models.TextField(_("words"))
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[Any] = Everybodys["Recommendation"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        """Return group and number."""
        return f"{self.body} {self.number}".strip()


class RecommendationProvision(Record):
    """A treaty provision or mandate that a recommendation is about, by its identifier."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="provisions"
    )
    identifier = models.CharField(max_length=330, db_index=True)

    objects: ClassVar[Any] = Everybodys["RecommendationProvision"].as_manager()

    class Meta:
        """In the order given."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier
