"""What a token may carry and how long."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Actor, Permission, allows

PREFIX: Final = "cpcj_"
"""How a token begins, so that one that was published by mistake is found by its looks."""

SECRET_BYTES: Final = 32
LONGEST: Final = 200
"""Characters of a header's token that are looked at at all."""

LIFETIMES: Final = (7, 30, 90, 365)
"""Days that a token can be issued for."""

SCOPES: Final = {
    Permission.TEXT_UPLOAD: _("Upload texts, and see those kept back"),
    Permission.MANDATE_REVIEW: _("Confirm, correct and reject values of mandates"),
}
"""What a token can carry, in words: what the operations of the interface ask for, and no more.

Never what makes accounts or tokens: a program that can do that has no limits.
"""


def new_secret() -> str:
    """Return a token's words, 256 random bits."""
    return PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def digest(secret: str) -> str:
    """Return what is stored of a token; being random, it needs no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def scopes_of(actor: Actor, anybody: Actor) -> tuple[Permission, ...]:
    """Return what an actor can give a token: of the scopes, what they may do and not everybody may.

    Args:
        actor: the person.
        anybody: an anonymous visitor.
    """
    return tuple(
        permission
        for permission in SCOPES
        if allows(actor, permission) and not allows(anybody, permission)
    )
