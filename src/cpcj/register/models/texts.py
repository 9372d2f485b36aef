"""Texts with their versions, and what stands in a version."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from cpcj.frame.records import Record
from cpcj.register.models.sources import Document, Upload
from cpcj.register.models.states import ReviewState
from cpcj.register.models.visibility import OfText, OfVersion, TextBound
from cpcj.register.rules.languages import READ

PROCEDURE = "procedure"
"""``Text.part`` of the procedural part of a committee report."""


class Text(Record):
    """A resolution, decision or draft, or the procedural part of a committee report.

    What lists show and filter by stands here, taken from the current version: a list never joins.

    Attributes:
        identifier: stable identifier ("A/71/482!VIII").
        made: whether it is no document symbol and must not be shown as one.
        part: which text of its document ("VIII", "dec1", "procedure"); empty for a single one.
        kind: "draft resolution", "resolution", "draft decision", "decision", or, for what is no
            such text, the kind of the document ("committee report").
        standing: how far its acts have come: proposed, recommended, adopted.
        organ: key of the adopting body.
        year: year of ``date``.
        recurring_title: its title as its series knows it.
        language: ISO 639-2 code of the version that is shown without asking for another.
        languages: codes of all languages it is held in, in order, with a space between.
        current: the version that is shown; None when all were withdrawn.
        acts, operative, doubts: counts for lists, of the current version.
        generation: when it was last changed, see :class:`~cpcj.register.models.index.Generation`.
    """

    identifier = models.CharField(max_length=255, unique=True)
    made = models.BooleanField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="texts")
    part = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40)
    standing = models.CharField(max_length=12)
    symbol = models.CharField(max_length=255, blank=True)
    number = models.CharField(max_length=80, blank=True)
    title = models.TextField(blank=True)
    recurring_title = models.CharField(max_length=500, blank=True, db_index=True)
    organ = models.CharField(max_length=80, blank=True)
    committee = models.CharField(max_length=255, blank=True)
    session = models.IntegerField(null=True)
    year = models.IntegerField(null=True)
    date = models.DateField(null=True)
    agenda_item = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=8)
    languages = models.CharField(max_length=64, blank=True)
    published = models.BooleanField(default=True)
    current = models.OneToOneField(
        "register.TextVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    series = models.ForeignKey(
        "register.Series", null=True, on_delete=models.SET_NULL, related_name="texts"
    )
    series_reason = models.CharField(max_length=200, blank=True)
    acts = models.PositiveIntegerField(default=0)
    operative = models.PositiveIntegerField(default=0)
    doubts = models.PositiveIntegerField(default=0)
    generation = models.BigIntegerField(default=0, db_index=True)

    objects: ClassVar[Any] = TextBound["Text"].as_manager()

    class Meta:
        """Lists by date, families by session."""

        indexes: ClassVar = [
            models.Index(fields=["-date", "identifier"], name="register_text_date"),
            models.Index(fields=["session", "organ"], name="register_text_session"),
        ]

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier


class Alias(Record):
    """Another identifier that means a text: the made one it had before it got a symbol."""

    identifier = models.CharField(max_length=255, unique=True)
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="aliases")

    objects: ClassVar[Any] = OfText["Alias"].as_manager()

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier


class TextVersion(Record):
    """The words of a text at one time. Versions are added, never overwritten.

    Attributes:
        number: counts from 1 in its text, through all languages.
        language: ISO 639-2 code. The latest of each language is in force in that language; acts
            are read in one language alone.
        joined_from: the text it was held as before an officer said that it is this text in another
            language; None where the file itself said it.
        digest: of its words, see :mod:`cpcj.register.rules.versions`.
        reader: version of the reader whose acts and citations stand here.
        sponsors: names as printed.
        procedure_reader: version of the reader that read sponsors and procedure; empty where that
            was not read yet.
        layout: marks and italics of title and organ line, as in :class:`Provision`.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=8, default=READ)
    joined_from = models.ForeignKey(
        Text, null=True, on_delete=models.PROTECT, related_name="versions_elsewhere"
    )
    digest = models.CharField(max_length=64)
    reader = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)
    title = models.TextField(blank=True)
    organ_line = models.TextField(blank=True)
    sponsors = models.JSONField(default=list)
    adoption_meeting = models.IntegerField(null=True)
    adoption_date = models.DateField(null=True)
    adoption_words = models.TextField(blank=True)
    procedure_reader = models.CharField(max_length=40, blank=True)
    layout = models.JSONField(default=dict)

    objects: ClassVar[Any] = OfText["TextVersion"].as_manager()

    class Meta:
        """A text has a version of certain words once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "number"], name="register_version_number"),
            models.UniqueConstraint(fields=["text", "digest"], name="register_version_digest"),
        ]

    def __str__(self) -> str:
        """Return the text's identifier and the number."""
        return f"{self.text} ({self.number})"


class Appearance(Record):
    """A version of a text stands in an upload. A version lives while an upload carries it."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="appearances")
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="appearances")

    objects: ClassVar[Any] = OfVersion["Appearance"].as_manager()

    class Meta:
        """Once each."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "upload"], name="register_appearance_once")
        ]

    def __str__(self) -> str:
        """Return both."""
        return f"{self.version} in {self.upload}"


