"""IATI files out: streamed record by record, cut into shards, always as version 2.03.

A record is either an :class:`~cpcj.assistance.iati.activity.Activity` or the XML of a record that
was read and is passed on as it stands. Nothing but the record at hand is in memory.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from cpcj.assistance.iati.activity import (
    Activity,
    Baseline,
    Budget,
    Coded,
    Document,
    Indicator,
    Measured,
    Organisation,
    Period,
    Place,
    Result,
    Transaction,
    Value,
    Words,
)
from cpcj.assistance.iati.schema import ACTIVITIES, VERSION

SHARD_BYTES: Final = 20_000_000
"""A file is closed before it would grow beyond this."""

_UTF8: Final = "utf-8"
# What must be written otherwise; characters that XML 1.0 cannot hold are left out.
_SPECIAL: Final = re.compile('[&<>"\x00-\x08\t\n\x0b\x0c\r\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': '"',
    "\r": "&#13;",
    "\n": "\n",
    "\t": "\t",
}
_ATTRIBUTE_ESCAPES: Final = _ESCAPES | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def _text(words: str) -> str:
    """Return words as they stand in an element."""
    if _SPECIAL.search(words) is None:
        return words
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], ""), words)


def _quoted(value: str) -> str:
    """Return a value as it stands in an attribute, with its quotes."""
    if _SPECIAL.search(value) is None:
        return f'"{value}"'
    return f'"{_SPECIAL.sub(lambda found: _ATTRIBUTE_ESCAPES.get(found[0], ""), value)}"'


def _number(value: Decimal) -> str:
    """Return a decimal without exponent and without zeros that say nothing."""
    words = format(value, "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def _flag(value: bool) -> str:  # noqa: FBT001 - the one value it formats
    return "1" if value else "0"


def _attributes(**values: str) -> str:
    """Return attributes that have a value, an underscore standing for a hyphen."""
    return "".join(
        [f" {name.replace('_', '-')}={_quoted(value)}" for name, value in values.items() if value]
    )


def _narratives(words: Words, language: str) -> str:
    """Return the texts; the default language is not said again."""
    if not words:
        return ""
    return "".join(
        f"<narrative>{_text(text)}</narrative>"
        if code in ("", language)
        else f"<narrative xml:lang={_quoted(code)}>{_text(text)}</narrative>"
        for code, text in words.items()
    )


def _told(name: str, words: Words, language: str, attributes: str = "") -> str:
    """Return an element that holds texts; nothing where there are none and no attributes."""
    inner = _narratives(words, language)
    if inner:
        return f"<{name}{attributes}>{inner}</{name}>"
    return f"<{name}{attributes}/>" if attributes else ""


def _code(name: str, code: str) -> str:
    return f"<{name} code={_quoted(code)}/>" if code else ""


def _coded(name: str, one: Coded, language: str) -> str:
    percentage = "" if one.percentage is None else _number(one.percentage)
    attributes = _attributes(
        code=one.code, vocabulary=one.vocabulary, vocabulary_uri=one.uri, percentage=percentage
    )
    return _told(name, one.words, language, attributes)


def _value(value: Value) -> str:
    attributes = _attributes(currency=value.currency, value_date=value.date.isoformat())
    return f"<value{attributes}>{_number(value.amount)}</value>"


def _party(name: str, party: Organisation | None, language: str) -> str:
    """Return an organisation of a transaction."""
    if party is None:
        return ""
    side = name.partition("-")[0]
    activity = f" {side}-activity-id={_quoted(party.activity)}" if party.activity else ""
    attributes = _attributes(ref=party.ref, type=party.type) + activity
    return _told(name, party.words, language, attributes)


def _place(place: Place, language: str) -> str:
    point = ""
    if place.point is not None:
        latitude, longitude = place.point
        point = (
            '<point srsName="http://www.opengis.net/def/crs/EPSG/0/4326">'
            f"<pos>{latitude:.5f} {longitude:.5f}</pos></point>"
        )
    return f"<location>{_told('name', place.words, language)}{point}</location>"


def _budget(budget: Budget) -> str:
    return (
        f"<budget{_attributes(type=budget.type, status=budget.status)}>"
        f'<period-start iso-date="{budget.start}"/><period-end iso-date="{budget.end}"/>'
        f"{_value(budget.value)}</budget>"
    )


def _transaction(one: Transaction, language: str) -> str:
    return (
        f"<transaction{_attributes(ref=one.ref)}>{_code('transaction-type', one.type)}"
        f'<transaction-date iso-date="{one.date}"/>{_value(one.value)}'
        f"{_told('description', one.words, language)}"
        f"{_party('provider-org', one.provider, language)}"
        f"{_party('receiver-org', one.receiver, language)}"
        f"{_code('recipient-country', one.country)}"
        f"{''.join([_coded('aid-type', kind, language) for kind in one.aid_types])}"
        "</transaction>"
    )


def _document(document: Document, language: str) -> str:
    date = f'<document-date iso-date="{document.date}"/>' if document.date else ""
    return (
        f"<document-link{_attributes(url=document.url, format=document.format)}>"
        f"{_told('title', document.title, language)}{_code('category', document.category)}"
        f"{_code('language', document.language)}{date}</document-link>"
    )


def _measured(name: str, one: Measured, language: str, attributes: str = "") -> str:
    dimensions = "".join(
        f"<dimension name={_quoted(key)} value={_quoted(value)}/>" for key, value in one.dimensions
    )
    inner = dimensions + _told("comment", one.comment, language)
    attributes += _attributes(value=one.value)
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def _baseline(baseline: Baseline, language: str) -> str:
    date = baseline.date.isoformat() if baseline.date else ""
    attributes = _attributes(year=str(baseline.year), iso_date=date)
    return _measured("baseline", baseline.measured, language, attributes)


def _period(period: Period, language: str) -> str:
    return (
        f'<period><period-start iso-date="{period.start}"/><period-end iso-date="{period.end}"/>'
        f"{''.join([_measured('target', one, language) for one in period.targets])}"
        f"{''.join([_measured('actual', one, language) for one in period.actuals])}</period>"
    )


def _indicator(one: Indicator, language: str) -> str:
    attributes = _attributes(measure=one.measure, ascending=_flag(one.ascending))
    return (
        f"<indicator{attributes}>{_told('title', one.title, language)}"
        f"{_told('description', one.description, language)}"
        f"{''.join([_baseline(baseline, language) for baseline in one.baselines])}"
        f"{''.join([_period(period, language) for period in one.periods])}</indicator>"
    )


def _result(result: Result, language: str) -> str:
    attributes = _attributes(type=result.type, aggregation_status=_flag(result.aggregated))
    return (
        f"<result{attributes}>{_told('title', result.title, language)}"
        f"{_told('description', result.description, language)}"
        f"{''.join([_indicator(one, language) for one in result.indicators])}</result>"
    )


def activity_xml(activity: Activity) -> str:
    """Return an activity as XML, its elements in the order of the schema."""
    language = activity.language
    reporting = _attributes(
        ref=activity.reporting.ref, type=activity.reporting.type,
        secondary_reporter=_flag(activity.secondary),
    )  # fmt: skip
    head = _attributes(
        last_updated_datetime=activity.updated.isoformat(timespec="seconds"),
        default_currency=activity.currency,
        humanitarian=_flag(activity.humanitarian),
        hierarchy="" if activity.hierarchy is None else str(activity.hierarchy),
    )
    parts = [
        f"<iati-activity{head} xml:lang={_quoted(language)}>",
        f"<iati-identifier>{_text(activity.identifier)}</iati-identifier>",
        _told("reporting-org", activity.reporting.words, language, reporting),
        _told("title", activity.title, language),
    ]
    for kind, words in activity.descriptions.items():
        parts.append(_told("description", words, language, _attributes(type=kind)))
    for organisation, role in activity.participants:
        attributes = _attributes(
            ref=organisation.ref, type=organisation.type, role=role,
            activity_id=organisation.activity,
        )  # fmt: skip
        parts.append(_told("participating-org", organisation.words, language, attributes))
    parts.append(_code("activity-status", activity.status))
    for kind, day in activity.dates.items():
        parts.append(f'<activity-date type={_quoted(kind)} iso-date="{day}"/>')
    if activity.contact:
        parts.append(
            f'<contact-info type="1"><email>{_text(activity.contact)}</email></contact-info>'
        )
    parts.append(_code("activity-scope", activity.scope))
    parts += [_coded("recipient-country", one, language) for one in activity.countries]
    parts += [_coded("recipient-region", one, language) for one in activity.regions]
    parts += [_place(place, language) for place in activity.places]
    parts += [_coded("sector", one, language) for one in activity.sectors]
    parts += [_coded("tag", one, language) for one in activity.tags]
    for marker in activity.markers:
        attributes = _attributes(
            vocabulary=marker.vocabulary, code=marker.code, significance=marker.significance
        )
        parts.append(f"<policy-marker{attributes}/>")
    parts.append(_code("collaboration-type", activity.collaboration))
    parts.append(_code("default-flow-type", activity.flow))
    parts.append(_code("default-finance-type", activity.finance))
    parts += [_coded("default-aid-type", one, language) for one in activity.aid_types]
    parts.append(_code("default-tied-status", activity.tied))
    parts += [_budget(budget) for budget in activity.budgets]
    parts += [_transaction(one, language) for one in activity.transactions]
    parts += [_document(document, language) for document in activity.documents]
    for identifier, kind in activity.related.items():
        parts.append(f"<related-activity{_attributes(ref=identifier, type=kind)}/>")
    parts += [_result(result, language) for result in activity.results]
    parts.append("</iati-activity>")
    return "".join(parts)


def _record_bytes(record: Activity | bytes) -> bytes:
    return record if isinstance(record, bytes) else activity_xml(record).encode(_UTF8)


def _opening(root: str, generated: dt.datetime, attributes: Mapping[str, str]) -> bytes:
    """Return the beginning of a file; attributes of a file that was read are passed on."""
    kept = "".join(
        f" {_prefixed(name)}={_quoted(value)}"
        for name, value in attributes.items()
        if name not in ("version", "generated-datetime") and _prefixed(name)
    )
    said = f' version="{VERSION}" generated-datetime="{generated.isoformat(timespec="seconds")}"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}{said}{kept}>\n'.encode(_UTF8)


def _prefixed(name: str) -> str:
    """Return an attribute's name as it is written; empty for one of a foreign namespace."""
    xml = "{http://www.w3.org/XML/1998/namespace}"
    if name.startswith(xml):
        return f"xml:{name.removeprefix(xml)}"
    return "" if name.startswith("{") else name


