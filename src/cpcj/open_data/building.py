"""Writing the files: streamed, so that memory does not grow with the register."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder

import cpcj
from cpcj.frame.services import recorder
from cpcj.open_data.folders import CHECKSUMS, LICENCE, PACKAGE, Build, begin, current, put_in_use
from cpcj.open_data.package import described, licence
from cpcj.open_data.tables import CITATION_FIELDS, DEADLINE_FIELDS, DOWNLOADS, MANDATE_FIELDS
from cpcj.register.exports import mandate_records
from cpcj.register.presentation.document import document_of
from cpcj.register.queries.plain import citation_rows, mandate_keys, plain_pages
from cpcj.register.reporting.queries.calendar import deadlines_on
from cpcj.register.reporting.views.calendar import deadline_record
from cpcj.resolutions.records import act_row, document_record
from cpcj.resolutions.writers.spreadsheet import guarded

_CHUNK: Final = 500
_PIECE: Final = 1 << 20
_NOT_NAME: Final = re.compile(r"[^A-Za-z0-9._]+")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows

Tell = Callable[[int, str], None]


@dataclass(slots=True)
class Written:
    """A file that was written: its size, its digest (SHA-256) and how many rows it has."""

    rows: int = 0
    bytes: int = 0
    digest: str = ""


@dataclass(slots=True)
class _Work:
    """A build under way: ``tell`` is given how many records are done, and of which file."""

    folder: Path
    tell: Tell
    done: int = 0
    written: dict[str, Written] = field(default_factory=dict)

    def step(self, path: str, rows: int = 1) -> None:
        self.written[path].rows += rows
        self.done += rows
        if self.done % _CHUNK < rows:
            self.tell(self.done, path)


def build(tell: Tell = lambda _done, _name: None, *, force: bool = False) -> Build:
    """Build the files of what is public now, and put them in use.

    Where nothing was written to the register since the last build, that one stays.

    Args:
        tell: is told how many records are written, and to which file.
        force: build anyway.

    Returns:
        The build in use.

    Raises:
        OSError: a file cannot be written; the build before stays in use.
    """
    position = recorder().position()
    held = current()
    if held is not None and not force and _same(held, position):
        return held
    now = dt.datetime.now(tz=dt.UTC)
    name = f"{now:%Y%m%dT%H%M%SZ}-{position & 0xFFFFFFFF:08x}"
    work = _Work(begin(name), tell)
    for download in DOWNLOADS:
        work.written[download.path] = Written()
    _texts(work)
    _mandates(work)
    _citations(work)
    _deadlines(work)
    (work.folder / LICENCE).write_text(licence() + "\n", encoding="utf-8")
    for download in DOWNLOADS:
        _measure(work.folder / download.path, work.written[download.path])
    package = described(work.written, position=position, created=now)
    words = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (work.folder / PACKAGE).write_text(words, encoding="utf-8")
    _checksums(work)
    put_in_use(work.folder, name)
    made = current()
    if made is None:
        message = "the build cannot be read back"
        raise OSError(message)
    return made


def _same(held: Build, position: int) -> bool:
    return (
        held.package.get("position") == position
        and held.package.get("version") == cpcj.__version__
        and all((held.folder / name).exists() for name in held.files)
    )


def _texts(work: _Work) -> None:
    from cpcj.resolutions.akn.write import to_akn

    lines_name, zip_name = _path("texts"), _path("texts-akn")
    names: dict[str, int] = {}
    index = io.StringIO()
    listed = csv.writer(index)
    listed.writerow(("identifier", "version", "file"))
    with (
        (work.folder / lines_name).open("w", encoding="utf-8") as lines,
        zipfile.ZipFile(work.folder / zip_name, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for page in plain_pages(AnonymousUser()):
            document = document_of(page)
            identifier, number = page.text.identifier, page.version.number
            own = {"text_id": identifier, "version": number, **document_record(document)}
            _line(lines, own)
            work.step(lines_name)
            name = _file_name(identifier, names)
            _add(archive, name, to_akn(document))
            listed.writerow((identifier, number, name))
            work.step(zip_name)
        _add(archive, "index.csv", index.getvalue().encode())


def _file_name(identifier: str, taken: dict[str, int]) -> str:
    """Return a name for a text's file that no other has, on systems without capitals too."""
    stem = _NOT_NAME.sub("-", identifier).strip("-.")[:120] or "text"
    count = taken[stem.lower()] = taken.get(stem.lower(), 0) + 1
    return f"{stem}.xml" if count == 1 else f"{stem}~{count}.xml"


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    # Without the time of writing, the same texts give the same file.
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _mandates(work: _Work) -> None:
    table_name, lines_name = _path("mandates"), _path("mandates-records")
    with (
        (work.folder / table_name).open("w", encoding="utf-8", newline="") as table,
        (work.folder / lines_name).open("w", encoding="utf-8") as lines,
    ):
        writer = csv.writer(table)
        writer.writerow(column.name for column in MANDATE_FIELDS)
        for keys in mandate_keys(AnonymousUser(), _CHUNK):
            count = 0
            for record in mandate_records(keys):
                count += 1
                public = {name: value for name, value in record.items() if name != "published"}
                _line(lines, public)
                more = (public[name] for name in ("title", "symbol", "date", "session", "review"))
                writer.writerow(_cell(cell) for cell in (*act_row(record), *more))
            work.step(table_name, count)
            work.step(lines_name, count)


def _citations(work: _Work) -> None:
    name = _path("citations")
    with (work.folder / name).open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(column.name for column in CITATION_FIELDS)
        for record in citation_rows(AnonymousUser(), _CHUNK):
            writer.writerow(_cell(record[column.name]) for column in CITATION_FIELDS)
            work.step(name)


def _deadlines(work: _Work) -> None:
    name = _path("deadlines")
    with (work.folder / name).open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(column.name for column in DEADLINE_FIELDS)
        # Their state goes with the day; a file that is built when something changes has the facts.
        found = deadlines_on(AnonymousUser(), dt.date.max).filter(set_aside=False)
        rows = found.select_related("entry__text").order_by("order_on", "pk")
        for row in rows.iterator(chunk_size=_CHUNK):
            record = {**deadline_record(row), "proposed": not row.adopted}
            writer.writerow(_cell(record[column.name]) for column in DEADLINE_FIELDS)
            work.step(name)


def _cell(value: Any) -> Any:
    """Return a value as Table Schema's defaults write it; no cell is run as a formula."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    return guarded(value)


def _line(file: IO[str], record: dict[str, Any]) -> None:
    file.write(json.dumps(record, cls=DjangoJSONEncoder, ensure_ascii=False) + "\n")


def _path(name: str) -> str:
    return next(download.path for download in DOWNLOADS if download.name == name)


def _measure(place: Path, written: Written) -> None:
    written.bytes, written.digest = place.stat().st_size, digest_of(place)


def digest_of(place: Path) -> str:
    """Return the SHA-256 of a file."""
    found = hashlib.sha256()
    with place.open("rb") as file:
        for piece in _pieces(file):
            found.update(piece)
    return found.hexdigest()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _checksums(work: _Work) -> None:
    lines = [f"{work.written[one.path].digest}  {one.path}" for one in DOWNLOADS]
    lines += [f"{digest_of(work.folder / name)}  {name}" for name in (LICENCE, PACKAGE)]
    (work.folder / CHECKSUMS).write_text("\n".join(lines) + "\n", encoding="ascii")
