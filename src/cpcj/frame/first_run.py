"""Steps of the first run, registered by the rooms and run in order by ``cpcj first-run``.

A step is idempotent: the second run finds its work done and says so in a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What a step is told.

    Attributes:
        texts: folder of texts the person asked to have read, if any.
        report: prints one line for the person.
    """

    texts: Path | None
    report: Report


@dataclass(frozen=True, slots=True)
class Step:
    """A step: ``order`` (accounts 10, reference 20, samples 30, texts 40), name and function."""

    order: int
    name: str
    run: Callable[[FirstRun], None]


_steps: dict[str, Step] = {}


def register_step(step: Step) -> None:
    """Register a step under its name; called from a room's ``AppConfig.ready``."""
    _steps[step.name] = step


def steps() -> Iterator[Step]:
    """Yield the registered steps in order."""
    yield from sorted(_steps.values(), key=lambda step: (step.order, step.name))
