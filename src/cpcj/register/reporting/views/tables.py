"""Documents that are listed, and the tables of documents that an office brings in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.frame.exports import Column
from cpcj.frame.forms import FormPage, dress
from cpcj.frame.lists import Facet, ListPage, Sort, Words
from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.forms import ReasonForm
from cpcj.register.presentation.addresses import text_address
from cpcj.register.reporting import names
from cpcj.register.reporting.forms import DocumentForm, TableForm
from cpcj.register.reporting.models import LONG_AGO, DocumentTable, ListedReport
from cpcj.register.reporting.rules.tables import LARGEST, Table, TableError, read_table, to_csv
from cpcj.register.reporting.services import tables as services
from cpcj.register.reporting.services.settling import remove_report
from cpcj.register.views.lists import page_number

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

_PAGE = 50
_SHOWN = 200
"""Rows and errors of a dry run that the page shows."""

ERRORS = {
    "no-symbol": _("no document symbol"),
    "bad-symbol": _("no document symbol can be read"),
    "bad-date": _("no day can be read"),
    "unknown-body": _("no such body is known"),
    "no-body": _("the body is not given, and the symbol does not say it"),
    "no-session": _("the session is not given, and the symbol does not say it"),
    "bad-session": _("no session can be read"),
    "twice": _("the symbol stands in an earlier row"),
}


def _of_words(records: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Return the documents whose symbol begins, or whose title holds, the words."""
    symbols = records.filter(symbol__istartswith="".join(words.split()))
    return symbols | records.filter(title__icontains=words.strip())


class DocumentList(ListPage[ListedReport]):
    """The documents that texts, tables and people list."""

    model = ListedReport
    name = "documents"
    title = _("Documents listed")
    template_name = "reporting/documents.html"
    empty_words = _("No document is listed in the texts held, and no table was brought in.")
    related = ("text", "table")
    filters = (
        Words("q", _("Symbol or words of the title"), _of_words),
        Facet("body", _("Body"), "body", words=names.body_name),
        Facet("session", _("Session"), "session"),
        Facet("listing", _("Where listed"), "listing", words=lambda one: names.LISTINGS[one]),
    )
    sorts = (
        Sort("symbol", _("Symbol"), ("symbol",)),
        Sort("latest", _("Latest first"), ("-date",)),
    )
    columns = (
        Column("symbol", _("Symbol"), lambda one: one.symbol),
        Column("title", _("Title"), lambda one: one.title),
        Column("date", _("Date"), lambda one: None if one.date == LONG_AGO else one.date),
        Column("body", _("Body"), lambda one: one.body),
        Column("session", _("Session"), lambda one: one.session),
        Column("listing", _("Where listed"), lambda one: one.listing),
        Column("place", _("Listed by"), lambda one: one.provision),
    )

    def records(self) -> QuerySet[ListedReport]:
        """Return the documents that count."""
        found: Any = ListedReport.objects.visible_to(self.request.user)
        return found.live()

    def context(self, listing: Any) -> dict[str, Any]:
        """Add where each document is listed."""
        lines = [
            {
                "report": one,
                "how": names.LISTINGS.get(one.listing, one.listing),
                "href": text_address(one.provision) if one.provision else "",
                "place": (names.place_name(f"{one.body}:{one.session}") if one.session else ""),
                "on": None if one.date == LONG_AGO else one.date,
            }
            for one in listing.records
        ]
        may_remove = allows(self.request.user, Permission.REPORTING_MATCH)
        return {"listing": listing, "lines": lines, "may_remove": may_remove}


@require_safe
def table_list(request: HttpRequest) -> HttpResponse:
    """List the tables brought in, the latest first."""
    require(request.user, Permission.REPORTING_IMPORT)
    found = DocumentTable.objects.visible_to(request.user).select_related("uploaded_by")
    page = Paginator(found.order_by("-pk"), _PAGE).get_page(page_number(request))
    return render(request, "reporting/tables.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Try a table first, say what is wrong with which row, and store it when that is asked."""
    require(request.user, Permission.REPORTING_IMPORT)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        dress(form)
        context = {"form": form, "megabytes": LARGEST >> 20}
        return render(request, "reporting/upload_table.html", context)
    given = form.cleaned_data
    if given["rows"]:  # what the dry run showed, confirmed
        content, name = given["rows"].encode(), given["name"] or "table.csv"
    else:
        content, name = given["table"].read(LARGEST + 1), given["table"].name
    try:
        table = read_table(content, name)
    except TableError as error:
        form.add_error(None, str(error))
        dress(form)
        context = {"form": form, "megabytes": LARGEST >> 20}
        return render(request, "reporting/upload_table.html", context)
    if given["rows"]:
        return _store(request, table, name, replace=given["mode"] == "replace")
    return render(request, "reporting/dry_run.html", _dry_run(table, name, given["mode"]))


def _store(request: HttpRequest, table: Table, name: str, *, replace: bool) -> HttpResponse:
    made = services.take_table(request.user, name, table.rows, replace=replace)
    if made is None:
        messages.info(request, gettext("These rows are held already."))
    else:
        words = ngettext("%(n)s document was taken.", "%(n)s documents were taken.", made.rows)
        messages.success(request, words % {"n": made.rows})
    return redirect(reverse("reporting:tables"))


def _dry_run(table: Table, name: str, mode: str) -> dict[str, Any]:
    return {
        "name": name,
        "mode": mode,
        "count": len(table.rows),
        "error_count": len(table.errors),
        "rows": [
            (row, names.place_name(f"{row.body}:{row.session}")) for row in table.rows[:_SHOWN]
        ],
        "errors": [(one, ERRORS.get(one.code, one.code)) for one in table.errors[:_SHOWN]],
        "content": to_csv(table.rows),
    }


class WithdrawTable(FormPage):
    """Take a table back."""

    permission = Permission.REPORTING_IMPORT
    form_class = ReasonForm
    title = _("Take a table of documents back")
    submit = _("Take back")
    done_message = _("The table was taken back; its documents count no more.")

    def act(self, form: forms.Form) -> str:
        """Withdraw it."""
        seen = DocumentTable.objects.visible_to(self.request.user)
        table = get_object_or_404(seen, pk=self.kwargs["key"])
        services.withdraw_table(self.request.user, table, reason=form.cleaned_data["reason"])
        return reverse("reporting:tables")


class RemoveDocument(FormPage):
    """Remove a document."""

    permission = Permission.REPORTING_MATCH
    form_class = ReasonForm
    title = _("Remove a document from what is listed")
    submit = _("Remove")
    done_message = _("The document was removed; what it answered is open again.")

    def act(self, form: forms.Form) -> str:
        """Remove it."""
        seen = ListedReport.objects.visible_to(self.request.user)
        report = get_object_or_404(seen, pk=self.kwargs["key"])
        remove_report(self.request.user, report, reason=form.cleaned_data["reason"])
        return reverse("reporting:documents")


class AddDocument(FormPage):
    """Enter one document."""

    permission = Permission.REPORTING_IMPORT
    form_class = DocumentForm
    title = _("Enter a document")
    submit = _("Enter")
    done_message = _("The document was entered.")

    def act(self, form: forms.Form) -> str:
        """Enter it."""
        said = form.cleaned_data
        services.enter_report(
            self.request.user,
            symbol=said["symbol"],
            title=said["title"],
            date=said["date"],
            body=said["body"],
            session=said["session"],
        )
        return reverse("reporting:documents")
