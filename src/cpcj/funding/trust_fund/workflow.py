"""Calls, applications, grants and reports as tables: who takes them from where to where."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.frame.permissions import Permission
from cpcj.frame.workflow import Transition, Workflow
from cpcj.funding.trust_fund.models import Application, Call, Grant, GrantInstalment
from cpcj.funding.trust_fund.rules.states import (
    ApplicationStatus,
    CallStatus,
    GrantStatus,
    ReportStatus,
)

_CALL, _APPLY, _AWARD = Permission.GRANT_CALL, Permission.GRANT_APPLY, Permission.GRANT_AWARD


def _time_is_over(call: Call) -> str | None:
    if timezone.localdate() <= call.closes_on:
        return gettext("Applications are still taken: the closing day is not over.")
    return None


def _has_criteria(call: Call) -> str | None:
    return None if call.criteria else gettext("The call has no criteria for scores.")


def _all_decided(call: Call) -> str | None:
    waiting = Application.objects.filter(call=call, status=ApplicationStatus.SUBMITTED)
    return gettext("An application still waits for a decision.") if waiting.exists() else None


def _all_closed(call: Call) -> str | None:
    running = Grant.objects.filter(application__call=call).exclude(status=GrantStatus.CLOSED)
    return gettext("A grant of this call is not closed.") if running.exists() else None


def _all_accounted(grant: Grant) -> str | None:
    if grant.reason:
        return None
    paid = GrantInstalment.objects.filter(grant=grant, entry__isnull=False)
    settled = Q(report__status=ReportStatus.ACCEPTED) | Q(refunded=F("cents"))
    if paid.exclude(settled).exists():
        return gettext("The use of an instalment is not accounted for: say why it is closed.")
    return None


CALL = Workflow(
    name="Call for proposals",
    field="status",
    states=CallStatus,
    initial=CallStatus.DRAFT,
    transitions=(
        Transition("open", (CallStatus.DRAFT,), CallStatus.OPEN, _CALL, guard=_has_criteria,
                   who="an officer"),
        Transition("close", (CallStatus.OPEN,), CallStatus.CLOSED, _CALL, guard=_time_is_over,
                   who="an officer, once the closing day is over"),
        Transition("assess", (CallStatus.CLOSED,), CallStatus.ASSESSMENT, _CALL, who="an officer"),
        Transition("decide", (CallStatus.ASSESSMENT,), CallStatus.DECIDED, _AWARD,
                   guard=_all_decided, who="a head of unit, once every application is decided"),
        Transition("end", (CallStatus.DECIDED,), CallStatus.ENDED, _CALL, guard=_all_closed,
                   who="an officer, once every grant is closed"),
    ),
)  # fmt: skip

APPLICATION = Workflow(
    name="Application",
    field="status",
    states=ApplicationStatus,
    initial=ApplicationStatus.DRAFT,
    transitions=(
        Transition("submit", (ApplicationStatus.DRAFT,), ApplicationStatus.SUBMITTED, _APPLY,
                   who="the grantee"),
        Transition("withdraw", (ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED),
                   ApplicationStatus.WITHDRAWN, _APPLY, who="the grantee"),
        Transition("award", (ApplicationStatus.SUBMITTED,), ApplicationStatus.AWARDED, _AWARD,
                   who="a head of unit who did not score it"),
        Transition("decline", (ApplicationStatus.SUBMITTED,), ApplicationStatus.DECLINED, _AWARD,
                   required=("decision_reason",), who="a head of unit who did not score it"),
    ),
)  # fmt: skip

GRANT = Workflow(
    name="Grant",
    field="status",
    states=GrantStatus,
    initial=GrantStatus.ACTIVE,
    transitions=(
        Transition("suspend", (GrantStatus.ACTIVE,), GrantStatus.SUSPENDED, _CALL,
                   required=("reason",), who="an officer"),
        Transition("resume", (GrantStatus.SUSPENDED,), GrantStatus.ACTIVE, _AWARD,
                   required=("reason",), who="a head of unit"),
        Transition("close", (GrantStatus.ACTIVE, GrantStatus.SUSPENDED), GrantStatus.CLOSED,
                   _AWARD, guard=_all_accounted, who="a head of unit"),
    ),
)  # fmt: skip

REPORT = Workflow(
    name="Report of a grantee",
    field="status",
    states=ReportStatus,
    initial=ReportStatus.SUBMITTED,
    transitions=(
        Transition("return", (ReportStatus.SUBMITTED,), ReportStatus.RETURNED, _CALL,
                   required=("answer",), who="an officer"),
        Transition("send_again", (ReportStatus.RETURNED,), ReportStatus.SUBMITTED, _APPLY,
                   who="the grantee"),
        Transition("accept", (ReportStatus.SUBMITTED,), ReportStatus.ACCEPTED, _CALL,
                   who="an officer; who sees it, where the amount is withheld"),
    ),
)  # fmt: skip
