"""The second factor, as the rest of the house asks about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cpcj.accounts.models import User

# Recovery codes stand in for a second factor that was lost; alone they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(person: User) -> bool:
    """Return whether signing in asks the person for a second factor."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=FACTORS).exists())


def annotate_factor(people: QuerySet[User]) -> QuerySet[User]:
    """Return people with ``has_factor``, by the same question for all of them."""
    held = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
    return people.annotate(has_factor=Exists(held))
