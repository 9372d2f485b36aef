"""Tables in: a template for each kind, a trial that lists every row's errors, taking over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.assistance.portfolio.models import Proposal
from cpcj.assistance.portfolio.services import importing
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.views.base import ways
from cpcj.frame.permissions import Permission, require
from cpcj.frame.sheets import LARGEST, SheetError, template

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

_RECORD = Permission.PORTFOLIO_RECORD
MOST_SHOWN = 500
"""Errors that the page shows."""


class TableForm(forms.Form):
    """A table of a kind, and what it does to what is held."""

    kind = forms.ChoiceField(label=_("What the table holds"))
    table = forms.FileField(label=_("Table"), help_text=_("CSV or XLSX, at most 5 MB."))
    way = forms.ChoiceField(
        label=_("What it does"), widget=forms.RadioSelect,
        choices=[
            ("add", _("Add its rows; a row that is held already is an error")),
            ("replace", _("Take the place of what is held of the records that it names")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Iterable[importing.Kind], **kwargs: Any) -> None:
        """Offer the kinds of tables that the person may give."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(one.name, one.title) for one in kinds]


@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: HttpRequest) -> HttpResponse:
    """Take a table, and show what it would do."""
    require(request.user, _RECORD)
    posted = request.method == "POST"
    kinds = importing.kinds_of(request.user).values()
    form = TableForm(
        request.POST if posted else None, request.FILES if posted else None,
        kinds=kinds, initial={"kind": request.GET.get("kind", "")},
    )  # fmt: skip
    if posted and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            if file.size > LARGEST:
                words = gettext("%(name)s is too large: at most %(most)s MB.")
                raise SheetError(words % {"name": file.name, "most": LARGEST >> 20})  # noqa: TRY301
            made = importing.propose(
                request.user, kind=form.cleaned_data["kind"], name=file.name, content=file.read(),
                replace=form.cleaned_data["way"] == "replace",
            )  # fmt: skip
        except (SheetError, PortfolioError) as error:
            form.add_error("table", str(error))
        else:
            return redirect("portfolio:proposal", made.pk)
    waiting = _seen(request).defer("rows", "problems")[:20]
    context = {
        **ways(request),
        "form": form,
        "kinds": kinds,
        "waiting": waiting,
    }
    return render(request, "portfolio/tables.html", context)


def _seen(request: HttpRequest) -> QuerySet[Proposal]:
    """Return the tables that wait, of the kinds that the person may give."""
    found: QuerySet[Proposal] = Proposal.objects.visible_to(request.user)
    return found.filter(kind__in=importing.kinds_of(request.user))


@require_safe
def empty_table(request: HttpRequest, kind: str) -> FileResponse:
    """Give out the empty table of a kind, with what each column holds."""
    require(request.user, _RECORD)
    known = importing.kinds_of(request.user).get(kind)
    if known is None:
        raise Http404(kind)
    file = template(known.name, [(name, str(words)) for name, words in known.columns])
    return FileResponse(file, as_attachment=True, filename=f"{known.name}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, key: int) -> HttpResponse:
    """Show a table with every row's errors; take it over, or leave it."""
    require(request.user, _RECORD)
    one = get_object_or_404(_seen(request), pk=key)
    refused = ""
    if request.method == "POST":
        if request.POST.get("deed") == "leave":
            importing.leave(request.user, one)
            messages.success(request, gettext("The table is left; nothing was written."))
            return redirect("portfolio:import")
        try:
            number = importing.take_over(request.user, one)
        except PortfolioError as error:
            refused = str(error)
        else:
            messages.success(request, gettext("Rows taken over: %s") % number)
            return redirect("portfolio:import")
    context = {
        **ways(request),
        "proposal": one,
        "kind": importing.kinds()[one.kind].title,
        "problems": one.problems[:MOST_SHOWN],
        "more": max(0, len(one.problems) - MOST_SHOWN),
        "number": len(one.rows),
        "refused": refused,
    }
    return render(request, "portfolio/proposal.html", context)
