"""The list of rows with facets, pictures and files; what is outdated; the treaties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.shortcuts import render
from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.frame.exports import Column
from cpcj.frame.lists import Facet, Listing, ListPage, Sort, Words
from cpcj.frame.permissions import Permission, require
from cpcj.register.budget import names, queries
from cpcj.register.budget.models import Line, Treaty
from cpcj.register.budget.pictures import by_year
from cpcj.register.pictures.bars import Bar, bars
from cpcj.register.presentation.addresses import cited_by_address
from cpcj.register.presentation.names import instrument_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from cpcj.register.pictures.svg import Picture


def _by_words(records: QuerySet[Line], words: str) -> QuerySet[Line]:
    for word in words.split()[:8]:
        records = records.filter(
            Q(citation__icontains=word) | Q(printed__icontains=word)
            | Q(description__icontains=word)
        )  # fmt: skip
    return records


class LineList(ListPage[Line]):
    """The rows of all editions."""

    model = Line
    name = "budget-mandates"
    title = _("Legislative mandates of the programme budget")
    template_name = "budget/list.html"
    empty_words = _("No row matches.")
    filters = (
        Words("q", _("Words"), _by_words),
        Facet("year", _("Year of the budget"), "year"),
        Facet("state", _("Status"), "state", words=names.state_name),
        Facet("subprogramme", _("Subprogramme"), "subprogramme", words=names.subprogramme_name),
        Facet("body", _("Body"), "body", words=names.body_of),
        Facet("kind", _("Kind"), "kind", words=names.kind_name),
        Facet("adopted", _("Year of adoption"), "year_from", limit=100),
        Facet("publisher", _("The publisher's symbol"), "publisher",
              words=lambda one: names.PUBLISHER.get(one, one)),
    )  # fmt: skip
    sorts = (
        Sort("list", _("As listed"), ("-year", "position")),
        Sort("body", _("Body"), ("body", "identifier")),
        Sort("citation", _("Citation"), ("citation",)),
    )
    columns = (
        Column("budget_year", _("Year"), lambda one: one.year),
        Column("citation", _("Text"), lambda one: one.citation or one.printed, names.line_address),
        Column("title", _("Title as listed"), lambda one: one.description),
        Column("subprogramme", _("Subprogramme"), lambda one: one.subprogramme, listed=False),
        Column("subprogramme_title", _("Title"), lambda one: one.subprogramme_title, listed=False),
        Column("source", _("Heading"), lambda one: one.source, listed=False),
        Column("printed", _("As printed"), lambda one: one.printed, listed=False),
        Column("body", _("Body"), lambda one: one.body, listed=False),
        Column("kind", _("Kind"), lambda one: one.kind, listed=False),
        Column("session", _("Session"), lambda one: one.session, listed=False),
        Column("number", _("Number"), lambda one: one.number, listed=False),
        Column("adopted_from", _("Adopted"), lambda one: one.year_from, listed=False),
        Column("adopted_to", _("Adopted"), lambda one: one.year_to, listed=False),
        Column("symbol", _("Symbol"), lambda one: one.symbol or None, listed=False),
        Column("identifier", _("Identifier"), lambda one: one.identifier or None, listed=False),
        Column("publisher_symbol", _("The publisher's symbol"),
               lambda one: one.publisher_symbol or None, listed=False),
        Column("carries", _("Adopts"), lambda one: one.carries or None, listed=False),
        Column("state", _("Status"), lambda one: one.state),
        Column("reasons", _("Reasons"), lambda one: [words for _key, words in one.reasons],
               listed=False),
        Column("corrected", _("Corrected"), lambda one: one.corrected, listed=False),
    )  # fmt: skip

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer whoever may see the lists."""
        require(request.user, Permission.BUDGET_VIEW)
        return super().get(request, *args, **kwargs)

    def records(self) -> QuerySet[Line]:
        """Return the rows with their state."""
        found: QuerySet[Line] = queries.lines(self.request.user)
        return found

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add states in words, what is outdated, the pictures and the editions."""
        later = queries.later_texts(self.request.user, listing.records)
        rows = [
            {
                "line": line,
                "href": names.line_address(line),
                "adopted": names.adopted(line),
                "state": line.state,
                "state_name": names.state_name(line.state),
                "subprogramme": names.subprogramme_name(line.subprogramme),
                "later": later.get(line.pk),
                "carries": names.CARRIES.get(line.carries, ""),
            }
            for line in listing.records
        ]
        chosen = self.chosen()
        narrowed = self.narrowed(self.records(), chosen)
        context = super().context(listing)
        return {
            **context,
            "lines": rows,
            "editions": queries.editions(self.request.user),
            "pictures": self._pictures(narrowed, listing) if listing.records else [],
        }

    def _pictures(self, records: QuerySet[Line], listing: Listing) -> list[Picture]:
        rtl = get_language_bidi()
        kept = [pair for pair in listing.filter_parameters if pair[0] not in {"body", "adopted"}]

        def href(name: str, value: object) -> str:
            return f"?{urlencode([*kept, (name, value)])}"

        plain = records.order_by()
        bodies = plain.values_list("body").annotate(n=Count("pk")).order_by("-n", "body")
        years = dict(
            plain.filter(year_from=F("year_to")).values_list("year_from").annotate(n=Count("pk"))
        )
        of_bodies = bars(
            gettext("By body"),
            (gettext("Body"), gettext("Rows")),
            [Bar(names.body_of(body), n, href("body", body)) for body, n in bodies if body],
            rtl=rtl,
        )
        hrefs = {year: href("adopted", year) for year in years}
        return [of_bodies, by_year("budget-years", years, hrefs, rtl=rtl)]


@require_safe
def outdated(request: HttpRequest) -> HttpResponse:
    """List the rows of which a later text of the series is held or listed."""
    require(request.user, Permission.BUDGET_VIEW)
    years = [edition.year for edition in queries.editions(request.user)]
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and int(wanted[:5]) in years else None
    year = year or (years[0] if years else None)
    rows = list(queries.lines(request.user).filter(year=year).order_by("position"))
    later = queries.later_texts(request.user, rows)
    norms = sum(1 for line in rows if line.carries)
    with_title = sum(1 for line in rows if line.series and line.identifier)
    context = {
        "year": year,
        "years": years,
        "rows": [
            (line, names.line_address(line), later[line.pk]) for line in rows if line.pk in later
        ],
        "all": len(rows),
        "norms": norms,
        "unknown": len(rows) - len(later) - norms,
        "untitled": len(rows) - with_title,
    }
    return render(request, "budget/outdated.html", context)


@require_safe
def treaties(request: HttpRequest) -> HttpResponse:
    """List the treaties of each edition, with the instruments they mean."""
    require(request.user, Permission.BUDGET_VIEW)
    found: dict[int, list[dict[str, Any]]] = {}
    listed = Treaty.objects.visible_to(request.user).select_related("edition")
    for treaty in listed.order_by("-edition__year", "position", "pk"):
        found.setdefault(treaty.edition.year, []).append({
            "treaty": treaty,
            "subprogramme": names.subprogramme_name(treaty.subprogramme),
            "instruments": [
                (instrument_name(key), cited_by_address(key))
                for key in treaty.instruments
            ],
        })  # fmt: skip
    return render(request, "budget/treaties.html", {"editions": list(found.items())})
