"""Making a publication in the background: written, read back, checked, compared."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from django.utils import timezone

from cpcj.assistance.iati.checking import file_problems
from cpcj.assistance.iati.difference import Difference, differences
from cpcj.assistance.iati.reading import Record, RefusedFileError, read_records
from cpcj.assistance.iati.schema import ORGANISATIONS
from cpcj.assistance.iati.writing import Writable, write_shards
from cpcj.assistance.publication.building import public, records
from cpcj.assistance.publication.checks import REGISTERED
from cpcj.assistance.publication.merging import with_kept
from cpcj.assistance.publication.models import Run, RunFileContent
from cpcj.assistance.publication.organisation import office_record
from cpcj.assistance.publication.rules.states import RunStatus
from cpcj.assistance.publication.services.publishing import store
from cpcj.frame.permissions import Actor
from cpcj.jobs.queue import JobFailedError, JobResult, Progress, job

_STEP = 100


@job(title="Make the IATI files")
def make_files(progress: Progress, *, run: int) -> JobResult:
    """Make the files of a publication; one that is made already is left as it is."""
    held: Run | None = Run.objects.filter(pk=run).first()
    if held is None or held.status != RunStatus.DRAFT:
        return None
    try:
        return {"records": make(progress.actor, held, step=progress.step)}
    except RefusedFileError as error:  # a record of others that is not valid any more
        raise JobFailedError(str(error)) from error


def make(actor: Actor, run: Run, *, step: Callable[[int, int], object]) -> int:
    """Write the files of a publication, read them back, check and compare them, and keep all that.

    Args:
        actor: whose publication it is.
        run: the publication, which is being made.
        step: is told how many records of how many are written.

    Returns:
        How many activities are in it.

    Raises:
        RefusedFileError: a record of others is not valid any more.
        PublicationError: it was discarded meanwhile.
    """
    generated = timezone.now().replace(microsecond=0)
    total = public().count()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        activities = write_shards(
            _writable(step, total), folder, "cpcj-activities-{}.xml".format, generated=generated
        )
        office = write_shards(
            [office_record(generated)], folder, "cpcj-organisation-{}.xml".format,
            generated=generated, root=ORGANISATIONS,
        )  # fmt: skip
        files = [*activities, *office]
        today = timezone.localdate()
        store(
            actor,
            run,
            files=files,
            records=total,
            problems=list(
                chain.from_iterable(
                    file_problems(path, path.name, today=today, registered=REGISTERED)
                    for path in files
                )
            ),
            differences=_changes(run, activities),
            generated=generated,
        )
    return total


def _writable(step: Callable[[int, int], object], total: int) -> Iterator[Writable]:
    """Yield what is written of each public activity, few in memory at a time."""
    chunk = {}
    done = 0
    for activity, record in records(public()):
        chunk[activity.pk] = record
        if len(chunk) == _STEP:
            yield from with_kept(chunk).values()
            done += len(chunk)
            step(done, total)
            chunk = {}
    yield from with_kept(chunk).values()


def _changes(run: Run, files: list[Path]) -> Iterator[Difference]:
    """Yield what differs from what was last published."""
    last = Run.objects.filter(status=RunStatus.PUBLISHED, pk__lt=run.pk).first()
    contents = RunFileContent.objects.filter(file__run=last) if last else ()
    old = _records((bytes(one.bytes), one.file_id) for one in contents)
    new = chain.from_iterable(read_records(path, path.name) for path in files)
    yield from differences(old, (one for one in new if one.kind == "iati-activity"))


def _records(contents: Iterator[tuple[bytes, int]]) -> Iterator[Record]:
    for content, name in contents:
        for one in read_records(content, str(name)):
            if one.kind == "iati-activity":
                yield one
