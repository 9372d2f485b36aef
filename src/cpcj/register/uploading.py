"""Uploaded files wait in a folder until a job has read them; the account says what came of each.

A batch is a folder of files and ``account.jsonl``, one line a file, written as each is done. A job
that is started again goes on after the last file of the account.
"""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext_noop

from cpcj.frame.permissions import Actor, Permission, require
from cpcj.jobs.models import Job
from cpcj.jobs.queue import JobResult, Progress, enqueue, job
from cpcj.register.services.ingest import IngestOutcome, ingest_file

ACCOUNT = "account.jsonl"
_NAME = re.compile(r"\A\d{5}-")
_LONGEST_NAME = 180  # bytes: file systems take 255, and the number and ".part" stand beside it
# What leads to another folder, ends a line, or turns the direction of what stands after it.
_UNSAFE = re.compile("[\x00-\x1f\x7f/\\\\\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


class GivenFile(Protocol):
    """A file of a request."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Yield its bytes."""
        ...


@dataclass(frozen=True, slots=True)
class FileLine:
    """What came of one file of a batch.

    Attributes:
        name: the file's name.
        status: a value of :class:`~cpcj.register.services.ingest.Status`.
        error: why it could not be read, in one sentence; None where it could.
        upload: key of the upload, None where nothing was stored.
        texts: the texts in it: identifier, title, kind, status and counts.
    """

    name: str
    status: str
    error: str | None
    upload: int | None
    texts: tuple[dict[str, Any], ...]


def _inbox() -> Path:
    return Path(settings.MEDIA_ROOT) / "inbox"


def folder_of(batch: str) -> Path:
    """Return the folder of a batch.

    Raises:
        ValueError: it is no name of a batch.
    """
    return _inbox() / str(uuid.UUID(batch))


def take_files(
    actor: Actor,
    files: Iterable[GivenFile],
    *,
    published: bool,
    of: str = "",
    language: str = "",
) -> Job:
    """Keep files for the job that reads them, and ask for it.

    Args:
        actor: who gives them.
        files: the files.
        published: whether everybody may see their texts.
        of: identifier of the text of which they are a language version; empty where the files say.
        language: ISO 639-2 code of their language; empty where it is recognized.

    Raises:
        PermissionDenied: the actor may not upload.
    """
    require(actor, Permission.TEXT_UPLOAD)
    batch = str(uuid.uuid4())
    folder = folder_of(batch)
    folder.mkdir(parents=True)
    try:
        for place, file in enumerate(files, start=1):
            with (folder / f"{place:05}-{safe_name(file.name)}").open("wb") as kept:
                for chunk in file.chunks():
                    kept.write(chunk)
        said = {"of": of, "language": language}
        return enqueue(actor, read_batch, key=batch, batch=batch, published=published, **said)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # nobody would ever read what is left of it
        raise


def safe_name(given: str | None) -> str:
    """Return a name that a file system takes, with the end of the given one, its suffix."""
    name = _UNSAFE.sub("_", given or "file").encode("utf-8", "replace")
    return name[-_LONGEST_NAME:].decode("utf-8", "ignore") or "file"


@job(title=gettext_noop("Read uploaded files"))
def read_batch(
    progress: Progress, *, batch: str, published: bool, of: str = "", language: str = ""
) -> JobResult:
    """Read the files of a batch one by one, each stored in its own transaction."""
    folder = folder_of(batch)
    done = len(list(account(batch)))
    files = sorted(path for path in folder.iterdir() if _NAME.match(path.name))
    for place, path in enumerate(files, start=1):
        name = _NAME.sub("", path.name)
        progress.step(place - 1, len(files), name)
        if place <= done:
            continue
        outcome = _ingest(progress.actor, path, name, published=published, of=of, language=language)
        _add_line(folder / ACCOUNT, json.dumps(_line(outcome), ensure_ascii=False))
    progress.step(len(files), len(files))
    for path in files:
        path.unlink(missing_ok=True)
    read = [one for one in account(batch) if one.error is None]
    return {"files": len(files), "read": len(read)}


def _add_line(account_file: Path, line: str) -> None:
    """Add a line, in place of one that was cut off when its writer was killed or the disk full."""
    with account_file.open("ab+") as lines:
        lines.seek(0)
        whole = lines.read().rfind(b"\n") + 1
        lines.truncate(whole)
        lines.write(f"{line}\n".encode())


def _ingest(
    actor: Actor, path: Path, name: str, *, published: bool, of: str, language: str
) -> IngestOutcome:
    return ingest_file(
        actor, path.read_bytes(), name, published=published, of=of, language=language
    )


def _line(outcome: IngestOutcome) -> dict[str, Any]:
    return {
        "name": outcome.name,
        "status": outcome.status.value,
        "error": outcome.error,
        "upload": outcome.upload,
        "texts": [{**asdict(text), "status": text.status.value} for text in outcome.texts],
    }


def account(batch: str) -> Iterator[FileLine]:
    """Yield what came of the files of a batch so far, in order.

    A line that is being written while it is read is left for the next time.
    """
    place = folder_of(batch) / ACCOUNT
    if not place.exists():
        return
    for line in place.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            return
        yield FileLine(row["name"], row["status"], row["error"], row["upload"], tuple(row["texts"]))
