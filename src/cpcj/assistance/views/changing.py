"""What is done with a request, one form page a deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cpcj.assistance import names, queries
from cpcj.assistance.forms import (
    AnswerForm,
    AssignForm,
    AttachForm,
    DeclineForm,
    MergeForm,
    NoForm,
    QuestionForm,
    ReasonForm,
    ScoreForm,
    ShareForm,
)
from cpcj.assistance.models import Request
from cpcj.assistance.rules.states import ENDED, PLAIN, REQUEST
from cpcj.assistance.services import asking, deciding, handling
from cpcj.assistance.services.recording import RequestError
from cpcj.assistance.visibility import handles
from cpcj.frame.permissions import Actor, Permission, allows, require
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

_MAKE, _HANDLE = Permission.REQUEST_MAKE, Permission.REQUEST_HANDLE
_DECIDE = Permission.REQUEST_DECIDE
Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed: who may, its form (from what was given, the request, the person), what it does."""

    permission: Permission
    form: Callable[[tuple[Any, Any], Request, Any], forms.Form]
    act: Callable[[Any, Request, Any], object]


def _no_form(given: tuple[Any, Any], _one: Request, _person: Any) -> forms.Form:
    return NoForm(*given)


def _reason_form(given: tuple[Any, Any], _one: Request, _person: Any) -> forms.Form:
    return ReasonForm(*given)


def _plain(name: str) -> Deed:
    return Deed(
        _HANDLE,
        _reason_form,
        lambda actor, one, form: handling.advance(
            actor, one, name, reason=form.cleaned_data["reason"]
        ),
    )


def _with_reason(permission: Permission, deed: Callable[..., object]) -> Deed:
    return Deed(
        permission,
        _reason_form,
        lambda actor, one, form: deed(actor, one, reason=form.cleaned_data["reason"]),
    )


def _attach(actor: Any, one: Request, form: Any) -> object:
    deed = asking.file_documents if handles(actor) else asking.attach
    return deed(actor, one, form.cleaned_data["documents"])


DEEDS: dict[str, Deed] = {
    "acknowledge": Deed(
        _HANDLE, _no_form, lambda actor, one, _form: handling.acknowledge(actor, one)
    ),
    **{name: _plain(name) for name in PLAIN},
    "ask": Deed(
        _HANDLE,
        lambda given, _one, _person: QuestionForm(*given),
        lambda actor, one, form: handling.ask(actor, one, question=form.cleaned_data["question"]),
    ),
    "answer": Deed(
        _MAKE,
        lambda given, one, _person: AnswerForm(*given, request=one),
        lambda actor, one, form: asking.answer(
            actor, one, answers=form.answers(), documents=form.cleaned_data["documents"]
        ),
    ),
    "accept": _with_reason(_DECIDE, deciding.accept),
    "propose_decline": _with_reason(_HANDLE, deciding.propose_decline),
    "keep": _with_reason(_HANDLE, deciding.keep),
    "decline": Deed(
        _DECIDE,
        lambda given, one, _person: DeclineForm(*given, initial={"reason": one.decline_reason}),
        lambda actor, one, form: deciding.decline(actor, one, reason=form.cleaned_data["reason"]),
    ),
    "merge": Deed(
        _HANDLE,
        lambda given, one, _person: MergeForm(*given, request=one),
        lambda actor, one, form: handling.merge(
            actor, one, form.cleaned_data["into"], reason=form.cleaned_data["reason"]
        ),
    ),
    "score": Deed(
        _HANDLE,
        lambda given, one, person: ScoreForm(*given, request=one, person=person),
        lambda actor, one, form: handling.score(actor, one, form.points()),
    ),
    "conflict": _with_reason(_HANDLE, handling.declare_conflict),
    "assign": Deed(
        _HANDLE,
        lambda given, one, _person: AssignForm(*given, request=one),
        lambda actor, one, form: handling.assign(actor, one, form.cleaned_data["officer"]),
    ),
    "attach": Deed(_MAKE, lambda given, _one, _person: AttachForm(*given), _attach),
    "share": Deed(
        _MAKE,
        lambda given, one, _person: ShareForm(*given, initial={"shared": one.shared}),
        lambda actor, one, form: asking.share(actor, one, shared=form.cleaned_data["shared"]),
    ),
    "withdraw": _with_reason(_MAKE, asking.withdraw),
}
"""Deeds by name, in the order of their buttons."""


def permitted(user: Actor, one: Request, name: str) -> bool:
    """Tell whether a person may do a deed to a request at some time."""
    if name == "attach" and handles(user):
        return True
    return allows(user, DEEDS[name].permission, one)


def may_do(user: Actor, one: Request, name: str) -> bool:
    """Tell whether a person may do a deed to a request now."""
    if not permitted(user, one, name):
        return False
    if name == "propose_decline":
        return one.status in REQUEST.transition("decline").sources and not one.decline_waits
    if name == "keep":
        return one.decline_waits
    if name == "decline":
        waits = one.decline_waits and one.decline_proposed_by_id != user.pk
        return waits and one.status in REQUEST.transition(name).sources
    if name == "accept" and one.decline_waits:
        return False
    if name in {one.name for one in REQUEST.transitions}:
        return one.status in REQUEST.transition(name).sources
    return name in ("attach", "share", "conflict") or one.status not in ENDED


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: str, deed: str) -> HttpResponse:
    """Show the form of a deed; do it."""
    require(request.user, Permission.REQUEST_VIEW)
    one = get_object_or_404(Request.objects.visible_to(request.user), number=number)
    known = DEEDS.get(deed)
    if known is None or not (handles(request.user) or queries.is_own(request.user, one)):
        raise Http404(number)
    if not permitted(request.user, one, deed):
        require(request.user, known.permission, one)
    posted = request.method == "POST"
    given = (request.POST, request.FILES) if posted else (None, None)
    form = known.form(given, one, request.user)
    if posted and form.is_valid():
        try:
            known.act(request.user, one, form)
        except RequestError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("Done: %s") % names.deed_name(deed))
            return redirect(one)
    context = {
        "form": form,
        "one": one,
        "state": participant_name(one.state),
        "title": names.deed_name(deed),
        "deed": deed,
    }
    return render(request, "assistance/change.html", context)
