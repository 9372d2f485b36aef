"""The second factor, as the rest of the house asks about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cpcj.accounts.models import User

# Recovery codes stand in for a second factor that was lost; alone they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(person: User) -> bool:
    """Return whether signing in asks the person for a second factor."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=FACTORS).exists())


def use_code(authenticator: Authenticator, code: str) -> bool:
    """Note that an app's code was used; return False where it was before.

    An app shows a code for 30 seconds and clocks may be off by as much: four codes are remembered.
    """
    mark = salted_hmac("cpcj.accounts.code", f"{authenticator.pk}:{code}").hexdigest()
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        used = held.data.get("used", [])
        if mark in used:
            return False
        held.data["used"] = [*used, mark][-4:]
        held.save(update_fields=["data"])
    authenticator.data = held.data
    return True


def annotate_factor(people: QuerySet[User]) -> QuerySet[User]:
    """Return people with ``has_factor``, by the same question for all of them."""
    held = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
    return people.annotate(has_factor=Exists(held))
