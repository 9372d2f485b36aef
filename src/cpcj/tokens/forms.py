"""The form that issues a token."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cpcj.frame.permissions import Permission
from cpcj.tokens.rules import LIFETIMES

DEFAULT_DAYS = 90

SCOPE_NAMES = {
    Permission.JOB_VIEW: _("See jobs"),
    Permission.JOB_CANCEL: _("Stop jobs"),
    Permission.AUDIT_VIEW: _("See the audit log"),
    Permission.INSTALLATION_VIEW: _("See the state of the installation"),
    Permission.DOWNLOADS_REBUILD: _("Build the downloads again"),
    Permission.TEXT_UPLOAD: _("Upload texts, and see those kept back"),
    Permission.TEXT_REMOVE: _("Take uploads back"),
    Permission.MANDATE_REVIEW: _("Confirm, correct and reject values of mandates"),
    Permission.FAMILY_CONFIRM: _("Confirm the stages of a text"),
    Permission.FOLLOWUP_VIEW: _("See the follow-up of mandates"),
    Permission.FOLLOWUP_RECORD: _("Record the follow-up of mandates"),
    Permission.FOLLOWUP_ASSIGN: _("Assign mandates"),
    Permission.FOLLOWUP_COMPLETE: _("Close the follow-up of mandates"),
    Permission.FOLLOWUP_IMPORT: _("Import a tracking sheet"),
    Permission.REPORTING_MATCH: _("Match reports with requests"),
    Permission.REPORTING_IMPORT: _("Import a table of documents"),
    Permission.BUDGET_IMPORT: _("Import the budget's list of mandates"),
    Permission.BUDGET_CORRECT: _("Correct the budget's list of mandates"),
}
"""What a scope lets a program do, in words; one without words is shown by its value."""


class TokenForm(forms.Form):
    """What a token is for, what it may do and how long."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do, besides reading what is public"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    days = forms.TypedChoiceField(label=_("How long it works"), coerce=int, initial=DEFAULT_DAYS)

    def __init__(self, *args: Any, scopes: Iterable[Permission], **kwargs: Any) -> None:
        """Offer the scopes that the person can give."""
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.value, SCOPE_NAMES.get(scope, scope.value)) for scope in scopes
        ]
        if not self.fields["scopes"].choices:  # type: ignore[attr-defined]
            del self.fields["scopes"]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days})
            for days in LIFETIMES
        ]
