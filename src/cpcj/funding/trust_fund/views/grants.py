"""A grant's page, what is done with it, its reports and its agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.documents.answers import document_file
from cpcj.documents.contents import Kind
from cpcj.frame.permissions import Permission, allows, require
from cpcj.funding.trust_fund import forms, queries
from cpcj.funding.trust_fund.agreement import agreement, own_template
from cpcj.funding.trust_fund.models import Assisted, Attachment, Grant, GrantInstalment, Report
from cpcj.funding.trust_fund.models.visibility import own_organizations, sees_withheld
from cpcj.funding.trust_fund.names import DEEDS
from cpcj.funding.trust_fund.rules.states import Age, Aid, GrantStatus, ReportStatus, Sex
from cpcj.funding.trust_fund.services import grants as services
from cpcj.funding.trust_fund.shown import Shown, shown
from cpcj.funding.trust_fund.views.applications import parts_of
from cpcj.funding.trust_fund.views.base import ActPage, ways

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

_CALL, _AWARD = Permission.GRANT_CALL, Permission.GRANT_AWARD


def _running(grant: Grant) -> bool:
    return grant.status != GrantStatus.CLOSED


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with a grant: who may, when, of which instalments, the form, the act."""

    permission: Permission
    fits: Callable[[Grant], bool]
    of: Callable[[GrantInstalment], bool] | None
    form: type[django_forms.Form]
    act: Callable[[Any, Grant, Any], object]


def _reasoned(act: Callable[..., object]) -> Callable[[Any, Grant, Any], object]:
    return lambda user, one, form: act(user, one, reason=form.cleaned_data["reason"])


def _unpaid(one: GrantInstalment) -> bool:
    return one.entry_id is None


def _waiting(one: GrantInstalment) -> bool:
    report = getattr(one, "report", None)
    return report is not None and report.status == ReportStatus.SUBMITTED


def _refundable(one: GrantInstalment) -> bool:
    return one.entry_id is not None and one.refunded < one.cents


GRANT_DEEDS: dict[str, Deed] = {
    "sign": Deed(
        _CALL, lambda one: _running(one) and one.signed_on is None, None, forms.SignForm,
        lambda user, one, form: services.sign(user, one, on=form.cleaned_data["on"]),
    ),
    "pay": Deed(
        _CALL, lambda one: one.status == GrantStatus.ACTIVE, _unpaid, forms.PositionForm,
        lambda user, one, form: services.pay(user, one, position=form.cleaned_data["position"]),
    ),
    "answer": Deed(
        _CALL, _running, _waiting, forms.AnswerForm,
        lambda user, one, form: services.answer_report(
            user, one, position=form.cleaned_data["position"],
            accept=form.cleaned_data["accept"] == "yes", answer=form.cleaned_data["answer"],
        ),
    ),
    "refund": Deed(
        _AWARD, _running, _refundable, forms.RefundForm,
        lambda user, one, form: services.refund(
            user, one, position=form.cleaned_data["position"], cents=form.cents(),
            reason=form.cleaned_data["reason"],
        ),
    ),
    "suspend": Deed(
        _CALL, lambda one: one.status == GrantStatus.ACTIVE, None, forms.ReasonForm,
        _reasoned(services.suspend),
    ),
    "resume": Deed(
        _AWARD, lambda one: one.status == GrantStatus.SUSPENDED, None, forms.ReasonForm,
        _reasoned(services.resume),
    ),
    "close": Deed(_AWARD, _running, None, forms.CloseForm, _reasoned(services.close)),
}  # fmt: skip
"""Deeds by name, in the order of their buttons."""


def _grant(request: HttpRequest, number: str) -> Grant:
    """Return a grant of the office, or of the visitor's own organization."""
    require(request.user, Permission.GRANT_VIEW)
    found = Grant.objects.of(request.user).select_related(
        "application", "application__call", "application__call__fund", "awarded_by"
    )
    one: Grant = get_object_or_404(found, number=number)
    return one


def _instalments(one: Grant) -> list[GrantInstalment]:
    return list(one.instalments.select_related("report").order_by("position"))


def _offers(request: HttpRequest, one: Grant, name: str, parts: list[GrantInstalment]) -> bool:
    deed = GRANT_DEEDS[name]
    if not deed.fits(one) or not allows(request.user, deed.permission, one):
        return False
    if name == "answer" and not _may_answer(request, one):
        return False
    return deed.of is None or any(deed.of(part) for part in parts)


def _may_answer(request: HttpRequest, one: Grant) -> bool:
    """Tell whether the visitor sees the amounts that a report is judged by."""
    return sees_withheld(request.user) or "amount" not in one.application.chosen


