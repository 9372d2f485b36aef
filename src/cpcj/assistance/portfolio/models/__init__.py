"""Programmes, projects and activities; what stands beside them; needs; training."""

from __future__ import annotations

from cpcj.assistance.portfolio.models.activities import (
    Activity,
    Budget,
    Kind,
    Level,
    Office,
    Reach,
    Revision,
    Serial,
)
from cpcj.assistance.portfolio.models.beside import (
    ActivityOffice,
    ActivityRequest,
    ActivityValue,
    Document,
    DocumentContent,
    Marker,
    Partner,
    Recipient,
    Sector,
)
from cpcj.assistance.portfolio.models.imports import Proposal
from cpcj.assistance.portfolio.models.needs import ActivityNeed, Need, NeedRequest, NeedValue
from cpcj.assistance.portfolio.models.training import Event, FollowUp, Format, Participants, Sex
from cpcj.assistance.portfolio.rules.states import Release, Status

__all__ = [
    "Activity",
    "ActivityNeed",
    "ActivityOffice",
    "ActivityRequest",
    "ActivityValue",
    "Budget",
    "Document",
    "DocumentContent",
    "Event",
    "FollowUp",
    "Format",
    "Kind",
    "Level",
    "Marker",
    "Need",
    "NeedRequest",
    "NeedValue",
    "Office",
    "Participants",
    "Partner",
    "Proposal",
    "Reach",
    "Recipient",
    "Release",
    "Revision",
    "Sector",
    "Serial",
    "Sex",
    "Status",
]
