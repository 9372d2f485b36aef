"""Requests for technical assistance and what stands beside them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.rules.states import Status
from cpcj.assistance.rules.triage import HIGHEST
from cpcj.assistance.visibility import (
    BesideRequest,
    Entered,
    OfAllInvolved,
    OfDocument,
    OfHandlers,
    Requests,
    WithRequest,
)
from cpcj.frame.records import Record

_PERSON = settings.AUTH_USER_MODEL


class Urgency(models.TextChoices):
    """How soon help is needed, in the requester's view."""

    ORDINARY = "ordinary", _("ordinary")
    SOON = "soon", _("within six months")
    EMERGENCY = "emergency", _("emergency")


class Origin(models.TextChoices):
    """What a request was born from."""

    STATE = "state", _("the State’s own initiative")
    REVIEW = "review", _("observations of a review")
    QUESTIONNAIRE = "questionnaire", _("a questionnaire")
    CONFERENCE = "conference", _("a conference")


class Numbers(Record):
    """The last number of a year, so that no two requests have the same."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """Return year and number."""
        return f"{self.year}: {self.last}"


class Request(Record):
    """A request of a State.

    Attributes:
        number: ``REQ-2026-0007``.
        state: ISO 3166-1 alpha-3 code of the requesting State.
        received: the day it was received; the clocks begin with it.
        shared: whether the requester agreed that other States see what is asked.
        decline_reason: why it is to be declined, as proposed, or was.
        status_since: the day it came into its state.
    """

    number = models.CharField(_("number"), max_length=13, unique=True)
    state = models.CharField(_("State"), max_length=3, db_index=True)
    status = models.CharField(
        _("state of the request"), max_length=20, choices=Status.choices, default=Status.RECEIVED,
        db_index=True,
    )  # fmt: skip
    status_since = models.DateField()
    received = models.DateField(_("received"), default=timezone.localdate)
    title = models.CharField(_("title"), max_length=300)
    asked = models.TextField(_("what is asked"))
    legal_basis = models.TextField(_("legal basis"), blank=True)
    beneficiaries = models.TextField(_("beneficiaries"), blank=True)
    urgency = models.CharField(
        _("urgency"), max_length=10, choices=Urgency.choices, default=Urgency.ORDINARY
    )
    origin = models.CharField(
        _("born from"), max_length=15, choices=Origin.choices, default=Origin.STATE
    )
    language = models.CharField(_("language"), max_length=2, default="en")
    shared = models.BooleanField(_("other States may see it"), default=False)
    officer = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("officer"),
    )  # fmt: skip
    made_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    decline_reason = models.TextField(blank=True)
    decline_proposed_at = models.DateTimeField(null=True)
    decline_proposed_by = models.ForeignKey(
        _PERSON, null=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = Requests["Request"].as_manager()

    class Meta:
        """The latest first; nobody declines what they proposed to decline."""

        ordering = ("-received", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(declined_by__isnull=True)
                | Q(decline_proposed_by__isnull=True)
                | ~Q(declined_by=F("decline_proposed_by")),
                name="assistance_four_eyes",
            ),
        )

    def __str__(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("assistance:request", args=[self.number])

    @property
    def decline_waits(self) -> bool:
        """Tell whether it is proposed to decline it."""
        return self.decline_proposed_at is not None and self.status != Status.DECLINED


class RequestValue(Record):
    """A crime area, mandate or treaty article that a request is about, by its identifier."""

    class Field(models.TextChoices):
        """What it is."""

        TOPIC = "topic", _("crime area")
        MANDATE = "mandate", _("mandate")
        ARTICLE = "article", _("treaty article")

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="values")
    field = models.CharField(max_length=7, choices=Field.choices)
    value = models.CharField(max_length=330)

    objects: ClassVar[Any] = WithRequest["RequestValue"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("request", "field", "value"), name="assistance_value_once"
            ),
        )
        indexes = (models.Index(fields=("field", "value"), name="assistance_values"),)

    def __str__(self) -> str:
        """Return the identifier."""
        return self.value


class RequestEvent(Record):
    """One line of a request's history, never changed: a transition, or a deed beside it.

    Attributes:
        deed: what was done; a transition's name, or another.
        before, after: the states, equal where the deed moved nothing.
        on: the day it holds from.
        reason: why, in words.
        internal: whether it is the office's own, not shown to the State.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="events")
    deed = models.CharField(max_length=30)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    on = models.DateField()
    reason = models.TextField(blank=True)
    internal = models.BooleanField(default=False)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Entered["RequestEvent"].as_manager()

    class Meta:
        """In order of time."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Return deed and day."""
        return f"{self.deed} {self.on}"


class Document(Record):
    """A document of a request; its name is made harmless, its bytes are kept as they came."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(_("file"), max_length=255)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = BesideRequest["Document"].as_manager()

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

    objects: ClassVar[Any] = OfDocument["DocumentContent"].as_manager()

    def __str__(self) -> str:
        """Return the document's key."""
        return str(self.pk)


class Question(Record):
    """What the office asks the State, and the State's answer once there is one."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="questions")
    words = models.TextField(_("question"))
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = BesideRequest["Question"].as_manager()

    class Meta:
        """In order of time."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Return the question."""
        return self.words


class Score(Record):
    """The points a person gives a request on a criterion, with why; the last say counts."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="scores")
    criterion = models.CharField(max_length=30)
    points = models.PositiveSmallIntegerField(validators=[MaxValueValidator(HIGHEST)])
    reason = models.TextField(blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = OfHandlers["Score"].as_manager()

    class Meta:
        """Each person once on each criterion."""

        ordering = ("criterion", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("request", "criterion", "by"), name="assistance_score_once"
            ),
        )

    def __str__(self) -> str:
        """Return criterion and points."""
        return f"{self.criterion}: {self.points}"


class Conflict(Record):
    """That a person has a conflict of interest about a request: their points do not count."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = OfHandlers["Conflict"].as_manager()

    class Meta:
        """Once a person."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("request", "person"), name="assistance_conflict_once"),
        )

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason


class Holiday(Record):
    """A day on which the duty station does not work."""

    on = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=120)

    objects: ClassVar[Any] = OfAllInvolved["Holiday"].as_manager()

    class Meta:
        """In order of time."""

        ordering = ("on",)

    def __str__(self) -> str:
        """Return day and name."""
        return f"{self.on} {self.name}"
