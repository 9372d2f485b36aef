"""Checks of the machine: the interpreter, the home folder and its keys, space, the clock."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from cpcj.site.doctor import Asked, Check, Finding, Grade

_OLDEST: Final = (3, 11)
_LITTLE_BYTES: Final = 1 << 30
_NONE_BYTES: Final = 100 << 20
_KEYS: Final = {"CPCJ_SECRET_KEY": "secret-key", "CPCJ_AUDIT_KEY": "audit-key"}


def python(_asked: Asked) -> Iterator[Finding]:
    """Look at the interpreter's version."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST:
        yield Finding(
            Grade.ERROR,
            "python",
            f"Python {version} runs the program.",
            "It is written for Python 3.11 and newer.",
            "Make the virtual environment anew with a newer Python.",
        )
    else:
        yield Finding(Grade.OK, "python", f"Python {version}.")


def home(_asked: Asked) -> Iterator[Finding]:
    """Look at who may read and write the home folder."""
    folder: Path = settings.HOME
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(
            Grade.ERROR,
            "home",
            f"{folder} cannot be written by this account.",
            "The database, uploads and collected files stand there.",
            "Give the folder to the account the services run as (chown -R).",
        )
    elif mode & 0o007:
        yield Finding(
            Grade.WARNING,
            "home",
            f"{folder} can be entered by every account of the machine (mode {mode:o}).",
            "The database holds accounts and texts not published.",
            f"chmod 750 {folder}",
        )
    else:
        yield Finding(Grade.OK, "home", f"{folder}, mode {mode:o}.")


def keys(_asked: Asked) -> Iterator[Finding]:
    """Look at the two keys: there, long enough, read by nobody else."""
    for variable, name in _KEYS.items():
        if value := os.environ.get(variable):
            if len(value) < 32:
                yield Finding(
                    Grade.ERROR,
                    "keys",
                    f"{variable} has {len(value)} characters.",
                    "A short key can be guessed, and whoever has it signs in as anybody.",
                    "Set a random one of 50 characters or more.",
                )
            else:
                yield Finding(Grade.OK, "keys", f"{variable} is set.")
            continue
        file = settings.HOME / name
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & 0o077:
            yield Finding(
                Grade.ERROR,
                "keys",
                f"{file} can be read by other accounts (mode {mode:o}).",
                "Whoever has it can forge sessions or the audit log.",
                f"chmod 600 {file}, and make the secret key anew if anybody may have read it.",
            )
        else:
            yield Finding(Grade.OK, "keys", f"{name} is in its file, mode {mode:o}.")


def disk(_asked: Asked) -> Iterator[Finding]:
    """Look at the space left where the home is."""
    left = shutil.disk_usage(settings.HOME).free
    words = f"{left / (1 << 30):.1f} GB are left at {settings.HOME}."
    if left < _LITTLE_BYTES:
        yield Finding(
            Grade.ERROR if left < _NONE_BYTES else Grade.WARNING,
            "disk",
            words,
            "Without space nothing can be stored: pages answer 503 to every write.",
            "Make space, or move CPCJ_HOME to a larger disk.",
        )
    else:
        yield Finding(Grade.OK, "disk", words)


def clock(_asked: Asked) -> Iterator[Finding]:
    """Look whether the clock stands before the newest event of the log or before this program."""
    from django.db import DatabaseError
    from django.utils import timezone

    from cpcj.audit.models import AuditEvent

    now = timezone.now()
    latest: dt.datetime | None = None
    try:
        latest = AuditEvent.objects.order_by("-sequence").values_list("at", flat=True).first()
    except DatabaseError:
        latest = None  # another check says that the store does not answer
    built = dt.datetime.fromtimestamp(Path(__file__).stat().st_mtime, dt.UTC)
    newest = max(filter(None, (latest, built)))
    if newest > now + dt.timedelta(minutes=2):
        yield Finding(
            Grade.ERROR,
            "clock",
            f"The clock says {now:%Y-%m-%d %H:%M} UTC; something is dated {newest:%Y-%m-%d %H:%M}.",
            "Deadlines, sessions and the times of the log are taken from the clock.",
            "Set the clock and let a time service keep it.",
        )
    else:
        yield Finding(Grade.OK, "clock", f"{now:%Y-%m-%d %H:%M} UTC.")


def static_files(_asked: Asked) -> Iterator[Finding]:
    """Look whether the front-end files are there, and collected where they must be."""
    vendor = Path(__file__).resolve().parents[1] / "static" / "vendor" / "bootstrap"
    if not vendor.exists():
        yield Finding(
            Grade.ERROR,
            "static",
            "The front-end packages are missing.",
            "Pages have no style and forms no script.",
            "`npm ci && cpcj assets node_modules`, or install a released wheel, which has them.",
        )
    elif not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield Finding(
            Grade.ERROR,
            "static",
            f"No files are collected in {settings.STATIC_ROOT}.",
            "Every page that names one fails.",
            "`cpcj django collectstatic --no-input`; `cpcj serve` does it at its start.",
        )
    else:
        yield Finding(Grade.OK, "static", "The front-end files are there.")


CHECKS: Final[dict[str, Check]] = {
    "python": python,
    "home": home,
    "keys": keys,
    "disk": disk,
    "static": static_files,
}
CLOCK: Final[Check] = clock
