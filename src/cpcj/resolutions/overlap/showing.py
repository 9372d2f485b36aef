"""What is to be looked at before tabling, as a record, a table and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

from cpcj.resolutions.checking.resources import ResourceClass
from cpcj.resolutions.comparing.words import Kind
from cpcj.resolutions.overlap.tabling import (
    BeforeTabling,
    Clause,
    NewReport,
    Overlap,
    Resources,
    Size,
)
from cpcj.resolutions.writers.spreadsheet import guarded

COLUMNS: Final = (
    "text", "kind", "place", "words", "other", "other_date", "other_words", "likeness", "note",
)  # fmt: skip


def tabling_record(found: BeforeTabling) -> dict[str, Any]:
    """Return everything as plain values."""
    return {
        "text": found.identifier,
        "title": found.title,
        "compared": found.compared,
        "paragraphs": [_overlap(one) for one in found.paragraphs],
        "requests": [_overlap(one) for one in found.requests],
        "reports": [_report(one) for one in found.reports],
        "resources": [_resources(one) for one in found.resources],
        "review": [
            {"place": one.place, "words": one.words, "paragraph": _whole(one)}
            for one in found.review
        ],
        "length": {
            "own": _size(found.own),
            "series": [_size(one) for one in found.series],
        },
    }


def _overlap(one: Overlap) -> dict[str, Any]:
    passage = one.passage
    return {
        "place": one.place,
        "provision": one.provision,
        "text": passage.text,
        "title": passage.title,
        "date": _day(passage.date),
        "adopted": passage.adopted,
        "series": one.series,
        "likeness": round(one.likeness, 3),
        "asked": list(one.asked),
        "held": "".join(change.before for change in one.changes),
        "draft": "".join(change.after for change in one.changes),
        "changes": [[change.kind.value, change.before, change.after] for change in one.changes],
    }


def _report(one: NewReport) -> dict[str, Any]:
    return {
        "place": one.place,
        "words": one.words,
        "what": one.what,
        "to": one.to,
        "when": one.when,
        "body": one.body,
        "session": one.session,
        "start": _day(one.start),
        "end": _day(one.end),
        "due_there": one.due,
        "on_the_same_subject": [
            {"identifier": other.identifier, "words": other.what} for other in one.alike
        ],
    }


def _resources(one: Resources) -> dict[str, Any]:
    return {
        "place": one.place,
        "words": one.words,
        "said": [
            {"class": kind.value, "words": words, "place": place} for kind, words, place in one.said
        ],
    }


def _size(one: Size) -> dict[str, Any]:
    return {
        "text": one.identifier,
        "date": _day(one.date),
        "operative": one.operative,
        "words": one.words,
    }


def _whole(one: Clause) -> str:
    return f"{one.before}{one.words}{one.after}"


def _day(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())


def to_csv(found: Sequence[BeforeTabling]) -> str:
    """Return everything as a table, one thing to be looked at a line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in found:
        for row in _rows(one):
            writer.writerow([guarded(str(value)) for value in (one.identifier, *row)])
    return out.getvalue()


def _rows(found: BeforeTabling) -> Iterator[tuple[object, ...]]:
    for kind, several in (("paragraph", found.paragraphs), ("request", found.requests)):
        for one in several:
            record = _overlap(one)
            note = "; ".join(
                ([f"asked: {', '.join(one.asked)}"] if one.asked else [])
                + (["same series"] if one.series else [])
                + ([] if one.passage.adopted else ["not adopted"])
            )
            yield (kind, one.place, record["draft"], one.provision, record["date"] or "",
                   record["held"], record["likeness"], note)  # fmt: skip
    for report in found.reports:
        when = f"{report.to} {report.when}".strip()
        for other in report.alike:
            yield ("report", report.place, report.words, other.identifier, "", other.what, "", when)
        if not report.alike:
            yield ("report", report.place, report.words, "", "", "", "", when)
    for resources in found.resources:
        note = "; ".join(f"{kind.value}: {words}" if words else kind.value
                         for kind, words, _ in resources.said)  # fmt: skip
        yield ("resources", resources.place, resources.words, "", "", "", "", note)
    for clause in found.review:
        yield ("review", clause.place, _whole(clause), "", "", "", "", clause.words)
    for size in (found.own, *found.series):
        yield ("length", "", "", size.identifier, _day(size.date) or "", "", "",
               f"{size.operative} operative paragraphs, {size.words} words")  # fmt: skip


def to_markdown(found: BeforeTabling) -> str:
    """Return everything for a terminal or to print."""
    parts = [f"# {found.title or found.identifier}", *_overlaps(found)]
    parts.append("## Reports it asks for")
    parts += [_report_lines(one) for one in found.reports] or ["None."]
    parts.append("## From which resources")
    parts += [_resource_line(one) for one in found.resources] or ["No request to the Secretariat."]
    parts.append("## When it is reviewed or ends")
    parts += [f"- {one.place}: “{one.words}”" for one in found.review] or ["No paragraph says so."]
    parts.append("## Length")
    parts += [
        f"- {one.identifier}: {one.operative} operative paragraphs, {one.words} words"
        for one in (found.own, *found.series)
    ]
    return "\n\n".join(parts) + "\n"


def _overlaps(found: BeforeTabling) -> Iterator[str]:
    for heading, several in (
        ("Paragraphs much like held ones", found.paragraphs),
        ("The same body is asked much the same", found.requests),
    ):
        yield f"## {heading}"
        for one in several:
            said = [f"{one.likeness:.2f}"]
            said += ["the same series"] if one.series else []
            said += [f"asked: {', '.join(one.asked)}"] if one.asked else []
            yield f"- {one.place} – {one.provision} ({'; '.join(said)})\n  {_words(one)}"
        if not several:
            yield "None."


def _words(one: Overlap) -> str:
    """Return the held words with those of the draft put in."""
    if all(change.kind is Kind.SAME for change in one.changes):
        return "word for word"
    return "".join(
        change.after
        if change.kind is Kind.SAME
        else (f"~~{change.before.strip()}~~ " if change.before.strip() else "")
        + (f"**{change.after.strip()}** " if change.after.strip() else "")
        for change in one.changes
    ).replace("\n", " ")


def _report_lines(one: NewReport) -> str:
    place = " ".join(part for part in (one.to, one.when) if part) or "no body or session is said"
    lines = [f"- {one.place}: {one.words} ({place}; {one.due} due there)"]
    lines += [f"  - on the same subject: {other.identifier}: “{other.what}”" for other in one.alike]
    return "\n".join(lines)


def _resource_line(one: Resources) -> str:
    said = "; ".join(
        f"{kind.value}: “{words}”" if kind is not ResourceClass.NONE else "nothing is said"
        for kind, words, _ in one.said
    )
    return f"- {one.place}: {one.words} ({said})"
