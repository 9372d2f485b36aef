"""Before tabling: the page, its files, and how often it asks the store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.rules import Role
from cpcj.register.language.queries.holdings import RegisterHoldings
from cpcj.register.reading import read_content
from cpcj.register.services.ingest import store_file
from cpcj.register.tests.factories import SYSTEM, document, hold, text
from cpcj.resolutions.agreed import precedents
from cpcj.resolutions.agreed.passages import Index, passages_of
from cpcj.resolutions.agreed.showing import precedents_record
from cpcj.resolutions.checking.tests.drafts import op

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

PAGE = "/drafting/before/"
LEDGER = (
    "Requests the Secretary-General to keep a public ledger of the lamps of all harbour towns and "
    "to publish it each year in the spring"
)
REPORT = (
    "Requests the Secretary-General to submit to the General Assembly at its eighty-first session "
    "a report on the lighting of remote harbour towns"
)
ADOPTED = """United Nations A/RES/79/901

General Assembly

Seventy-ninth session

Resolution adopted by the General Assembly on 17 December 2024

79/901. Lamps

The General Assembly,

Recalling its resolution 74/177 of 18 December 2019 on the keeping of lanterns,

1. Welcomes the work of the harbour towns;

2. {request}.
"""
WORDS = op(f"{LEDGER.replace('spring', 'autumn')};")


def _hold(number: int, *operative: str, published: bool = True) -> None:
    ended = (f"{one};" for one in operative)
    held = document(text(*ended, symbol=f"A/RES/79/{number}", title=f"Lamps {number}"))
    hold(held, f"{number}.txt", published=published)


def test_the_page_lays_the_words_side_by_side(client: Client) -> None:
    _hold(901, LEDGER)
    page = client.post(PAGE, {"words": WORDS}).content.decode()
    assert "<ins>autumn</ins>" in page
    assert "<del>spring</del>" in page
    assert "/texts/A/RES/79/901/#op1" in page
    assert "1 request to the Secretariat says nothing of resources." in page


def test_a_report_on_the_same_subject_leads_to_its_mandate(client: Client) -> None:
    store_file(SYSTEM, read_content(ADOPTED.format(request=REPORT).encode(), "901.txt"))
    page = client.post(PAGE, {"words": op(f"{REPORT};")}).content.decode()
    assert "1 report of other texts is due there." in page
    assert "On the same subject:" in page
    assert "/mandates/A/RES/79/901" in page


def test_what_is_kept_back_is_not_laid_beside_a_draft(
    client: Client, make_user: Callable[..., User]
) -> None:
    _hold(901, LEDGER, published=False)
    assert "spring" not in client.post(PAGE, {"words": WORDS}).content.decode()
    client.force_login(make_user(Role.OFFICER))
    given = SimpleUploadedFile("mine.txt", WORDS.encode())
    assert "<del>spring</del>" in client.post(PAGE, {"file": given}).content.decode()


def test_a_text_that_is_held_is_laid_beside_the_others(client: Client) -> None:
    _hold(901, LEDGER)
    _hold(902, LEDGER.replace("spring", "autumn"))
    page = client.get(PAGE, {"text": "A/RES/79/902"}).content.decode()
    assert "/texts/A/RES/79/901/#op1" in page
    assert "/texts/A/RES/79/902/#op1" not in page
    assert "no text with this symbol is held" in client.get(PAGE, {"text": "A/1"}).content.decode()


def test_everything_is_saved_as_a_file(client: Client) -> None:
    _hold(901, LEDGER)
    answer = client.post(PAGE, {"words": WORDS, "form": "json"})
    assert answer["Content-Disposition"] == 'attachment; filename="before-tabling.json"'
    (found,) = json.loads(answer.content)["texts"]
    assert found["paragraphs"][0]["provision"] == "A/RES/79/901#op1"
    assert b"A/RES/79/901#op1" in client.post(PAGE, {"words": WORDS, "form": "csv"}).content


def test_odd_drafts_are_said_to_be_none(client: Client) -> None:
    assert (
        "No resolution or decision was found"
        in client.post(PAGE, {"words": "Hello"}).content.decode()
    )
    assert "Paste a draft or choose a file." in client.post(PAGE, {"words": " "}).content.decode()


def test_more_texts_ask_no_more_statements(client: Client) -> None:
    def asked() -> int:
        client.post(PAGE, {"words": WORDS})
        with CaptureQueriesContext(connection) as queries:
            assert client.post(PAGE, {"words": WORDS}).status_code == 200
        return len(queries)

    _hold(901, LEDGER)
    before = asked()
    for number in range(902, 908):
        _hold(number, LEDGER, REPORT)
    assert asked() == before


@pytest.mark.parametrize(
    "phrase",
    ["a public ledger of the lamps", "keep a public ledger of the boats of all harbour towns",
     "the lighting of remote harbour towns", "whales", LEDGER, REPORT],
)  # fmt: skip
def test_the_register_and_the_plain_index_say_the_same_of_a_phrase(phrase: str) -> None:
    index = Index()
    for number, several in enumerate(([LEDGER], [REPORT, LEDGER.replace("lamps", "boats")])):
        held = document(text(*several, symbol=f"A/RES/79/90{number}", title=f"Lamps {number}"))
        hold(held, f"{number}.txt", published=True)
        for passage in passages_of(held):
            index.add(passage)

    def told(record: dict[str, object]) -> object:
        return json.loads(json.dumps(record), object_hook=lambda one: {
            key: value for key, value in one.items() if key in
            ("verdict", "exact", "variants", "nearest", "provision", "words", "likeness", "uses")
        })  # fmt: skip

    plain = told(precedents_record(precedents(phrase, index)))
    assert told(precedents_record(precedents(phrase, RegisterHoldings(AnonymousUser())))) == plain


@pytest.mark.parametrize("page", [PAGE, "/drafting/check/"])
@pytest.mark.parametrize("words", ["hello", "The fox ran home. It was late.\n\nHe slept.\n"])
def test_what_is_no_draft_is_told_so(client: Client, page: str, words: str) -> None:
    for form in ("page", "csv"):
        answer = client.post(page, {"words": words, "form": form})
        assert "No resolution or decision was found in the draft." in answer.content.decode()
        assert "Content-Disposition" not in answer
