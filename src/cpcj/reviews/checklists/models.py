"""Checklists, sets of answers to them, and what stands beside an answer."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cpcj.accounts.models import Organization
from cpcj.frame.records import Record
from cpcj.reviews.checklists.rules.checklist import Adoption, Checklist, read_checklist
from cpcj.reviews.checklists.rules.progress import Standing
from cpcj.reviews.checklists.visibility import Answers, Beside, Checklists, History, Sets
from cpcj.reviews.models import Cycle

_PERSON = settings.AUTH_USER_MODEL

ADOPTIONS = {
    Adoption.FULL: _("adopted fully"),
    Adoption.PART: _("adopted in part"),
    Adoption.NOT: pgettext_lazy("of a provision", "not adopted"),
    Adoption.NOT_APPLICABLE: _("not applicable"),
}
_CHOICES = [(one.value, words) for one, words in ADOPTIONS.items()]

ASSISTANCE = {
    "good_practices": _("Good practices and lessons learned"),
    "model_law": _("Model legislation"),
    "drafting": _("Drafting of legislation"),
    "legal_advice": _("Legal advice"),
    "plan": _("An action plan for implementation"),
    "capacity": _("Training and capacity-building"),
    "on_site": _("Help on site by an expert"),
    "equipment": _("Equipment and premises"),
    "other": _("Other assistance"),
}
"""Types of assistance that an answer can say is needed."""


class ChecklistVersion(Record):
    """A version of a checklist, as the words of its file say; never changed, only followed."""

    key = models.CharField(_("checklist"), max_length=40)
    version = models.CharField(_("version"), max_length=10)
    title = models.CharField(_("title"), max_length=1000)
    words = models.TextField()
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Checklists["ChecklistVersion"].as_manager()

    class Meta:
        """Each version once; the latest last."""

        ordering = ("key", "pk")
        constraints = (
            models.UniqueConstraint(fields=("key", "version"), name="checklists_version_once"),
        )

    def __str__(self) -> str:
        """Return key and version."""
        return f"{self.key} {self.version}"

    @property
    def rules(self) -> Checklist:
        """Return what it says."""
        return read_checklist(self.words)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("checklists:checklist", args=[self.key, self.version])


class Status(models.TextChoices):
    """Where a set of answers stands."""

    DRAFTED = "drafted", _("being drafted")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned to be completed")


class AnswerSet(Record):
    """Answers to a version of a checklist, of a State or of an institution.

    Attributes:
        code: by which a review names it: "UNCAC-III-1-PER-1".
        state: code of the State whose it is; "" for an institution's.
        organization, institution: who answers for an institution, and its name.
        cycle: the cycle of reviews it is for, if any.
        from_set: the set of an older version that it was carried over from.
    """

    code = models.CharField(max_length=120, unique=True)
    version = models.ForeignKey(ChecklistVersion, on_delete=models.PROTECT, related_name="sets")
    state = models.CharField(_("State"), max_length=3, blank=True, db_index=True)
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("organization"),
    )  # fmt: skip
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    cycle = models.ForeignKey(
        Cycle, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("cycle")
    )
    from_set = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFTED
    )
    made_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    made_on = models.DateField(_("begun on"), default=timezone.localdate)
    submitted_on = models.DateField(_("submitted on"), null=True)

    objects: ClassVar[Any] = Sets["AnswerSet"].as_manager()

    class Meta:
        """The latest first; a State's or an institution's, never both."""

        ordering = ("-made_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(organization__isnull=True, institution="") & ~Q(state="")
                | Q(organization__isnull=False, state="") & ~Q(institution=""),
                name="checklists_set_of_one",
            ),
        )

    def __str__(self) -> str:
        """Return its code."""
        return self.code

    @property
    def open(self) -> bool:
        """Tell whether answers can be written."""
        return self.status != Status.SUBMITTED

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("checklists:set", args=[self.code])


class Answer(Record):
    """The answer to a question; there is one from the beginning, with nothing in it.

    Attributes:
        question, about: identifier of the question, and of the provision it is about.
        needs: by type of assistance what is needed, in words.
        source: code of the set it was taken over from, and the question there ("code question").
    """

    set = models.ForeignKey(AnswerSet, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    about = models.CharField(max_length=120, db_index=True)
    law = models.CharField(_("law"), max_length=4, choices=_CHOICES, blank=True)
    practice = models.CharField(_("practice"), max_length=4, choices=_CHOICES, blank=True)
    in_law = models.TextField(_("what the law says"), blank=True)
    in_practice = models.TextField(_("what is done in practice"), blank=True)
    citations = models.TextField(_("citations of law"), blank=True)
    examples = models.TextField(_("examples"), blank=True)
    challenges = models.TextField(_("challenges"), blank=True)
    needs = models.JSONField(_("assistance needed"), default=dict)
    source = models.CharField(max_length=170, blank=True)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Answers["Answer"].as_manager()

    class Meta:
        """Each question once in a set."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("set", "question"), name="checklists_answer_once"),
        )

    def __str__(self) -> str:
        """Return the question."""
        return self.question

    @property
    def standing(self) -> Standing:
        """Return how far what is asked for is there."""
        return Standing(self.law, self.practice)

    @property
    def said(self) -> bool:
        """Tell whether anything was said."""
        return any(getattr(self, name) for name in FIELDS)


