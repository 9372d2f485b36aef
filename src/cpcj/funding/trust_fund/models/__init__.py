"""Records of the room."""

from __future__ import annotations

from cpcj.funding.trust_fund.models.applications import (
    PARTS,
    Application,
    Assignment,
    Attachment,
    AttachmentContent,
    Particular,
    Score,
)
from cpcj.funding.trust_fund.models.calls import AgreementTemplate, Call, Fund, Numbers
from cpcj.funding.trust_fund.models.grants import Assisted, Grant, GrantInstalment, Report

__all__ = [
    "PARTS",
    "AgreementTemplate",
    "Application",
    "Assignment",
    "Assisted",
    "Attachment",
    "AttachmentContent",
    "Call",
    "Fund",
    "Grant",
    "GrantInstalment",
    "Numbers",
    "Particular",
    "Report",
    "Score",
]
