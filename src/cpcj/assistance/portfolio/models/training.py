"""Training: events, who took part by institution and sex, and what became of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.models.activities import Activity
from cpcj.assistance.portfolio.visibility import OfActivity, OfEvent
from cpcj.frame.records import Record

_PERSON = settings.AUTH_USER_MODEL


class Format(models.TextChoices):
    """How people meet."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("in person and online")


class Sex(models.TextChoices):
    """Sex, as participants stated it."""

    FEMALE = "female", _("women")
    MALE = "male", _("men")
    OTHER = "other", _("other")
    UNSTATED = "unstated", _("not stated")


class Event(Record):
    """A training event of an activity.

    Attributes:
        state: ISO 3166-1 alpha-3 code of where it is held; empty for one held online.
        follow_up_due: by when it is asked what became of it
            (:func:`cpcj.assistance.portfolio.rules.training.follow_up_due`).
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="events")
    title = models.CharField(_("title"), max_length=300)
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    format = models.CharField(_("format"), max_length=10, choices=Format, default=Format.IN_PERSON)
    state = models.CharField(_("State"), max_length=3, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    follow_up_due = models.DateField(_("follow-up due"), db_index=True)

    objects: ClassVar[Any] = OfActivity["Event"].as_manager()

    class Meta:
        """The latest first."""

        verbose_name = _("training event")
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="portfolio_event_in_order"
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("portfolio:event", args=[self.pk])


class Participants(Record):
    """How many people of an institution and sex took part and completed; never their names."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participants")
    institution = models.CharField(_("institution"), max_length=200)
    state = models.CharField(_("State"), max_length=3, blank=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex)
    attended = models.PositiveIntegerField(_("took part"))
    completed = models.PositiveIntegerField(_("completed"), default=0)

    objects: ClassVar[Any] = OfEvent["Participants"].as_manager()

    class Meta:
        """By institution; each once."""

        verbose_name_plural = "participants"
        ordering = ("institution", "state", "sex")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "institution", "state", "sex"), name="portfolio_participants_once"
            ),
            models.CheckConstraint(
                condition=Q(completed__lte=F("attended")), name="portfolio_completed_of_attended"
            ),
        )

    def __str__(self) -> str:
        """Return institution and number."""
        return f"{self.institution}: {self.attended}"


class FollowUp(Record):
    """What was found when participants were asked again.

    Attributes:
        reached: how many answered.
        applying: how many of these apply what they learned.
    """

    event = models.OneToOneField(
        Event, primary_key=True, on_delete=models.CASCADE, related_name="follow_up"
    )
    on = models.DateField(_("date"))
    reached = models.PositiveIntegerField(_("answered"))
    applying = models.PositiveIntegerField(_("apply what they learned"))
    words = models.TextField(_("findings"), blank=True)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = OfEvent["FollowUp"].as_manager()

    class Meta:
        """One an event."""

        constraints = (
            models.CheckConstraint(
                condition=Q(applying__lte=F("reached")), name="portfolio_applying_of_reached"
            ),
        )

    def __str__(self) -> str:
        """Return the day."""
        return str(self.on)
