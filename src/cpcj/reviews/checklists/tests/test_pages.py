"""Who sees what of answers, on every page, in files, counts and reviews; pages of any length."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cpcj.accounts.models import User
from cpcj.evidence.registry import for_provision
from cpcj.reviews.answers import answer_set
from cpcj.reviews.checklists.models import (
    Answer,
    AnswerChange,
    AnswerSet,
    CoAuthor,
    Move,
    ProposedRequest,
    Workbook,
)
from cpcj.reviews.checklists.services import answering
from cpcj.reviews.checklists.tests.conftest import SECRET, House
from cpcj.reviews.checklists.tests.test_workbooks import book as workbook
from cpcj.reviews.checklists.tests.test_workbooks import put
from cpcj.reviews.services.keeping import name_answer_set
from cpcj.reviews.tests.conftest import Stage, cluster, cycle, stage

__all__ = ["cluster", "cycle", "stage"]
pytestmark = pytest.mark.django_db
ONE = "art5.1.a"


def client_of(person: User) -> Client:
    """Return a browser of somebody."""
    client = Client()
    client.force_login(person)
    return client


def addresses(one: AnswerSet) -> list[str]:
    """Return the pages about a set that show its answers."""
    names = ("set", "print", "word", "answer")
    return [
        reverse(f"checklists:{name}", args=[one.code, *([ONE] if name == "answer" else [])])
        for name in names
    ]


def words_of(answer: Any) -> str:
    """Return what an answer says, whatever its format."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        return "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
    return str(content.decode())


def submitted(house: House) -> AnswerSet:
    """Submit the State's answers with a word that stands nowhere else."""
    house.write(ONE, law="part", practice="not", in_law=SECRET, needs={"capacity": SECRET})
    answering.submit(house.point, house.set)
    house.set.refresh_from_db()
    return house.set


def see(people: Iterable[User], one: AnswerSet, *, seen: bool) -> None:
    """Assert that people see a set, or find no trace of it, wherever they look."""
    for person in people:
        client = client_of(person)
        for address in addresses(one):
            answer = client.get(address)
            if seen:
                assert answer.status_code == 200, address
                assert SECRET in words_of(answer) or address == addresses(one)[0]
            else:
                assert answer.status_code in (403, 404), address
        for form in ("", "?format=json", "?format=csv"):
            listed = client.get(reverse("checklists:list") + form)
            assert (listed.status_code == 200 and one.code in words_of(listed)) == seen, form
        assert Answer.objects.visible_to(person).filter(set=one).exists() == seen
        assert (answer_set(one.code, person) is not None) == seen
        told = [item.label for item in for_provision("UNTOC#art5(1)(a)", person)]
        assert any("adopted in part" in label for label in told) == seen


def test_answers_are_the_own_people_s_the_secretariat_s_and_the_review_s_seats(
    house: House, stage: Stage
) -> None:
    one = submitted(house)
    reviewers = (stage.near_point, stage.near_expert, stage.far_point)
    strangers = (house.stranger, house.inspector, stage.observer)
    see((house.point, house.second_point, house.expert, house.officer), one, seen=True)
    see((*reviewers, *strangers), one, seen=False)
    name_answer_set(stage.officer, stage.review, identifier=one.code)
    see(reviewers, one, seen=True)
    see(strangers, one, seen=False)
    shown = client_of(stage.near_expert).get(stage.review.get_absolute_url()).content.decode()
    assert one.get_absolute_url() in shown
    # Who wrote it, who was asked, what is needed and what came of it: not the reviewers' to see.
    for kind in (AnswerChange, CoAuthor, Move, Workbook, ProposedRequest):
        assert not kind.objects.visible_to(stage.near_expert).exists()
    theirs = words_of(client_of(stage.near_point).get(addresses(one)[0]))
    assert "Proposed requests" not in theirs
    # While it is being completed the reviewers do not see it.
    answering.return_set(house.officer, one, words="More.")
    see(reviewers, one, seen=False)


def test_a_review_that_names_another_state_s_answers_shows_none(house: House, stage: Stage) -> None:
    foreign = answering.start_set(house.stranger, house.set.version, state="FRA")
    name_answer_set(stage.officer, stage.review, identifier=foreign.code)
    for person in (stage.point, stage.near_expert):
        assert answer_set(foreign.code, person) is None


def test_the_secretariat_counts_what_was_submitted(house: House) -> None:
    version = house.set.version
    address = reverse("checklists:counts", args=[version.key, version.version])
    house.write(ONE, law="part", practice="not")
    client = client_of(house.officer)
    assert "From 0 submitted sets" in words_of(client.get(address))
    answering.submit(house.point, house.set)
    assert '"question": "art5.1.a"' in words_of(client.get(address + "?format=json"))
    assert "From 1 submitted set " in words_of(client.get(address))
    for person in (house.point, house.expert, house.inspector):
        assert client_of(person).get(address).status_code == 403


def test_pages_ask_the_store_as_often_for_a_few_answers_as_for_many(house: House) -> None:
    client = client_of(house.point)
    pages = [*addresses(house.set)[:3], reverse("checklists:list")]

    def asked() -> list[int]:
        found = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                words_of(client.get(page))
            found.append(len(queries))
        return found

    before = asked()
    for question in ("art6.1", "art8.1", "art10.1", "art15.1"):
        house.write(question, law="full", practice="full", examples="Lamps.")
        answering.ask(house.point, house.set, question, house.expert)
    for _ in range(3):
        answering.start_set(house.point, house.set.version, state="PER")
    assert asked() == before


