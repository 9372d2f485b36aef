"""Mechanisms, cycles, draws, reviews and what stands in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.reviews.rules.mechanism import FOCAL, Mechanism, Seat, read_mechanism
from cpcj.reviews.visibility import (
    Contents,
    Documents,
    Draws,
    Everybodys,
    Observations,
    OfDrafts,
    OfPeople,
    OfSteps,
    Proposals,
    Reviews,
)

_PERSON = settings.AUTH_USER_MODEL

SEATS = {
    Seat.SECRETARIAT: _("secretariat"),
    Seat.COUNTRY_FOCAL_POINT: _("focal point of the State under review"),
    Seat.COUNTRY_EXPERT: _("expert of the State under review"),
    Seat.REVIEWING_FOCAL_POINT: _("focal point of a reviewing State"),
    Seat.REVIEWING_EXPERT: _("reviewing expert"),
    Seat.OBSERVER: _("observer"),
}


class Sort(models.TextChoices):
    """What an observation says."""

    GAP = "gap", _("gap")
    GOOD_PRACTICE = "good_practice", _("good practice")
    SUGGESTION = "suggestion", _("suggestion")
    ASSISTANCE_NEED = "assistance_need", _("need for assistance")


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


class Review(Record):
    """The review of a State in a cycle, of one cluster where the mechanism has such.

    Attributes:
        period: the group or year of the State.
        reviewers: codes of the reviewing States.
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
    """That a step was reported done, and cleared; both days stay beside the day it was due."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("step"), max_length=40)
    reported_on = models.DateField(_("done on"))
    reported_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_on = models.DateField(_("cleared on"), null=True)
    cleared_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = OfSteps["StepDone"].as_manager()

    class Meta:
        """Each step once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("review", "step"), name="reviews_step_once"),
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
