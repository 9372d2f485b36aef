"""Tables in by an explicit yes, pages as of a day, statements of texts against the register."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from cpcj.accounts.rules import Role
from cpcj.audit.models import AuditEvent
from cpcj.frame.actors import SystemActor
from cpcj.register.reading import read_content
from cpcj.register.services.ingest import store_file
from cpcj.treaties import facts, names, queries, services
from cpcj.treaties.models import DepositaryAction, ImportProposal, TreatyText
from cpcj.treaties.rules.declarations import read_declarations
from cpcj.treaties.rules.importing import Fact
from cpcj.treaties.rules.numbers import Verdict, answer, number_of, stated_numbers
from cpcj.treaties.rules.tables import Kind, UnreadableTableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

SYSTEM = SystemActor("test")
DAY = dt.date(2015, 3, 31)
FIRST = (
    'Participant,Signature,"Ratification, Accession(a)"\n'
    "Norway,12 Dec 2000,23 Sep 2003\n"
    "Benin,13 Dec 2000,\n"
    "Togo 2,,2 Jul 2004 a\n"
)
LATER = (
    'Participant,Signature,"Ratification, Accession(a)"\n'
    "Norway,12 Dec 2000,24 Sep 2003\n"
    "Benin,13 Dec 2000,30 Aug 2004\n"
    "Lemuria,,1 Jan 2005 a\n"
)


def _proposed(content: str = FIRST) -> ImportProposal:
    return services.propose(
        SYSTEM,
        content=content.encode(),
        name="invented.csv",
        instrument="UNTOC",
        as_known_on=DAY,
        source="invented",
    )


def _taken_over(content: str = FIRST, *, yes: bool = False) -> None:
    proposal = _proposed(content)
    shown = services.seen(services.plan_of(proposal))
    services.take_over(SYSTEM, proposal, shown=shown, yes=yes)


def test_a_proposal_changes_nothing_and_is_for_importers(make_user: Callable[..., User]) -> None:
    _proposed()
    assert DepositaryAction.objects.count() == 0
    assert ImportProposal.objects.visible_to(make_user(Role.RESEARCHER)).count() == 0
    with pytest.raises(PermissionDenied):
        services.propose(
            make_user(Role.DELEGATE), content=b"", name="x", instrument="UNTOC", as_known_on=DAY
        )


def test_a_table_taken_over_leaves_one_event_and_says_since_when_it_binds() -> None:
    before = AuditEvent.objects.count()
    _taken_over()
    assert AuditEvent.objects.count() == before + 2  # proposed, taken over
    held = queries.participation(SYSTEM)
    assert held.known_on == {"UNTOC": DAY}
    status = {
        code: queries.standing(held, code, "UNTOC", DAY).status for code in ("NOR", "BEN", "TGO")
    }
    assert status == {"NOR": "party", "BEN": "signatory", "TGO": "party"}
    togo = queries.standing(held, "TGO", "UNTOC", DAY)
    assert togo.bond is not None
    assert togo.bond.since == dt.date(2004, 8, 1)


def test_what_would_change_or_lack_something_is_refused_without_a_yes() -> None:
    _taken_over()
    proposal = _proposed(LATER)
    planned = services.plan_of(proposal)
    assert [one.participant for one in planned.added] == ["BEN"]
    assert [(one.old.on.day, one.new.on.day) for one in planned.changed] == [(23, 24)]
    assert planned.missing == (Fact("TGO", Kind.ACCESSION, dt.date(2004, 7, 2)),)
    assert [row.printed for row in planned.doubtful] == ["Lemuria"]
    with pytest.raises(services.ImportRefusedError) as refused:
        services.take_over(SYSTEM, proposal, shown=services.seen(planned), yes=False)
    assert refused.value.code == "needs_yes"
    assert DepositaryAction.objects.filter(participant="BEN").count() == 1


def test_with_a_yes_corrections_stand_beside_what_they_correct_and_nothing_goes() -> None:
    _taken_over()
    _taken_over(LATER, yes=True)
    norway = DepositaryAction.objects.filter(participant="NOR").exclude(kind=Kind.SIGNATURE)
    assert [row.on.day for row in norway] == [23, 24]
    held = queries.participation(SYSTEM)
    norwegian = queries.standing(held, "NOR", "UNTOC", DAY).consent
    assert norwegian is not None
    assert norwegian.on.day == 24
    assert queries.standing(held, "TGO", "UNTOC", DAY).status == "party"


def test_a_yes_to_another_plan_is_no_yes() -> None:
    proposal = _proposed()
    _taken_over()
    with pytest.raises(services.ImportRefusedError) as refused:
        services.take_over(SYSTEM, proposal, shown="what was shown before", yes=True)
    assert refused.value.code == "changed"


def test_the_facts_of_the_project_are_recorded_once_and_count_as_the_oracle_does() -> None:
    found = facts.participation()
    number = services.load_facts(
        SYSTEM, facts=found, name="x", as_known_on=facts.AS_KNOWN_ON, source="y"
    )
    assert number == sum(len(own) for own in found.values())
    again = services.load_facts(
        SYSTEM, facts=found, name="x", as_known_on=facts.AS_KNOWN_ON, source="y"
    )
    assert again == 0
    held = queries.participation(SYSTEM)
    assert held.count("UNTOC", dt.date(2012, 11, 21)) == (173, 172)
    assert len(found) == 15


def test_pages_are_public_as_of_a_day_and_cost_the_same_for_more_rows(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _taken_over()
    for address in ("/treaties/", "/treaties/UNTOC/?on=2004-07-31", "/treaties/states/TGO/",
                    "/treaties/states/", "/treaties/not-yet/?instrument=UNTOC&group=africa",
                    "/treaties/anniversaries/?year=2025"):  # fmt: skip
        with django_assert_max_num_queries(40):
            assert client.get(address).status_code == 200, address
    before = client.get("/treaties/UNTOC/?on=2004-07-31&save=json").json()["untoc"]
    assert {row["code"]: row["status"] for row in before} == {
        "NOR": "party",
        "BEN": "signatory",
        "TGO": "not_in_force",
    }
    assert client.get("/treaties/states/ZZZ/").status_code == 404
    assert client.get("/treaties/ATLANTIS/").status_code == 404


def test_a_page_later_than_what_is_known_says_so(client: Client) -> None:
    _taken_over()
    page = client.get("/treaties/UNTOC/?on=2020-01-01").content.decode()
    assert "As known on 31 March 2015" in page
    assert "at least these are parties" in page


STATING = b"""\
United Nations A/RES/79/921
General Assembly
Seventy-ninth session
Agenda item 106

