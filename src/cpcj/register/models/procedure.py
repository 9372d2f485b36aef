"""Sponsors and procedure: what is recorded of a text's way to its adoption."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from cpcj.frame.records import Record
from cpcj.register.models.acts import ReviewState
from cpcj.register.models.texts import TextVersion
from cpcj.register.models.visibility import OfVersion, TextBound


class ProcedureFact(Record):
    """One thing that is recorded of a text; see :class:`cpcj.resolutions.procedure.Fact`.

    Facts that a report tells of one of its texts stand with that text; those of a draft that is
    none of its texts stand with the report's procedural part, ``draft`` being its symbol.

    Attributes:
        position: place among the facts of the version, from 1.
        place: identifier of the paragraph of the report ("p20"), "note2", "sponsors", "adoption".
        start, end: the words that say it, in the words of that place; ``words`` are they.
        meeting, date: None where the words do not say; ``after`` is then the meeting last named.
        detail: how it was adopted, on what occasion a statement was made, and so on.
        vote: numbers and lists, as :func:`cpcj.resolutions.procedure.showing.vote_record`; empty.
        review: what officers said of it; a rejected fact is shown as such and counts nowhere.
        key: names the fact in what officers said, through every new reading; empty where nobody
            said anything.
    """

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="procedure")
    position = models.PositiveIntegerField()
    draft = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=16)
    place = models.CharField(max_length=64)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    meeting = models.IntegerField(null=True)
    date = models.DateField(null=True)
    after = models.IntegerField(null=True)
    symbols = models.JSONField(default=list)
    detail = models.CharField(max_length=80, blank=True)
    revised = models.BooleanField(default=False)
    vote = models.JSONField(default=dict)
    review = models.CharField(
        max_length=12, choices=ReviewState.choices, default=ReviewState.UNREVIEWED
    )
    key = models.CharField(max_length=20, blank=True)

    objects: ClassVar[Any] = OfVersion["ProcedureFact"].as_manager()

    class Meta:
        """Read in order."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="register_fact_place")
        ]

    def __str__(self) -> str:
        """Return what it is and the words."""
        return f"{self.kind}: {self.words}"


class OfFact(TextBound["ProcedureName"]):
    """Names of facts."""

    to_text = "fact__version__text"


class ProcedureName(Record):
    """Somebody named in a fact: a sponsor, a speaker.

    Attributes:
        name: as printed.
        start, end: where it stands in the words of the fact's place.
        code: ISO 3166-1 alpha-3 of the State; empty where no table knows the name.
        group: key of a group of States; empty for a single one.
        behalf: key of the group for which a State acts.
    """

    fact = models.ForeignKey(ProcedureFact, on_delete=models.CASCADE, related_name="names")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    code = models.CharField(max_length=3, blank=True, db_index=True)
    group = models.CharField(max_length=40, blank=True)
    behalf = models.CharField(max_length=40, blank=True)

    objects: ClassVar[Any] = OfFact.as_manager()

    def __str__(self) -> str:
        """Return the name."""
        return self.name
