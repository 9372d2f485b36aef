"""What is recorded and decided."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission
from cpcj.funding.campaigns import forms
from cpcj.funding.campaigns.models import Campaign, Event, Invitation, Sponsorship
from cpcj.funding.campaigns.services import campaigning, sponsoring
from cpcj.funding.campaigns.views.base import AboutForm, CampaignForm, cents_of


class NewCampaignPage(CampaignForm):
    """A new campaign."""

    form_class = forms.CampaignForm
    title = _("Open a campaign")
    done_message = _("The campaign is open.")

    def act(self, form: django_forms.Form) -> str:
        """Open it."""
        one = campaigning.open_campaign(self.request.user, **form.cleaned_data)
        return reverse("campaigns:campaign", args=[one.code])


class CloseCampaignPage(AboutForm):
    """The end of a campaign."""

    kind = Campaign
    form_class = forms.CloseForm
    title = _("Close the campaign")
    done_message = _("The campaign is closed.")

    def act(self, form: django_forms.Form) -> str:
        """Close it."""
        campaigning.close_campaign(self.request.user, self.record, **form.cleaned_data)
        return reverse("campaigns:campaign", args=[self.record.code])


class DonationPage(AboutForm):
    """A donation."""

    kind = Campaign
    form_class = forms.DonationForm
    title = _("Record a donation")
    done_message = _("The donation is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        assert isinstance(form, forms.DonationForm)  # noqa: S101 - this page's own form
        said = form.cleaned_data
        campaigning.record_donation(
            self.request.user,
            self.record,
            amount=form.given(),
            on=said["on"],
            donor=said["donor"],
            name=said["name"],
            agreed_to_be_named=said["agreed_to_be_named"],
        )
        return reverse("campaigns:campaign", args=[self.record.code])


class NewEventPage(CampaignForm):
    """A new event."""

    form_class = forms.EventForm
    title = _("Record an event")
    done_message = _("The event is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        one = sponsoring.add_event(self.request.user, **form.cleaned_data)
        return reverse("campaigns:event", args=[one.code])


class InvitePage(AboutForm):
    """The invitation of least developed countries."""

    kind = Event
    form_class = forms.NothingForm
    title = _("Invite the least developed countries")
    submit = _("Invite")
    done_message = _("They are invited.")

    def act(self, form: django_forms.Form) -> str:  # noqa: ARG002 - it asks nothing
        """Invite them."""
        sponsoring.invite(self.request.user, self.record)
        return reverse("campaigns:event", args=[self.record.code])


class AskPage(AboutForm):
    """A State's request."""

    kind = Invitation
    form_class = forms.AskForm
    title = _("Record a request for sponsorship")
    done_message = _("The request is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        said = form.cleaned_data
        sponsoring.ask(
            self.request.user,
            self.record,
            asked_on=said["asked_on"],
            persons=said["persons"],
            cents=cents_of(said),
            reason=said["reason"],
        )
        return reverse("campaigns:event", args=[self.record.event.code])


class _OfSponsorship(AboutForm):
    """A form about a request."""

    kind = Sponsorship

    def event(self) -> str:
        """Return the address of its event."""
        return reverse("campaigns:event", args=[self.record.invitation.event.code])


class ApprovePage(_OfSponsorship):
    """An approval."""

    permission = Permission.FUNDING_APPROVE
    form_class = forms.ApproveForm
    title = _("Approve the sponsorship")
    done_message = _("The sponsorship is approved and the money committed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say where the money is allocated."""
        event = self.record.invitation.event
        return {**super().get_form_kwargs(), "cost_object": event.cost_object_id}

    def act(self, form: django_forms.Form) -> str:
        """Approve it."""
        said = form.cleaned_data
        sponsoring.approve(
            self.request.user,
            self.record,
            on=said["on"],
            cents=cents_of(said),
            contribution=said["contribution"],
            decision=said["decision"],
        )
        return self.event()


class DeclinePage(_OfSponsorship):
    """A refusal."""

    permission = Permission.FUNDING_APPROVE
    form_class = forms.DeclineForm
    title = _("Decline the sponsorship")
    done_message = _("The request is declined.")

    def act(self, form: django_forms.Form) -> str:
        """Decline it."""
        sponsoring.decline(self.request.user, self.record, **form.cleaned_data)
        return self.event()


class SpendPage(_OfSponsorship):
    """What was spent."""

    form_class = forms.SpendForm
    title = _("Record an expenditure")
    done_message = _("The expenditure is recorded.")

    def act(self, form: django_forms.Form) -> str:
        """Record it."""
        said = form.cleaned_data
        sponsoring.spend(self.request.user, self.record, on=said["on"], cents=cents_of(said))
        return self.event()


class SettlePage(_OfSponsorship):
    """A sponsorship settled."""

    form_class = forms.SettleForm
    title = _("Settle the sponsorship")
    done_message = _("The sponsorship is settled; what was not spent is released.")

    def act(self, form: django_forms.Form) -> str:
        """Settle it."""
        sponsoring.settle(self.request.user, self.record, **form.cleaned_data)
        return self.event()