@require_safe
def grant(request: HttpRequest, number: str) -> HttpResponse:
    """Show a grant: what is paid, what is due, the reports, the people assisted."""
    one = _grant(request, number)
    view = shown(request.user, one.application)
    parts = _instalments(one)
    today = timezone.localdate()
    own = one.organization_id in own_organizations(request.user)
    late = {(row.kind, row.position) for row in queries.due(request.user, today, [one]) if row.late}
    before: GrantInstalment | None = None
    rows = []
    for part in parts:
        rows.append(
            {
                "part": part,
                "amount": view.money(part.cents),
                "refunded": view.money(part.refunded) if part.refunded else "",
                "late_report": ("report", part.position) in late,
                "late_payment": ("payment", part.position) in late,
                "hindrance": services.hindrance(one, part, before) if not part.paid_on else "",
                "may_report": own and part.entry_id is not None and _may_report(part, one),
            }
        )
        before = part
    context = {
        **ways(request),
        "one": one,
        "view": view,
        "parts": parts_of(view),
        "amount": view.money(one.cents),
        "reason": view.say(one.reason),
        "rows": rows,
        "reports": _reports(request, one, view, parts),
        "own": own,
        "deeds": [
            (name, DEEDS[name]) for name in GRANT_DEEDS if _offers(request, one, name, parts)
        ],
    }
    return render(request, "trust_fund/grant.html", context)


def _may_report(part: GrantInstalment, one: Grant) -> bool:
    report = getattr(part, "report", None)
    return _running(one) and (report is None or report.status == ReportStatus.RETURNED)


def _reports(
    request: HttpRequest, one: Grant, view: Shown, parts: list[GrantInstalment]
) -> list[dict[str, Any]]:
    reports = [part.report for part in parts if getattr(part, "report", None) is not None]
    keys = [report.pk for report in reports]
    groups: dict[int, list[tuple[str, str, str, int]]] = {}
    for row in Assisted.objects.visible_to(request.user).filter(report__in=keys):
        groups.setdefault(row.report_id, []).append(
            (Aid(row.aid).label, Sex(row.sex).label, Age(row.age).label, row.number)  # type: ignore[arg-type]
        )
    files: dict[int, list[Attachment]] = {}
    for file in Attachment.objects.visible_to(request.user).filter(report__in=keys):
        files.setdefault(file.report_id or 0, []).append(file)
    return [
        {
            "position": report.instalment.position,
            "report": report,
            "narrative": view.say(report.narrative),
            "answer": view.say(report.answer),
            "spent": view.money(report.spent),
            "assisted": groups.get(report.pk, []),
            "files": files.get(report.pk, []),
            "files_withheld": one.application.embargoed and not view.insider,
        }
        for report in reports
    ]


class _OfGrant(ActPage):
    one: Grant

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the grant, and ask for the permission about it."""
        self.one = _grant(request, kwargs["number"])
        require(request.user, self.needed(), self.one)
        return super().dispatch(request, *args, **kwargs)

    def needed(self) -> Permission:
        """Return the permission that the page asks for."""
        return self.permission

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whose form it is."""
        context = super().get_context_data(**kwargs)
        return {**context, "of": self.one, "of_href": self.one.get_absolute_url()}


class GrantDeedPage(_OfGrant):
    """One deed of the table."""

    permission = Permission.GRANT_VIEW
    done_message = _("This is recorded.")

    def needed(self) -> Permission:
        """Return the deed's permission."""
        if self.kwargs["deed"] not in GRANT_DEEDS:
            raise Http404(self.kwargs["deed"])
        return GRANT_DEEDS[self.kwargs["deed"]].permission

    def get_form_class(self) -> type[django_forms.Form]:
        """Return the deed's form."""
        return GRANT_DEEDS[self.kwargs["deed"]].form

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the instalments that the deed is about."""
        given = super().get_form_kwargs()
        of = GRANT_DEEDS[self.kwargs["deed"]].of
        if of is None:
            return given
        return {**given, "positions": [p.position for p in _instalments(self.one) if of(p)]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the title."""
        title = DEEDS[self.kwargs["deed"]]
        return {**super().get_context_data(**kwargs), "title": title, "submit": title}

    def act(self, form: Any) -> str:
        """Do it."""
        GRANT_DEEDS[self.kwargs["deed"]].act(self.request.user, self.one, form)
        return self.one.get_absolute_url()


class ReportPage(_OfGrant):
    """A grantee reports."""

    permission = Permission.GRANT_APPLY
    form_class = forms.ReportForm
    template_name = "trust_fund/report.html"
    title = _("Report")
    submit = _("Send")
    done_message = _("The report is sent.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask about the instalment; show a report that was returned."""
        parts = self.one.instalments.select_related("report")
        instalment = get_object_or_404(parts, position=self.kwargs["position"])
        return {**super().get_form_kwargs(), "instalment": instalment}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the place of the instalment, and what was said to a returned report."""
        held = Report.objects.visible_to(self.request.user)
        held = held.filter(instalment__grant=self.one, instalment__position=self.kwargs["position"])
        context = super().get_context_data(**kwargs)
        return {**context, "position": self.kwargs["position"], "held": held.first()}

    def act(self, form: Any) -> str:
        """Send it."""
        services.send_report(
            self.request.user, self.one, position=self.kwargs["position"], said=form.said(),
            documents=form.cleaned_data["documents"],
        )  # fmt: skip
        return self.one.get_absolute_url()


@require_safe
def agreement_file(request: HttpRequest, number: str) -> HttpResponse:
    """Give out the agreement in Word or as PDF, as the visitor may read it."""
    one = _grant(request, number)
    return document_file(
        request, Kind.GRANT_AGREEMENT, agreement(one, request.user), name=one.number,
        page=one.get_absolute_url(), template=own_template(one.application.call.fund),
    )  # fmt: skip
