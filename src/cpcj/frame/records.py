"""The base of every record of a room: seen through ``visible_to``, written only inside a service.

``Record`` and ``RecordQuerySet`` refuse every write (save, delete, update, bulk operations) outside
a function decorated with :func:`cpcj.frame.services.service`, so that no bulk operation can pass by
the permission check and the audit log.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

_writing: ContextVar[bool] = ContextVar("cpcj_writing", default=False)

M = TypeVar("M", bound=models.Model)


class WriteOutsideServiceError(RuntimeError):
    """A record was written without a service: no permission checked, no audit event left."""


@contextmanager
def writing_allowed() -> Iterator[None]:
    """Allow writes to records inside the block.

    For :func:`~cpcj.frame.services.service` and for test factories; nothing else opens it.
    """
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def is_writing() -> bool:
    """Return whether a service is running: what is written belongs to its change."""
    return _writing.get()


def check_writing(what: str) -> None:
    """Refuse to write outside a service; for models that cannot derive from :class:`Record`.

    Raises:
        WriteOutsideServiceError: no service is running.
    """
    if not _writing.get():
        message = f"{what} outside a service"
        raise WriteOutsideServiceError(message)


class VisibleTo(Protocol):
    """What can be asked which of its records a user may see."""

    def visible_to(self, user: Actor) -> Self:
        """Return those records that ``user`` may see."""
        ...


class RecordQuerySet(models.QuerySet[M, M]):
    """Records of a room. Each room defines ``visible_to``; list, detail, count, search, export,
    related records and API all start from it.
    """

    def visible_to(self, user: Actor) -> Self:
        """Return those records that ``user`` may see."""
        message = f"{type(self).__name__} does not say who may see its records"
        raise NotImplementedError(message)

    def update(self, **kwargs: Any) -> int:
        """Update inside a service only."""
        check_writing(f"update of {self.model._meta.label}")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete inside a service only."""
        check_writing(f"delete of {self.model._meta.label}")
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[M]:
        """Create many inside a service only."""
        check_writing(f"bulk_create of {self.model._meta.label}")
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Update many inside a service only."""
        check_writing(f"bulk_update of {self.model._meta.label}")
        return super().bulk_update(*args, **kwargs)


class Record(models.Model):
    """Abstract base of a room's models."""

    objects: ClassVar[models.Manager[Any]] = RecordQuerySet.as_manager()

    class Meta:
        """Abstract."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save inside a service only."""
        check_writing(f"save of {self._meta.label}")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete inside a service only."""
        check_writing(f"delete of {self._meta.label}")
        return super().delete(*args, **kwargs)
