"""A text in several languages: held as one, paragraph beside paragraph, taken away in each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import cpcj.samples
from cpcj.register.models import Alias, Text, TextVersion, Upload
from cpcj.register.queries.search import search
from cpcj.register.queries.texts import TextFilters, text_detail, text_page
from cpcj.register.rules.languages import Pair, Place, alone, figures, leading, pairs
from cpcj.register.services.ingest import (
    IngestOutcome,
    NotAVersionError,
    Status,
    ingest_file,
    undo_upload,
)
from cpcj.register.services.languages import join_language, part_language
from cpcj.register.services.rereading import plan_reread, reread
from cpcj.register.tests.factories import SYSTEM
from cpcj.resolutions.akn.schema import errors

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

ANYBODY = AnonymousUser()
SAMPLES = Path(cpcj.samples.__file__).parent / "texts"
TEXT = "E/RES/2014/9001"
PAGE = f"/texts/{TEXT}/"
BESIDE = f"/texts/side-by-side/{TEXT}/"
LANGUAGES = ("ar", "es", "fr", "ru", "zh")

WELLS = """The General Assembly,

Recalling its resolution 79/801 of 4 December 2024 on the wells of small islands,

Noting that a well without a keeper is a danger to those who draw from it at night,

Welcoming the report of 3 May 2025,

1. Invites Member States to name a keeper for each well;

2. Requests the Office to report on wells to it at its eighty-second session.

61st plenary meeting
9 December 2025
"""
PUITS = """L’Assemblée générale,

Rappelant sa résolution 79/801 du 4 décembre 2024 sur les puits des petites îles,

Accueillant avec satisfaction le rapport du 3 mai 2025 sur les puits,

1. Invite les États Membres à désigner un gardien pour chaque puits ;

2. Prie l’Office de lui faire rapport sur les puits à sa quatre-vingt-deuxième session ;

3. Décide de rester saisie de la question des puits.

