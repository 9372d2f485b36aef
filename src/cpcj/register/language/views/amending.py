"""Amendments in words: made in a text, and written from two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from cpcj.frame.forms import dress
from cpcj.frame.permissions import Actor
from cpcj.register.language.views.given import (
    NOTHING_STORED,
    Carried,
    given_text,
    symbol_field,
    words_field,
)
from cpcj.register.language.views.words import marked
from cpcj.resolutions.amending import (
    Amended,
    Outcome,
    Reading,
    Result,
    Unread,
    Why,
    apply,
    in_words,
    read_amendments,
    write,
)
from cpcj.resolutions.amending.phrasing import sentence
from cpcj.resolutions.amending.showing import words_of
from cpcj.resolutions.compiling import Proposal, compile_proposals
from cpcj.resolutions.model import Text
from cpcj.resolutions.tracked import tracked_docx
from cpcj.resolutions.writers.word import to_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE = "page"
LONGEST_AMENDMENTS = 100_000
"""Characters of amendments that are pasted."""

RESULTS = {
    Result.APPLIED: pgettext_lazy("of an amendment", "made"),
    Result.NO_PLACE: _("not made: the text has no such place"),
    Result.PLACES: _("not made: several places may be meant"),
    Result.NO_WORDS: _("not made: the words do not stand there"),
    Result.SEVERAL: _("not made: the words stand there several times"),
    Result.OVERTAKEN: _("not made: an amendment before it changes the same words"),
    Result.UNFIT: _("not made: this cannot be done to such a place"),
}
REASONS = {
    Why.NO_CHANGE: _("tells no change"),
    Why.UNKNOWN_WORDS: _("words that are not understood"),
    Why.NO_PLACE: _("where it is to be done is not said"),
    Why.NO_WORDS: _("which words go or come is not said"),
    Why.UNCLEAR: _("not clear what is to be done"),
}


class AmendForm(forms.Form):
    """A text and amendments to it.

    Args:
        user: who asks.
    """

    symbol = symbol_field(_("A text that is held"), "A/RES/70/178")
    words = words_field(_("Or the words of a text"), help_text=NOTHING_STORED)
    amendments = forms.CharField(
        label=_("The amendments"),
        max_length=LONGEST_AMENDMENTS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "dir": "auto"}),
        help_text=_("As they are tabled: In operative paragraph 4, after the words “…”, insert …"),
    )
    renumber = forms.BooleanField(
        label=_("Number the paragraphs anew even where no amendment asks for it"), required=False
    )
    form = forms.ChoiceField(
        label=_("What you get"),
        required=False,
        choices=[
            (PAGE, _("A page")),
            ("docx", _("A Word file with tracked changes")),
        ],
    )

    def __init__(self, *args: Any, user: Actor, **kwargs: Any) -> None:
        """Keep who asks."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.carried: Carried | None = None

    def clean(self) -> dict[str, Any]:
        """Ask for a text that can be read."""
        cleaned = super().clean() or {}
        if not self.errors:
            self.carried = given_text(self, self.user, "symbol", "words")
        return cleaned


class WriteForm(forms.Form):
    """Two texts.

    Args:
        user: who asks.
    """

    before_symbol = symbol_field(_("Earlier text that is held"), "A/RES/69/197")
    before_words = words_field(_("Or its words"), rows=5)
    after_symbol = symbol_field(_("Later text that is held"), "A/RES/70/178")
    after_words = words_field(_("Or its words"), rows=5, help_text=NOTHING_STORED)

    def __init__(self, *args: Any, user: Actor, **kwargs: Any) -> None:
        """Keep who asks."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.before: Carried | None = None
        self.after: Carried | None = None

    def clean(self) -> dict[str, Any]:
        """Ask for two texts that can be read."""
        cleaned = super().clean() or {}
        if not self.errors:
            self.before = given_text(self, self.user, "before_symbol", "before_words")
            self.after = given_text(self, self.user, "after_symbol", "after_words")
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
def amending(request: HttpRequest) -> HttpResponse:
    """Take a text and amendments; show what was read and made. Nothing is stored."""
    form = AmendForm(request.POST or None, user=request.user)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid() and form.carried is not None:
        document, text = form.carried
        reading = read_amendments(form.cleaned_data["amendments"])
        anew = True if form.cleaned_data["renumber"] else None
        made = apply(text, reading.amendments, renumber=anew)
        if form.cleaned_data["form"] == "docx":
            sides = [to_docx(replace(document, texts=(one,))) for one in (text, made.text)]
            answer = HttpResponse(tracked_docx(*sides), content_type=WORD)
            answer["Content-Disposition"] = 'attachment; filename="amended.docx"'
            return answer
        context |= _shown(text, reading, made)
    dress(form)
    return render(request, "language/amend.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def writing(request: HttpRequest) -> HttpResponse:
    """Take two texts; write how the one becomes the other. Nothing is stored."""
    form = WriteForm(request.POST or None, user=request.user)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid() and form.before and form.after:
        found = write(form.before[1], form.after[1])
        context |= {
            "written": in_words(found.amendments),
            "count": len(found.amendments),
            "whole": found.whole,
            "left": found.left,
        }
    dress(form)
    return render(request, "language/write.html", context)


def _shown(text: Text, reading: Reading, made: Amended) -> dict[str, Any]:
    return {
        "read": True,
        "outcomes": [_outcome(reading, one) for one in made.outcomes],
        "count": sum(1 for one in made.outcomes if one.result is Result.APPLIED),
        "unread": [_unread(one) for one in reading.failed],
        "silent": [_unread(one) for one in reading.unread if one.why is Why.NO_CHANGE],
        "rows": list(_rows(text, made.text)),
    }


def _outcome(reading: Reading, one: Outcome) -> dict[str, Any]:
    return {
        "label": one.amendment.label,
        "words": words_of(reading, one.amendment),
        "said": sentence(one.amendment),
        "made": one.result is Result.APPLIED,
        "result": RESULTS[one.result],
        "where": ", ".join(one.where),
        "otherwise": one.reads_so is False,
        "count": one.count,
    }


def _unread(one: Unread) -> dict[str, Any]:
    return {"words": one.words, "why": REASONS[one.why], "detail": one.detail}


def _rows(before: Text, after: Text) -> Iterator[dict[str, Any]]:
    """Yield the paragraphs of a text with what changed in each, new ones in their places."""
    for row in compile_proposals(before, [Proposal("amended", after)]).rows:
        touch = row.touches[0]
        yield {
            "id": row.id,
            "becomes": touch.place if touch and touch.place != row.id else "",
            "words": row.words if touch is None else marked(touch.changes),
            "changed": touch is not None,
        }
