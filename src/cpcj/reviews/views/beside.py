"""Reviews by other bodies and recommendations of working groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms as django_forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cpcj.frame.permissions import Permission, require
from cpcj.reviews import names
from cpcj.reviews.forms import OutsideForm, OutsideObservationForm, RecommendationForm
from cpcj.reviews.models import Observation, OutsideReview
from cpcj.reviews.services import keeping
from cpcj.reviews.services.recording import ReviewError
from cpcj.reviews.views.cycles import RoomForm
from cpcj.reviews.visibility import keeps

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class NewRecommendation(RoomForm):
    """Record a recommendation."""

    form_class = RecommendationForm
    title = _("Record a recommendation")
    submit = _("Record")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        given = dict(form.cleaned_data)
        given["about"] = given["about"].splitlines()
        keeping.record_recommendation(self.request.user, **given)
        return reverse("reviews:recommendations")


class NewOutside(RoomForm):
    """Record a review by another body."""

    form_class = OutsideForm
    title = _("Record a review by another body")
    submit = _("Record")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        made = keeping.record_outside(self.request.user, **form.cleaned_data)
        return reverse("reviews:outside", args=[made.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: HttpRequest, key: int) -> HttpResponse:
    """Show a review by another body; the secretariat adds its observations."""
    require(request.user, Permission.REVIEW_VIEW)
    one = get_object_or_404(OutsideReview.objects.visible_to(request.user), pk=key)
    may = keeps(request.user)
    form = OutsideObservationForm(request.POST or None) if may else None
    if request.method == "POST":
        require(request.user, Permission.REVIEW_KEEP)
        if form is not None and form.is_valid():
            try:
                keeping.observe_outside(request.user, one, **form.cleaned_data)
            except ReviewError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, gettext("Recorded."))
                return redirect("reviews:outside", key=one.pk)
    found = Observation.objects.visible_to(request.user).filter(outside=one)
    context = {
        "one": one,
        "state": names.state_name(one.state),
        "observations": [
            (names.sort_name(each.sort), names.provision_name(each.provision), each)
            for each in found
        ],
        "form": form,
        "keeps": may,
    }
    return render(request, "reviews/outside.html", context)
