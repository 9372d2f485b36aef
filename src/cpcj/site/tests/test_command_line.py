"""The command ``cpcj``: lazy, and helpful about its settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import cpcj
from cpcj.site.cli import COMMANDS, main
from cpcj.site.environment import SettingError, flag, home, key, number, words


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )


@pytest.mark.parametrize("arguments", [["--help"], ["parse", "--help"], ["--version"]])
def test_help_imports_no_django(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom cpcj.site.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        "sys.exit('django' in sys.modules)"
    )
    assert python("-c", code).returncode == 0


def test_the_help_lists_what_is_installed() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output
    for name in ("first-run", "serve", "migrate", "audit"):
        assert name in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps(name: str) -> None:
    assert main.get_command(None, name) is not None  # type: ignore[arg-type]
    if name == "django":
        return
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_version() -> None:
    assert cpcj.__version__ in CliRunner().invoke(main, ["--version"]).output


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    done = python(
        "-m", "cpcj", "migrate", CPCJ_HOME=str(tmp_path), CPCJ_UPLOAD_FILES="many", DATABASE_URL=""
    )
    assert done.returncode == 2
    assert "CPCJ_UPLOAD_FILES is 'many'" in done.stderr
    assert "Traceback" not in done.stderr


def test_first_run_twice_and_the_audit_is_whole(tmp_path: Path) -> None:
    here = {"CPCJ_HOME": str(tmp_path), "DATABASE_URL": "", "CPCJ_DEBUG": "0"}
    first = python("-m", "cpcj", "first-run", **here)
    assert first.returncode == 0, first.stderr
    assert "Sign in as: officer" in first.stdout
    second = python("-m", "cpcj", "first-run", **here)
    assert "Password" not in second.stdout
    verified = python("-m", "cpcj", "audit", "verify", **here)
    assert verified.returncode == 0
    assert "the chain is whole" in verified.stdout
    for name in ("secret-key", "audit-key"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_settings_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("X", "yes")
    assert flag("X", default=False) is True
    monkeypatch.setenv("X", "perhaps")
    with pytest.raises(SettingError, match="X is 'perhaps'"):
        flag("X", default=False)
    monkeypatch.setenv("X", "0")
    with pytest.raises(SettingError, match="above 0"):
        number("X", default=1)
    monkeypatch.setenv("X", "a, b,,")
    assert words("X", default="") == ["a", "b"]
    file = tmp_path / "key"
    assert key("Y", file) == key("Y", file)
    file.write_text("")
    with pytest.raises(SettingError, match="is empty"):
        key("Y", file)
    monkeypatch.setenv("CPCJ_HOME", str(file / "below"))
    with pytest.raises(SettingError, match="cannot be made"):
        home()
