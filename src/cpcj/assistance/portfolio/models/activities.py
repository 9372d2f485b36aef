"""The tree: programmes, their projects, their activities."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import named
from cpcj.assistance.portfolio.models.wording import Worded
from cpcj.assistance.portfolio.rules.identifiers import LONGEST
from cpcj.assistance.portfolio.rules.states import Release, Status
from cpcj.assistance.portfolio.visibility import Activities, OfActivity, OfEverybody, OfOffice
from cpcj.frame.records import Record

_PERSON = settings.AUTH_USER_MODEL


class Level(models.TextChoices):
    """Where it stands in the tree; in the order of the standard's hierarchy, 1 to 3."""

    PROGRAMME = "programme", _("programme")
    PROJECT = "project", _("project")
    ACTIVITY = "activity", _("activity")


class Reach(models.TextChoices):
    """What a programme is about."""

    THEMATIC = "thematic", _("thematic programme")
    GLOBAL = "global", _("global programme")
    REGIONAL = "regional", _("regional programme")
    COUNTRY = "country", _("country programme")


class Kind(models.TextChoices):
    """What is done in an activity."""

    TRAINING = "training", _("training")
    LEGISLATIVE = "legislative", _("legislative assistance")
    ADVISORY = "advisory", _("advisory mission")
    MENTOR = "mentor", _("mentor")
    EQUIPMENT = "equipment", _("equipment")
    STUDY = "study", _("study")
    NETWORK = "network", _("network meeting")


class Serial(Record):
    """The last number of a level in a year, so that no two records have the same identifier."""

    level = models.CharField(max_length=10, choices=Level.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = OfOffice["Serial"].as_manager()

    class Meta:
        """One a level and year."""

        constraints = (
            models.UniqueConstraint(fields=("level", "year"), name="portfolio_serial_once"),
        )

    def __str__(self) -> str:
        """Return level, year and number."""
        return f"{self.level} {self.year}: {self.last}"


class Office(Record):
    """A place where the Office stands.

    Attributes:
        names: name by language code; ``en`` is always there.
        state: ISO 3166-1 alpha-3 code of the State it stands in.
        unit: the part of the Office that its people belong to.
        opened_on, closed_on: first and last day; None where it is open.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = models.JSONField(_("names"), default=dict)
    state = models.CharField(_("State"), max_length=3)
    unit = models.ForeignKey(
        "accounts.Unit", verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects: ClassVar[Any] = OfEverybody["Office"].as_manager()

    class Meta:
        """By code."""

        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ("code",)

    def __str__(self) -> str:
        """Return the name in the reader's language, else in English."""
        return named(self.names) or self.code


class Activity(Worded, Record):
    """A programme, a project or an activity: what the open standard calls an activity at a level.

    Attributes:
        identifier: by :mod:`cpcj.assistance.portfolio.rules.identifiers`; never changed.
        parent: the programme of a project, the project of an activity; None for a programme.
        programme: the programme at the top; a programme's own is itself.
        reach: of a programme, what it is about; empty for others.
        kind: of an activity, what is done; empty for others.
        title, description: in ``language``; in others as :class:`Worded` has them.
        unit: the part of the Office that answers for it.
        cost_object: what money is allocated to for it.
        contact: e-mail address of a function, never of a person.
        status: where it stands (:data:`~cpcj.assistance.portfolio.rules.states.ACTIVITY`).
        release: whether the public may see it.
        submitted_by, approved_by, approved_at: who asked for approval and who gave it.
    """

    identifier = models.CharField(_("identifier"), max_length=LONGEST, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, db_index=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="parts",
    )  # fmt: skip
    programme = models.ForeignKey(
        "self", verbose_name=_("programme"), null=True, on_delete=models.PROTECT, related_name="all"
    )
    reach = models.CharField(_("kind of programme"), max_length=10, choices=Reach, blank=True)
    kind = models.CharField(_("what is done"), max_length=12, choices=Kind, blank=True)
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="en")
    planned_start = models.DateField(_("planned start"))
    planned_end = models.DateField(_("planned end"))
    actual_start = models.DateField(_("actual start"), null=True, blank=True)
    actual_end = models.DateField(_("actual end"), null=True, blank=True)
    unit = models.ForeignKey(
        "accounts.Unit", verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    cost_object = models.ForeignKey(
        "funding.CostObject", verbose_name=_("cost object"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="activities",
    )  # fmt: skip
    contact = models.EmailField(_("e-mail address of a function"), blank=True)
    humanitarian = models.BooleanField(_("humanitarian"), default=False)
    status = models.CharField(
        _("status"), max_length=15, choices=Status, default=Status.PIPELINE, db_index=True
    )
    status_reason = models.TextField(_("reason"), blank=True)
    release = models.CharField(
        _("approval"), max_length=10, choices=Release, default=Release.DRAFT, db_index=True
    )
    release_reason = models.TextField(_("reason"), blank=True)
    submitted_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = Activities["Activity"].as_manager()

    class Meta:
        """The latest first; a tree of three levels; nobody approves what they submitted."""

        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("-planned_start", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(level=Level.PROGRAMME, parent__isnull=True)
                | (~Q(level=Level.PROGRAMME) & Q(parent__isnull=False)),
                name="portfolio_tree",
            ),
            models.CheckConstraint(
                condition=Q(planned_end__gte=F("planned_start")), name="portfolio_planned_in_order"
            ),
            models.CheckConstraint(
                condition=Q(actual_end__isnull=True)
                | Q(actual_start__isnull=True)
                | Q(actual_end__gte=F("actual_start")),
                name="portfolio_actual_in_order",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(submitted_by__isnull=True)
                | ~Q(approved_by=F("submitted_by")),
                name="portfolio_four_eyes",
            ),
        )
        indexes = (
            models.Index(fields=("planned_start", "id"), name="portfolio_by_start"),
            models.Index(fields=("title", "id"), name="portfolio_by_title"),
        )

    def __str__(self) -> str:
        """Return identifier and title."""
        return f"{self.identifier} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("portfolio:activity", args=[self.identifier])

    @property
    def hierarchy(self) -> int:
        """The standard's number of its level: 1 programme, 2 project, 3 activity."""
        return Level.values.index(self.level) + 1

    @property
    def starts_on(self) -> Any:
        """The actual first day where there is one, else the planned."""
        return self.actual_start or self.planned_start

    @property
    def ends_on(self) -> Any:
        """The actual last day where there is one, else the planned."""
        return self.actual_end or self.planned_end


class Budget(Record):
    """What is planned for a period of at most a year, in cents and in months of staff."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="budgets")
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    cents = models.BigIntegerField(_("in dollars"), validators=[MinValueValidator(0)])
    staff_months = models.DecimalField(
        _("months of staff"), max_digits=7, decimal_places=2, default=0
    )

    objects: ClassVar[Any] = OfActivity["Budget"].as_manager()

    class Meta:
        """In order of time."""

        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), cents__gte=0, staff_months__gte=0),
                name="portfolio_budget_possible",
            ),
        )

    def __str__(self) -> str:
        """Return the period."""
        return f"{self.starts_on}/{self.ends_on}"


class Revision(Record):
    """What somebody wants to change in a published record, until a second person approved it.

    Attributes:
        content: the whole record as it would be (:mod:`cpcj.assistance.portfolio.dossier`).
        made_by, made_at: who wants it.
    """

    activity = models.OneToOneField(
        Activity, primary_key=True, on_delete=models.CASCADE, related_name="revision"
    )
    content = models.JSONField()
    made_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = OfOffice["Revision"].as_manager()

    def __str__(self) -> str:
        """Return the activity's key."""
        return str(self.pk)
