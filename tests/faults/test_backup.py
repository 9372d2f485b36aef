"""A backup made while others write, brought back whole; a damaged one refused."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cpcj.site.backup import BackupError
from cpcj.site.backup.archive import checked
from tests.faults.installation import TEXTS, Installation

STORE_MORE = """
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text
for n in range(1, 400):
    hold(document(text(*[REQUEST, ENCOURAGE] * 10, symbol=f"A/RES/79/{n}")), f"{n}.txt")
    print(n, flush=True)
"""
HELD = "from cpcj.register.models import Text\nprint(Text.objects.count())"


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_backed_up_while_others_write_and_brought_back(
    make_installation: Callable[..., Installation], store: str, tmp_path: Path
) -> None:
    site = make_installation(store, tables=True)
    inbox = site.home / "uploads" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "00001-كتاب.txt").write_text("waiting to be read", encoding="utf-8")
    code = f"import django\ndjango.setup()\n{STORE_MORE}"
    writer = subprocess.Popen(
        [sys.executable, "-c", code], env=site.environment, stdout=subprocess.PIPE
    )
    file = tmp_path / "kept.backup"
    try:
        assert writer.stdout is not None
        for _ in range(6):
            writer.stdout.readline()
        words = site.must("backup", str(file))
        assert writer.poll() is None, "the writer was still at work"
    finally:
        writer.kill()
        writer.communicate()
    assert file.stat().st_mode & 0o077 == 0
    assert "keep copies" in words
    manifest, sealed = checked(file)
    assert sealed is None
    assert manifest.counts["register_text"] > 5

    other = make_installation(store)
    refused = other.run("restore", str(file))
    assert refused.returncode == 1
    assert "audit key" in refused.stderr
    assert "Nothing was brought back" in refused.stderr
    shutil.copy(site.home / "audit-key", other.home / "audit-key")
    words = other.must("restore", str(file))
    assert "The audit log is whole." in words
    assert int(other.python(HELD)) == manifest.counts["register_text"]
    waiting = other.home / "uploads" / "inbox" / "00001-كتاب.txt"
    assert waiting.read_text("utf-8") == "waiting to be read"
    other.must("ingest", str(TEXTS))  # it goes on where it was
    assert "the chain is whole" in other.must("audit", "verify", "--head", manifest.head)
    again = other.run("restore", str(file))
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_the_keys_are_sealed_or_not_there(
    make_installation: Callable[..., Installation], tmp_path: Path
) -> None:
    site = make_installation("sqlite", tables=True)
    said = tmp_path / "passphrase"
    said.write_text("four lighthouse words here\n", encoding="utf-8")
    file = tmp_path / "kept.backup"
    site.must("backup", str(file), "--keys", "--passphrase-file", str(said))
    inside = gzip.decompress(file.read_bytes())
    for name in ("audit-key", "secret-key"):
        assert (site.home / name).read_bytes() not in inside
    other = make_installation("sqlite")
    wrong = tmp_path / "wrong"
    wrong.write_text("something else\n", encoding="utf-8")
    refused = other.run("restore", str(file), "--passphrase-file", str(wrong))
    assert refused.returncode == 1
    assert "passphrase" in refused.stderr
    other.must("restore", str(file), "--passphrase-file", str(said))
    for name in ("audit-key", "secret-key"):
        assert (other.home / name).read_text() == (site.home / name).read_text()


def test_nothing_is_overwritten_and_pg_dump_is_asked_for(
    make_installation: Callable[..., Installation], tmp_path: Path
) -> None:
    site = make_installation("postgresql", tables=True)
    file = tmp_path / "kept.backup"
    missing = site.run("backup", str(file), PATH=str(tmp_path))
    assert missing.returncode == 1
    assert "pg_dump is not on this machine" in missing.stderr
    assert list(tmp_path.glob("*backup*")) == []
    file.write_text("precious", encoding="utf-8")
    assert site.run("backup", str(file)).returncode == 2
    assert file.read_text("utf-8") == "precious"


def _packed(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def _manifest(**more: object) -> bytes:
    values = {
        "form": 1, "version": "0.1.0", "store": "sqlite", "made_at": "2026-01-01", "counts": {},
        "head": "0:" + "0" * 64, "key_check": "", "files": {}, **more,
    }  # fmt: skip
    return json.dumps(values).encode()


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({}, "no manifest"),
        ({"../../outside": b"x", "manifest.json": _manifest()}, "no backup holds"),
        ({"/etc/cron.d/x": b"x", "manifest.json": _manifest()}, "no backup holds"),
        ({"uploads/../../x": b"x", "manifest.json": _manifest()}, "no backup holds"),
        ({"manifest.json": _manifest()}, "no database"),
        ({"manifest.json": b"{"}, "cannot be read"),
        ({"manifest.json": b"[]"}, "cannot be read"),
        ({"manifest.json": _manifest(form=2)}, "form 2"),
        ({"database.sqlite3": b"x", "manifest.json": _manifest()}, "not what the manifest says"),
        ({"uploads/a": b"x", "manifest.json": _manifest()}, "not what the manifest says"),
    ],
)
def test_a_hostile_or_damaged_backup_is_refused(
    tmp_path: Path, members: dict[str, bytes], words: str
) -> None:
    with pytest.raises(BackupError, match=words):
        checked(_packed(tmp_path / "b", members))


def test_a_backup_cut_off_or_changed_is_refused(
    make_installation: Callable[..., Installation], tmp_path: Path
) -> None:
    site = make_installation("sqlite", tables=True)
    file = tmp_path / "kept.backup"
    site.must("backup", str(file))
    content = file.read_bytes()
    for changed in (content[: len(content) // 2], content[:100], b"", content[:-400]):
        file.write_bytes(changed)
        with pytest.raises(BackupError):
            checked(file)
    refused = 0
    for place in range(20, len(content), len(content) // 40):
        file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        try:
            checked(file)  # a bit of the packing alone can change nothing of what is packed
        except BackupError:
            refused += 1
    assert refused > 30
    later = _packed(
        tmp_path / "later", {"database.sqlite3": b"", "manifest.json": _manifest(
            version="99.0.0", files={"database.sqlite3": [0, EMPTY]})},
    )  # fmt: skip
    later_said = site.run("restore", str(later))
    assert later_said.returncode == 1
    assert "version 99.0.0" in later_said.stderr


EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
