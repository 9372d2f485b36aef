"""Who may see results: the framework with its published activity, figures once approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.db import models

from cpcj.assistance.portfolio.visibility import OfActivity
from cpcj.assistance.results.rules.states import UpdateStatus
from cpcj.frame.permissions import NOBODYS, Scope

if TYPE_CHECKING:
    from cpcj.assistance.results.models import Update

M = TypeVar("M", bound=models.Model)


def scope(update: Update) -> Scope:
    """Return whose an update is: the unit's that answered for the activity when it was begun."""
    if update.unit_id is None:
        return NOBODYS
    return Scope(units=frozenset({update.unit_id}))


class Results(OfActivity[M]):
    """Results and periods, seen with their activity."""


class OfResult(OfActivity[M]):
    """What belongs to a result."""

    to_activity = "result__activity__"


class OfIndicator(OfActivity[M]):
    """What belongs to an indicator."""

    to_activity = "indicator__result__activity__"


class Updates(OfActivity[M]):
    """Updates; others than the office see approved ones."""

    to_activity = "period__activity__"
    also: ClassVar[dict[str, Any]] = {"status": UpdateStatus.APPROVED}


class OfUpdate(OfActivity[M]):
    """What belongs to an update."""

    to_activity = "update__period__activity__"
    also: ClassVar[dict[str, Any]] = {"update__status": UpdateStatus.APPROVED}
