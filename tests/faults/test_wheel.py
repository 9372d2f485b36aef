"""A built wheel carries what the program reads beside its code, and nothing of the tests."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
# What stands beside code and is read when it runs.
BUILD = "import sys\nfrom hatchling.build import build_wheel\nprint(build_wheel(sys.argv[1]))"
READ = {".html", ".txt", ".toml", ".csv", ".json", ".css", ".js", ".svg", ".xsd", ".xml", ".typ"}


def test_the_wheel_carries_what_is_read(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "No module named 'hatchling'" in done.stderr:
        pytest.skip("hatchling is not installed: the wheel was not built")
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        held = {name for name in packed.namelist() if name.startswith("cpcj/")}
        assert any(name.endswith("licenses/LICENSE") for name in packed.namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "src"],  # noqa: S607 - the developer's git
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    wanted = {
        Path(name).relative_to("src").as_posix()
        for name in tracked
        if name and "/tests/" not in name and (Path(name).suffix in READ or name.endswith(".py"))
    }
    assert wanted - held == set()
    assert not [name for name in held if "/tests/" in name]
    # Made at set-up, ignored by git, part of what is released.
    for folder, pattern in (("cpcj/site/static/vendor", "*"), ("cpcj/locale", "*.mo")):
        made = [
            path.relative_to(SOURCE).as_posix()
            for path in (SOURCE / folder).rglob(pattern)
            if path.is_file()
        ]
        assert set(made) - held == set()
