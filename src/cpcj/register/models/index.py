"""The words that search looks in, and the counter that says when something changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import connection, models
from django.db.models import F

from cpcj.frame.records import Record, RecordQuerySet
from cpcj.register.models.texts import Provision, Text
from cpcj.register.models.visibility import OfText


class SearchEntry(Record):
    """The words of a paragraph of a current version, points included, as search compares them.

    The stores index ``terms`` (SQLite: the table ``register_search``, kept in step by triggers;
    PostgreSQL: the generated column ``vector``). ``folded`` answers exact searches.
    """

    provision = models.OneToOneField(
        Provision, primary_key=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12)
    terms = models.TextField()
    folded = models.TextField()

    objects: ClassVar[Any] = OfText["SearchEntry"].as_manager()

    def __str__(self) -> str:
        """Return the terms."""
        return self.terms


class Generation(Record):
    """One row: a number that grows with every change of the register.

    Records carry the number of their last change, so that what is kept in memory (facet counts)
    can be brought up to date by reading what changed since.
    """

    number = models.BigIntegerField()

    objects: ClassVar[Any] = RecordQuerySet["Generation"].as_manager()

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """Return the number."""
        # Asked by every page: without the ORM, which would take longer than the store.
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM register_generation WHERE id = 1")
            row = cursor.fetchone()
        return int(row[0]) if row else 0

    @classmethod
    def advance(cls) -> int:
        """Count one up and return the number; other writers wait until the transaction ends."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            # The row comes with the migrations; a database that was emptied by hand lacks it.
            cls.objects.create(pk=1, number=1)
        return cls.current()
