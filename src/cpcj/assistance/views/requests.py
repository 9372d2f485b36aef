"""A request's page, its documents and its letter; asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.assistance import names, queries
from cpcj.assistance.forms import AskForm, RecordForm
from cpcj.assistance.models import (
    Document,
    DocumentContent,
    Holiday,
    Question,
    Request,
    RequestEvent,
    RequestValue,
)
from cpcj.assistance.rules.states import Status
from cpcj.assistance.services import asking
from cpcj.assistance.services.recording import RequestError
from cpcj.assistance.views.changing import DEEDS, may_do
from cpcj.assistance.views.letter import language_of, letter_of
from cpcj.assistance.visibility import handles, own_states
from cpcj.documents.answers import document_file, file_answer
from cpcj.documents.contents import Kind
from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.presentation.names import instrument_name, topic_name
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask in the name of the own State."""
    require(request.user, Permission.REQUEST_MAKE)
    own = own_states(request.user, Permission.REQUEST_MAKE)
    form = AskForm(request.POST or None, request.FILES or None, states=own)
    if request.method == "POST" and form.is_valid():
        try:
            made = asking.make(
                request.user, form.cleaned_data["state"], form.said(),
                form.cleaned_data["documents"],
            )  # fmt: skip
        except RequestError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("Your request was received: %s") % made.number)
            return redirect(made)
    context = {"form": form, "title": gettext("Ask for assistance"), "submit": gettext("Send")}
    return render(request, "assistance/ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record a request that came by letter."""
    require(request.user, Permission.REQUEST_HANDLE)
    form = RecordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = asking.record(
                request.user, form.cleaned_data["state"], form.said(),
                received=form.cleaned_data["received"], documents=form.cleaned_data["documents"],
            )  # fmt: skip
        except RequestError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("The request is recorded: %s") % made.number)
            return redirect(made)
    context = {"form": form, "title": gettext("Record a request"), "submit": gettext("Record")}
    return render(request, "assistance/ask.html", context)


@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show a request; to another State that may see it, what is asked and where it stands."""
    require(request.user, Permission.REQUEST_VIEW)
    visible = Request.objects.visible_to(request.user).select_related(
        "officer", "merged_into", "decline_proposed_by", "declined_by"
    )
    one = get_object_or_404(visible, number=number)
    values = list(RequestValue.objects.visible_to(request.user).filter(request=one))
    involved = handles(request.user) or queries.is_own(request.user, one)
    context: dict[str, Any] = {
        "one": one,
        "status": names.status_name(one.status),
        "state": participant_name(one.state),
        "writes_in": names.language_name(one.language),
        "topics": [topic_name(v.value) for v in values if v.field == "topic"],
        "mandates": [_mandate(v.value) for v in values if v.field == "mandate"],
        "articles": [
            (v.value, instrument_name(v.value.partition("#")[0]))
            for v in values
            if v.field == "article"
        ],
        "involved": involved,
        "may_handle": handles(request.user),
    }
    if involved:
        context |= _beside(request, one)
    return render(request, "assistance/request.html", context)


def _mandate(identifier: str) -> tuple[str, str]:
    return identifier, identifier.replace("#", "/")


def _beside(request: HttpRequest, one: Request) -> dict[str, Any]:
    """Return what only the office and the own State see."""
    user = request.user
    events = RequestEvent.objects.visible_to(user).filter(request=one).select_related("by")
    found: dict[str, Any] = {
        "clocks": queries.clocks([one]).get(one.pk),
        "no_holidays": not Holiday.objects.exists(),
        "history": [(names.deed_name(e.deed), names.status_name(e.after), e) for e in events],
        "documents": Document.objects.visible_to(user).filter(request=one).select_related("by"),
        "questions": Question.objects.visible_to(user).filter(request=one),
        "deeds": [(name, names.deed_name(name)) for name in DEEDS if may_do(user, one, name)],
        "letter": one.status != Status.RECEIVED,
        "own_proposal": one.decline_proposed_by_id == user.pk,
    }
    if handles(user):
        summed, scores, conflicts = queries.triage(user, one)
        found |= {
            "triage": summed,
            "lines": [(names.criterion_name(line.criterion), line) for line in summed.lines],
            "scores": [(names.criterion_name(score.criterion), score) for score in scores],
            "conflicts": conflicts,
            "set_aside": {conflict.person_id for conflict in conflicts},
        }
    return found


@require_safe
def document(request: HttpRequest, key: int) -> HttpResponse:
    """Give out a document, as a file and never as a page."""
    require(request.user, Permission.REQUEST_VIEW)
    visible = DocumentContent.objects.visible_to(request.user).select_related("document")
    content = visible.filter(pk=key).first()
    if content is None:
        raise Http404(str(key))
    return file_answer(bytes(content.bytes), content.document.name, "application/octet-stream")


@require_safe
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """Give out the letter that acknowledges a request, in Word or as PDF."""
    require(request.user, Permission.REQUEST_VIEW)
    one = get_object_or_404(Request.objects.visible_to(request.user), number=number)
    if not allows(request.user, Permission.REQUEST_VIEW, one):
        raise Http404(number)
    content = letter_of(one)
    if content is None:
        raise Http404(number)
    return document_file(
        request, Kind.REQUEST_ACKNOWLEDGEMENT, content,
        name=one.number, page=one.get_absolute_url(), language=language_of(one),
    )  # fmt: skip
