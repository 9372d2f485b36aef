"""The pages: who finds what where, what they cost, what they say."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.models import User
from cpcj.assistance.models import Document, Holiday, Request
from cpcj.assistance.rules.states import Status
from cpcj.assistance.services import asking, deciding, handling, office
from cpcj.assistance.tests.conftest import ASKED, MARK, OWN, People
from cpcj.evidence.registry import for_provision
from cpcj.register.followup.services.notes import GivenDocument

pytestmark = pytest.mark.django_db


def as_(person: User) -> Client:
    """Return a browser of somebody."""
    client = Client()
    client.force_login(person)
    return client


def words(answer: Any) -> str:
    """Return everything an answer says."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode("utf-8", errors="replace"))


def places(one: Request, key: int) -> list[str]:
    """Return the addresses that could tell of a request."""
    page = f"/requests/{one.number}/"
    return [
        "/", "/requests/", f"/requests/?q={MARK}", f"/requests/?state={OWN}",
        "/requests/?topic=corruption", "/requests/?format=csv", "/requests/?format=xlsx",
        "/requests/?format=json", "/requests/own/", "/requests/board/", "/search/?q=" + MARK, page,
        f"{page}letter/", f"{page}answer/", f"{page}attach/", f"{page}withdraw/", f"{page}merge/",
        f"/requests/documents/{key}/", f"/treaties/states/{OWN}/", "/audit/",
    ]  # fmt: skip


def test_another_states_focal_point_finds_nothing_anywhere(
    people: People, request_: Request
) -> None:
    key = asking.attach(people.point, request_, [GivenDocument(f"{MARK}.txt", b"x")])[0].pk
    handling.acknowledge(people.officer, request_)
    own = asking.make(people.stranger, "FRA", asking.Asked("Ours", "our own words"))
    client = as_(people.stranger)
    for path in places(request_, key):
        answer = client.get(path)
        said = words(answer).replace(path, "")
        assert f"about {MARK}" not in said, path
        assert f"{MARK}.txt" not in said, path
        assert request_.number not in said, path
    assert client.get(f"/requests/{request_.number}/").status_code == 404
    assert client.get(f"/requests/documents/{key}/").status_code == 404
    assert list(Request.objects.visible_to(people.stranger)) == [own]
    listing = client.get("/requests/").context["listing"]
    assert listing.count == 1
    assert {v.value for facet in listing.facets for v in facet.values} == {
        "received", "FRA", "ordinary",
    }  # fmt: skip
    assert [
        e for e in for_provision("A/RES/79/901#op1", people.stranger) if e.room == "assistance"
    ] == []


def test_hidden_looks_like_absent(people: People, request_: Request) -> None:
    client = as_(people.stranger)
    for deed in ("", "letter/", "answer/", "withdraw/", "decline/", "nonsense/"):
        for number in (request_.number, "REQ-2001-0001"):
            assert client.get(f"/requests/{number}/{deed}").status_code == 404, (number, deed)


def test_the_public_finds_nothing(client: Client, people: People, request_: Request) -> None:
    for path in places(request_, 1):
        answer = client.get(path)
        assert f"about {MARK}" not in words(answer)
        assert request_.number not in words(answer).replace(path, "")


def test_what_a_state_shares_is_what_is_asked_and_nothing_else(
    people: People, request_: Request
) -> None:
    key = asking.attach(people.point, request_, [GivenDocument("secretdocument.txt", b"x")])[0].pk
    one = handling.acknowledge(people.officer, request_)
    handling.ask(people.officer, one, question="secretquestion")
    handling.score(people.officer, one, {"need": (4, "secretpoints")})
    asking.share(people.point, one, shared=True)
    client = as_(people.stranger)
    said = words(client.get(f"/requests/{one.number}/"))
    assert MARK in said
    assert "more information asked" in said
    for secret in ("secretdocument", "secretquestion", "secretpoints", str(people.officer)):
        assert secret not in said
    assert client.get(f"/requests/documents/{key}/").status_code == 404
    for deed in ("letter/", "answer/", "share/", "withdraw/"):
        assert client.get(f"/requests/{one.number}/{deed}").status_code == 404
    asking.share(people.point, one, shared=False)
    assert client.get(f"/requests/{one.number}/").status_code == 404


def test_who_is_expert_of_another_state_sees_only_the_own(
    people: People, request_: Request
) -> None:
    from cpcj.accounts.models import Membership
    from cpcj.accounts.rules import Role
    from cpcj.frame.records import writing_allowed

    with writing_allowed():
        Membership.objects.create(user=people.stranger, role=Role.EXPERT, state=OWN)
    fresh = User.objects.get(pk=people.stranger.pk)
    assert not Request.objects.visible_to(fresh).exists()


def test_a_focal_point_asks_follows_and_answers(people: People) -> None:
    client = as_(people.point)
    answer = client.post(
        "/requests/new/",
        {
            "state": OWN, "title": "A course", "asked": "Two weeks.", "topics": ["corruption"],
            "mandates": "A/RES/70/178#op46\n", "urgency": "ordinary", "origin": "state",
            "language": "fr",
            "documents": SimpleUploadedFile("<b>note</b>.txt", b"<script>"),
        },
    )  # fmt: skip
    one = Request.objects.get()
    assert answer.headers["Location"] == one.get_absolute_url()
    assert (one.state, one.language, one.shared) == (OWN, "fr", False)
    handling.acknowledge(people.officer, one)
    question = handling.ask(people.officer, one, question="When <i>exactly</i>?")
    assert "Answer our questions" in words(client.get("/requests/own/"))
    page = f"/requests/{one.number}/answer/"
    assert "When &lt;i&gt;exactly&lt;/i&gt;?" in words(client.get(page))
    client.post(page, {f"answer-{question.pk}": "In May."})
    one.refresh_from_db()
    assert one.status == Status.UNDER_ASSESSMENT
    given = client.get(f"/requests/documents/{Document.objects.get().pk}/")
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert client.get("/requests/board/").status_code == 403
    assert "In May." in words(as_(people.delegate).get(f"/requests/{one.number}/"))
    assert as_(people.delegate).get(page).status_code == 403


