"""What is asked of a State and what it has answered: one page to print, or to save."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.documents.answers import document_file
from cpcj.documents.contents import Kind
from cpcj.documents.rendering import Form
from cpcj.frame.exports import FORMATS, Column, save_as
from cpcj.frame.permissions import Permission, allows, require
from cpcj.frame.sections import Subject, sections
from cpcj.register.presentation.addresses import mandate_address
from cpcj.register.presentation.called import place_name
from cpcj.register.presentation.names import instrument_name, topic_name
from cpcj.register.reporting import names as reporting
from cpcj.resolutions.topics import topics
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties import names, queries
from cpcj.treaties.asked import (
    Asked,
    Wanted,
    addressed_parties,
    all_asked,
    asked,
    asked_keys,
    binding,
    duties_of,
    party_keys,
)
from cpcj.treaties.asked_document import MOST, answers_document
from cpcj.treaties.knowledge import places
from cpcj.treaties.rules.duties import Answered, Owed
from cpcj.treaties.views.days import day_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from cpcj.frame.permissions import Actor

PAGE = 50

COLUMNS = (
    Column("kind", _("Kind"), lambda row: row["kind"]),
    Column("id", _("Identifier"), lambda row: row["id"]),
    Column("instrument", _("Instrument"), lambda row: row["instrument"]),
    Column("words", _("Words"), lambda row: row["words"]),
    Column("since", _("Since"), lambda row: row["since"]),
    Column("due", _("Due"), lambda row: row["due"]),
    Column("answer", _("Answer"), lambda row: row["answer"]),
    Column("answered_on", _("Answered on"), lambda row: row["answered_on"]),
)


@require_safe
def asked_of(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the duties and mandates of a State on a day, with their answers; save them as a file."""
    require(request.user, Permission.TREATY_VIEW)
    known = states().get(code)
    if known is None:
        raise Http404(code)
    held = queries.participation(request.user)
    instrument = request.GET.get("instrument", "")
    topic = request.GET.get("topic", "")
    wanted = Wanted(
        code,
        day_of(request),
        instrument if instrument in held.instruments() else "",
        topic if topic in {one.key for one in topics()} else "",
    )
    # No duty is about a topic of mandates.
    owed = [] if wanted.topic else duties_of(request.user, held, wanted)
    keys = asked_keys(request.user, held, wanted)
    known_on = min(held.known_on.values(), default=None)
    form = request.GET.get("format", "")
    if form in FORMATS:
        rows = [_duty_row(one) for one in owed]
        rows += [_mandate_row(one) for one in all_asked(request.user, held, wanted, keys)]
        return save_as(form, f"asked-of-{code.lower()}", COLUMNS, rows)
    if "form" in request.GET:
        found = all_asked(request.user, held, wanted, keys[:MOST])
        return document_file(
            request,
            Kind.STATE_ANSWERS,
            answers_document(wanted, known_on, owed, found, len(keys)),
            name=f"asked-of-{code.lower()}",
            page=reverse("treaties:asked", args=[code]),
        )
    page = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    kept = {
        name: value
        for name, value in (
            ("on", request.GET.get("on", "")),
            ("instrument", wanted.instrument),
            ("topic", wanted.topic),
        )
        if value
    }
    context = {
        "code": code,
        "name": names.participant_name(code, wanted.day),
        "day": wanted.day,
        "known_on": known_on,
        "unsaid": addressed_parties().unsaid,
        "wanted": wanted,
        "instruments": [
            (key, instrument_name(key)) for key in sorted(binding(held, code, wanted.day))
        ],
        "topics": [(one.key, topic_name(one.key)) for one in topics()],
        "duties": shown_duties(request.user, owed, may_record=_may_record(request)),
        "duties_by_answer": [
            (names.ANSWERED[kind], sum(1 for one in owed if one.answered is kind))
            for kind in Answered
        ],
        "page": page,
        "mandates": [
            _shown(one) for one in asked(request.user, held, wanted, list(page.object_list))
        ],
        "kept": urlencode(kept),
        "formats": [
            (words, f"?{urlencode({**kept, name: one})}")
            for name, one, words in (
                *(("format", one, one.upper()) for one in FORMATS),
                ("form", Form.WORD.value, _("Word")),
                ("form", Form.PDF.value, "PDF"),
            )
        ],
        "sections": sections(request, Subject.STATE, code) if page.number == 1 else [],
    }
    return render(request, "treaties/asked.html", context)


