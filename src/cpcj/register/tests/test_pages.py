"""The pages of the register, asked without a browser: what stands on them and what they cost."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.frame.records import writing_allowed
from cpcj.register.models import Act, FamilyMember, Text, TextVersion, Upload
from cpcj.register.presentation.document import document_of
from cpcj.register.queries.texts import text_detail
from cpcj.register.reading import file_read
from cpcj.register.services.ingest import publish, store_file
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, SYSTEM, document, hold, text
from cpcj.resolutions.akn.schema import errors
from cpcj.resolutions.model import DocumentKind, TextKind
from cpcj.resolutions.tests.documents import ALL

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

TEXT = "/texts/A/RES/79/901/"
MANDATE = "/mandates/A/RES/79/901/-/op1.1/"
REVIEW = "/review/mandate/A/RES/79/901/-/op1.1/"
PAGES = (
    "/",
    "/texts/",
    TEXT,
    "/mandates/",
    MANDATE,
    "/search/?q=lamps",
    "/texts/cited-by/?id=A/RES/78/901",
)


def _hold(count: int, start: int = 1) -> None:
    for number in range(start, start + count):
        hold(
            document(
                text(REQUEST, ENCOURAGE, symbol=f"A/RES/79/{900 + number}", title=f"Lamps {number}")
            ),
            f"{number}.txt",
        )


def _queries(client: Client, path: str) -> int:
    client.get(path)  # what is kept between requests is there
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_more_when_it_shows_more(client: Client, path: str) -> None:
    _hold(2)
    few = _queries(client, path)
    _hold(12, start=3)
    assert _queries(client, path) <= few <= 30


@pytest.mark.parametrize("path", PAGES)
def test_a_text_kept_back_is_nowhere(client: Client, officer: User, path: str) -> None:
    hold(document(text(REQUEST, title="Secret lamps")), published=False)
    answer = client.get(path)
    assert "Secret" not in answer.content.decode()
    client.force_login(officer)
    assert client.get(path).status_code == 200
    assert "Secret" in client.get(TEXT).content.decode()


def test_an_empty_register_says_what_to_do(client: Client, officer: User) -> None:
    for path in ("/", "/texts/", "/mandates/"):
        assert "/uploads/paste/" in client.get(path).content.decode()
    client.force_login(officer)
    assert "/uploads/new/" in client.get("/texts/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/texts/?year=x&session=-&page=0&sort=nothing",
        "/mandates/?due_after=yesterday&series=x&page=99999999&cites=%00",
        "/search/?q=%22%22+-+OR&page=7",
        "/mandates/?q=%00&series=99999999999999999999&text=%00&year=%00",
        "/texts/?q=%00&series=99999999999999999999",
        "/mandates/?format=exe&q=%00",
        f"/texts/?series={'9' * 5000}&year={'9' * 5000}&year=--5",
        f"/mandates/?series={'9' * 5000}&session={'9' * 5000}&session=--5",
        f"/mandates/?due=a:--5&due=a:{'9' * 5000}&due=:&due=%00",
        "/search/?q=lamps%00",
        "/texts/cited-by/?id=A%00",
        f"{MANDATE}?field=nothing",
        f"{TEXT}?version=99999999999",
    ],
)
def test_addresses_that_make_no_sense_do_no_harm(client: Client, path: str) -> None:
    _hold(1)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/texts/A/RES/0/0/",
        "/texts/A/RES/79/901%00/",
        "/mandates/A/RES/0/0/-/op1.1/",
        "/texts/save/exe/A/RES/79/901/",
        "/texts/cited-by/",
        f"{TEXT}?version=7",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    _hold(1)
    assert client.get(path).status_code == 404


def test_a_document_of_several_texts_has_a_page(client: Client, officer: User) -> None:
    drafts = [
        text(REQUEST, part=part, symbol=None, title=title, kind=TextKind.DRAFT_RESOLUTION)
        for part, title in (("I", "Care of lamps"), ("II", "Care of wicks"))
    ]
    named: dict[str, object] = {"symbol": "A/79/490", "title": "Report on <lamps>"}
    hold(document(*drafts, kind=DocumentKind.COMMITTEE_REPORT, **named))
    page = client.get("/texts/A/79/490/").content.decode()
    assert "Care of lamps" in page
    assert 'href="/texts/A/79/490%21II/"' in page or 'href="/texts/A/79/490!II/"' in page
    assert "Report on &lt;lamps&gt;" in page
    assert client.get("/texts/A/79/490/?version=1").status_code == 200
    for one in Text.objects.all():
        publish(SYSTEM, one, published=False)
    assert client.get("/texts/A/79/490/").status_code == 404
    client.force_login(officer)
    assert "Care of wicks" in client.get("/texts/A/79/490/").content.decode()


def test_words_of_a_text_are_never_markup(client: Client) -> None:
    bad = "Requests <script>alert(1)</script> the Secretary-General to report & rest"
    hold(document(text(bad, title="<b>Lamps</b>")))
    for path in (TEXT, MANDATE, "/mandates/", "/search/?q=alert", "/", "/texts/"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<b>Lamps" not in page


def test_a_text_shows_its_words_acts_and_citations(client: Client) -> None:
    _hold(1)
    page = client.get(TEXT).content.decode()
    assert '<span class="verb mark-secretary-general">Requests</span>' in page
    assert "mark-secretary-general" in page
    assert 'href="/texts/cited-by/?id=A%2FRES%2F78%2F901"' in page
    assert 'id="note-1"' in page
    hold(document(text(symbol="A/RES/78/901", recalling="Recalling nothing,"), session=78))
    assert 'href="/texts/A/RES/78/901/"' in client.get(TEXT).content.decode()


@pytest.mark.parametrize("name", [name for name in ALL if name != "unread"])
def test_a_held_text_is_saved_as_it_was_read(client: Client, name: str) -> None:
    store_file(SYSTEM, file_read(name.encode(), f"{name}.txt", ALL[name]))
    for held in Text.objects.all():
        page = text_detail(SYSTEM, held.identifier)
        assert page is not None
        made = document_of(page)
        read = ALL[name]
        if held.part == "procedure":
            assert made.procedure == read.procedure
        else:
            of_file = next(t for t in read.texts if (t.id or "") == held.part)
            # The register keeps a symbol once, and no italics of the adoption line.
            assert replace(made.texts[0], symbol=None, adoption=None) == replace(
                of_file, symbol=None, adoption=None
            )
        answer = client.get(f"/texts/save/akn/{held.identifier}/")
        assert errors(answer.content) == []


def test_lists_are_saved_with_their_filters(client: Client) -> None:
    _hold(3)
    answer = client.get("/mandates/?addressee=secretary_general&format=json")
    records = json.loads(answer.getvalue())["mandates"]
    assert [one["addressees"] for one in records] == [["secretary_general"]] * 3
    table = client.get("/texts/?format=csv").getvalue().decode()
    assert table.count("A/RES/79/90") >= 3
    assert client.get("/mandates/?format=xlsx").getvalue().startswith(b"PK")


def test_only_who_may_review_sees_and_reaches_it(client: Client, officer: User) -> None:
    _hold(1)
    assert "deed=correct" not in client.get(MANDATE).content.decode()
    assert client.get(f"{REVIEW}?deed=reject").status_code == 302  # to the sign-in page
    assert client.post(REVIEW, {"deed": "confirm"}).status_code == 403
    client.force_login(officer)
    assert "deed=correct" in client.get(MANDATE).content.decode()


def test_an_officer_settles_fields_and_takes_it_back(client: Client, officer: User) -> None:
    _hold(1)
    client.force_login(officer)
    deeds = (
        {"deed": "confirm", "field": "act"},
        {"deed": "correct", "field": "addressees", "chosen": ["unodc"], "others": "lamp_keepers"},
        {"deed": "correct", "field": "phrase", "words": "also requests"},
        {"deed": "correct", "field": "reiterated", "reiterated": "on"},
        {
            "deed": "correct", "field": "deliverable", "what": "a note", "to": "ecosoc",
            "due_body": "ecosoc", "due_session": "2027",
        },
        {"deed": "correct", "field": "act", "act": "urge"},
        {"deed": "correct", "field": "topics", "chosen": ["sport", "drugs"]},
    )  # fmt: skip
    for deed in deeds:
        given = {"reason": "because", **deed}
        assert client.get(REVIEW, given).status_code == 200
        answer = client.post(REVIEW, given)
        assert answer.status_code == 302, answer.content.decode()
    page = client.get(MANDATE).content.decode()
    assert "Lamp keepers" in page
    assert "read by the machine:" in page
    act = Act.objects.get(identifier="A/RES/79/901#op1.1")
    assert (act.act, act.phrase, act.reiterated) == ("urge", "also requests", True)
    assert (act.deliverable_to, act.due_session) == ("ecosoc", 2027)
    client.post(REVIEW, {"deed": "reopen", "field": "act"})
    act.refresh_from_db()
    assert act.act == "request"
    assert client.post(REVIEW, {"deed": "reject", "reason": "no act"}).status_code == 302
    assert "0 mandates" not in client.get("/mandates/").content.decode()
    assert MANDATE not in client.get("/mandates/").content.decode()


def test_addressees_keep_their_order_and_are_named_as_names(client: Client, officer: User) -> None:
    hold(document(text("Encourages Member States and the Secretary-General to share lamps")))
    client.force_login(officer)
    given = {"deed": "correct", "field": "addressees", "reason": "x"}
    held = Act.objects.get().values.filter(field="addressee").order_by("position")
    before = list(held.values_list("value", flat=True))
    others = "ferry_keepers\nstates_parties:UNTOC"
    client.post(REVIEW, {**given, "chosen": sorted([*before, "unodc"]), "others": others})
    after = list(held.all().values_list("value", flat=True))
    assert after == [*before, "unodc", "ferry_keepers", "states_parties:UNTOC"]
    # The list as offered has another order.
    listed = sorted(before, reverse=True)
    client.post(REVIEW, {**given, "chosen": listed, "others": "ferry_keepers"})
    assert list(held.all().values_list("value", flat=True)) == [*before, "ferry_keepers"]
    for bad in ("Bad Name!", "a\x00b", "x" * 500, "unodc;", "_a"):
        answer = client.post(REVIEW, {**given, "chosen": [], "others": bad})
        assert answer.status_code == 200
        assert "id_others_error" in answer.content.decode(), bad
    assert held.count() == 3


@pytest.mark.parametrize("key", ["0", "9" * 18, "9" * 40, "9" * 5000])
@pytest.mark.parametrize(
    "path", ["/uploads/{}/undo/", "/uploads/{}/reread/", "/review/family/{}/"]
)  # fmt: skip
def test_keys_of_any_length_are_not_found(
    client: Client, officer: User, path: str, key: str
) -> None:
    client.force_login(officer)
    for answer in (client.get(path.format(key)), client.post(path.format(key), {"reason": "x"})):
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"deed": "merge", "other": "A\x00", "reason": "x"},
        {"deed": "merge", "other": "A/RES/79/901#op1.1", "reason": "x"},
        {"deed": "split", "begins": "\x00", "reason": "x"},
        {"deed": "correct", "field": "action", "words": "\x00", "reason": "x"},
        {"deed": "correct", "field": "act", "act": "x" * 5000, "reason": "x"},
        {"deed": "correct", "field": "deliverable", "due_session": "9" * 40, "reason": "x"},
        {"deed": "correct", "field": "topics", "chosen": ["x" * 5000, "\x00"], "reason": "x"},
        {"deed": "reject", "reason": "\x00"},
    ],
)
def test_what_no_store_takes_is_asked_for_again(
    client: Client, officer: User, given: dict[str, object]
) -> None:
    _hold(1)
    client.force_login(officer)
    assert client.post(REVIEW, given).status_code == 200
    assert Act.objects.filter(review="unreviewed").count() == 2


def test_a_reason_is_asked_for(client: Client, officer: User) -> None:
    _hold(1)
    client.force_login(officer)
    answer = client.post(REVIEW, {"deed": "reject", "reason": " "})
    assert answer.status_code == 200
    assert "id_reason_error" in answer.content.decode()


def test_split_and_merge(client: Client, officer: User) -> None:
    hold(document(text("Requests donors to give oil, and lamps to whoever has none")))
    client.force_login(officer)
    wrong = client.post(REVIEW, {"deed": "split", "begins": "zebras", "reason": "x"})
    assert "do not stand in the paragraph" in wrong.content.decode()
    answer = client.post(REVIEW, {"deed": "split", "begins": "and lamps", "reason": "two gifts"})
    assert answer.status_code == 302
    assert Act.objects.filter(current=True).count() == 2
    page = client.get(MANDATE).content.decode()
    assert "The act before the split" in page
    assert "Merged into this act" not in page
    other = Act.objects.filter(current=True).order_by("-position").first()
    assert other is not None
    answer = client.post(
        REVIEW, {"deed": "merge", "other": other.identifier, "reason": "one gift after all"}
    )
    assert answer.status_code == 302
    assert Act.objects.filter(current=True).count() == 1
    assert "Merged into this act" in client.get(MANDATE).content.decode()
    answer = client.post(REVIEW, {"deed": "reopen", "reason": "two gifts"}, follow=True)
    assert "The merge was taken back." in answer.content.decode()
    assert "Take back the split" in answer.content.decode()
    refused = client.post(REVIEW, {"deed": "reopen", "reason": " "})
    assert "id_reason_error" in refused.content.decode()
    client.post(REVIEW, {"deed": "reopen", "reason": "one gift"})
    page = client.get(MANDATE).content.decode()
    assert "Take back" not in page
    assert "one gift" in page
    assert Act.objects.filter(current=True).get().origin == "reader"


def test_stages_are_shown_and_settled(client: Client, officer: User) -> None:
    _hold(1)
    draft = text(REQUEST, symbol="A/C.3/79/L.9", title="Lamps 1", kind=TextKind.DRAFT_RESOLUTION)
    hold(document(draft, kind=DocumentKind.DRAFT_RESOLUTION), "draft.txt")
    assert "A/C.3/79/L.9" in client.get(TEXT).content.decode()
    assert "deed" not in client.get("/mandates/?proposals=1").content.decode()
    client.force_login(officer)
    member = FamilyMember.objects.get(text__identifier="A/C.3/79/L.9")
    address = f"/review/family/{member.family_id}/"
    assert client.get(address).status_code == 200
    client.post(address, {f"member-{member.pk}": "rejected", "reason": "another lamp"})
    member.refresh_from_db()
    assert member.state == "rejected"


def _seen(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_the_second_of_two_officers_is_told(client: Client, officer: User) -> None:
    _hold(1)
    client.force_login(officer)
    seen = _seen(client.get(f"{REVIEW}?deed=correct&field=act").content.decode())
    given = {"deed": "correct", "field": "act", "act": "invite", "reason": "x", "seen": seen}
    assert client.post(REVIEW, given).status_code == 302
    told = client.post(REVIEW, {**given, "act": "urge"})
    assert "Somebody else changed this meanwhile" in told.content.decode()
    assert Act.objects.get(identifier="A/RES/79/901#op1.1").act == "invite"
    # Sent again, it is a decision.
    again = {**given, "act": "urge", "seen": _seen(told.content.decode())}
    assert client.post(REVIEW, again).status_code == 302
    assert Act.objects.get(identifier="A/RES/79/901#op1.1").act == "urge"
    told = client.post(REVIEW, {"deed": "confirm", "field": "act", "seen": seen}, follow=True)
    assert "Somebody else changed this meanwhile" in told.content.decode()

    address = "/review/text/A/RES/79/901/"
    seen = _seen(client.get(address).content.decode())
    given = {"field": "title", "value": "Oil", "reason": "x", "seen": seen}
    assert client.post(address, given).status_code == 302
    assert "Oil" in client.post(address, {**given, "value": "Wicks"}).content.decode()
    assert Text.objects.get().title == "Oil"
    assert client.post(address, {"field": "title", "deed": "reopen"}).status_code == 302
    assert Text.objects.get().title != "Oil"
    told = client.post(address, {"field": "title", "deed": "reject", "reason": " "})
    assert "id_reason_error" in told.content.decode()


def test_a_text_is_put_where_it_belongs(client: Client, officer: User) -> None:
    _hold(1)
    draft = text(REQUEST, symbol="A/C.3/79/L.9", title="Oil", kind=TextKind.DRAFT_RESOLUTION)
    hold(document(draft, kind=DocumentKind.DRAFT_RESOLUTION), "draft.txt")
    address = "/review/place/A/C.3/79/L.9/"
    assert client.get(address).status_code == 302
    client.force_login(officer)
    assert client.get(address).status_code == 200
    given = {"what": "stage", "other": "A/RES/79/901", "reason": "it became it"}
    for wrong in ({"other": ""}, {"other": "A/RES/79/999"}, {"other": "A/C.3/79/L.9"}):
        assert "id_other_error" in client.post(address, {**given, **wrong}).content.decode()
    assert client.post(address, given).status_code == 302
    assert "A/C.3/79/L.9" in client.get(TEXT).content.decode()
    member = FamilyMember.objects.get(text__symbol="A/C.3/79/L.9")
    family = f"/review/family/{member.family_id}/"
    seen = _seen(client.get(family).content.decode())
    chosen = {f"member-{member.pk}": "rejected", "reason": "no", "seen": seen}
    assert client.post(family, chosen).status_code == 302
    told = client.post(family, {**chosen, f"member-{member.pk}": "confirmed"})
    assert told.status_code == 409
    member.refresh_from_db()
    assert member.state == "rejected"
    assert client.post(address, {"what": "alone", "reason": "once only"}).status_code == 302
    assert Text.objects.get(symbol="A/C.3/79/L.9").series is None


def test_an_upload_is_undone_with_a_reason(client: Client, officer: User) -> None:
    _hold(1)
    upload = Upload.objects.get()
    client.force_login(officer)
    assert "1.txt" in client.get("/uploads/").content.decode()
    address = f"/uploads/{upload.pk}/undo/"
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "a trial"}).status_code == 302
    assert client.get(TEXT).status_code == 404


def test_pasted_words_are_stored_by_an_officer_alone(client: Client, officer: User) -> None:
    words = (
        "United Nations\tA/RES/79/950\nGeneral Assembly\nSeventy-ninth session\n\n"
        "Resolution adopted by the General Assembly on 17 December 2024\n"
        "79/950.\tLamps\n\n\tThe General Assembly,\n\tRecalling its resolution 78/901,\n"
        "\t1.\tRequests the Secretary-General to keep lamps.\n"
    )
    assert "Requests" in client.post("/uploads/paste/", {"words": words}).content.decode()
    client.post("/uploads/paste/", {"words": words, "store": "1"})
    assert not Text.objects.exists()
    client.force_login(officer)
    answer = client.post("/uploads/paste/", {"words": words, "store": "1"})
    assert answer.status_code == 302
    assert Text.objects.get().identifier == "A/RES/79/950"


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh-hans"])
def test_pages_in_every_language(client: Client, language: str) -> None:
    _hold(2)
    client.cookies["django_language"] = language
    for path in (*PAGES, "/help/", "/help/search/", "/uploads/paste/"):
        page = client.get(path)
        assert page.status_code == 200
        assert f'lang="{language}"' in page.content.decode()


def test_a_series_is_listed_and_names_its_filter(client: Client) -> None:
    _hold(3)
    page = client.get("/texts/series/").content.decode()
    assert "3 texts" in page
    key = Text.objects.earliest("pk").series_id
    assert "Series: <bdi>Lamps" in client.get(f"/texts/?series={key}").content.decode()
    assert "6 mandates" in client.get(f"/mandates/?series={key}").content.decode()


def test_the_masthead_is_corrected_and_a_text_kept_back(client: Client, officer: User) -> None:
    _hold(1)
    address = "/review/text/A/RES/79/901/"
    assert client.get(address).status_code == 302
    client.force_login(officer)
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"field": "date", "value": "soon", "reason": "x"})
    assert "cannot be" in wrong.content.decode()
    client.post(address, {"field": "title", "value": "Better lamps", "reason": "misread"})
    assert "Better lamps" in client.get("/texts/").content.decode()
    client.post(address, {"publish": "0"})
    client.logout()
    assert client.get(TEXT).status_code == 404


def test_a_newer_reading_is_shown_before_it_is_taken_over(client: Client, officer: User) -> None:
    client.force_login(officer)
    words = (
        "United Nations\tA/RES/79/950\nGeneral Assembly\nSeventy-ninth session\n\n"
        "Resolution adopted by the General Assembly on 17 December 2024\n"
        "79/950.\tLamps\n\n\tThe General Assembly,\n\tRecalling its resolution 78/901,\n"
        "\t1.\tRequests the Secretary-General to keep lamps;\n\t2.\tUrges States to help.\n"
    )
    client.post("/uploads/paste/", {"words": words, "store": "1"})
    upload = Upload.objects.get()
    with writing_allowed():
        Act.objects.filter(act="urge").delete()
        Act.objects.update(act="invite", reader="0.0.1")
        Upload.objects.update(reader="0.0.1")
        TextVersion.objects.update(reader="0.0.1")
    address = f"/uploads/{upload.pk}/reread/"
    page = client.get(address).content.decode()
    assert "<del><bdi>invites</bdi></del>" in page
    assert "New acts:" in page
    assert Act.objects.get(current=True).act == "invite"
    assert client.post(address).status_code == 302
    acts = Act.objects.filter(current=True).order_by("paragraph_n")
    assert [one.act for one in acts] == ["request", "urge"]
