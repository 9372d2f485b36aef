"""A table in: what it would change is shown first, row by row, then taken over whole."""

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
from cpcj.funding.institute import forms, names
from cpcj.funding.institute.models import TableProposal
from cpcj.funding.institute.rules.tables import LARGEST, Kind, UnreadableTableError
from cpcj.funding.institute.services import tables
from cpcj.funding.institute.services.writing import RefusedError
from cpcj.funding.institute.views.base import AccountForm, ways
from cpcj.funding.names import REFUSALS, dollars_words, rate_words
from cpcj.funding.names import refusal_words as ledger_words
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_SHOWN = 500
"""Rows of a table that are shown; all are taken over."""


class TablePage(AccountForm):
    """A table is given."""

    form_class = forms.TableForm
    title = _("Import a table")
    submit = _("Read")

    def act(self, form: django_forms.Form) -> str:
        """Read it, and go to what it would change."""
        said = form.cleaned_data
        file = said["table"]
        if file.size > LARGEST:
            message = f"{file.name} is larger than {LARGEST} bytes"
            raise UnreadableTableError(message)
        proposal = tables.propose_table(
            self.request.user,
            kind=said["kind"],
            content=file.read(),
            name=file.name,
            source=said["source"],
            year=said["year"],
        )
        return reverse("institute:import", args=[proposal.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Show what a table would change; take it over where somebody says so."""
    require(request.user, Permission.INSTITUTE_RECORD)
    proposal = get_object_or_404(TableProposal.objects.visible_to(request.user), pk=key)
    refused = ""
    if request.method == "POST":
        try:
            tables.take_over_table(
                request.user,
                proposal,
                shown=request.POST.get("shown", ""),
                yes=request.POST.get("yes") == "yes",
            )
        except tables.ImportRefusedError as error:
            refused = str(names.IMPORT_REFUSED[error.code])
        except RefusedError as error:
            refused = names.refusal_words(error)
        except REFUSALS as error:
            refused = ledger_words(error)
        else:
            messages.success(request, gettext("The table is taken over."))
            return redirect("institute:overview")
    plan = tables.plan_of(proposal)
    scale = proposal.kind == Kind.SCALE
    context = {
        **ways(request),
        "proposal": proposal,
        "plan": plan,
        "refused": refused,
        "scale": scale,
        "total": rate_words(plan.total) if scale else dollars_words(int(plan.total)),
        "unnamed": [participant_name(code) for code in plan.unnamed],
        "added": [_words(row, scale=scale) for row in plan.added[:_SHOWN]],
        "more": max(0, len(plan.added) - _SHOWN),
        "cannot": [
            (_words(row, scale=scale), names.ROW_REFUSED[code])
            for row, code in plan.refused[:_SHOWN]
        ],
    }
    return render(request, "institute/confirm.html", context)


def _words(row: tuple[str, ...], *, scale: bool) -> str:
    state, *rest = row
    if scale:
        return f"{participant_name(state)}: {rest[0]}"
    first, cents, *others = rest
    return f"{participant_name(state)}: {first}, {dollars_words(int(cents))}, {', '.join(others)}"
