"""The calendar as a list: filters, state on a day, and the files of the same rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cpcj.frame.exports import Column
from cpcj.frame.lists import DrawnFacet, Facet, ListPage, SavedAs, Sort, Words
from cpcj.register.presentation import names as register_names
from cpcj.register.presentation.addresses import mandate_address, text_address
from cpcj.register.presentation.called import place_name
from cpcj.register.reporting import names
from cpcj.register.reporting.models import LONG_AGO, Deadline, EntryValue
from cpcj.register.reporting.queries.calendar import UnitFacet, ValueFacet, deadlines_on
from cpcj.register.reporting.rules.states import State
from cpcj.register.reporting.services.deriving import up_to_date
from cpcj.register.reporting.units import knows_units, unit_names, units_of
from cpcj.register.reporting.views.asked import day_asked
from cpcj.register.reporting.views.files import extract_response, ical_response

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


def _of_day(records: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Return the records: the day is asked for before anything else, see ``records``."""
    return records


def _find_words(records: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Return the deadlines whose paragraph holds all the words."""
    for word in words.split()[:8]:
        records = records.filter(entry__words__icontains=word)
    return records


def entry_address(identifier: str) -> str:
    """Return the page of an entry."""
    return reverse("reporting:entry", args=[identifier])


def due_words(row: Any) -> str:
    """Return when a deadline falls, in words."""
    return names.due_words(row.body, row.session, row.start, row.end)


def addressees(row: Any) -> list[str]:
    """Return who is asked, by name."""
    return [register_names.addressee_name(one) for one in row.entry.addressees]


FILTERS = (
    Words("on", _("As of"), _of_day),
    Words("q", _("Words"), _find_words),
    Facet("state", _("Status"), "state", words=names.state_name),
    Facet("due", _("Due at"), "place", words=names.place_name),
    Facet("body", _("Body"), "body", words=names.body_name),
    ValueFacet(
        "addressee", _("Who is asked"), "entry__values__value", many=True,
        words=register_names.addressee_name, kind=EntryValue.Field.ADDRESSEE.value,
    ),
    ValueFacet(
        "topic", _("Topic"), "entry__values__value", many=True,
        words=register_names.topic_name, kind=EntryValue.Field.TOPIC.value,
    ),
    Facet("recurs", _("Recurs"), "entry__recurrence", words=names.recurrence_name),
)  # fmt: skip


class CalendarList(ListPage[Deadline]):
    """Every deadline with its state on a day."""

    model = Deadline
    name = "calendar"
    title = _("All deadlines")
    template_name = "reporting/list.html"
    empty_words = _("No deadline matches these filters.")
    related = ("entry__text",)
    sorts = (
        Sort("coming", _("What is ahead first"), ("over", "order_on")),
        Sort("soonest", _("Earliest first"), ("order_on",)),
        Sort("latest", _("Latest first"), ("-order_on",)),
        Sort("asked", _("Asked last"), ("-asked_on",)),
    )
    columns = (
        Column("identifier", _("Request"), lambda row: row.entry.identifier),
        Column("body", _("Body"), lambda row: row.body or None),
        Column("session", _("Session"), lambda row: row.session),
        Column("from", _("First day"), lambda row: row.start),
        Column("to", _("Last day"), lambda row: row.end),
        Column("state", _("Status"), lambda row: row.state),
        Column("addressees", _("Who is asked"), lambda row: row.entry.addressees),
        Column("reports_to", _("Reported to"), lambda row: row.entry.to or None),
        Column("what", _("What"), lambda row: row.entry.what),
        Column("when", _("Time as printed"), lambda row: row.entry.when or None),
        Column("recurs", _("Recurs"), lambda row: row.entry.recurrence or None),
        Column("topics", _("Topics"), lambda row: row.entry.topics),
        Column("basis", _("Basis"), lambda row: row.basis),
        Column("answered_by", _("Answered by"), lambda row: row.answered_by or None),
        Column("may_answer", _("May be answered by"), lambda row: row.proposed_by or None),
        Column("noted_by", _("Taken note of by"), lambda row: row.noted_by or None),
        Column("trace", _("Traceable"), lambda row: row.trace),
        Column("text", _("Text"), lambda row: row.entry.text.identifier),
        Column("title", _("Title"), lambda row: row.entry.text.title),
        Column("words", _("Words"), lambda row: row.entry.words),
    )
    form = ""
    """The file that the address itself asks for: "ics" or "docx"; empty for the page."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the day, and add the filter by unit where a room knows units."""
        super().setup(request, *args, **kwargs)
        self.on: dt.date | None
        try:
            self.on = day_asked(request)
        except ValueError:
            self.on = None
        if knows_units():
            named = unit_names(request.user)
            unit = UnitFacet(
                "unit", _("Unit"), "", many=True, user=request.user,
                words=lambda code: named.get(code, code),
            )  # fmt: skip
            self.filters = (*FILTERS, unit)  # type: ignore[misc]
        else:
            self.filters = FILTERS  # type: ignore[misc]

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer with the page or a file; an unreadable day is said."""
        if self.on is None:
            return HttpResponseBadRequest("unreadable day: write on=YYYY-MM-DD")
        if not self.form:
            return super().get(request, *args, **kwargs)
        try:
            found = self.narrowed(self.records(), self.chosen())
            rows = self.ordered(found, self.sort())
            if self.form == "ics":
                return ical_response(request, rows, self.on)
            return extract_response(request, rows, self.on)
        except ValueError:
            return HttpResponseBadRequest("unreadable filter")

    def records(self) -> QuerySet[Deadline]:
        """Return the deadlines of what was asked by the day; without those set aside."""
        found = deadlines_on(self.request.user, self.on or dt.date.max)
        if State.SET_ASIDE.value in self.request.GET.getlist("state"):
            return found
        return found.filter(set_aside=False)

    def context(self, listing: Any) -> dict[str, Any]:
        """Add what the template draws beside the list."""
        units = units_of([row.entry.identifier for row in listing.records], self.request.user)
        pairs = [*listing.filter_parameters, *listing.kept_parameters]
        address = self.request.build_absolute_uri(reverse("reporting:ics"))
        query = urlencode([pair for pair in pairs if pair[0] != "on"])
        subscription = f"{address}?{query}" if query else address
        listing.exports += [
            SavedAs("Word", f"{reverse('reporting:extract')}?{urlencode(pairs)}"),
            SavedAs("ICS", f"{reverse('reporting:ics')}?{urlencode(pairs)}"),
        ]
        return {
            "listing": listing,
            "on": self.on,
            "on_asked": bool(self.request.GET.get("on")),
            "kept": [pair for pair in pairs if pair[0] != "on"],
            "lines": [line(row, units) for row in listing.records],
            "subscription": subscription,
            "webcal": "webcal" + subscription[subscription.index(":") :],
            "behind": not up_to_date(),
        }

    def _facets(self, chosen: dict[str, list[str]]) -> Iterator[DrawnFacet]:
        """Draw the filters; the day has a form of its own above."""
        return (facet for facet in super()._facets(chosen) if facet.name != "on")


def deadline_record(row: Any) -> dict[str, Any]:
    """Return a deadline as the list saves it as JSON, for programs and the open data."""
    return {column.name: column.value(row) for column in CalendarList.columns}


def line(row: Any, units: Any = None) -> dict[str, Any]:
    """Return what a template shows of a deadline."""
    entry = row.entry
    return {
        "row": row,
        "entry": entry,
        "href": entry_address(entry.identifier),
        "mandate_href": mandate_address(entry.identifier),
        "text_href": text_address(entry.identifier),
        "called": place_name(entry.identifier),
        "due": due_words(row),
        "place": names.place_name(row.place) if row.place else due_words(row),
        "addressees": addressees(row),
        "to": names.body_name(entry.to) if entry.to else "",
        "state": row.state,
        "state_name": names.state_name(row.state),
        "state_help": names.STATE_HELP[row.state],
        "tone": names.TONES[row.state],
        "trace": names.TRACES.get(row.trace, ""),
        "basis": names.BASES[row.basis],
        "doubts": [names.doubt_name(code) for code in entry.doubts],
        "recurs": names.recurrence_name(entry.recurrence) if entry.recurrence else "",
        "asked_on": None if entry.asked_on == LONG_AGO else entry.asked_on,
        "unit": (units or {}).get(entry.identifier, ""),
    }
