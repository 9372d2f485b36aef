"""Reviews, who takes part in them, their steps and documents."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.reviews.models.mechanisms import Cycle
from cpcj.reviews.rules.mechanism import FOCAL, Seat
from cpcj.reviews.visibility import Contents, Documents, OfPeople, OfSteps, Reviews

_PERSON = settings.AUTH_USER_MODEL

SEATS = {
    Seat.SECRETARIAT: _("secretariat"),
    Seat.COUNTRY_FOCAL_POINT: _("focal point of the State under review"),
    Seat.COUNTRY_EXPERT: _("expert of the State under review"),
    Seat.REVIEWING_FOCAL_POINT: _("focal point of a reviewing State"),
    Seat.REVIEWING_EXPERT: _("reviewing expert"),
    Seat.OBSERVER: _("observer"),
}


class Review(Record):
    """The review of a State in a cycle, of one cluster where the mechanism has such.

    Attributes:
        period: the group or year of the State.
        reviewers: codes of the reviewing States.
        only_for: of those drawn beside the others, the instruments they were drawn for.
        agreed_on: the day on which all focal points had agreed to the list of observations.
        summary, summary_on: the executive summary, and the day it was published.
        report_public: whether the State agreed that the full report is public.
        answer_set: identifier of the set of answers to a checklist (``reviews.answers``).
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(_("State under review"), max_length=3, db_index=True)
    cluster = models.CharField(_("cluster"), max_length=40, blank=True)
    period = models.PositiveSmallIntegerField(default=1)
    start = models.DateField(_("beginning"))
    reviewers = models.JSONField(default=list)
    only_for = models.JSONField(default=dict)
    agreed_on = models.DateField(_("agreed on"), null=True)
    summary = models.TextField(_("executive summary"), blank=True)
    summary_on = models.DateField(_("summary published on"), null=True)
    report_public = models.BooleanField(_("full report public"), default=False)
    answer_set = models.CharField(max_length=120, blank=True)

    objects: ClassVar[Any] = Reviews["Review"].as_manager()

    class Meta:
        """By beginning."""

        ordering = ("-start", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "state", "cluster"), name="reviews_review_once"
            ),
        )

    def __str__(self) -> str:
        """Return State and cluster."""
        return f"{self.state} {self.cluster}".strip()

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("reviews:review", args=[self.pk])


class Participant(Record):
    """That somebody is nominated to a seat in a review, by note verbale, and takes it up by link.

    Attributes:
        country: code of the State it is for; "" for an observer of no State.
        nominated_on, note: day and reference of the note verbale.
        invitation: whose acceptance makes a person of it.
        ended_on: the day it ended.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="participants")
    seat = models.CharField(
        _("role"), max_length=30, choices=[(s.value, w) for s, w in SEATS.items()]
    )
    country = models.CharField(_("State"), max_length=3, blank=True)
    nominated_on = models.DateField(_("nominated on"))
    note = models.CharField(_("note verbale"), max_length=200)
    invitation = models.OneToOneField(
        "accounts.Invitation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_on = models.DateField(_("ended on"), null=True)

    objects: ClassVar[Any] = OfPeople["Participant"].as_manager()

    class Meta:
        """One focal point of a country in a review at a time."""

        ordering = ("review", "seat", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("review", "country"),
                condition=Q(seat__in=sorted(one.value for one in FOCAL), ended_on__isnull=True),
                name="reviews_one_focal_point",
            ),
        )

    def __str__(self) -> str:
        """Return seat and country."""
        return f"{self.seat} {self.country}".strip()


class StepDone(Record):
    """That a step was reported done, and cleared; both days stay beside the day it was due.

    ``country`` is the code of the reviewing State that did its share, where each does the step.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("step"), max_length=40)
    country = models.CharField(_("State"), max_length=3, blank=True)
    reported_on = models.DateField(_("done on"))
    reported_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_on = models.DateField(_("cleared on"), null=True)
    cleared_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = OfSteps["StepDone"].as_manager()

    class Meta:
        """Each step once, or once by each State."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("review", "step", "country"), name="reviews_step_once"),
        )

    def __str__(self) -> str:
        """Return step and day."""
        return f"{self.step} {self.reported_on}"


class Document(Record):
    """A document of a review; its name is made harmless, its bytes are kept as they came."""

    class Kind(models.TextChoices):
        """What it is."""

        NOTE_VERBALE = "note_verbale", _("note verbale")
        SELF_ASSESSMENT = "self_assessment", _("self-assessment")
        FEEDBACK = "feedback", _("written feedback")
        REPORT = "report", _("full report")
        OTHER = "other", _("other document")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("file"), max_length=255)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Documents["Document"].as_manager()

    class Meta:
        """In the order they came."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class DocumentContent(Record):
    """The bytes of a document, apart so that no list reads them."""

    document = models.OneToOneField(
        Document, primary_key=True, on_delete=models.CASCADE, related_name="content"
    )
    bytes = models.BinaryField()

    objects: ClassVar[Any] = Contents["DocumentContent"].as_manager()

    def __str__(self) -> str:
        """Return the document's key."""
        return str(self.pk)
