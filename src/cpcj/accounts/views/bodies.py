"""Units and organizations: lists, adding, renaming, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cpcj.accounts import services
from cpcj.accounts.forms import BodyForm, NewBodyForm
from cpcj.accounts.models import Organization, Unit
from cpcj.accounts.views.people import AccountsPage
from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired
from cpcj.frame.lists import ListPage, Sort, Words
from cpcj.frame.permissions import Permission

if TYPE_CHECKING:
    from django import forms


def _coded(records: QuerySet[Any], words: str) -> QuerySet[Any]:
    return records.filter(code__icontains=words.strip())


def _address(body: Unit | Organization) -> str:
    kind = "unit" if isinstance(body, Unit) else "organization"
    return reverse(f"accounts:change_{kind}", args=[body.pk])


_NAMED = (
    Column("code", _("Code"), lambda body: body.code, href=_address),
    Column("name", pgettext_lazy("of a thing", "Name"), str),
    Column("names", _("Names"), lambda body: body.names, listed=False),
    Column("closed_on", _("Closed on"), lambda body: body.closed_on),
)


class UnitList(PermissionRequired, ListPage[Unit]):
    """The units of the Office."""

    permission = Permission.ACCOUNT_MANAGE
    model = Unit
    name = "units"
    title = _("Units")
    template_name = "accounts/units.html"
    filters: ClassVar = (Words("q", _("Code"), _coded),)
    sorts = (Sort("code", _("Code"), ("code",)),)
    columns = (
        *_NAMED,
        Column("parent", _("Part of"), lambda unit: str(unit.parent) if unit.parent else None),
    )
    related = ("parent",)


class OrganizationList(PermissionRequired, ListPage[Organization]):
    """The organizations that people act for."""

    permission = Permission.ACCOUNT_MANAGE
    model = Organization
    name = "organizations"
    title = _("Organizations")
    template_name = "accounts/organizations.html"
    filters: ClassVar = (Words("q", _("Code"), _coded),)
    sorts = (Sort("code", _("Code"), ("code",)),)
    columns = _NAMED


class NewUnitPage(AccountsPage):
    """A new unit."""

    title = _("Add a unit")
    submit = _("Add")
    form_class = NewBodyForm
    done_message = _("The unit is added.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form who asks."""
        return {**super().get_form_kwargs(), "actor": self.request.user, "units": True}

    def act(self, form: forms.Form) -> str:
        """Add it."""
        assert isinstance(form, NewBodyForm)  # noqa: S101 - this page's own form
        given = form.cleaned_data
        services.add_unit(
            self.request.user, code=given["code"], names=form.names, parent=given["parent"]
        )
        return reverse("accounts:units")


class NewOrganizationPage(AccountsPage):
    """A new organization."""

    title = _("Add an organization")
    submit = _("Add")
    form_class = NewBodyForm
    done_message = _("The organization is added.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form who asks."""
        return {**super().get_form_kwargs(), "actor": self.request.user, "units": False}

    def act(self, form: forms.Form) -> str:
        """Add it."""
        assert isinstance(form, NewBodyForm)  # noqa: S101 - this page's own form
        services.add_organization(
            self.request.user, code=form.cleaned_data["code"], names=form.names
        )
        return reverse("accounts:organizations")


class UnitPage(AccountsPage):
    """Rename, move, close or reopen a unit."""

    title = _("Change a unit")
    form_class = BodyForm
    done_message = _("Saved.")

    @cached_property
    def unit(self) -> Unit:
        """Return the unit."""
        units = Unit.objects.visible_to(self.request.user)
        found: Unit = get_object_or_404(units, pk=self.kwargs["pk"])
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the unit."""
        return {**super().get_form_kwargs(), "actor": self.request.user, "record": self.unit}

    def act(self, form: forms.Form) -> str:
        """Change it."""
        assert isinstance(form, BodyForm)  # noqa: S101 - this page's own form
        given = form.cleaned_data
        services.change_unit(
            self.request.user,
            self.unit,
            names=form.names,
            parent=given["parent"],
            closed_on=given["closed_on"],
            seen=given["seen"],
        )
        return reverse("accounts:units")


class OrganizationPage(AccountsPage):
    """Rename, close or reopen an organization."""

    title = _("Change an organization")
    form_class = BodyForm
    done_message = _("Saved.")

    @cached_property
    def organization(self) -> Organization:
        """Return the organization."""
        organizations = Organization.objects.visible_to(self.request.user)
        found: Organization = get_object_or_404(organizations, pk=self.kwargs["pk"])
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the organization."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "actor": self.request.user, "record": self.organization}

    def act(self, form: forms.Form) -> str:
        """Change it."""
        assert isinstance(form, BodyForm)  # noqa: S101 - this page's own form
        given = form.cleaned_data
        services.change_organization(
            self.request.user,
            self.organization,
            names=form.names,
            closed_on=given["closed_on"],
            seen=given["seen"],
        )
        return reverse("accounts:organizations")
