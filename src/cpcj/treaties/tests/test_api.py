"""What programs are told of treaties: as of a day, as the pages say it, and by identifier."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from cpcj.frame.actors import SystemActor
from cpcj.resolutions.akn.names import AKN
from cpcj.resolutions.akn.schema import errors
from cpcj.treaties import services
from cpcj.treaties.api import shapes
from cpcj.treaties.models import Declaration
from cpcj.treaties.rules.participation import Action
from cpcj.treaties.rules.tables import Kind
from cpcj.treaties.services.declaring import Said

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

SYSTEM = SystemActor("test")
API = "/api/v1/"
JSON = {"Accept": "application/json"}
XML = {"Accept": "application/akn+xml"}
TABLE = (
    'Participant,Signature,"Ratification, Accession(a)"\n'
    "Norway,12 Dec 2000,23 Sep 2003\n"
    "Benin,13 Dec 2000,\n"
    "Togo 2,,2 Jul 2004 a\n"
)
TREATY = (
    "### Article 18\nLamps\n1. Lamps are lit:\n(a) by night & day;\n(b) in fog.\n2. Mirrors.\n"
    "### Article 19\nWicks are trimmed.\n"
)


def _held(table: str = TABLE) -> None:
    proposal = services.propose(
        SYSTEM,
        content=table.encode(),
        name="invented.csv",
        instrument="UNTOC",
        as_known_on=dt.date(2015, 3, 31),
        source="invented",
    )
    plan = services.plan_of(proposal)
    services.take_over(SYSTEM, proposal, shown=services.seen(plan), yes=True)


def _text() -> None:
    services.hold_text(SYSTEM, content=TREATY.encode(), name="t.md", instrument="UNTOC")


def _get(client: Client, path: str) -> Any:
    answer = client.get(API + path)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize(
    ("day", "parties", "bound"),
    [
        ("2003-09-22", [], 0),
        ("2003-09-23", [("NOR", "not_in_force")], 0),
        ("2003-10-22", [("NOR", "not_in_force")], 0),
        ("2003-10-23", [("NOR", "party")], 1),
        ("2004-07-31", [("NOR", "party"), ("TGO", "not_in_force")], 1),
        ("2004-08-01", [("NOR", "party"), ("TGO", "party")], 2),
    ],
)
def test_who_is_party_is_told_as_of_the_day(
    client: Client, day: str, parties: list[tuple[str, str]], bound: int
) -> None:
    _held()
    joined = "status=party&status=not_in_force&status=left"
    found = _get(client, f"instruments/UNTOC/participants?on={day}&{joined}")
    shapes.Standings.model_validate(found)
    assert [(one["code"], one["status"]) for one in found["participants"]] == parties
    assert (found["on"], found["known_on"]) == (day, "2015-03-31")
    one = _get(client, f"instruments/UNTOC?on={day}")
    shapes.InstrumentRecord.model_validate(one)
    assert (one["deposited"], one["bound"]) == (len(parties), bound)
    assert one["in_force"] == "2003-09-29"
    lines = _get(client, f"instruments?on={day}&limit=500")["instruments"]
    assert next(line for line in lines if line["key"] == "UNTOC").items() <= one.items()


def test_a_program_is_told_what_the_page_saves(client: Client) -> None:
    _held()
    page = client.get("/treaties/UNTOC/?on=2005-01-01&save=json").json()["untoc"]
    assert page == _get(client, "instruments/UNTOC/participants?on=2005-01-01")["participants"]
    page = client.get("/treaties/?on=2005-01-01&save=json").json()["instruments"]
    assert page == _get(client, "instruments?on=2005-01-01&limit=500")["instruments"]
    for name, path in (("actions", "depositary-actions"), ("declarations", "declarations")):
        saved = b"".join(client.get(f"/treaties/{name}/?sort=earliest&format=json"))
        import json

        rows = _get(client, f"{path}?limit=500")[name]
        known = [{key: row[key] for key in row if key not in ("id", "refers_to")} for row in rows]
        assert sorted(map(str, json.loads(saved)[name])) == sorted(map(str, known))


def test_one_participant_and_the_instruments_it_joined(client: Client) -> None:
    _held()
    found = _get(client, "participants/NOR/instruments?on=2005-01-01")
    shapes.Joined.model_validate(found)
    (row,) = found["instruments"]
    assert (row["instrument"], row["status"], row["since"]) == ("UNTOC", "party", "2003-10-23")
    assert _get(client, "participants/BEN/instruments?on=2005-01-01&status=party")["total"] == 0
    one = _get(client, "participants/SSD?on=2011-07-08")
    shapes.ParticipantRecord.model_validate(one)
    assert (one["member"], one["predecessor"]["code"]) == (False, "SDN")
    before = _get(client, "participants?on=2011-07-08&group=africa&limit=500")
    shapes.Participants.model_validate(before)
    codes = {row["code"] for row in before["participants"]}
    assert "BEN" in codes
    assert not codes & {"SSD", "NOR"}


def test_who_has_not_yet_joined(client: Client) -> None:
    _held()
    found = _get(client, "instruments/UNTOC/not-yet?on=2004-08-01&group=africa&limit=500")
    codes = {row["code"]: row["status"] for row in found["participants"]}
    assert codes["BEN"] == "signatory"
    assert codes["GHA"] == "none"
    assert "TGO" not in codes
    assert _get(client, "instruments/UNCAC/not-yet")["total"] == 0  # no table: nobody is named


def test_actions_that_gave_way_are_not_told(client: Client) -> None:
    _held()
    kind, day = Kind.RATIFICATION, dt.date(2003, 9, 24)
    wrong = services.record_action(SYSTEM, Action("GHA", "UNTOC", kind, day, None, "invented"))
    right = Action("GHA", "UNTOC", Kind.ACCESSION, day, dt.date(2003, 10, 24), "invented")
    services.record_action(SYSTEM, right, corrects=wrong)
    found = _get(client, "depositary-actions?participant=GHA")
    shapes.Actions.model_validate(found)
    (row,) = found["actions"]
    assert (row["kind"], row["on"], row["effect"]) == ("accession", "2003-09-24", "2003-10-24")
    assert row["participant"] == "Ghana"
    both = _get(client, "depositary-actions?kind=accession&kind=ratification&instrument=UNTOC")
    assert both["total"] == 3


def test_declarations_and_what_became_of_them(client: Client) -> None:
    said = Said("NOR", "UNTOC", "reservation", "Not article 35.", source="invented")
    first = services.record_declaration(SYSTEM, said)
    objection = services.record_declaration(
        SYSTEM, Said("BEN", "UNTOC", "objection", "We object."), refers_to=first
    )
    notified = Said(
        "TGO", "UNTOC", "notification", "The keeper of lamps.", "central_authority",
        dt.date(2012, 5, 1), ("UNTOC#art18(13)",),
    )  # fmt: skip
    services.record_declaration(SYSTEM, notified)
    found = _get(client, "declarations?article=18")
    shapes.Declarations.model_validate(found)
    (row,) = found["declarations"]
    assert (row["code"], row["about"], row["provisions"], row["date"]) == (
        "TGO", "central_authority", ["art18(13)"], "2012-05-01",
    )  # fmt: skip
    one = _get(client, f"declarations/{first.pk}")
    shapes.DeclarationRecord.model_validate(one)
    assert one["referring"] == [{"id": objection.pk, "kind": "objection", "code": "BEN"}]
    corrected = services.record_declaration(
        SYSTEM,
        Said("NOR", "UNTOC", "reservation", "Not article 36.", source="invented"),
        corrects=first,
        reason="misread",
    )
    assert _get(client, f"declarations/{first.pk}")["corrected_by"] == corrected.pk
    listed = _get(client, "declarations?q=Not+article")["declarations"]
    assert [one["id"] for one in listed] == [corrected.pk]
    assert client.get(f"{API}declarations/{Declaration.objects.count() + 99}").status_code == 404


def test_anniversaries_of_a_year(client: Client) -> None:
    found = _get(client, "anniversaries?year=2025&limit=500")
    shapes.Anniversaries.model_validate(found)
    own = [one for one in found["anniversaries"] if one["instrument"] == "UNTOC"]
    assert [(one["day"], one["years"], one["what"]) for one in own] == [
        ("2003-09-29", 22, "in_force"), ("2000-11-15", 25, "adopted"),
    ]  # fmt: skip


def test_a_treaty_and_its_provisions_by_identifier(client: Client) -> None:
    _held()
    whole = client.get("/id/UNTOC", headers=JSON)
    assert whole.headers["Content-Type"] == "application/json"
    assert "akn" not in whole.headers["Link"]
    assert (whole.json()["text"], whole.json()["provisions"]) == (False, [])
    assert client.get("/id/UNTOC", headers=XML).status_code == 406
    assert client.get("/id/UNTOC.xml").status_code == 404
    assert client.get("/id/UNTOC/art18(2)", headers=JSON).status_code == 404
    _text()
    whole = client.get("/id/UNTOC.json")
    assert [one["id"] for one in whole.json()["provisions"]] == [
        "UNTOC#art18", "UNTOC#art18(1)", "UNTOC#art18(1)(a)", "UNTOC#art18(1)(b)",
        "UNTOC#art18(2)", "UNTOC#art19",
    ]  # fmt: skip
    assert 'type="application/akn+xml"' in whole.headers["Link"]
    assert "Accept" in whole.headers["Vary"]
    assert whole.headers["ETag"]
    one = client.get("/id/UNTOC/art18(1)", headers=JSON).json()
    assert (one["label"], one["words"], one["within"]) == (
        "(1)", "Lamps are lit:", ["UNTOC#art18"],
    )  # fmt: skip
    assert [each["words"] for each in one["provisions"]] == ["by night & day;", "in fog."]
    assert client.get("/id/UNTOC%23art18(2)", headers=JSON).json()["words"] == "Mirrors."
    deep = client.get("/id/UNTOC/art18(1)(b).json").json()
    assert deep["within"] == ["UNTOC#art18", "UNTOC#art18(1)"]
    assert client.get("/id/UNTOC/art18(1)").headers["Location"] == (
        "/treaties/UNTOC/text/#art18(1)"
    )
    assert client.get("/id/UNTOC/art20", headers=JSON).status_code == 404
    listed = _get(client, "instruments/UNTOC/provisions?article=18")
    shapes.Articles.model_validate(listed)
    assert listed["total"] == 5


@pytest.mark.parametrize("form", ["application/akn+xml", "application/xml"])
def test_the_text_of_a_treaty_is_valid_akoma_ntoso(client: Client, form: str) -> None:
    _text()
    whole = client.get("/id/UNTOC", headers={"Accept": form})
    assert whole.headers["Content-Type"] == form
    assert errors(whole.content) == []
    root = etree.fromstring(whole.content)
    names = [one.get("eId") for one in root.iter(f"{{{AKN}}}article", f"{{{AKN}}}paragraph")]
    assert names == [
        "art_18", "art_18__para_1", "art_18__para_1__para_a", "art_18__para_1__para_b",
        "art_18__para_2", "art_19",
    ]  # fmt: skip
    work = root.find(f".//{{{AKN}}}FRBRWork/{{{AKN}}}FRBRthis")
    assert work is not None
    assert work.get("value") == "/akn/un/act/provision/un/2000-11-15/UNTOC"
    for path in ("art18", "art18(1)", "art18(1)(b)", "art19"):
        part = client.get(f"/id/UNTOC/{path}.xml").content
        assert errors(part) == [], path
        assert (b"in fog." in part) == (path != "art19")
        assert b"Mirrors" not in part or path == "art18"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("instruments/LAMPS", 404),
        ("instruments/LAMPS/participants", 404),
        ("participants/XYZ/instruments", 404),
        ("instruments?on=2012-13-01", 422),
        ("instruments/UNTOC/participants?status=friend", 422),
        ("declarations?abuot=laws", 422),
        ("anniversaries?cursor=nonsense", 422),
        ("depositary-actions?limit=0", 422),
    ],
)
def test_what_is_not_there_or_not_understood(client: Client, path: str, status: int) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


LISTS = {
    "depositary-actions": "actions",
    "declarations": "declarations",
    "instruments": "instruments",
    "instruments/UNTOC/participants": "participants",
    "instruments/UNTOC/provisions": "provisions",
}


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_turned_over_with_as_many_statements_for_more_rows(
    client: Client, path: str
) -> None:
    _held()
    _text()
    for code in ("NOR", "BEN", "TGO"):
        said = Said(code, "UNTOC", "declaration", "Article 5.", provisions=("UNTOC#art5",))
        services.record_declaration(SYSTEM, said)
    _get(client, f"{path}?limit=1")
    asked = set()
    seen: list[Any] = []
    cursor = ""
    while True:
        with CaptureQueriesContext(connection) as statements:
            page = _get(client, f"{path}?limit=2{cursor}")
        asked.add(len(statements))
        seen += page[LISTS[path]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    with CaptureQueriesContext(connection) as statements:
        everything = _get(client, f"{path}?limit=500")
    asked.add(len(statements))
    assert seen == everything[LISTS[path]]
    assert everything["total"] == len(seen) > 2
    assert len(asked) == 1
