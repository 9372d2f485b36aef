"""The overview of arrears, one member's account, one year; as of a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.documents.answers import document_file
from cpcj.documents.contents import Kind
from cpcj.frame.permissions import Permission, require
from cpcj.funding.institute import names, queries
from cpcj.funding.institute.models import (
    Assessment,
    Budget,
    Entry,
    Member,
    Notice,
    OtherSource,
    Payment,
    Plan,
    SourceKind,
    WriteOff,
)
from cpcj.funding.institute.notices import letter_of
from cpcj.funding.institute.pictures import arrears_by_age
from cpcj.funding.institute.rules import shares
from cpcj.funding.institute.rules.accounts import code_of
from cpcj.funding.institute.rules.arrears import Age, Standing, age, plan_missing
from cpcj.funding.institute.views.base import state_of, ways
from cpcj.funding.institute.views.lists import StandingList
from cpcj.funding.names import dollars_words, rate_words
from cpcj.funding.views.pages import day_of
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_MOST = 100


def _sums(found: list[Standing]) -> dict[Age, int]:
    return {each: sum(one.by_age[each] for one in found) for each in Age}


def _by_age(sums: dict[Age, int]) -> list[tuple[str, str]]:
    return [(str(names.AGES[each]), dollars_words(sums[each])) for each in Age]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what the members that the visitor may see owe on a day, by age."""
    require(request.user, Permission.INSTITUTE_VIEW)
    day = day_of(request)
    listed = StandingList.of(request.user, day)
    if (saved := listed.saved(request)) is not None:
        return saved  # type: ignore[return-value]  # a stream is an answer too
    found = [row.standing for row in listed.rows]
    notices = Notice.objects.visible_to(request.user).filter(next_on__lte=day)
    latest = Notice.objects.visible_to(request.user).values_list("state", "next_on")
    last: dict[str, dt.date] = {}
    for state, next_on in latest:
        last[state] = max(next_on, last.get(state, next_on))
    sums = _sums(found)
    context = {
        **ways(request),
        "day": day,
        "listed": listed,
        "head": [names.AGES[each] for each in Age],
        "rows": [
            {
                "name": row.name,
                "href": reverse("institute:member", args=[row.state]),
                "former": not row.member,
                "outstanding": dollars_words(row.standing.outstanding),
                "arrears": dollars_words(row.standing.arrears),
                "ages": [
                    (names.AGES[each], dollars_words(row.standing.by_age[each])) for each in Age
                ],
                "notice_due": row.standing.arrears > 0 and last.get(row.state, day) <= day,
            }
            for row in listed.rows
        ],
        "outstanding": dollars_words(sum(one.outstanding for one in found)),
        "arrears": dollars_words(sum(one.arrears for one in found)),
        "sums": _by_age(sums),
        "picture": arrears_by_age(sums),
        "notices_due": notices.values("state").distinct().count(),
        "years": list(Budget.objects.visible_to(request.user).values_list("year", flat=True)[:30]),
        "percentages": [
            (rate_words(one.percent), one.since, one.source)
            for one in reversed(queries.percentages())
        ],
    }
    return render(request, "institute/overview.html", context)


