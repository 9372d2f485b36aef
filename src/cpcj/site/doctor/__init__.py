"""What is wrong with an installation: checks that each say what, why it matters and what to do.

A check is a function that yields findings; none changes anything. A check that itself fails is a
finding too. ``machine`` asks the machine and its files, ``store`` the database, ``service`` the
settings, the workers and the mail server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How bad a finding is; an ERROR makes the command fail."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        grade: how bad it is.
        check: name of the check ("disk").
        what: what is so, in one sentence.
        why: why it matters; empty where all is well.
        remedy: what to do; empty where all is well.
    """

    grade: Grade
    check: str
    what: str
    why: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person asked for beside the usual: to try the mail server, to read the whole log."""

    mail: bool = False
    audit: bool = False


Check = Callable[[Asked], Iterator[Finding]]


def checks() -> dict[str, Check]:
    """Return the checks by name, in order."""
    from cpcj.site.doctor import machine, service, store

    return {**machine.CHECKS, **store.CHECKS, **service.CHECKS}


def examine(asked: Asked) -> Iterator[Finding]:
    """Yield the findings of every check; one that breaks is reported and the others go on.

    Where the store cannot be reached, what would ask it is left out.
    """
    from cpcj.site.doctor.store import STANDS_ON_STORE

    reached = True
    for name, check in checks().items():
        if name in STANDS_ON_STORE and not reached:
            continue
        try:
            for finding in check(asked):
                yield finding
                if name == "database" and finding.grade is Grade.ERROR:
                    reached = False
        except Exception as error:  # noqa: BLE001 - a broken check must not hide the others
            yield Finding(
                Grade.ERROR,
                name,
                f"The check itself failed: {type(error).__name__}: {error}",
                "What it looks at is not known to be well.",
                "See whether the database is migrated (`cpcj migrate`); else report it.",
            )