def _may_record(request: HttpRequest) -> bool:
    return allows(request.user, Permission.TREATY_RECORD)


def shown_duties(user: Actor, owed: list[Owed], *, may_record: bool) -> list[dict[str, Any]]:
    """Return duties as a page shows them; the addresses of their provisions in one statement."""
    held = places(frozenset(one.duty.provision for one in owed), user)
    return [
        {
            "words": one.duty.words,
            "where": one.duty.where,
            "instrument": instrument_name(one.duty.instrument),
            "instrument_href": reverse("treaties:instrument", args=[one.duty.instrument]),
            "provision": names.provision_words(one.duty.provision),
            "href": held.get(one.duty.provision),
            "toward": names.TOWARD[one.duty.toward],
            "due": names.DUE[one.duty.due],
            "since": one.since,
            "answered": one.answered.value,
            "answered_name": names.ANSWERED[one.answered],
            "by": one.by,
            "by_href": reverse("treaties:declaration", args=[one.by.key]) if one.by else "",
            "unknown": names.UNKNOWN.get(one.duty.unknown, ""),
            "record_href": _record_href(one) if may_record else "",
        }
        for one in owed
    ]


def _record_href(one: Owed) -> str:
    if one.duty.answered_by is None or one.answered is Answered.ANSWERED:
        return ""
    given = {
        "instrument": one.duty.instrument,
        "sort": "notification",
        "matter": one.duty.answered_by.value,
        "provisions": one.duty.provision.partition("#")[2],
    }
    return f"{reverse('treaties:record')}?{urlencode(given)}"


def _shown(one: Asked) -> dict[str, Any]:
    row = one.line.row
    return {
        "row": row,
        "place": place_name(row.provision),
        "href": mandate_address(row.identifier),
        "words": f"{row.phrase} {row.action}".strip(),
        "treaties": [instrument_name(key) for key in one.treaties],
        "evidence": names.EVIDENCE.get(one.evidence, "") if one.treaties else "",
        "status": one.status,
        "due": [
            {
                "when": reporting.due_words(each.body, each.session, each.start, each.end),
                "state": reporting.state_name(each.state),  # type: ignore[attr-defined]
                "answered_by": each.answered_by,
                "answered_on": each.answered_on,
            }
            for each in one.due
        ],
    }


def _duty_row(one: Owed) -> dict[str, Any]:
    return {
        "kind": "duty",
        "id": one.duty.provision,
        "instrument": one.duty.instrument,
        "words": one.duty.words,
        "since": one.since,
        "due": str(names.DUE[one.duty.due]),
        "answer": str(names.ANSWERED[one.answered]),
        "answered_on": one.by.on if one.by else None,
    }


def _mandate_row(one: Asked) -> dict[str, Any]:
    row = one.line.row
    answered = next((each for each in one.due if each.answered_by), None)
    answers = [one.status, *(each.answered_by for each in one.due if each.answered_by)]
    return {
        "kind": "mandate",
        "id": row.identifier,
        "instrument": list(one.treaties),
        "words": f"{row.phrase} {row.action}".strip(),
        "since": row.date,
        "due": next((each.start for each in one.due if each.start), row.due_from),
        "answer": [answer for answer in answers if answer],
        "answered_on": answered.answered_on if answered else None,
    }


def few_asked(request: HttpRequest, code: str, day: dt.date) -> dict[str, Any]:
    """Return what a State's own page shows: its duties, the latest mandates to it as a party."""
    held = queries.participation(request.user)
    wanted = Wanted(code, day)
    keys = asked_keys(request.user, held, wanted)
    as_party = party_keys(held, wanted, keys)
    return {
        "duties": shown_duties(
            request.user, duties_of(request.user, held, wanted), may_record=_may_record(request)
        ),
        "asked_count": len(keys),
        "asked_as_party": len(as_party),
        "asked": [_shown(one) for one in asked(request.user, held, wanted, as_party[:_FEW])],
    }


_FEW = 10
