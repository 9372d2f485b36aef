"""Title and description in further languages, as forms ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.names import LANGUAGES
from cpcj.assistance.portfolio.services.faults import LONGEST_LINE, LONGEST_WORDS
from cpcj.frame.punctuation import enumerated_long

_FIELDS: Final = ("translated", "translated_title", "translated_description")


class TranslatedForm(forms.Form):
    """A form that also asks for title and description in one further language, below the rest."""

    translated = forms.ChoiceField(label=_("Another language"), required=False)
    translated_title = forms.CharField(
        label=_("Title in that language"), required=False, max_length=LONGEST_LINE
    )
    translated_description = forms.CharField(
        label=_("Description in that language"), required=False, max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args: Any, held: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """Show what is recorded.

        Args:
            args: of the form.
            kwargs: of the form.
            held: what is recorded, with its "translations"; None for a new record, which is asked
                for its own language alone.
        """
        self.held = dict(held or {})
        kwargs.setdefault("initial", self.held)
        super().__init__(*args, **kwargs)
        if held is None:
            for name in _FIELDS:
                del self.fields[name]
            return
        self.order_fields([name for name in self.fields if name not in _FIELDS])
        field: Any = self.fields["translated"]
        field.choices = [("", "–"), *((code, str(name)) for code, name in LANGUAGES.items())]
        field.help_text = self._help()

    def _help(self) -> str:
        words = gettext("Title and description in this language stand below.")
        known = [
            f"{LANGUAGES[code]}: {said.get('title', '')}"
            for code, said in self.held.get("translations", {}).items()
            if code in LANGUAGES
        ]
        if not known:
            return words
        return gettext("%(words)s Recorded so far – %(titles)s.") % {
            "words": words, "titles": enumerated_long(known),
        }  # fmt: skip

    def in_languages(self) -> dict[str, Any]:
        """Return what was typed, with the further languages in the place of what was asked.

        What is left empty stays as it is recorded; where both are, the language is taken away.
        """
        given = dict(self.cleaned_data)
        language = given.pop("translated", "")
        typed = {
            "title": given.pop("translated_title", ""),
            "description": given.pop("translated_description", ""),
        }
        translations = dict(self.held.get("translations", {}))
        if language and any(typed.values()):
            kept = {name: words for name, words in typed.items() if words}
            translations[language] = {**translations.get(language, {}), **kept}
        elif language:
            translations.pop(language, None)
        return {**given, "translations": translations}
