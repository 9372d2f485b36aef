"""Amendments that were read and made, as a record and in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cpcj.resolutions.amending.applying import Amended, Outcome
from cpcj.resolutions.amending.model import Amendment, Place, Quoted, Reading, Unread, Why
from cpcj.resolutions.amending.phrasing import sentence
from cpcj.resolutions.amending.wordings import Result
from cpcj.resolutions.records import text_record

RESULTS: Final = {
    Result.APPLIED: "made",
    Result.NO_PLACE: "not made: the text has no such place",
    Result.PLACES: "not made: the place may be one of {n}",
    Result.NO_WORDS: "not made: the words do not stand there",
    Result.SEVERAL: "not made: the words stand there {n} times",
    Result.OVERTAKEN: "not made: an amendment before it changes the same words",
    Result.UNFIT: "not made: this cannot be done to such a place",
}
"""What became of an amendment, in words."""

REASONS: Final = {
    Why.NO_CHANGE: "tells no change",
    Why.UNKNOWN_WORDS: "words that are not understood",
    Why.NO_PLACE: "where it is to be done is not said",
    Why.NO_WORDS: "which words go or come is not said",
    Why.UNCLEAR: "not clear what is to be done",
}
"""Why words were not read, in words."""


def result_of(outcome: Outcome) -> str:
    """Return what became of an amendment, in words."""
    said = RESULTS[outcome.result].format(n=outcome.count)
    if outcome.reads_so is False:
        said += "; it does not read as the amendment says it would"
    return said


def reason_of(unread: Unread) -> str:
    """Return why words were not read, in words."""
    return REASONS[unread.why] + (f": {unread.detail}" if unread.detail else "")


def words_of(reading: Reading, amendment: Amendment) -> str:
    """Return the words from which an amendment was read, on one line."""
    start, end = amendment.span
    return " ".join(reading.text[start:end].split())


def lines(reading: Reading, made: Amended, *, only_troubles: bool = False) -> Iterator[str]:
    """Yield what became of each amendment, then what was not read, a line each."""
    for one in made.outcomes:
        where = f" ({', '.join(one.where)})" if one.where else ""
        label = f"{one.amendment.label} " if one.amendment.label else ""
        fine = one.result is Result.APPLIED and one.reads_so is not False
        if not (only_troubles and fine):
            yield f"{result_of(one)}{where}: {label}{sentence(one.amendment)}"
    for unread in reading.failed if only_troubles else reading.unread:
        yield f"not read ({reason_of(unread)}): {unread.words}"


def to_text(reading: Reading, made: Amended) -> str:
    """Return in words what was read and what became of it."""
    count = sum(1 for one in made.outcomes if one.result is Result.APPLIED)
    head = (
        f"{len(made.outcomes)} amendments read, {count} made; "
        f"{len(reading.failed)} not read, {len(reading.unread) - len(reading.failed)} "
        "passages that tell no change"
    )
    return "\n".join((head, *lines(reading, made))) + "\n"


def amended_record(reading: Reading, made: Amended) -> dict[str, Any]:
    """Return amendments with their outcomes, what was not read, and the amended text, as values."""
    return {
        "amendments": [
            {**amendment_record(one.amendment), **outcome_record(one)} for one in made.outcomes
        ],
        "unread": [
            {"why": one.why.value, "detail": one.detail, "words": one.words, "span": list(one.span)}
            for one in reading.unread
        ],
        "whole": made.whole and not reading.failed,
        "text": text_record(made.text),
    }


def outcome_record(one: Outcome) -> dict[str, Any]:
    """Return what became of an amendment as plain values."""
    return {
        "result": one.result.value,
        "where": list(one.where),
        "spans": [list(span) for span in one.spans],
        "count": one.count,
        "reads_so": one.reads_so,
    }


def amendment_record(one: Amendment) -> dict[str, Any]:
    """Return an amendment as plain values; every part with the span of its words."""
    return {
        "label": one.label,
        "deed": one.deed.value,
        "words": sentence(one),
        "span": list(one.span),
        "place": _place(one.place),
        "at": one.at.value,
        "anchor": _quoted(one.anchor),
        "until": _quoted(one.until),
        "old": _quoted(one.old),
        "new": _quoted(one.new),
        "which": one.which,
        "every": one.every,
        "rest": one.rest,
        "to": _place(one.to),
        "adds": _place(one.adds),
        "reads": _quoted(one.reads),
    }


def _place(one: Place | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "kind": one.kind.value,
        "n": one.n,
        "points": list(one.points),
        "section": one.section,
        "part": one.part.value,
        "span": list(one.span),
    }


def _quoted(one: Quoted | None) -> dict[str, Any] | None:
    return None if one is None else {"words": one.words, "span": list(one.span)}
