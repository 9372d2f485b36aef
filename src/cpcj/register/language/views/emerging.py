"""Emerging issues: what is new in the texts of a session or year, or grows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.register.language.queries.growth import Growth, growth, organs, periods
from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import text_address
from cpcj.register.presentation.called import place_name
from cpcj.register.queries.paging import key_of
from cpcj.resolutions.emerging import Emerging, Kind

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BY: Final = ("session", "year")
COLUMNS: Final = tuple(
    Column(name, name, lambda row, name=name: row[name])  # type: ignore[misc]
    for name in ("kind", "name", "new", "texts", "earlier", "score", "first", "first_date")
)


@require_safe
def emerging(request: HttpRequest) -> HttpResponseBase:
    """Show the new and growing subjects and phrases of a period, or save them as a file."""
    held = organs(request.user)
    organ = request.GET.get("organ", "ga" if "ga" in held else "")
    organ = organ if organ in held else ""
    by = request.GET.get("by", "session")
    by = by if by in _BY else "session"
    numbers = periods(request.user, organ, by)
    number = key_of(request.GET.get("number", ""))
    number = number if number in numbers else numbers[0] if numbers else None
    found = None if number is None else growth(request.user, organ, by, number)
    form = request.GET.get("format")
    if form is not None:
        if found is None or number is None or form not in (*FORMATS, "docx"):
            return HttpResponseBadRequest("unknown format or nothing held")
        name = f"emerging-{by}-{number}"
        if form == "docx":
            return _word(found, name, by, number)
        return save_as(form, name, COLUMNS, [_record(one) for one in found.found])
    context: dict[str, Any] = {
        "organs": [(one, names.body_name(one)) for one in held],
        "organ": organ,
        "by": by,
        "numbers": numbers,
        "number": number,
        "found": found,
        "kinds": [] if found is None else [
            (title, [_row(one) for one in found.found if one.kind is kind])
            for kind, title in ((Kind.TOPIC, gettext("Subjects")),
                                (Kind.PHRASE, gettext("Phrases")))
        ],
        "formats": (*FORMATS, "docx"),
    }  # fmt: skip
    return render(request, "language/emerging.html", context)


def _row(one: Emerging) -> dict[str, Any]:
    topic = one.kind is Kind.TOPIC
    return {
        "name": names.topic_name(one.name) if topic else one.name,
        "phrase": not topic,
        "new": one.new,
        "texts": one.texts,
        "earlier": one.earlier,
        "first": place_name(one.first),
        "href": text_address(one.first),
        "date": one.first_date,
    }


def _record(one: Emerging) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "name": one.name,
        "new": one.new,
        "texts": one.texts,
        "earlier": one.earlier,
        "score": round(one.score, 1),
        "first": one.first,
        "first_date": one.first_date,
    }


def _word(found: Growth, name: str, by: str, number: int) -> HttpResponse:
    """Return the list as a Word file to go on writing in."""
    import docx  # loaded where a file is asked for

    document = docx.Document()
    document.add_heading("Emerging policy issues: a list to begin from", 1)
    document.add_paragraph(
        f"New and growing subjects and phrases of the texts of {by} {number}, counted in"
        f" {found.texts} texts against {found.earlier} earlier ones that are held. “New” means that"
        " no earlier text among these has it."
    )
    for kind, title in ((Kind.TOPIC, "Subjects"), (Kind.PHRASE, "Phrases")):
        some = [one for one in found.found if one.kind is kind]
        if not some:
            continue
        document.add_heading(title, 2)
        table = document.add_table(rows=1, cols=4, style="Table Grid")
        for cell, words in zip(table.rows[0].cells, ("What", "Texts", "Earlier", "First in"),
                               strict=True):  # fmt: skip
            cell.text = words
        for one in some:
            first = f"{one.first_date.isoformat() if one.first_date else 'no date'}, {one.first}"
            told = f"{one.name.replace('_', ' ')}{' (new)' if one.new else ''}"
            for cell, words in zip(table.add_row().cells,
                                   (told, str(one.texts), str(one.earlier), first),
                                   strict=True):  # fmt: skip
                cell.text = words
    file = io.BytesIO()
    document.save(file)
    answer = HttpResponse(file.getvalue(), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return answer
