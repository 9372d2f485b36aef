"""Making, changing and closing accounts, and what their people hold."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.accounts import sessions
from cpcj.accounts.lockout import forget_failures
from cpcj.accounts.models import Membership, Organization, Unit, User
from cpcj.accounts.rules import NEEDS, Role
from cpcj.accounts.standing import forget
from cpcj.frame.actors import SystemActor
from cpcj.frame.forms import refuse_if_changed
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.resolutions.vocabulary.states import states

if TYPE_CHECKING:
    from cpcj.frame.first_run import FirstRun

LOCAL_OFFICER = "officer"
_PASSWORD_BYTES = 12  # 96 random bits, 16 characters


class RefusedError(Exception):
    """What was asked of an account cannot be; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a membership is to be: the fields of :class:`~cpcj.accounts.models.Membership`."""

    role: Role
    state: str = ""
    function: str = ""
    unit: Unit | None = None
    organization: Organization | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def check(self) -> None:
        """Refuse a membership that does not say what its role needs.

        Raises:
            RefusedError: in words for people.
        """
        if self.state and self.state not in states():
            raise RefusedError(gettext("There is no State %(code)s.") % {"code": self.state})
        needed = NEEDS.get(self.role)
        if needed == "state" and not self.state:
            raise RefusedError(gettext("This role is held for a State: choose which."))
        if needed == "organization" and self.organization is None:
            raise RefusedError(gettext("This role is held for an organization: choose which."))
        day = timezone.localdate()
        for body in (self.unit, self.organization):
            if body is not None and body.closed_on is not None and body.closed_on <= day:
                raise RefusedError(gettext("%(name)s is closed.") % {"name": body})
        if self.until is not None and self.until < (self.since or day):
            raise RefusedError(gettext("The last day stands before the first."))

    def membership(self, person: User) -> Membership:
        """Return the unsaved membership."""
        return Membership(
            user=person,
            role=self.role,
            state=self.state,
            function=self.function,
            unit=self.unit,
            organization=self.organization,
            since=self.since or timezone.localdate(),
            until=self.until,
        )


@service(permission=Permission.ACCOUNT_MANAGE)
def make_account(
    change: Change, *, username: str, password: str | None, roles: tuple[Role, ...]
) -> User:
    """Make an account with roles from today on; without a password nobody signs in to it."""
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


@service(permission=Permission.ACCOUNT_KEEP_OWN, on="user")
def change_own_password(change: Change, user: User, *, password: str) -> None:
    """Change one's own password; other sessions end with it.

    Raises:
        PermissionDenied: it is somebody else's.
    """
    _own(change, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    change.altered(user, {"is_active": user.is_active}, note="own password")


@service(permission=Permission.ACCOUNT_KEEP_OWN, on="user")
def choose_language(change: Change, user: User, *, language: str) -> None:
    """Keep the language that one chose for the pages; mails are written in it.

    Raises:
        PermissionDenied: it is somebody else's.
    """
    _own(change, user)
    if user.language == language:
        change.nothing()
        return
    before = change.values(user, "language")
    user.language = language
    user.save(update_fields=["language"])
    change.altered(user, before)


@service(permission=Permission.ACCOUNT_KEEP_OWN, on="user")
def rename_self(change: Change, user: User, *, name: str, email: str, seen: str) -> None:
    """Change one's own name and e-mail address.

    Raises:
        PermissionDenied: it is somebody else's account.
        ChangedMeanwhileError: the form no longer shows what is held.
        RefusedError: the address belongs to another account.
    """
    _own(change, user)
    _rename(change, user, name=name, email=email, seen=seen)


@service(permission=Permission.ACCOUNT_MANAGE, on="user")
def rename_person(change: Change, user: User, *, name: str, email: str, seen: str) -> None:
    """Change a person's name and e-mail address; errors as for :func:`rename_self`."""
    _rename(change, user, name=name, email=email, seen=seen)


