"""The pages of amendments in words and of compilation."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text
from cpcj.resolutions.checking.tests.drafts import draft
from cpcj.resolutions.tracked import accepted, is_tracked

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

AMEND, WRITE, COMPILE = "/drafting/amend/", "/drafting/amend/write/", "/drafting/compile/"
WORDS = "In operative paragraph 1, replace “work” with “<labour>”. Delete operative paragraph 9."


def _post(client: Client, address: str, **given: object) -> str:
    answer = client.post(address, given)
    assert answer.status_code == 200
    return answer.content.decode()


def test_amendments_are_made_in_pasted_words(client: Client) -> None:
    page = _post(client, AMEND, words=draft(), amendments=WORDS)
    assert "<del>work</del><ins>&lt;labour&gt;</ins>" in page
    assert "2 amendments read, 1 made." in page
    assert "the text has no such place" in page


def test_amendments_are_made_in_a_held_text(client: Client) -> None:
    hold(document(text(REQUEST, ENCOURAGE, symbol="A/RES/79/901", title="Lamps")), "1.txt")
    asked = {"symbol": "A/RES/79/901", "amendments": "Delete operative paragraph 1."}
    page = _post(client, AMEND, **asked)
    assert "1 amendment read, 1 made." in page
    answer = client.post(AMEND, {**asked, "form": "docx"})
    assert is_tracked(answer.content)
    said = "\n".join(
        one.text for one in docx.Document(io.BytesIO(accepted(answer.content))).paragraphs
    )
    assert "<" not in said
    assert "No such text is held." in _post(client, AMEND, **{**asked, "symbol": "A/RES/1/1"})


def test_what_was_not_read_is_shown(client: Client) -> None:
    page = _post(client, AMEND, words=draft(), amendments="Delete the gist of paragraph 2.")
    assert "1 passage could not be read." in page
    assert "words that are not understood" in page
    assert "gist" in page


def test_texts_that_are_not_given_or_no_texts_are_said(client: Client) -> None:
    assert "Name a text or paste one." in _post(client, AMEND, amendments=WORDS)
    assert "No resolution or decision was found" in _post(
        client, AMEND, words="Good morning", amendments=WORDS
    )
    assert "Name a text or paste one." in _post(client, WRITE, before_words=draft())


def test_amendments_are_written_from_two_texts(client: Client) -> None:
    later = draft().replace("Welcomes the work", "Welcomes the labour")
    page = _post(client, WRITE, before_words=draft(), after_words=later)
    assert "replace the word “work” with the word “labour”" in page
    assert "The two texts say the same." in _post(
        client, WRITE, before_words=draft(), after_words=draft()
    )


def test_proposals_are_set_side_by_side(client: Client) -> None:
    asked = {
        "words": draft(), "label1": "Freedonia", "words1": WORDS, "label2": "Sylvania",
        "words2": "In operative paragraph 1, replace “work” with “toil”.",
    }  # fmt: skip
    page = _post(client, COMPILE, **asked)
    assert "1 clash" in page
    assert "<mark>work</mark>" in page
    assert "the text has no such place" in page
    record = json.loads(client.post(COMPILE, {**asked, "form": "json"}).content)
    assert record["clashes"] == 1
    for form in ("docx", "html"):
        saved = client.post(COMPILE, {**asked, "form": form})
        assert saved["Content-Disposition"] == f'attachment; filename="compilation.{form}"'
    assert "Give one proposal at least." in _post(client, COMPILE, words=draft())
    assert "a label of its own" in _post(client, COMPILE, **{**asked, "label2": "Freedonia"})


def test_who_is_signed_in_gives_files(client: Client, officer: User) -> None:
    assert 'type="file"' not in client.get(COMPILE).content.decode()
    client.force_login(officer)
    assert 'type="file"' in client.get(COMPILE).content.decode()
    given = SimpleUploadedFile("mine.txt", WORDS.encode())
    assert "Proposal 1" in _post(client, COMPILE, words=draft(), file1=given)
    broken = SimpleUploadedFile("mine.docx", b"PK\x03\x04 nothing")
    assert "no Word file" in _post(client, COMPILE, words=draft(), file1=broken)


def test_more_texts_ask_no_more_statements(client: Client) -> None:
    hold(document(text(REQUEST, symbol="A/RES/79/900", title="Lamps")), "0.txt")
    given = {"symbol": "A/RES/79/900", "amendments": "Delete operative paragraph 1."}

    def asked() -> int:
        _post(client, AMEND, **given)
        with CaptureQueriesContext(connection) as queries:
            _post(client, AMEND, **given)
        return len(queries)

    before = asked()
    for number in range(1, 5):
        one = text(REQUEST, ENCOURAGE, symbol=f"A/RES/79/90{number}", title=f"Lamps {number}")
        hold(document(one), f"{number}.txt")
    assert asked() == before
