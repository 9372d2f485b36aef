"""What a reader does: declare, read, score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, require
from cpcj.funding.trust_fund import queries
from cpcj.funding.trust_fund.forms import DeclareForm, ScoreForm
from cpcj.funding.trust_fund.models import Assignment, Attachment
from cpcj.funding.trust_fund.rules.scoring import criteria_of
from cpcj.funding.trust_fund.rules.scoring import shown as total_words
from cpcj.funding.trust_fund.services import reading as services
from cpcj.funding.trust_fund.services.recording import GrantError
from cpcj.funding.trust_fund.shown import Shown, shown
from cpcj.funding.trust_fund.views.applications import parts_of
from cpcj.funding.trust_fund.views.base import ways

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Show what the visitor is to read."""
    require(request.user, Permission.GRANT_SCORE)
    own = Assignment.objects.visible_to(request.user).filter(reader=request.user.pk)
    rows = own.select_related("application", "application__call").order_by("-pk")
    return render(request, "trust_fund/readings.html", {**ways(request), "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, key: int) -> HttpResponse:
    """Ask whether there is a conflict of interest; then show the text and take the points."""
    require(request.user, Permission.GRANT_SCORE)
    own = Assignment.objects.visible_to(request.user).filter(reader=request.user.pk)
    one: Assignment = get_object_or_404(
        own.select_related("application", "application__call", "application__call__fund"), pk=key
    )
    application = one.application
    view = shown(request.user, application)
    form: Any = None
    given = request.POST or None
    # A conflict may come out in reading, until points are given.
    late = one.conflict is False and one.scored_at is None
    comes_out = late and "conflict" in {*request.GET, *request.POST}
    if one.conflict is None or comes_out:
        form = DeclareForm(given, initial={"conflict": "yes"} if comes_out else None)
    elif not one.conflict and one.scored_at is None:
        form = ScoreForm(given, assignment=one)
    if form is not None:
        dress(form)
        if request.method == "POST" and form.is_valid():
            try:
                _act(request, one, form)
            except GrantError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, gettext("This is recorded."))
                return redirect("trust_fund:reading", one.pk)
    files = Attachment.objects.visible_to(request.user).filter(application=application, report=None)
    context = {
        **ways(request),
        "one": one,
        "view": view,
        "parts": parts_of(view),
        "form": form,
        "declaring": one.conflict is None,
        "late": late,
        "comes_out": comes_out,
        "files": files,
        "files_withheld": application.embargoed and not view.insider,
        "scores": _scores(request, one, view),
    }
    return render(request, "trust_fund/reading.html", context)


def _act(request: HttpRequest, one: Assignment, form: Any) -> None:
    if isinstance(form, DeclareForm):
        said = form.cleaned_data
        services.declare(
            request.user, one, conflict=said["conflict"] == "yes", reason=said["reason"]
        )
    else:
        services.score(request.user, one, given=form.points())


def _scores(request: HttpRequest, one: Assignment, view: Shown) -> list[dict[str, Any]]:
    """Return the own points, and others' once all are in, without saying whose they are."""
    criteria = criteria_of(one.application.call.criteria)
    found = queries.readings(request.user, [one.application_id], criteria)
    return [
        {
            "own": r.assignment.pk == one.pk,
            "total": total_words(r.total),
            "rows": [
                (c.title, r.scores[c.key].points, c.highest, view.say(r.scores[c.key].reason))
                for c in criteria
            ],
        }
        for r in found.get(one.application_id, [])
    ]
