"""What is done with a set as a whole: begun, submitted, returned, carried over; its needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cpcj.frame.permissions import Permission, allows, require
from cpcj.reviews.checklists import names, queries
from cpcj.reviews.checklists.forms import NoForm, ReturnForm, StartForm, TakeUpForm
from cpcj.reviews.checklists.models import Answer, ProposedRequest
from cpcj.reviews.checklists.rules.versions import Sort, differences
from cpcj.reviews.checklists.services import answering, needs
from cpcj.reviews.checklists.services.recording import ChecklistRefusedError
from cpcj.reviews.checklists.shown import place
from cpcj.reviews.checklists.views.base import set_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.reviews.checklists.models import AnswerSet


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin answers to a checklist."""
    require(request.user, Permission.CHECKLIST_SUBMIT)
    form = StartForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        version = form.versions[form.cleaned_data["version"]]
        try:
            made = answering.start_set(request.user, version, **form.said())
        except ChecklistRefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect(made)
    context = {"form": form, "title": gettext("Begin answers"), "submit": gettext("Begin")}
    return render(request, "checklists/form.html", context)


def _form_page(
    request: HttpRequest, one: AnswerSet, form: django_forms.Form, title: str, words: str
) -> HttpResponse:
    context = {
        "form": form, "title": title, "submit": title, "one": one,
        "owner": names.owner_name(one), "words": words,
    }  # fmt: skip
    return render(request, "checklists/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Say how many questions are open; submit the answers."""
    one = set_of(request, code)
    require(request.user, Permission.CHECKLIST_SUBMIT, one)
    form = NoForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            answering.submit(request.user, one)
        except ChecklistRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("Submitted."))
            return redirect(one)
    rows = Answer.objects.visible_to(request.user).filter(set=one)
    come = queries.come(one, queries.standings(rows))
    words = gettext("%(answered)s of %(asked)s questions are answered.") % {
        "answered": come.answered, "asked": come.asked,
    }  # fmt: skip
    return _form_page(request, one, form, gettext("Submit the answers"), words)


@require_http_methods(["GET", "HEAD", "POST"])
def return_set(request: HttpRequest, code: str) -> HttpResponse:
    """Return submitted answers to be completed."""
    one = set_of(request, code)
    require(request.user, Permission.CHECKLIST_KEEP)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answering.return_set(request.user, one, words=form.cleaned_data["words"])
        except ChecklistRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("Returned."))
            return redirect(one)
    return _form_page(request, one, form, gettext("Return to be completed"), "")


@require_http_methods(["GET", "HEAD", "POST"])
def newer(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a newer version of the checklist changes; carry the answers over to it."""
    one = set_of(request, code)
    require(request.user, Permission.CHECKLIST_SUBMIT, one)
    version = queries.newer_version(one)
    if version is None:
        raise Http404(code)
    if request.method == "POST":
        try:
            made = answering.carry_over(request.user, one, version)
        except ChecklistRefusedError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, gettext("The answers were carried over."))
            return redirect(made)
    said = {
        row.question for row in Answer.objects.visible_to(request.user).filter(set=one) if row.said
    }
    rows = []
    same = 0
    for each in differences(one.version.rules, version.rules):
        question = each.newer or each.older
        if each.sort is Sort.SAME or question is None:
            same += 1
            continue
        rows.append((names.SORTS[each.sort], place(question), each, question.id in said))
    context = {
        "one": one, "owner": names.owner_name(one), "version": version, "rows": rows,
        "same": same, "earlier": one.carried_to.filter(version=version),
    }  # fmt: skip
    return render(request, "checklists/newer.html", context)


def _proposal(request: HttpRequest, key: int) -> ProposedRequest:
    require(request.user, Permission.REQUEST_MAKE)
    visible = ProposedRequest.objects.visible_to(request.user).select_related("set__version")
    found: ProposedRequest = get_object_or_404(visible, pk=key)
    if not allows(request.user, Permission.CHECKLIST_SUBMIT, found.set):
        raise PermissionDenied(str(key))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest, key: int) -> HttpResponse:
    """Make a request for assistance of a proposal."""
    one = _proposal(request, key)
    title = f"{names.assistance_name(one.kind)}: {one.words}"[:120]
    form = TakeUpForm(request.POST or None, initial={"title": title, "asked": one.words})
    if request.method == "POST" and form.is_valid():
        try:
            made = needs.take_up(request.user, one, **form.cleaned_data)
        except ChecklistRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("Your request was received: %s") % made.number)
            return redirect(one.set)
    return _form_page(request, one.set, form, gettext("Ask for this assistance"), "")


@require_POST
def decline(request: HttpRequest, key: int) -> HttpResponse:
    """Say that no request is made of a proposal."""
    one = _proposal(request, key)
    try:
        needs.decline_need(request.user, one)
    except ChecklistRefusedError as error:
        messages.error(request, str(error))
    return redirect(one.set)
