"""The kind of table that requests have: letters that the office received, a row each."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.models import Origin, Request, Urgency
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.services.importing import Kind, Row
from cpcj.assistance.portfolio.services.tables import items
from cpcj.assistance.services.asking import Asked, corrected, recorded
from cpcj.assistance.services.recording import RequestError
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change
from cpcj.resolutions.vocabulary.states import states


def _day(words: str) -> dt.date:
    try:
        # A spreadsheet's day comes with a time of nothing.
        return dt.date.fromisoformat(words.partition("T")[0])
    except ValueError:
        raise PortfolioError(gettext("“%s” is no day as 2026-03-01.") % words[:20]) from None


def _asked(row: Row) -> Asked:
    return Asked(
        title=row.get("title", ""),
        asked=row.get("asked", ""),
        topics=items(row.get("topics", "")),
        mandates=items(row.get("mandates", "")),
        articles=items(row.get("articles", "")),
        legal_basis=row.get("legal_basis", ""),
        beneficiaries=row.get("beneficiaries", ""),
        urgency=row.get("urgency", "").casefold() or Urgency.ORDINARY,
        origin=row.get("origin", "").casefold() or Origin.STATE,
        language=row.get("language", "").casefold() or "en",
    )


def _held(row: Row, state: str, received: dt.date) -> Request | None:
    """Return the request that a row is about: by its number, else the same letter's."""
    if number := row.get("number", "").upper():
        found: Request | None = Request.objects.filter(number=number).first()
        if found is None:
            raise PortfolioError(gettext("There is no request with the number %s.") % number[:20])
        if (found.state, found.received) != (state, received):
            raise PortfolioError(gettext("State and day of receipt of a request stay as they are."))
        return found
    same: Request | None = Request.objects.filter(
        state=state, received=received, title=row.get("title", "")
    ).first()
    return same


def _write(change: Change, row: Row, replace: bool) -> object:  # noqa: FBT001 - of Kind
    state, received = row.get("state", "").upper(), _day(row.get("received", ""))
    if state not in states():
        raise PortfolioError(gettext("There is no such State: %s") % state[:40])
    held = _held(row, state, received)
    if held is not None and not replace:
        raise PortfolioError(gettext("This request is held already: %s") % held.number)
    try:
        if held is not None:
            return corrected(change, held, _asked(row))
        return recorded(change, state, _asked(row), received=received)
    except RequestError as error:
        raise PortfolioError(str(error)) from error


REQUESTS = Kind(
    name="requests",
    title=_("Requests for assistance"),
    columns=(
        ("number", _("number of the request to replace; empty for a new one")),
        ("state", _("code of the State (three letters)")),
        ("received", _("day of receipt, as 2026-03-01")),
        ("title", _("title")),
        ("asked", _("what is asked, in the State’s own words")),
        ("topics", _("keys of crime areas: corruption; trafficking_in_persons")),
        ("mandates", _("identifiers of paragraphs: A/RES/70/178#op46")),
        ("articles", _("identifiers of treaty articles: UNTOC#art18")),
        ("legal_basis", _("the treaty, agreement or law that the assistance rests on")),
        ("beneficiaries", _("whom it is for")),
        ("urgency", _("ordinary, soon or emergency; empty is ordinary")),
        ("origin", _("state, review, questionnaire or conference; empty is state")),
        ("language", _("language to write in: ar, zh, en, fr, ru, es; empty is en")),
    ),
    needed=frozenset({"state", "received", "title", "asked"}),
    clear=lambda _rows: None,
    write=_write,
    permission=Permission.REQUEST_HANDLE,
)  # fmt: skip
