"""The own account: name, password, second factor, sessions, what one may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cpcj.accounts import services, sessions
from cpcj.accounts.forms import PersonForm
from cpcj.accounts.models import User
from cpcj.accounts.names import for_whom, permission_name, role_name
from cpcj.accounts.second_factor import has_second_factor
from cpcj.accounts.standing import standing
from cpcj.frame.forms import FormPage
from cpcj.frame.permissions import Permission, allows, require

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse


def _person(request: HttpRequest) -> User:
    """Return who is signed in.

    Raises:
        PermissionDenied: nobody is.
    """
    require(request.user, Permission.ACCOUNT_KEEP_OWN)
    found: User = User.objects.get(pk=request.user.pk)
    return found


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show the own account."""
    person = _person(request)
    held = standing(person)
    memberships = person.memberships.select_related("unit", "organization").order_by("-since")
    context = {
        "memberships": [(one, role_name(one.role), for_whom(one)) for one in memberships],
        "waiting": sorted(role_name(role) for role in held.waiting),
        "may": [permission_name(one) for one in Permission if allows(person, one)],
        "second_factor": has_second_factor(person),
        "sessions": sessions.open_sessions(person, request.session.session_key),
        "single_sign_on": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(request, "accounts/own.html", context)


class OwnNamePage(FormPage):
    """The own name and e-mail address."""

    permission = Permission.ACCOUNT_KEEP_OWN
    title = _("Name and e-mail address")
    form_class = PersonForm
    done_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the person."""
        return {**super().get_form_kwargs(), "record": _person(self.request)}

    def act(self, form: forms.Form) -> str:
        """Rename."""
        services.rename_self(self.request.user, _person(self.request), **form.cleaned_data)
        return reverse("accounts:own")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act; show a refusal in the form."""
        try:
            return super().form_valid(form)
        except services.RefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the own sessions."""
    if not sessions.end(_person(request), pk):
        raise Http404(str(pk))
    messages.success(request, gettext("The session has ended."))
    return redirect("accounts:own")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all own sessions but this one."""
    sessions.end_all(_person(request), but=request.session.session_key)
    messages.success(request, gettext("All other sessions have ended."))
    return redirect("accounts:own")
