"""Any file is read, or refused with a reason that names it; in bounded time."""

from __future__ import annotations

import resource
from collections import Counter

import pytest

from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import UnreadableError
from tests.hostile.files import Hostile, hostile_files

SEED = 20151217
SECONDS = 150.0  # of a processor, for one file: more than the longest limit of a converter
LONGEST = [0.0]


def _spent() -> float:
    """Return the processor's seconds of this process and of the converters it waited for."""
    own, converters = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return sum(one.ru_utime + one.ru_stime for one in (own, converters))


def outcome(file: Hostile) -> str:
    """Read a file; return "read" or "refused". Anything else that happens is a failure."""
    began = _spent()
    refusal: UnreadableError | None = None
    try:
        read_document(file.data, file.name)
    except UnreadableError as error:
        refusal = error
    spent = _spent() - began
    LONGEST[0] = max(LONGEST[0], spent)
    assert spent < SECONDS, f"{file.way}: {file.name} took too long"
    if refusal is None:
        return "read"
    assert str(refusal).startswith(f"{file.name}: ")
    assert len(refusal.reason) > 10
    return "refused"


def test_some_hostile_files_leave_the_run_alive() -> None:
    """A sample of the thousand, sized for every run of the tests."""
    outcomes = Counter(outcome(file) for file in hostile_files(40, SEED))
    assert outcomes["read"]
    assert outcomes["refused"]


@pytest.mark.long
def test_a_thousand_hostile_files_leave_the_run_alive() -> None:
    """The full count; what became of each way is printed."""
    outcomes: Counter[tuple[str, str]] = Counter()
    for file in hostile_files(1_000, SEED):
        outcomes[file.way, outcome(file)] += 1
    for (way, result), count in sorted(outcomes.items()):
        print(f"{way:10} {result:8} {count:5}")  # noqa: T201 - figures for the report
    print(f"longest: {LONGEST[0]:.1f} s of a processor")  # noqa: T201 - as above
    assert sum(outcomes.values()) == 1_000
