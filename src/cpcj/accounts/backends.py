"""The authentication backend that grants the permissions of the roles a person holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend

from cpcj.accounts.rules import ANYBODY, SIGNED_IN, permitted
from cpcj.accounts.standing import standing
from cpcj.frame.permissions import Permission, scope_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from cpcj.accounts.models import User


_KNOWN = frozenset(Permission)


class RoleBackend(BaseBackend):
    """Password sign-in, and permissions by role and by whose a record is."""

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
        found: User | None = get_user_model().objects.filter(pk=user_id, is_active=True).first()
        return found

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: object = None) -> bool:
        """Return whether everybody, or a role the person holds today, may do ``perm``.

        Without ``obj``: whether it may be done to any record at all. With one: to that record, as
        far as the role reaches.
        """
        if perm in ANYBODY:
            return True
        if not user_obj.is_authenticated or not user_obj.is_active:
            return False
        if perm in SIGNED_IN:
            return True
        if perm not in _KNOWN:
            return False
        scope = None if obj is None else scope_of(obj)
        return permitted(standing(user_obj).held, Permission(perm), scope)
