"""A text that a person gives: one that is held, named by its symbol, or words that are pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Actor
from cpcj.register.language.queries.compared import held
from cpcj.resolutions.model import Document, Text
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import UnreadableError

LONGEST = 200_000
"""Characters of a text that is pasted; the longest adopted resolutions have about 150,000."""

PASTED = "pasted.txt"

Carried = tuple[Document, Text]


def held_text(user: Actor, identifier: str) -> Carried | None:
    """Return a text that is held, with its document; None where the user may see none."""
    found = held(user, identifier)
    return None if found is None else (found.document, found.text)


def symbol_field(label: Any, example: str) -> forms.CharField:
    """Return a field that takes the symbol of a held text."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": example, "dir": "ltr"}),
    )


def words_field(label: Any, rows: int = 8, **more: Any) -> forms.CharField:
    """Return a field that takes a pasted text."""
    return forms.CharField(
        label=label,
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "false", "dir": "auto"}),
        **more,
    )


def given_text(form: forms.Form, user: Actor, symbol: str, words: str) -> Carried | None:
    """Return the text that two fields of a form give; what is wrong is added to the form.

    Args:
        form: a form that is being cleaned.
        user: who asks.
        symbol: name of the field with the symbol; it wins where both are filled in.
        words: name of the field with the pasted words.
    """
    named = (form.cleaned_data.get(symbol) or "").strip()
    pasted = form.cleaned_data.get(words) or ""
    if named:
        found = held_text(user, named)
        if found is None:
            form.add_error(symbol, gettext("No such text is held."))
        return found
    if not pasted.strip():
        form.add_error(symbol, gettext("Name a text or paste one."))
        return None
    try:
        document = read_document(pasted.encode(), PASTED)
    except UnreadableError as error:
        form.add_error(words, error.reason)
        return None
    text = next((one for one in document.texts if one.preambular or one.operative), None)
    if text is None:
        form.add_error(words, gettext("No resolution or decision was found in these words."))
        return None
    return document, text


NOTHING_STORED = _("Nothing is stored.")
