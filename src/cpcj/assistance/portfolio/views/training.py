"""Training: events, participants, follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cpcj.assistance.portfolio import training_forms
from cpcj.assistance.portfolio.forms import rows_form
from cpcj.assistance.portfolio.models import Event, Participants
from cpcj.assistance.portfolio.services import training
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.services.training import Counted
from cpcj.assistance.portfolio.views.base import ActivityForm, RecordForm, ways
from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, require

if TYPE_CHECKING:
    from django import forms as django_forms
    from django.http import HttpRequest, HttpResponse


class EventPage(ActivityForm):
    """A new training event."""

    form_class = training_forms.EventForm
    title = _("Add a training event")
    done_message = _("The event is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        made = training.add_event(self.request.user, self.one, **form.cleaned_data)
        return made.get_absolute_url()


@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: HttpRequest, key: int) -> HttpResponse:
    """Show who took part, by institution and sex, as a form; record it."""
    require(request.user, Permission.PORTFOLIO_RECORD)
    seen = Event.objects.visible_to(request.user).select_related("activity")
    event = get_object_or_404(seen, pk=key)
    fields = ("institution", "state", "sex", "attended", "completed")
    held = list(Participants.objects.filter(event=event).values(*fields))
    posted = request.POST if request.method == "POST" else None
    form = rows_form(training_forms.ParticipantsRow, held, posted)
    for row in form.forms:
        dress(row)
    refused = ""
    if posted is not None and form.is_valid():
        try:
            counts = [Counted(**row) for row in form.rows()]
            training.count_participants(request.user, event, counts=counts)
        except PortfolioError as error:
            refused = str(error)
        else:
            messages.success(request, gettext("Saved."))
            return redirect(event)
    context = {
        **ways(request),
        "one": event.activity,
        "title": gettext("Participants: %s") % event.title,
        "form": form,
        "refused": refused,
        "rows": True,
        "words": gettext("Counts only: nobody is named."),
    }
    return render(request, "portfolio/part.html", context)


class FollowUpPage(RecordForm):
    """What became of an event."""

    form_class = training_forms.FollowUpForm
    title = _("Record the follow-up")
    done_message = _("The follow-up is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        seen: Any = Event.objects.visible_to(self.request.user).select_related("activity")
        event: Event = get_object_or_404(seen, pk=self.kwargs["key"])
        if hasattr(event, "follow_up"):
            raise PortfolioError(gettext("The follow-up is recorded already."))
        training.follow_up(self.request.user, event, **form.cleaned_data)
        return event.get_absolute_url()
