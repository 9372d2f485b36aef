"""Forms of people, memberships, invitations, units and organizations."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.accounts.models import Organization, Unit, User
from cpcj.accounts.names import ROLES, state_choices
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant
from cpcj.frame.forms import EditForm
from cpcj.frame.permissions import Actor

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Return a field for a day, written as the browser's own calendar writes it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d"], **options)


class PersonForm(EditForm):
    """Name and e-mail address."""

    watched = ("name", "email")
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ReasonForm(forms.Form):
    """A short reason for the log."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=80,
        help_text=_("A few words for the audit log, without anything personal."),
    )


class GrantForm(forms.Form):
    """A role, and for whom it is held."""

    role = forms.ChoiceField(label=_("Role"))
    state = forms.ChoiceField(label=_("State"), required=False)
    function = forms.CharField(
        label=_("Function"),
        max_length=80,
        required=False,
        help_text=_("What the role is held for: “central authority”, “review”."),
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), required=False)
    organization = forms.ModelChoiceField(
        label=_("Organization"), queryset=Organization.objects.none(), required=False
    )
    since = day_field(_("First day"), required=False, help_text=_("Today where none is given."))
    until = day_field(_("Last day"), required=False, help_text=_("Open where none is given."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Offer the units and organizations that the actor may see and that are not closed."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = [(role.value, name) for role, name in ROLES.items()]
        fields["state"].choices = [("", _("none")), *state_choices()]
        fields["unit"].queryset = open_bodies(Unit, actor)
        fields["organization"].queryset = open_bodies(Organization, actor)

    @property
    def grant(self) -> Grant:
        """Return what is asked for."""
        given = self.cleaned_data
        return Grant(
            role=Role(given["role"]),
            state=given["state"],
            function=given["function"],
            unit=given["unit"],
            organization=given["organization"],
            since=given.get("since"),
            until=given["until"],
        )


def open_bodies(kind: type[Unit | Organization], actor: Actor) -> Any:
    """Return the units or organizations that are not closed today."""
    return kind.objects.visible_to(actor).exclude(closed_on__lte=timezone.localdate())


class InvitationForm(GrantForm):
    """Whom to invite to what; ``once`` makes one invitation of a form sent twice."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    field_order = ("once", "name", "email", "role", "state", "function", "unit", "organization")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out the first day: it is the day the invitation is taken up."""
        super().__init__(*args, **kwargs)
        del self.fields["since"]


class EndForm(EditForm):
    """The last day of a membership."""

    watched = ("until",)
    until = day_field(_("Last day"))


class NewAccountForm(forms.Form):
    """User name, name and password of who takes up an invitation."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters; several words together are easy to remember."),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check that the password was typed twice alike and is hard to guess."""
        given = super().clean() or self.cleaned_data
        password = given.get("password")
        if password and given.get("again") and password != given["again"]:
            self.add_error("again", gettext("The two passwords are not alike."))
        elif password:
            person = User(username=given.get("username", ""), name=given.get("name", ""))
            try:
                password_validation.validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given


class AcceptForm(forms.Form):
    """Nothing to fill in: one is signed in already."""


def _add_names(form: forms.Form, names: dict[str, str]) -> None:
    for code, language in settings.LANGUAGES:
        form.fields[f"name_{code}"] = forms.CharField(
            label=_("Name (%(language)s)") % {"language": language},
            max_length=200,
            required=code == "en",
            initial=names.get(code, ""),
            widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
        )


class NamesMixin:
    """Names by language out of a form's fields."""

    cleaned_data: dict[str, Any]

    @property
    def names(self) -> dict[str, str]:
        """Return the names that were given, by language."""
        given = {code: self.cleaned_data.get(f"name_{code}", "") for code in LANGUAGES}
        return {code: name for code, name in given.items() if name}


class NewBodyForm(NamesMixin, forms.Form):
    """A new organization, or with ``parent`` a new unit."""

    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Letters, figures, hyphens. It never changes.")
    )
    parent = forms.ModelChoiceField(
        label=_("Part of"), queryset=Unit.objects.none(), required=False
    )

    def __init__(self, *args: Any, actor: Actor, units: bool, **kwargs: Any) -> None:
        """Ask for names in each language."""
        super().__init__(*args, **kwargs)
        _add_names(self, {})
        _offer_parents(self, actor, units=units)


class BodyForm(NamesMixin, EditForm):
    """The names of a unit or organization, what it is part of, and when it closed."""

    watched: tuple[str, ...] = ("names", "closed_on")
    parent = forms.ModelChoiceField(
        label=_("Part of"), queryset=Unit.objects.none(), required=False
    )
    closed_on = day_field(_("Closed on"), required=False)

    def __init__(
        self, *args: Any, actor: Actor, record: Unit | Organization, **kwargs: Any
    ) -> None:
        """Show the names in force."""
        units = isinstance(record, Unit)
        if units:
            self.watched = (*self.watched, "parent_id")
        parent = {"parent": record.parent_id} if isinstance(record, Unit) else {}
        kwargs["initial"] = {**parent, **kwargs.get("initial", {})}
        super().__init__(*args, record=record, **kwargs)
        _add_names(self, record.names)
        _offer_parents(self, actor, units=units)
        self.order_fields([*(name for name in self.fields if name.startswith("name_")), "parent"])


def _offer_parents(form: forms.Form, actor: Actor, *, units: bool) -> None:
    if units:
        form.fields["parent"].queryset = open_bodies(Unit, actor)  # type: ignore[attr-defined]
    else:
        del form.fields["parent"]
