"""A database of a released version is brought to this one, and nothing in it is lost."""

import csv
import gzip
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RELEASES = sorted(HERE.glob("*.sqlite3.gz"))


def _run(home: Path, *arguments: str) -> str:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    } | {"CPCJ_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "cpcj", *arguments],
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name.split(".sqlite3")[0])
def test_a_released_database_is_brought_up(release: Path, tmp_path: Path) -> None:
    version = release.name.removesuffix(".sqlite3.gz")
    with gzip.open(release) as packed, (tmp_path / "cpcj.sqlite3").open("wb") as file:
        shutil.copyfileobj(packed, file)
    shutil.copy(HERE / f"{version}.audit-key", tmp_path / "audit-key")
    _run(tmp_path, "migrate")
    _run(tmp_path, "audit", "verify")
    listed = _run(tmp_path, "export", "texts", "--format", "csv").removeprefix("\ufeff")
    assert len(list(csv.DictReader(io.StringIO(listed)))) == 12
    acts = _run(tmp_path, "export", "mandates", "--format", "csv", "--filter", "proposals=1")
    assert len(list(csv.DictReader(io.StringIO(acts.removeprefix("\ufeff"))))) == 189


def test_this_version_is_among_the_released_ones() -> None:
    from cpcj import __version__

    assert f"{__version__}.sqlite3.gz" in {path.name for path in RELEASES}
