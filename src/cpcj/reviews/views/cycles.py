"""Mechanisms, cycles, draws."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cpcj.frame.forms import FormPage
from cpcj.frame.permissions import Permission, require
from cpcj.reviews import jobs, names, queries
from cpcj.reviews.forms import CycleForm, DeferForm, DrawForm, OpenForm, RedrawForm, VersionForm
from cpcj.reviews.models import Cycle, Deferral, Draw, MechanismVersion, Review
from cpcj.reviews.rules.draw.result import result_said
from cpcj.reviews.rules.mechanism import Mechanism, Part, Seat
from cpcj.reviews.services import drawing
from cpcj.reviews.services.recording import ReviewError
from cpcj.reviews.visibility import keeps
from cpcj.treaties.names import group_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

_KEEP = Permission.REVIEW_KEEP


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the mechanisms with their cycles."""
    require(request.user, Permission.REVIEW_VIEW)
    versions = MechanismVersion.objects.visible_to(request.user).prefetch_related("cycles")
    rows = [(one, one.rules, list(one.cycles.all())) for one in versions]
    return render(request, "reviews/start.html", {"rows": rows, "keeps": keeps(request.user)})


@require_safe
def mechanism(request: HttpRequest, key: str, version: str) -> HttpResponse:
    """Show what a version of a mechanism says: steps, durations, who may what."""
    require(request.user, Permission.REVIEW_VIEW)
    visible = MechanismVersion.objects.visible_to(request.user)
    one = get_object_or_404(visible, key=key, version=version)
    rules = one.rules
    steps = [
        {
            "step": step,
            "does": [names.seat_name(seat) for seat in step.does if seat in set(Seat)],
            "by_itself": not set(step.does) & set(Seat),
            "clears": [names.seat_name(seat) for seat in step.clears],
            "base": "" if step.base == "start" else rules.step(step.base),
        }
        for step in rules.steps
    ]
    sees = [
        (names.seat_name(seat), [(part, rules.may_see(seat, part)) for part in Part])
        for seat in Seat
    ]
    context = {
        "one": one, "rules": rules, "steps": steps, "sees": sees, "parts": _PARTS.values(),
        "cycles": one.cycles.all(), "keeps": keeps(request.user),
        "period": names.period_name(rules.period_name),
    }  # fmt: skip
    return render(request, "reviews/mechanism.html", context)


_PARTS = {
    Part.STEPS: _("Steps"),
    Part.PEOPLE: _("Who takes part"),
    Part.DOCUMENTS: _("Documents"),
    Part.DRAFTS: _("Draft observations"),
    Part.OBSERVATIONS: _("Agreed observations"),
    Part.CONFIDENTIAL: _("Confidential parts"),
    Part.SUMMARY: _("Summary before publication"),
    Part.REPORT: _("Full report"),
}


