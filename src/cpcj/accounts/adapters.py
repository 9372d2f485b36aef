"""How the house's rules reach the library that signs people in (docs/decisions/0016)."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from cpcj.accounts import lockout, services
from cpcj.accounts.second_factor import use_code
from cpcj.frame.actors import SystemActor

if TYPE_CHECKING:
    from cpcj.accounts.models import User


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name and password; the field is called what browsers and people call it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields in the house's words."""
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label, password.label = _("User name"), _("Password")
        password.help_text = ""
        for field in (name, password):
            field.widget.attrs.pop("placeholder", None)
        name.widget.attrs.update(autofocus=True, autocapitalize="none")

    def add_prefix(self, field_name: str) -> str:
        """Return the name of a field in the form."""
        return "username" if field_name == "login" else field_name


class _UsedOnce:
    """A code of an app works once, for all processes together."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        """Check the code, and that it was not used before."""
        code: str = super().clean_code()  # type: ignore[misc]
        app = self.authenticator.type == Authenticator.Type.TOTP
        if app and not use_code(self.authenticator, code):
            raise ValidationError(gettext("This code was used already. Wait for the next one."))
        return code


class CodeForm(_UsedOnce, AuthenticateForm):  # type: ignore[misc]
    """The code asked for after the password."""


class CodeAgainForm(_UsedOnce, ReauthenticateForm):  # type: ignore[misc]
    """The code asked for before something delicate."""


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """The addition of a passkey; the library leaves the label of its name untranslated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the name."""
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in with a password: lock-out counted in the database, no sign-up, own services."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's protocol
        """Return False: accounts are made by invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse while the account or the address is locked.

        Raises:
            ValidationError: the same for accounts that exist and that do not.
        """
        name = str(credentials.get("username", ""))
        if lockout.locked(name, self.get_client_ip(request)):
            raise ValidationError(too_often(), code="locked")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a failure."""
        lockout.count_failure(str(credentials.get("username", "")), self.get_client_ip(request))

    def _rollback_login_failed_rl_usage(self) -> None:
        """Do nothing: failures are counted by :mod:`cpcj.accounts.lockout`."""

    def set_password(self, user: User, password: str) -> None:
        """Set a password by the service: the person's own, or by a link that reached them."""
        if self.request is not None and self.request.user.pk == user.pk:
            services.change_own_password(self.request.user, user, password=password)
        else:
            services.set_password(SystemActor("password-link"), user, password=password)
            lockout.forget_failures(user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to a person in the language that the person chose."""
        person = context.get("user")
        with override(person.written_in if person is not None else get_language()):
            super().send_mail(template_prefix, email, context)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Return the own account's page."""
        return reverse("accounts:own")


def too_often() -> str:
    """Return what somebody is told who is locked out."""
    return gettext(
        "Signing in failed too often. Wait a quarter of an hour, or ask an administrator."
    )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are held encrypted."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is held."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a held secret."""
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: User) -> str:
        """Return how the app names the account."""
        return str(user.username)


def _fernet() -> Fernet:
    """Return the cipher under a key derived from the secret key."""
    key = salted_hmac("cpcj.accounts.second_factor", "key", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in through another provider: for people who have an account here, no sign-up."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Return False: an identity is tied to an account that was made by invitation."""
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002
        """Return the own account's page."""
        return reverse("accounts:own")
