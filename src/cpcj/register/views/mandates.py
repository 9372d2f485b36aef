"""Mandates: the list with its facets, and one with the words each field was read from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cpcj.evidence.registry import for_provision
from cpcj.frame.permissions import Permission, allows
from cpcj.frame.sections import Subject, sections
from cpcj.register.presentation import names
from cpcj.register.presentation.acts import ShownAct, act_marks, field_spans
from cpcj.register.presentation.addresses import citation_link, text_address
from cpcj.register.presentation.choices import FacetWords
from cpcj.register.presentation.fields import FieldRow, field_rows
from cpcj.register.presentation.marking import Mark, marked
from cpcj.register.presentation.rows import mandate_rows
from cpcj.register.presentation.values import value_words
from cpcj.register.queries import pages
from cpcj.register.queries.mandate import mandate_detail
from cpcj.register.queries.mandates import MandateFilters, mandate_lines
from cpcj.register.rules.rereading import FIELDS
from cpcj.register.views.lists import draw_list, page_number, params_of, saved_list

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.utils.safestring import SafeString

    from cpcj.register.models import Review
    from cpcj.register.queries.mandate import MandatePage
    from cpcj.register.queries.mandates import MandateRow
    from cpcj.register.views.lists import DrawnList


_SESSION = re.compile(r"-?[0-9]{1,4}")
"""The number of a session, or the year by which a council counts; an address may hold anything."""


def _due_name(value: str) -> str:
    body, _colon, session = value.rpartition(":")
    if _SESSION.fullmatch(session) is None:
        return names.addressee_name(value)
    return f"{names.addressee_name(body)}, {names.session_name(body, int(session))}"


FACETS = {
    "addressee": FacetWords(_("Who is asked"), names.addressee_name),
    "act": FacetWords(_("Act"), names.act_name),
    "topic": FacetWords(_("Topic"), names.topic_name),
    "qualifier": FacetWords(_("Condition"), names.qualifier_name),
    "due": FacetWords(_("Due at"), _due_name),
    "to": FacetWords(_("Reported to"), names.addressee_name),
    "organ": FacetWords(_("Organ"), names.body_name),
    "session": FacetWords(_("Session"), str),
    "year": FacetWords(_("Year"), str),
    "standing": FacetWords(_("Standing"), names.standing_name),
    "review": FacetWords(_("Review"), names.review_name),
    "reiterated": FacetWords(_("Repeats an earlier act"), names.yes_name),
}
SORT_NAMES = {
    "-date": _("Latest first"),
    "date": _("Earliest first"),
    "due": _("Due soonest"),
    "-due": _("Due latest"),
    "text": _("Text and paragraph"),
    "act": _("Act"),
    "review": _("Review"),
}


@require_safe
def mandate_list(request: HttpRequest) -> HttpResponseBase:
    """List mandates beside the words they came from; proposals where they are switched on."""
    filters = MandateFilters.from_params(params_of(request))
    if (file := saved_list(request, "mandates")) is not None:
        return file
    found = mandate_lines(request.user, filters, page_number(request))
    params = filters.to_params()
    named = pages.series_names(request.user, filters.series)
    drawn = draw_list(found, params, FACETS, filters.sort, SORT_NAMES, named)
    switched = [pair for pair in params if pair[0] != "proposals"]
    context = {
        "list": drawn,
        "words": filters.words,
        "filters": filters,
        "lines": mandate_rows(found.rows),
        "counted": _counted(drawn, proposals=filters.proposals),
        "proposals": filters.proposals,
        "switch_params": switched,
        "nothing_held": not found.total and not switched,
    }
    return render(request, "register/mandates.html", context)


def _counted(drawn: DrawnList, *, proposals: bool) -> str:
    """Return how many there are, in words."""
    count = drawn.page.total
    words = ngettext("%(total)s mandate", "%(total)s mandates", count)
    if proposals:
        words = ngettext("%(total)s mandate or proposal", "%(total)s mandates and proposals", count)
    return words % {"total": drawn.total}


@require_safe
def mandate(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """Show one act with every field beside the words it was read from."""
    page = mandate_detail(request.user, identifier)
    if page is None:
        raise Http404(identifier)
    return render(request, "register/mandate.html", mandate_context(request, page))


def mandate_context(request: HttpRequest, page: MandatePage) -> dict[str, Any]:
    """Return what the page of an act is drawn from."""
    row = page.row
    lit = request.GET.get("field", "")
    lit = lit if lit in FIELDS else ""
    return {
        "page": page,
        "row": row,
        "shown": ShownAct.of(row),
        "text_href": text_address(row.text),
        "provision_href": text_address(row.provision),
        "local": row.provision.partition("#")[2],
        "organ": names.body_name(row.organ) if row.organ else "",
        "paragraphs": paragraph_lines(page, lit),
        "lit": lit,
        "fields": field_rows(
            (_field(page, field) for field in FIELDS),
            reverse("register:review", args=[row.identifier])
            if page.current and allows(request.user, Permission.MANDATE_REVIEW)
            else "",
        ),
        "reviews": [_review(review) for review in page.reviews],
        "siblings": page.siblings,
        "replaced": page.replaced,
        "same_series": page.same_series,
        "citations": [
            (one, link)
            for one in page.citations
            if (link := citation_link(one, page.held, page.places))
        ],
        "evidence": list(for_provision(row.identifier, request.user)),
        "sections": sections(request, Subject.MANDATE, row.identifier),
        "may_review": allows(request.user, Permission.MANDATE_REVIEW),
    }


def paragraph_lines(page: MandatePage, lit: str = "") -> list[SafeString]:
    """Return the paragraph's words, one line a point, marked by the act or by one of its fields."""
    if lit:
        places = [("lit", field_spans(page.spans, lit))]
    else:
        places = list(act_marks(page.row, page.spans))
    lines = []
    start = 0
    for line in page.full.split("\n"):
        end = start + len(line)
        marks = [
            Mark(max(span.start, start) - start, min(span.end, end) - start, classes)
            for classes, spans in places
            for span in spans
            if span.start < end and span.end > start
        ]
        lines.append(marked(line, marks=marks))
        start = end + 1
    return lines