def test_a_wrong_form_says_why_and_keeps_nothing(people: People) -> None:
    answer = as_(people.point).post(
        "/requests/new/",
        {"state": OWN, "title": "A", "asked": "B", "mandates": "what?", "urgency": "ordinary",
         "origin": "state", "language": "en"},
    )  # fmt: skip
    assert "Not the identifier of a paragraph or article: what?" in words(answer)
    other = as_(people.point).post(
        "/requests/new/",
        {"state": "FRA", "title": "A", "asked": "B", "urgency": "ordinary", "origin": "state",
         "language": "en"},
    )  # fmt: skip
    assert other.status_code == 200
    assert not Request.objects.exists()


def test_officers_work_from_the_board(people: People, request_: Request) -> None:
    client = as_(people.officer)
    said = words(client.get("/requests/board/"))
    assert request_.number in said
    assert "0 of 5 working days used" in said
    assert "No holidays of the duty station are held" in said
    page = f"/requests/{request_.number}/"
    client.post(f"{page}acknowledge/")
    client.post(f"{page}assess/", {"reason": "complete"})
    client.post(f"{page}score/", {"points-need": "4", "reason-need": "a new law"})
    client.post(f"{page}propose_decline/", {"reason": "no mandate"})
    said = words(client.get(page))
    for shown in ("100 of 100", "a new law", "You proposed it; another person decides."):
        assert shown in said
    assert client.get(f"{page}decline/").status_code == 403
    as_(people.head).post(f"{page}decline/", {"reason": "There is no mandate for this."})
    assert "There is no mandate for this." in words(as_(people.point).get(page))
    refused = client.post(f"{page}plan/", {"reason": "now"})
    assert "This cannot be done while the request is: declined." in words(refused)


def test_lateness_is_said_in_words(people: People) -> None:
    long_ago = dt.date.today() - dt.timedelta(days=90)  # noqa: DTZ011
    asking.record(people.officer, OWN, ASKED, received=long_ago)
    said = words(as_(people.officer).get("/requests/board/"))
    assert "working days used, 5 allowed" in said
    assert "Late:" in said


def test_the_letter_is_given_out_in_word_and_as_pdf(people: People, request_: Request) -> None:
    client = as_(people.officer)
    assert client.get(f"/requests/{request_.number}/letter/").status_code == 404
    handling.acknowledge(people.officer, request_)
    said = _word(client.get(f"/requests/{request_.number}/letter/").content)
    assert request_.number in said
    assert MARK in said
    assert "{" not in said
    answer = as_(people.point).get(f"/requests/{request_.number}/letter/?form=pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert client.get(f"/requests/{request_.number}/letter/?form=odt").status_code == 404


def _word(content: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)


def test_holidays_are_shown_before_they_are_kept(people: People) -> None:
    office.keep_holidays(people.officer, {dt.date(2026, 1, 1): "Old"}, replace=False)
    client = as_(people.officer)
    table = SimpleUploadedFile("h.csv", b"date,name\n2026-05-01,Lamp Day\n")
    answer = client.post("/requests/holidays/", {"table": table, "way": "replace"})
    said = words(answer)
    assert "Lamp Day" in said
    assert "No longer holidays" in said
    assert Holiday.objects.count() == 1
    client.post("/requests/holidays/", {"shown": answer.context["shown"]})
    assert list(Holiday.objects.values_list("name", flat=True)) == ["Lamp Day"]
    client.post("/requests/holidays/", {"shown": answer.context["shown"] + "x"})
    wrong = SimpleUploadedFile("h.csv", b"date,name\nMay,Lamp Day\n")
    said = words(client.post("/requests/holidays/", {"table": wrong, "way": "add"}))
    assert "Nothing was recorded." in said
    assert "Line 2" in said


def test_other_pages_tell_those_who_may_know(people: People, request_: Request) -> None:
    for person, sees in ((people.point, True), (people.officer, True), (people.stranger, False)):
        said = words(as_(person).get(f"/treaties/states/{OWN}/"))
        assert (request_.number in said) == sees
        found = [one.room for one in for_provision("A/RES/79/901#op1", person)]
        assert ("assistance" in found) == sees
        found = [one.room for one in for_provision("UNCAC#art60", person)]
        assert ("assistance" in found) == sees


def _statements(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_pages_ask_the_store_as_often_for_many(people: People, request_: Request) -> None:
    paths = ("/requests/board/", "/requests/own/", "/requests/", "/requests/?format=csv")
    browsers = {path: as_(people.point if "own" in path else people.officer) for path in paths}
    before = {path: _statements(browsers[path], path) for path in paths}
    for _n in range(8):
        one = asking.make(people.point, OWN, ASKED)
        handling.acknowledge(people.officer, one)
        deciding.propose_decline(people.officer, one, reason="no")
        asking.make(people.point, OWN, ASKED)
    assert {path: _statements(browsers[path], path) for path in paths} == before
