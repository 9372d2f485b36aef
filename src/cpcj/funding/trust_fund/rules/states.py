"""Where a call, an application, a grant and a report stand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallStatus(models.TextChoices):
    """Where a call for proposals stands."""

    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    ASSESSMENT = "under_assessment", _("under assessment")
    DECIDED = "decided", _("decided")
    ENDED = "ended", _("ended")


class ApplicationStatus(models.TextChoices):
    """Where an application stands."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("sent")
    WITHDRAWN = "withdrawn", _("withdrawn")
    AWARDED = "awarded", _("awarded")
    DECLINED = "declined", _("declined")


class GrantStatus(models.TextChoices):
    """Where a grant stands."""

    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")


class ReportStatus(models.TextChoices):
    """Where a grantee's report stands."""

    SUBMITTED = "submitted", _("sent")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")


class Sex(models.TextChoices):
    """Of the victims assisted."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other or not said")


class Age(models.TextChoices):
    """Of the victims assisted; a child is below 18 years (Protocol, article 3)."""

    CHILD = "child", _("children")
    ADULT = "adult", _("adults")
    UNKNOWN = "unknown", _("age not known")


class Aid(models.TextChoices):
    """Kinds of aid: those of article 6, paragraph 3, of the Protocol, and return."""

    HOUSING = "housing", _("housing")
    LEGAL = "legal", _("legal counselling and information")
    MEDICAL = "medical", _("medical assistance")
    PSYCHOLOGICAL = "psychological", _("psychological assistance")
    MATERIAL = "material", _("material assistance")
    TRAINING = "training", _("employment, education and training")
    RETURN = "return", _("return and reintegration")
