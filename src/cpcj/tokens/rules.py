"""What a token may carry and how long, without a database."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from cpcj.frame.permissions import Actor, Permission, allows

PREFIX: Final = "cpcj_"
"""How a token begins, so that one that was published by mistake is found by its looks."""

SECRET_BYTES: Final = 32
LONGEST: Final = 200
"""Characters of a header's token that are looked at at all."""

LIFETIMES: Final = (7, 30, 90, 365)
"""Days that a token can be issued for."""

NEVER: Final = frozenset(
    {Permission.ACCOUNT_MANAGE, Permission.ACCOUNT_KEEP_OWN, Permission.TOKEN_ISSUE}
)
"""What no token carries: a program that can make accounts or tokens has no limits."""


def new_secret() -> str:
    """Return a token's words, 256 random bits."""
    return PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def digest(secret: str) -> str:
    """Return what is stored of a token; being random, it needs no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def scopes_of(actor: Actor, anybody: Actor) -> tuple[Permission, ...]:
    """Return what an actor can give a token: what they may do and not everybody may.

    Args:
        actor: the person.
        anybody: an anonymous visitor.
    """
    return tuple(
        permission
        for permission in Permission
        if permission not in NEVER and allows(actor, permission) and not allows(anybody, permission)
    )
