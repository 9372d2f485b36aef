"""What the depositary recorded: dated actions and declarations, each with its source, for ever.

An action is never overwritten: a correction is a row of its own that names the one it corrects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission, allows
from cpcj.frame.records import Record, RecordQuerySet
from cpcj.treaties.rules.matters import Matter, Sort
from cpcj.treaties.rules.tables import Kind

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

KINDS = {
    Kind.SIGNATURE: _("signature"),
    Kind.DEFINITIVE_SIGNATURE: _("definitive signature"),
    Kind.RATIFICATION: _("ratification"),
    Kind.ACCEPTANCE: _("acceptance"),
    Kind.APPROVAL: _("approval"),
    Kind.ACCESSION: _("accession"),
    Kind.SUCCESSION: _("succession"),
    Kind.FORMAL_CONFIRMATION: _("formal confirmation"),
    Kind.PARTICIPATION: _("participation through another instrument"),
    Kind.DENUNCIATION: _("denunciation"),
    Kind.WITHDRAWAL: _("withdrawal"),
    Kind.CORRECTION: _("correction"),
}

SORTS = {
    Sort.DECLARATION: _("declaration"),
    Sort.RESERVATION: _("reservation"),
    Sort.INTERPRETATION: _("interpretative declaration"),
    Sort.OBJECTION: _("objection"),
    Sort.NOTIFICATION: _("notification"),
    Sort.WITHDRAWAL: _("withdrawal of a declaration"),
}
MATTERS = {
    Matter.CENTRAL_AUTHORITY: _("central authority"),
    Matter.LANGUAGE: _("languages of requests"),
    Matter.EXTRADITION_BASIS: _("legal basis for extradition"),
    Matter.ORGANIZED_CRIME: _("organized-crime requirement of domestic law"),
    Matter.PREVENTION_AUTHORITY: _("authority for prevention"),
    Matter.CONTACT_POINT: _("contact point"),
    Matter.VESSEL_AUTHORITY: _("authority for requests about vessels"),
    Matter.JURISDICTION: _("jurisdiction established"),
    Matter.LAWS: _("laws furnished"),
    Matter.COMPETENCE: _("extent of competence"),
    Matter.OTHER: _("another matter"),
}

M = TypeVar("M", bound=models.Model)


class Public(RecordQuerySet[M]):
    """Facts that the depositary publishes: everybody sees them."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may see treaties: everybody."""
        return self if allows(user, Permission.TREATY_VIEW) else self.none()


class OfImporters(RecordQuerySet[M]):
    """What is not applied yet: for the people who may import."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may import, none to others."""
        return self if allows(user, Permission.TREATY_IMPORT) else self.none()