Resolution adopted by the General Assembly on 17 December 2014

79/921. Lamps and treaties

The General Assembly,

Recalling its resolution 78/921 of 19 December 2013,

1. Welcomes the fact that 500 States are parties to the United Nations Convention against
Transnational Organized Crime;

2. Encourages Member States to keep their lamps.
"""


def test_the_answer_to_a_stated_number_stands_beside_its_paragraph(client: Client) -> None:
    _taken_over()
    store_file(SYSTEM, read_content(STATING, "lamps.txt"))
    page = client.get("/texts/A/RES/79/921/").content.decode()
    stating = page.partition('id="op1"')[2].partition('id="op2"')[0]
    assert 'href="#stated-1"' in stating
    assert "Number of parties: contradicted" in stating
    assert page.count('href="#stated-1"') == 1
    assert 'id="stated-1"' in page


def test_an_officer_takes_a_table_over_in_the_browser(
    client: Client, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(Role.OFFICER))
    given = {"instrument": "UNTOC", "as_known_on": "2015-03-31", "source": "invented"}
    wrong = client.post(
        "/treaties/import/", {**given, "table": SimpleUploadedFile("x.csv", b"State\nNorway\n")}
    )
    assert "x.csv: the first column is not headed" in wrong.content.decode()
    shown = client.post(
        "/treaties/import/", {**given, "table": SimpleUploadedFile("x.csv", FIRST.encode())},
        follow=True,
    )  # fmt: skip
    assert "Norway" in shown.content.decode()
    address = shown.redirect_chain[-1][0]
    done = client.post(address, {"shown": shown.context["shown"]}, follow=True)
    assert done.redirect_chain[-1][0] == "/treaties/UNTOC/"
    assert DepositaryAction.objects.count() == 4


def test_nobody_else_takes_a_table_over(client: Client, make_user: Callable[..., User]) -> None:
    client.force_login(make_user(Role.DONOR))
    assert client.get("/treaties/import/").status_code == 403


@pytest.mark.parametrize(
    ("words", "number"),
    [("172", 172), ("one hundred and seventy-two", 172), ("nineteen", 19), ("forty", 40),
     ("two hundred", 200), ("many", None)],
)  # fmt: skip
def test_numbers_in_words(words: str, number: int | None) -> None:
    assert number_of(words) == number


@pytest.mark.parametrize(
    ("number", "day", "counted", "verdict", "reason"),
    [
        (2, "2010-01-01", (3, 2), Verdict.CONFIRMED, "agrees_states"),
        (3, "2010-01-01", (3, 3), Verdict.CONFIRMED, "agrees"),
        (3, "2010-01-01", (3, 2), Verdict.CONTRADICTED, "counts_an_organization"),
        (9, "2010-01-01", (3, 3), Verdict.CONTRADICTED, "differs"),
        (9, "2016-01-01", (3, 3), Verdict.UNKNOWN, "after_known"),
    ],
)
def test_a_statement_is_confirmed_contradicted_or_cannot_be_known(
    number: int, day: str, counted: tuple[int, int], verdict: Verdict, reason: str
) -> None:
    (statement,) = stated_numbers(f"the number of States parties has reached {number};")
    said = answer(statement, dt.date.fromisoformat(day), DAY, lambda _day: counted)
    assert (said.verdict, said.reason) == (verdict, reason)


def test_an_officer_records_a_denunciation_and_corrects_it_in_the_browser(
    client: Client, make_user: Callable[..., User]
) -> None:
    _taken_over()
    client.force_login(make_user(Role.OFFICER))
    given = {"participant": "TGO", "instrument": "UNTOC", "kind": "denunciation",
             "on": "2010-05-01", "source": "invented"}  # fmt: skip
    wrong = client.post("/treaties/actions/record/", {**given, "participant": "BEN"})
    assert "No deposit before that day is recorded" in wrong.content.decode()
    assert (
        "still to come"
        in client.post("/treaties/actions/record/", {**given, "on": "2999-01-01"}).content.decode()
    )
    client.post("/treaties/actions/record/", given)
    again = client.post("/treaties/actions/record/", given)
    assert "recorded already" in again.content.decode()
    row = DepositaryAction.objects.get(kind=Kind.DENUNCIATION)
    left = queries.standing(queries.participation(SYSTEM), "TGO", "UNTOC", dt.date(2011, 5, 1))
    assert left.status == "left"
    assert left.consent is not None
    assert left.consent.kind is Kind.ACCESSION
    client.post(f"/treaties/actions/{row.pk}/correct/", {**given, "on": "2010-06-01"})
    found = b"".join(client.get("/treaties/actions/?kind=denunciation&format=csv")).decode()
    assert "2010-06-01" in found
    assert "2010-05-01" not in found
    assert client.get(f"/treaties/actions/{row.pk}/correct/").status_code == 404
    planned = services.plan_of(_proposed())
    assert (planned.changed, planned.missing) == ((), ())


@pytest.mark.parametrize(
    ("words", "number", "instrument"),
    [
        ("187 States parties have already ratified or acceded to the First, near the Second", 187,
         "A"),
        ("the First, and that 105 States have ratified the Second", 105, "B"),
        ("12 States and 1 regional economic integration organization are parties to the Second",
         12, "B"),
        ("the First, and that the number of States parties has reached 192", 192, "A"),
        ("the number of States parties has reached 192", 192, None),
    ],
)  # fmt: skip
def test_the_instrument_of_a_number_stands_before_or_behind_it(
    words: str, number: int, instrument: str | None
) -> None:
    (statement,) = stated_numbers(words)
    named = [(words.find(name), key) for name, key in (("the First", "A"), ("the Second", "B"))
             if name in words]  # fmt: skip
    assert (statement.number, statement.instrument(named)) == (number, instrument)


@pytest.mark.parametrize(
    ("identifier", "words"),
    [("UNTOC#art18(13)", "article 18, paragraph 13"), ("UNTOC#art16(5)(a)",
     "article 16, paragraph 5 (a)"), ("X#artXV", "article XV"),
     ("X#art2(h)(a)", "article 2 (h) (a)"), ("X#preamble", "preamble"),
     ("X#art2 bis(1)", "article 2 bis, paragraph 1")],
)  # fmt: skip
def test_an_article_is_said_in_words(identifier: str, words: str) -> None:
    assert names.provision_words(identifier) == words


def test_no_state_has_not_yet_joined_before_it_was_one() -> None:
    held = queries.Participation((), {})
    early = {one.code for one in queries.not_yet(held, "UNTOC", "", dt.date(2005, 1, 1))}
    late = {one.code for one in queries.not_yet(held, "UNTOC", "", dt.date(2012, 1, 1))}
    assert late - early == {"SSD", "MNE"}


def test_declarations_are_read_by_participant() -> None:
    first, second = read_declarations(b"#Norway 3\nWe declare.\n\nTwice.\n\n#Atlantis\nNo.\n", "d")
    assert (first.code, first.words) == ("NOR", "We declare.\n\nTwice.")
    assert (second.code, second.line) == (None, 6)
    with pytest.raises(UnreadableTableError, match=r"d\.txt: no line names"):
        read_declarations(b"Nothing", "d.txt")


def test_a_treaty_is_read_by_articles_and_each_leads_to_who_cites_it(
    client: Client, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(Role.OFFICER))
    given = {"instrument": "UNTOC", "source": "invented"}
    wrong = client.post(
        "/treaties/import/text/", {**given, "text": SimpleUploadedFile("t.md", b"No articles")}
    )
    assert "t.md: no line is the heading of an article" in wrong.content.decode()
    for words in (b"### Article 1\n1. Lamps.\n", b"### Article 1\n1. Lamps.\n2. Mirrors.\n"):
        held = client.post(
            "/treaties/import/text/", {**given, "text": SimpleUploadedFile("t.md", words)}
        )
        assert held.headers["Location"] == "/treaties/UNTOC/text/"
    assert [text.current for text in TreatyText.objects.all()] == [True, False]
    client.logout()
    page = client.get("/treaties/UNTOC/text/").content.decode()
    assert 'id="art1(2)"' in page
    assert "/texts/cited-by/?id=UNTOC%23art1%282%29" in page
    assert client.get("/treaties/UNCAC/text/").status_code == 404