FIELDS = (
    "law", "practice", "in_law", "in_practice", "citations", "examples", "challenges", "needs",
)  # fmt: skip
"""What an answer says, in the order of forms and workbooks."""


class AnswerChange(Record):
    """Who wrote what in an answer: the fields that changed, as they were left."""

    class Way(models.TextChoices):
        """How it was written."""

        FORM = "form", _("on the page")
        WORKBOOK = "workbook", _("by workbook")
        TAKEN_OVER = "taken_over", _("taken over")

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="changes")
    way = models.CharField(max_length=12, choices=Way.choices)
    said = models.JSONField(default=dict)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = History["AnswerChange"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Return how."""
        return self.way


class CoAuthor(Record):
    """That a member of the State or organization is asked to answer a question."""

    set = models.ForeignKey(AnswerSet, on_delete=models.PROTECT, related_name="coauthors")
    question = models.CharField(max_length=40)
    person = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Beside["CoAuthor"].as_manager()

    class Meta:
        """Each person once for a question."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("set", "question", "person"), name="checklists_asked_once"
            ),
        )

    def __str__(self) -> str:
        """Return the question."""
        return self.question


class Move(Record):
    """That a set was submitted or returned, when, by whom, with which words."""

    set = models.ForeignKey(AnswerSet, on_delete=models.PROTECT, related_name="moves")
    to = models.CharField(max_length=10, choices=Status.choices)
    words = models.TextField(blank=True)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = Beside["Move"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Return where to."""
        return self.to


class Workbook(Record):
    """A workbook that came back; its rows as read, to be looked at before anything is written."""

    set = models.ForeignKey(AnswerSet, on_delete=models.PROTECT, related_name="workbooks")
    name = models.CharField(_("file"), max_length=255)
    rows = models.JSONField(default=list)
    by = models.ForeignKey(_PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Beside["Workbook"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name


class ProposedRequest(Record):
    """A request for assistance that a submitted answer proposes; the State makes it or not.

    ``request`` is the number of the request that was made of it.
    """

    class Standing(models.TextChoices):
        """What came of it."""

        OPEN = "open", _("to be decided by the State")
        MADE = "made", _("requested")
        DECLINED = "declined", _("not requested")
        GONE = "gone", _("no longer needed")

    set = models.ForeignKey(AnswerSet, on_delete=models.PROTECT, related_name="proposals")
    question = models.CharField(max_length=40)
    about = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    words = models.TextField()
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.OPEN)
    request = models.CharField(max_length=13, blank=True)
    decided_on = models.DateField(null=True)

    objects: ClassVar[Any] = Beside["ProposedRequest"].as_manager()

    class Meta:
        """Each need of an answer once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("set", "question", "kind"), name="checklists_need_once"
            ),
        )

    def __str__(self) -> str:
        """Return question and type."""
        return f"{self.question} {self.kind}"
