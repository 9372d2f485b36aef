"""The page that checks a draft."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.register.language.held import RegisterHeld
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text
from cpcj.resolutions.checking.tests.drafts import draft, op, read

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

PAGE = "/drafting/check/"
BROKEN = op("Invites the UNODC to help Member States of the United Nations;")


def _check(client: Client, words: str = BROKEN, **more: object) -> str:
    answer = client.post(PAGE, {"words": words, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_lists_the_rules(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert 'id="rule-C13"' in page
    assert 'type="file"' not in page  # who is not signed in pastes


def test_findings_stand_beside_the_words(client: Client) -> None:
    page = _check(client)
    assert '<mark class="found finding-warning">UNODC</mark>' in page
    assert "<ins>States Members of the United Nations</ins>" in page
    assert 'data-level="error"' in page


def test_a_rule_that_is_left_out_finds_nothing(client: Client) -> None:
    assert 'data-rule="W01"' not in _check(client, off=["W01"])


def test_nothing_given_is_said(client: Client) -> None:
    assert "Paste a draft or choose a file." in _check(client, "  ")


def test_words_without_a_text_are_said(client: Client) -> None:
    assert "No resolution or decision was found in the draft." in _check(client, "Good morning")


@pytest.mark.parametrize("form", ["json", "sarif", "csv", "docx"])
def test_findings_are_saved_as_a_file(client: Client, form: str) -> None:
    answer = client.post(PAGE, {"words": BROKEN, "form": form})
    assert answer["Content-Disposition"] == f'attachment; filename="findings.{form}"'
    if form == "docx":
        said = [one.text for one in docx.Document(io.BytesIO(answer.content)).comments]
        assert any("W03" in one for one in said)
    elif form == "csv":
        assert b"UNODC" in answer.content
    else:
        record = json.loads(answer.content)
        found = record["findings"] if form == "json" else record["runs"][0]["results"]
        assert len(found) == 2


def test_who_is_signed_in_gives_a_file(client: Client, officer: User) -> None:
    client.force_login(officer)
    given = SimpleUploadedFile("mine.txt", BROKEN.encode())
    assert "UNODC</mark>" in client.post(PAGE, {"file": given}).content.decode()
    broken = SimpleUploadedFile("mine.pdf", b"%PDF-1.7 nothing")
    assert "Could not be read:" in client.post(PAGE, {"file": broken}).content.decode()


def test_the_register_speaks_against_a_title(client: Client) -> None:
    hold(document(text(REQUEST, symbol="A/RES/79/901", title="Lamps of the harbours")), "1.txt")
    words = op("Recalls resolution 79/901, entitled “Lamps of the towns”;")
    assert "Lamps of the harbours" in _check(client, words)


def test_the_register_answers_in_the_same_number_of_statements() -> None:
    from django.contrib.auth.models import AnonymousUser

    checked = read(op("Recalls resolutions 79/901 and 79/902 of 5 May 2025;"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            held = RegisterHeld(checked, AnonymousUser())
            held.wording()
            held.series(checked.texts[0].title.text)
        return len(queries)

    before = asked()
    for number in range(1, 6):
        one = text(REQUEST, ENCOURAGE, symbol=f"A/RES/79/90{number}", title=f"Lamps {number}")
        hold(document(one), f"{number}.txt")
    assert asked() == before


def test_a_clean_draft_has_no_findings(client: Client) -> None:
    assert "0 findings" in _check(client, draft())
