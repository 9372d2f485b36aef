"""How far officers have looked at a derived value."""

from __future__ import annotations

from django.db import models


class ReviewState(models.TextChoices):
    """What officers said about a record so far."""

    UNREVIEWED = "unreviewed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"
