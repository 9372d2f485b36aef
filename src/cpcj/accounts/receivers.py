"""Audit events for what the sign-in library writes: second factors and connected identities.

The library's own signals come after the transaction; the store's come within it. What a service of
ours writes leaves that service's event and none of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.signals import user_logged_in
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models.signals import post_delete, post_save

from cpcj.accounts.lockout import count_failure, forget_failures
from cpcj.accounts.services import choose_language
from cpcj.accounts.services.factors import note_added, note_removed
from cpcj.accounts.standing import forget
from cpcj.frame.actors import SystemActor
from cpcj.frame.languages import remember_language
from cpcj.frame.records import is_writing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cpcj.accounts.models import User
    from cpcj.frame.permissions import Actor


def connect() -> None:
    """Listen; called from ``AppConfig.ready``."""
    for sender in (Authenticator, SocialAccount):
        post_save.connect(_saved, sender=sender, dispatch_uid="cpcj.accounts.saved")
        post_delete.connect(_deleted, sender=sender, dispatch_uid="cpcj.accounts.deleted")
    authentication_failed.connect(_code_failed, dispatch_uid="cpcj.accounts.failed")
    user_logged_in.connect(_signed_in, dispatch_uid="cpcj.accounts.signed_in")


def _actor() -> Actor:
    request: HttpRequest | None = context.request
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated:
        return person  # type: ignore[no-any-return]
    return SystemActor("sign-in")


def _saved(instance: Any, created: bool, **_: object) -> None:  # noqa: FBT001 - the signal's protocol
    if created and not is_writing():
        note_added(_actor(), instance)
    forget(instance.user)


def _deleted(instance: Any, **_: object) -> None:
    if not is_writing():
        note_removed(_actor(), instance)
    forget(instance.user)


def _code_failed(request: HttpRequest, user: User, **_: object) -> None:
    from allauth.account.adapter import get_adapter

    count_failure(user.username, get_adapter().get_client_ip(request))


def _signed_in(
    request: HttpRequest, user: User, response: HttpResponse | None = None, **_: object
) -> None:
    """Forget failures; bring the language chosen in this browser and that of the person together.

    What was chosen in this browser before signing in is the newer word.
    """
    forget_failures(user)
    known = {code for code, _name in settings.LANGUAGES}
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in known:
        choose_language(user, user, language=chosen)
    elif user.language in known and response is not None:
        remember_language(response, user.language)
