"""What is done with a review, one form page a deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cpcj.frame.permissions import Actor, Permission, require
from cpcj.reviews import forms, names
from cpcj.reviews.models import Observation, Participant, Proposal, Review
from cpcj.reviews.rules.mechanism import Agreed, Seat, Writing
from cpcj.reviews.services import keeping, taking_part
from cpcj.reviews.services.recording import ReviewError, list_digest
from cpcj.reviews.visibility import seats_in

if TYPE_CHECKING:
    from django import forms as django_forms
    from django.http import HttpRequest

_SECRETARIAT = frozenset({Seat.SECRETARIAT.value})


@dataclass(frozen=True, slots=True)
class Place:
    """The step that an address names, and the State whose share of it; "" for none."""

    step: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed: which seats may, whether it can be done now, its form, what it does.

    ``act`` is given the person, the review, the form, and the step and State of the address.
    """

    seats: Callable[[Review, str], frozenset[str]]
    now: Callable[[Review], bool]
    form: Callable[[Any, Review], django_forms.Form]
    act: Callable[[Any, Review, dict[str, Any], Place], object]


def _secretariat(_one: Review, _at: str) -> frozenset[str]:
    return _SECRETARIAT


def _writers(what: Writing) -> Callable[[Review, str], frozenset[str]]:
    return lambda one, _step: one.cycle.version.rules.writes.get(what.value, frozenset())


def _reporters(one: Review, step: str) -> frozenset[str]:
    found = one.cycle.version.rules.step(step)
    return frozenset(found.does) if found else frozenset()


def _clearers(one: Review, step: str) -> frozenset[str]:
    found = one.cycle.version.rules.step(step)
    return frozenset(found.clears) if found else frozenset()


def _always(_one: Review) -> bool:
    return True


def _with_summary(one: Review) -> bool:
    """Tell whether the summary is agreed to together with the list of observations."""
    return Agreed.SUMMARY in one.cycle.version.rules.agrees


def _can_be_agreed(one: Review) -> bool:
    return one.agreed_on is None and bool(one.summary or not _with_summary(one))


def _can_be_summed_up(one: Review) -> bool:
    return one.summary_on is None and not (_with_summary(one) and one.agreed_on)


DEEDS: dict[str, Deed] = {
    "report": Deed(
        _reporters, _always,
        lambda given, _one: forms.ReportForm(given),
        lambda user, one, said, at: taking_part.report_step(
            user, one, at.step, on=said["on"], country=at.country
        ),
    ),
    "clear": Deed(
        _clearers, _always,
        lambda given, _one: forms.NoForm(given),
        lambda user, one, _said, at: taking_part.clear_step(
            user, one, at.step, country=at.country
        ),
    ),
    "attach": Deed(
        _writers(Writing.DOCUMENTS), _always,
        lambda given, _one: forms.AttachForm(given),
        lambda user, one, said, _at: taking_part.attach(user, one, **said),
    ),
    "observe": Deed(
        _writers(Writing.OBSERVATIONS), lambda one: one.agreed_on is None,
        lambda given, _one: forms.ObservationForm(given),
        lambda user, one, said, _at: taking_part.draft_observation(user, one, **said),
    ),
    "agree": Deed(
        _writers(Writing.AGREEMENT), _can_be_agreed,
        lambda given, one: forms.AgreeForm(given, initial={"seen": list_digest(one)}),
        lambda user, one, said, _at: taking_part.agree(user, one, **said),
    ),
    "consent": Deed(
        _writers(Writing.CONSENT), _always,
        lambda given, one: forms.ConsentForm(given, initial={"public": one.report_public}),
        lambda user, one, said, _at: taking_part.consent(user, one, **said),
    ),
    "nominate": Deed(
        _secretariat, _always,
        lambda given, one: forms.NominateForm(given, review=one),
        lambda user, one, said, _at: keeping.nominate(user, one, **said),
    ),
    "summary": Deed(
        _writers(Writing.SUMMARY), _can_be_summed_up,
        lambda given, one: forms.SummaryForm(given, initial={"words": one.summary}),
        lambda user, one, said, _at: keeping.write_summary(user, one, **said),
    ),
    "publish": Deed(
        _secretariat, lambda one: bool(one.summary) and bool(one.agreed_on) and not one.summary_on,
        lambda given, _one: forms.NoForm(given),
        lambda user, one, _said, _at: keeping.publish_summary(user, one),
    ),
    "reopen": Deed(
        _secretariat, lambda one: one.agreed_on is not None and one.summary_on is None,
        lambda given, _one: forms.ReasonForm(given),
        lambda user, one, said, _at: keeping.reopen_list(user, one, **said),
    ),
    "answers": Deed(
        _secretariat, _always,
        lambda given, one: forms.AnswersForm(given, initial={"identifier": one.answer_set}),
        lambda user, one, said, _at: keeping.name_answer_set(user, one, **said),
    ),
}  # fmt: skip
"""Deeds by name, in the order of their buttons; reporting and clearing stand beside the steps."""


def deeds(user: Actor, one: Review) -> list[tuple[str, str]]:
    """Return what a person may do with a review now, with the words of the buttons."""
    seats = seats_in(user, one.pk)
    return [
        (name, str(names.DEEDS[name]))
        for name, deed in DEEDS.items()
        if seats & deed.seats(one, "") and deed.now(one)
    ]


