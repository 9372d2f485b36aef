"""A table in: what it would change is shown first, then taken over by an explicit yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, require
from cpcj.register.presentation.names import instrument_name
from cpcj.resolutions.treaty_text import NoTreatyError
from cpcj.treaties import names, queries, services
from cpcj.treaties.forms import TableForm, TextForm
from cpcj.treaties.models import ImportProposal
from cpcj.treaties.rules.importing import Fact, row_of
from cpcj.treaties.rules.tables import UnreadableTableError
from cpcj.treaties.views.declarations import confirm_declarations

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Take a table, and go to what it would change."""
    require(request.user, Permission.TREATY_IMPORT)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            proposal = services.propose(
                request.user,
                content=file.read(),
                name=file.name,
                instrument=form.cleaned_data["instrument"],
                as_known_on=form.cleaned_data["as_known_on"],
                source=form.cleaned_data["source"],
            )
        except UnreadableTableError as error:
            form.add_error("table", str(error))
        else:
            return redirect("treaties:import", key=proposal.pk)
    dress(form)
    return render(request, "treaties/give.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def give_text(request: HttpRequest) -> HttpResponse:
    """Take the text of an instrument."""
    require(request.user, Permission.TREATY_IMPORT)
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["text"]
        try:
            held = services.hold_text(
                request.user,
                content=file.read(),
                name=file.name,
                instrument=form.cleaned_data["instrument"],
                source=form.cleaned_data["source"],
            )
        except (NoTreatyError, UnreadableTableError) as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, gettext("The text is held."))
            return redirect("treaties:text", key=held.instrument)
    dress(form)
    return render(request, "treaties/give_text.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Show what a table would change, row by row; take it over where somebody says yes."""
    require(request.user, Permission.TREATY_IMPORT)
    proposal = get_object_or_404(ImportProposal.objects.visible_to(request.user), pk=key)
    if proposal.what == ImportProposal.DECLARATIONS:
        return confirm_declarations(request, proposal)
    refused = ""
    if request.method == "POST":
        try:
            table = services.take_over(
                request.user,
                proposal,
                shown=request.POST.get("shown", ""),
                yes=request.POST.get("yes") == "yes",
            )
        except services.ImportRefusedError as error:
            refused = str(names.REFUSED[error.code])
        else:
            messages.success(request, gettext("The table is taken over."))
            return redirect("treaties:instrument", key=table.instrument)
    proposed = services.plan_of(proposal)
    context = {
        "proposal": proposal,
        "name": instrument_name(proposal.instrument),
        "plan": proposed,
        "shown": services.seen(proposed),
        "added": [_said(one) for one in proposed.added],
        "changed": [(_said(one.old), _said(one.new)) for one in proposed.changed],
        "missing": [_said(one) for one in proposed.missing],
        "rows": [
            {
                "line": row.line,
                "printed": row.printed,
                "participant": names.participant_name(row.code) if row.code else "",
                "entries": [(names.kind_name(one.kind), one.date) for one in row.entries],
                "doubts": row.doubts,
            }
            for row in map(row_of, proposal.rows)
        ],
        "refused": refused,
        "held_until": _newer(request, proposal),
    }
    return render(request, "treaties/confirm.html", context)


def _newer(request: HttpRequest, proposal: ImportProposal) -> dt.date | None:
    """Return the day of a table that is held and newer than the one proposed."""
    held = queries.participation(request.user).known_on.get(proposal.instrument)
    return held if held is not None and held > proposal.as_known_on else None


def _said(fact: Fact) -> tuple[str, str, object]:
    return names.participant_name(fact.participant), names.kind_name(fact.kind), fact.on
