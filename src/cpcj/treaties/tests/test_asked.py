"""Declarations, duties on a State's page, and mandates to the right States."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import docx
import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpcj.accounts.rules import Role
from cpcj.audit.models import AuditEvent
from cpcj.frame.actors import SystemActor
from cpcj.register.models import Act
from cpcj.register.reading import read_content
from cpcj.register.services.ingest import store_file
from cpcj.treaties import queries, services
from cpcj.treaties.asked import Addressed, Wanted, addressed_parties, asked_keys
from cpcj.treaties.models import Declaration, DepositaryAction, ImportProposal
from cpcj.treaties.queries import Participation
from cpcj.treaties.rules.participation import Action
from cpcj.treaties.rules.tables import Kind
from cpcj.treaties.services.declaring import (
    DeclarationError,
    Said,
    declarations_of,
    shown_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

SYSTEM = SystemActor("test")
DAY = dt.date(2020, 1, 1)
FILE = (
    "#Norway 2\nNorway is not bound by article 66, paragraph 2.\n\n#Benin\nUnder article 46, "
    "paragraph 13, Benin designates its keeper of lamps.\n\n#Togo\n\n#Lemuria\nWe object to it.\n"
)
TEXT = """United Nations A/RES/74/9901

General Assembly

Seventy-fourth session

Resolution adopted by the General Assembly on 18 December 2019

74/9901. Lamps

The General Assembly,

Recalling the United Nations Convention against Transnational Organized Crime,

1. Urges States parties to the United Nations Convention against Corruption to light their lamps;

2. Calls upon Member States to keep oil at hand;

