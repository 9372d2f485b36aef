"""A batch of uploaded files: read one by one, told as it goes, taken up again where it stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from cpcj.jobs.models import Job
from cpcj.register import uploading
from cpcj.register.models import Text, Upload
from cpcj.register.services.ingest import IngestOutcome, ingest_file

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from cpcj.accounts.models import User
    from cpcj.frame.permissions import Actor
    from cpcj.jobs.queue import Progress

pytestmark = pytest.mark.django_db

WORDS = (
    "United Nations\tA/RES/79/{n}\nGeneral Assembly\nSeventy-ninth session\n\n"
    "Resolution adopted by the General Assembly on 17 December 2024\n"
    "79/{n}.\tLamps {n}\n\n\tThe General Assembly,\n\tRecalling its resolution 78/901,\n"
    "\t1.\tRequests the Secretary-General to keep lamps.\n"
)


class _Progress:
    """Progress that nobody watches."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.steps: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int = 0, message: str = "") -> None:
        """Note the step."""
        self.steps.append((done, total, message))


@pytest.fixture(autouse=True)
def _inbox(settings: Any, tmp_path: Path) -> None:
    """Let files wait in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path


def _files() -> list[SimpleUploadedFile]:
    return [
        SimpleUploadedFile("one.txt", WORDS.format(n=951).encode()),
        SimpleUploadedFile("broken.pdf", b"%PDF-1.7\nnothing"),
        SimpleUploadedFile("../two.txt", WORDS.format(n=952).encode()),
    ]


def _run(job: Job, actor: Actor) -> Any:
    progress = cast("Progress", _Progress(actor))
    return uploading.read_batch.run(progress, **job.arguments)


def test_a_broken_file_does_no_harm_to_the_others(officer: User) -> None:
    job = uploading.take_files(officer, _files(), published=True)
    assert _run(job, officer) == {"files": 3, "read": 2}
    lines = list(uploading.account(job.arguments["batch"]))
    assert [line.name for line in lines] == ["one.txt", "broken.pdf", "two.txt"]
    assert [line.error is None for line in lines] == [True, False, True]
    assert Text.objects.count() == 2
    left = [path.name for path in uploading.folder_of(job.arguments["batch"]).iterdir()]
    assert left == [uploading.ACCOUNT]


def test_a_job_started_again_goes_on_where_it_was(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = uploading.take_files(officer, _files(), published=True)
    read: list[str] = []

    def dies_at_the_second(
        actor: Actor, content: bytes, name: str, *, published: bool, **said: str
    ) -> IngestOutcome:
        if len(read) == 1:
            raise KeyboardInterrupt
        read.append(name)
        return ingest_file(actor, content, name, published=published, **said)

    monkeypatch.setattr(uploading, "ingest_file", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        _run(job, officer)
    monkeypatch.setattr(uploading, "ingest_file", ingest_file)
    assert _run(job, officer) == {"files": 3, "read": 2}
    assert Upload.objects.count() == 2
    assert len(list(uploading.account(job.arguments["batch"]))) == 3


def test_texts_can_be_kept_back(officer: User, client: Client) -> None:
    job = uploading.take_files(officer, _files()[:1], published=False)
    _run(job, officer)
    assert not Text.objects.get().published
    assert client.get("/texts/A/RES/79/951/").status_code == 404


def test_only_who_may_upload_gives_files(make_user: Any) -> None:
    with pytest.raises(PermissionDenied):
        uploading.take_files(make_user(), _files(), published=True)
    assert not Job.objects.exists()


def test_a_line_that_is_being_written_waits(officer: User) -> None:
    job = uploading.take_files(officer, _files()[:1], published=True)
    _run(job, officer)
    batch = job.arguments["batch"]
    with (uploading.folder_of(batch) / uploading.ACCOUNT).open("a") as lines:
        lines.write('{"name": "half')
    assert len(list(uploading.account(batch))) == 1


def test_the_account_is_for_who_asked(client: Client, officer: User, make_user: Any) -> None:
    job = uploading.take_files(officer, _files(), published=True)
    _run(job, officer)
    address = f"/uploads/account/{job.pk}/"
    assert client.get(address).status_code == 404
    client.force_login(make_user())
    assert client.get(address).status_code == 404
    client.force_login(officer)
    page = client.get(address).content.decode()
    assert "broken.pdf" in page
    assert "1 could not be read" in page
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-swap-oob="innerHTML"' in part


def test_a_file_held_already_offers_no_undo_of_the_other(officer: User, client: Client) -> None:
    job = uploading.take_files(officer, _files()[:1], published=True)
    _run(job, officer)
    again = uploading.take_files(
        officer, [SimpleUploadedFile("same.txt", WORDS.format(n=951).encode())], published=True
    )
    _run(again, officer)
    client.force_login(officer)
    assert "/undo/" in client.get(f"/uploads/account/{job.pk}/").content.decode()
    page = client.get(f"/uploads/account/{again.pk}/").content.decode()
    assert "same.txt" in page
    assert "held already" in page
    assert "/undo/" not in page


def test_the_account_names_a_text_without_title_in_words(officer: User, client: Client) -> None:
    words = b"The General Assembly,\n\nRecalling its work,\n\n1. Requests States to give lamps.\n"
    job = uploading.take_files(officer, [SimpleUploadedFile("lamps.txt", words)], published=True)
    _run(job, officer)
    client.force_login(officer)
    page = client.get(f"/uploads/account/{job.pk}/").content.decode()
    shown = page.partition("<main")[2]
    assert ">Draft resolution<" in shown
    assert ">made:" not in shown
