"""People and their memberships."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.rules import Role

if TYPE_CHECKING:
    import datetime as dt


class UserManager(BaseUserManager["User"]):
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person of that name."""
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person who can sign in. The e-mail address is optional: the local officer has none."""

    username = models.CharField(
        _("user name"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
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


class Unit(models.Model):
    """A part of the Office or of another secretariat: a division, a branch, a section.

    ``names`` holds its name by language code; ``en`` is always there.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = models.JSONField(_("names"), default=dict)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        """By code."""

        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("code",)

    def __str__(self) -> str:
        """Return the name in the reader's language, else in English."""
        return named(self.names) or self.code


class Organization(models.Model):
    """A body that people act for and that is no State and no unit: a donor, a grantee.

    ``names`` holds its name by language code; ``en`` is always there.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = models.JSONField(_("names"), default=dict)

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


class Membership(models.Model):
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

    class Meta:
        """The same membership twice does no harm."""

        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        """Return person and role."""
        return f"{self.user_id} {self.role}"