3. Urges States parties to the United Nations Convention against Transnational Organized Crime to \
put out fires, in accordance with article 18, paragraph 13, of the Convention.
"""
NOTIFIED = Said(
    "NOR", "UNTOC", "notification", "The keeper of lamps.", "central_authority",
    dt.date(2012, 5, 1), ("UNTOC#art18(13)",), "invented",
)  # fmt: skip


def _joined(*who: str, instrument: str = "UNTOC") -> None:
    for code in who:
        services.record_action(
            SYSTEM, Action(code, instrument, Kind.RATIFICATION, dt.date(2008, 3, 1))
        )


def _json(client: Client, address: str) -> Any:
    return json.loads(b"".join(client.get(address)))


def _proposed(content: str = FILE) -> ImportProposal:
    return services.propose_declarations(
        SYSTEM, content=content.encode(), name="d.txt", instrument="UNCAC", as_known_on=DAY,
        source="invented",
    )  # fmt: skip


def test_an_officer_records_a_notification_and_corrects_it_by_a_row_of_its_own(
    make_user: Callable[..., User],
) -> None:
    before = AuditEvent.objects.count()
    row = services.record_declaration(SYSTEM, NOTIFIED)
    right = services.record_declaration(SYSTEM, NOTIFIED, corrects=row, reason="a wrong day")
    assert AuditEvent.objects.count() == before + 2
    assert [one.article for one in right.provisions.all()] == ["18"]
    assert list(Declaration.objects.filter(corrected_by__isnull=True)) == [right]
    with pytest.raises(DeclarationError, match="corrected"):
        services.record_declaration(SYSTEM, NOTIFIED, corrects=row, reason="again")
    with pytest.raises(PermissionDenied):
        services.record_declaration(make_user(Role.DELEGATE), NOTIFIED)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"participant": "ZZZ"}, "participant"),
        ({"sort": "poem"}, "sort"),
        ({"matter": ""}, "matter"),
        ({"sort": "reservation"}, "matter"),
        ({"provisions": ("UNCAC#art1",)}, "provision"),
        ({"sort": "withdrawal", "matter": ""}, "refers_to"),
    ],
)
def test_what_cannot_be_is_refused(changed: dict[str, object], code: str) -> None:
    fields = ("participant", "instrument", "sort", "words", "matter", "on", "provisions")
    said = Said(**{**{name: getattr(NOTIFIED, name) for name in fields}, **changed})
    with pytest.raises(DeclarationError, match=code):
        services.record_declaration(SYSTEM, said)
    assert not Declaration.objects.exists()


def test_a_file_of_declarations_is_shown_first_and_taken_over_by_a_yes(
    client: Client, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(Role.OFFICER))
    given = {"instrument": "UNCAC", "as_known_on": "2015-03-31", "source": "invented"}
    shown = client.post(
        "/treaties/import/declarations/",
        {**given, "table": SimpleUploadedFile("d.txt", FILE.encode())},
        follow=True,
    )
    page = shown.content.decode()
    assert "article 66, paragraph 2" in page
    assert "the row has no words" in page
    assert not Declaration.objects.exists()
    client.post(shown.redirect_chain[-1][0], {"shown": shown.context["shown"]})
    assert sorted(Declaration.objects.values_list("participant", "sort", "matter")) == [
        ("BEN", "notification", "central_authority"),
        ("NOR", "reservation", ""),
    ]
    changing = _proposed("#Norway\nNorway takes article 66 as it is.\n")
    plan = declarations_of(changing)
    assert (len(plan.changed), len(plan.missing), plan.needs_yes) == (1, 1, True)
    with pytest.raises(services.ImportRefusedError):
        services.take_declarations_over(SYSTEM, changing, shown=shown_of(plan), yes=False)
    services.take_declarations_over(SYSTEM, changing, shown=shown_of(plan), yes=True)
    assert Declaration.objects.count() == 3
    assert Declaration.objects.filter(participant="NOR", corrected_by__isnull=True).count() == 1


def test_declarations_are_listed_by_article_and_have_a_page(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = services.record_declaration(SYSTEM, NOTIFIED)
    with django_assert_max_num_queries(14):
        found = _json(client, "/treaties/declarations/?article=18&format=json")
    assert [one["provisions"] for one in found["declarations"]] == [["art18(13)"]]
    assert _json(client, "/treaties/declarations/?article=19&format=json") == {"declarations": []}
    assert (
        "The keeper of lamps." in client.get(f"/treaties/declarations/{row.pk}/").content.decode()
    )


def test_a_notification_answers_the_duty_until_it_is_withdrawn(client: Client) -> None:
    _joined("NOR", "BEN")
    row = services.record_declaration(SYSTEM, NOTIFIED)
    page = client.get("/treaties/states/NOR/asked/?on=2020-01-01").content.decode()
    assert "answered on 1 May 2012" in page
    other = client.get("/treaties/states/BEN/asked/?on=2020-01-01").content.decode()
    assert "answered on" not in other
    assert "no answer known" in other
    services.record_declaration(
        SYSTEM, Said("NOR", "UNTOC", "withdrawal", "", on=dt.date(2019, 1, 1)), refers_to=row
    )
    cache.clear()
    page = client.get("/treaties/states/NOR/asked/?on=2020-01-01").content.decode()
    assert "answered on" not in page
    page = client.get("/treaties/states/NOR/asked/?on=2018-01-01").content.decode()
    assert "answered on 1 May 2012" in page


def _text() -> None:
    store_file(SYSTEM, read_content(TEXT.encode(), "lamps.txt"))


def _asked(code: str) -> list[str]:
    held = queries.participation(SYSTEM)
    keys = asked_keys(SYSTEM, held, Wanted(code, dt.date(2100, 1, 1)))
    return sorted(Act.objects.filter(pk__in=keys).values_list("paragraph_n", flat=True))


_acts = st.lists(
    st.builds(
        Action,
        participant=st.sampled_from(["NOR", "BEN", "TGO", "VAT"]),
        instrument=st.sampled_from(["UNTOC", "UNCAC"]),
        kind=st.sampled_from([Kind.RATIFICATION, Kind.SUCCESSION, Kind.DENUNCIATION]),
        on=st.dates(dt.date(2004, 1, 1), dt.date(2020, 1, 1)),
    ),
    max_size=8,
)
MANDATES = {1: ("UNCAC",), 2: ("UNTOC", "UNCAC"), 3: ("TIP_PROTOCOL",)}
ADDRESSED = Addressed(MANDATES, frozenset({"states_parties"}))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_acts, st.dates(dt.date(2004, 1, 1), dt.date(2024, 1, 1)))
def test_a_mandate_to_parties_is_asked_of_exactly_those_whom_its_treaty_binds(
    monkeypatch: pytest.MonkeyPatch, history: list[Action], day: dt.date
) -> None:
    monkeypatch.setattr("cpcj.treaties.asked.addressed_parties", lambda: ADDRESSED)
    monkeypatch.setattr(
        "cpcj.treaties.asked.all_keys",
        lambda _user, filters: list(MANDATES) if "states_parties" in filters.chosen["addressee"]
        else [],
    )  # fmt: skip
    held = Participation(tuple(history), {})
    for code in ("NOR", "BEN", "TGO", "VAT"):
        found = asked_keys(SYSTEM, held, Wanted(code, day))
        expected = [
            pk
            for pk, meant in MANDATES.items()
            if any(code in queries.parties_on(held, key, day) for key in meant)
        ]
        assert found == expected


def test_mandates_to_states_parties_stand_on_the_pages_of_the_parties_alone(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _text()
    cache.clear()
    assert sorted(addressed_parties().treaties.values()) == [("UNCAC",), ("UNTOC",)]
    _joined("NOR")
    _joined("BEN", instrument="UNCAC")
    assert _asked("NOR") == ["2", "3"]
    assert _asked("BEN") == ["1", "2"]
    assert _asked("TGO") == ["2"]
    assert _asked("EUE") == []
    with django_assert_max_num_queries(45):
        page = client.get("/treaties/states/NOR/asked/").content.decode()
    assert "put out fires" in page
    assert "light their lamps" not in page
    saved = _json(client, "/treaties/states/BEN/asked/?format=json&instrument=UNCAC")
    kinds = {row["kind"] for row in saved["asked-of-ben"]}
    assert kinds == {"duty", "mandate"}
    assert b"".join(client.get("/treaties/states/NOR/asked/?format=xlsx")).startswith(b"PK")


TITLED = """United Nations A/RES/74/9902

