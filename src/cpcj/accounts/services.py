"""Making accounts."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cpcj.accounts.models import Membership, User
from cpcj.accounts.rules import Role
from cpcj.frame.actors import SystemActor
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service

if TYPE_CHECKING:
    from cpcj.frame.first_run import FirstRun

LOCAL_OFFICER = "officer"
_PASSWORD_BYTES = 12  # 96 random bits, 16 characters


@service(permission=Permission.ACCOUNT_MANAGE)
def make_account(change: Change, *, username: str, password: str, roles: tuple[Role, ...]) -> User:
    """Make an account with roles from today on."""
    user = User(username=username)
    user.set_password(password)
    user.save()
    Membership.objects.bulk_create(Membership(user=user, role=role) for role in roles)
    change.created(user, fields=("username", "is_active"))
    return user


@service(permission=Permission.ACCOUNT_MANAGE, on="user")
def set_password(change: Change, user: User, *, password: str) -> None:
    """Give a person another password; the log says that it changed, never what it was."""
    user.set_password(password)
    user.save(update_fields=["password"])
    change.altered(user, {"is_active": user.is_active}, note="password")


def make_local_officer(run: FirstRun) -> None:
    """Make the local officer at the first run and print the password, this once."""
    if User.objects.filter(username=LOCAL_OFFICER).exists():
        return
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    make_account(
        SystemActor("first-run"),
        username=LOCAL_OFFICER,
        password=password,
        roles=(Role.OFFICER, Role.UNIT_HEAD, Role.ADMINISTRATOR),
    )
    run.report(f"Sign in as: {LOCAL_OFFICER}")
    run.report(f"Password (shown this once; `cpcj password` sets another): {password}")
