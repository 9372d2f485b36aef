"""What the room's pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404

from cpcj.frame.permissions import Permission, allows, require
from cpcj.funding.campaigns.names import REFUSED
from cpcj.funding.campaigns.services.refusals import RefusedError
from cpcj.funding.campaigns.visibility import keeps
from cpcj.funding.rules.money import money
from cpcj.funding.views.base import MoneyForm

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


def ways(request: HttpRequest) -> dict[str, Any]:
    """Return what a visitor may do, for the links of each page."""
    return {
        "keeps": keeps(request.user),
        "may_decide": allows(request.user, Permission.FUNDING_APPROVE),
    }


def cents_of(said: dict[str, Any]) -> int:
    """Return the amount of a form in cents of a dollar."""
    return money(said["amount"]).minor


class CampaignForm(MoneyForm):
    """A form page of the room; what is refused stands beside what was typed."""

    template_name = "campaigns/form.html"
    permission = Permission.CAMPAIGN_RECORD

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the links at the head."""
        return {**super().get_context_data(**kwargs), **ways(self.request)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act, or say why it cannot be."""
        try:
            return super().form_valid(form)
        except RefusedError as error:
            form.add_error(None, str(REFUSED[error.code]))
        return self.form_invalid(form)


class AboutForm(CampaignForm):
    """A form about one record of :attr:`kind`, found by the address's code or key."""

    kind: Any
    record: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the record."""
        require(request.user, self.permission)
        wanted = {"pk": kwargs["key"]} if "key" in kwargs else {"code": kwargs["code"]}
        self.record = get_object_or_404(self.kind.objects.visible_to(request.user), **wanted)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what it is about."""
        return {**super().get_context_data(**kwargs), "record": self.record}