def test_an_answer_page_offers_takes_over_asks_and_tells_who_wrote_what(house: House) -> None:
    house.write("art6.1", law="full", in_law=SECRET)
    other = answering.start_set(house.point, house.checklists["uncac-iii"], state="PER")
    client = client_of(house.point)
    page = reverse("checklists:answer", args=[other.code, "art23.1"])
    shown = client.get(page)
    assert SECRET in words_of(shown)
    given = {"source": house.answer("art6.1").pk, "seen": shown.context["seen"]}
    client.post(reverse("checklists:take_over", args=[other.code, "art23.1"]), given)
    assert house.answer("art23.1", other).in_law == SECRET
    asking = reverse("checklists:ask", args=[other.code, "art23.1"])
    client.post(asking, {"person": house.expert.pk})
    assert CoAuthor.objects.get().person == house.expert
    # The expert's page has a form for what was asked, and none for the rest.
    expert = client_of(house.expert)
    assert expert.get(page).context["form"] is not None
    rest = reverse("checklists:answer", args=[other.code, "art15"])
    assert expert.get(rest).context["form"] is None
    form = expert.get(page).context["form"]
    said = {"law": "part", "practice": "", "in_law": "Otherwise.", "seen": form["seen"].value()}
    assert expert.post(page, said).status_code == 302
    told = words_of(client.get(page))
    assert "Otherwise." in told
    assert str(house.expert) in told
    # What an older page showed is not written over what the expert wrote.
    late = client.post(page, said | {"in_law": "Late."})
    assert "Somebody else changed this meanwhile" in words_of(late)
    assert house.answer("art23.1", other).in_law == "Otherwise."


def test_a_set_from_its_beginning_to_a_newer_version_on_the_pages(house: House) -> None:
    client, office = client_of(house.inspector), client_of(house.officer)
    version = house.checklists["prisoners"]
    start = reverse("checklists:new")
    said = {"version": version.pk, "owner": f"organization {house.body.pk}", "institution": ""}
    assert "Give the name of the institution." in words_of(client.post(start, said))
    client.post(start, said | {"institution": "Harbour gaol"})
    one = AnswerSet.objects.get(institution="Harbour gaol")
    book = client.get(reverse("checklists:workbook", args=[one.code]))
    assert book.content.startswith(b"PK")
    back = reverse("checklists:bring_back", args=[one.code])
    refused = client.post(back, {"workbook": io.BytesIO(b"id,base\n")})
    assert "is no workbook of this program" in words_of(refused)

    def fill(sheet: Any, rows: dict[str, int]) -> None:
        put(sheet, rows["rule-1"], law="adopted fully", practice="not adopted")
        put(sheet, rows["rule-2"], law="nearly")

    file = io.BytesIO(workbook(one, edit=fill))
    file.name = "home.xlsx"
    dry = client.post(back, {"workbook": file}).headers["Location"]
    shown = client.get(dry)
    assert "nearly is not in the list" in words_of(shown)
    client.post(dry, {"shown": shown.context["plan"].digest})
    assert "Applied on" in words_of(client.get(dry))
    assert "1 of 122" in words_of(client.get(one.get_absolute_url()))
    submit = reverse("checklists:submit", args=[one.code])
    assert "1 of 122 questions are answered." in words_of(client.get(submit))
    assert client.post(submit, {}).status_code == 302
    giving_back = reverse("checklists:return", args=[one.code])
    assert office.get(giving_back).status_code == 200
    office.post(giving_back, {"words": "Say more."})
    assert "The secretariat asks:" in words_of(client.get(one.get_absolute_url()))
    # A newer version: refused with its reason, added, shown, carried over to.
    adding = reverse("checklists:new_version")
    wrong = version.words.replace("#rule122", "#rule123")
    assert "ends with 122" in words_of(office.post(adding, {"words": wrong}))
    newer = version.words.replace('version = "1"', 'version = "2"').replace("Is nobody", "Is none")
    assert office.post(adding, {"words": newer}).status_code == 302
    for address in (
        reverse("checklists:checklists"), reverse("checklists:checklist", args=["prisoners", "2"]),
    ):  # fmt: skip
        assert office.get(address).status_code == 200
    carrying = reverse("checklists:newer", args=[one.code])
    assert "Is none" in words_of(client.get(carrying))
    client.post(carrying, {})
    made = AnswerSet.objects.get(from_set=one)
    assert made.answers.get(question="rule-1").law == "full"
    # An inspection body's answers are nobody else's.
    for person in (house.point, house.stranger):
        assert client_of(person).get(one.get_absolute_url()).status_code == 404


def test_the_state_s_page_and_what_it_makes_of_its_needs(house: House) -> None:
    one = submitted(house)
    state = reverse("treaties:state", args=["PER"])
    assert one.code in words_of(client_of(house.point).get(state))
    assert one.code not in words_of(client_of(house.stranger).get(state))
    assert one.code not in words_of(Client().get(state))
    need = ProposedRequest.objects.get()
    taking = reverse("checklists:take_up", args=[need.pk])
    assert client_of(house.expert).get(taking).status_code == 403
    assert client_of(house.stranger).get(taking).status_code == 404
    client = client_of(house.point)
    assert client.get(taking).status_code == 200
    client.post(taking, {"title": "Judges", "asked": "A course."})
    need.refresh_from_db()
    assert need.request in words_of(client.get(one.get_absolute_url()))
    assert "REQ-" in need.request
