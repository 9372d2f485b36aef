"""Files as they came, and the printed documents they carry."""

from __future__ import annotations

import zlib
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from cpcj.frame.permissions import Actor
from cpcj.frame.records import Record, RecordQuerySet
from cpcj.register.models.visibility import OfOfficers, sees_unpublished


class Upload(Record):
    """A file that somebody gave; the same bytes are one upload.

    ``digest`` is SHA-256 of the bytes, ``size`` in bytes. ``reader`` is the version of the reader
    that read it last. ``language`` is what a person said of it (ISO 639-2), empty where it was
    recognized. ``withdrawn_at`` is set when the upload was undone.
    """

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    reader = models.CharField(max_length=40)
    language = models.CharField(max_length=8, blank=True)
    document = models.ForeignKey(
        "register.Document", null=True, on_delete=models.PROTECT, related_name="uploads"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    objects: ClassVar[Any] = OfOfficers["Upload"].as_manager()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name


class UploadContent(Record):
    """The bytes of an upload, compressed, apart from what lists read."""

    upload = models.OneToOneField(
        Upload, primary_key=True, on_delete=models.CASCADE, related_name="content"
    )
    packed = models.BinaryField()

    objects: ClassVar[Any] = OfOfficers["UploadContent"].as_manager()

    def __str__(self) -> str:
        """Return the upload's name."""
        return str(self.upload)

    @classmethod
    def of(cls, upload: Upload, content: bytes) -> UploadContent:
        """Return the unsaved content of an upload."""
        return cls(upload=upload, packed=zlib.compress(content, 6))

    @property
    def bytes(self) -> bytes:
        """Return the file as it came."""
        return zlib.decompress(self.packed)


class DocumentQuerySet(RecordQuerySet["Document"]):
    """Documents."""

    def visible_to(self, user: Actor) -> Self:
        """Return the documents of which ``user`` may see a text."""
        seen = self.filter(texts__current__isnull=False)
        if not sees_unpublished(user):
            seen = seen.filter(texts__published=True)
        return seen.distinct()


class Document(Record):
    """A printed document: what its masthead says, as last read.

    ``identifier`` is its symbol or, where none is printed, one made here (``made``); ``organ`` is
    the key of the body ("ga"), ``organ_name`` as printed.
    """

    identifier = models.CharField(max_length=255, unique=True)
    made = models.BooleanField()
    symbol = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=40)
    organ = models.CharField(max_length=80, blank=True)
    organ_name = models.CharField(max_length=255, blank=True)
    committee = models.CharField(max_length=255, blank=True)
    session = models.IntegerField(null=True)
    agenda_item = models.CharField(max_length=255, blank=True)
    agenda_title = models.TextField(blank=True)
    distribution = models.CharField(max_length=80, blank=True)
    date = models.DateField(null=True)
    title = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    original_language = models.CharField(max_length=80, blank=True)
    origin = models.TextField(blank=True)

    objects: ClassVar[Any] = DocumentQuerySet.as_manager()

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier
