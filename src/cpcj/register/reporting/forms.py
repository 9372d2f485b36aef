"""Forms of the calendar."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.register.reporting import names
from cpcj.register.reporting.services import settling
from cpcj.resolutions.sessions import due
from cpcj.resolutions.vocabulary.sessions import rules

_SESSIONS = re.compile(r"\d{1,4}(?:\s*[,;]\s*\d{1,4}){0,9}")
_SYMBOL = re.compile(r"[A-Za-z0-9][\w./() \-]{1,120}")


def symbol_given(words: str) -> str:
    """Return a document symbol without spaces.

    Raises:
        ValidationError: the words are none.
    """
    kept = "".join(words.split())
    if kept and (_SYMBOL.fullmatch(kept) is None or "/" not in kept):
        raise ValidationError(gettext("This is no document symbol."))
    return kept


class SettleForm(forms.Form):
    """What people settle of a request; ``seen`` is the number of what had been said before."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}), min_value=0, max_value=2**63 - 1
    )

    def __init__(self, *args: Any, seen: int, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": seen, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def note_again(self, seen: int) -> None:
        """Note what has been said by now: sending the form again is a decision."""
        given: Any = self.data
        given = given.copy()
        given[self.add_prefix("seen")] = str(seen)
        self.data = given


class MatchForm(SettleForm):
    """Which document answers a deadline."""

    deadline = forms.ChoiceField(label=_("Deadline"))
    deed = forms.ChoiceField(
        label=_("What you say"),
        choices=(
            (settling.ANSWERS, _("This document answers the request")),
            (settling.DOES_NOT, _("This document does not answer it")),
            (settling.TAKE_BACK, _("Take back what was said of this document")),
        ),
    )
    symbol = forms.CharField(
        label=_("Document symbol"), max_length=120, help_text=_("As printed, such as A/71/114.")
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=2000,
        required=False,
        help_text=_("Needed only where the document is not listed yet."),
    )
    date = forms.DateField(
        label=_("Day of the document"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, deadlines: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deadline"].choices = [  # type: ignore[attr-defined]
            (row.key, names.due_words(row.body, row.session, row.start, row.end))
            for row in deadlines
        ]

    def clean_symbol(self) -> str:
        """Return the symbol without spaces."""
        return symbol_given(self.cleaned_data["symbol"])


def bodies_that_meet() -> list[tuple[str, str]]:
    """Return the bodies of which the sessions are known, by normalized name."""
    known = ["ecosoc", *rules()]
    return sorted(((one, names.body_name(one)) for one in known), key=lambda pair: pair[1])


class CorrectForm(SettleForm):
    """Other sessions than those reckoned, or that an entry is no reporting request."""

    deed = forms.ChoiceField(
        label=_("What you say"),
        choices=(
            (settling.OTHER_SESSION, _("It is due at another session")),
            (settling.NO_REQUEST, _("It is no reporting request")),
            (settling.AS_READ, _("Leave it as it was read")),
        ),
    )
    body = forms.ChoiceField(label=_("Body"), choices=bodies_that_meet, required=False)
    sessions = forms.CharField(
        label=_("Sessions"),
        required=False,
        max_length=60,
        help_text=_(
            "Numbers of the sessions, with commas between them; the year for the Economic and "
            "Social Council."
        ),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """Return the values; another session needs a body and at least one number."""
        said = super().clean() or {}
        words = (said.get("sessions") or "").strip()
        numbers: list[int] = []
        if said.get("deed") == settling.OTHER_SESSION:
            if _SESSIONS.fullmatch(words) is None:
                self.add_error("sessions", gettext("Give the numbers of the sessions."))
            else:
                numbers = [int(one) for one in re.findall(r"\d+", words)]
                for number in numbers:
                    if due(said.get("body") or "", number).start is None:
                        self.add_error(
                            "sessions",
                            gettext("This body has no session %(n)s.") % {"n": number},
                        )
        said["sessions"] = tuple(dict.fromkeys(numbers))
        return said


class DocumentForm(forms.Form):
    """One document, entered by hand."""

    symbol = forms.CharField(
        label=_("Document symbol"), max_length=120, help_text=_("As printed, such as A/71/114.")
    )
    title = forms.CharField(label=_("Title"), max_length=2000)
    date = forms.DateField(
        label=_("Day of the document"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    body = forms.ChoiceField(label=_("Body"), choices=bodies_that_meet)
    session = forms.IntegerField(
        label=_("Session"),
        min_value=1,
        max_value=2199,
        help_text=_("Its number; the year for the Economic and Social Council."),
    )

    def clean_symbol(self) -> str:
        """Return the symbol without spaces."""
        return symbol_given(self.cleaned_data["symbol"])


class TableForm(forms.Form):
    """A table of documents: the file, or the rows of a dry run that are confirmed."""

    table = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("CSV or Excel (.xlsx) with the columns symbol, title, date, body, session."),
    )
    mode = forms.ChoiceField(
        label=_("What to do with earlier tables"),
        choices=(
            ("add", _("Add it beside the earlier tables")),
            ("replace", _("Put it in the place of the earlier table of the same name")),
        ),
    )
    rows = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    name = forms.CharField(required=False, widget=forms.HiddenInput, max_length=255)

    def clean(self) -> dict[str, Any]:
        """Return the values; a file or confirmed rows must be there."""
        said = super().clean() or {}
        if not said.get("rows") and not said.get("table") and "table" not in self.errors:
            self.add_error("table", gettext("Choose a file."))
        return said
