"""Who may see what the register holds: one rule, for every kind of record.

Texts are public unless the officer who uploaded them kept them back; those are for the people who
may upload. What was withdrawn is seen by nobody. Everything else is seen with its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from cpcj.frame.permissions import Permission, allows
from cpcj.frame.records import RecordQuerySet

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)


def sees_unpublished(user: Actor) -> bool:
    """Tell whether a user sees texts that are not published."""
    return allows(user, Permission.TEXT_UPLOAD)


class TextBound(RecordQuerySet[M]):
    """Records that are seen with a text; ``to_text`` is the way to it ("version__text")."""

    to_text = ""

    def visible_to(self, user: Actor) -> Self:
        """Return the records of texts that ``user`` may see."""
        way = f"{self.to_text}__" if self.to_text else ""
        seen = self.filter(**{f"{way}current__isnull": False})
        if sees_unpublished(user):
            return seen
        return seen.filter(**{f"{way}published": True})


class OfVersion(TextBound[M]):
    """Records of a version of a text."""

    to_text = "version__text"


class OfText(TextBound[M]):
    """Records that name their text."""

    to_text = "text"


class OfOfficers(RecordQuerySet[M]):
    """Records for the people who may upload."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who may upload, none to others."""
        return self if sees_unpublished(user) else self.none()
