"""Reports for people and programs: lines of a terminal, records, a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from cpcj.resolutions.checking.finding import LEVELS, Finding, Level, Report
from cpcj.resolutions.checking.rules import Rule, calibration
from cpcj.resolutions.identifier import document_id
from cpcj.resolutions.model import Span
from cpcj.resolutions.writers.spreadsheet import guarded

COLUMNS = (
    "file", "level", "rule", "text", "place", "start", "end", "words", "message", "corrected",
    "against", "why",
)  # fmt: skip
_SHOWN = 160
_NAMES = {
    Level.ERROR: ("error", "errors"),
    Level.WARNING: ("warning", "warnings"),
    Level.INFORMATION: ("information", "informations"),
}


def counted(report: Report) -> str:
    """Return how many findings of each level there are ("1 error, 3 warnings")."""
    counts = [(report.count(level), _NAMES[level]) for level in LEVELS]
    return ", ".join(f"{n} {names[n != 1]}" for n, names in counts if n) or "no findings"


def lines(report: Report, file: str) -> Iterator[str]:
    """Yield a report as lines for people."""
    yield f"{file}: {counted(report)}"
    place = ""
    for one in report.findings:
        if one.place != place:
            place = one.place
            yield f"\n{place}"
        yield f"  {one.level.value:<11} {one.rule}  {one.message}"
        if one.corrected:
            yield f"      instead: {_short(one.corrected)}"
        for witness in one.witnesses:
            yield f"      against: {witness.identifier}: {_short(witness.words)}"
        yield f"      why: {one.why}"
    for skipped in report.not_run:
        yield f"\nnot applied: {skipped.rule}: {skipped.reason}"


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def finding_record(one: Finding) -> dict[str, Any]:
    """Return a finding as plain values; ``start`` and ``end`` count in the words of the place."""
    return {
        "rule": one.rule,
        "level": one.level.value,
        "text": one.text,
        "place": one.at.place,
        "start": one.span.start,
        "end": one.span.end,
        "words": one.words,
        "message": one.message,
        "corrected": one.corrected,
        "against": [
            {"identifier": witness.identifier, "words": witness.words} for witness in one.witnesses
        ],
        "why": one.why,
    }


def report_record(report: Report, file: str) -> dict[str, Any]:
    """Return a report as plain values."""
    return {
        "file": file,
        "document": document_id(report.document),
        "counts": {level.value: report.count(level) for level in LEVELS},
        "findings": [finding_record(one) for one in report.findings],
        "not_applied": [{"rule": one.rule, "reason": one.reason} for one in report.not_run],
    }


def to_csv(report: Report, file: str) -> str:
    """Return the findings as a table, one a line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in report.findings:
        record = {**finding_record(one), "file": file}
        against = "; ".join(f"{w.identifier}: {w.words}" for w in one.witnesses)
        row = {**record, "against": against}
        writer.writerow([guarded("" if row[key] is None else str(row[key])) for key in COLUMNS])
    return out.getvalue()


def rule_lines(rules: tuple[Rule, ...]) -> Iterator[str]:
    """Yield the rules with the level wished, the level in force and the base rate."""
    measured = calibration()
    yield f"base rates of {measured.date}, on {measured.texts} adopted texts"
    yield f"{'rule':<5} {'wished':<12} {'in force':<12} {'base rate':>9}  "
    for rule in rules:
        rate = "not known" if rule.rate is None else f"{100 * rule.rate.share:.1f} %"
        needs = f" (needs {rule.needs})" if rule.needs else ""
        yield (
            f"{rule.id:<5} {rule.wished.value:<12} {rule.level.value:<12} {rate:>9}  "
            f"{rule.title}{needs}"
        )


def source_span(one: Finding) -> Span | None:
    """Return where in the decoded file the words of a finding stand, None where not known."""
    starts, ends = [], []
    for start, end, source_start, source_end in one.at.passage.source:
        if start <= one.span.start < max(end, start + 1):
            starts.append(min(source_start + one.span.start - start, source_end))
        if start < one.span.end <= end:
            ends.append(min(source_start + one.span.end - start, source_end))
    if not starts or not ends or ends[-1] < starts[0]:
        return None
    return Span(starts[0], ends[-1])
