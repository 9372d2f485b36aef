"""Forms of the register: files, pasted words, and what an officer says about a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cpcj.frame.punctuation import code_isolated
from cpcj.register.presentation import names
from cpcj.register.services.masthead import TEXT_FIELDS
from cpcj.register.services.reviewing import NAME
from cpcj.resolutions.topics import topics

if TYPE_CHECKING:
    from cpcj.register.models import Text
    from cpcj.register.presentation.acts import ShownAct

LONGEST_PASTED = 2_000_000
"""Characters of a pasted text; a committee report with eight drafts has about 300,000."""


class ManyFiles(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked like one."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files, at least one, none of them too large."""
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(one, initial) for one in given if one]
        if not files:
            raise forms.ValidationError(gettext("Choose at least one file."), code="required")
        most: int = settings.UPLOAD_FILE_BYTES
        large = [one.name for one in files if one.size > most]
        if large:
            message = ngettext(
                "Too large, at most %(most)s MB: %(names)s",
                "Too large, at most %(most)s MB each: %(names)s",
                len(large),
            ) % {"most": most >> 20, "names": ", ".join(large)}
            raise forms.ValidationError(message, code="large")
        return files


class UploadForm(forms.Form):
    """Files to be read and held."""

    documents = FilesField(
        label=_("Files"),
        help_text=_("PDF, Word, HTML, OpenDocument, Markdown or plain text; several at once."),
    )
    of = forms.CharField(
        label=_("Another language version of"),
        max_length=255,
        required=False,
        help_text=_(
            "Only where the file does not print the symbol of its text: the symbol or identifier "
            "of the text that it is."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_("Only where it is not recognized by itself."),
    )
    kept_back = forms.BooleanField(
        label=_("Show the texts only to people who may upload"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the languages."""
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Recognized by itself")),
            *_choices(names.LANGUAGES),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse several files as one text."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("of") and len(given.get("documents") or ()) > 1:
            self.add_error("of", gettext("Give one file where you name its text."))
        return given


class PasteForm(forms.Form):
    """Words of a text, pasted."""

    words = forms.CharField(
        label=_("The words of the text"),
        max_length=LONGEST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "dir": "auto"}),
        help_text=_("The whole text with its masthead, if you have it. Nothing is stored."),
    )


class ReasonForm(forms.Form):
    """Why an officer does something."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with your name in the history of the record."),
    )


class LanguageForm(ReasonForm):
    """Which text a text in another language is."""

    of = forms.CharField(
        label=_("Which text it is"),
        max_length=255,
        help_text=_("Its symbol or identifier, as on its page: A/RES/70/178."),
    )
    field_order = ("of", "reason")

    def clean_of(self) -> str:
        """Return the identifier without spaces around it."""
        of: str = self.cleaned_data["of"]
        return of.strip()


def _choices(named: names.Names) -> list[tuple[str, str]]:
    return sorted(((key, str(name)) for key, name in named.items()), key=lambda pair: pair[1])


class ListForm(ReasonForm):
    """Another list of values: known ones to choose, others to write one a line."""

    chosen = forms.MultipleChoiceField(
        label=_("Values"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("Hold Ctrl to choose several."),
    )
    others = forms.CharField(
        label=_("Others, one a line"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In English, in small letters, words joined by underscores."),
    )
    field_order = ("chosen", "others", "reason")

    def __init__(self, *args: Any, field: str, value: list[str], **kwargs: Any) -> None:
        """Offer the known values of the field, those in force chosen."""
        known = {
            "addressees": lambda: _choices(names.ADDRESSEES),
            "qualifiers": lambda: _choices(names.QUALIFIERS),
            "topics": lambda: sorted(
                ((one.key, names.topic_name(one.key)) for one in topics()), key=lambda pair: pair[1]
            ),
        }[field]()
        keys = {key for key, _name in known}
        self._in_force = value
        initial = {
            "chosen": [one for one in value if one in keys],
            "others": "\n".join(one for one in value if one not in keys),
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["chosen"].choices = known  # type: ignore[attr-defined]
        if field != "addressees":
            del self.fields["others"]

    def clean_others(self) -> list[str]:
        """Check that each line is a name as the record writes names."""
        given = [one.strip() for one in self.cleaned_data["others"].splitlines()]
        # A name in force may stay, whoever wrote it.
        wrong = [one for one in given if one not in self._in_force and not NAME.fullmatch(one)]
        if any(wrong):
            raise forms.ValidationError(
                gettext("Write in small letters, words joined by underscores: %(names)s")
                % {"names": ", ".join(one for one in wrong if one)},
            )
        return [one for one in given if one]

    @property
    def value(self) -> list[str]:
        """Return the list asked for: those in force in their order, then the new as given."""
        asked = [*self.cleaned_data["chosen"], *self.cleaned_data.get("others", ())]
        kept = [one for one in self._in_force if one in asked]
        return list(dict.fromkeys([*kept, *asked]))


class WordsForm(ReasonForm):
    """Other words for a verb as printed or for what is asked."""

    words = forms.CharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 4}))
    field_order = ("words", "reason")

    def __init__(self, *args: Any, value: str, **kwargs: Any) -> None:
        """Show the words in force."""
        super().__init__(*args, **{**kwargs, "initial": {"words": value}})

    @property
    def value(self) -> str:
        """Return the words."""
        words: str = self.cleaned_data["words"]
        return words


class ActForm(ReasonForm):
    """Another kind of act."""

    act = forms.ChoiceField(label=_("Act"))
    field_order = ("act", "reason")

    def __init__(self, *args: Any, value: str, **kwargs: Any) -> None:
        """Offer the kinds of acts."""
        super().__init__(*args, **{**kwargs, "initial": {"act": value}})
        self.fields["act"].choices = _choices(names.ACTS)  # type: ignore[attr-defined]

    @property
    def value(self) -> str:
        """Return the kind."""
        act: str = self.cleaned_data["act"]
        return act


class ReiteratedForm(ReasonForm):
    """Whether an earlier act is repeated."""

    reiterated = forms.BooleanField(label=_("Repeats an earlier act"), required=False)
    field_order = ("reiterated", "reason")

    def __init__(self, *args: Any, value: bool, **kwargs: Any) -> None:
        """Show what is in force."""
        super().__init__(*args, **{**kwargs, "initial": {"reiterated": value}})

    @property
    def value(self) -> bool:
        """Return whether."""
        return bool(self.cleaned_data["reiterated"])


class DeliverableForm(ReasonForm):
    """Another deliverable: what, to whom, when."""

    what = forms.CharField(label=_("What is handed over"), required=False, max_length=2_000)
    to = forms.ChoiceField(label=_("To whom"), required=False)
    when = forms.CharField(label=_("When, as printed"), required=False, max_length=500)
    due_body = forms.ChoiceField(label=_("Due at a session of"), required=False)
    due_session = forms.IntegerField(label=_("Number of the session"), required=False, min_value=1,
                                     max_value=9_999)  # fmt: skip
    due_from = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    due_to = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    field_order = ("what", "to", "when", "due_body", "due_session", "due_from", "due_to", "reason")

    def __init__(self, *args: Any, value: dict[str, Any] | None, **kwargs: Any) -> None:
        """Show what is in force."""
        value = value or {}
        due = value.get("due") or {}
        initial = {
            "what": value.get("what"),
            "to": value.get("to"),
            "when": value.get("when"),
            "due_body": due.get("body"),
            "due_session": due.get("session"),
            "due_from": due.get("from"),
            "due_to": due.get("to"),
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        bodies = [("", ""), *_choices(names.ADDRESSEES)]
        for name in ("to", "due_body"):
            known = {key for key, _name in bodies}
            held = initial[name]
            more = [] if not held or held in known else [(held, names.addressee_name(held))]
            self.fields[name].choices = bodies + more  # type: ignore[attr-defined]

    @property
    def value(self) -> dict[str, Any] | None:
        """Return the deliverable in the shape of the record; None where nothing is handed over."""
        clean = self.cleaned_data
        if not any(clean[name] for name in ("what", "to", "when", "due_session")):
            return None
        due = None
        if clean["due_session"]:
            due = {
                "body": clean["due_body"] or clean["to"],
                "session": clean["due_session"],
                "from": clean["due_from"].isoformat() if clean["due_from"] else None,
                "to": clean["due_to"].isoformat() if clean["due_to"] else None,
            }
        return {
            "what": clean["what"],
            "to": clean["to"] or None,
            "when": clean["when"] or None,
            "due": due,
        }


class MastheadForm(ReasonForm):
    """What an officer says about a value that was read on a text's masthead."""

    field = forms.ChoiceField(label=_("Field"))
    deed = forms.ChoiceField(
        label=_("What you say"),
        choices=(
            ("correct", _("It should be the value below")),
            ("confirm", _("It is as it should be")),
            ("reject", _("It is wrong, and nothing stands in its place")),
            ("reopen", _("Take back what was said of it")),
        ),
    )
    value = forms.CharField(
        label=_("Value"),
        required=False,
        max_length=2_000,
        help_text=_("Dates as 2015-12-17; the standing as proposed, recommended or adopted."),
    )
    field_order = ("field", "deed", "value", "reason")

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        """Offer the fields, each with its value in force."""
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            (
                field,
                f"{names.masthead_name(field)}: {code_isolated(str(getattr(text, field) or '–'))}",
            )
            for field in TEXT_FIELDS
        ]
        # What is right, or taken back, needs no reason; the services ask for the others'.
        self.fields["reason"].required = False
        self.fields["deed"].required = False

    def clean_deed(self) -> str:
        """Return what is done; without a word, a correction."""
        deed: str = self.cleaned_data["deed"]
        return deed or "correct"


class PlaceForm(ReasonForm):
    """Which other text a text belongs to: as a stage of it on its way, or in its series."""

    what = forms.ChoiceField(
        label=_("What you say"),
        choices=(
            ("stage", _("It is a stage of the same text as the other: draft, report, resolution")),
            ("series", _("It belongs to the series of the other")),
            ("alone", _("It belongs to no series")),
        ),
    )
    other = forms.CharField(
        label=_("The other text"),
        required=False,
        max_length=255,
        help_text=_("Its symbol or identifier, as on its page: A/RES/70/178."),
    )
    field_order = ("what", "other", "reason")

    def clean(self) -> dict[str, Any]:
        """Ask for the other text where it is needed."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["other"] = (given.get("other") or "").strip()
        if given.get("what") in ("stage", "series") and not given["other"]:
            self.add_error("other", gettext("Name the other text."))
        return given


class MergeForm(ReasonForm):
    """Another act of the paragraph that is the same act."""

    other = forms.ChoiceField(label=_("The other act"), widget=forms.RadioSelect)
    field_order = ("other", "reason")

    def __init__(self, *args: Any, siblings: list[ShownAct], **kwargs: Any) -> None:
        """Offer the other acts of the paragraph."""
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [  # type: ignore[attr-defined]
            (
                one.identifier,
                f"{one.phrase} → {', '.join(to.name for to in one.addressees) or '–'}",
            )
            for one in siblings
        ]


class SplitForm(ReasonForm):
    """Where the second act begins, by its first words."""

    begins = forms.CharField(
        label=_("First words of the second act"),
        max_length=500,
        help_text=_("As they stand in the paragraph; as many as are needed to find the place."),
    )
    field_order = ("begins", "reason")

    def __init__(self, *args: Any, full: str, **kwargs: Any) -> None:
        """Look for the words in the paragraph's full text."""
        super().__init__(*args, **kwargs)
        self.full = full

    def clean_begins(self) -> str:
        """Check that the words stand in the paragraph once."""
        words: str = self.cleaned_data["begins"]
        found = self.full.count(words)
        if found == 0:
            raise forms.ValidationError(gettext("These words do not stand in the paragraph."))
        if found > 1:
            raise forms.ValidationError(
                gettext("These words stand there more than once; give more of them.")
            )
        return words

    @property
    def at(self) -> int:
        """Return where the second act begins, in characters of the full text."""
        return self.full.index(self.cleaned_data["begins"])
