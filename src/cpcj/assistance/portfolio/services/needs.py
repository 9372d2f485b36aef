"""Needs assessments, and what points at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.models import Request
from cpcj.assistance.portfolio.models import Activity, ActivityNeed, Need, NeedRequest, NeedValue
from cpcj.assistance.portfolio.services.faults import PortfolioError, line, text
from cpcj.assistance.portfolio.services.recording import hold
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.resolutions.topics import topics
from cpcj.resolutions.vocabulary.states import states

_RECORD = Permission.PORTFOLIO_RECORD


@service(permission=_RECORD)
def record_need(  # noqa: PLR0913 - what a needs assessment says
    change: Change,
    *,
    state: str,
    on: dt.date,
    title: str,
    findings: str,
    assessed_by: str,
    evidence: str,
    areas: Sequence[str],
    requests: Sequence[str] = (),
) -> Need:
    """Record a needs assessment.

    Args:
        change: given by the service.
        state: ISO 3166-1 alpha-3 code.
        on: the day the findings are of.
        title: in one line.
        findings: what was found.
        assessed_by: by which mission, review or institution.
        evidence: what it rests on.
        areas: keys of crime areas, at least one.
        requests: numbers of requests of the same State that rest on it.

    Raises:
        PortfolioError: something is missing or unknown.
    """
    known = states().get(state)
    if known is None or known.status == "former":
        raise PortfolioError(gettext("There is no such State or region: %s") % state)
    if on > timezone.localdate():
        raise PortfolioError(gettext("What was found is not of a day to come."))
    crime_areas = {topic.key for topic in topics()}
    if not areas or (set(areas) - crime_areas):
        raise PortfolioError(gettext("Choose at least one crime area."))
    rested = list(Request.objects.visible_to(change.actor).filter(number__in=requests, state=state))
    if len(rested) != len(set(requests)):
        raise PortfolioError(gettext("A request of this State has another number."))
    if not text(findings) or not text(evidence):
        raise PortfolioError(gettext("Say what was found, and on what evidence."))
    need = Need(
        state=state, on=on, title=line(title, gettext("Title")), findings=text(findings),
        assessed_by=line(assessed_by, gettext("Assessed by")), evidence=text(evidence),
        made_by_id=change.actor.pk,
    )  # fmt: skip
    need.save()
    NeedValue.objects.bulk_create(NeedValue(need=need, value=one) for one in dict.fromkeys(areas))
    NeedRequest.objects.bulk_create(NeedRequest(need=need, request=one) for one in rested)
    change.created(need, ("state", "on", "title"))
    return need


@service(permission=_RECORD, on="activity")
def answers_needs(change: Change, activity: Activity, *, needs: Sequence[Need]) -> Activity:
    """Say which needs assessments an activity answers."""
    held = hold(activity)
    before = sorted(ActivityNeed.objects.filter(activity=held).values_list("need", flat=True))
    after = sorted({need.pk for need in needs})
    if before == after:
        change.nothing()
        return held
    ActivityNeed.objects.filter(activity=held).delete()
    ActivityNeed.objects.bulk_create(ActivityNeed(activity=held, need_id=pk) for pk in after)
    change.did(note="needs", activity=held.pk, before=before, after=after)
    return held
