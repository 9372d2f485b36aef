"""The follow-up of a mandate, and the history of what was changed in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import Unit
from cpcj.frame.records import Record
from cpcj.register.followup.models.visibility import FollowUps, OfFollowUp
from cpcj.register.models import Act


class Status(models.TextChoices):
    """How far a mandate is, in the words that Member States know."""

    COMPLETED = "completed", _("completed")
    IN_PROGRESS = "in_progress", _("implemented – in progress")
    NOT_IMPLEMENTED = "not_implemented", _("not implemented")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    NO_INDICATION = "no_indication", _("no indication")


class Holding(models.TextChoices):
    """Whether the act that a follow-up is about is in force."""

    HELD = "held", _("in force")
    REPLACED = "replaced", _("merged with another act or split")
    GONE = "gone", _("its act is no longer held")


class FollowUp(Record):
    """What the office does about one mandate. Made when something is first said about it.

    Attributes:
        act: stable identifier of the act ("A/RES/70/178#op46.2").
        text: identifier of its text, the part of ``act`` before ``#``.
        row: the act in force, kept in step by :mod:`.services.keeping`; None where none is.
        row_key: key of the act's record as last seen, by which a merge or split is followed.
        version_key: key of the text's version in which it was last seen.
        phrase, action: the act's words as last seen, by which it is known in a newer reading.
        holding: whether an act in force is meant.
        replaced_by: identifier of the act that took its place in a merge or split.
        status, status_since: how far it is, and since when; None where it was never said.
        proposed_at, proposed_by, proposed_reason: that somebody proposed to call it completed.
        confirmed_by: who confirmed that it is completed; never who proposed it.
        founding: creates a body, fund, programme or norm: no list of the outdated has it.
        recurrent: continues until changed.
        needed_amount, held_amount: money in whole units of ``needed_currency``,
            ``held_currency`` (ISO 4217).
        published: whether the public is shown the status.
        superseded_by: identifier of the later act that took its place, confirmed by a person.
        version: counts the changes; who saves over a version not seen is told.
    """

    act = models.CharField(max_length=330, db_index=True)
    text = models.CharField(max_length=255, db_index=True)
    row = models.OneToOneField(
        Act, null=True, blank=True, on_delete=models.SET_NULL, related_name="followup"
    )
    row_key = models.BigIntegerField(null=True)
    version_key = models.BigIntegerField(null=True)
    phrase = models.TextField(blank=True)
    action = models.TextField(blank=True)
    holding = models.CharField(max_length=8, choices=Holding.choices, default=Holding.HELD)
    replaced_by = models.CharField(max_length=330, blank=True, db_index=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        max_length=16, choices=Status.choices, default=Status.NO_INDICATION, db_index=True
    )
    status_since = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_reason = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    founding = models.BooleanField(default=False)
    recurrent = models.BooleanField(default=False)
    needed_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    needed_currency = models.CharField(max_length=3, blank=True)
    held_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    held_currency = models.CharField(max_length=3, blank=True)
    resources_note = models.TextField(blank=True)
    published = models.BooleanField(default=False)
    superseded_by = models.CharField(max_length=330, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    objects: ClassVar[Any] = FollowUps["FollowUp"].as_manager()

    class Meta:
        """An act in force has one; what is completed was proposed and confirmed by two people."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["act"], condition=Q(holding="held"), name="followup_one_of_act"
            ),
            models.CheckConstraint(
                condition=~Q(status="completed")
                | (
                    Q(proposed_at__isnull=False, confirmed_by__isnull=False)
                    & (Q(proposed_by__isnull=True) | ~Q(proposed_by=F("confirmed_by")))
                ),
                name="followup_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        """Return the act's identifier."""
        return self.act

    def get_absolute_url(self) -> str:
        """Return the address of its page; by its key where no act in force leads to it."""
        if self.holding == Holding.HELD:
            return reverse("followup:mandate", args=[self.act])
        return reverse("followup:kept", args=[self.pk])

    @property
    def waits(self) -> bool:
        """Tell whether a proposal to call it completed waits for another person."""
        return self.proposed_at is not None and self.status != Status.COMPLETED


class Entry(Record):
    """A change of a follow-up: who changed what, when and why.

    Attributes:
        number: the follow-up's ``version`` after it; 0 for what the register itself did.
        deed: what was done ("assign").
        changes: ``[before, after]`` by field, as plain values.
        by: who did it; None for the system.
    """

    followup = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    deed = models.CharField(max_length=40)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    objects: ClassVar[Any] = OfFollowUp["Entry"].as_manager()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        """Return number and deed."""
        return f"{self.number} {self.deed}"
