"""Making, checking, publishing and discarding publications."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.iati.checking import ERROR, Problem
from cpcj.assistance.iati.difference import Difference
from cpcj.assistance.publication.models import (
    Run,
    RunChange,
    RunFile,
    RunFileContent,
    RunProblem,
)
from cpcj.assistance.publication.rules.states import RUN, RunStatus
from cpcj.audit.demonstration import holds_demonstration
from cpcj.frame import demonstration
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.frame.workflow import TransitionRefusedError

MOST_PROBLEMS = 2_000
"""Problems that are kept one by one; all are counted."""
MOST_CHANGES = 40
"""Changes of one record that are kept."""
_LONGEST = 2_000


class PublicationError(ValueError):
    """What was asked cannot be done; the message is for the person who asked."""


@service(permission=Permission.PORTFOLIO_RECORD)
def prepare(change: Change) -> Run:
    """Begin a publication; a job makes its files."""
    run = Run(made_by_id=change.actor.pk)
    run.save()
    change.created(run, ("status",))
    return run


@service(permission=Permission.PORTFOLIO_RECORD)
def store(
    change: Change,
    run: Run,
    *,
    files: Sequence[Path],
    records: int,
    problems: Iterable[Problem],
    differences: Iterable[Difference],
    generated: dt.datetime,
) -> Run:
    """Keep what a job made of a publication, which is checked from now on.

    Raises:
        PublicationError: it was discarded meanwhile, or is stored already.
    """
    if run.status != RunStatus.DRAFT:
        raise PublicationError(gettext("The publication is not being made any more."))
    for path in files:
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        file = RunFile(run=run, name=path.name, size=len(content), digest=digest)
        file.save()
        RunFileContent(file=file, bytes=content).save()
    run.records, run.generated_at = records, generated
    run.errors = run.warnings = 0
    kept: list[RunProblem] = []
    for one in problems:
        if one.severity == ERROR:
            run.errors += 1
        else:
            run.warnings += 1
        if len(kept) < MOST_PROBLEMS:
            kept.append(
                RunProblem(
                    run=run, identifier=one.identifier[:330], rule=one.id, severity=one.severity,
                    element=one.element[:80], message=one.message, values=dict(one.values),
                )
            )  # fmt: skip
    RunProblem.objects.bulk_create(kept, batch_size=500)
    RunChange.objects.bulk_create(
        (
            RunChange(
                run=run, identifier=one.identifier[:330], kind=one.kind,
                changes=[_shortened(each) for each in one.changes[:MOST_CHANGES]],
            )
            for one in differences
        ),
        batch_size=500,
    )  # fmt: skip
    also = ("records", "generated_at", "errors", "warnings")
    return _apply(change, run, "check", also)


def _shortened(change: tuple[str, str | None, str | None]) -> list[str | None]:
    return [part if part is None else part[:_LONGEST] for part in change]


def refused_here() -> str | None:
    """Return why nothing is published from this installation, or None.

    The store is asked, not only the process: a demonstration stays one under any setting.
    """
    if demonstration.is_on() or holds_demonstration():
        return gettext("This is a demonstration: nothing of it is published.")
    return None


@service(permission=Permission.IATI_PUBLISH)
def publish(change: Change, run: Run) -> Run:
    """Put a checked publication in the place of the last one.

    Raises:
        PublicationError: there are errors in it, the same person made it, a later one is public, or
            this is a demonstration.
    """
    if why := refused_here():
        raise PublicationError(why)
    held: Run = Run.objects.select_for_update().get(pk=run.pk)
    if held.made_by_id is not None and held.made_by_id == change.actor.pk:
        raise PublicationError(gettext("Another person publishes what you made."))
    if Run.objects.filter(status=RunStatus.PUBLISHED, pk__gt=held.pk).exists():
        raise PublicationError(gettext("A later publication is public already."))
    held.published_by_id, held.published_at = change.actor.pk, timezone.now()
    return _apply(change, held, "publish", ("published_by_id", "published_at"))


@service(permission=Permission.PORTFOLIO_RECORD)
def discard(change: Change, run: Run) -> Run:
    """Throw a publication away that is not public.

    Raises:
        PublicationError: it is public.
    """
    held: Run = Run.objects.select_for_update().get(pk=run.pk)
    RunFile.objects.filter(run=held).exclude(run__status=RunStatus.PUBLISHED).delete()
    return _apply(change, held, "discard", ())


def _apply(change: Change, run: Run, deed: str, also: tuple[str, ...]) -> Run:
    try:
        RUN.apply(change, run, deed, also=also)
    except TransitionRefusedError as error:
        raise PublicationError(str(error)) from error
    return run
