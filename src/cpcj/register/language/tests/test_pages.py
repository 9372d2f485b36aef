"""Agreed language, comparison and lineage on the register: what is found, by whom, how often."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.register.language.queries.holdings import RegisterHoldings
from cpcj.register.models import Series
from cpcj.register.tests.factories import document, hold, text
from cpcj.resolutions.agreed import Verdict, precedents

pytestmark = pytest.mark.django_db

BOATS = "Encourages coastal States to light their harbours at night and to count the boats"
LEDGER = "Requests the Secretary-General to keep a ledger of lamps and to publish it each year"


def _hold(year: int, *operative: str, published: bool = True) -> None:
    session = year - 1945
    symbol = f"A/RES/{session}/901"
    held = document(
        text(*operative, symbol=symbol, recalling=f"Recalling the lamps of {year} with gratitude,"),
        session=session,
        date=dt.date(year, 12, 17),
    )
    hold(held, f"{session}.txt", published=published)


@pytest.fixture
def three_years() -> Series:
    """Hold one recurring resolution in three years."""
    _hold(2022, BOATS)
    _hold(2023, BOATS.replace("night", "dusk"), LEDGER)
    _hold(2024, BOATS, LEDGER)
    series: Series = Series.objects.get()
    return series


@pytest.mark.usefixtures("three_years")
def test_a_phrase_is_found_from_its_earliest_text_on() -> None:
    found = precedents("to light their harbours at night", RegisterHoldings(AnonymousUser()))
    assert found.verdict is Verdict.PRECEDENT
    assert found.exact is not None
    assert [use.passage.text for use in found.exact.uses] == ["A/RES/77/901", "A/RES/79/901"]
    assert [variant.words for variant in found.variants] == ["to light their harbours at dusk"]
    none = precedents("telescopes for wandering whales", RegisterHoldings(AnonymousUser()))
    assert none.verdict is Verdict.NONE


def test_what_is_kept_back_is_no_precedent_for_others(
    make_user: Callable[..., User], client: Client
) -> None:
    _hold(2022, BOATS, published=False)
    assert precedents(BOATS, RegisterHoldings(AnonymousUser())).verdict is Verdict.NONE
    officer = make_user(Role.OFFICER)
    assert precedents(BOATS, RegisterHoldings(officer)).verdict is Verdict.PRECEDENT
    assert "harbours" not in client.get("/drafting/agreed/?q=boats").content.decode().replace(
        'value="boats"', ""
    )
    before = client.get("/drafting/compare/?before=A/RES/77/901&after=A/RES/77/901")
    assert before.status_code == 404
    assert client.get(f"/drafting/lineage/{Series.objects.get().pk}/").status_code == 404


@pytest.mark.usefixtures("three_years")
def test_the_page_the_file_and_the_program_say_the_same(client: Client) -> None:
    asked = {"q": "count the boats"}
    page = client.get("/drafting/agreed/", asked).content.decode()
    assert "<mark>count the boats</mark>" in page
    saved = json.loads(client.get("/drafting/agreed/", {**asked, "format": "json"}).content)
    told = client.get("/api/v1/agreed", asked).json()
    assert saved == told
    assert told["exact"]["earliest"]["text"] == "A/RES/77/901"
    assert len(told["exact"]["uses"]) == 3
    assert client.get("/api/v1/agreed", {"q": " ,"}).status_code == 422


def test_the_lives_of_paragraphs_are_a_row_each(three_years: Series, client: Client) -> None:
    address = f"/drafting/lineage/{three_years.pk}/"
    record = client.get(address, {"format": "json"}).json()
    operative = [
        [cell and f"{cell['provision']} {cell['events'][0]}" for cell in life["stands"]]
        for life in record["paragraphs"]
        if life["role"] == "operative"
    ]
    assert operative == [
        ["op1 born", "op1 reworded", "op1 reworded"],
        [None, "op2 born", "op2 kept"],
    ]
    page = client.get(address, {"q": "a ledger of lamps"}).content.decode()
    assert "/texts/A/RES/78/901/#op2" in page
    assert client.get(address, {"format": "csv"}).content.decode().startswith("paragraph,A/RES/77")


@pytest.mark.usefixtures("three_years")
def test_two_texts_are_compared_word_by_word(client: Client) -> None:
    asked = {"before": "A/RES/77/901", "after": "A/RES/78/901"}
    page = client.get("/drafting/compare/", asked).content.decode()
    assert "<del>night</del><ins>dusk</ins>" in page
    record = client.get("/drafting/compare/", {**asked, "format": "json"}).json()
    assert record["counts"]["new"] == 1
    assert client.get("/drafting/compare/", {**asked, "after": "A/RES/1/1"}).status_code == 404


def test_more_texts_ask_no_more_statements(client: Client) -> None:
    def statements(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    _hold(2021, BOATS)
    _hold(2022, BOATS)
    addresses = [
        "/drafting/",
        "/drafting/agreed/?q=count+the+boats",
        f"/drafting/lineage/{Series.objects.get().pk}/",
    ]
    few = [statements(address) for address in addresses]
    for year in (2014, 2015, 2016, 2017):
        _hold(year, BOATS, LEDGER)
    assert [statements(address) for address in addresses] == few


def test_odd_words_break_nothing(client: Client, three_years: Series) -> None:
    odd: list[Any] = ["'", '"', "%", "OR", "-", "\u202e", "a" * 4000, "\U0001f600", "AND NOT *"]
    for words in odd:
        assert client.get("/drafting/agreed/", {"q": words}).status_code == 200
        assert client.get(f"/drafting/lineage/{three_years.pk}/", {"q": words}).status_code == 200


VOTED = """United Nations A/RES/79/902

