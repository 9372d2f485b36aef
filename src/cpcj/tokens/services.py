"""Issuing and revoking tokens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cpcj.frame.permissions import Permission, allows
from cpcj.frame.services import Change, service
from cpcj.tokens.models import Token
from cpcj.tokens.rules import LIFETIMES, digest, new_secret, scopes_of


class WrongTokenError(ValueError):
    """A token that cannot be issued; the message is for the person who asked for it."""


@service(permission=Permission.TOKEN_ISSUE)
def issue(
    change: Change, *, name: str, scopes: Iterable[Permission], days: int
) -> tuple[Token, str]:
    """Issue a token to the person who asks.

    Args:
        change: the person.
        name: what it is for.
        scopes: what it may do, no more than the person may.
        days: how long it works, one of :data:`~cpcj.tokens.rules.LIFETIMES`.

    Returns:
        The record, and the token itself, which is stored nowhere.

    Raises:
        WrongTokenError: a scope or lifetime cannot be given.
    """
    wanted = sorted(set(scopes))
    own = scopes_of(change.actor, AnonymousUser())
    if beyond := [scope for scope in wanted if scope not in own]:
        message = f"you cannot give a token {', '.join(beyond)}"
        raise WrongTokenError(message)
    if days not in LIFETIMES:
        message = f"a token works for {', '.join(map(str, LIFETIMES))} days"
        raise WrongTokenError(message)
    if change.actor.pk is None:
        message = "a token belongs to a person"
        raise WrongTokenError(message)
    secret = new_secret()
    token = Token(
        owner_id=change.actor.pk,
        name=name.strip()[:100],
        digest=digest(secret),
        scopes=[scope.value for scope in wanted],
        expires_on=timezone.localdate() + dt.timedelta(days=days),
    )
    token.save()
    change.created(token, ("owner_id", "scopes", "expires_on"))
    return token, secret


@service(permission=Permission.ACCOUNT_KEEP_OWN, on="token")
def revoke(change: Change, token: Token) -> None:
    """End a token: one's own, or anybody's for who manages accounts.

    Raises:
        PermissionDenied: it is another person's.
    """
    if token.owner_id != change.actor.pk and not allows(change.actor, Permission.ACCOUNT_MANAGE):
        raise PermissionDenied(Permission.ACCOUNT_MANAGE.value)
    if token.revoked_at is not None:
        change.nothing()
        return
    before = change.values(token, "revoked_at")
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    change.altered(token, before)
