"""Files of the standard taken in and given out again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.assistance.iati.reading import RefusedFileError
from cpcj.assistance.iati.writing import Writable, file_bytes
from cpcj.assistance.portfolio.models import Activity, Kind
from cpcj.assistance.publication.building import records
from cpcj.assistance.publication.merging import with_kept
from cpcj.assistance.publication.models import Import, Imported
from cpcj.assistance.publication.services import importing
from cpcj.assistance.publication.views.public import xml_answer
from cpcj.frame.exports import Column
from cpcj.frame.forms import dress
from cpcj.frame.lists import ListPage, Sort
from cpcj.frame.permissions import Permission, require

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

_SHOWN = 500
_UNUSUAL = re.compile(r"[^\w.-]+")


class ImportForm(forms.Form):
    """A file, and whether it is only tried."""

    file = forms.FileField(label=_("IATI file (XML)"), max_length=255)
    kind = forms.ChoiceField(
        label=_("What is done in activities"), choices=Kind.choices, initial=Kind.ADVISORY,
        help_text=_("The standard does not say it; it can be changed for each afterwards."),
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("try", _("Show what it would do; nothing is kept")),
            ("take", _("Take it in, the whole file at once")),
        ],
    )


class ImportList(ListPage[Import]):
    """Files that were taken in."""

    model = Import
    name = "imports"
    title = _("Files taken in")
    sorts = (Sort("newest", _("Newest"), ("-id",)),)
    columns = (
        Column("file", _("File"), lambda one: one.name, href=lambda one: one.get_absolute_url()),
        Column("version", _("Version"), lambda one: one.version),
        Column("records", _("Records"), lambda one: one.records),
        Column("taken_in", _("Taken in"), lambda one: one.made_at),
    )
    template_name = "publication/imports.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Show them to the office alone."""
        require(request.user, Permission.PORTFOLIO_RECORD)
        return super().get(request, *args, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take a file in, or show what that would do."""
    require(request.user, Permission.PORTFOLIO_RECORD)
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        name = _UNUSUAL.sub("_", file.name)[-200:]
        if file.size > importing.MOST_BYTES:
            form.add_error("file", gettext("The file is too large."))
        else:
            try:
                if form.cleaned_data["way"] == "take":
                    source = importing.take_in(request.user, file.read(), name, kind)
                    messages.success(request, gettext("The file is taken in."))
                    return redirect(source)
                head, lines = importing.tried(request.user, file.read(), name, kind)
            except RefusedFileError as error:
                form.add_error("file", str(error))
            else:
                context |= {
                    "head": head, "lines": lines[:_SHOWN], "number": len(lines),
                    "taken": sum(line.taken for line in lines),
                }  # fmt: skip
    dress(form)
    return render(request, "publication/new_import.html", context)


@require_safe
def show(request: HttpRequest, key: int) -> HttpResponse:
    """Show a file that was taken in: its records, and which of them the portfolio has."""
    require(request.user, Permission.PORTFOLIO_RECORD)
    source = get_object_or_404(Import.objects.visible_to(request.user), pk=key)
    rows = Imported.objects.visible_to(request.user).filter(source=source)
    context = {
        "source": source,
        "rows": rows.defer("xml", "base").select_related("activity")[:_SHOWN],
    }
    return render(request, "publication/import.html", context)


@require_safe
def written(request: HttpRequest, key: int) -> HttpResponse:
    """Give a file out again as version 2.03, with what changed in the portfolio since."""
    require(request.user, Permission.PORTFOLIO_RECORD)
    source = get_object_or_404(Import.objects.visible_to(request.user), pk=key)
    rows = Imported.objects.visible_to(request.user).filter(source=source)
    content = b"".join(
        file_bytes(
            _records(list(rows)),
            generated=timezone.now(),
            root=source.root,
            attributes={k: v for k, v in source.attributes.items() if k != "version"},
        )
    )
    return xml_answer(content, source.name if source.name.endswith(".xml") else "import.xml")


def _records(rows: list[Imported]) -> list[Writable]:
    keys = [one.activity_id for one in rows if one.activity_id]
    own = {
        activity.pk: record for activity, record in records(Activity.objects.filter(pk__in=keys))
    }
    merged = with_kept(own)
    return [merged[one.activity_id] if one.activity_id else bytes(one.xml) for one in rows]
