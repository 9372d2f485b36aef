"""What is to be reached, by when, and what was."""

from __future__ import annotations

from cpcj.assistance.results.models.framework import (
    BaselineRow,
    Dimension,
    Indicator,
    Measured,
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
    "BaselineRow",
    "Dimension",
    "Figure",
    "Indicator",
    "Measured",
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
