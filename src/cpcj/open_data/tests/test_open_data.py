"""The files of the open data: what they hold, what they leave out, and none is half written."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from cpcj.accounts.rules import Role
from cpcj.frame.permissions import Permission
from cpcj.jobs.models import Job
from cpcj.jobs.queue import run_job
from cpcj.open_data import building, folders
from cpcj.open_data.building import build
from cpcj.open_data.feed import ATOM
from cpcj.register.models import Act, Text
from cpcj.register.reporting.services.deriving import derive
from cpcj.register.services.reviewing import reject
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, SYSTEM, document, hold, text
from cpcj.resolutions.akn.schema import errors
from cpcj.resolutions.model import DocumentKind, TextKind

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings: Settings, tmp_path: Path) -> Path:
    settings.DOWNLOADS_ROOT = tmp_path / "downloads"
    return tmp_path / "downloads"


def _hold(count: int) -> None:
    for number in range(1, count + 1):
        one = text(REQUEST, ENCOURAGE, symbol=f"A/RES/79/{900 + number}", title=f"=Lamps {number}")
        hold(document(one), f"{number}.txt")
    derive(SYSTEM)


def _read(made: folders.Build, name: str) -> str:
    return (made.folder / name).read_text(encoding="utf-8")


def _lines(made: folders.Build, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _read(made, name).splitlines()]


_TYPES: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "date": dt.date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def test_tables_are_as_they_are_described() -> None:
    _hold(3)
    made = build()
    for resource in made.package["resources"]:
        content = (made.folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if "schema" not in resource:
            continue
        fields = resource["schema"]["fields"]
        rows = list(csv.DictReader(io.StringIO(content.decode())))
        assert list(rows[0]) == [field["name"] for field in fields]
        assert len(rows) == resource["rows"] >= 3
        for row in rows:
            for field in fields:
                value = row[field["name"]]
                constraints = field.get("constraints", {})
                assert value or not constraints.get("required"), field["name"]
                if value:
                    _TYPES[field["type"]](value)
        for key in resource["schema"].get("primaryKey", ()):
            assert len({row[key] for row in rows}) == len(rows)


def test_the_package_has_what_the_standard_demands() -> None:
    _hold(1)
    package = build().package
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    dt.datetime.fromisoformat(package["created"])
    assert all({"name", "path"} & set(one) for one in package["licenses"])
    names = [one["name"] for one in package["resources"]]
    assert len(set(names)) == len(names) == 6
    for one in package["resources"]:
        assert one["name"] == one["name"].lower()
        assert not one["path"].startswith(("/", "."))
        assert (one.get("type") == "table") == ("schema" in one)


def test_records_are_those_of_the_commands() -> None:
    _hold(2)
    made = build()
    texts = _lines(made, "texts.jsonl")
    assert [one["text_id"] for one in texts] == ["A/RES/79/901", "A/RES/79/902"]
    assert texts[0]["texts"][0]["operative"][0]["text"] == REQUEST
    mandates = _lines(made, "mandates.jsonl")
    assert mandates[0]["id"] == "A/RES/79/901#op1.1"
    start, end = mandates[0]["spans"]["phrase"][0]
    assert mandates[0]["full"][start:end].lower() == mandates[0]["phrase"]
    with zipfile.ZipFile(made.folder / "texts-akn.zip") as archive:
        assert archive.namelist() == ["A-RES-79-901.xml", "A-RES-79-902.xml", "index.csv"]
        assert errors(archive.read("A-RES-79-901.xml")) == []
        assert "A/RES/79/902,1,A-RES-79-902.xml" in archive.read("index.csv").decode()


def test_no_cell_is_run_as_a_formula() -> None:
    _hold(1)
    rows = list(csv.DictReader(io.StringIO(_read(build(), "mandates.csv"))))
    assert rows[0]["title"] == "'=Lamps 1"


def test_only_what_is_public_and_in_force_is_in_them() -> None:
    _hold(1)
    secret = text(REQUEST, symbol="A/RES/79/999", title="Hidden lamps")
    hold(document(secret), "secret.txt", published=False)
    draft = text(REQUEST, symbol="A/C.3/79/L.9", title="A draft", kind=TextKind.DRAFT_RESOLUTION)
    hold(document(draft, kind=DocumentKind.DRAFT_RESOLUTION), "draft.txt")
    reject(SYSTEM, Act.objects.get(identifier="A/RES/79/901#op2.1"), reason="none")
    made = build()
    for place in made.folder.iterdir():
        content = place.read_bytes()
        assert b"Hidden" not in content
        assert b"79/999" not in content
    assert [one["id"] for one in _lines(made, "mandates.jsonl")] == ["A/RES/79/901#op1.1"]
    assert len(_lines(made, "texts.jsonl")) == 2


def test_checksums_verify_every_file() -> None:
    _hold(1)
    made = build()
    named = dict(line.split("  ")[::-1] for line in _read(made, "SHA256SUMS").splitlines())
    assert set(named) == set(made.files) - {"SHA256SUMS"}
    for name, digest in named.items():
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == digest


def test_an_empty_register_has_files_too() -> None:
    made = build()
    assert {one["rows"] for one in made.package["resources"]} == {0}


def test_building_again_changes_nothing_until_something_is_written(root: Path) -> None:
    _hold(1)
    first = build()
    assert build().folder == first.folder
    _hold(2)
    second = build()
    assert second.folder != first.folder
    assert first.folder.exists()  # for who is taking it
    _hold(3)
    build()
    assert not first.folder.exists()
    assert not list(root.glob(".*"))


def test_a_build_broken_off_leaves_the_one_before(
    monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    _hold(1)
    first = build()
    _hold(2)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(building, "_citations", full)
        with pytest.raises(OSError, match="No space"):
            build()
    held = folders.current()
    assert held is not None
    assert held.folder == first.folder
    second = build()
    assert len(_lines(second, "texts.jsonl")) == 2
    assert not list(root.glob(".*"))


@pytest.mark.parametrize("name", ["../../etc", "20260101", "", "\xe9"])
def test_a_strange_name_of_the_build_in_use_is_none(root: Path, name: str) -> None:
    root.mkdir()
    (root / "current").write_text(name, encoding="utf-8")
    assert folders.current() is None


def test_a_build_asks_no_more_for_more_texts() -> None:
    _hold(2)
    with CaptureQueriesContext(connection) as few:
        build()
    _hold(9)
    with CaptureQueriesContext(connection) as many:
        build()
    assert len(many) == len(few)


def test_the_page_links_what_there_is(client: Client) -> None:
    assert client.get("/open-data/").status_code == 200
    assert client.get("/open-data/files/texts.jsonl").status_code == 404
    assert client.get("/open-data/catalogue.jsonld").status_code == 404
    _hold(1)
    made = build()
    page = client.get("/open-data/").content.decode()
    for name in ("texts.jsonl", "mandates.csv", "SHA256SUMS", "datapackage.json"):
        assert f'href="/open-data/files/{name}"' in page
        answer = client.get(f"/open-data/files/{name}")
        assert answer.getvalue() == (made.folder / name).read_bytes()
        again = client.get(
            f"/open-data/files/{name}", headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert again.status_code == 304
    for name in ("current", "..", "secret-key"):
        assert client.get(f"/open-data/files/{name}").status_code == 404
    assert "sha256sum" in page
    assert "Build them now" not in page
    catalogue = client.get("/open-data/catalogue.jsonld")
    assert catalogue.headers["Content-Type"] == "application/ld+json"
    assert len(catalogue.json()["dcat:distribution"]) == 6


def test_who_may_builds(client: Client, make_user: Callable[..., User], officer: User) -> None:
    assert client.post("/open-data/build/").status_code == 403
    client.force_login(officer)
    assert client.post("/open-data/build/").status_code == 403
    administrator = make_user(Role.ADMINISTRATOR)
    assert administrator.has_perm(Permission.DOWNLOADS_REBUILD)
    client.force_login(administrator)
    _hold(1)
    assert client.post("/open-data/build/").status_code == 302
    client.post("/open-data/build/")  # asked twice, built once
    run_job.call(str(Job.objects.get().pk))
    assert Job.objects.get().state == "done"
    assert folders.current() is not None


def test_the_command_builds() -> None:
    from cpcj.site.cli import main

    _hold(1)
    done = CliRunner().invoke(main, ["downloads", "build"])
    assert done.exit_code == 0, done.output
    assert "mandates.csv: 2 records" in done.output


def test_the_feed_is_atom(client: Client) -> None:
    assert client.get("/changes.atom").status_code == 200
    _hold(2)
    hold(document(text(REQUEST, symbol="A/RES/79/999")), "secret.txt", published=False)
    answer = client.get("/changes.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)

    def words(parent: Any, name: str) -> str:
        return str(parent.findtext(f"{{{ATOM}}}{name}"))

    entries = feed.findall(f"{{{ATOM}}}entry")
    assert [words(one, "id").partition("?")[0] for one in entries] == [
        "http://testserver/id/A/RES/79/902",
        "http://testserver/id/A/RES/79/901",
    ]
    for one in (feed, *entries):
        dt.datetime.fromisoformat(words(one, "updated"))
        assert words(one, "id").startswith("http")
        assert words(one, "title")
    assert words(feed, "updated") == words(entries[0], "updated")
    assert "person" not in answer.content.decode()
    assert Text.objects.count() == 3
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/changes.atom", headers=tag).status_code == 304
