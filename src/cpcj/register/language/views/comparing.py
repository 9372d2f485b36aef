"""Two texts that a person gives, compared: files, words or held texts. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cpcj.register.language.scales import USUAL, known_scales, scale_choices, scale_words
from cpcj.register.language.views.amending import PAGE
from cpcj.register.language.views.compare import as_json, as_word, shown
from cpcj.register.language.views.given import (
    NOTHING_STORED,
    Carried,
    given_text,
    symbol_field,
    words_field,
)
from cpcj.resolutions.checking.recognizing import holds_draft
from cpcj.resolutions.comparing import compare, most_alike
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import UnreadableError
from cpcj.resolutions.tracked import accepted, is_tracked, rejected, tracked_docx
from cpcj.resolutions.writers.word import to_docx

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cpcj.frame.permissions import Actor

WORD = ".docx"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two.

    Attributes:
        texts: what was found, at least one, each with its document.
        name: the file's, or empty.
        word: the Word file itself, where it is one.
    """

    texts: Sequence[Carried]
    name: str = ""
    word: bytes | None = None


def _file_field() -> forms.FileField:
    return forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("Word, PDF, HTML, OpenDocument, Markdown or plain text."),
    )


class CompareForm(forms.Form):
    """Two texts, each as a file, as the symbol of a held one, or as words.

    Args:
        user: who asks; files may be given by who has signed in.
    """

    before_symbol = symbol_field(_("Earlier text that is held"), "A/RES/69/197")
    before_words = words_field(_("Or its words"), rows=5)
    before_file = _file_field()
    after_symbol = symbol_field(_("Later text that is held"), "A/RES/70/178")
    after_words = words_field(_("Or its words"), rows=5, help_text=NOTHING_STORED)
    after_file = _file_field()
    scale = forms.ChoiceField(label=_("Scale of force"), required=False)
    form = forms.ChoiceField(
        label=_("What you get"),
        required=False,
        choices=[
            (PAGE, _("A page")),
            ("docx", _("A Word file with tracked changes")),
            ("json", "JSON"),
        ],
    )

    def __init__(self, *args: Any, user: Actor, **kwargs: Any) -> None:
        """Take the files away where none may be given."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.before: Side | None = None
        self.after: Side | None = None
        scale = self.fields["scale"]
        assert isinstance(scale, forms.ChoiceField)  # noqa: S101 - said above
        scale.choices = scale_choices()
        scale.initial = USUAL
        if not user.is_authenticated:
            del self.fields["before_file"], self.fields["after_file"]

    def clean(self) -> dict[str, Any]:
        """Ask for two texts that can be read, or for one Word file with tracked changes."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        given = cleaned.get("after_file")
        earlier = any(cleaned.get(f"before_{kind}") for kind in ("symbol", "words", "file"))
        if given is not None and not earlier:
            if self._fits("after_file", given):
                self._both(given.read(), given.name or WORD)
        else:
            self.before, self.after = self._side("before"), self._side("after")
        return cleaned

    def _side(self, which: str) -> Side | None:
        given = self.cleaned_data.get(f"{which}_file")
        if given is None:
            found = given_text(self, self.user, f"{which}_symbol", f"{which}_words")
            return None if found is None else Side((found,))
        if not self._fits(f"{which}_file", given):
            return None
        return self._read(f"{which}_file", given.read(), given.name or WORD)

    def _both(self, data: bytes, name: str) -> None:
        """Take one Word file as two texts: its changes rejected, and accepted."""
        try:
            tracked = name.lower().endswith(WORD) and is_tracked(data, name)
        except UnreadableError as error:
            self.add_error("after_file", error.reason)
            return
        if not tracked:
            message = gettext("The file has no tracked changes; give an earlier text as well.")
            self.add_error("after_file", message)
            return
        self.before = self._read("after_file", rejected(data, name), name)
        self.after = self._read("after_file", accepted(data, name), name)

    def _fits(self, field: str, given: Any) -> bool:
        most: int = settings.UPLOAD_FILE_BYTES
        if (given.size or 0) <= most:
            return True
        message = gettext("The file is too large: at most %(most)s MB.") % {"most": most >> 20}
        self.add_error(field, message)
        return False

    def _read(self, field: str, data: bytes, name: str) -> Side | None:
        try:
            document = read_document(data, name)
        except UnreadableError as error:
            self.add_error(field, error.reason)
            return None
        texts = [(document, one) for one in document.texts if one.preambular or one.operative]
        if not texts or not holds_draft(document):
            self.add_error(field, gettext("No resolution or decision was found in these words."))
            return None
        word = data if name.lower().endswith(WORD) and len(texts) == 1 else None
        return Side(texts, name, word)


@require_http_methods(["GET", "HEAD", "POST"])
def comparing(request: HttpRequest) -> HttpResponse:
    """Take two texts; show what became of each paragraph, or give it as a file."""
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CompareForm(*given, user=request.user)
    context: dict[str, Any] = {"form": form, "may_upload": request.user.is_authenticated}
    if form.is_valid() and form.before is not None and form.after is not None:
        old, new = most_alike(form.before.texts, form.after.texts)
        wanted = form.cleaned_data["form"]
        if wanted == "docx":
            return as_word(_tracked(form.before, form.after, old, new))
        scale = known_scales()[form.cleaned_data["scale"] or USUAL]
        found = compare(old, new, scale)
        if wanted == "json":
            return as_json(found)
        context |= {"chosen": scale_words(scale), **shown(found, ("", ""), everything=False)}
        context["names"] = [
            side.name or text.id or text.title.text
            for side, (_document, text) in ((form.before, old), (form.after, new))
        ]
    return render(request, "language/compare_given.html", context)


def _tracked(before: Side, after: Side, old: Carried, new: Carried) -> bytes:
    """Return tracked changes: in the files themselves where both are Word, else in fresh ones."""
    if before.word is not None and after.word is not None:
        return tracked_docx(before.word, after.word, names=(before.name, after.name))
    return tracked_docx(
        *(to_docx(replace(d, texts=(text,), procedure=())) for d, text in (old, new))
    )
