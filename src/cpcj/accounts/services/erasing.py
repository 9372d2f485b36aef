"""Taking a person's data out, with a reason, and leaving what they did.

What a person did stays, under the number of the account; the audit log holds no values, only keyed
digests of them, so that its chain stays whole. A room that holds something personal says how it is
taken out with :func:`register_eraser`, from ``AppConfig.ready``.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.accounts import sessions
from cpcj.accounts.lockout import forget_failures
from cpcj.accounts.models import Invitation, User
from cpcj.accounts.services.people import RefusedError, refuse_last_administrator
from cpcj.accounts.standing import forget
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service

_erasers: dict[str, Callable[[User], object]] = {}


def register_eraser(room: str, erase: Callable[[User], object]) -> None:
    """Say how a room takes out what it holds about a person; called inside the service."""
    _erasers[room] = erase


@service(permission=Permission.ACCOUNT_MANAGE, on="user")
def erase_person(change: Change, user: User, *, reason: str) -> None:
    """Take out a person's name, addresses, password, factors, sessions and connected identities.

    Args:
        change: who does it.
        user: the person; the account stays as ``erased-<number>`` and cannot be signed in to.
        reason: why, in a few words without anything personal: it stays in the log for good.

    Raises:
        RefusedError: no reason is given, or nobody would be left who manages accounts.
    """
    if not reason.strip():
        raise RefusedError(gettext("Say why, in a few words without anything personal."))
    refuse_last_administrator(user)
    for erase in _erasers.values():
        erase(user)
    forget_failures(user)
    sessions.end_all(user)
    for kind in (Authenticator, SocialAccount, EmailAddress):
        kind.objects.filter(user=user).delete()
    theirs = Q(accepted_by=user)
    if user.email:
        theirs |= Q(email__iexact=user.email)
    Invitation.objects.filter(theirs).update(name="", email="")
    today = timezone.localdate()
    user.memberships.filter(Q(until__isnull=True) | Q(until__gt=today)).update(until=today)
    before = change.values(user, "username", "name", "email", "language", "is_active")
    user.username, user.name, user.email = f"erased-{user.pk}", "", ""
    user.language = ""
    user.is_active, user.last_login = False, None
    user.set_unusable_password()
    user.save()
    forget(user)
    change.altered(user, before, note=reason.strip()[:80])
