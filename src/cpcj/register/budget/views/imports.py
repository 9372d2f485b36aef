"""A file in: what it would change is shown first, then carried out by an explicit yes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, require
from cpcj.register.budget import names, services
from cpcj.register.budget.forms import ImportForm
from cpcj.register.budget.models import Edition, Proposal
from cpcj.register.budget.rows import read_back
from cpcj.resolutions.budget import Publisher, resolve

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 500
"""Rows of a kind of change that are listed; the count is of all."""
_PRINTED_DATE = "%d %B %Y"


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Take a file, and go to what it would change."""
    require(request.user, Permission.BUDGET_IMPORT)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and form.section is not None:
        proposal = services.propose(
            request.user,
            data=form.data_of_file,
            section=form.section,
            year=form.cleaned_data["year"],
            dated=form.cleaned_data["dated"] or printed_day(form.section.date),
        )
        return redirect(reverse("budget:import", args=[proposal.pk]))
    dress(form)
    return render(request, "budget/give.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Show what a file would change; carry it out where somebody says yes."""
    require(request.user, Permission.BUDGET_IMPORT)
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user), pk=key)
    refused = ""
    if request.method == "POST":
        try:
            edition = services.carry_out(
                request.user,
                proposal,
                seen=request.POST.get("seen", ""),
                removing=request.POST.get("removing") == "yes",
            )
        except services.ImportRefusedError as error:
            refused = str(names.IMPORT_REFUSED[error.code])
        except IntegrityError:  # another import of the same year was quicker
            refused = str(names.IMPORT_REFUSED["changed"])
        else:
            said = gettext("The list of %(year)s is imported.") % {"year": edition.year}
            messages.success(request, said)
            return redirect(f"{reverse('budget:list')}?year={edition.year}")
    rows, treaties = read_back(proposal.content)
    resolved = [resolve(row, proposal.year) for row in rows]
    planned = services.plan_for(proposal)
    treaties_added, treaties_removed = services.treaty_plan(proposal)
    context = {
        "proposal": proposal,
        "form_name": names.FORMS.get(proposal.form, proposal.form),
        "edition": Edition.objects.visible_to(request.user).filter(year=proposal.year).first(),
        "plan": planned,
        "added": [(row.citation, row.description, row.source) for row in planned.added[:SHOWN]],
        "removed": planned.removed[:SHOWN],
        "changed": [(old.row, new) for old, new in planned.changed[:SHOWN]],
        "treaties_added": treaties_added,
        "treaties_removed": treaties_removed,
        "removes": bool(planned.removed or treaties_removed),
        "rows": len(rows),
        "treaties": len(treaties),
        "traceable": sum(1 for one in resolved if one.traceable),
        "lost": [one for one in resolved if not one.traceable],
        "differing": [one for one in resolved if one.publisher is Publisher.DIFFERS],
        "problems": proposal.content["problems"],
        "corrections_lost": _corrections(planned.corrections_lost),
        "refused": refused,
    }
    return render(request, "budget/confirm.html", context, status=409 if refused else 200)


def _corrections(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(n)s row that would go was corrected by an officer.",
        "%(n)s rows that would go were corrected by an officer.",
        count,
    ) % {"n": count}


def printed_day(words: str) -> dt.date | None:
    """Return the day that a document prints ("10 April 2025"); None where it prints none."""
    try:
        return dt.datetime.strptime(words, _PRINTED_DATE).replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None
