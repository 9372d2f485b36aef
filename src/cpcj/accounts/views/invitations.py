"""Invitations: the list, a new one with its link, withdrawing, taking one up."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cpcj.accounts import services
from cpcj.accounts.forms import AcceptForm, InvitationForm, NewAccountForm
from cpcj.accounts.models import Invitation
from cpcj.accounts.names import for_whom, role_name
from cpcj.accounts.services.invitations import find
from cpcj.accounts.views.people import AccountsPage
from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired, dress
from cpcj.frame.lists import Facet, ListPage, Sort
from cpcj.frame.permissions import Permission, require

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

log = logging.getLogger(__name__)

_SECRET = "cpcj_invitation"  # noqa: S105 - a key of the session


def _state(invitation: Invitation) -> str:
    if invitation.accepted_at is not None:
        return gettext("taken up")
    if invitation.withdrawn_at is not None:
        return gettext("withdrawn")
    return pgettext("invitation", "open") if invitation.open(timezone.now()) else gettext("expired")


class InvitationList(PermissionRequired, ListPage[Invitation]):
    """Invitations and what came of them."""

    permission = Permission.ACCOUNT_MANAGE
    model = Invitation
    name = "invitations"
    title = _("Invitations")
    template_name = "accounts/invitations.html"
    filters: ClassVar = (Facet("role", _("Role"), "role", words=role_name),)
    sorts = (
        Sort("newest", _("Newest first"), ("-made_at",)),
        Sort("expires", _("Next to expire"), ("expires_at",)),
    )
    columns = (
        Column("person", _("Person"), str, exported=False),
        Column("name", _("Name"), lambda one: one.name, listed=False),
        Column("email", _("E-mail address"), lambda one: one.email, listed=False),
        Column("role", _("Role"), lambda one: role_name(one.role)),
        Column("for", _("For"), for_whom),
        Column("made", _("Made"), lambda one: one.made_at, listed=False),
        Column("expires", _("Expires"), lambda one: one.expires_at),
        Column("state", _("Standing"), _state),
    )
    related = ("unit", "organization")


@method_decorator(never_cache, name="dispatch")
class InvitePage(AccountsPage):
    """Invite somebody; the answer shows the link, this once."""

    title = _("Invite somebody")
    submit = _("Make the link")
    form_class = InvitationForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form who asks."""
        return {**super().get_form_kwargs(), "actor": self.request.user}

    @method_decorator(sensitive_variables("secret", "link"))
    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Invite, and show the link; a page that is loaded again does not show it again."""
        assert isinstance(form, InvitationForm)  # noqa: S101 - this page's own form
        given = form.cleaned_data
        try:
            invitation, secret = services.invite(
                self.request.user,
                form.grant,
                email=given["email"],
                name=given["name"],
                once=given["once"],
            )
        except services.RefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        link = self.request.build_absolute_uri(reverse("accounts:invitation_link", args=[secret]))
        sent = settings.MAIL_IS_SET and invitation.email and mail_link(invitation, link)
        context = {"invitation": invitation, "link": link, "sent": sent}
        return render(self.request, "accounts/invited.html", context)


def mail_link(invitation: Invitation, link: str) -> bool:
    """Send the link by e-mail; return whether the mail server took it."""
    context = {"invitation": invitation, "link": link, "role": role_name(invitation.role)}
    words = render_to_string("accounts/mail/invitation.txt", context)
    subject = gettext("Your invitation to the crime prevention and criminal justice programme")
    try:
        send_mail(subject, words, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    except (OSError, SMTPException) as error:
        log.warning("an invitation was not sent: %s", type(error).__name__)
        return False
    return True


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an invitation's link lead nowhere."""
    require(request.user, Permission.ACCOUNT_MANAGE)
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    services.withdraw(request.user, invitation)
    messages.success(request, gettext("The link no longer leads anywhere."))
    return redirect("accounts:invitations")


@never_cache
@require_safe
@sensitive_variables("secret")
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep the secret in the session and go on without it in the address."""
    request.session[_SECRET] = secret[:200]
    return redirect("accounts:accept")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "again")
@sensitive_variables("secret")
def accept(request: HttpRequest) -> HttpResponse:
    """Take up an invitation: with a new account, or for the one that is signed in."""
    secret = request.session.get(_SECRET, "")
    invitation = find(secret) if secret else None
    if invitation is None:
        request.session.pop(_SECRET, None)
        return render(request, "accounts/no_invitation.html", status=404)
    known = request.user.is_authenticated
    form: forms.Form
    if known:
        form = AcceptForm(request.POST if request.method == "POST" else None)
    else:
        form = NewAccountForm(request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        named = {"person": request.user} if known else {
            name: given[name] for name in ("username", "name", "password")
        }  # fmt: skip
        try:
            person = services.accept(request.user, secret=secret, **named)
        except services.RefusedError as error:
            form.add_error(None, str(error))
        else:
            del request.session[_SECRET]
            messages.success(request, gettext("Welcome. The role is yours."))
            if known:
                return redirect("accounts:own")
            entered: HttpResponse = perform_login(
                request, person, redirect_url=reverse("accounts:own")
            )
            return entered
    dress(form)
    context = {
        "form": form,
        "invitation": invitation,
        "role": role_name(invitation.role),
        "for_whom": for_whom(invitation),
    }
    return render(request, "accounts/accept.html", context)
