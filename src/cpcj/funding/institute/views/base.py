"""What the room's pages share: the day they are asked for, links at their head, form pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from cpcj.frame.permissions import Permission, require
from cpcj.funding.institute.models import Member
from cpcj.funding.institute.names import refusal_words
from cpcj.funding.institute.rules.shares import NoShareError
from cpcj.funding.institute.rules.tables import UnreadableTableError
from cpcj.funding.institute.services.writing import RefusedError
from cpcj.funding.institute.visibility import keeps
from cpcj.funding.views.base import MoneyForm
from cpcj.treaties.names import participant_name

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


def ways(request: HttpRequest) -> dict[str, Any]:
    """Return what a visitor may do, for the links at the head of each page."""
    return {"keeps": keeps(request.user)}


def state_of(request: HttpRequest, code: str) -> str:
    """Return the code of a State whose account the visitor may see."""
    require(request.user, Permission.INSTITUTE_VIEW)
    if not Member.objects.visible_to(request.user).filter(state=code).exists():
        raise Http404(code)
    return code


class AccountForm(MoneyForm):
    """A form page of the room; what is refused stands beside what was typed."""

    template_name = "institute/form.html"
    permission = Permission.INSTITUTE_RECORD

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the links at the head."""
        return {**super().get_context_data(**kwargs), **ways(self.request)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act, or say why it cannot be."""
        try:
            return super().form_valid(form)
        except (RefusedError, NoShareError) as error:
            form.add_error(None, refusal_words(error))
        except UnreadableTableError as error:
            form.add_error(None, str(error))
        return self.form_invalid(form)


class StateForm(AccountForm):
    """A form about one member's account."""

    state: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the member."""
        require(request.user, self.permission)
        self.state = state_of(request, kwargs["code"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whose account it is."""
        about = {"state": self.state, "state_name": participant_name(self.state)}
        return {**super().get_context_data(**kwargs), **about}


class RecordForm(AccountForm):
    """A form about one record, found by its key among those the visitor may see."""

    kind: Any
    record: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the record."""
        require(request.user, self.permission)
        self.record = get_object_or_404(
            self.kind.objects.visible_to(request.user), pk=kwargs["key"]
        )
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what it is about."""
        state = self.record.state
        about = {"state": state, "state_name": participant_name(state), "record": self.record}
        return {**super().get_context_data(**kwargs), **about}
