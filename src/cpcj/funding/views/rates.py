"""A table of rates in: what it would change is shown first, then taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms as django_forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cpcj.frame.permissions import Permission, require
from cpcj.funding import forms, names
from cpcj.funding.models import RateProposal
from cpcj.funding.rules.rates import LARGEST, UnreadableRatesError
from cpcj.funding.services import tables
from cpcj.funding.views.base import MoneyForm
from cpcj.funding.views.lists import ways

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class RatesPage(MoneyForm):
    """A table is given."""

    permission = Permission.FUNDING_RECORD
    form_class = forms.RatesForm
    title = _("Import rates of exchange")
    submit = _("Read")

    def act(self, form: django_forms.Form) -> str:
        """Read it, and go to what it would change."""
        file = form.cleaned_data["table"]
        if file.size > LARGEST:
            message = f"{file.name} is larger than {LARGEST} bytes"
            raise UnreadableRatesError(message)
        proposal = tables.propose_rates(
            self.request.user,
            content=file.read(),
            name=file.name,
            source=form.cleaned_data["source"],
        )
        return reverse("funding:import", args=[proposal.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Show what a table would change, rate by rate; take it over where somebody says so."""
    require(request.user, Permission.FUNDING_RECORD)
    proposal = get_object_or_404(RateProposal.objects.visible_to(request.user), pk=key)
    refused = ""
    if request.method == "POST":
        try:
            tables.take_over_rates(
                request.user,
                proposal,
                shown=request.POST.get("shown", ""),
                yes=request.POST.get("yes") == "yes",
            )
        except tables.ImportRefusedError as error:
            refused = str(names.IMPORT_REFUSED[error.code])
        else:
            messages.success(request, gettext("The rates are taken over."))
            return redirect("funding:rates")
    proposed = tables.plan_of(proposal)
    context = {
        **ways(request),
        "proposal": proposal,
        "plan": proposed,
        "shown": tables.seen(proposed),
        "refused": refused,
        "differing": [
            (row, names.rate_words(held), names.rate_words(row.units))
            for held, row in proposed.differing
        ],
        "added": [(row, names.rate_words(row.units)) for row in proposed.added],
    }
    return render(request, "funding/confirm.html", context)
