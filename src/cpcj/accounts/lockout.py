"""Lock-out after failures to sign in, by account and by address.

Counted in the database, so that several processes count together. What is held and logged are keyed
digests, from which neither name nor address can be read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cpcj.accounts.models import Failures

if TYPE_CHECKING:
    from cpcj.accounts.models import User

log = logging.getLogger(__name__)

WINDOW = dt.timedelta(minutes=15)
"""Failures further apart are not counted together; a lock lasts as long."""


def account_subject(username: str) -> str:
    """Return how an account is named in the table, held or not."""
    return _subject("account", username.strip().lower())


def address_subject(address: str) -> str:
    """Return how an address is named in the table."""
    return _subject("address", address)


def _subject(kind: str, value: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"sign-in:{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def locked(username: str, address: str) -> bool:
    """Return whether signing in is locked for an account or from an address."""
    subjects = (account_subject(username), address_subject(address))
    return Failures.objects.filter(subject__in=subjects, locked_until__gt=timezone.now()).exists()


def count_failure(username: str, address: str) -> None:
    """Count a failure, and lock what has failed too often."""
    limits = (
        (account_subject(username), settings.SIGN_IN_TRIES),
        # Many people can share an address.
        (address_subject(address), 10 * settings.SIGN_IN_TRIES),
    )
    now = timezone.now()
    for subject, limit in limits:
        with transaction.atomic():
            held, _made = Failures.objects.select_for_update().get_or_create(
                subject=subject, defaults={"since": now}
            )
            if now - held.since > WINDOW:
                held.count, held.since, held.locked_until = 0, now, None
            held.count += 1
            if held.count >= limit and held.locked_until is None:
                held.locked_until = now + WINDOW
                log.warning("signing in is locked for %s", subject[:12])
            held.save()


def forget_failures(person: User) -> None:
    """Forget the failures of an account: it signed in, or was unlocked."""
    Failures.objects.filter(subject=account_subject(person.username)).delete()


def forget_old() -> None:
    """Delete what no longer counts."""
    Failures.objects.filter(since__lt=timezone.now() - 2 * WINDOW).delete()