def _field(page: MandatePage, field: str) -> FieldRow:
    standing = [one for one in page.reviews if one.standing and one.field == field]
    verdict = standing[0].verdict if standing else None
    pieces = [page.full[span.start : span.end] for span in field_spans(page.spans, field)]
    return FieldRow(
        name=field,
        heading=names.field_name(field),
        value=value_words(field, current_value(page.row, field)),
        machine=value_words(field, page.machine[field]) if field in page.machine else None,
        newer=_newer(page, field),
        words=" … ".join(piece.replace("\n", " ") for piece in pieces),
        verdict=verdict,
        verdict_name=names.review_name(verdict) if verdict else "",
    )


def _newer(page: MandatePage, field: str) -> str | None:
    return value_words(field, page.carried[field]) if field in page.carried else None


def current_value(row: MandateRow, field: str) -> Any:
    """Return a field's value in force, in the shape the record has it."""
    if field in ("addressees", "qualifiers", "topics"):
        return list(getattr(row, field))
    if field == "deliverable":
        if not (row.deliverable_what or row.deliverable_to or row.deliverable_when):
            return None
        due = None
        if row.due_session is not None:
            due = {
                "body": row.due_body,
                "session": row.due_session,
                "from": row.due_from.isoformat() if row.due_from else None,
                "to": row.due_to.isoformat() if row.due_to else None,
            }
        return {
            "what": row.deliverable_what,
            "to": row.deliverable_to or None,
            "when": row.deliverable_when or None,
            "due": due,
        }
    return getattr(row, field)


def _review(review: Review) -> dict[str, Any]:
    field = review.field
    return {
        "review": review,
        "verdict": names.review_name(review.verdict),
        "field": names.field_name(field) if field else "",
        "machine": value_words(field, review.machine) if field else "",
        "value": value_words(field, review.value) if field else "",
    }
