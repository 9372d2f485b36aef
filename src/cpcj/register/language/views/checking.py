"""Checks on a draft: pasted words or a file in, findings beside the words or a file out."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cpcj.frame.forms import dress
from cpcj.register.language.forms import DraftForm
from cpcj.register.language.held import RegisterHeld
from cpcj.register.presentation.marking import Mark, marked
from cpcj.resolutions.checking import Level, Report, Rule, check, rules
from cpcj.resolutions.checking.comments import with_comments
from cpcj.resolutions.checking.draft import Draft
from cpcj.resolutions.checking.finding import LEVELS, Finding, Part, Placed
from cpcj.resolutions.checking.rules import calibration
from cpcj.resolutions.checking.sarif import to_sarif
from cpcj.resolutions.checking.showing import report_record, to_csv
from cpcj.resolutions.model import Passage, Text
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import UnreadableError

PAGE = "page"
_FILES = {
    "json": "application/json",
    "sarif": "application/sarif+json",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class CheckForm(DraftForm):
    """A draft, rules to leave out, and what to get of it."""

    off = forms.MultipleChoiceField(
        label=_("Rules to leave out"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Hold Ctrl to choose several."),
    )
    form = forms.ChoiceField(
        label=_("What you get"),
        required=False,
        choices=[
            (PAGE, _("A page with the findings beside the words")),
            ("docx", _("A Word file with comments")),
            ("csv", _("A table (CSV)")),
            ("json", _("JSON")),
            ("sarif", _("SARIF 2.1.0")),
        ],
    )

    def __init__(self, *args: Any, may_upload: bool, **kwargs: Any) -> None:
        """List the rules."""
        super().__init__(*args, may_upload=may_upload, **kwargs)
        off = self.fields["off"]
        assert isinstance(off, forms.MultipleChoiceField)  # noqa: S101 - said above
        off.choices = [
            (rule.id, f"{rule.id} {rule.title.rstrip('.')}") for rule in rules().values()
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def checking(request: HttpRequest) -> HttpResponse:
    """Take a draft; show its findings, or give them as a file. Nothing is stored."""
    may_upload = request.user.is_authenticated
    form = CheckForm(request.POST or None, request.FILES or None, may_upload=may_upload)
    context: dict[str, Any] = {"form": form, "may_upload": may_upload}
    if request.method == "POST" and form.is_valid():
        data, name = form.draft()
        off = form.cleaned_data["off"]
        try:
            document = read_document(data, name)
        except UnreadableError as error:
            context["error"] = error.reason
        else:
            report = check(document, RegisterHeld(document, request.user), off=off)
            wanted = form.cleaned_data["form"]
            if report.has_text and wanted in _FILES:
                return _file(report, data, name, wanted)
            context |= _shown(report, name)
    dress(form)
    measured = calibration()
    context |= {"rules": rules().values(), "measured": measured}
    return render(request, "language/check.html", context)


def _file(report: Report, data: bytes, name: str, form: str) -> HttpResponse:
    applied: tuple[Rule, ...] = tuple(rules().values())
    if form == "docx":
        content = with_comments(report, data)
    elif form == "csv":
        content = to_csv(report, name).encode("utf-8-sig")
    else:
        record = (
            to_sarif([(name, report)], applied) if form == "sarif" else report_record(report, name)
        )
        content = json.dumps(record, ensure_ascii=False, indent=1).encode()
    answer = HttpResponse(content, content_type=_FILES[form])
    answer["Content-Disposition"] = f'attachment; filename="findings.{form}"'
    return answer


def _shown(report: Report, name: str) -> dict[str, Any]:
    """Return what the page shows of a report."""
    return {
        "name": name,
        "report": report,
        "counts": [(level.value, _LEVELS[level], report.count(level)) for level in LEVELS],
        "found_rules": sorted(Counter(one.rule for one in report.findings).items()),
        "texts": [_text(report, text) for text in report.document.texts] if report.has_text else [],
        "foreign": report.document.language not in ("", "eng"),
    }


_LEVELS = {
    Level.ERROR: _("Errors"),
    Level.WARNING: _("Warnings"),
    Level.INFORMATION: _("Information"),
}
_NAMES = {
    Level.ERROR: _("Error"),
    Level.WARNING: _("Warning"),
    Level.INFORMATION: _("Information"),
}


def _text(report: Report, text: Text) -> dict[str, Any]:
    draft = Draft(report.document, text)
    found: dict[int, list[Finding]] = {}
    by_place: dict[str, list[Finding]] = {}
    for one in report.findings:
        if one.text == text.id:
            found.setdefault(id(one.at.passage), []).append(one)
            by_place.setdefault(one.at.place, []).append(one)
    rows = []
    for at in draft.everything:
        here = found.get(id(at.passage), [])
        if at.part is Part.SPONSORS:
            # Their passages are made anew for each draft.
            here = [one for one in by_place.get("sponsors", ()) if one.at.text == at.text]
            if not here:
                continue
        if at.text:
            rows.append(_row(at, here))
    return {"id": text.id, "title": text.title.text, "rows": rows}


def _row(at: Placed, here: list[Finding]) -> dict[str, Any]:
    passage: Passage = at.passage
    marks = [Mark(one.span.start, one.span.end, f"found finding-{one.level.value}") for one in here]
    return {
        "place": at.place,
        "words": marked(passage.text, emphasis=passage.emphasis, marks=marks),
        "findings": [{"finding": one, "level": _NAMES[one.level]} for one in here],
    }
