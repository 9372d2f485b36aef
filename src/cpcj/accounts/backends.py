"""The authentication backend that grants the permissions of the roles a person holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend

from cpcj.accounts.rules import ANYBODY, GRANTS, SIGNED_IN

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from cpcj.accounts.models import User

_HELD = "_cpcj_permissions"


class RoleBackend(BaseBackend):
    """Password sign-in, and permissions by role."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - part of Django's protocol
        username: str | None = None,
        password: str | None = None,
        **_: object,
    ) -> User | None:
        """Return the active person of that name and password, else None."""
        people = get_user_model().objects
        if username is None or password is None:
            return None
        person = people.filter(username=username).first()
        if person is None:
            # As much work as for a known name, so that the time tells nothing.
            get_user_model()().set_password(password)
            return None
        return person if person.check_password(password) and person.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """Return the active person with that key, else None."""
        return get_user_model().objects.filter(pk=user_id, is_active=True).first()

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - no role depends on the object yet
        """Return whether everybody, or a role the person holds today, may do ``perm``."""
        if perm in ANYBODY:
            return True
        if not user_obj.is_authenticated or not user_obj.is_active:
            return False
        held = user_obj.__dict__.get(_HELD)
        if held is None:
            held = SIGNED_IN.union(*(GRANTS[role] for role in user_obj.roles()))
            user_obj.__dict__[_HELD] = held
        return perm in held
