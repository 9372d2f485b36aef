"""Forecasts with their variance; transactions of a spreadsheet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.frame.permissions import Permission, require
from cpcj.frame.sheets import template
from cpcj.funding import forms, names, queries
from cpcj.funding.models import Contribution, CostObject, Forecast, TransactionProposal
from cpcj.funding.models.visibility import sealed_from, sees_everything
from cpcj.funding.pictures import expected_and_actual
from cpcj.funding.rules.forecasts import variances
from cpcj.funding.rules.transactions import LARGEST, UnreadableTransactionsError
from cpcj.funding.services import planning, transactions
from cpcj.funding.services.tables import ImportRefusedError
from cpcj.funding.views.base import MoneyForm
from cpcj.funding.views.lists import ways
from cpcj.funding.views.pages import day_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

_KINDS: dict[str, Any] = {"contributions": Contribution, "cost-objects": CostObject}
_SHOWN = 500
"""Rows of a spreadsheet that are shown; all are taken over."""


def _about(request: HttpRequest, kind: str, code: str) -> Any:
    """Return the contribution or cost object, for the office alone.

    What a sealed cost object is expected to spend says as much as what it spent.
    """
    require(request.user, Permission.FUNDING_VIEW)
    if kind not in _KINDS or not sees_everything(request.user):
        raise Http404(kind)
    about = get_object_or_404(_KINDS[kind].objects.visible_to(request.user), code=code)
    if isinstance(about, CostObject) and about.pk in sealed_from(request.user):
        raise Http404(code)
    return about


def _address(kind: str, code: str) -> str:
    return reverse(f"funding:{kind.removesuffix('s').replace('-', '_')}", args=[code])


def _month(day: dt.date) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")


@require_safe
def forecast(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Show a version of a forecast beside what came about until a day."""
    about = _about(request, kind, code)
    day = day_of(request)
    versions = list(about.forecasts.filter(made_on__lte=day))
    wanted = request.GET.get("version", "")
    chosen: Forecast | None = next(
        (one for one in versions if str(one.version) == wanted), versions[0] if versions else None
    )
    expected = dict(chosen.lines.values_list("month", "cents")) if chosen else {}
    rows = variances(expected, queries.actual_by_month(about, day, reader=request.user))
    context = {
        **ways(request),
        "about": about,
        "about_href": _address(kind, code),
        "kind": kind,
        "day": day,
        "versions": versions,
        "chosen": chosen,
        "rows": [
            {
                "month": _month(row.month),
                "expected": names.dollars_words(row.expected),
                "actual": names.dollars_words(row.actual),
                "difference": names.dollars_words(row.difference),
                "so_far": names.dollars_words(row.difference_so_far),
            }
            for row in rows
        ],
        "picture": expected_and_actual([(_month(r.month), r.expected, r.actual) for r in rows]),
    }
    return render(request, "funding/forecast.html", context)


class ForecastPage(MoneyForm):
    """The next version of a forecast."""

    permission = Permission.FUNDING_RECORD
    form_class = forms.ForecastForm
    title = _("Make a forecast")
    done_message = _("The forecast is recorded; earlier versions stay.")
    about: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find what it is about."""
        require(request.user, self.permission)
        self.about = _about(request, kwargs["kind"], kwargs["code"])
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        planning.add_forecast(self.request.user, self.about, **form.cleaned_data)
        return reverse("funding:forecast", args=[self.kwargs["kind"], self.kwargs["code"]])


_EMPTY = {
    "reference": _("reference; each counts once"),
    "date": _("as 2026-03-01"),
    "kind": _("receipt, commitment, release or expenditure"),
    "contribution": _("code of the contribution"),
    "cost_object": _("code of the cost object; empty for a receipt"),
    "amount": _("of a receipt in the contribution’s currency, else in dollars: 25000.00"),
}
"""The columns of a spreadsheet of transactions, with what each holds."""


class TransactionsPage(MoneyForm):
    """A spreadsheet is given."""

    template_name = "funding/give_transactions.html"
    permission = Permission.FUNDING_RECORD
    form_class = forms.TransactionsForm
    title = _("Import transactions")
    submit = _("Read")

    def act(self, form: django_forms.Form) -> str:
        """Read it, and go to what it would change."""
        file = form.cleaned_data["table"]
        if file.size > LARGEST:
            message = f"{file.name} is larger than {LARGEST} bytes"
            raise UnreadableTransactionsError(message)
        proposal = transactions.propose_transactions(
            self.request.user, content=file.read(), name=file.name
        )
        return reverse("funding:import_transactions", args=[proposal.pk])


@require_safe
def empty_transactions(request: HttpRequest) -> FileResponse:
    """Give out the empty table of transactions, with what each column holds."""
    require(request.user, Permission.FUNDING_RECORD)
    file = template("transactions", [(name, str(words)) for name, words in _EMPTY.items()])
    return FileResponse(file, as_attachment=True, filename="transactions.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Show what a spreadsheet would change; write it where somebody says so."""
    require(request.user, Permission.FUNDING_RECORD)
    proposal = get_object_or_404(TransactionProposal.objects.visible_to(request.user), pk=key)
    refused = ""
    if request.method == "POST":
        try:
            number = transactions.take_over_transactions(
                request.user,
                proposal,
                shown=request.POST.get("shown", ""),
                replace=request.POST.get("replace") == "replace",
            )
        except ImportRefusedError as error:
            refused = str(names.TRANSACTIONS_REFUSED[error.code])
        except names.REFUSALS as error:
            refused = names.refusal_words(error)
        except PermissionDenied:
            refused = str(names.TRANSACTIONS_REFUSED["needs_head"])
        else:
            messages.success(
                request, gettext("Transactions written: %(number)s") % {"number": number}
            )
            return redirect("funding:list")
    plan = transactions.plan_of(proposal, request.user)
    context = {
        **ways(request),
        "proposal": proposal,
        "plan": plan,
        "refused": refused,
        "added": plan.added[:_SHOWN],
        "differing": plan.differing[:_SHOWN],
        "cannot": [(row, names.ROW_REFUSED[why]) for row, why in plan.refused[:_SHOWN]],
    }
    return render(request, "funding/transactions.html", context)
