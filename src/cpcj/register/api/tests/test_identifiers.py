"""An address for every identifier, in every form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cpcj.register.api.representing import portion
from cpcj.register.api.resolving import id_address, resolve
from cpcj.register.models import Text, Upload
from cpcj.register.services.ingest import name_text, undo_upload
from cpcj.register.tests.factories import (
    ENCOURAGE,
    REQUEST,
    SYSTEM,
    document,
    hold,
    paragraph,
    text,
)
from cpcj.resolutions.akn.names import AKN
from cpcj.resolutions.akn.schema import errors
from cpcj.resolutions.akn.write import to_akn
from cpcj.resolutions.model import (
    Annex,
    Document,
    DocumentKind,
    Heading,
    Passage,
    Role,
    provisions,
    text_provisions,
)

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
XML = {"Accept": "application/akn+xml"}


def _report() -> Document:
    one = text(REQUEST, symbol=None, part="I", title="Care of lighthouses")
    two = text(ENCOURAGE, symbol=None, part="II", title="Care of keepers")
    said = paragraph("The Committee considered the item.", "1", Role.PROCEDURAL)
    return replace(
        document(one, two, kind=DocumentKind.COMMITTEE_REPORT),
        symbol="A/79/901",
        procedure=(said,),
    )


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("A/RES/79/901", "/texts/A/RES/79/901/"),
        ("A/RES/79/901/op1", "/texts/A/RES/79/901/#op1"),
        ("A/RES/79/901/pp1", "/texts/A/RES/79/901/#pp1"),
        ("A/RES/79/901/op1.1", "/mandates/A/RES/79/901/-/op1.1/"),
    ],
)
def test_a_person_is_sent_to_the_page(client: Client, path: str, page: str) -> None:
    hold(document(text(REQUEST)))
    answer = client.get(f"/id/{path}")
    assert answer.status_code == 303
    assert answer.headers["Location"] == page
    assert "Accept" in answer.headers["Vary"]
    assert client.get(page.partition("#")[0]).status_code == 200


def test_a_program_is_given_the_record(client: Client) -> None:
    hold(document(text(REQUEST)))
    whole = client.get("/id/A/RES/79/901", headers=JSON)
    assert whole.headers["Content-Type"] == "application/json"
    assert whole.json() == client.get("/id/A/RES/79/901.json").json()
    assert whole.json()["documents"][0]["symbol"] == "A/RES/79/901"
    place = client.get("/id/A/RES/79/901/op1", headers=JSON).json()
    assert place["paragraph"]["text"] == REQUEST
    act = client.get("/id/A/RES/79/901/op1.1.json").json()
    assert act["act"] == "request"


@pytest.mark.parametrize("path", ["A/RES/79/901", "A/RES/79/901/op1", "A/RES/79/901/op1.1"])
@pytest.mark.parametrize("form", ["application/akn+xml", "application/xml"])
def test_akoma_ntoso_is_valid_whole_and_in_part(client: Client, path: str, form: str) -> None:
    hold(document(text(REQUEST, ENCOURAGE)))
    answer = client.get(f"/id/{path}", headers={"Accept": form})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == form
    assert errors(answer.content) == []
    assert REQUEST.split()[3] in answer.content.decode()
    assert ("Encourages" in answer.content.decode()) == ("op" not in path)


def test_every_provision_can_be_taken_out() -> None:
    points = paragraph("Urges States:", "1", Role.OPERATIVE, "To light", "To ring")
    before = replace(
        paragraph("Recalling the lamps:", "1", Role.PREAMBULAR, "The old", "The new"),
        numbered=False,
    )
    late = replace(paragraph("Noting the fog,", "2", Role.PREAMBULAR), numbered=False)
    rule = paragraph("Lamps are lit at dusk.", "1", Role.BODY, "In winter")
    one = replace(
        text(REQUEST),
        body=(before, points, Heading(1, "I", Passage("Fog")), late, paragraph(REQUEST, "2")),
        annexes=(Annex("I", Passage("Rules"), (Heading(1, None, Passage("Of lamps")), rule)),),
    )
    of = document(one)
    whole = to_akn(of)
    names = [each.id for each in text_provisions(one)]
    assert len(names) >= 9
    for name in names:
        part = portion(whole, of, name)
        assert part is not None
        assert errors(part) == [], name
    report = _report()
    (name,) = [each.id for each in provisions(report.procedure)]
    part = portion(to_akn(replace(report, texts=())), replace(report, texts=()), name)
    assert part is not None
    assert errors(part) == []


def test_the_taken_part_says_what_it_belongs_to(client: Client) -> None:
    hold(document(text(REQUEST)))
    root = etree.fromstring(client.get("/id/A/RES/79/901/op1.xml").content)
    (original,) = root.iter(f"{{{AKN}}}original")
    assert original.get("href") == ("/akn/un/statement/deliberation/un-ga/2024-12-17/79-901")


def test_a_report_and_its_parts(client: Client) -> None:
    hold(_report())
    whole = client.get("/id/A/79/901.json").json()["documents"][0]
    assert [one["id"] for one in whole["texts"]] == ["I", "II"]
    assert client.get("/id/A/79/901").headers["Location"] == "/texts/A/79/901/"
    assert client.get("/id/A/79/901!II/op1", headers=JSON).json()["text"] == "A/79/901!II"
    own = client.get("/id/A/79/901/p1", headers=JSON)
    assert own.json()["paragraph"]["text"] == "The Committee considered the item."
    assert errors(client.get("/id/A/79/901.xml").content) == []


@pytest.mark.parametrize("form", ["text/html", "application/json", "application/akn+xml"])
@pytest.mark.parametrize("path", ["A/RES/1/1", "A/RES/79/901/op9", "A/RES/79/901/op1.9", "NOTHING"])
def test_what_is_not_held_is_not_found(client: Client, path: str, form: str) -> None:
    hold(document(text(REQUEST)))
    answer = client.get(f"/id/{path}", headers={"Accept": form})
    assert answer.status_code == 404
    page = form == "text/html"
    kind = answer.headers["Content-Type"]
    assert kind.startswith("text/html" if page else "application/problem+json")


def test_another_form_is_not_acceptable(client: Client) -> None:
    hold(document(text(REQUEST)))
    answer = client.get("/id/A/RES/79/901", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.json()["status"] == 406


def test_the_likest_form_is_given(client: Client) -> None:
    hold(document(text(REQUEST)))
    accept = "text/html;q=0.2, application/json;q=0.9, application/xml;q=0.5"
    answer = client.get("/id/A/RES/79/901", headers={"Accept": accept})
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("suffix", ["", ".json", ".xml"])
def test_an_alias_leads_to_the_name(client: Client, suffix: str) -> None:
    hold(document(text(REQUEST)))
    name_text(SYSTEM, Text.objects.get(), "made:ga-79-lamps")
    for path, name in (
        ("made:ga-79-lamps", "/id/A/RES/79/901"),
        ("made:ga-79-lamps/op1", "/id/A/RES/79/901/op1"),
        ("A/RES/79/901/-/op1.1", "/id/A/RES/79/901/op1.1"),
        ("A/RES/79/901/", "/id/A/RES/79/901"),
    ):
        answer = client.get(f"/id/{path}{suffix}")
        if suffix and path.endswith("/"):
            continue
        assert answer.status_code == 302, path
        assert answer.headers["Location"] == name + suffix


def test_a_paragraph_of_an_earlier_version_is_found(client: Client) -> None:
    hold(document(text(REQUEST, ENCOURAGE)), "old.txt")
    hold(document(text(REQUEST)), "new.txt")
    place = client.get("/id/A/RES/79/901/op2", headers=JSON).json()
    assert place["current"] is False
    assert place["version"] == 1
    assert place["paragraph"]["text"] == ENCOURAGE
    page = client.get("/id/A/RES/79/901/op2").headers["Location"]
    assert page == "/texts/A/RES/79/901/?version=1#op2"
    assert errors(client.get("/id/A/RES/79/901/op2.xml").content) == []


def test_what_was_withdrawn_is_gone(client: Client) -> None:
    hold(document(text(REQUEST)))
    upload = Upload.objects.get()
    undo_upload(SYSTEM, upload, reason="wrong")
    for path in ("A/RES/79/901", "A/RES/79/901/op1", "A/RES/79/901/op1.1"):
        assert client.get(f"/id/{path}", headers=JSON).status_code == 404


def test_who_may_see_it_sees_it(client: Client, officer: User) -> None:
    hold(document(text(REQUEST)), published=False)
    assert client.get("/id/A/RES/79/901.json").status_code == 404
    client.force_login(officer)
    answer = client.get("/id/A/RES/79/901.json")
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]


_SEGMENT = st.text(
    st.characters(codec="utf-8", exclude_characters="/#\0", exclude_categories=("Cs", "Cc")),
    min_size=1,
    max_size=12,
).filter(lambda words: words not in (".", "..", "-"))


@given(st.lists(_SEGMENT, min_size=1, max_size=5), st.sampled_from(["", "#op1", "#op1.1"]))
def test_every_identifier_has_an_address(segments: list[str], local: str) -> None:
    identifier = "/".join(segments) + local
    address = id_address(identifier)
    assert address.isascii()
    assert not {"?", "#", " "} & set(address)
    assert unquote(address) == "/id/" + identifier.replace("#", "/", 1)


@pytest.mark.parametrize(
    "identifier",
    [
        "A/RES/217 A (III)",
        "S-24/2",
        "made:ga-c3-67-103-2012-11-21-rev-draft",
        "A/C.3/79/L.901/Rev.1",
        "A/RES/79/9.json",
        "Ä/RES/é%20?&=+;",
        "UNCAC/COSP/RES/3/1",
    ],
)
def test_odd_identifiers_come_back(client: Client, identifier: str) -> None:
    hold(document(text(REQUEST)))
    held = Text.objects.get()
    name_text(SYSTEM, held, identifier)
    for place, suffix in (("", ""), ("#op1", "/op1"), ("#op1.1", "/op1.1")):
        answer = client.get(id_address(identifier + place))
        assert answer.headers["Location"] == f"/id/A/RES/79/901{suffix}"
        found = resolve(SYSTEM, identifier + place)
        assert found is not None
        assert found.text == "A/RES/79/901"
