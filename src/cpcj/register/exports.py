"""The register's lists as files: mandates, texts, provisions as CSV, XLSX or JSON.

Rows are made as they are written, from what the user may see, with the same filters as the pages.
A mandate is written as ``cpcj mandates`` writes it, with what the register knows besides after it.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, ActValue, Provision, Text
from cpcj.register.queries import mandates, texts
from cpcj.register.queries.mandates import MandateFilters
from cpcj.register.queries.texts import TextFilters, TextRow
from cpcj.register.services.act_rows import library_act
from cpcj.resolutions.records import ACT_COLUMNS, Cell, act_record, act_row
from cpcj.resolutions.writers.spreadsheet import guarded, write_rows

FORMATS = ("csv", "xlsx", "json")
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_CHUNK = 500
Record = dict[str, Any]
Params = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Export:
    """A list that can be saved: its columns in a table, its records, a record as a row."""

    columns: tuple[str, ...]
    records: Callable[[Actor, Params], Iterator[Record]]
    row: Callable[[Record], tuple[Cell, ...]]


_REGISTER_COLUMNS = ("title", "symbol", "date", "session", "review", "published")
"""What the register knows of a mandate beside its record."""


def _mandates(user: Actor, params: Params) -> Iterator[Record]:
    keys = mandates.all_keys(user, MandateFilters.from_params(params))
    for start in range(0, len(keys), _CHUNK):
        yield from mandate_records(keys[start : start + _CHUNK])


def mandate_records(keys: Sequence[int]) -> Iterator[Record]:
    """Yield acts as ``cpcj mandates`` writes them, with what the register knows besides.

    Args:
        keys: of acts that the user may see, in the order wanted; three statements for all.
    """
    of_act: dict[int, list[ActValue]] = {}
    for value in ActValue.objects.filter(act__in=keys):
        of_act.setdefault(value.act_id, []).append(value)
    rows = (
        Act.objects.filter(pk__in=keys)
        .select_related("text__document", "paragraph")
        .defer("paragraph__layout", "carried")
        .in_bulk()
    )
    for key in keys:
        if key not in rows:
            continue
        row = rows[key]
        text = row.text
        yield {
            **act_record(library_act(row, of_act.get(key, ()))),
            "title": text.title,
            "symbol": text.symbol or None,
            "date": None if text.date is None else text.date.isoformat(),
            "session": text.session,
            "review": row.review,
            "published": text.published,
        }


def _mandate_row(record: Record) -> tuple[Cell, ...]:
    return (*act_row(record), *(record[name] for name in _REGISTER_COLUMNS))


_TEXT_COLUMNS = ("identifier", "made", "symbol", "number", "title", "kind", "standing", "organ",
                 "session", "date", "agenda_item", "language", "acts", "operative", "doubts",
                 "published")  # fmt: skip


def _texts(user: Actor, params: Params) -> Iterator[Record]:
    keys = texts.all_keys(user, TextFilters.from_params(params))
    for start in range(0, len(keys), _CHUNK):
        for row in texts.rows_of(keys[start : start + _CHUNK]):
            yield text_record(row)


def text_record(row: TextRow) -> Record:
    """Return a line of the list of texts as its exports hold it."""
    record = {name: getattr(row, name) for name in _TEXT_COLUMNS}
    record["date"] = None if row.date is None else row.date.isoformat()
    return record


PROVISION_COLUMNS = ("identifier", "text", "title", "role", "n", "depth", "annex", "words",
                      "closing")  # fmt: skip


def _provisions(user: Actor, params: Params) -> Iterator[Record]:
    keys = texts.all_keys(user, TextFilters.from_params(params))
    for start in range(0, len(keys), _CHUNK):
        some = keys[start : start + _CHUNK]
        places = {key: place for place, key in enumerate(some)}
        current = Text.objects.filter(pk__in=some).values("current")
        rows = Provision.objects.filter(version__in=current).values_list(
            "version__text", "position", "identifier", "version__text__identifier",
            "version__text__title", "role", "n", "depth", "annex", "words", "closing",
        )  # fmt: skip
        for row in sorted(rows, key=lambda row: (places[row[0]], row[1])):
            yield dict(zip(PROVISION_COLUMNS, row[2:], strict=True))


def _row_of(columns: Sequence[str]) -> Callable[[Record], tuple[Cell, ...]]:
    return lambda record: tuple(record[name] for name in columns)


EXPORTS: Mapping[str, Export] = {
    "mandates": Export((*ACT_COLUMNS, *_REGISTER_COLUMNS), _mandates, _mandate_row),
    "texts": Export(_TEXT_COLUMNS, _texts, _row_of(_TEXT_COLUMNS)),
    "provisions": Export(PROVISION_COLUMNS, _provisions, _row_of(PROVISION_COLUMNS)),
}


def pieces(kind: str, form: str, user: Actor, params: Params) -> Iterator[bytes]:
    """Yield a list as a file, piece by piece, for an answer that streams.

    Args:
        kind: "mandates", "texts" or "provisions".
        form: one of :data:`FORMATS`.
        user: whose list it is.
        params: filters as in the page's address.

    Raises:
        KeyError: there is no such list.
        ValueError: there is no such format, or the list is too long for a sheet.
    """
    export = EXPORTS[kind]
    records = export.records(user, params)
    if form == "json":
        yield from _json(kind, records)
    elif form == "csv":
        yield from _csv(export, records)
    elif form == "xlsx":
        file = io.BytesIO()
        write_rows(file, kind.capitalize(), export.columns, map(export.row, records))
        yield file.getvalue()
    else:
        message = f"no format {form}: {', '.join(FORMATS)}"
        raise ValueError(message)


def write(file: IO[bytes], kind: str, form: str, user: Actor, params: Params) -> None:
    """Write a list to a file; see :func:`pieces`."""
    for piece in pieces(kind, form, user, params):
        file.write(piece)


def _json(kind: str, records: Iterator[Record]) -> Iterator[bytes]:
    yield f'{{"{kind}": ['.encode()
    separator = ""
    for record in records:
        yield (separator + json.dumps(record, ensure_ascii=False)).encode()
        separator = ",\n"
    yield b"]}\n"


def _csv(export: Export, records: Iterator[Record]) -> Iterator[bytes]:
    words = io.StringIO(newline="")
    writer = csv.writer(words)
    # The signature tells spreadsheets that it is UTF-8.
    words.write("\ufeff")
    writer.writerow(export.columns)
    while some := list(itertools.islice(records, _CHUNK)):
        writer.writerows([guarded(cell) for cell in export.row(record)] for record in some)
        yield words.getvalue().encode()
        words.seek(0)
        words.truncate()
    yield words.getvalue().encode()