def _review(request: HttpRequest, key: int) -> Review:
    require(request.user, Permission.REVIEW_VIEW)
    visible = Review.objects.visible_to(request.user).select_related("cycle__version")
    found: Review = get_object_or_404(visible, pk=key)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: int, deed: str) -> HttpResponse:
    """Show the form of a deed; do it."""
    one = _review(request, key)
    seats = seats_in(request.user, one.pk)
    known = DEEDS.get(deed)
    at = Place(request.GET.get("step", ""), request.GET.get("for", ""))
    if known is None or not seats:
        raise Http404(deed)
    if not seats & known.seats(one, at.step):
        raise PermissionDenied(deed)
    posted = request.method == "POST"
    form = known.form(request.POST if posted else None, one)
    if posted:
        form.files = request.FILES
    made: object = None
    if posted and form.is_valid():
        try:
            made = known.act(request.user, one, form.cleaned_data, at)
        except ReviewError as error:
            form.add_error(None, str(error))
        else:
            title = str(names.DEEDS[deed])
            if deed == "nominate":
                return _link(request, one, made)
            messages.success(request, gettext("Done: %s") % title)
            return redirect(one)
    return _page(request, one, form, deed, at)


def _page(
    request: HttpRequest, one: Review, form: django_forms.Form, deed: str, at: Place
) -> HttpResponse:
    found = one.cycle.version.rules.step(at.step)
    context = {
        "form": form,
        "one": one,
        "state": names.state_name(one.state),
        "title": str(names.DEEDS[deed]),
        "deed": deed,
        "step": found,
        "share": names.state_name(at.country if at.country in one.reviewers else ""),
        "summary": one.summary if _with_summary(one) else "",
        "observations": [
            (names.sort_name(o.sort), names.provision_name(o.provision), o)
            for o in Observation.objects.visible_to(request.user).filter(
                review=one, withdrawn_on__isnull=True
            )
        ]
        if deed == "agree"
        else [],
    }
    return render(request, "reviews/change.html", context)


def _link(request: HttpRequest, one: Review, made: Any) -> HttpResponse:
    participant, secret = made
    context = {
        "one": one,
        "participant": participant,
        "seat": names.seat_name(participant.seat),
        "country": names.state_name(participant.country),
        "link": request.build_absolute_uri(reverse("accounts:invitation_link", args=[secret])),
        "days": one.cycle.version.rules.link_days,
    }
    return render(request, "reviews/link.html", context)


@require_POST
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take an observation out of the list."""
    require(request.user, Permission.REVIEW_TAKE_PART)
    visible = Observation.objects.visible_to(request.user).filter(review__isnull=False)
    one: Any = get_object_or_404(visible.select_related("review"), pk=key)
    try:
        taking_part.withdraw_observation(request.user, one)
    except ReviewError as error:
        messages.error(request, str(error))
    return redirect(one.review)


@require_POST
def end_nomination(request: HttpRequest, key: int) -> HttpResponse:
    """End a nomination."""
    require(request.user, Permission.REVIEW_KEEP)
    visible = Participant.objects.visible_to(request.user).select_related("review")
    one = get_object_or_404(visible, pk=key)
    keeping.end_nomination(request.user, one)
    return redirect(one.review)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, key: int) -> HttpResponse:
    """Say what was done about an agreed observation."""
    require(request.user, Permission.REVIEW_TAKE_PART)
    visible = Observation.objects.visible_to(request.user).filter(review__isnull=False)
    one: Any = get_object_or_404(visible.select_related("review__cycle__version"), pk=key)
    review = one.review
    if not seats_in(request.user, review.pk) & review.cycle.version.rules.writes[Writing.FOLLOW_UP]:
        raise PermissionDenied("follow_up")
    form = forms.FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            taking_part.follow_up(request.user, one, **form.cleaned_data)
        except ReviewError as error:
            form.add_error(None, str(error))
        else:
            return redirect(review)
    context = {
        "form": form, "one": review, "title": gettext("What was done about it"), "about": one,
        "provision": names.provision_name(one.provision), "state": names.state_name(review.state),
    }  # fmt: skip
    return render(request, "reviews/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest, key: int) -> HttpResponse:
    """Make a request for assistance of a proposal."""
    require(request.user, Permission.REQUEST_MAKE)
    visible = Proposal.objects.visible_to(request.user).select_related("observation__review")
    one: Any = get_object_or_404(visible, pk=key)
    words = one.observation.words
    form = forms.TakeUpForm(request.POST or None, initial={"title": words[:120], "asked": words})
    if request.method == "POST" and form.is_valid():
        try:
            made = taking_part.take_up(request.user, one, **form.cleaned_data)
        except ReviewError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("Your request was received: %s") % made.number)
            return redirect(one.observation.review)
    context = {
        "form": form, "one": one.observation.review, "title": gettext("Ask for this assistance"),
        "state": names.state_name(one.observation.review.state),
    }  # fmt: skip
    return render(request, "reviews/change.html", context)


@require_POST
def decline(request: HttpRequest, key: int) -> HttpResponse:
    """Say that no request is made of a proposal."""
    require(request.user, Permission.REQUEST_MAKE)
    visible = Proposal.objects.visible_to(request.user).select_related("observation__review")
    one: Any = get_object_or_404(visible, pk=key)
    try:
        taking_part.decline_proposal(request.user, one)
    except ReviewError as error:
        messages.error(request, str(error))
    return redirect(one.observation.review)
