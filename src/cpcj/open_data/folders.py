"""Where the files stand: each build in a folder of its own, and a file that names the one in use.

A build is written aside and named when it is whole, so that nobody ever takes half of one; the one
before stays until the next build, for those who are taking it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings

PACKAGE: Final = "datapackage.json"
CHECKSUMS: Final = "SHA256SUMS"
LICENCE: Final = "LICENCE.txt"
_CURRENT: Final = "current"
_BUILD: Final = re.compile(r"\A\d{8}T\d{6}Z-[0-9a-f]{8}\Z")
_KEPT: Final = 2


def root() -> Path:
    """Return the folder of all builds."""
    return Path(settings.DOWNLOADS_ROOT)


@dataclass(frozen=True, slots=True)
class Build:
    """A build in use: its folder and the description of its files."""

    folder: Path
    package: dict[str, Any]

    @property
    def files(self) -> frozenset[str]:
        """Return the names of all its files."""
        named = {str(one["path"]) for one in self.package["resources"]}
        return frozenset({*named, PACKAGE, CHECKSUMS, LICENCE})


def current() -> Build | None:
    """Return the build in use; None where there is none, or it cannot be read."""
    try:
        name = (root() / _CURRENT).read_text(encoding="ascii").strip()
        if _BUILD.match(name) is None:
            return None
        folder = root() / name
        return Build(folder, json.loads((folder / PACKAGE).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def begin(name: str) -> Path:
    """Return an empty folder to build in.

    Args:
        name: of the build, "20260101T030000Z-" and eight hexadecimal digits.
    """
    folder = root() / f".{name}.part"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def put_in_use(folder: Path, name: str) -> Path:
    """Give a whole build its name, make it the one in use, and take old ones away."""
    place = root() / name
    if place.exists():  # the same build, made twice
        shutil.rmtree(folder)
    else:
        folder.rename(place)
    beside = root() / f".{_CURRENT}.{os.getpid()}"
    beside.write_text(name, encoding="ascii")
    beside.replace(root() / _CURRENT)
    _clear(name)
    return place


def _clear(name: str) -> None:
    """Remove builds before the last, and what broken-off ones left."""
    builds = sorted(
        (one.name for one in root().iterdir() if _BUILD.match(one.name) and one.name != name),
        reverse=True,
    )
    for old in builds[_KEPT - 1 :]:
        shutil.rmtree(root() / old, ignore_errors=True)
    for left in root().glob(".*.part"):
        shutil.rmtree(left, ignore_errors=True)
