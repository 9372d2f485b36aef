"""Many files at once: one task function, one process, several processes or many machines.

The engines differ in where the task runs and in nothing else: the same outcomes come back in the
same order. A file that cannot be read is an outcome with a reason, never the end of the run, even
where it takes the process that reads it down with it.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from cpcj.resolutions.source import UnreadableError

Value = TypeVar("Value")
Task = Callable[[Path], Value]

SUFFIXES = frozenset({".txt", ".text", ".md", ".pdf", ".docx", ".html", ".htm", ".odt", ".xml"})
_AHEAD = 4  # files handed out beyond those being read, per process: keeps memory bounded


class EngineError(Exception):
    """An engine that cannot be used: what is missing and what to do."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read and where its output goes: its path below the folder that was named."""

    path: Path
    relative: Path


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What came of one file: a value, or the reason why there is none."""

    path: Path
    value: Value | None
    error: str | None


def find_inputs(paths: Iterable[Path], suffixes: Iterable[str] = SUFFIXES) -> list[Input]:
    """List the files to read: files as named, folders searched for known forms, hidden ones not.

    A path that is not there is listed too, so that the run names it among what could not be read.
    """
    known = frozenset(suffixes)
    found: list[Input] = []
    for path in paths:
        if not path.is_dir():
            found.append(Input(path, Path(path.name)))
            continue
        for file in sorted(path.rglob("*")):
            relative = file.relative_to(path)
            hidden = any(part.startswith(".") for part in relative.parts)
            if file.suffix.lower() in known and file.is_file() and not hidden:
                found.append(Input(file, relative))
    return found


def each(
    task: Task[Value], paths: Sequence[Path], *, jobs: int = 1, scheduler: str | None = None
) -> Iterator[Outcome[Value]]:
    """Run a task on each path and yield the outcomes in the order of the paths.

    Args:
        task: a function of a module (it travels to other processes) that raises
            :class:`UnreadableError` for a file it cannot read.
        paths: the files.
        jobs: processes on this machine.
        scheduler: address of a Dask scheduler; the paths must then mean the same files on every
            worker. ``jobs`` does not count.

    Raises:
        EngineError: when the Dask scheduler cannot be reached.
    """
    if scheduler is not None:
        yield from _on_dask(task, paths, scheduler)
    elif jobs <= 1 or len(paths) <= 1:
        for path in paths:
            yield _outcome(task, path)
    else:
        yield from _in_processes(task, paths, jobs)


def _outcome(task: Task[Value], path: Path) -> Outcome[Value]:
    try:
        return Outcome(path, task(path), None)
    except UnreadableError as error:
        return Outcome(path, None, error.reason)
    except FileNotFoundError:
        return Outcome(path, None, "there is no such file")
    except OSError as error:
        return Outcome(path, None, f"cannot be opened: {error.strerror or error}")
    except MemoryError:
        return Outcome(path, None, "too large for the memory of this machine")
    except RecursionError:
        return Outcome(path, None, "nested too deeply to be read")


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Fork would copy locks held by other threads (a web server's); spawn starts clean.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _in_processes(task: Task[Value], paths: Sequence[Path], jobs: int) -> Iterator[Outcome[Value]]:
    done = 0
    while done < len(paths):
        try:
            with _pool(jobs) as pool:
                for outcome in _windowed(pool, task, paths[done:], jobs * _AHEAD):
                    yield outcome
                    done += 1
        except BrokenProcessPool:
            # A file took its process down. The first one without an outcome is tried alone: either
            # it is the culprit and gets its reason, or it was a bystander and is read.
            yield _alone(task, paths[done])
            done += 1


def _windowed(
    pool: Executor, task: Task[Value], paths: Sequence[Path], ahead: int
) -> Iterator[Outcome[Value]]:
    waiting: deque[Future[Outcome[Value]]] = deque()
    for path in paths:
        waiting.append(pool.submit(_outcome, task, path))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _alone(task: Task[Value], path: Path) -> Outcome[Value]:
    try:
        with _pool(1) as pool:
            return pool.submit(_outcome, task, path).result()
    except BrokenProcessPool:
        return Outcome(path, None, "reading it ended the process that read it")


def _on_dask(task: Task[Value], paths: Sequence[Path], scheduler: str) -> Iterator[Outcome[Value]]:
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:  # pragma: no cover - the lock always brings it
        message = "the engine dask needs the package 'distributed'"
        raise EngineError(message) from error
    try:
        client = Client(scheduler, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        message = f"no Dask scheduler answers at {scheduler}"
        raise EngineError(message) from error
    with client:
        waiting: deque[tuple[Path, Any]] = deque()
        ahead = max(_AHEAD, _AHEAD * len(client.scheduler_info()["workers"]))

        def first() -> Outcome[Value]:
            path, future = waiting.popleft()
            try:
                outcome: Outcome[Value] = future.result()
            except KilledWorker:
                return Outcome(path, None, "reading it ended the worker that read it")
            return outcome

        for path in paths:
            waiting.append((path, client.submit(_outcome, task, path, pure=False)))
            if len(waiting) >= ahead:
                yield first()
        while waiting:
            yield first()
