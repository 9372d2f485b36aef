"""Invitations: made, taken up once, withdrawn."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.accounts.models import Invitation, User
from cpcj.accounts.rules import Role
from cpcj.accounts.services.people import Grant, RefusedError
from cpcj.accounts.standing import forget
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service

_SECRET_BYTES = 32


def digest_of(secret: str) -> str:
    """Return what is held of a link's secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str) -> Invitation | None:
    """Return the invitation that a link's secret opens, if it still does."""
    found: Invitation | None = Invitation.objects.filter(digest=digest_of(secret)).first()
    return found if found is not None and found.open(timezone.now()) else None


@service(permission=Permission.ACCOUNT_MANAGE)
def invite(
    change: Change,
    grant: Grant,
    *,
    email: str = "",
    name: str = "",
    once: uuid.UUID | None = None,
) -> tuple[Invitation, str]:
    """Invite somebody to a role; return the invitation and the secret of its link.

    Raises:
        RefusedError: the membership cannot be (see :meth:`Grant.check`), or the same form was sent
            before.
    """
    grant.check()
    if once is not None and Invitation.objects.filter(once=once).exists():
        raise RefusedError(
            gettext("This invitation was made already; its link was shown then. Withdraw it and "
                    "invite again if the link was lost.")
        )  # fmt: skip
    valid = dt.timedelta(hours=settings.INVITATION_HOURS)
    invitation, secret = invitation_made(
        grant, email=email, name=name, once=once, valid=valid, made_by=change.actor.pk
    )
    change.created(invitation)
    return invitation, secret


def invitation_made(
    grant: Grant,
    *,
    valid: dt.timedelta,
    made_by: int | None,
    email: str = "",
    name: str = "",
    once: uuid.UUID | None = None,
) -> tuple[Invitation, str]:
    """Store an invitation inside a service of whichever room invites; it leaves the audit event.

    Raises:
        RefusedError: the membership cannot be (see :meth:`Grant.check`).
    """
    grant.check()
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    invitation = Invitation(
        digest=digest_of(secret),
        once=once or uuid.uuid4(),
        email=email,
        name=name,
        role=grant.role,
        state=grant.state,
        function=grant.function,
        unit=grant.unit,
        organization=grant.organization,
        until=grant.until,
        made_by_id=made_by,
        expires_at=timezone.now() + valid,
    )
    invitation.save()
    return invitation, secret


@service(permission=Permission.ACCOUNT_MANAGE, on="invitation")
def withdraw(change: Change, invitation: Invitation) -> None:
    """Let an invitation's link lead nowhere."""
    invitation = _locked(invitation)
    if not invitation.open(timezone.now()):
        change.nothing()
        return
    before = change.values(invitation, "withdrawn_at")
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    change.altered(invitation, before)


@service(permission=Permission.INVITATION_ACCEPT)
def accept(
    change: Change,
    *,
    secret: str,
    username: str = "",
    name: str = "",
    password: str = "",
    person: User | None = None,
) -> User:
    """Take up an invitation: with a new account, or for the account one is signed in with.

    Raises:
        RefusedError: the link leads nowhere (used, expired, withdrawn, never made), or the user
            name or e-mail address is another account's.
        PermissionDenied: ``person`` is not who is signed in.
    """
    locked = Invitation.objects.select_for_update().filter(digest=digest_of(secret))
    invitation: Invitation | None = locked.first()
    if invitation is None or not invitation.open(timezone.now()):
        raise RefusedError(gettext("This link is no longer valid. Ask for a new one."))
    if person is None:
        person = _new_account(invitation, username, name, password)
    elif change.actor.pk != person.pk:
        raise PermissionDenied(change.what)
    Grant(
        role=Role(invitation.role),
        state=invitation.state,
        function=invitation.function,
        unit=invitation.unit,
        organization=invitation.organization,
        until=invitation.until,
    ).membership(person).save()
    before = change.values(invitation, "accepted_at", "accepted_by_id")
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    forget(person)
    change.altered(invitation, before)
    return person


def _new_account(invitation: Invitation, username: str, name: str, password: str) -> User:
    if User.objects.filter(username__iexact=username).exists():
        raise RefusedError(gettext("This user name is taken."))
    email = invitation.email
    if email and User.objects.filter(email__iexact=email).exists():
        raise RefusedError(
            gettext("An account has this e-mail address already: sign in, then open the link.")
        )
    person = User(username=username, name=name or invitation.name, email=email)
    person.set_password(password)
    person.save()
    return person


def _locked(invitation: Invitation) -> Invitation:
    found: Invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    return found
