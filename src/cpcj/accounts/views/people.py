"""People: the list, a person, and what an administrator does about one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cpcj.accounts import services
from cpcj.accounts.forms import EndForm, GrantForm, PersonForm, ReasonForm
from cpcj.accounts.models import Membership, User
from cpcj.accounts.names import for_whom, role_name, state_name
from cpcj.accounts.second_factor import annotate_factor, has_second_factor
from cpcj.accounts.sessions import open_sessions
from cpcj.frame.exports import Column
from cpcj.frame.forms import FormPage, PermissionRequired
from cpcj.frame.lists import Facet, ListPage, Sort, Words
from cpcj.frame.permissions import Permission, require

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse


def _named(records: QuerySet[User], words: str) -> QuerySet[User]:
    for word in words.split()[:8]:
        records = records.filter(
            Q(username__icontains=word) | Q(name__icontains=word) | Q(email__icontains=word)
        )
    return records


def _active(value: object) -> str:
    return gettext("may sign in") if value in (True, "True") else gettext("may not sign in")


def _state(code: str) -> str:
    return state_name(code) if code else gettext("none")


def _yes(value: object) -> str:
    return gettext("yes") if value else gettext("no")


class PeopleList(PermissionRequired, ListPage[User]):
    """Everybody who has an account."""

    permission = Permission.ACCOUNT_MANAGE
    model = User
    name = "people"
    title = _("People")
    template_name = "accounts/people.html"
    keep_counts = False  # signing in leaves no audit event by which a kept count would be renewed
    filters: ClassVar = (
        Words("q", _("Name or address"), _named),
        Facet("role", _("Role"), "memberships__role", many=True, words=role_name),
        Facet("state", _("State"), "memberships__state", many=True, words=_state),
        Facet("unit", _("Unit"), "memberships__unit__code", many=True),
        Facet("organization", _("Organization"), "memberships__organization__code", many=True),
        Facet("active", _("Account"), "is_active", words=_active),
    )
    sorts = (
        Sort("username", _("User name"), ("username",)),
        Sort("name", _("Name"), ("name",)),
        Sort("newest", _("Newest first"), ("-joined_at",)),
    )
    columns = (
        Column("username", _("User name"), lambda p: p.username, href=User.get_absolute_url),
        Column("name", _("Name"), lambda p: p.name),
        Column("email", _("E-mail address"), lambda p: p.email),
        Column("roles", _("Roles today"), lambda p: [role_name(one.role) for one in p.today()]),
        Column(
            "for",
            _("For"),
            lambda p: [words for one in p.today() if (words := for_whom(one))],
        ),
        Column("active", _("May sign in"), lambda p: _yes(p.is_active)),
        Column("second_factor", _("Second factor"), lambda p: _yes(p.has_factor)),
        Column("last_sign_in", _("Last signed in"), lambda p: p.last_login),
    )
    prefetched = ("memberships__unit", "memberships__organization")

    def records(self) -> QuerySet[User]:
        """Return the people with whether each has a second factor."""
        return annotate_factor(super().records())


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person's memberships, and what can be done."""
    require(request.user, Permission.ACCOUNT_MANAGE)
    found = _person(request, pk)
    memberships = (
        Membership.objects.visible_to(request.user)
        .filter(user=found)
        .select_related("unit", "organization")
        .order_by("-since", "-pk")
    )
    today = {one.pk for one in found.today()}
    context = {
        "person": found,
        "memberships": [
            (one, role_name(one.role), for_whom(one), one.pk in today) for one in memberships
        ],
        "second_factor": has_second_factor(found),
        "sessions": len(open_sessions(found, None)),
    }
    return render(request, "accounts/person.html", context)


def _person(request: HttpRequest, pk: int) -> User:
    found: User = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    return found


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done to a person by a button."""

    service: Callable[..., object]
    done: Any


DEEDS: dict[str, Deed] = {
    "activate": Deed(services.activate, _("The person may sign in again.")),
    "unlock": Deed(services.unlock, _("Failures to sign in are forgotten.")),
    "reset-second-factor": Deed(
        services.reset_second_factor, _("The second factor is reset; all sessions have ended.")
    ),
    "end-sessions": Deed(services.end_sessions, _("All sessions have ended.")),
}


@require_POST
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of :data:`DEEDS`."""
    require(request.user, Permission.ACCOUNT_MANAGE)
    if name not in DEEDS:
        raise Http404(name)
    found = _person(request, pk)
    DEEDS[name].service(request.user, found)
    messages.success(request, DEEDS[name].done)
    return redirect(found)


class AccountsPage(FormPage):
    """A form for those who manage accounts; a refusal is shown in it."""

    permission = Permission.ACCOUNT_MANAGE

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act; show a refusal in the form."""
        try:
            return super().form_valid(form)
        except services.RefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)


class PersonPage(AccountsPage):
    """A form about one person."""

    @cached_property
    def person(self) -> User:
        """Return the person."""
        return _person(self.request, self.kwargs["pk"])

    def act(self, form: forms.Form) -> str:
        """Do what the form asks and go back to the person."""
        self.do(form)
        return self.person.get_absolute_url()

    def do(self, form: forms.Form) -> None:
        """Call the service."""
        raise NotImplementedError


class RenamePage(PersonPage):
    """A person's name and e-mail address."""

    title = _("Name and e-mail address")
    form_class = PersonForm
    done_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the person."""
        return {**super().get_form_kwargs(), "record": self.person}

    def do(self, form: forms.Form) -> None:
        """Rename."""
        services.rename_person(self.request.user, self.person, **form.cleaned_data)


class DeactivatePage(PersonPage):
    """Why a person may sign in no more."""

    title = _("Let this person sign in no more")
    submit = _("Close the account")
    form_class = ReasonForm
    done_message = _("The person may sign in no more; all sessions have ended.")

    def do(self, form: forms.Form) -> None:
        """Deactivate."""
        services.deactivate(self.request.user, self.person, **form.cleaned_data)


class GiveRolePage(PersonPage):
    """Another role for a person."""

    title = _("Give a role")
    submit = _("Give the role")
    form_class = GrantForm
    done_message = _("The role is given.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form who asks."""
        return {**super().get_form_kwargs(), "actor": self.request.user}

    def do(self, form: forms.Form) -> None:
        """Give it."""
        assert isinstance(form, GrantForm)  # noqa: S101 - this page's own form
        services.give_role(self.request.user, self.person, form.grant)


class EndMembershipPage(PersonPage):
    """The last day of a membership."""

    title = _("End a role")
    submit = _("End it")
    form_class = EndForm
    done_message = _("The last day is set.")

    @cached_property
    def membership(self) -> Membership:
        """Return the membership."""
        visible = Membership.objects.visible_to(self.request.user).filter(user=self.person)
        found: Membership = get_object_or_404(visible, pk=self.kwargs["membership"])
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the membership, today proposed."""
        today = self.membership.until or timezone.localdate()
        kwargs = super().get_form_kwargs()
        return {**kwargs, "record": self.membership, "initial": {"until": today}}

    def do(self, form: forms.Form) -> None:
        """End it."""
        services.end_membership(self.request.user, self.membership, **form.cleaned_data)
