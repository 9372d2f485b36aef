"""What is to be reached, by when, and what was."""

from __future__ import annotations

from cpcj.assistance.results.models.framework import (
    Dimension,
    Indicator,
    OverTime,
    Result,
    ResultType,
    Unit,
)
from cpcj.assistance.results.models.updates import (
    ApprovedError,
    Figure,
    Period,
    Snapshot,
    Target,
    Update,
)
from cpcj.assistance.results.rules.states import UpdateStatus

__all__ = [
    "ApprovedError",
    "Dimension",
    "Figure",
    "Indicator",
    "OverTime",
    "Period",
    "Result",
    "ResultType",
    "Snapshot",
    "Target",
    "Unit",
    "Update",
    "UpdateStatus",
]
