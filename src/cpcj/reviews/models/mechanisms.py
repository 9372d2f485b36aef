"""Mechanisms, their cycles, and the draws of a cycle."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.reviews.rules.mechanism import Mechanism, read_mechanism
from cpcj.reviews.visibility import Draws, Everybodys

_PERSON = settings.AUTH_USER_MODEL


class MechanismVersion(Record):
    """A version of a mechanism, as the words of its file say; never changed, only followed."""

    key = models.CharField(_("mechanism"), max_length=40)
    version = models.CharField(_("version"), max_length=10)
    words = models.TextField()
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Everybodys["MechanismVersion"].as_manager()

    class Meta:
        """Each version once."""

        ordering = ("key", "version")
        constraints = (
            models.UniqueConstraint(fields=("key", "version"), name="reviews_version_once"),
        )

    def __str__(self) -> str:
        """Return key and version."""
        return f"{self.key} {self.version}"

    @property
    def rules(self) -> Mechanism:
        """Return what it says."""
        return read_mechanism(self.words)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("reviews:mechanism", args=[self.key, self.version])


class Cycle(Record):
    """A cycle or phase of a mechanism, under one version of its rules."""

    version = models.ForeignKey(MechanismVersion, on_delete=models.PROTECT, related_name="cycles")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    began = models.DateField(_("beginning"))

    objects: ClassVar[Any] = Everybodys["Cycle"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-began", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("version", "number"), name="reviews_cycle_once"),
        )

    def __str__(self) -> str:
        """Return its title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("reviews:cycle", args=[self.pk])


class Draw(Record):
    """A draw with everything it came from; never changed but by being published.

    Attributes:
        number: in the cycle, from 1.
        period: the year whose reviewers were drawn; 0 where the whole cycle was.
        inputs, digest: what it depends on, and its SHA-256.
        known_on: the day until which the register knew who is a party.
        result: as JSON.
        redraw_of: the draw it follows; ``asked_by`` asked for it, with ``reason``.
        exception: whether it is beyond what the rules allow.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(max_length=10)
    period = models.PositiveSmallIntegerField(default=0)
    seed = models.PositiveIntegerField(_("seed"))
    inputs = models.TextField()
    known_on = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    drawn = models.BooleanField(default=True)
    redraw_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="redraws"
    )
    asked_by = models.CharField(max_length=3, blank=True)
    reason = models.TextField(blank=True)
    exception = models.BooleanField(default=False)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Draws["Draw"].as_manager()

    class Meta:
        """In the order they were made."""

        ordering = ("cycle", "number")
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="reviews_draw_once"),
        )

    def __str__(self) -> str:
        """Return its number."""
        return str(self.number)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("reviews:draw", args=[self.pk])


class Deferral(Record):
    """That a State put its own review off to a later year of the cycle, with the reason."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="deferrals")
    state = models.CharField(_("State under review"), max_length=3)
    period = models.PositiveSmallIntegerField()
    to = models.PositiveSmallIntegerField()
    reason = models.TextField(_("reason"))
    on = models.DateField(default=timezone.localdate)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[Any] = Everybodys["Deferral"].as_manager()

    class Meta:
        """In the order they were recorded; from a year once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "state", "period"), name="reviews_deferral_once"
            ),
        )

    def __str__(self) -> str:
        """Return State and years."""
        return f"{self.state} {self.period} {self.to}"