61ᵉ séance plénière
9 décembre 2025
"""


def _give(name: str, **said: str) -> IngestOutcome:
    return ingest_file(SYSTEM, (SAMPLES / name).read_bytes(), name, **said)  # type: ignore[arg-type]


def _all() -> None:
    _give("E_RES_2014_9001.odt")
    for tag in LANGUAGES:
        _give(f"E_RES_2014_9001_{tag}.txt")


def _wells() -> tuple[Text, Text]:
    """Return a text in English and one in French that bears no symbol."""
    head = "A/RES/80/9055\n\n80/9055. Wells of small islands\n\n"
    ingest_file(SYSTEM, (head + WELLS).encode(), "wells.txt")
    outcome = ingest_file(SYSTEM, PUITS.encode(), "puits.txt")
    return (
        Text.objects.get(identifier="A/RES/80/9055"),
        Text.objects.get(identifier=outcome.texts[0].identifier),
    )


@pytest.mark.django_db
def test_the_symbol_makes_it_a_language_version_of_the_text() -> None:
    assert _give("E_RES_2014_9001.odt").status is Status.STORED
    outcome = _give("E_RES_2014_9001_fr.txt")
    assert outcome.status is Status.NEW_LANGUAGE
    text = Text.objects.get()
    assert (text.language, text.languages) == ("eng", "eng fra")
    assert text.title.startswith("Care of evidence")
    assert text.current is not None
    assert text.current.language == "eng"
    assert text.acts > 0
    assert text.document.language == "eng"


@pytest.mark.django_db
def test_whichever_comes_first_the_one_that_is_read_leads() -> None:
    _give("E_RES_2014_9001_ar.txt")
    text = Text.objects.get()
    assert (text.language, text.acts) == ("ara", 0)
    _give("E_RES_2014_9001_fr.txt")
    _give("E_RES_2014_9001.odt")
    text.refresh_from_db()
    assert (text.language, text.languages) == ("eng", "ara eng fra")
    assert text.acts > 0
    assert text.title.startswith("Care of evidence")
    assert search(ANYBODY, "laboratory").total > 0


@pytest.mark.django_db
def test_the_same_words_are_one_version_and_newer_words_another() -> None:
    _give("E_RES_2014_9001.odt")
    _give("E_RES_2014_9001_fr.txt")
    content = (SAMPLES / "E_RES_2014_9001_fr.txt").read_text(encoding="utf-8")
    spaced = ingest_file(SYSTEM, (content + "\n\n").encode(), "again.txt")
    assert spaced.status is Status.SAME
    newer = content.replace("périssables ou numériques", "périssables et numériques")
    assert ingest_file(SYSTEM, newer.encode(), "newer.txt").status is Status.NEW_VERSION
    page = text_detail(ANYBODY, TEXT, language="fra")
    assert page is not None
    assert page.version.number == 3
    assert any("et numériques" in one.words for one in page.items)
    old = text_detail(ANYBODY, TEXT, 2)
    assert old is not None
    assert old.version.language == "fra"
    english = text_detail(ANYBODY, TEXT)
    assert english is not None
    assert english.version.number == 1


@pytest.mark.django_db
def test_a_language_taken_back_is_no_longer_shown(client: Client) -> None:
    _all()
    upload = Upload.objects.get(name="E_RES_2014_9001_fr.txt")
    undo_upload(SYSTEM, upload, reason="the wrong file")
    assert Text.objects.get().languages == "ara eng rus spa zho"
    assert client.get(f"{PAGE}?language=fra").status_code == 404
    undo_upload(SYSTEM, Upload.objects.get(name="E_RES_2014_9001.odt"), reason="wrong too")
    text = Text.objects.get()
    assert (text.language, text.acts) == ("ara", 0)
    assert not text.title.isascii()


@pytest.mark.django_db
def test_texts_are_found_by_each_language_they_are_held_in() -> None:
    _all()
    for code in ("eng", "fra", "zho"):
        found = text_page(ANYBODY, TextFilters(chosen={"language": frozenset({code})}))
        assert [row.identifier for row in found.rows] == [TEXT], code


@pytest.mark.django_db
def test_reading_a_language_version_again_leaves_the_english_acts() -> None:
    _all()
    before = Text.objects.get().acts
    upload = Upload.objects.get(name="E_RES_2014_9001_fr.txt")
    read, plans = plan_reread(SYSTEM, upload)
    assert not any(plan.changes_anything for plan in plans)
    reread(SYSTEM, upload, read)
    text = Text.objects.get()
    assert (text.acts, text.language) == (before, "eng")


@pytest.mark.django_db
def test_an_officer_names_the_text_and_the_language_at_the_upload() -> None:
    english, _french = _wells()
    short = "1. Puits.\n\n2. Lampes.\n"
    outcome = ingest_file(
        SYSTEM, short.encode(), "court.txt", of=english.identifier, language="spa"
    )
    assert outcome.status is Status.NEW_LANGUAGE
    english.refresh_from_db()
    assert english.languages == "eng spa"
    assert Upload.objects.get(name="court.txt").language == "spa"


@pytest.mark.django_db
@pytest.mark.parametrize("of", ["A/RES/80/1", "nonsense"])
def test_a_text_named_that_is_not_held_is_told(of: str) -> None:
    outcome = ingest_file(SYSTEM, PUITS.encode(), "puits.txt", of=of)
    assert outcome.status is Status.UNREADABLE
    assert outcome.error
    assert of in outcome.error
    assert not Upload.objects.exists()
    assert not Text.objects.exists()


@pytest.mark.django_db
def test_an_officer_links_two_texts_and_takes_them_apart() -> None:
    english, french = _wells()
    join_language(SYSTEM, french, english, reason="the same resolution")
    english.refresh_from_db()
    assert english.languages == "eng fra"
    page = text_detail(ANYBODY, french.identifier)
    assert page is not None
    assert page.text.pk == english.pk
    review = english.reviews.get()
    assert (review.field, review.reason) == ("version", "the same resolution")
    # The same file with other words is a version of the same text.
    changed = PUITS.replace("de la question", "de cette question")
    assert ingest_file(SYSTEM, changed.encode(), "2.txt").status is Status.NEW_VERSION
    part_language(
        SYSTEM, TextVersion.objects.filter(joined_from=french).latest("pk"), reason="another one"
    )
    french.refresh_from_db()
    assert french.current is not None
    assert not Alias.objects.filter(identifier=french.identifier).exists()
    assert french.current.provisions.earliest("pk").identifier.startswith("made:")


@pytest.mark.django_db
def test_what_is_read_is_linked_to_nothing() -> None:
    english, french = _wells()
    with pytest.raises(NotAVersionError):
        join_language(SYSTEM, english, french, reason="the other way round")
    with pytest.raises(NotAVersionError):
        join_language(SYSTEM, french, french, reason="itself")


@pytest.mark.django_db
def test_paragraphs_without_a_partner_are_said(client: Client) -> None:
    english, french = _wells()
    join_language(SYSTEM, french, english, reason="the same")
    page = client.get("/texts/A/RES/80/9055/?language=fra").content.decode()
    assert "2 paragraphs without a partner" in page
    beside = client.get("/texts/side-by-side/A/RES/80/9055/").content.decode()
    assert "preambular para. 2 of the English text has no partner in the French" in beside
    assert "para. 3 of the French text has no partner in the English" in beside
    # The figures say that the second French paragraph is the third English one.
    row = beside.split('class="pair pair-preambular')[3]
    assert "3 May 2025" in row
    assert "3 mai 2025" in row


@pytest.mark.django_db
def test_the_page_offers_the_languages_and_shows_each(client: Client) -> None:
    _all()
    english = client.get(PAGE).content.decode()
    assert 'href="?language=fra"' in english
    assert "Side by side" in english
    arabic = client.get(f"{PAGE}?language=ara").content.decode()
    assert '<article class="reading" lang="ar" dir="rtl">' in arabic
    assert "without a partner" not in arabic
    assert "Care of evidence" not in arabic.partition("<article")[2].partition("</article>")[0]
    assert client.get(f"{PAGE}?language=deu").status_code == 404


@pytest.mark.django_db
def test_side_by_side_has_a_line_for_each_paragraph_and_point(client: Client) -> None:
    _all()
    page = client.get(f"{BESIDE}?first=eng&second=ara").content.decode()
    assert page.count('class="pair pair-preambular') == 4
    assert page.count('class="pair pair-operative') == 6
    assert page.count('class="pair pair-point') == 2
    assert 'lang="ar" dir="rtl"' in page
    assert "no-partner" not in page
    assert client.get(BESIDE).status_code == 200
    assert client.get(f"{BESIDE}?first=xxx&second=eng").status_code == 200


@pytest.mark.django_db
def test_a_text_in_one_language_has_nothing_beside_it(client: Client) -> None:
    _give("E_RES_2014_9001.odt")
    assert client.get(BESIDE).headers["Location"] == PAGE
    assert "side-by-side" not in client.get(PAGE).content.decode()


@pytest.mark.django_db
def test_six_languages_cost_as_many_statements_as_two(client: Client) -> None:
    def statements() -> int:
        client.get(BESIDE)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(BESIDE, {"again": "1"}).status_code == 200
        return len(asked)

    _give("E_RES_2014_9001.odt")
    _give("E_RES_2014_9001_fr.txt")
    two = statements()
    for tag in LANGUAGES:
        _give(f"E_RES_2014_9001_{tag}.txt")
    assert statements() == two


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ara", "fra", "rus", "spa", "zho"])
def test_each_language_is_an_expression_of_the_same_work(client: Client, language: str) -> None:
    _all()
    space = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}

    def values(content: bytes, path: str) -> list[str]:
        root = etree.fromstring(content)
        found: Any = root.xpath(f"//a:statement//a:identification/{path}", namespaces=space)
        return [str(one) for one in found]

    english = client.get(f"/texts/save/akn/{TEXT}/").content
    other = client.get(f"/texts/save/akn/{TEXT}/?language={language}")
    assert f'-{language}.akn.xml"' in other.headers["Content-Disposition"]
    assert errors(other.content) == []
    work = "a:FRBRWork/a:FRBRthis/@value"
    assert values(other.content, work) == values(english, work)
    said = values(other.content, "a:FRBRExpression/a:FRBRlanguage/@language")
    assert said == [language]
    ids = "//a:statement//a:paragraph/@eId"
    assert etree.fromstring(other.content).xpath(ids, namespaces=space) == etree.fromstring(
        english
    ).xpath(ids, namespaces=space)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "header", "language", "word"),
    [
        ("", "", "eng", "Invites"),
        ("", "fr-CH, en;q=0.5", "fra", "Invite les"),
        ("?language=spa", "fr", "spa", "Invita"),
        ("", "de", "eng", "Invites"),
        ("", "zh-Hans", "zho", "邀请"),
    ],
)
def test_the_language_of_an_answer_is_agreed(
    client: Client, query: str, header: str, language: str, word: str
) -> None:
    _all()
    asked = {"Accept": "application/json", "Accept-Language": header}
    for address in (f"/id/{TEXT}", f"/api/v1/texts/{TEXT}"):
        answer = client.get(f"{address}{query}", headers=asked)
        assert answer.json()["documents"][0]["language"] == language
        assert "Accept-Language" in answer.headers["Vary"]
    for address in (f"/id/{TEXT}/op1", f"/api/v1/provisions/{TEXT}/op1"):
        one = client.get(f"{address}{query}", headers=asked).json()
        assert (one["id"], one["language"], one["current"]) == (f"{TEXT}#op1", language, True)
        assert one["paragraph"]["text"].startswith(word)
    page = client.get(f"/id/{TEXT}/op1{query}", headers={"Accept-Language": header})
    wanted = "" if language == "eng" else f"?language={language}"
    assert page.headers["Location"] == f"{PAGE}{wanted}#op1"


@pytest.mark.django_db
def test_a_point_is_found_under_its_name_in_every_language(client: Client) -> None:
    _all()
    answer = client.get(f"/id/{TEXT}/op2(b).json?language=ara")
    assert answer.json()["paragraph"]["n"] == "(ب)"
    assert answer.headers["Content-Language"] == "ar"
    assert 'hreflang="fr"' in answer.headers["Link"]
    assert errors(client.get(f"/id/{TEXT}/op2(b).xml?language=ara").content) == []


@pytest.mark.django_db
def test_a_language_that_is_not_held_is_not_found(client: Client) -> None:
    _give("E_RES_2014_9001.odt")
    answer = client.get(f"/id/{TEXT}.json?language=fra")
    assert answer.status_code == 404
    assert "eng" in answer.json()["detail"]
    assert client.get(f"/api/v1/texts/{TEXT}?language=fra").status_code == 404
    assert client.get(f"/api/v1/texts/{TEXT}?language=x").status_code == 422


@pytest.mark.django_db
def test_an_officer_links_and_parts_on_the_pages(client: Client, officer: User) -> None:
    english, french = _wells()
    client.force_login(officer)
    page = f"/review/language/{french.identifier}/"
    own = client.get(f"/texts/{french.identifier}/").content.decode()
    assert "Link as a language version" in own
    refused = client.post(page, {"of": "A/RES/1/1", "reason": "same"})
    assert "No such text is held" in refused.content.decode()
    done = client.post(page, {"of": english.identifier, "reason": "same"})
    assert done.headers["Location"] == "/texts/A/RES/80/9055/?language=fra"
    shown = client.get(done.headers["Location"]).content.decode()
    version = TextVersion.objects.get(joined_from=french)
    assert f"/review/language-apart/{version.pk}/" in shown
    client.post(f"/review/language-apart/{version.pk}/", {"reason": "not the same"})
    french.refresh_from_db()
    assert french.current is not None


def _place(n: int, words: str = "", kind: str = "preambular") -> Place:
    name = {"preambular": "pp", "operative": "op"}[kind]
    return Place(f"{name}{n}", kind, str(n), 0, 0, words)


def test_operative_paragraphs_are_linked_by_number() -> None:
    first = [_place(n, kind="operative") for n in (1, 2, 4)]
    second = [_place(n, kind="operative") for n in (1, 3, 4)]
    found = [(p.first and p.first.n, p.second and p.second.n) for p in pairs(first, second)]
    assert found == [("1", "1"), ("2", None), (None, "3"), ("4", "4")]


@given(
    st.lists(st.sampled_from(["70/1", "12 May", "no figure", "٧٠/١", ""]), max_size=9),
    st.lists(st.sampled_from(["70/1", "12 mai", "rien", ""]), max_size=9),
)
def test_no_paragraph_is_lost_or_linked_twice_and_order_stays(
    first: list[str], second: list[str]
) -> None:
    left = [_place(n, words) for n, words in enumerate(first)]
    right = [_place(n, words) for n, words in enumerate(second)]
    found: list[Pair] = pairs(left, right)
    assert [p.first for p in found if p.first] == left
    assert [p.second for p in found if p.second] == right
    assert len(alone(found)) >= abs(len(left) - len(right))
    if len(left) == len(right):
        assert alone(found) == []


def test_figures_are_read_in_every_digit() -> None:
    assert figures("القرار ٧٠/١٧٨ of 2015") == {70, 178, 2015}
    assert figures("²") == frozenset()


@pytest.mark.parametrize(
    ("held", "shown", "leads"),
    [(["fra", "eng"], "fra", "eng"), (["fra", "ara"], "fra", "fra"), (["fra"], "eng", "fra")],
    ids=["English", "the one shown", "the only one"],
)
def test_english_leads(held: list[str], shown: str, leads: str) -> None:
    assert leading(held, shown) == leads
