"""Several proposals on one text, side by side."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cpcj.frame.forms import dress
from cpcj.frame.permissions import Actor
from cpcj.frame.punctuation import enumerated
from cpcj.register.language.views.given import (
    NOTHING_STORED,
    PASTED,
    Carried,
    given_text,
    symbol_field,
    words_field,
)
from cpcj.register.language.views.words import marked
from cpcj.resolutions.compiling import (
    Compilation,
    Proposal,
    Row,
    Touch,
    compile_proposals,
    read_proposal,
)
from cpcj.resolutions.compiling.compilation import Fate
from cpcj.resolutions.compiling.showing import compilation_record, pieces, to_html_page
from cpcj.resolutions.compiling.word import to_docx
from cpcj.resolutions.source import UnreadableError

MOST = 4
"""Proposals that the page takes; the command takes any number."""

PAGE = "page"
_FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
FATES = {
    Fate.CHANGED: _("changed"),
    Fate.DELETED: _("deleted"),
    Fate.MOVED: pgettext_lazy("of a paragraph", "moved"),
    Fate.NEW: _("new paragraph"),
}


class CompileForm(forms.Form):
    """A text, and what is proposed on it.

    Args:
        user: who asks.
        may_upload: whether files may be given.
    """

    symbol = symbol_field(_("A text that is held"), "A/RES/70/178")
    words = words_field(_("Or the words of a text"), help_text=NOTHING_STORED)

    def __init__(self, *args: Any, user: Actor, may_upload: bool, **kwargs: Any) -> None:
        """Add a label, words and a file for each proposal."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.carried: Carried | None = None
        self.proposals: list[Proposal] = []
        for n in range(1, MOST + 1):
            self.fields[f"label{n}"] = forms.CharField(
                label=_("Proposal %(n)s: who makes it") % {"n": n}, required=False, max_length=80
            )
            self.fields[f"words{n}"] = words_field(
                _("Proposal %(n)s: its amendments in words, or its whole text") % {"n": n}, rows=4
            )
            if may_upload:
                self.fields[f"file{n}"] = forms.FileField(
                    label=_("Proposal %(n)s: or a file") % {"n": n}, required=False
                )
        self.fields["form"] = forms.ChoiceField(
            label=_("What you get"),
            required=False,
            choices=[
                (PAGE, _("A page")),
                ("docx", _("A table in a Word file")),
                ("html", _("A web page of its own")),
                ("json", _("JSON")),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a text, and for one proposal at least that can be read."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        self.carried = given_text(self, self.user, "symbol", "words")
        if self.carried is None:
            return cleaned
        for n in range(1, MOST + 1):
            self._read(n)
        if not self.proposals and not self.errors:
            self.add_error("words1", gettext("Give one proposal at least."))
        return cleaned

    def _read(self, n: int) -> None:
        assert self.carried is not None  # noqa: S101 - asked before
        given = self.cleaned_data.get(f"file{n}")
        pasted = self.cleaned_data.get(f"words{n}") or ""
        field = f"words{n}"
        if given is not None:
            field = f"file{n}"
            most: int = settings.UPLOAD_FILE_BYTES
            if (given.size or 0) > most:
                message = gettext("The file is too large: at most %(most)s MB.")
                self.add_error(field, message % {"most": most >> 20})
                return
            data, name = given.read(), given.name or PASTED
        elif pasted.strip():
            data, name = pasted.encode(), PASTED
        else:
            return
        label = self.cleaned_data.get(f"label{n}") or gettext("Proposal %(n)s") % {"n": n}
        if label in {one.label for one in self.proposals}:
            self.add_error(f"label{n}", gettext("Each proposal needs a label of its own."))
            return
        try:
            self.proposals.append(read_proposal(label, data, name, self.carried[1]))
        except UnreadableError as error:
            self.add_error(field, error.reason)


@require_http_methods(["GET", "HEAD", "POST"])
def compiling(request: HttpRequest) -> HttpResponse:
    """Take a text and proposals; show them side by side. Nothing is stored."""
    form = CompileForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        may_upload=request.user.is_authenticated,
    )
    context: dict[str, Any] = {"form": form, "may_upload": request.user.is_authenticated}
    if request.method == "POST" and form.is_valid() and form.carried is not None:
        found = compile_proposals(form.carried[1], form.proposals)
        wanted = form.cleaned_data["form"]
        if wanted in _FILES:
            return _file(found, wanted)
        context |= _shown(found, everything=False)
    dress(form)
    return render(request, "language/compile.html", context)


def _file(found: Compilation, form: str) -> HttpResponse:
    if form == "docx":
        content = to_docx(found)
    elif form == "html":
        content = to_html_page(found).encode()
    else:
        record = compilation_record(found)
        content = json.dumps(record, ensure_ascii=False, indent=1).encode()
    answer = HttpResponse(content, content_type=_FILES[form])
    answer["Content-Disposition"] = f'attachment; filename="compilation.{form}"'
    return answer


def _shown(found: Compilation, *, everything: bool) -> dict[str, Any]:
    return {
        "compilation": found,
        "labels": [one.label for one in found.proposals],
        "rows": [_row(row, found) for row in found.rows if everything or row.touched],
        "troubles": [(one.label, words) for one in found.proposals for words in one.troubles],
    }


def _row(row: Row, found: Compilation) -> dict[str, Any]:
    return {
        "id": row.id,
        "words": _words(row),
        "cells": [
            {"label": one.label, "touch": None if touch is None else _touch(touch)}
            for one, touch in zip(found.proposals, row.touches, strict=True)
        ],
        "clash": bool(row.clashes),
    }


def _words(row: Row) -> SafeString:
    parts = (("mark" if clash else "span", words) for words, clash in pieces(row))
    made = format_html_join("", "<{0}>{1}</{0}>", parts)
    return mark_safe(made.replace("\n", "<br>"))  # noqa: S308 - escaped piece by piece


def _touch(touch: Touch) -> dict[str, Any]:
    fates = enumerated(FATES[fate] for fate in touch.fates)
    if touch.follows:
        fates = format_html(gettext("{fates}, to after {place}"), fates=fates, place=touch.follows)
    return {"fates": fates, "words": marked(touch.changes)}
