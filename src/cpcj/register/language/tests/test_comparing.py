"""Two texts of one's own are compared; a Word file with tracked changes is two texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cpcj.register.language.scales import known_scales
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text
from cpcj.resolutions.checking.tests.drafts import draft
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.tracked import accepted, rejected, tracked_docx
from cpcj.resolutions.writers.word import to_docx

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings as SettingsWrapper

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db
GIVEN = "/drafting/compare/given/"
CHANGED = "work of the harbours"


def _page(client: Client, **given: object) -> str:
    answer = client.post(GIVEN, given)
    assert answer.status_code == 200
    return answer.content.decode()


def _word(words: str, name: str = "draft.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, to_docx(read_document(words.encode(), "draft.txt")))


def _later() -> str:
    assert "work" in draft()
    return draft().replace("work", CHANGED, 1)


def _words(content: bytes, name: str = "x.docx") -> list[str]:
    (found,) = read_document(content, name).texts
    return [one.full for one in found.body if hasattr(one, "full")]


def test_pasted_words_are_compared(client: Client) -> None:
    page = _page(client, before_words=draft(), after_words=_later())
    assert "reworded <strong>1</strong>" in page
    assert "<ins>harbours of the </ins>" in page
    assert "Sign in to give a file." in page


def test_a_file_is_laid_beside_a_held_text(client: Client, officer: User) -> None:
    hold(document(text(REQUEST, ENCOURAGE, symbol="A/RES/79/901", title="Lamps")), "1.txt")
    client.force_login(officer)
    page = _page(client, before_symbol="A/RES/79/901", after_file=_word(_later()))
    assert "draft.docx" in page
    assert "What became of each paragraph" in page


def test_two_word_files_give_one_with_tracked_changes(client: Client, officer: User) -> None:
    client.force_login(officer)
    files = {"before_file": _word(draft(), "a.docx"), "after_file": _word(_later(), "b.docx")}
    answer = client.post(GIVEN, {**files, "form": "docx"})
    assert answer.status_code == 200
    content = answer.getvalue()
    assert _words(rejected(content, "x.docx")) == _words(_word(draft()).read())
    assert _words(accepted(content, "x.docx")) == _words(_word(_later()).read())


def test_one_word_file_with_tracked_changes_is_two_texts(client: Client, officer: User) -> None:
    client.force_login(officer)
    both = tracked_docx(_word(draft()).read(), _word(_later()).read())
    page = _page(client, after_file=SimpleUploadedFile("tracked.docx", both))
    assert "<ins>harbours of the </ins>" in page
    page = _page(client, after_file=_word(draft()))
    assert "no tracked changes" in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.docx", b"PK\x03\x04 cut off", "it is damaged"),
        ("note.txt", b"Only a note about lamps.", "No resolution or decision was found"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    client: Client, officer: User, name: str, content: bytes, said: str
) -> None:
    client.force_login(officer)
    page = _page(client, before_words=draft(), after_file=SimpleUploadedFile(name, content))
    assert "What became of each paragraph" not in page
    assert said in page


def test_neither_text_is_no_comparison(client: Client) -> None:
    assert "Name a text or paste one." in _page(client)


def test_an_installation_offers_scales_of_its_own_and_says_whose(
    client: Client, settings: SettingsWrapper, tmp_path: Path
) -> None:
    path = tmp_path / "scales.toml"
    path.write_text('[scale.own]\ntitle = "Ours"\nsource = "The desk."\ngroups = []\n', "utf-8")
    page = _page(client, before_words=draft(), after_words=_later())
    assert "by the scale “Grouped”: The project’s own grouping" in page
    settings.FORCE_SCALES = str(path)
    known_scales.cache_clear()
    try:
        page = _page(client, before_words=draft(), after_words=_later(), scale="own")
    finally:
        known_scales.cache_clear()
    assert "by the scale “Ours”: The desk." in page
