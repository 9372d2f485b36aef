"""One row with its reasons, its correction, and two years compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.budget import names, queries, services
from cpcj.register.budget.forms import CorrectionForm
from cpcj.register.budget.founding import founding
from cpcj.register.budget.models import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from cpcj.resolutions.budget import Comparison


def _line(request: HttpRequest, key: int) -> Line:
    require(request.user, Permission.BUDGET_VIEW)
    line: Line = get_object_or_404(queries.lines(request.user).select_related("edition"), pk=key)
    return line


@require_safe
def row(request: HttpRequest, key: int) -> HttpResponse:
    """Show a row: what is printed, what it means and by which rules, where its text is."""
    line = _line(request, key)
    later = queries.later_texts(request.user, [line]).get(line.pk)
    others = queries.lines(request.user).filter(identifier=line.identifier).exclude(pk=line.pk)
    machine = line.machine
    state = line.state  # type: ignore[attr-defined]
    context = {
        "line": line,
        "state": state,
        "state_name": names.state_name(state),
        "body": names.body_of(line.body),
        "kind": names.kind_name(line.kind),
        "adopted": names.adopted(line),
        "subprogramme": names.subprogramme_name(line.subprogramme),
        "carries": names.CARRIES.get(line.carries, ""),
        "publisher": names.PUBLISHER.get(line.publisher, line.publisher),
        "held": names.held_address(line) if state == queries.HELD else None,
        "official": names.official_of(line),
        "later": later,
        "founding": bool(line.identifier) and line.identifier in founding(
            request.user, {line.identifier}
        ),
        "norm": bool(line.carries),
        "companions": [
            (one, names.line_address(one)) for one in queries.companions(request.user, line)
        ],
        "others": [
            (one, names.line_address(one), names.subprogramme_name(one.subprogramme))
            for one in others.order_by("-year", "position")[:20]
        ] if line.identifier else [],
        "machine": machine.get("citation") or gettext("not traceable"),
        "machine_reasons": machine.get("reasons", []),
        "may_correct": allows(request.user, Permission.BUDGET_CORRECT),
    }  # fmt: skip
    return render(request, "budget/row.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, key: int) -> HttpResponse:
    """Ask what a row means and why, then say so."""
    require(request.user, Permission.BUDGET_CORRECT)
    line = _line(request, key)
    form = CorrectionForm(request.POST or None, line=line)
    stale = False
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        seen = request.POST.get("seen", "")
        try:
            if said["meaning"] == CorrectionForm.UNTRACEABLE:
                services.untrace(request.user, line, reason=said["reason"], seen=seen)
            elif said["meaning"] == CorrectionForm.BACK:
                services.uncorrect(request.user, line, seen=seen)
            else:
                services.correct(
                    request.user,
                    line,
                    body=said["body"],
                    kind=said["kind"],
                    number=said["number"],
                    reason=said["reason"],
                    seen=seen,
                )
        except ValueError as error:
            form.add_error("number", str(error))
        except services.StaleRowError:
            stale = True
        else:
            messages.success(request, gettext("The row is corrected."))
            return redirect(names.line_address(line))
    dress(form)
    line.refresh_from_db()
    context = {"line": line, "form": form, "stale": stale, "seen": services.stamp_of(line)}
    return render(request, "budget/correct.html", context, status=409 if stale else 200)


_CHANGES = {
    "added": _("added"),
    "dropped": _("dropped"),
    "moved": _("moved"),
}
_COLUMNS = (
    Column("change", _("Change"), lambda one: one["change"]),
    Column("citation", _("Text"), lambda one: one["citation"]),
    Column("title", _("Title as listed"), lambda one: one["title"]),
    Column("symbol", _("Symbol"), lambda one: one["symbol"]),
    Column("identifier", _("Identifier"), lambda one: one["identifier"]),
    Column("from", pgettext_lazy("value before", "From"), lambda one: one["old"]),
    Column("to", _("To"), lambda one: one["new"]),
)


class _Changes(list[dict[str, Any]]):
    """Changes as the exports take records."""

    def iterator(self, chunk_size: int) -> Iterator[dict[str, Any]]:  # noqa: ARG002 - a queryset's
        """Return the changes one after the other."""
        return iter(self)


@require_safe
def compare(request: HttpRequest) -> HttpResponseBase:
    """Show what changed from one year's list to another's; ``?format=csv`` saves it."""
    require(request.user, Permission.BUDGET_VIEW)
    years = sorted(edition.year for edition in queries.editions(request.user))
    old, new = (_year(request, name, years) for name in ("from", "to"))
    if old is None and new is None and len(years) > 1:
        old, new = years[-2], years[-1]
    context: dict[str, Any] = {"years": years, "old": old, "new": new}
    if old is not None and new is not None:
        found = queries.compared(request.user, old, new)
        changes = _changes(found)
        if (wanted := request.GET.get("format")) is not None:
            if wanted not in FORMATS:
                raise Http404(wanted)
            name = f"budget-mandates-{old}-{new}"
            return save_as(wanted, name, _COLUMNS, cast("QuerySet[Any]", changes))
        context |= {
            "found": found,
            "groups": [
                (name, label, [one for one in changes if one["change"] == name])
                for name, label in _CHANGES.items()
            ],
            "formats": FORMATS,
        }
    return render(request, "budget/compare.html", context)


def _year(request: HttpRequest, name: str, years: list[int]) -> int | None:
    wanted = request.GET.get(name, "")
    return next((year for year in years if str(year) == wanted), None)


def _changes(found: Comparison) -> _Changes:
    rows = [
        ("added", one, "", names.subprogramme_name(one.row.subprogramme)) for one in found.added
    ]
    rows += [
        ("dropped", one, names.subprogramme_name(one.row.subprogramme), "") for one in found.dropped
    ]
    rows += [
        ("moved", one.row, names.subprogrammes(one.old), names.subprogrammes(one.new))
        for one in found.moved
    ]
    return _Changes(
        {
            "change": change,
            "citation": one.citation or one.row.citation,
            "title": one.row.description,
            "symbol": one.symbol or None,
            "identifier": one.identifier or None,
            "old": old,
            "new": new,
        }
        for change, one, old, new in rows
    )
