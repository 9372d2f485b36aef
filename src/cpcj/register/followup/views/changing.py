"""Changing the follow-up of one mandate: a page with one form for each deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from cpcj.frame.permissions import Permission, require
from cpcj.register.followup import forms, queries
from cpcj.register.followup.models import FollowUp
from cpcj.register.followup.rules import Like
from cpcj.register.followup.services import details, notes, statuses
from cpcj.register.followup.services.recording import EditedMeanwhileError, FollowUpError
from cpcj.register.followup.shown import shown
from cpcj.register.followup.views.mandate import evidence
from cpcj.register.presentation.called import place_name
from cpcj.register.queries.mandate import find_act

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from cpcj.frame.permissions import Actor

    Make = Callable[[HttpRequest, FollowUp, Any, Any], Form]
    Do = Callable[[Actor, FollowUp, Any], object]

_ = gettext_lazy


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done to a follow-up: what its page is called, its form, its service.

    Attributes:
        permission: asked before the form is shown; the service asks again.
        title: of the page.
        make: the form, from the request, the follow-up, and data and files where they were sent.
        do: the service, with the clean form.
    """

    permission: Permission
    title: str | _StrPromise
    make: Make
    do: Do


def _common(form: Any) -> dict[str, Any]:
    return {"reason": form.cleaned_data["reason"], "seen": form.cleaned_data["seen"]}


def _plain(kind: type[Form], initial: Callable[[FollowUp], dict[str, Any]] | None = None) -> Make:
    def make(_request: HttpRequest, followup: FollowUp, data: Any, _files: Any) -> Form:
        values = {"seen": followup.version, **(initial(followup) if initial else {})}
        return kind(data, initial=values)

    return make


def _assign_form(_request: HttpRequest, followup: FollowUp, data: Any, _files: Any) -> Form:
    initial = {
        "seen": followup.version,
        "unit": followup.unit_id,
        "officer": followup.officer_id,
    }
    return forms.AssignForm(data, initial=initial, today=timezone.localdate())


def _note_form(request: HttpRequest, followup: FollowUp, data: Any, files: Any) -> Form:
    return forms.NoteForm(data, files, items=evidence(followup, request.user))


def _reminder_form(request: HttpRequest, _followup: FollowUp, data: Any, _files: Any) -> Form:
    initial = {"to": request.user.pk}
    return forms.ReminderForm(data, initial=initial, today=timezone.localdate())


def _comment_form(_request: HttpRequest, _followup: FollowUp, data: Any, _files: Any) -> Form:
    return forms.CommentForm(data)


def _supersede_form(request: HttpRequest, followup: FollowUp, data: Any, _files: Any) -> Form:
    initial = {
        "seen": followup.version,
        "by": request.GET.get("by", ""),
        "answer": "no" if request.GET.get("answer") == "no" else "yes",
    }
    return forms.SupersedeForm(data, initial=initial)


def _supersede(actor: Actor, followup: FollowUp, form: Any) -> object:
    given = form.cleaned_data
    by = find_act(actor, given["by"].strip())
    if by is None or not by.current:
        raise FollowUpError(gettext("No act in force has this identifier."))
    proposed: dict[str, Like] = {like.act: like for like, _act in queries.proposals(followup)}
    like = proposed.get(by.identifier)
    return details.supersede(
        actor, followup, by, confirmed=given["answer"] == "yes",
        likeness=None if like is None else like.likeness, **_common(form),
    )  # fmt: skip


_RECORD = Permission.FOLLOWUP_RECORD
DEEDS: dict[str, Deed] = {
    "status": Deed(
        _RECORD,
        _("Set the status"),
        _plain(forms.StatusForm, lambda one: {"status": one.status}),
        lambda actor, one, form: statuses.set_status(
            actor, one, form.cleaned_data["status"], **_common(form)
        ),
    ),
    "propose": Deed(
        _RECORD,
        _("Propose that it is completed"),
        _plain(forms.ChangeForm),
        lambda actor, one, form: statuses.propose_completion(actor, one, **_common(form)),
    ),
    "confirm": Deed(
        Permission.FOLLOWUP_COMPLETE,
        _("Confirm that it is completed"),
        _plain(forms.ChangeForm),
        lambda actor, one, form: statuses.confirm(actor, one, **_common(form)),
    ),
    "decline": Deed(
        _RECORD,
        _("Decline or take back the proposal"),
        _plain(forms.ChangeForm),
        lambda actor, one, form: statuses.decline(actor, one, **_common(form)),
    ),
    "assign": Deed(
        Permission.FOLLOWUP_ASSIGN,
        _("Assign"),
        _assign_form,
        lambda actor, one, form: details.assign(
            actor,
            one,
            unit=form.cleaned_data["unit"],
            officer=form.cleaned_data["officer"],
            **_common(form),
        ),
    ),
    "describe": Deed(
        _RECORD,
        _("Flags and resources"),
        _plain(forms.DetailsForm, forms.DetailsForm.initial_of),
        lambda actor, one, form: details.describe(actor, one, form.details, **_common(form)),
    ),
    "publish": Deed(
        _RECORD,
        _("Show the status to the public"),
        _plain(forms.PublishForm, lambda one: {"published": one.published}),
        lambda actor, one, form: details.publish(
            actor, one, published=form.cleaned_data["published"], **_common(form)
        ),
    ),
    "supersede": Deed(_RECORD, _("Superseded by a later mandate"), _supersede_form, _supersede),
    "note": Deed(
        _RECORD,
        _("Add a progress note"),
        _note_form,
        lambda actor, one, form: notes.add_note(
            actor,
            one,
            on=form.cleaned_data["on"],
            words=form.cleaned_data["words"],
            records=form.items,
            addresses=form.links,
            documents=form.cleaned_data["documents"],
        ),
    ),
    "comment": Deed(
        _RECORD,
        _("Comment"),
        _comment_form,
        lambda actor, one, form: notes.add_comment(actor, one, words=form.cleaned_data["words"]),
    ),
    "remind": Deed(
        _RECORD,
        _("Set a reminder"),
        _reminder_form,
        lambda actor, one, form: notes.remind(
            actor,
            one,
            on=form.cleaned_data["on"],
            to=form.cleaned_data["to"],
            words=form.cleaned_data["words"],
        ),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, deed: str, identifier: str) -> HttpResponse:
    """Ask for what a deed needs, then do it; tell who saves over somebody else's change."""
    asked = DEEDS.get(deed)
    if asked is None:
        raise Http404(deed)
    require(request.user, asked.permission)
    followup = queries.find_followup(request.user, identifier)
    if followup is None:
        raise Http404(identifier)
    sent = request.method == "POST"
    data, files = (request.POST, request.FILES) if sent else (None, None)
    form = asked.make(request, followup, data, files)
    meanwhile = []
    if sent and form.is_valid():
        try:
            asked.do(request.user, followup, form)
        except EditedMeanwhileError as error:
            seen = form.cleaned_data["seen"]
            form.add_error(None, str(error))
            later = queries.history(request.user, followup).filter(number__gt=seen)
            meanwhile = shown(later[:20])
            # Whoever has read what changed may save once more.
            again = request.POST.copy()
            again["seen"] = str(followup.version)
            form.data = again
        except FollowUpError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("followup:mandate", identifier)
    context = {
        "form": form,
        "title": asked.title,
        "deed": deed,
        "followup": followup,
        "called": place_name(followup.act),
        "meanwhile": meanwhile,
    }
    status = 409 if meanwhile else 200
    return render(request, "followup/change.html", context, status=status)