class RoomForm(FormPage):
    """A form page of the secretariat that says what a service refuses."""

    permission = _KEEP

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act; show the form again with what is wrong."""
        try:
            return super().form_valid(form)
        except ReviewError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)


class NewVersion(RoomForm):
    """Add a version of a mechanism."""

    form_class = VersionForm
    title = _("Add a version of a mechanism")
    submit = _("Add")

    def act(self, form: forms.Form) -> str:
        """Add it."""
        made: MechanismVersion = drawing.add_version(self.request.user, form.cleaned_data["words"])
        return made.get_absolute_url()


class NewCycle(RoomForm):
    """Open a cycle."""

    form_class = CycleForm
    title = _("Open a cycle")
    submit = _("Open")

    def act(self, form: forms.Form) -> str:
        """Open it."""
        given = form.cleaned_data
        made: Cycle = drawing.open_cycle(
            self.request.user, given["version"], number=given["number"], began=given["began"]
        )
        return made.get_absolute_url()


def _cycle(request: HttpRequest, key: int) -> Cycle:
    require(request.user, Permission.REVIEW_VIEW)
    visible = Cycle.objects.visible_to(request.user).select_related("version")
    found: Cycle = get_object_or_404(visible, pk=key)
    return found


@require_safe
def cycle(request: HttpRequest, key: int) -> HttpResponse:
    """Show a cycle: draws, fairness, the reviews that the person may see."""
    one = _cycle(request, key)
    rules = one.version.rules
    turns = queries.turns(queries.published(request.user, one), one.began)
    shown = Review.objects.visible_to(request.user).filter(cycle=one)
    context = {
        "one": one,
        "rules": rules,
        "draws": Draw.objects.visible_to(request.user).filter(cycle=one).order_by("number"),
        "turns": _turn_rows(turns),
        "spread": _bars(turns),
        "least": rules.limits.least_reviews,
        "most": rules.limits.most_reviews,
        "period": names.period_name(rules.period_name),
        "reviews": [
            (each, names.state_name(each.state), _cluster(rules, each)) for each in shown[:400]
        ],
        "deferrals": [
            (names.state_name(each.state), each)
            for each in Deferral.objects.visible_to(request.user).filter(cycle=one)
        ],
        "keeps": keeps(request.user),
        "job": jobs.under_way(one) if keeps(request.user) else None,
    }
    return render(request, "reviews/cycle.html", context)


def _cluster(rules: Mechanism, review: Review) -> str:
    found = rules.cluster(review.cluster)
    return found.title if found else ""


def _turn_rows(turns: Iterable[queries.Turn]) -> list[dict[str, Any]]:
    rows = [
        {
            "code": turn.code,
            "name": names.state_name(turn.code),
            "regions": [group_name(region) for region in turn.regions],
            "period": turn.period,
            "reviewers": [names.state_name(code) for code in turn.reviewers],
            "reviews": [names.state_name(code) for code in turn.reviews],
            "times": turn.times,
        }
        for turn in turns
    ]
    return sorted(rows, key=lambda row: str(row["name"]))


def _bars(turns: Iterable[queries.Turn]) -> list[dict[str, int]]:
    counted = queries.spread(turns)
    return [{"times": times, "states": number} for times, number in counted.items()]


def _draw(request: HttpRequest, key: int) -> Draw:
    require(request.user, Permission.REVIEW_VIEW)
    visible = Draw.objects.visible_to(request.user).select_related("cycle__version")
    found: Draw = get_object_or_404(visible, pk=key)
    return found


@require_safe
def draw(request: HttpRequest, key: int) -> HttpResponse:
    """Show a draw: its seed and inputs, its result or what clashes, how to replay it."""
    one = _draw(request, key)
    result = result_said(one.result)
    turns = queries.turns(result, one.cycle.began)
    context = {
        "one": one,
        "result": result,
        "turns": _turn_rows(turns),
        "spread": _bars(turns),
        "clashes": [
            (names.constraint_name(clash.constraint), names.state_name(clash.state))
            for clash in result.clashes
        ],
        "period": names.period_name(one.cycle.version.rules.period_name),
        "asked_by": names.state_name(one.asked_by),
        "keeps": keeps(request.user),
    }
    return render(request, "reviews/draw.html", context)


@require_safe
def draw_file(request: HttpRequest, key: int, what: str) -> HttpResponse:
    """Give out the inputs or the result of a draw."""
    one = _draw(request, key)
    if what == "inputs":
        content = json.dumps(json.loads(one.inputs), ensure_ascii=False, indent=1)
    elif what == "result":
        content = json.dumps(one.result, ensure_ascii=False, indent=1)
    else:
        raise Http404(what)
    response = HttpResponse(content, content_type="application/json")
    name = f"draw-{one.cycle_id}-{one.number}-{what}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def draw_lots(request: HttpRequest, key: int) -> HttpResponse:
    """Ask for the lots of a cycle; a job draws them."""
    require(request.user, _KEEP)
    one = _cycle(request, key)
    form = DrawForm(request.POST or None, cycle=one)
    if request.method == "POST" and form.is_valid():
        try:
            lots = drawing.ask_lots(
                request.user, one, seed=form.cleaned_data["seed"],
                period=form.cleaned_data["period"], asides=form.asides(),
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except ReviewError as error:
            form.add_error(None, str(error))
        else:
            return redirect(jobs.ask(request.user, lots))
    return _form(request, form, gettext("Draw the lots"), gettext("Draw"), one)


@require_http_methods(["GET", "HEAD", "POST"])
def redraw(request: HttpRequest, key: int) -> HttpResponse:
    """Ask for a State's reviewers to be drawn again; a job draws them."""
    require(request.user, _KEEP)
    one = _draw(request, key)
    pairs = [(pair.state, pair.reviewer) for pair in result_said(one.result).pairs]
    form = RedrawForm(request.POST or None, pairs=pairs)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        state, reviewer = given["pair"].split()
        try:
            lots = drawing.ask_redraw(
                request.user, one, state=state, reviewer=reviewer, seed=given["seed"],
                reason=given["reason"], exception=given["exception"],
            )  # fmt: skip
        except ReviewError as error:
            form.add_error(None, str(error))
        else:
            return redirect(jobs.ask(request.user, lots))
    return _form(request, form, gettext("Draw again"), gettext("Draw"), one.cycle)


@require_POST
def publish(request: HttpRequest, key: int) -> HttpResponse:
    """Publish a draw."""
    require(request.user, _KEEP)
    one = _draw(request, key)
    try:
        drawing.publish_draw(request.user, one)
    except ReviewError as error:
        messages.error(request, str(error))
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
def open_reviews(request: HttpRequest, key: int) -> HttpResponse:
    """Open the reviews of a group or year."""
    require(request.user, _KEEP)
    one = _cycle(request, key)
    form = OpenForm(request.POST or None, cycle=one)
    if request.method == "POST" and form.is_valid():
        try:
            number = drawing.open_reviews(
                request.user, one, period=form.cleaned_data["period"],
                cluster=form.cleaned_data["cluster"],
            )  # fmt: skip
        except ReviewError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("Reviews opened: %s") % number)
            return redirect(one)
    return _form(request, form, gettext("Open reviews"), gettext("Open"), one)


@require_http_methods(["GET", "HEAD", "POST"])
def defer(request: HttpRequest, key: int) -> HttpResponse:
    """Record that a State puts its own review off to the next year."""
    require(request.user, _KEEP)
    one = _cycle(request, key)
    form = DeferForm(request.POST or None, years=queries.published(request.user, one).periods)
    if request.method == "POST" and form.is_valid():
        try:
            drawing.defer_review(request.user, one, **form.cleaned_data)
        except ReviewError as error:
            form.add_error(None, str(error))
        else:
            return redirect(one)
    return _form(request, form, gettext("Put a review off"), gettext("Record"), one)


def _form(
    request: HttpRequest, form: forms.Form, title: str, submit: str, one: Cycle
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "title": title, "submit": submit, "cycle": one}
    return render(request, "reviews/form.html", context)