General Assembly

Seventy-fourth session

Resolution adopted by the General Assembly on 18 December 2019

74/9902. Lamps under the United Nations Convention against Corruption

The General Assembly,

Recalling the United Nations Convention against Transnational Organized Crime,

1. Urges States parties to buy oil.
"""


def test_a_paragraph_without_a_treaty_takes_that_of_the_title_and_says_so(client: Client) -> None:
    store_file(SYSTEM, read_content(TITLED.encode(), "titled.txt"))
    cache.clear()
    found = addressed_parties()
    assert list(found.treaties.values()) == [("UNCAC",)]
    assert list(found.evidence.values()) == ["title"]
    _joined("BEN", instrument="UNCAC")
    page = client.get("/treaties/states/BEN/asked/").content.decode()
    assert "The title of the text names it" in page
    without = (
        TITLED.replace(" under the United Nations Convention against Corruption", "")
        .replace("Recalling the", "Recalling the Convention on the Rights of the Child and the")
        .replace("9902", "9903")
    )
    store_file(SYSTEM, read_content(without.encode(), "without.txt"))
    cache.clear()
    assert addressed_parties().unsaid == 1
    page = client.get("/treaties/states/BEN/asked/").content.decode()
    assert "1 mandate to States parties is left out" in page


def test_an_objection_names_what_it_objects_to(
    client: Client, make_user: Callable[..., User]
) -> None:
    said = Said("NOR", "UNTOC", "reservation", "Not article 35.", source="invented")
    row = services.record_declaration(SYSTEM, said)
    client.force_login(make_user(Role.OFFICER))
    address = f"/treaties/declarations/{row.pk}/objection/"
    given = {"participant": "NOR", "on": "2012-01-01", "words": "We object.", "source": "invented"}
    refused = client.post(address, given).content.decode()
    assert "it is its own declaration" in refused
    client.post(address, {**given, "participant": "BEN"})
    objection = Declaration.objects.get(sort="objection")
    assert (objection.refers_to, objection.instrument) == (row, "UNTOC")
    assert "We object." not in client.get(row.get_absolute_url()).content.decode()
    assert objection.get_absolute_url() in client.get(row.get_absolute_url()).content.decode()


def test_what_is_asked_and_answered_is_given_out_in_word(client: Client) -> None:
    _text()
    cache.clear()
    _joined("NOR")
    services.record_declaration(SYSTEM, NOTIFIED)
    answer = client.get("/treaties/states/NOR/asked/?on=2020-01-01&form=docx")
    assert answer["Content-Disposition"] == 'attachment; filename="asked-of-nor.docx"'
    file = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert "article 18, paragraph 13" in cells
    assert "answered on 1 May 2012" in cells
    assert any("put out fires" in cell for cell in cells)
    assert not any("light their lamps" in cell for cell in cells)


def test_a_citation_of_an_article_leads_to_its_words_where_the_text_is_held(
    client: Client,
) -> None:
    _text()
    name = Act.objects.values_list("text__identifier", flat=True)[0]
    before = client.get(f"/texts/{name}/").content.decode()
    assert "/treaties/UNTOC/text/" not in before
    services.hold_text(
        SYSTEM, content=b"### Article 18\n13. Lamps.\n", name="t.md", instrument="UNTOC"
    )
    cache.clear()
    after = client.get(f"/texts/{name}/").content.decode()
    assert "/treaties/UNTOC/text/#art18" in after
    assert DepositaryAction.objects.count() == 0
    for identifier, page in (
        ("UNTOC", "/treaties/UNTOC/"), ("UNTOC/art18(13)", "/treaties/UNTOC/text/#art18(13)"),
    ):  # fmt: skip
        lasting = client.get(f"/id/{identifier}", headers={"Accept": "text/html"})
        assert (lasting.status_code, lasting.headers["Location"]) == (303, page)
    for identifier in ("LAMPS", "LAMPS/art18(13)", "UNTOC/op1"):
        assert client.get(f"/id/{identifier}").status_code == 404


def test_an_officer_corrects_and_withdraws_in_the_browser(
    client: Client, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(Role.OFFICER))
    shown = client.get("/treaties/declarations/record/?instrument=UNTOC&provisions=art18(13)")
    assert 'value="art18(13)"' in shown.content.decode()
    given = {
        "participant": "NOR", "instrument": "UNTOC", "sort": "notification", "matter": "",
        "provisions": "art18(13)", "words": "The keeper.", "source": "invented",
    }  # fmt: skip
    refused = client.post("/treaties/declarations/record/", given)
    assert "A notification says what it is about" in refused.content.decode()
    client.post("/treaties/declarations/record/", {**given, "matter": "central_authority"})
    row = Declaration.objects.get()
    address = f"/treaties/declarations/{row.pk}/"
    assert "The keeper." in client.get(f"{address}correct/").content.decode()
    right = {**given, "matter": "central_authority", "words": "Another.", "reason": "misread"}
    client.post(f"{address}correct/", right)
    assert "This row was corrected." in client.get(address).content.decode()
    new = Declaration.objects.get(corrects=row)
    assert client.get(f"{address}correct/").status_code == 404
    client.post(
        f"/treaties/declarations/{new.pk}/withdrawn/", {"on": "2019-01-01", "source": "invented"}
    )
    assert Declaration.objects.get(sort="withdrawal").refers_to == new
    page = client.get("/treaties/declarations/?about=central_authority").content.decode()
    assert "Another." in page