@service(permission=Permission.ACCOUNT_MANAGE, on="user")
def deactivate(change: Change, user: User, *, reason: str = "") -> None:
    """Let a person sign in no more, and end all sessions; everything they did stays.

    Raises:
        RefusedError: nobody would be left who manages accounts.
    """
    if not user.is_active:
        change.nothing()
        return
    refuse_last_administrator(user)
    before = change.values(user, "is_active")
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end_all(user)
    change.altered(user, before, note=reason[:80])


@service(permission=Permission.ACCOUNT_MANAGE, on="user")
def activate(change: Change, user: User) -> None:
    """Let a person sign in again, and forget failures to sign in."""
    forget_failures(user)
    before = change.values(user, "is_active")
    user.is_active = True
    user.save(update_fields=["is_active"])
    change.altered(user, before)


@service(permission=Permission.ACCOUNT_MANAGE, on="user")
def unlock(change: Change, user: User) -> None:
    """Forget a person's failures to sign in."""
    forget_failures(user)
    change.altered(user, {"is_active": user.is_active}, note="unlocked")


@service(permission=Permission.ACCOUNT_MANAGE, on="user")
def reset_second_factor(change: Change, user: User) -> None:
    """Take away a person's second factors and recovery codes, and end all sessions.

    The person signs in with the password alone; a role that demands a second factor grants nothing
    until there is one again.
    """
    removed, _by_kind = Authenticator.objects.filter(user=user).delete()
    if not removed:
        change.nothing()
        return
    sessions.end_all(user)
    forget(user)
    change.altered(user, {"is_active": user.is_active}, note="second factor reset")


@service(permission=Permission.ACCOUNT_MANAGE, on="user")
def end_sessions(change: Change, user: User) -> None:
    """End all sessions of a person."""
    sessions.end_all(user)
    change.altered(user, {"is_active": user.is_active}, note="sessions ended")


@service(permission=Permission.ACCOUNT_MANAGE, on="user")
def give_role(change: Change, user: User, grant: Grant) -> Membership:
    """Let a person hold a role.

    Raises:
        RefusedError: the role needs a State or organization that is not named, a body is closed, or
            the days are in the wrong order.
    """
    grant.check()
    membership = grant.membership(user)
    membership.save()
    forget(user)
    change.created(membership)
    return membership


@service(permission=Permission.ACCOUNT_MANAGE, on="membership")
def end_membership(change: Change, membership: Membership, *, until: dt.date, seen: str) -> None:
    """Say on which day a membership ends or ended; nothing is deleted.

    Raises:
        ChangedMeanwhileError: somebody else ended it meanwhile.
        RefusedError: the day stands before the first, or nobody would be left who manages accounts.
    """
    refuse_if_changed(membership, seen)
    if until < membership.since:
        raise RefusedError(gettext("The last day stands before the first."))
    if membership.role == Role.ADMINISTRATOR:
        refuse_last_administrator(membership.user)
    before = change.values(membership, "until")
    membership.until = until
    membership.save(update_fields=["until"])
    forget(membership.user)
    change.altered(membership, before)


def _own(change: Change, user: User) -> None:
    if change.actor.pk != user.pk:
        raise PermissionDenied(change.what)


def _rename(change: Change, user: User, *, name: str, email: str, seen: str) -> None:
    refuse_if_changed(user, seen)
    if email and User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise RefusedError(gettext("Another account has this e-mail address."))
    before = change.values(user, "name", "email")
    if (user.name, user.email) == (name, email):
        change.nothing()
        return
    user.name, user.email = name, email
    user.save(update_fields=["name", "email"])
    change.altered(user, before)


def refuse_last_administrator(user: User) -> None:
    """Refuse to take away the last person who manages accounts.

    Raises:
        RefusedError: in words for people.
    """
    day = timezone.localdate()
    others = (
        Membership.objects.filter(role=Role.ADMINISTRATOR, since__lte=day, user__is_active=True)
        .exclude(until__lt=day)
        .exclude(user=user)
    )
    administers = user.memberships.filter(role=Role.ADMINISTRATOR, since__lte=day)
    if administers.exclude(until__lt=day).exists() and not others.exists():
        raise RefusedError(gettext("Nobody would be left who manages accounts."))


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
