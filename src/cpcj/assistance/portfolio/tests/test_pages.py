"""The pages: what they show to whom, what they take, and how often they ask the store."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.assistance.portfolio.models import Activity, Document, Participants, Recipient
from cpcj.assistance.portfolio.services import documents
from cpcj.assistance.portfolio.services.importing import kinds
from cpcj.assistance.portfolio.tests.factories import (
    PARAGRAPH,
    SYSTEM,
    activity,
    event,
    filled,
    programme,
    project,
    published,
    top,
)
from cpcj.assistance.results.tests.factories import approved, indicator, period, told
from cpcj.register.followup.services.notes import GivenDocument

pytestmark = pytest.mark.django_db


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def words(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode())


def test_drafts_are_found_by_the_office_alone(officer: User) -> None:
    one, draft = published(activity(title="Lit lamps")), programme(title="Unlit lamps")
    for address in ("/portfolio/", "/portfolio/?format=csv", "/portfolio/?q=lamps&format=json"):
        said = words(Client().get(address))
        assert "Lit lamps" in said
        assert "Unlit lamps" not in said
        assert "Unlit lamps" in words(as_(officer).get(address))
    assert Client().get(one.get_absolute_url()).status_code == 200
    for page in (draft.get_absolute_url(), f"/results/{draft.identifier}/"):
        assert Client().get(page).status_code == 404
        assert as_(officer).get(page).status_code == 200


@pytest.mark.parametrize(("query", "found"), [
    ("level=activity", 1), ("country=KEN", 3), ("country=FRA", 0), ("topic=corruption", 3),
    ("topic=firearms", 0), ("kind=training", 1), ("status=pipeline", 3), ("office=lamps", 1),
    (f"mandate={PARAGRAPH.replace('#', '%23')}", 3), ("mandate=UNCAC%23art60", 0),
    ("release=draft", 0),
])  # fmt: skip
def test_the_list_is_filtered(query: str, found: int) -> None:
    documents.record_office(SYSTEM, code="lamps", name="Office of Lamps", state="KEN")
    one = filled(activity(), offices={"rows": [{"code": "lamps", "leads": True}]})
    published(one)
    rows = json.loads(words(Client().get(f"/portfolio/?{query}&format=json")))["portfolio"]
    assert len(rows) == found
    assert all(row["release"] == "published" for row in rows)


def test_a_page_shows_the_tree_the_map_and_the_time() -> None:
    one = published(activity(title="A course"))
    said = words(Client().get(top(one).get_absolute_url()))
    for shown in ("A course", "Kenya", "60 per cent", "Planned and actual dates", "target 16.5"):
        assert shown in said
    assert f'href="{one.get_absolute_url()}"' in said


def test_a_part_is_a_form_of_rows(officer: User) -> None:
    one = programme()
    address = f"/portfolio/{one.identifier}/part/recipients/"
    client = as_(officer)
    assert 'value="60.00"' in words(client.get(address))
    form = {
        "row-TOTAL_FORMS": "3", "row-INITIAL_FORMS": "2", "row-0-code": "KEN", "row-0-share": "25",
        "row-1-code": "", "row-1-share": "", "row-2-code": "298", "row-2-share": "70",
    }  # fmt: skip
    said = words(client.post(address, form))
    assert "The shares sum to 95.00 per cent, not to 100." in said
    client.post(address, {**form, "row-2-share": "75 %"})
    assert sorted(Recipient.objects.values_list("code", "share")) == [("298", 7500), ("KEN", 2500)]


def test_the_form_of_sectors_says_which_its_crime_areas_usually_have(officer: User) -> None:
    one = filled(programme(), grounds={"topic": ["smuggling_of_migrants"]})
    said = words(as_(officer).get(f"/portfolio/{one.identifier}/part/sectors/"))
    assert "Work on its crime areas usually has: 15190" in said.replace("<bdi>", "")


def test_words_in_another_language_are_added_kept_and_taken_away(officer: User) -> None:
    one = programme(title="Old lamps")
    address, client = f"/portfolio/{one.identifier}/part/facts/", as_(officer)
    form = {
        "title": "Old lamps", "reach": "global", "description": "x", "language": "en",
        "planned_start": "2025-01-01", "planned_end": "2026-01-01", "translated": "fr",
    }  # fmt: skip
    for typed, kept in (
        ({"translated_title": "Lampes"}, {"fr": {"title": "Lampes"}}),
        ({"translated_description": "Y"}, {"fr": {"title": "Lampes", "description": "Y"}}),
        ({"translated": ""}, {"fr": {"title": "Lampes", "description": "Y"}}),
        ({}, {}),
    ):
        client.post(address, {**form, **typed})
        one.refresh_from_db()
        assert one.translations == kept
        assert ("French: Lampes" in words(client.get(address))) is bool(kept)


def test_changes_of_what_is_public_are_shown_before_they_are_approved(
    make_user: Callable[..., User], officer: User
) -> None:
    one = published(programme(title="Old lamps"))
    form = {
        "title": "New lamps", "reach": "global", "description": "x", "language": "en",
        "planned_start": "2025-01-01", "planned_end": "2026-01-01", "translated": "fr",
        "translated_title": "Lampes neuves",
    }  # fmt: skip
    said = words(as_(officer).post(f"/portfolio/{one.identifier}/part/facts/", form, follow=True))
    assert "waits for approval" in said
    assert "New lamps" not in words(Client().get(one.get_absolute_url()))
    head = as_(make_user(Role.UNIT_HEAD))
    address = f"/portfolio/{one.identifier}/do/approve_changes/"
    assert "New lamps" in words(head.get(address))
    assert as_(officer).get(address).status_code == 403
    head.post(address)
    assert "New lamps" in words(Client().get(one.get_absolute_url()))
    french = Client().get(one.get_absolute_url(), headers={"accept-language": "fr"})
    assert "Lampes neuves" in words(french)


def test_documents_are_given_out_where_they_may_be_seen(officer: User) -> None:
    one = published(programme())
    for public in (True, False):
        documents.add_document(
            SYSTEM, one, title=f"public {public}", public=public,
            file=GivenDocument("../lamps.html", b"<script>"),
        )  # fmt: skip
    seen, hidden = Document.objects.order_by("pk")
    answer = Client().get(f"/portfolio/documents/{seen.pk}/")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert Client().get(f"/portfolio/documents/{hidden.pk}/").status_code == 404
    assert as_(officer).get(f"/portfolio/documents/{hidden.pk}/").status_code == 200
    assert "public False" not in words(Client().get(one.get_absolute_url()))
    as_(officer).post(f"/portfolio/documents/{hidden.pk}/remove/")
    assert Document.objects.count() == 1


def test_training_shows_counts_and_what_is_due(officer: User) -> None:
    one = event(published(activity()))
    said = words(Client().get("/portfolio/training/"))
    assert "Follow-ups that are due" in said
    assert "21" in said
    assert "School of Lamps" in words(Client().get(one.get_absolute_url()))
    address = f"/portfolio/training/{one.pk}/follow-up/"
    form = {"on": "2025-10-01", "reached": "10", "applying": "11"}
    assert "at most" in words(as_(officer).post(address, form))
    as_(officer).post(address, {**form, "applying": "9"})
    assert "Follow-ups that are due" not in words(Client().get("/portfolio/training/"))


def test_tables_are_given_out_empty_and_taken_in(officer: User) -> None:
    client = as_(officer)
    for kind in kinds().values():
        file: Any = client.get(f"/portfolio/import/template/{kind.name}/")
        book = openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content)))
        head = [cell.value for cell in next(book.worksheets[0].iter_rows())]
        assert head == [name for name, _words in kind.columns]
    one = event()
    table = f"event,institution,sex,attended\n{one.pk},New school,male,3\n".encode()
    given = {"kind": "participants", "way": "add", "table": SimpleUploadedFile("t.csv", table)}
    shown = client.post("/portfolio/import/", given, follow=True)
    assert "Every row can be taken." in words(shown)
    assert Participants.objects.count() == 2
    client.post(shown.redirect_chain[-1][0], {"deed": "take"})
    assert Participants.objects.count() == 3
    wrong = {**given, "table": SimpleUploadedFile("t.csv", table.replace(b"male", b"lamp"))}
    shown = client.post("/portfolio/import/", wrong, follow=True)
    assert "Line 2" in words(shown)
    assert ">Take over<" not in words(shown)
    broken = {**given, "table": SimpleUploadedFile("t.xlsx", b"PK broken")}
    assert "cannot be read" in words(client.post("/portfolio/import/", broken))


def test_other_pages_tell_what_is_done() -> None:
    published(programme(title="Public lamps"))
    programme(title="Secret lamps")
    said = words(Client().get("/treaties/states/KEN/"))
    assert "Public lamps" in said
    assert "Secret lamps" not in said


def _statements(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
        assert answer.status_code == 200
        words(answer)
    return len(asked)


def test_pages_ask_the_store_as_often_for_many(officer: User) -> None:
    above = published(project())
    root = indicator(above)

    def more() -> Activity:
        one = published(activity(above))
        event(one)
        approved(period(one), {indicator(one, root).pk: told(3, male=3)})
        return one

    more()
    paths = (
        "/portfolio/", "/portfolio/?format=csv", "/portfolio/training/", "/results/",
        "/results/updates/", above.get_absolute_url(), f"/results/{above.identifier}/",
        "/portfolio/training/?format=csv", "/results/?format=csv",
    )  # fmt: skip
    client = as_(officer)
    before = {path: _statements(client, path) for path in paths}
    for _n in range(4):
        more()
    assert {path: _statements(client, path) for path in paths} == before
