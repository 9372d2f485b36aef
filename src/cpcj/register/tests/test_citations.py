"""People decide what a text cites: another target, none, one that was missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.register.models import Act, ActValue, Citation, Text, TextVersion, Upload
from cpcj.register.presentation.document import citations_of, document_of
from cpcj.register.queries.plain import citation_rows
from cpcj.register.queries.texts import citing_texts, text_detail
from cpcj.register.reading import FileRead, read_content
from cpcj.register.rules.citing import NoTargetError, target_of
from cpcj.register.services.citations import (
    add_citation,
    confirm_citation,
    correct_citation,
    reject_citation,
    reopen_citation,
)
from cpcj.register.services.ingest import store_file
from cpcj.register.services.rereading import compare, reread
from cpcj.register.services.reviewing import ReasonMissingError
from cpcj.register.services.settling import WrongValueError
from cpcj.register.tests.factories import SYSTEM
from cpcj.resolutions.akn.write import to_akn

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()
SYMBOL = "A/RES/79/911"
WORDS = f"""\
United Nations {SYMBOL}
General Assembly
Seventy-ninth session
Agenda item 106

Resolution adopted by the General Assembly on 17 December 2024

79/911. Keeping of lamps

The General Assembly,

Recalling its resolution 78/911 of 19 December 2023,

1. Encourages Member States to follow resolution 77/911 when they keep lamps:

(a) By making use of the manual of lamps;

(b) By reading its resolution 76/911;

and to write to the keepers under resolution 75/911;