class ParticipationTable(Record):
    """A table of participation that was taken over: of one instrument, as known on a day."""

    instrument = models.CharField(_("instrument"), max_length=80, db_index=True)
    name = models.CharField(_("file"), max_length=255)
    digest = models.CharField(max_length=64)
    as_known_on = models.DateField(_("as known on"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_over_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Public["ParticipationTable"].as_manager()

    class Meta:
        """The latest known first."""

        ordering = ("-as_known_on", "-pk")

    def __str__(self) -> str:
        """Return file and day."""
        return f"{self.name} ({self.as_known_on})"


class DepositaryAction(Record):
    """One dated action of a participant on an instrument.

    Attributes:
        participant: ISO 3166-1 alpha-3 code of the State or other party, at its present name.
        instrument: key of the instrument.
        kind: what was done.
        on: day of signature, deposit or receipt.
        effect: day of effect where the depositary states one; else the rule gives it.
        table: the table it came with; None where an officer recorded it.
        source: where it is known from, in words.
        corrects: the action that this one takes the place of.
    """

    participant = models.CharField(_("participant"), max_length=3, db_index=True)
    instrument = models.CharField(_("instrument"), max_length=80, db_index=True)
    kind = models.CharField(
        _("action"), max_length=30, choices=[(k.value, v) for k, v in KINDS.items()]
    )
    on = models.DateField(_("date"))
    effect = models.DateField(_("date of effect"), null=True, blank=True)
    table = models.ForeignKey(
        ParticipationTable, null=True, on_delete=models.PROTECT, related_name="actions"
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Public["DepositaryAction"].as_manager()

    class Meta:
        """The same action is recorded once, unless it corrects another."""

        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("participant", "instrument", "kind", "on"),
                condition=models.Q(corrects__isnull=True),
                name="treaties_one_action",
            ),
        )

    def __str__(self) -> str:
        """Return who did what and when."""
        return f"{self.participant} {self.instrument} {self.kind} {self.on}"


class Declaration(Record):
    """A declaration, reservation, objection or notification, in the words of its language.

    A correction is a row of its own that names the one it corrects; what was taken back stays, with
    the withdrawal that names it.

    Attributes:
        participant: whose it is.
        instrument: what it is made to.
        sort: what it is.
        matter: what a notification is about; empty for what is none.
        words: in its own language.
        on: the day it was made or received; None where the source gives none.
        refers_to: what an objection objects to, or a withdrawal takes back.
        corrects: the row that this one takes the place of, with the reason.
        doubts: codes of what a program did not understand of it; none once a person recorded it.
        name: the file it came with; empty where an officer recorded it.
    """

    participant = models.CharField(_("participant"), max_length=3, db_index=True)
    instrument = models.CharField(_("instrument"), max_length=80, db_index=True)
    sort = models.CharField(
        _("kind"),
        max_length=20,
        choices=[(k.value, v) for k, v in SORTS.items()],
        default=Sort.DECLARATION.value,
    )
    matter = models.CharField(
        _("about"),
        max_length=30,
        choices=[(k.value, v) for k, v in MATTERS.items()],
        blank=True,
    )
    words = models.TextField(_("words"))
    language = models.CharField(max_length=8, default="eng")
    on = models.DateField(_("date"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    place = models.PositiveIntegerField(default=0)
    refers_to = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="referring"
    )
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    doubts = models.JSONField(default=list)
    name = models.CharField(_("file"), max_length=255, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True, null=True)

    objects: ClassVar[Any] = Public["Declaration"].as_manager()

    class Meta:
        """In the order of the source."""

        ordering = ("participant", "instrument", "place", "pk")

    def __str__(self) -> str:
        """Return whose it is and what about."""
        return f"{self.participant} {self.instrument}"

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("treaties:declaration", args=[self.pk])


class DeclaredProvision(Record):
    """An article or paragraph that a declaration is about.

    Attributes:
        identifier: of the provision ("UNTOC#art18(13)").
        article: the number of its article, for lists.
    """

    declaration = models.ForeignKey(
        Declaration, on_delete=models.CASCADE, related_name="provisions"
    )
    identifier = models.CharField(_("provision"), max_length=120, db_index=True)
    article = models.CharField(_("article"), max_length=20)

    objects: ClassVar[Any] = Public["DeclaredProvision"].as_manager()

    class Meta:
        """In the order in which the words name them."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier


class TreatyText(Record):
    """The words of an instrument as an officer put them in; a newer text leaves the older one."""

    instrument = models.CharField(_("instrument"), max_length=80, db_index=True)
    name = models.CharField(_("file"), max_length=255)
    digest = models.CharField(max_length=64)
    source = models.CharField(_("source"), max_length=300, blank=True)
    current = models.BooleanField(default=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    held_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Public["TreatyText"].as_manager()

    class Meta:
        """One text of an instrument is current."""

        ordering = ("-held_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("instrument",),
                condition=models.Q(current=True),
                name="treaties_one_current_text",
            ),
        )

    def __str__(self) -> str:
        """Return instrument and file."""
        return f"{self.instrument} ({self.name})"


class TreatyProvision(Record):
    """An article, paragraph or point of a treaty's text, by its stable identifier."""

    text = models.ForeignKey(TreatyText, on_delete=models.CASCADE, related_name="provisions")
    identifier = models.CharField(_("identifier"), max_length=200, db_index=True)
    position = models.PositiveIntegerField()
    article = models.CharField(_("article"), max_length=20)
    label = models.CharField(max_length=40, blank=True)
    depth = models.PositiveSmallIntegerField()
    heading = models.TextField(_("heading"), blank=True)
    words = models.TextField(_("words"), blank=True)

    objects: ClassVar[Any] = Public["TreatyProvision"].as_manager()

    class Meta:
        """In the order of the text."""

        ordering = ("text", "position")

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier


class ImportProposal(Record):
    """A table that was uploaded and is not applied yet; what it would change is worked out anew.

    Attributes:
        what: "participation" or "declarations".
        rows: what was read: line, participant as printed, code, and entries with doubts, or words.
    """

    PARTICIPATION = "participation"
    DECLARATIONS = "declarations"

    what = models.CharField(max_length=16, default=PARTICIPATION)

    instrument = models.CharField(_("instrument"), max_length=80)
    name = models.CharField(_("file"), max_length=255)
    digest = models.CharField(max_length=64)
    as_known_on = models.DateField(_("as known on"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    rows = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = OfImporters["ImportProposal"].as_manager()

    def __str__(self) -> str:
        """Return file and instrument."""
        return f"{self.name} ({self.instrument})"
