"""What the register does at the first run: take in the samples, and the folder a person named."""

from __future__ import annotations

import os
from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path

from cpcj.frame.actors import SystemActor
from cpcj.frame.first_run import FirstRun
from cpcj.register.reading import read_path
from cpcj.register.services.ingest import IngestOutcome, held_paths, store_file
from cpcj.resolutions.batch import each, find_inputs

_MANY = 16  # files from which on starting more processes pays


def read_samples(run: FirstRun) -> None:
    """Take in the project's own sample texts, which are invented and say so."""
    with as_file(files("cpcj.samples") / "texts") as folder:
        _take_in(folder, run, "sample texts")


def read_texts(run: FirstRun) -> None:
    """Take in the folder that the person named, if one was."""
    if run.texts is not None:
        _take_in(run.texts, run, str(run.texts))


def _take_in(folder: Path, run: FirstRun, name: str) -> None:
    """Store what is not held yet, each file in its own transaction, and say what came of it."""
    inputs = [item.path for item in find_inputs([folder])]
    held, others = held_paths(inputs)
    actor = SystemActor("first-run")
    jobs = (os.cpu_count() or 1) if len(others) >= _MANY else 1
    counts = Counter(outcome.status.value for outcome in held)
    for result in each(read_path, others, jobs=jobs):
        if result.value is None:
            counts["not read"] += 1
            run.report(f"  {result.path.name}: not read: {result.error}")
            continue
        outcome = store_file(actor, result.value, published=True)
        counts[outcome.status.value] += 1
        run.report(f"  {_line(outcome)}")
    said = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    run.report(f"Read {name}: {len(inputs)} files, {said or 'nothing to read'}.")


def _line(outcome: IngestOutcome) -> str:
    acts = sum(text.acts for text in outcome.texts)
    return f"{outcome.name}: {outcome.document}, {len(outcome.texts)} texts, {acts} acts"
