"""What the pages of the register say: names instead of identifiers, stages counted once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from cpcj.frame.records import writing_allowed
from cpcj.register.models import Act, Family, FamilyMember, Text
from cpcj.register.presentation.addresses import mandate_address
from cpcj.register.queries.overview import overview
from cpcj.register.services.ingest import ingest_file
from cpcj.register.tests.factories import REQUEST, SYSTEM, document, hold, text
from cpcj.resolutions.model import DocumentKind, TextKind

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

CITED = "/texts/cited-by/?id=A/RES/78/901"
DRAFT = "/texts/made:ga-79-106-2024-12-17-draft/"


def _draft() -> None:
    draft = text(REQUEST, symbol=None, kind=TextKind.DRAFT_RESOLUTION)
    hold(document(draft, kind=DocumentKind.DRAFT_RESOLUTION), "draft.txt")


def _shown(page: str) -> str:
    """Return a page without the addresses and titles that its marks carry."""
    return "".join(piece.partition(">")[2] for piece in page.split("<"))


@pytest.mark.parametrize(
    "path", ["/", "/texts/", DRAFT, "/mandates/?proposals=1", "/search/?q=lamps", CITED]
)
def test_a_made_identifier_is_never_shown_as_a_symbol(client: Client, path: str) -> None:
    _draft()
    page = client.get(path).content.decode()
    shown = _shown(page.partition("About this reading")[0])
    assert "made:" not in shown
    assert "raft resolution, 17 December 2024" in shown


def test_stages_of_one_text_cite_once(client: Client) -> None:
    _draft()
    hold(document(text(REQUEST)))
    page = client.get(CITED).content.decode()
    first = Text.objects.get(identifier="A/RES/79/901")
    if not FamilyMember.objects.filter(text=first).exists():
        with writing_allowed():
            family = Family.objects.create()
            for one in Text.objects.all():
                FamilyMember.objects.create(family=family, text=one, reason="test")
        page = client.get(CITED).content.decode()
    assert "Cited by 1 family of texts, 2 texts in all" in page
    assert "preambular para. 1" in page
    assert ">pp1<" not in page


def test_an_invented_text_has_no_official_document(client: Client) -> None:
    hold(document(text(REQUEST, symbol="A/RES/79/9001")), "invented.txt")
    hold(document(text(REQUEST, symbol="A/RES/79/901")), "other.txt")
    invented = client.get("/texts/A/RES/79/9001/").content.decode()
    assert "Sample: invented text" in invented
    assert "docs.un.org" not in invented
    other = client.get("/texts/A/RES/79/901/").content.decode()
    assert "Sample: invented text" not in other
    assert "docs.un.org" in other


def test_what_is_due_ahead_and_what_is_past(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(document(text(REQUEST)))
    before, after = dt.date(2026, 1, 1), dt.date(2030, 1, 1)
    assert (overview(SYSTEM, before).due_ahead, overview(SYSTEM, before).due_past) == (1, 0)
    assert (overview(SYSTEM, after).due_ahead, overview(SYSTEM, after).due_past) == (0, 1)
    monkeypatch.setattr(timezone, "localdate", lambda: after)
    page = client.get("/").content.decode()
    assert "1 deliverable is past its session." in page
    assert "the next at" not in page


def test_a_made_identifier_is_no_symbol_on_an_officers_pages(client: Client, officer: User) -> None:
    words = (
        "Seventy-ninth session\nDraft resolution\n\nThe General Assembly,\n\n"
        "Recalling its work,\n\n1. Requests States to give lamps.\n"
    )
    stored = ingest_file(officer, words.encode(), "draft.txt", published=True)
    client.force_login(officer)
    act = Act.objects.get()
    mandate = mandate_address(act.identifier).removeprefix("/mandates/")
    for path in (
        f"/review/mandate/{mandate}?deed=correct&field=addressees",
        f"/review/text/{act.text.identifier}/",
        "/uploads/",
        f"/uploads/{stored.upload}/undo/",
        f"/uploads/{stored.upload}/reread/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        shown = _shown(answer.content.decode().partition("<main")[2])
        assert "made:" not in shown, path
        assert "Draft resolution" in shown, path


def test_a_revised_draft_is_called_one_where_it_cites(client: Client) -> None:
    draft = text(REQUEST, symbol="A/C.3/79/L.901/Rev.1", kind=TextKind.DRAFT_RESOLUTION)
    hold(document(draft, kind=DocumentKind.REVISED_DRAFT_RESOLUTION), "draft.txt")
    assert "revised draft resolution" in client.get(CITED).content.decode()


@pytest.mark.parametrize("value", ["unodc:x", "ga:" + "9" * 5000, "made:x:²"])
def test_any_session_in_an_address_does_no_harm(client: Client, value: str) -> None:
    assert client.get("/mandates/", {"due": value}).status_code == 200


def test_a_latest_text_without_title_shows_its_symbol_once(client: Client) -> None:
    hold(document(text(REQUEST, title=""), title=None), "untitled.txt")
    latest = (
        client.get("/").content.decode().partition("Latest texts")[2].partition("</section>")[0]
    )
    assert _shown(latest).count("A/RES/79/901") == 1
    assert ">Resolution<" in latest
