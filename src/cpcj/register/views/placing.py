"""What officers say about a text: its masthead, who sees it, its stages and its series."""

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
from cpcj.register.models import Family, FamilyMember, Series
from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import text_address
from cpcj.register.queries.texts import find_text
from cpcj.register.services import masthead
from cpcj.register.services.families import (
    NoStageError,
    decide_member,
    put_in_family,
    put_in_series,
)
from cpcj.register.services.ingest import publish
from cpcj.register.services.meanwhile import (
    last_word,
    refuse_later_word,
    refuse_other_states,
    states_of,
)
from cpcj.register.services.reviewing import ReasonMissingError
from cpcj.register.services.settling import PART, WrongValueError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cpcj.register.models import Review, Text


def _held(request: HttpRequest, identifier: str) -> Text:
    held = find_text(request.user, identifier)
    if held is None:
        raise Http404(identifier)
    return held


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, identifier: str) -> HttpResponse:
    """Settle what was read on a text's masthead, or show the text to everybody or to few."""
    require(request.user, Permission.MANDATE_REVIEW)
    held = _held(request, identifier)
    wanted = request.POST.get("publish") if request.method == "POST" else None
    if wanted in ("0", "1"):
        publish(request.user, held, published=wanted == "1")
        messages.success(request, gettext("The text is shown as you said."))
        return redirect(text_address(held.identifier))
    form = forms.MastheadForm(request.POST or None, text=held)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                refuse_later_word(held, request.POST.get("seen", ""))
                _settle(request, held, form.cleaned_data)
        except ReasonMissingError:
            form.add_error("reason", gettext("Say why."))
        except WrongValueError as error:
            form.add_error("value", str(error))
        except ChangedMeanwhileError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("The masthead stands as you said."))
            return redirect(text_address(held.identifier))
    dress(form)
    reviews = held.reviews.filter(act=None).exclude(field__contains=PART).select_related("by")
    context = {
        "text": held,
        "form": form,
        "seen": last_word(held),
        "back": text_address(held.identifier),
        "reviews": [_review(one) for one in reviews],
    }
    return render(request, "register/review_text.html", context)


def _settle(request: HttpRequest, held: Text, given: dict[str, Any]) -> None:
    field, deed, reason = given["field"], given["deed"], given["reason"]
    if deed == "confirm":
        masthead.confirm_text(request.user, held, field, reason=reason)
    elif deed == "reject":
        masthead.reject_text(request.user, held, field, reason=reason)
    elif deed == "reopen":
        masthead.reopen_text(request.user, held, field)
    else:
        masthead.correct_text(request.user, held, field, given["value"], reason=reason)


def _review(review: Review) -> dict[str, Any]:
    return {
        "review": review,
        "field": names.masthead_name(review.field),
        "verdict": names.review_name(review.verdict),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, identifier: str) -> HttpResponse:
    """Say of which other text a text is a stage, or to whose series it belongs."""
    require(request.user, Permission.FAMILY_CONFIRM)
    held = _held(request, identifier)
    form = forms.PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _place(request, held, form.cleaned_data)
        except (NoStageError, ReasonMissingError) as error:
            form.add_error("other", str(error))
        else:
            messages.success(request, gettext("The text stands where you said."))
            return redirect(text_address(held.identifier))
    dress(form)
    members = FamilyMember.objects.visible_to(request.user)
    own = members.filter(text=held).exclude(state=FamilyMember.State.REJECTED).values("family")
    context = {
        "text": held,
        "form": form,
        "back": text_address(held.identifier),
        "stages": [
            (one, text_address(one.text.identifier))
            for one in members.filter(family__in=own)
            .exclude(text=held)
            .exclude(state=FamilyMember.State.REJECTED)
            .select_related("text__document")
            .order_by("text__date", "text__identifier")
        ],
        "series": Series.objects.visible_to(request.user).filter(texts=held).first(),
    }
    return render(request, "register/place.html", context)


def _place(request: HttpRequest, held: Text, given: dict[str, Any]) -> None:
    """Do what a person said.

    Raises:
        NoStageError: the other text is not held, is in no series, or cannot be a stage.
    """
    if given["what"] == "alone":
        put_in_series(request.user, held, None, reason=given["reason"])
        return
    other = find_text(request.user, given["other"])
    if other is None:
        raise NoStageError(gettext("No text of this symbol or identifier is held."))
    if given["what"] == "stage":
        put_in_family(request.user, held, other, reason=given["reason"])
        return
    if other.series is None:
        raise NoStageError(gettext("That text is in no series."))
    put_in_series(request.user, held, other.series, reason=given["reason"])


@require_http_methods(["GET", "HEAD", "POST"])
def family(request: HttpRequest, key: int) -> HttpResponse:
    """Show the proposed stages of a text; confirm or reject each."""
    require(request.user, Permission.FAMILY_CONFIRM)
    found = Family.objects.visible_to(request.user).filter(pk=key).first()
    if found is None:
        raise Http404(str(key))
    members = _members(request, found)
    refused = ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                refuse_other_states(members, request.POST.get("seen", ""))
                _decide(request, members)
        except ChangedMeanwhileError as error:
            refused = str(error)
            members = _members(request, found)
        else:
            messages.success(request, gettext("The stages are settled as you said."))
            return redirect(text_address(members[-1].text.identifier))
    context = {
        "members": [
            (one, text_address(one.text.identifier), names.standing_name(one.text.standing))
            for one in members
        ],
        "seen": states_of(members),
        "refused": refused,
    }
    return render(request, "register/family.html", context, status=409 if refused else 200)


def _members(request: HttpRequest, found: Family) -> list[FamilyMember]:
    return list(
        FamilyMember.objects.visible_to(request.user)
        .filter(family=found)
        .select_related("text__document")
        .order_by("text__date", "text__identifier")
    )


def _decide(request: HttpRequest, members: list[FamilyMember]) -> None:
    for one in members:
        verdict = request.POST.get(f"member-{one.pk}")
        if verdict in ("confirmed", "rejected") and verdict != one.state:
            decide_member(
                request.user,
                one,
                confirmed=verdict == "confirmed",
                reason=request.POST.get("reason", "")[:2_000],
            )
