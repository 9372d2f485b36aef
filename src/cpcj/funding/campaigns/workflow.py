"""How a request for sponsorship moves: asked, then approved or declined by a second person."""

from __future__ import annotations

from cpcj.frame.permissions import Permission
from cpcj.frame.workflow import Transition, Workflow
from cpcj.funding.campaigns.models import SponsorshipStatus as S

SPONSORSHIP = Workflow(
    name="Request for sponsorship",
    field="status",
    states=S,
    initial=S.ASKED,
    transitions=(
        Transition(
            "approve",
            (S.ASKED,),
            S.APPROVED,
            permission=Permission.FUNDING_APPROVE,
            required=("decided_on", "contribution_id"),
            who="a head of unit who did not record the request",
        ),
        Transition(
            "decline",
            (S.ASKED,),
            S.DECLINED,
            permission=Permission.FUNDING_APPROVE,
            required=("decided_on", "decision"),
            who="a head of unit who did not record the request",
        ),
        Transition(
            "settle",
            (S.APPROVED,),
            S.SETTLED,
            permission=Permission.CAMPAIGN_RECORD,
            who="an officer",
        ),
    ),
)
