"""The facts about deadlines: which document answers, which may, and whether one would be seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import QuerySet

from cpcj.register.models import Text
from cpcj.register.reporting.models import Deadline, ListedReport, Match
from cpcj.register.reporting.rules.matching import Listed, Wanted, proposed_answer
from cpcj.register.reporting.rules.tracing import Held, trace

_FACTS: Final = (
    "answered_by", "answered_on", "answer_title", "proposed_by", "proposed_on", "proposed_title",
    "noted_by", "traceable", "trace",
)  # fmt: skip
_NOTED = "noted"


def refresh(deadlines: QuerySet[Deadline]) -> int:
    """Bring the facts of deadlines to what is listed and matched now; returns how many changed."""
    rows: list[Any] = list(deadlines.select_related("entry__text__document"))
    reports = list(ListedReport.objects.live().select_related("text__document").order_by("pk"))
    by_place: defaultdict[tuple[str, int | None], list[ListedReport]] = defaultdict(list)
    by_symbol: defaultdict[str, list[ListedReport]] = defaultdict(list)
    for report in reports:
        by_place[report.body, report.session].append(report)
        by_symbol[report.symbol].append(report)
    matches: defaultdict[str, list[Match]] = defaultdict(list)
    for match in Match.objects.order_by("pk"):
        matches[match.deadline].append(match)
    held = _held()
    changed = []
    for row in rows:
        before = [getattr(row, name) for name in _FACTS]
        place = (row.body, row.session)
        listed = by_place[place] if row.session is not None else []
        _facts(row, listed, by_symbol, matches[row.key])
        found = trace(
            row.entry.text.series_id,
            row.entry.text.document.agenda_title,
            held.get(place, ()) if row.session is not None else (),
            followed=bool(matches[row.key]),
        )
        row.traceable, row.trace = found.traceable, found.why
        if before != [getattr(row, name) for name in _FACTS]:
            changed.append(row)
    Deadline.objects.bulk_update(changed, _FACTS, batch_size=100)
    return len(changed)


def _facts(
    row: Any,
    listed: Sequence[ListedReport],
    by_symbol: dict[str, list[ListedReport]],
    matches: Iterable[Match],
) -> None:
    row.answered_by = row.answer_title = row.proposed_by = row.proposed_title = row.noted_by = ""
    row.answered_on = row.proposed_on = None
    rejected = set()
    for match in matches:
        if not match.standing:
            continue
        if not match.answers:
            rejected.add(match.symbol)
        elif match.symbol in by_symbol:
            known = by_symbol[match.symbol]
            row.answered_by, row.answered_on = match.symbol, min(one.date for one in known)
            row.answer_title = _title(known)
    if not row.answered_by:
        _propose(row, [one for one in listed if one.symbol not in rejected], by_symbol)
    symbol = row.answered_by or row.proposed_by
    noting = [one for one in by_symbol.get(symbol, ()) if one.listing == _NOTED]
    row.noted_by = next(
        (one.provision for one in sorted(noting, key=lambda one: (not _adopted(one), one.pk))), ""
    )


def _adopted(report: ListedReport) -> bool:
    return report.text is not None and report.text.standing == "adopted"


def _propose(
    row: Any, listed: Sequence[ListedReport], by_symbol: dict[str, list[ListedReport]]
) -> None:
    entry = row.entry
    wanted = Wanted(entry.action, entry.text.title, tuple(entry.addressees))
    best = proposed_answer(wanted, [Listed(one.symbol, _subject(one)) for one in listed])
    if best is not None:
        known = by_symbol[best.symbol]
        row.proposed_by, row.proposed_on = best.symbol, min(one.date for one in known)
        row.proposed_title = _title(known)


def _subject(report: ListedReport) -> str:
    """Return a title that says what the document is about: "the report" is about its text."""
    text = report.text
    if report.listing == _NOTED and text is not None and " on " not in report.title:
        return f"{report.title} on {text.title}"
    return report.title


def _title(known: Sequence[ListedReport]) -> str:
    """Return the longest title printed for a document."""
    return max((one.title for one in known), key=len, default="")


def _held() -> dict[tuple[str, int], tuple[Held, ...]]:
    """Return what is held in which reports to a session of a body would be listed."""
    found: defaultdict[tuple[str, int], set[Held]] = defaultdict(set)
    reports = ListedReport.objects.live().exclude(session=None)
    series = _series_of_documents()
    for one in reports.select_related("text__document"):
        if one.text is None:
            found[one.body, one.session].add(Held("table"))
            continue
        document = one.text.document
        title = document.agenda_title if one.listing != _NOTED else ""
        for key in series.get(document.pk, {one.text.series_id}):
            found[one.body, one.session].add(Held("list", key, title))
    return {place: tuple(those) for place, those in found.items()}


def _series_of_documents() -> dict[int, set[int | None]]:
    found: defaultdict[int, set[int | None]] = defaultdict(set)
    texts = Text.objects.filter(current__isnull=False)
    for document, series in texts.values_list("document_id", "series_id"):
        found[document].add(series)
    return found