def file_bytes(
    records: Iterable[Activity | bytes],
    *,
    generated: dt.datetime,
    root: str = ACTIVITIES,
    attributes: Mapping[str, str] | None = None,
) -> Iterator[bytes]:
    """Yield one file piece by piece.

    Args:
        records: activities of the programme, or the XML of records that were read.
        generated: when the file is made, as it says.
        root: "iati-activities" or "iati-organisations".
        attributes: further attributes of the root, those of a file that was read.
    """
    yield _opening(root, generated, attributes or {})
    for record in records:
        yield _record_bytes(record)
        yield b"\n"
    yield f"</{root}>\n".encode(_UTF8)


def write_shards(
    records: Iterable[Activity | bytes],
    folder: Path,
    name: Callable[[int], str],
    *,
    generated: dt.datetime,
    root: str = ACTIVITIES,
    most_bytes: int = SHARD_BYTES,
) -> list[Path]:
    """Write records into as few files as hold them, each closed before it outgrows ``most_bytes``.

    A record larger than that has a file of its own. A file appears under its name only when it is
    whole. Without records nothing is written: the standard knows no file without records.

    Args:
        records: as for :func:`file_bytes`.
        folder: where; it exists.
        name: the name of the nth file, from 1.
        generated: when the files are made, as they say.
        root: "iati-activities" or "iati-organisations".
        most_bytes: the most a file may hold.
    """
    opening = _opening(root, generated, {})
    closing = f"</{root}>\n".encode(_UTF8)
    written: list[Path] = []
    pieces = (_record_bytes(record) + b"\n" for record in records)
    waiting = next(pieces, None)
    while waiting is not None:
        path = folder / name(len(written) + 1)
        part = path.with_name(path.name + ".part")
        with part.open("wb") as out:
            size = out.write(opening) + out.write(waiting)
            for waiting in pieces:
                if size + len(waiting) + len(closing) > most_bytes:
                    break
                size += out.write(waiting)
            else:
                waiting = None
            out.write(closing)
        part.replace(path)
        written.append(path)
    return written
