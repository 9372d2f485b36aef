"""Forms of the room: a draft, pasted or as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST_PASTED = 400_000
"""Characters of a pasted draft; a committee report with eight drafts has about 300,000."""

PASTED = "draft.txt"


class DraftForm(forms.Form):
    """A draft.

    Args:
        may_upload: whether a file may be given; reading one takes more than reading words.
    """

    words = forms.CharField(
        label=_("The words of the draft"),
        max_length=LONGEST_PASTED,
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "dir": "auto"}),
        help_text=_("The whole draft with its masthead, if you have it. Nothing is stored."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("Word, PDF, HTML, OpenDocument, Markdown or plain text."),
    )

    def __init__(self, *args: Any, may_upload: bool, **kwargs: Any) -> None:
        """Take the file away where none may be given."""
        super().__init__(*args, **kwargs)
        if not may_upload:
            del self.fields["file"]

    def clean(self) -> dict[str, Any]:
        """Ask for a draft, a file not too large."""
        cleaned = super().clean() or {}
        given: Any = cleaned.get("file")
        if given is None and not self.is_given(cleaned) and not self.errors:
            raise forms.ValidationError(gettext("Paste a draft or choose a file."), code="required")
        most: int = settings.UPLOAD_FILE_BYTES
        if given is not None and (given.size or 0) > most:
            message = gettext("The file is too large: at most %(most)s MB.")
            raise forms.ValidationError(message % {"most": most >> 20}, code="large")
        return cleaned

    def is_given(self, cleaned: dict[str, Any]) -> bool:
        """Tell whether there is a draft beside the file."""
        return bool((cleaned.get("words") or "").strip())

    def draft(self) -> tuple[bytes, str]:
        """Return the draft and its name: the file where there is one, else the words."""
        given: Any = self.cleaned_data.get("file")
        if given is not None:
            return given.read(), given.name or PASTED
        return self.cleaned_data["words"].encode("utf-8"), PASTED


class BeforeForm(DraftForm):
    """A draft that is to be tabled: pasted, a file, or one that is held."""

    text = forms.CharField(
        label=_("Or a text that is held"),
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "A/C.3/70/L.1"}),
        help_text=_("Its symbol."),
    )
    form = forms.ChoiceField(
        label=_("What you get"),
        required=False,
        choices=[
            ("page", _("A page with the words side by side")),
            ("csv", _("A table (CSV)")),
            ("json", _("JSON")),
        ],
    )

    field_order = ("words", "file", "text", "form")

    def is_given(self, cleaned: dict[str, Any]) -> bool:
        """Tell whether there is a draft beside the file."""
        return super().is_given(cleaned) or bool(cleaned.get("text"))
