"""People and their memberships."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.rules import Role
from cpcj.frame.permissions import Permission, allows
from cpcj.frame.records import Record, RecordQuerySet, check_writing, is_writing

if TYPE_CHECKING:
    import datetime as dt

    from cpcj.frame.permissions import Actor

# What the framework itself writes when somebody signs in: the time, and the same password hashed
# anew where hashing has become stronger. Neither is a change that the log would tell of.
_WRITTEN_BY_SIGNING_IN = frozenset({"last_login", "password"})


class UserQuerySet(RecordQuerySet["User"]):
    """People."""

    def visible_to(self, user: Actor) -> Self:
        """Return everybody to who manages accounts, else the person alone."""
        if allows(user, Permission.ACCOUNT_MANAGE):
            return self
        return self.filter(pk=user.pk) if user.pk is not None else self.none()


class _People(BaseUserManager["User"]):
    pass


class UserManager(_People.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person of that name."""
        person: User = self.get(username=username)
        return person


class User(AbstractBaseUser):
    """A person who can sign in. The e-mail address is optional: the local officer has none.

    ``language`` is the one chosen for the pages ("fr"), empty while none was chosen; mails are
    written in it.
    """

    username = models.CharField(
        _("user name"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """One account an address, where there is one."""

        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = (
            models.UniqueConstraint(
                fields=("email",), condition=~models.Q(email=""), name="accounts_one_email"
            ),
        )

    def __str__(self) -> str:
        """Return the name to show."""
        return self.name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save inside a service only, but for what signing in writes.

        The sign-in library saves people whom it did not change; that writes nothing.
        """
        if not _WRITTEN_BY_SIGNING_IN.issuperset(kwargs.get("update_fields") or {"everything"}):
            if not is_writing() and self._unchanged():
                return
            check_writing(f"save of {self._meta.label}")
        super().save(*args, **kwargs)

    def _unchanged(self) -> bool:
        held = [getattr(self, field.attname) for field in self._meta.concrete_fields]
        names = [field.attname for field in self._meta.concrete_fields]
        return list(User.objects.filter(pk=self.pk).values_list(*names).first() or ()) == held

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete inside a service only."""
        check_writing(f"delete of {self._meta.label}")
        return super().delete(*args, **kwargs)

    @property
    def written_in(self) -> str:
        """The language the person is written to in: the one chosen, else the installation's."""
        known = {code for code, _name in settings.LANGUAGES}
        return self.language if self.language in known else settings.LANGUAGE_CODE

    def get_absolute_url(self) -> str:
        """Return the address of the person's page, for those who manage accounts."""
        return reverse("accounts:person", args=[self.pk])

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Return whether any authentication backend grants ``perm``."""
        return self.is_active and any(
            backend.has_perm(self, perm, obj)
            for backend in get_backends()
            if hasattr(backend, "has_perm")
        )

    def roles(self, on: dt.date | None = None) -> frozenset[Role]:
        """Return the roles the person holds on a day (today by default)."""
        day = on or timezone.localdate()
        held = self.memberships.filter(since__lte=day).filter(
            models.Q(until__isnull=True) | models.Q(until__gte=day)
        )
        return frozenset(Role(value) for value in held.values_list("role", flat=True))

    def today(self) -> list[Membership]:
        """Return the memberships in force today; a list of people has prefetched them."""
        day = timezone.localdate()
        return [
            one
            for one in self.memberships.all()
            if one.since <= day and (one.until is None or day <= one.until)
        ]


class ForMembers(RecordQuerySet[Any]):
    """Records that everybody who is signed in may see: the list of units."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to people, none to visitors."""
        return self if allows(user, Permission.ACCOUNT_KEEP_OWN) else self.none()


class Unit(Record):
    """A part of the Office or of another secretariat: a division, a branch, a section.

    ``names`` holds its name by language code; ``en`` is always there.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = models.JSONField(_("names"), default=dict)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects: ClassVar[Any] = ForMembers.as_manager()

    class Meta:
        """By code."""

        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("code",)

    def __str__(self) -> str:
        """Return the name in the reader's language, else in English."""
        return named(self.names) or self.code


class OrganizationQuerySet(RecordQuerySet["Organization"]):
    """Organizations that people act for."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who manages accounts, else those the person acts for."""
        if allows(user, Permission.ACCOUNT_MANAGE):
            return self
        from cpcj.accounts.standing import organizations_of

        return self.filter(pk__in=organizations_of(user))


class Organization(Record):
    """A body that people act for and that is no State and no unit: a donor, a grantee.

    ``names`` holds its name by language code; ``en`` is always there.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = models.JSONField(_("names"), default=dict)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects: ClassVar[Any] = OrganizationQuerySet.as_manager()

    class Meta:
        """By code."""

        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ("code",)

    def __str__(self) -> str:
        """Return the name in the reader's language, else in English."""
        return named(self.names) or self.code


def named(names: dict[str, str]) -> str:
    """Return the name in the active language out of names by language, else the English one."""
    return names.get(get_language() or "en") or names.get("en", "")


class MembershipQuerySet(RecordQuerySet["Membership"]):
    """Memberships."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who manages accounts, else the person's own."""
        if allows(user, Permission.ACCOUNT_MANAGE):
            return self
        return self.filter(user_id=user.pk) if user.pk is not None else self.none()


class Membership(Record):
    """That a person holds a role, from a day to a day (both included; open where none is set).

    ``state`` is the ISO 3166-1 alpha-3 code of the State a focal point or delegate acts for and
    ``function`` what for ("central authority", "review"); ``unit`` the part of the Office an
    officer or its head belongs to; ``organization`` whom a donor, grantee or researcher acts for.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=40, choices=[(r.value, r.value) for r in Role])
    state = models.CharField(_("State"), max_length=3, blank=True)
    function = models.CharField(_("function"), max_length=80, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        """The same membership twice does no harm."""

        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        """Return person and role."""
        return f"{self.user_id} {self.role}"


class InvitationQuerySet(RecordQuerySet["Invitation"]):
    """Invitations."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to who manages accounts, none to others."""
        return self if allows(user, Permission.ACCOUNT_MANAGE) else self.none()


class Invitation(Record):
    """That somebody is asked to take up an account or a further role, by a link used once.

    Attributes:
        digest: SHA-256 of the link's secret; the secret itself is shown once and not held.
        once: made with the form it was asked by, so that a form sent twice makes one invitation.
        email, name: of the person invited, where given; taken out when the person is erased.
        role, state, function, unit, organization, until: of the membership it leads to.
        expires_at: the link leads nowhere from then on.
        accepted_at, accepted_by, withdrawn_at: what came of it.
    """

    digest = models.CharField(max_length=64, unique=True)
    once = models.UUIDField(default=uuid.uuid4, unique=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=40)
    state = models.CharField(_("State"), max_length=3, blank=True)
    function = models.CharField(_("function"), max_length=80, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    until = models.DateField(_("until"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="accepted_invitations"
    )
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        """Newest first."""

        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        """Return whom it is for."""
        return self.name or self.email or self.role

    def open(self, now: dt.datetime) -> bool:
        """Return whether its link still leads somewhere."""
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at


class Failures(models.Model):
    """Failures to sign in, by account or by address; no record of a room, gone after a success.

    ``subject`` is a keyed digest: neither name nor address can be read from the table.
    """

    subject = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the count."""
        return str(self.count)
