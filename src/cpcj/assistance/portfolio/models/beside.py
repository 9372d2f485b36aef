"""What stands beside an activity: where, by whom, under which mandate, for what."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.models.activities import Activity, Office
from cpcj.assistance.portfolio.rules.shares import WHOLE
from cpcj.assistance.portfolio.visibility import (
    Documents,
    OfActivity,
    OfDocument,
    WithRequest,
)
from cpcj.frame.records import Record

_PERSON = settings.AUTH_USER_MODEL
_POSSIBLE_SHARE = Q(share__gt=0, share__lte=WHOLE)


class Recipient(Record):
    """A State or region that an activity is for, with its share.

    Attributes:
        code: ISO 3166-1 alpha-3 code of a State, or three digits of the standard's list of regions.
        share: basis points; all recipients of an activity sum to 10,000.
    """

    class Sort(models.TextChoices):
        """What it is."""

        STATE = "state", _("State")
        REGION = "region", _("region")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="recipients")
    sort = models.CharField(max_length=6, choices=Sort, default=Sort.STATE)
    code = models.CharField(max_length=3, db_index=True)
    share = models.PositiveSmallIntegerField()

    objects: ClassVar[Any] = OfActivity["Recipient"].as_manager()

    class Meta:
        """The largest share first; each once."""

        ordering = ("-share", "code")
        constraints = (
            models.UniqueConstraint(fields=("activity", "code"), name="portfolio_recipient_once"),
            models.CheckConstraint(condition=_POSSIBLE_SHARE, name="portfolio_recipient_share"),
        )

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class Sector(Record):
    """A purpose code of the Development Assistance Committee, with its share in basis points."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="sectors")
    code = models.CharField(max_length=5)
    share = models.PositiveSmallIntegerField()

    objects: ClassVar[Any] = OfActivity["Sector"].as_manager()

    class Meta:
        """The largest share first; each once."""

        ordering = ("-share", "code")
        constraints = (
            models.UniqueConstraint(fields=("activity", "code"), name="portfolio_sector_once"),
            models.CheckConstraint(condition=_POSSIBLE_SHARE, name="portfolio_sector_share"),
        )

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class Partner(Record):
    """An organization that takes part.

    Attributes:
        role: code of the codelist OrganisationRole (1 funding, 2 accountable, 3 extending,
            4 implementing).
        type: code of the codelist OrganisationType; empty where it is not known.
        ref: identifier in the open standard; empty where it has none.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=1)
    type = models.CharField(_("type"), max_length=2, blank=True)
    ref = models.CharField(_("identifier"), max_length=80, blank=True)

    objects: ClassVar[Any] = OfActivity["Partner"].as_manager()

    class Meta:
        """By role and name; each once in a role."""

        ordering = ("role", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "role", "name"), name="portfolio_partner_once"
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class ActivityValue(Record):
    """What an activity rests on or serves, by identifier.

    Values: a crime area's key; a paragraph or act (``A/RES/70/178#op46``); a treaty article
    (``UNTOC#art18``); a goal or target (``16`` or ``16.4``).
    """

    class Field(models.TextChoices):
        """What it is."""

        TOPIC = "topic", _("crime area")
        MANDATE = "mandate", _("mandate")
        ARTICLE = "article", _("treaty article")
        GOAL = "goal", _("Sustainable Development Goal or target")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="values")
    field = models.CharField(max_length=7, choices=Field)
    value = models.CharField(max_length=330)

    objects: ClassVar[Any] = OfActivity["ActivityValue"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "field", "value"), name="portfolio_value_once"
            ),
        )
        indexes = (models.Index(fields=("field", "value"), name="portfolio_values"),)

    def __str__(self) -> str:
        """Return the identifier."""
        return self.value


class Marker(Record):
    """How much an activity is about a policy (:mod:`cpcj.assistance.portfolio.rules.markers`).

    Attributes:
        marker: key of the marker ("gender").
        significance: code of the codelist PolicySignificance.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="markers")
    marker = models.CharField(max_length=20)
    significance = models.PositiveSmallIntegerField()

    objects: ClassVar[Any] = OfActivity["Marker"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("activity", "marker"), name="portfolio_marker_once"),
        )

    def __str__(self) -> str:
        """Return marker and significance."""
        return f"{self.marker}: {self.significance}"


class ActivityOffice(Record):
    """An office that carries an activity out; one may lead."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="at_offices")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="activities")
    leads = models.BooleanField(_("leads"), default=False)

    objects: ClassVar[Any] = OfActivity["ActivityOffice"].as_manager()

    class Meta:
        """Who leads first; each once; one leads at most."""

        ordering = ("-leads", "office__code")
        constraints = (
            models.UniqueConstraint(fields=("activity", "office"), name="portfolio_office_once"),
            models.UniqueConstraint(
                fields=("activity",), condition=Q(leads=True), name="portfolio_one_leads"
            ),
        )

    def __str__(self) -> str:
        """Return the office's key."""
        return str(self.office_id)


class ActivityRequest(Record):
    """A request for assistance that an activity answers."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="answers")
    request = models.ForeignKey(
        "assistance.Request", on_delete=models.PROTECT, related_name="answered_by_activities"
    )

    objects: ClassVar[Any] = WithRequest["ActivityRequest"].as_manager()

    class Meta:
        """Each once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("activity", "request"), name="portfolio_request_once"),
        )

    def __str__(self) -> str:
        """Return the request's key."""
        return str(self.request_id)


class Document(Record):
    """A document of an activity, or evidence of a needs assessment: on the web, or kept here.

    Attributes:
        url: its address on the web; empty where its bytes are kept here.
        category: code of the codelist DocumentCategory; empty for evidence.
        format: media type.
        public: whether it is seen with the published activity.
    """

    activity = models.ForeignKey(
        Activity, null=True, on_delete=models.CASCADE, related_name="documents"
    )
    need = models.ForeignKey(
        "portfolio.Need", null=True, on_delete=models.CASCADE, related_name="documents"
    )
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500, blank=True)
    name = models.CharField(_("file"), max_length=255, blank=True)
    format = models.CharField(_("format"), max_length=100, default="application/octet-stream")
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    category = models.CharField(_("category"), max_length=3, blank=True)
    language = models.CharField(_("language"), max_length=2, default="en")
    dated = models.DateField(_("date"), null=True, blank=True)
    public = models.BooleanField(_("public"), default=False)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Documents["Document"].as_manager()

    class Meta:
        """In the order they came; of an activity or of a need."""

        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(activity__isnull=False, need__isnull=True)
                | Q(activity__isnull=True, need__isnull=False),
                name="portfolio_document_of_one",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


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
