"""The forms by which an officer settles what a text cites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.register.forms import ReasonForm
from cpcj.register.presentation.called import local_name
from cpcj.register.rules.citing import NoTargetError, target_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpcj.register.models import Citation, Provision

_HELP = _(
    "As printed or as an identifier: “General Assembly resolution 70/178”, “A/RES/70/178#op46”, "
    "“article 12 of the United Nations Convention against Corruption”, “E/CN.15/2015/16”."
)
_LONGEST = 320


def _checked(words: str, body: str) -> str:
    """Return what was typed where the reader of citations finds one thing in it."""
    try:
        target_of(words, body)
    except NoTargetError as error:
        raise forms.ValidationError(
            gettext(
                "The reader of citations finds no single text, treaty, document or paragraph in "
                "these words. Write its symbol or its full name."
            )
        ) from error
    return words


class CitationForm(ReasonForm):
    """What an officer says of a citation: right, another target, or no citation at all."""

    deed = forms.ChoiceField(
        label=_("What you say"),
        choices=(
            ("correct", _("It cites what is named below")),
            ("confirm", _("It is as it should be")),
            ("reject", _("Nothing is cited there")),
            ("reopen", _("Take back what was said of it")),
        ),
    )
    target = forms.CharField(
        label=_("What is cited"), required=False, max_length=_LONGEST, help_text=_HELP
    )
    field_order = ("deed", "target", "reason")

    def __init__(self, *args: Any, citation: Citation, body: str, **kwargs: Any) -> None:
        """Show what is in force."""
        self._body = body
        super().__init__(*args, **{**kwargs, "initial": {"target": citation.target}})
        # What is right, or taken back, needs no reason; the services ask for the others'.
        self.fields["reason"].required = False

    def clean(self) -> dict[str, Any]:
        """Read the target where one is named."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("deed") == "correct":
            try:
                _checked(given.get("target", ""), self._body)
            except forms.ValidationError as error:
                self.add_error("target", error)
        return given


class AddCitationForm(ReasonForm):
    """Words that cite something where the reader found nothing."""

    place = forms.ChoiceField(label=_("Where it stands"))
    words = forms.CharField(
        label=_("The words that cite"),
        max_length=500,
        help_text=_("As they stand there; as many as are needed to find the place."),
    )
    target = forms.CharField(label=_("What is cited"), max_length=_LONGEST, help_text=_HELP)
    field_order = ("place", "words", "target", "reason")

    def __init__(self, *args: Any, places: Sequence[Provision], body: str, **kwargs: Any) -> None:
        """Offer the paragraphs and points of the text."""
        self._body = body
        self._words = {one.local: (one.words, one.closing) for one in places}
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (one.local, local_name(one.local)) for one in places
        ]

    def clean_target(self) -> str:
        """Return what is cited."""
        return _checked(self.cleaned_data["target"], self._body)

    def clean_words(self) -> str:
        """Return the words, each blank a space."""
        return " ".join(self.cleaned_data["words"].split())

    def clean(self) -> dict[str, Any]:
        """Look for the words in the place."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        words, place = given.get("words"), given.get("place")
        if words and place:
            found = sum(of.count(words) for of in self._words[place])
            if found == 0:
                self.add_error("words", gettext("These words do not stand in the paragraph."))
            elif found > 1:
                self.add_error(
                    "words", gettext("These words stand there more than once; give more of them.")
                )
        return given
