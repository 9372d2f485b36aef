"""Publications with their files, what is wrong in them, what is new; files of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.visibility import keeps
from cpcj.assistance.publication.rules.states import RunStatus
from cpcj.frame.permissions import Permission, allows
from cpcj.frame.records import Record, RecordQuerySet

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)
_PERSON = settings.AUTH_USER_MODEL


class OfRun(RecordQuerySet[M]):
    """What is seen with its publication; ``to_run`` is the way to it."""

    to_run: ClassVar[str] = "run__"

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to others what was published."""
        if keeps(user):
            return self.all()
        if not allows(user, Permission.PORTFOLIO_VIEW):
            return self.none()
        return self.filter(**{f"{self.to_run}status": RunStatus.PUBLISHED})


class Runs(OfRun[M]):
    """Publications."""

    to_run = ""


class OfFile(OfRun[M]):
    """The bytes of a file."""

    to_run = "file__run__"


class OfOffice(RecordQuerySet[M]):
    """What stays inside the office."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office."""
        return self.all() if keeps(user) else self.none()


class Run(Record):
    """A publication of the programme's IATI files.

    Attributes:
        records: how many activities are in it.
        errors, warnings: how many problems were found; errors keep it from going out.
        generated_at: when the files were made, as they say; None before that.
    """

    status = models.CharField(
        _("state"), max_length=10, choices=RunStatus, default=RunStatus.DRAFT, db_index=True
    )
    records = models.PositiveIntegerField(_("activities"), default=0)
    errors = models.PositiveIntegerField(_("errors"), default=0)
    warnings = models.PositiveIntegerField(_("warnings"), default=0)
    generated_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    published_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("published"), null=True)

    objects: ClassVar[Any] = Runs["Run"].as_manager()

    class Meta:
        """The latest first; nobody publishes what they made."""

        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True)
                | models.Q(made_by__isnull=True)
                | ~models.Q(published_by=models.F("made_by")),
                name="publication_four_eyes",
            ),
        )

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("publication:run", args=[self.pk])


class RunFile(Record):
    """A file of a publication."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("file"), max_length=80)
    size = models.PositiveIntegerField(_("bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)

    objects: ClassVar[Any] = OfRun["RunFile"].as_manager()

    class Meta:
        """In order; each name once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("run", "name"), name="publication_file_once"),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class RunFileContent(Record):
    """The bytes of a file, apart so that no list reads them."""

    file = models.OneToOneField(
        RunFile, primary_key=True, on_delete=models.CASCADE, related_name="content"
    )
    bytes = models.BinaryField()

    objects: ClassVar[Any] = OfFile["RunFileContent"].as_manager()

    def __str__(self) -> str:
        """Return the file's key."""
        return str(self.pk)


class RunProblem(Record):
    """What is wrong in a publication (:class:`cpcj.assistance.iati.checking.Problem`)."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="problems")
    identifier = models.CharField(_("identifier"), max_length=330)
    rule = models.CharField(_("rule"), max_length=20, blank=True)
    severity = models.CharField(_("severity"), max_length=10)
    element = models.CharField(_("element"), max_length=80)
    message = models.TextField()
    values = models.JSONField(default=dict)

    objects: ClassVar[Any] = OfOffice["RunProblem"].as_manager()

    class Meta:
        """In the order of the files."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Return rule and identifier."""
        return f"{self.rule} {self.identifier}"


class RunChange(Record):
    """A record that differs from what was last published.

    Attributes:
        kind: "added", "removed" or "changed".
        changes: ``[path, old, new]`` of what is another.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="changes")
    identifier = models.CharField(_("identifier"), max_length=330)
    kind = models.CharField(max_length=10)
    changes = models.JSONField(default=list)

    objects: ClassVar[Any] = OfOffice["RunChange"].as_manager()

    class Meta:
        """In the order of the files."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Return identifier and kind."""
        return f"{self.identifier} {self.kind}"


class Import(Record):
    """A file of the standard that was taken in.

    Attributes:
        version: as the file says; what is given out again is of version 2.03.
        attributes: those of its root, by qualified name.
    """

    name = models.CharField(_("file"), max_length=255)
    digest = models.CharField(max_length=64)
    root = models.CharField(max_length=30)
    version = models.CharField(_("version"), max_length=10)
    attributes = models.JSONField(default=dict)
    records = models.PositiveIntegerField(_("records"), default=0)
    made_by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("taken in"), auto_now_add=True)

    objects: ClassVar[Any] = OfOffice["Import"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("publication:import", args=[self.pk])


class Imported(Record):
    """A record of a file that was taken in, as it stood there.

    Attributes:
        place: its place in the file, from 1.
        xml: its XML in UTF-8; also what the portfolio has no field for.
        activity: the portfolio's own record that it became; None for records of others.
        base: what the register wrote of that record right after it was taken in.
        taken: positions, among the children of the XML, of what the portfolio has fields for.
    """

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="imported")
    place = models.PositiveIntegerField()
    identifier = models.CharField(_("identifier"), max_length=500, db_index=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    xml = models.BinaryField()
    activity = models.OneToOneField(
        "portfolio.Activity", null=True, on_delete=models.SET_NULL, related_name="imported"
    )
    base = models.BinaryField(blank=True)
    taken = models.JSONField(default=list)

    objects: ClassVar[Any] = OfOffice["Imported"].as_manager()

    class Meta:
        """In the order of the file."""

        ordering = ("source", "place")

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier
