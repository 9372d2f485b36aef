"""What officers say about an act: confirm, correct, reject, take back, merge, split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cpcj.frame.forms import ChangedMeanwhileError, dress
from cpcj.frame.permissions import Permission, require
from cpcj.register import forms
from cpcj.register.presentation import names
from cpcj.register.presentation.acts import ShownAct
from cpcj.register.presentation.addresses import mandate_address
from cpcj.register.presentation.values import value_words
from cpcj.register.queries.mandate import find_act, mandate_detail
from cpcj.register.rules.acts import NothingOnOneSideError, NotOneParagraphError
from cpcj.register.rules.rereading import FIELDS
from cpcj.register.services import reviewing
from cpcj.register.services.dividing import (
    NotInForceError,
    merge_acts,
    split_act,
    undo_division,
)
from cpcj.register.services.meanwhile import last_word, refuse_later_word
from cpcj.register.services.settling import WrongValueError
from cpcj.register.views.mandates import current_value, paragraph_lines

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from cpcj.register.queries.mandate import MandatePage

DEEDS = ("confirm", "correct", "reject", "reopen", "merge", "split")
_DIVIDED = ("split", "merge")
_REFUSED = (
    WrongValueError,
    reviewing.ReasonMissingError,
    NotInForceError,
    NotOneParagraphError,
    NothingOnOneSideError,
    ChangedMeanwhileError,
)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, identifier: str) -> HttpResponse:
    """Ask for what a deed needs (its value, its reason), then do it by its service."""
    require(request.user, Permission.MANDATE_REVIEW)
    page = mandate_detail(request.user, identifier)
    given = request.POST if request.method == "POST" else request.GET
    deed, field = given.get("deed", ""), given.get("field", "")
    if page is None or deed not in DEEDS or (field and field not in FIELDS):
        raise Http404(identifier)
    if deed == "correct" and not field:
        raise Http404(identifier)
    if deed == "reopen" and not field and page.settled in _DIVIDED:
        deed = f"undo {page.settled}"
    form = _form(deed, field, page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            with transaction.atomic():
                refuse_later_word(page.act, request.POST.get("seen", ""))
                identifier = _do(request, page, deed, field, form)
        except _REFUSED as error:
            if form is None:
                messages.error(request, str(error))
                return redirect(mandate_address(identifier))
            form.add_error(None, str(error))
        else:
            messages.success(request, _done(deed, field))
            return redirect(mandate_address(identifier))
    if form is not None:
        dress(form)
    context = {
        "page": page,
        "shown": ShownAct.of(page.row),
        "deed": given["deed"],
        "field": field,
        "seen": last_word(page.act),
        "title": _title(deed, field),
        "form": form,
        "paragraphs": paragraph_lines(page, field),
        "value": value_words(field, current_value(page.row, field)) if field else "",
        "back": mandate_address(identifier),
    }
    return render(request, "register/review.html", context)


def _form(deed: str, field: str, page: MandatePage, data: Any) -> Form | None:
    """Return the form that a deed needs; None where it needs nothing."""
    if deed in ("reject", "undo split", "undo merge"):
        return forms.ReasonForm(data)
    if deed == "merge":
        siblings = [ShownAct.of(other) for other in page.siblings]
        return forms.MergeForm(data, siblings=siblings)
    if deed == "split":
        return forms.SplitForm(data, full=page.full)
    return _correction(field, page, data) if deed == "correct" else None


def _correction(field: str, page: MandatePage, data: Any) -> Form:
    """Return the form for another value of a field."""
    value = current_value(page.row, field)
    if field in ("addressees", "qualifiers", "topics"):
        return forms.ListForm(data, field=field, value=value)
    if field == "deliverable":
        return forms.DeliverableForm(data, value=value)
    if field == "act":
        return forms.ActForm(data, value=value)
    if field == "reiterated":
        return forms.ReiteratedForm(data, value=value)
    return forms.WordsForm(data, value=value)


def _do(request: HttpRequest, page: MandatePage, deed: str, field: str, form: Any) -> str:
    """Call the service of a deed; return the identifier of the act to go on with."""
    user, act = request.user, page.act
    if deed == "confirm":
        reviewing.confirm(user, act, field)
    elif deed == "reopen":
        reviewing.reopen(user, act, field)
    elif deed == "reject":
        reviewing.reject(user, act, field, reason=form.cleaned_data["reason"])
    elif deed == "merge":
        other = find_act(user, form.cleaned_data["other"])
        if other is None:
            raise Http404
        first, second = sorted((act, other), key=lambda one: one.position)
        return merge_acts(user, first, second, reason=form.cleaned_data["reason"]).identifier
    elif deed == "split":
        first, _second = split_act(user, act, form.at, reason=form.cleaned_data["reason"])
        return first.identifier
    elif deed in ("undo split", "undo merge"):
        return undo_division(user, act, reason=form.cleaned_data["reason"]).identifier
    else:
        reviewing.correct(user, act, field, form.value, reason=form.cleaned_data["reason"])
    return act.identifier


def _title(deed: str, field: str) -> str:
    of = names.field_name(field) if field else ""
    titles = {
        "confirm": gettext("Confirm: %(field)s") % {"field": of} if of else gettext("Confirm"),
        "correct": gettext("Correct: %(field)s") % {"field": of},
        "reject": gettext("Reject: %(field)s") % {"field": of}
        if of
        else gettext("Reject this act"),
        "reopen": gettext("Take back"),
        "undo split": gettext("Take back the split"),
        "undo merge": gettext("Take back the merge"),
        "merge": gettext("Merge with another act"),
        "split": gettext("Split in two"),
    }
    return titles[deed]


def _done(deed: str, field: str) -> str:
    of = names.field_name(field) if field else gettext("the act")
    done = {
        "confirm": gettext("Confirmed: %(field)s."),
        "correct": gettext("Corrected: %(field)s."),
        "reject": gettext("Rejected: %(field)s."),
        "reopen": gettext("Taken back: %(field)s."),
        "undo split": gettext("The split was taken back."),
        "undo merge": gettext("The merge was taken back."),
        "merge": gettext("The two acts are one now."),
        "split": gettext("The act is two now."),
    }
    return done[deed] % {"field": of}