General Assembly

Seventy-ninth session

Resolution adopted by the General Assembly on 17 December 2024

79/902. Lamps of the coast

The General Assembly,

Recalling the lamps of the coast with gratitude,

1. Encourages coastal States to count the brass lamps of every pier.
"""


def test_how_a_text_was_adopted_and_by_whom_sponsored_stands_with_its_use(client: Client) -> None:
    from cpcj.frame.records import writing_allowed
    from cpcj.register.models import ProcedureFact, ProcedureName, Text
    from cpcj.register.reading import read_content
    from cpcj.register.services.ingest import store_file
    from cpcj.register.tests.factories import SYSTEM

    store_file(SYSTEM, read_content(VOTED.encode(), "902.txt"))
    version = Text.objects.get(identifier="A/RES/79/902").current
    common = {"version": version, "place": "note1", "start": 0, "end": 4, "words": "said"}
    with writing_allowed():
        ProcedureFact.objects.filter(version=version).delete()
        ProcedureFact.objects.create(
            **common, position=1, kind="adopted", detail="recorded vote",
            vote={"in_favour": 120, "against": 3, "abstaining": 40},
        )  # fmt: skip
        sponsored = ProcedureFact.objects.create(**common, position=2, kind="sponsored")
        ProcedureName.objects.create(fact=sponsored, position=1, name="Freedonia", start=0, end=4)
    page = client.get("/drafting/agreed/", {"q": "count the brass lamps of every pier"})
    assert "adopted by a recorded vote, 120-3-40" in page.content.decode()
    assert "Freedonia" in page.content.decode()
    answer = client.get("/api/v1/agreed", {"q": "count the brass lamps of every pier"}).json()
    use = answer["exact"]["earliest"]
    assert (use["vote"], use["sponsors"]) == ("recorded vote, 120-3-40", ["Freedonia"])
    assert use["organ"]


def test_a_long_paste_is_answered_and_says_what_was_looked_for(client: Client) -> None:
    page = client.post("/drafting/agreed/", {"q": "lamps of the coast and " * 200})
    assert page.status_code == 200
    assert "Only the first 400 words were looked for." in page.content.decode()
    short = client.post("/drafting/agreed/", {"q": "lamps & oil"})
    assert short.status_code == 302
    assert short["Location"] == "?q=lamps+%26+oil"
    nothing = client.get("/drafting/agreed/", {"q": "…"}).content.decode()
    assert "There is no word in it to look for." in nothing
    assert "No precedent" not in nothing