2. Requests the Secretary-General to report to it at its eighty-first session.
"""


@pytest.fixture
def held() -> Text:
    return give(WORDS)


def give(words: str, name: str = "lamps.txt") -> Text:
    store_file(SYSTEM, read_content(words.encode(), name))
    return Text.objects.get(identifier=SYMBOL)


def citation(target: str) -> Citation:
    return Citation.objects.get(
        version__text__current=TextVersion.objects.latest("pk"), target=target
    )


def cited_by_act(identifier: str = f"{SYMBOL}#op1.1") -> set[str]:
    values = ActValue.objects.filter(
        act__identifier=identifier, act__current=True, field="citation"
    )
    act = Act.objects.get(identifier=identifier, current=True)
    assert {one["id"] for one in act.spans["citation"]} == set(
        values.values_list("value", flat=True)
    )
    return set(values.values_list("value", flat=True))


def citing(identifier: str) -> int:
    return int(citing_texts(ANYBODY, identifier).count())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("A/RES/70/178", "A/RES/70/178"),
        ("70/178", "A/RES/70/178"),
        ("Economic and Social Council resolution 2015/19", "E/RES/2015/19"),
        ("A/RES/70/178#op46(a)", "A/RES/70/178#op46(a)"),
        ("paragraph 46 of General Assembly resolution 70/178", "A/RES/70/178#op46"),
        ("UNCAC#art12(1)", "UNCAC#art12(1)"),
        ("article 12 of the United Nations Convention against Corruption", "UNCAC#art12"),
        ("CCPCJ/RES/22/7", "CCPCJ/RES/22/7"),
        ("UNTOC", "UNTOC"),
        ("E/CN.15/2015/16", "E/CN.15/2015/16"),
        ("#op2", "#op2"),
    ],
)
def test_a_target_is_read_as_citations_are(words: str, found: str) -> None:
    assert target_of(words, "ga").id == found


@pytest.mark.parametrize(
    "words",
    ["", "the lamps", "resolutions 70/1 and 70/2", "SDG 16.4", "UNCAC#lamp", "A/RES/70/178#", "#"],
)
def test_what_names_nothing_or_two_things_is_no_target(words: str) -> None:
    with pytest.raises(NoTargetError):
        target_of(words, "ga")


def test_a_correction_is_what_every_list_file_and_act_says(
    held: Text, officer: User, client: Client
) -> None:
    correct_citation(officer, citation("A/RES/77/911"), "resolution 70/178", reason="misprinted")
    correct_citation(officer, citation("A/RES/75/911"), "paragraph 2 below", reason="the same text")
    assert citing("A/RES/77/911") == 0
    assert citing("A/RES/70/178") == 1
    assert cited_by_act() == {"A/RES/70/178", "A/RES/76/911", "#op2"}
    records = [one for one in citation_rows(ANYBODY, 100) if one["review"] == "corrected"]
    assert [one["cites"] for one in records] == ["A/RES/70/178", f"{SYMBOL}#op2"]
    answer = client.get("/api/v1/citations", {"cites": "A/RES/70/178"}).json()["citations"]
    assert [(one["provision"], one["review"]) for one in answer] == [(f"{SYMBOL}#op1", "corrected")]
    page = text_detail(ANYBODY, SYMBOL)
    assert page is not None
    made = document_of(page)
    akn = to_akn(made, citations_of(page, made)).decode()
    assert "/70-178" in akn
    assert "/77-911" not in akn
    assert "/76-911" in akn


def test_what_is_rejected_cites_nothing_until_it_is_taken_back(held: Text, officer: User) -> None:
    one = citation("A/RES/75/911")
    before = Act.objects.get(identifier=f"{SYMBOL}#op1.1").spans["citation"]
    reject_citation(officer, one, reason="another book")
    assert citing("A/RES/75/911") == 0
    assert cited_by_act() == {"A/RES/77/911", "A/RES/76/911"}
    assert all(row["words"] != one.words or row["cites"] for row in citation_rows(ANYBODY, 100))
    reopen_citation(officer, one)
    assert Act.objects.get(identifier=f"{SYMBOL}#op1.1").spans["citation"] == before
    assert citing("A/RES/75/911") == 1
    one.refresh_from_db()
    assert (one.review, one.key, one.machine) == ("unreviewed", "", {})
    reopen_citation(officer, one)  # nothing stands that could be taken back
    reject_citation(officer, one, reason="another book")
    confirm_citation(officer, one)
    assert citing("A/RES/75/911") == 1


def test_a_citation_that_was_missed_is_added_and_taken_away(held: Text, officer: User) -> None:
    add_citation(
        officer, held, place="op1(a)", words="the manual of lamps", target="E/CN.15/2015/16",
        reason="it is that document",
    )  # fmt: skip
    assert citing("E/CN.15/2015/16") == 1
    assert "E/CN.15/2015/16" in cited_by_act()
    act = Act.objects.select_related("paragraph").get(identifier=f"{SYMBOL}#op1.1")
    (start, end) = next(
        one["span"] for one in act.spans["citation"] if one["id"] == "E/CN.15/2015/16"
    )
    assert act.paragraph.full_text[start:end] == "the manual of lamps"
    reopen_citation(officer, citation("E/CN.15/2015/16"))
    assert citing("E/CN.15/2015/16") == 0
    assert "E/CN.15/2015/16" not in cited_by_act()


def test_what_does_not_fit_is_refused(held: Text, officer: User) -> None:
    one = citation("A/RES/77/911")
    with pytest.raises(WrongValueError):
        correct_citation(officer, one, "the lamps", reason="r")
    with pytest.raises(ReasonMissingError):
        correct_citation(officer, one, "A/RES/70/178", reason=" ")
    for place, words in (
        ("op9", "lamps"), ("op1", "no such words"), ("op1", "e"), ("op1", "resolution 77/911"),
    ):  # fmt: skip
        with pytest.raises(WrongValueError):
            add_citation(officer, held, place=place, words=words, target="A/RES/70/178", reason="r")
    with pytest.raises(PermissionDenied):
        reject_citation(ANYBODY, one, reason="r")


def newer(words: str = WORDS, **more: str) -> FileRead:
    """Return the file as a newer reader reads it, with other targets for some that are cited."""
    given = read_content(words.encode(), "lamps.txt")
    one = given.texts[0]
    placed = tuple(
        replace(of, citation=replace(of.citation, id=more.get(str(of.citation.id), of.citation.id)))
        for of in one.citations
        if more.get(str(of.citation.id)) != ""
    )
    return replace(given, reader="99", texts=(replace(one, citations=placed), *given.texts[1:]))


def test_a_newer_reading_overwrites_nothing_and_shows_what_it_would_change(
    held: Text, officer: User
) -> None:
    confirm_citation(officer, citation("A/RES/78/911"))
    correct_citation(officer, citation("A/RES/77/911"), "A/RES/70/178", reason="misprinted")
    reject_citation(officer, citation("A/RES/75/911"), reason="another book")
    reading = newer(
        **{"A/RES/78/911": "", "A/RES/77/911": "A/RES/1/1", "A/RES/75/911": "A/RES/2/2"}
    )
    (plan,) = compare(reading)
    told = {(row.words, row.target): read for row, read in plan.citations}
    assert told == {
        ("78/911", "A/RES/78/911"): "",
        ("77/911", "A/RES/70/178"): "A/RES/1/1",
        ("75/911", ""): "A/RES/2/2",
    }
    reread(officer, Upload.objects.get(), reading)
    rows = {row.words: row for row in Citation.objects.filter(version=held.current_id)}
    assert {words: (row.target, row.review) for words, row in rows.items()} == {
        "78/911": ("A/RES/78/911", "confirmed"),
        "77/911": ("A/RES/70/178", "corrected"),
        "76/911": ("A/RES/76/911", "unreviewed"),
        "75/911": ("", "rejected"),
    }
    assert cited_by_act() == {"A/RES/70/178", "A/RES/76/911"}
    # What is taken back is as the present reader reads it; what it does not find goes.
    for words in ("78/911", "77/911", "75/911"):
        reopen_citation(officer, rows[words])
    assert cited_by_act() == {"A/RES/1/1", "A/RES/76/911", "A/RES/2/2"}
    assert citing("A/RES/78/911") == 0


def test_a_new_version_keeps_what_was_said_where_the_words_went(held: Text, officer: User) -> None:
    correct_citation(officer, citation("A/RES/77/911"), "A/RES/70/178", reason="misprinted")
    reject_citation(officer, citation("A/RES/76/911"), reason="another book")
    text = give(
        WORDS.replace("1. Encourages", "1. Urges all keepers to wake;\n\n2. Encourages").replace(
            "2. Requests", "3. Requests"
        ),
        "again.txt",
    )
    rows = {row.words: row for row in Citation.objects.filter(version=text.current_id)}
    assert text.versions.count() == 2
    assert rows["77/911"].place == "op2"
    assert (rows["77/911"].target, rows["77/911"].review) == ("A/RES/70/178", "corrected")
    assert (rows["76/911"].target, rows["76/911"].review) == ("", "rejected")
    assert cited_by_act(f"{SYMBOL}#op2.1") == {"A/RES/70/178", "A/RES/75/911"}


def test_the_pages_settle_one_and_add_one(
    held: Text, make_user: Callable[..., User], client: Client
) -> None:
    client.force_login(make_user(Role.OFFICER))
    listed = f"/review/citations/{SYMBOL}/"
    page = client.get(listed).content.decode()
    one = citation("A/RES/77/911")
    assert f"/review/citation/{one.pk}/" in page
    own = client.get(f"/review/citation/{one.pk}/")
    seen = own.context["seen"]
    said = {"deed": "correct", "target": "the lamps", "reason": "r", "seen": seen}
    assert (
        "finds no single text" in client.post(f"/review/citation/{one.pk}/", said).content.decode()
    )
    said["target"] = "A/RES/70/178"
    assert client.post(f"/review/citation/{one.pk}/", said).status_code == 302
    # Somebody else drew the page before: nothing is overwritten.
    late = client.post(f"/review/citation/{one.pk}/", {**said, "target": "A/RES/70/1"})
    assert late.status_code == 200
    assert citing("A/RES/70/1") == 0
    added = {"place": "op1(a)", "words": "manual of lamps", "target": "UNCAC", "reason": "r"}
    assert client.post(listed, added).status_code == 302
    assert "already" in client.post(listed, added).content.decode()
    assert citing("UNCAC") == 1
    page = client.get(f"/review/citation/{one.pk}/").content.decode()
    assert "A/RES/77/911" in page  # what the reader reads stays beside it
    assert client.get("/review/citation/999999/").status_code == 404