@require_safe
def member(request: HttpRequest, code: str) -> HttpResponse:
    """Show one State's account: what it was assessed and paid, what follows of arrears."""
    state = state_of(request, code)
    day = day_of(request)
    standing = queries.standing_of(state, day)
    left = {one.code: one.cents for one in standing.open}
    user = request.user
    context: dict[str, Any] = {
        **ways(request),
        "state": state,
        "name": participant_name(state),
        "day": day,
        "memberships": Member.objects.visible_to(user).filter(state=state),
        "facts": [
            (_("Assessed"), dollars_words(standing.assessed)),
            (_("Paid for assessments"), dollars_words(standing.paid)),
            (_("Written off"), dollars_words(standing.written_off)),
            (_("Outstanding"), dollars_words(standing.outstanding)),
            (_("In arrears"), dollars_words(standing.arrears)),
            (_("To its credit"), dollars_words(standing.credit)),
        ],
        "in_arrears": standing.arrears > 0,
        "picture": arrears_by_age(standing.by_age),
        "assessments": [
            {
                "one": one,
                "cents": dollars_words(one.cents),
                "left": dollars_words(left.get(code_of(state, one.year), 0)),
                "open": code_of(state, one.year) in left,
                "age": names.AGES[age(one.due_on, day)],
            }
            for one in Assessment.objects.visible_to(user).filter(state=state, issued_on__lte=day)
        ],
        "payments": [
            (one, dollars_words(one.cents))
            for one in Payment.objects.visible_to(user)
            .filter(state=state, on__lte=day)
            .annotate(turned=Count("entry__reversed_by"))[:_MOST]
        ],
        "entries": Entry.objects.visible_to(user).filter(state=state, day__lte=day).order_by(
            "-day", "-pk"
        )[:_MOST],
        "plans": _plans(request, state, day),
        "written_off": [
            (one, dollars_words(one.cents))
            for one in WriteOff.objects.visible_to(user)
            .filter(assessment__state=state, entry__day__lte=day)
            .select_related("assessment")
        ],
        "notices": [
            (one, dollars_words(one.cents))
            for one in Notice.objects.visible_to(user).filter(state=state, on__lte=day)
        ],
    }  # fmt: skip
    return render(request, "institute/member.html", context)


def _plans(request: HttpRequest, state: str, day: dt.date) -> list[dict[str, Any]]:
    paid = [
        (on, cents)
        for on, cents in Payment.objects.filter(
            state=state, on__lte=day, entry__reversed_by__isnull=True
        ).values_list("on", "cents")
    ]
    found = []
    plans = Plan.objects.visible_to(request.user).filter(state=state, decided_on__lte=day)
    for plan in plans:
        due = [(dt.date.fromisoformat(on), cents) for on, cents in plan.instalments]
        since = sum(cents for on, cents in paid if on >= plan.decided_on)
        missing = plan_missing(due, since, day)
        found.append(
            {
                "one": plan,
                "due": [(on, dollars_words(cents)) for on, cents in due],
                "missing": dollars_words(missing) if missing else "",
            }
        )
    return found


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show one year: the budget, what members and others are to fund of it, who is assessed."""
    require(request.user, Permission.INSTITUTE_VIEW)
    budget: Budget = get_object_or_404(Budget.objects.visible_to(request.user), year=year)
    setting = queries.percentage_of(year)
    part = shares.members_part(budget.cents, setting.percent) if setting else 0
    others = list(OtherSource.objects.visible_to(request.user).filter(year=year))
    given = sum(one.cents for one in others)
    found = list(Assessment.objects.visible_to(request.user).filter(year=year).order_by("state"))
    scale = queries.scale_of(year)
    left = queries.standings([one.state for one in found], dt.date.max)
    rows = []
    for one in found:
        open_ = {each.code: each.cents for each in left[one.state].open}
        rows.append(
            {
                "name": participant_name(one.state),
                "href": reverse("institute:member", args=[one.state]),
                "share": rate_words(one.share) if one.share is not None else "",
                "cents": dollars_words(one.cents),
                "left": dollars_words(open_.get(code_of(one.state, one.year), 0)),
            }
        )
    context = {
        **ways(request),
        "year": year,
        "budget": budget,
        "amount": dollars_words(budget.cents),
        "percent": rate_words(setting.percent) if setting else "",
        "setting": setting,
        "part": dollars_words(part),
        "rest": dollars_words(budget.cents - part),
        "others": [(SourceKind(one.kind).label, one, dollars_words(one.cents)) for one in others],
        "gap": dollars_words(max(0, budget.cents - part - given)),
        "scale": scale,
        "rows": rows,
        "assessed": dollars_words(sum(one.cents for one in found)),
        "may_assess": ways(request)["keeps"] and not found,
    }
    return render(request, "institute/year.html", context)


@require_safe
def notice(request: HttpRequest, key: int) -> HttpResponse:
    """Give out a notice in Word or as PDF, made from its record."""
    require(request.user, Permission.INSTITUTE_VIEW)
    one: Notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=key)
    return document_file(
        request, Kind.ARREARS_NOTICE, letter_of(one), language=one.language,
        name=f"arrears-{one.number.replace('/', '-')}-{one.state}",
        page=reverse("institute:member", args=[one.state]),
    )  # fmt: skip
