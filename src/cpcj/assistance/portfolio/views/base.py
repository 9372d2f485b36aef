"""What the room's pages have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.shortcuts import get_object_or_404

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.visibility import keeps
from cpcj.frame.forms import FormPage, dress
from cpcj.frame.permissions import Permission, allows, require

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


def ways(request: HttpRequest) -> dict[str, bool]:
    """Return which pages of the room a person may open."""
    return {
        "may_record": keeps(request.user),
        "may_need": keeps(request.user) or allows(request.user, Permission.REQUEST_VIEW),
    }


def found(request: HttpRequest, identifier: str) -> Activity:
    """Return a record that the person sees; no such page for any other."""
    require(request.user, Permission.PORTFOLIO_VIEW)
    seen = Activity.objects.visible_to(request.user).select_related(
        "parent", "programme", "unit", "cost_object"
    )
    return get_object_or_404(seen, identifier=identifier)


class RecordForm(FormPage):
    """A form page that shows what a service refuses with what was typed."""

    permission = Permission.PORTFOLIO_RECORD
    template_name = "portfolio/form.html"

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        """Dress the form."""
        form = super().get_form(form_class)
        dress(form)
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act, or say why it cannot be."""
        try:
            return super().form_valid(form)
        except PortfolioError as error:
            form.add_error(None, str(error))
        return self.form_invalid(form)


class ActivityForm(RecordForm):
    """A form about one record."""

    one: Activity
    back: ClassVar[str] = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the record."""
        require(request.user, self.permission)
        self.one = found(request, kwargs["identifier"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which record it is about."""
        return super().get_context_data(one=self.one, **kwargs)
