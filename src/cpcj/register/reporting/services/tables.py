"""Tables of documents that an office brings in, and single documents entered by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.utils import timezone

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.reporting.models import LONG_AGO, Deadline, DocumentTable, ListedReport
from cpcj.register.reporting.rules.tables import TableRow, to_csv
from cpcj.register.reporting.services.answering import refresh
from cpcj.register.reporting.services.settling import ENTERED
from cpcj.register.services.act_rows import stored

TABLE = "table"
"""How a document is listed that a table names."""
_PIECE = 500


@service(permission=Permission.REPORTING_IMPORT)
def take_table(
    change: Change, name: str, rows: Sequence[TableRow], *, replace: bool
) -> DocumentTable | None:
    """Store a table of documents.

    Args:
        change: the change that is made.
        name: the file's name.
        rows: its documents.
        replace: whether it takes the place of earlier tables of the same name.

    Returns:
        The table; None where the same rows are held already.
    """
    digest = hashlib.sha256(to_csv(rows).encode()).hexdigest()
    live = DocumentTable.objects.filter(withdrawn_at=None)
    if not rows or live.filter(digest=digest).exists():
        change.nothing()
        return None
    if replace:
        live.filter(name=stored(name, 255)).update(
            withdrawn_at=timezone.now(), withdrawn_reason="replaced"
        )
    table = DocumentTable(
        name=stored(name, 255), digest=digest, rows=len(rows), uploaded_by_id=change.actor.pk
    )
    table.save()
    ListedReport.objects.bulk_create(
        [
            ListedReport(
                symbol=stored(row.symbol, 255),
                title=stored(row.title),
                date=row.date or LONG_AGO,
                body=row.body,
                session=row.session,
                listing=TABLE,
                table=table,
            )
            for row in rows
        ],
        batch_size=_PIECE,
    )
    refresh(Deadline.objects.all())
    change.created(table, ("name", "digest", "rows"), note="replace" if replace else "add")
    return table


@service(permission=Permission.REPORTING_IMPORT, on="table")
def withdraw_table(change: Change, table: DocumentTable, *, reason: str) -> None:
    """Take a table back: its documents count no more, and what they answered is open again."""
    if table.withdrawn_at is not None:
        change.nothing()
        return
    before = change.values(table, "withdrawn_at", "withdrawn_reason")
    table.withdrawn_at, table.withdrawn_reason = timezone.now(), stored(reason)
    table.save()
    refresh(Deadline.objects.all())
    change.altered(table, before, note="withdrawn")


@service(permission=Permission.REPORTING_IMPORT)
def enter_report(
    change: Change,
    *,
    symbol: str,
    title: str,
    date: dt.date | None,
    body: str,
    session: int,
) -> ListedReport:
    """Enter one document that no text and no table lists."""
    report = ListedReport(
        symbol=stored(symbol, 255),
        title=stored(title),
        date=date or LONG_AGO,
        body=body,
        session=session,
        listing=ENTERED,
    )
    report.save()
    refresh(Deadline.objects.filter(body=body, session=session))
    change.created(report, ("symbol", "title", "body", "session"))
    return report
