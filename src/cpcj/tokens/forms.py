"""The form that issues a token."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cpcj.frame.permissions import Permission
from cpcj.tokens.rules import LIFETIMES, SCOPES

DEFAULT_DAYS = 90


class TokenForm(forms.Form):
    """What a token is for, what it may do and how long."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do, besides reading what is public"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
        required=False,
    )
    days = forms.TypedChoiceField(label=_("How long it works"), coerce=int, initial=DEFAULT_DAYS)

    def __init__(self, *args: Any, scopes: Iterable[Permission], **kwargs: Any) -> None:
        """Offer the scopes that the person can give."""
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.value, SCOPES[scope]) for scope in scopes
        ]
        if not self.fields["scopes"].choices:  # type: ignore[attr-defined]
            del self.fields["scopes"]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days})
            for days in LIFETIMES
        ]
