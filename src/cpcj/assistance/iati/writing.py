"""IATI files out: streamed record by record, cut into shards, always as version 2.03.

A record is an :class:`~cpcj.assistance.iati.activity.Activity`, an
:class:`~cpcj.assistance.iati.organisation.OrganisationRecord`, or the XML of a record that was read
and is passed on as it stands. Nothing but the record at hand is in memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from cpcj.assistance.iati.activity import (
    Activity,
    Baseline,
    Budget,
    Indicator,
    Measured,
    Organisation,
    Period,
    Place,
    Result,
    Transaction,
)
from cpcj.assistance.iati.markup import (
    attribute_list,
    code_element,
    coded_element,
    document_element,
    escaped,
    flag,
    quoted,
    text_element,
    value_element,
)
from cpcj.assistance.iati.organisation import OrganisationRecord, organisation_xml
from cpcj.assistance.iati.schema import ACTIVITIES, VERSION

SHARD_BYTES: Final = 20_000_000
"""A file is closed before it would grow beyond this."""

Writable = Activity | OrganisationRecord | bytes

_UTF8: Final = "utf-8"
_PREFIXES: Final = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
}


def _party(name: str, party: Organisation | None, language: str) -> str:
    """Return an organisation of a transaction."""
    if party is None:
        return ""
    side = name.partition("-")[0]
    activity = f" {side}-activity-id={quoted(party.activity)}" if party.activity else ""
    attributes = attribute_list({"ref": party.ref, "type": party.type}) + activity
    return text_element(name, party.words, language, attributes)


def _place(place: Place, language: str) -> str:
    point = ""
    if place.point is not None:
        latitude, longitude = place.point
        point = (
            '<point srsName="http://www.opengis.net/def/crs/EPSG/0/4326">'
            f"<pos>{latitude:.5f} {longitude:.5f}</pos></point>"
        )
    return f"<location>{text_element('name', place.words, language)}{point}</location>"


def _budget(budget: Budget) -> str:
    return (
        f"<budget{attribute_list({'type': budget.type, 'status': budget.status})}>"
        f'<period-start iso-date="{budget.start}"/><period-end iso-date="{budget.end}"/>'
        f"{value_element(budget.value)}</budget>"
    )


def _transaction(one: Transaction, language: str) -> str:
    return (
        f"<transaction{attribute_list({'ref': one.ref})}>"
        f"{code_element('transaction-type', one.type)}"
        f'<transaction-date iso-date="{one.date}"/>{value_element(one.value)}'
        f"{text_element('description', one.words, language)}"
        f"{_party('provider-org', one.provider, language)}"
        f"{_party('receiver-org', one.receiver, language)}"
        f"{code_element('recipient-country', one.country)}"
        f"{''.join([coded_element('aid-type', kind, language) for kind in one.aid_types])}"
        "</transaction>"
    )


def _measured(name: str, one: Measured, language: str, attributes: str = "") -> str:
    dimensions = "".join(
        f"<dimension name={quoted(key)} value={quoted(value)}/>" for key, value in one.dimensions
    )
    inner = dimensions + text_element("comment", one.comment, language)
    attributes += attribute_list({"value": one.value})
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def _baseline(baseline: Baseline, language: str) -> str:
    date = baseline.date.isoformat() if baseline.date else ""
    attributes = attribute_list({"year": str(baseline.year), "iso-date": date})
    return _measured("baseline", baseline.measured, language, attributes)


def _period(period: Period, language: str) -> str:
    return (
        f'<period><period-start iso-date="{period.start}"/><period-end iso-date="{period.end}"/>'
        f"{''.join([_measured('target', one, language) for one in period.targets])}"
        f"{''.join([_measured('actual', one, language) for one in period.actuals])}</period>"
    )


def _indicator(one: Indicator, language: str) -> str:
    attributes = attribute_list(
        {
            "measure": one.measure,
            "ascending": flag(one.ascending),
            "aggregation-status": flag(one.aggregated),
        }
    )
    return (
        f"<indicator{attributes}>{text_element('title', one.title, language)}"
        f"{text_element('description', one.description, language)}"
        f"{''.join([_baseline(baseline, language) for baseline in one.baselines])}"
        f"{''.join([_period(period, language) for period in one.periods])}</indicator>"
    )


def _result(result: Result, language: str) -> str:
    attributes = attribute_list(
        {"type": result.type, "aggregation-status": flag(result.aggregated)}
    )
    return (
        f"<result{attributes}>{text_element('title', result.title, language)}"
        f"{text_element('description', result.description, language)}"
        f"{''.join([_indicator(one, language) for one in result.indicators])}</result>"
    )


def activity_xml(activity: Activity) -> str:
    """Return an activity as XML, its elements in the order of the schema."""
    language = activity.language
    reporting = attribute_list(
        {
            "ref": activity.reporting.ref,
            "type": activity.reporting.type,
            "secondary-reporter": flag(activity.secondary),
        }
    )
    head = attribute_list(
        {
            "last-updated-datetime": activity.updated.isoformat(timespec="seconds"),
            "default-currency": activity.currency,
            "humanitarian": flag(activity.humanitarian),
            "hierarchy": "" if activity.hierarchy is None else str(activity.hierarchy),
        }
    )
    parts = [
        f"<iati-activity{head} xml:lang={quoted(language)}>",
        f"<iati-identifier>{escaped(activity.identifier)}</iati-identifier>",
        text_element("reporting-org", activity.reporting.words, language, reporting),
        text_element("title", activity.title, language),
    ]
    for kind, words in activity.descriptions.items():
        parts.append(text_element("description", words, language, attribute_list({"type": kind})))
    for organisation, role in activity.participants:
        attributes = attribute_list(
            {
                "ref": organisation.ref,
                "type": organisation.type,
                "role": role,
                "activity-id": organisation.activity,
            }
        )
        parts.append(text_element("participating-org", organisation.words, language, attributes))
    parts.append(code_element("activity-status", activity.status))
    for kind, day in activity.dates.items():
        parts.append(f'<activity-date type={quoted(kind)} iso-date="{day}"/>')
    if activity.contact:
        parts.append(
            f'<contact-info type="1"><email>{escaped(activity.contact)}</email></contact-info>'
        )
    parts.append(code_element("activity-scope", activity.scope))
    parts += [coded_element("recipient-country", one, language) for one in activity.countries]
    parts += [coded_element("recipient-region", one, language) for one in activity.regions]
    parts += [_place(place, language) for place in activity.places]
    parts += [coded_element("sector", one, language) for one in activity.sectors]
    parts += [coded_element("tag", one, language) for one in activity.tags]
    for marker in activity.markers:
        attributes = attribute_list(
            {
                "vocabulary": marker.vocabulary,
                "vocabulary-uri": marker.uri,
                "code": marker.code,
                "significance": marker.significance,
            }
        )
        parts.append(text_element("policy-marker", marker.words, language, attributes))
    parts.append(code_element("collaboration-type", activity.collaboration))
    parts.append(code_element("default-flow-type", activity.flow))
    parts.append(code_element("default-finance-type", activity.finance))
    parts += [coded_element("default-aid-type", one, language) for one in activity.aid_types]
    parts.append(code_element("default-tied-status", activity.tied))
    parts += [_budget(budget) for budget in activity.budgets]
    parts += [_transaction(one, language) for one in activity.transactions]
    parts += [document_element(document, language) for document in activity.documents]
    for identifier, kind in activity.related.items():
        parts.append(f"<related-activity{attribute_list({'ref': identifier, 'type': kind})}/>")
    parts += [_result(result, language) for result in activity.results]
    parts.append("</iati-activity>")
    return "".join(parts)


def _record_bytes(record: Writable) -> bytes:
    if isinstance(record, bytes):
        return record
    xml = activity_xml(record) if isinstance(record, Activity) else organisation_xml(record)
    return xml.encode(_UTF8)


def _opening(root: str, generated: dt.datetime, kept: Mapping[str, str]) -> bytes:
    """Return the beginning of a file; attributes of a file that was read are passed on."""
    said = {"version": VERSION, "generated-datetime": generated.isoformat(timespec="seconds")}
    for name, value in kept.items():
        space, _, local = name.rpartition("}")
        prefix = _PREFIXES.get(space[1:], f"n{len(said)}")
        if space and prefix != "xml":
            said[f"xmlns:{prefix}"] = space[1:]
        said.setdefault(f"{prefix}:{local}" if space else name, value)
    attributes = "".join(f" {name}={quoted(value)}" for name, value in said.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}{attributes}>\n'.encode(_UTF8)


def file_bytes(
    records: Iterable[Writable],
    *,
    generated: dt.datetime,
    root: str = ACTIVITIES,
    attributes: Mapping[str, str] | None = None,
) -> Iterator[bytes]:
    """Yield one file piece by piece.

    Args:
        records: records of the programme, or the XML of records that were read.
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
    records: Iterable[Writable],
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
