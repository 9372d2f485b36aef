"""The base of the room's form pages, and the ways at the head of each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from cpcj.frame.forms import FormPage, dress
from cpcj.frame.permissions import Permission, allows
from cpcj.funding.names import REFUSALS, refusal_words
from cpcj.funding.trust_fund.models.visibility import handles, own_organizations
from cpcj.funding.trust_fund.services.recording import GrantError

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def ways(request: HttpRequest) -> dict[str, Any]:
    """Return what a visitor may do, for the links at the head of each page."""
    user = request.user
    return {
        "office": handles(user),
        "grantee": bool(own_organizations(user)),
        "reader": allows(user, Permission.GRANT_SCORE),
        "may_view": allows(user, Permission.GRANT_VIEW),
    }


class ActPage(FormPage):
    """A form page that shows a refusal with what was typed."""

    template_name = "trust_fund/form.html"

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        """Dress the form."""
        form = super().get_form(form_class)
        dress(form)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the ways."""
        return {**super().get_context_data(**kwargs), **ways(self.request)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act, or say why it cannot be."""
        try:
            return super().form_valid(form)
        except GrantError as error:
            form.add_error(None, str(error))
        except REFUSALS as error:
            form.add_error(None, refusal_words(error))
        return self.form_invalid(form)


def file_answer(content: bytes, name: str, kind: str) -> HttpResponse:
    """Answer with a file, never as a page."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
