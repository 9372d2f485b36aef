"""Who acts when a request carries a token."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.utils import timezone

from cpcj.frame.permissions import Actor
from cpcj.tokens.models import Token, TokenUse
from cpcj.tokens.rules import LONGEST, PREFIX, digest

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person as far as a token lets a program act for them.

    It may do what everybody may, and of what the person may do now, what the token carries.
    """

    person: Actor
    token: int
    scopes: frozenset[str]

    @property
    def pk(self) -> Any:
        """Return the person's key: the log names the person."""
        return self.person.pk

    @property
    def is_authenticated(self) -> bool:
        """Return True."""
        return True

    @property
    def is_active(self) -> bool:
        """Return True: the token of an inactive person does not work."""
        return True

    @property
    def is_anonymous(self) -> bool:
        """Return False."""
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Return whether everybody may do ``perm``, or the person may and the token carries it."""
        if perm in self.scopes:
            return self.person.has_perm(perm, obj)
        return bool(AnonymousUser().has_perm(perm, obj))


def bearer(secret: str) -> Bearer | None:
    """Return who acts by a token; None where it is forged, expired or revoked."""
    if not secret.startswith(PREFIX) or len(secret) > LONGEST:
        return None
    token = (
        Token.objects.usable().filter(digest=digest(secret)).select_related("owner", "use").first()
    )
    if token is None:
        return None
    _note(token)
    return Bearer(token.owner, token.pk, frozenset(token.scopes))


def _note(token: Token) -> None:
    today = timezone.localdate()
    use = getattr(token, "use", None)
    if use is not None and use.day == today:
        return
    try:
        TokenUse.note(token, today)
    except DatabaseError:  # a store that is busy or read-only still answers what is asked
        log.warning("the use of a token was not noted")