class Provision(Record):
    """A paragraph or point of a version, in printed order.

    Attributes:
        position: place among the provisions and headings of the version, from 1.
        identifier: stable identifier ("A/RES/70/178#op46(a)").
        local: the part of it after ``#``.
        role: preambular, operative, point, procedural, body.
        n, numbered: number as printed, and whether it is printed.
        depth: 0 for a paragraph, 1 for its points, and so on.
        paragraph_position: ``position`` of the paragraph it stands in; its own for a paragraph.
        annex: which annex it stands in, from 1; 0 for the body.
        words: its own words, closing words after points apart in ``closing``.
        full: of a paragraph with points: lead-in, points and closing, joined by line feeds; else
            empty. :attr:`full_text` is either.
        layout: ``{"marks": [[at, mark]], "emphasis": [[start, end]], "source": [[start, end,
            source_start, source_end]], "closing": {the same for the closing words}}``; absent keys
            are empty.
    """

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="provisions")
    position = models.PositiveIntegerField()
    identifier = models.CharField(max_length=320, db_index=True)
    local = models.CharField(max_length=64)
    role = models.CharField(max_length=12)
    n = models.CharField(max_length=40, blank=True)
    numbered = models.BooleanField()
    depth = models.PositiveSmallIntegerField()
    paragraph_position = models.PositiveIntegerField()
    annex = models.PositiveSmallIntegerField(default=0)
    words = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    full = models.TextField(blank=True)
    layout = models.JSONField(default=dict)

    objects: ClassVar[Any] = OfVersion["Provision"].as_manager()

    class Meta:
        """Read in printed order."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="register_provision_place")
        ]

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier

    @property
    def full_text(self) -> str:
        """Return the paragraph's words, points included: what the spans of its acts point into."""
        return self.full or self.words


class Heading(Record):
    """A heading of a version; ``position`` in one count with the provisions; annex titles too."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="headings")
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField()
    n = models.CharField(max_length=80, blank=True)
    annex = models.PositiveSmallIntegerField(default=0)
    words = models.TextField(blank=True)
    layout = models.JSONField(default=dict)

    objects: ClassVar[Any] = OfVersion["Heading"].as_manager()

    def __str__(self) -> str:
        """Return the words."""
        return self.words


class Footnote(Record):
    """A footnote of a version, in order of print."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="footnotes")
    position = models.PositiveIntegerField()
    mark = models.CharField(max_length=20)
    words = models.TextField()
    layout = models.JSONField(default=dict)

    objects: ClassVar[Any] = OfVersion["Footnote"].as_manager()

    def __str__(self) -> str:
        """Return mark and words."""
        return f"{self.mark} {self.words}"


class Citation(Record):
    """Words of a version that name another text, treaty, document or paragraph.

    Attributes:
        provision: the paragraph it stands in; None for one in a footnote or the title.
        place: local identifier of the provision, "title" or "note".
        note: ``position`` of the footnote it stands in.
        start, end: its words in the words of that place, or in the provision's closing words
            (``in_closing``).
        target: the identifier it resolves to; empty where it does not.
        target_text: the part of ``target`` before ``#``: what "also cited by" groups by.
        review: what officers said of it; a rejected one cites nothing and is in no list.
        key: names it in what officers said, through every new reading; empty where nobody did.
        machine: what the present reader gives there, where somebody settled it; empty where it
            gives nothing, and where nobody said anything.
    """

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="citations")
    provision = models.ForeignKey(
        Provision, null=True, on_delete=models.CASCADE, related_name="citations"
    )
    place = models.CharField(max_length=80)
    note = models.PositiveIntegerField(null=True)
    in_closing = models.BooleanField(default=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    kind = models.CharField(max_length=20)
    target = models.CharField(max_length=320, blank=True, db_index=True)
    target_text = models.CharField(max_length=255, blank=True, db_index=True)
    made = models.BooleanField(default=False)
    body = models.CharField(max_length=80, blank=True)
    date = models.DateField(null=True)
    pinpoint = models.CharField(max_length=255, blank=True)
    review = models.CharField(
        max_length=12, choices=ReviewState.choices, default=ReviewState.UNREVIEWED
    )
    key = models.CharField(max_length=20, blank=True)
    machine = models.JSONField(default=dict)

    objects: ClassVar[Any] = OfVersion["Citation"].as_manager()

    def __str__(self) -> str:
        """Return the words."""
        return self.words


class Doubt(Record):
    """Something that could not be read with confidence; ``local`` names the provision, if one."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="doubts")
    code = models.CharField(max_length=80)
    message = models.TextField()
    local = models.CharField(max_length=64, blank=True)
    source_start = models.PositiveIntegerField(null=True)
    source_end = models.PositiveIntegerField(null=True)

    objects: ClassVar[Any] = OfVersion["Doubt"].as_manager()

    def __str__(self) -> str:
        """Return the message."""
        return self.message
