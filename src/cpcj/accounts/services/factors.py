"""Audit events for second factors and connected identities, which the sign-in library writes."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service


@service(permission=Permission.ACCOUNT_KEEP_OWN)
def note_added(change: Change, factor: Authenticator | SocialAccount) -> None:
    """Say that a person set up a second factor or connected an identity."""
    change.created(factor, fields=("user_id",), note=_kind(factor))


@service(permission=Permission.ACCOUNT_KEEP_OWN)
def note_removed(change: Change, factor: Authenticator | SocialAccount) -> None:
    """Say that a second factor or an identity was taken away."""
    change.removed(factor, change.values(factor, "user_id"), note=_kind(factor))


def _kind(factor: Authenticator | SocialAccount) -> str:
    return str(factor.type if isinstance(factor, Authenticator) else factor.provider)[:80]
