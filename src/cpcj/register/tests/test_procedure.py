"""Sponsors and procedure in the register: stored, shown, counted, read for what was held before."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.frame.records import writing_allowed
from cpcj.register.models import ProcedureFact, ProcedureName, Series, Text, TextVersion, Upload
from cpcj.register.queries.procedure import (
    Wanted,
    by_year_and_group,
    changes,
    procedure_of,
    sponsored,
)
from cpcj.register.services.facts import confirm_fact, correct_fact, reject_fact
from cpcj.register.services.ingest import ingest_file
from cpcj.register.services.procedure import read_all
from cpcj.register.services.procedure_rows import store_procedure
from cpcj.register.services.settling import WrongValueError
from cpcj.register.tests.factories import SYSTEM

pytestmark = pytest.mark.django_db

REPORT = """General Assembly
Seventy-{nth} session
Agenda item 106
Distr.: General
{day}
Original: English
A/{session}/901

Lamps of the harbours

Report of the Third Committee

I. Introduction

1. At its 2nd plenary meeting, on 20 September {year}, the General Assembly decided to include the \
item in its agenda.

II. Consideration of proposals

A. Draft resolution A/C.3/{session}/L.4

2. At its 40th meeting, on 4 November, the representative of Chad introduced a draft resolution, \
submitted by {sponsors}, entitled “Care of lighthouses” (A/C.3/{session}/L.4).

3. At its 45th meeting, on 14 November, the Committee adopted draft resolution \
A/C.3/{session}/L.4 by a recorded vote of 110 to 2, with 40 abstentions (see para. 6).

4. Subsequently, {joined} joined in sponsoring the draft resolution.

5. After the adoption, the representative of Malta made a statement.

III. Recommendation of the Third Committee

6. The Third Committee recommends to the General Assembly the adoption of the following draft \
resolution:

Care of lighthouses

The General Assembly,

Recalling the lamps of the harbours and those who keep them with gratitude,

1. Requests the Secretary-General to count the lamps of {year};

2. Invites Member States to keep them lit.
"""
_NTH = {77: "seventh", 78: "eighth", 79: "ninth"}


def report(session: int, sponsors: str, joined: str, *, published: bool = True) -> None:
    """Hold a report of a session."""
    year = 1945 + session
    words = REPORT.format(
        session=session, nth=_NTH[session], year=year, day=f"28 November {year}",
        sponsors=sponsors, joined=joined,
    )  # fmt: skip
    ingest_file(SYSTEM, words.encode(), f"report-{session}.txt", published=published)


@pytest.fixture
def three_years() -> Series:
    """Hold the reports of three years."""
    report(77, "Chad and Malta", "Peru and Yemen")
    report(78, "Chad, Malta and Dunmere", "Peru")
    report(79, "Chad and Peru", "Malta, Nauru and Yemen")
    series: Series = Series.objects.get()
    return series


def test_what_a_report_records_stands_with_its_text(client: Client) -> None:
    report(79, "Chad and Malta", "Peru and Yemen")
    text = Text.objects.exclude(part="procedure").get()
    (told,) = procedure_of(AnonymousUser(), text.identifier)
    assert told.read
    assert [fact.kind for fact in told.facts] == [
        "introduced", "sponsored", "adopted", "joined", "statement",
    ]  # fmt: skip
    adopted = told.facts[2]
    assert (adopted.meeting, adopted.date) == (45, dt.date(2024, 11, 14))
    assert (adopted.vote["in_favour"], adopted.vote["abstaining"]) == (110, 40)
    assert [one.code for one in told.facts[3].names.order_by("position")] == ["PER", "YEM"]
    page = client.get(f"/texts/{text.identifier}/").content.decode()
    assert "Sponsors and procedure" in page
    assert "In favour 110, against 2, abstaining 40" in page
    assert "procedure/#p4" in page or "procedure#p4" in page or "!procedure/-/p4" in page


def fact_of(kind: str) -> ProcedureFact:
    """Return the fact of a kind of the current version."""
    return ProcedureFact.objects.get(kind=kind, version__text__current=F("version"))


def settle(client: Client, kind: str, deed: str, **more: str) -> str:
    """Send the form of a fact with what it shows, changed by ``more``; return the next page."""
    address = f"/review/fact/{fact_of(kind).pk}/"
    form = client.get(address).context["form"]
    shown = {name: form.initial.get(name) for name in form.fields}
    given = {name: value for name, value in shown.items() if value not in (None, "", False)}
    answer = client.post(address, {**given, "deed": deed, **more}, follow=True)
    return answer.content.decode()


def test_a_fact_is_settled_and_counted_as_settled(
    client: Client, make_user: Callable[..., User]
) -> None:
    report(79, "Chad and Malta", "Peru and Yemen")
    text = Text.objects.exclude(part="procedure").get()
    assert client.get(f"/review/fact/{fact_of('joined').pk}/").status_code == 302
    client.force_login(make_user(Role.OFFICER))
    page = settle(
        client, "joined", "correct", reason="as the record has it",
        names="Nigeria (on behalf of the Group of African States)\nYemen\nDunmere",
    )  # fmt: skip
    assert "Corrected" in page or "corrected" in page
    (one,) = sponsored(AnonymousUser(), Wanted())
    assert [s.name for s in one.sponsors] == ["Chad", "Malta", "Nigeria", "Yemen", "Dunmere"]
    assert [s.code for s in one.sponsors][2:] == ["NGA", "YEM", ""]
    text.refresh_from_db()
    assert text.current is not None
    assert text.current.sponsors == ["Chad", "Malta", "Nigeria", "Yemen", "Dunmere"]
    assert "id_reason_error" in settle(client, "adopted", "correct", in_favour="111", reason=" ")
    page = settle(client, "adopted", "correct", in_favour="111", reason="misprint")
    assert "In favour 111, against 2, abstaining 40" in page
    settle(client, "joined", "reject", reason="of another draft")
    (one,) = sponsored(AnonymousUser(), Wanted())
    assert [s.name for s in one.sponsors] == ["Chad", "Malta"]
    settle(client, "joined", "reopen")
    assert fact_of("joined").review == "unreviewed"
    (one,) = sponsored(AnonymousUser(), Wanted())
    assert [s.name for s in one.sponsors] == ["Chad", "Malta", "Peru", "Yemen"]
    text.refresh_from_db()
    assert text.current is not None
    assert text.current.sponsors == ["Chad", "Malta", "Peru", "Yemen"]


def test_what_was_said_of_a_fact_outlives_every_reading() -> None:
    report(79, "Chad and Malta", "Peru and Yemen")
    correct_fact(SYSTEM, fact_of("adopted"), {"meeting": 46}, reason="the summary record")
    reject_fact(SYSTEM, fact_of("statement"), reason="made of another draft")
    confirm_fact(SYSTEM, fact_of("joined"))
    with writing_allowed():
        TextVersion.objects.update(procedure_reader="")
    assert read_all(SYSTEM) == (1, [])
    assert fact_of("adopted").meeting == 46
    assert [fact_of(kind).review for kind in ("adopted", "statement", "joined")] == [
        "corrected", "rejected", "confirmed",
    ]  # fmt: skip
    # A newer reading that finds other facts keeps those that were settled.
    version = fact_of("adopted").version
    with writing_allowed():
        store_procedure(version, (), "2")
    assert fact_of("adopted").meeting == 46
    assert [one.name for one in fact_of("joined").names.order_by("position")] == ["Peru", "Yemen"]
    assert not ProcedureFact.objects.filter(kind="statement").exists()
    for wrong in (
        {"meeting": -1},
        {"meeting": 10**9},
        {"date": "soon"},
        {"vote": {"against": "x"}},
    ):
        with pytest.raises(WrongValueError):
            correct_fact(SYSTEM, fact_of("adopted"), wrong, reason="x")


def test_the_second_to_settle_a_fact_is_told(
    client: Client, make_user: Callable[..., User]
) -> None:
    report(79, "Chad and Malta", "Peru and Yemen")
    client.force_login(make_user(Role.OFFICER))
    address = f"/review/fact/{fact_of('joined').pk}/"
    seen = client.get(address).context["seen"]
    confirm_fact(SYSTEM, fact_of("joined"))
    told = client.post(address, {"deed": "reject", "reason": "x", "seen": seen})
    assert "Somebody else changed this meanwhile" in told.content.decode()
    assert fact_of("joined").review == "confirmed"
    many = "\n".join(f"Name {n}" for n in range(400))
    wrong = client.post(address, {"deed": "correct", "reason": "x", "names": many})
    assert "At most 300 names" in wrong.content.decode()


def test_texts_held_before_say_so_until_they_are_read(client: Client) -> None:
    report(79, "Chad and Malta", "Peru and Yemen")
    text = Text.objects.exclude(part="procedure").get()
    with writing_allowed():
        ProcedureFact.objects.all().delete()
        TextVersion.objects.update(procedure_reader="")
    address = f"/texts/{text.identifier}/"
    assert "Not read yet" in client.get(address).content.decode()
    versions = TextVersion.objects.count()
    assert read_all(SYSTEM) == (1, [])
    assert read_all(SYSTEM) == (0, [])
    assert TextVersion.objects.count() == versions
    assert ProcedureName.objects.filter(fact__version__text=text).count() == 6
    assert "Not read yet" not in client.get(address).content.decode()


def test_sponsors_are_counted_by_year_and_group(three_years: Series) -> None:
    texts = sponsored(AnonymousUser(), Wanted(series=three_years.pk))
    assert [(one.session, len(one.sponsors)) for one in texts] == [(79, 5), (78, 4), (77, 4)]
    assert by_year_and_group(texts)[2024] == {
        "africa": 1, "western_europe_others": 1, "latin_america_caribbean": 1, "asia_pacific": 2,
    }  # fmt: skip
    assert by_year_and_group(texts)[2023][""] == 1  # a name that no table knows
    last, middle, first = changes(texts)
    assert [one.name for one in last.came] == ["Nauru", "Yemen"]
    assert [one.name for one in last.first] == ["Nauru"]
    assert [one.name for one in last.left] == ["Dunmere"]
    assert [one.name for one in middle.left] == ["Yemen"]
    assert first.came == first.left == ()
    assert [one.session for one in sponsored(AnonymousUser(), Wanted(state="YEM"))] == [79, 77]
    assert [one.session for one in sponsored(AnonymousUser(), Wanted(session=78))] == [78]


def test_the_page_and_its_files_say_the_same(three_years: Series, client: Client) -> None:
    address = f"/texts/sponsors/?series={three_years.pk}"
    page = client.get(address).content.decode()
    assert "1 for the first time in the texts held" in page
    assert "Latin American and Caribbean States" in page
    lines = client.get(f"{address}&format=csv").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(lines)))
    assert len(rows) == 13
    nauru = next(row for row in rows if row["state"] == "NRU")
    assert (nauru["joined"], nauru["regional_group"]) == ("true", "asia_pacific")
    records = json.loads(client.get(f"{address}&format=json").getvalue())["sponsors"]
    assert len(records) == 13
    assert client.get(f"{address}&format=xlsx").getvalue().startswith(b"PK")
    assert client.get(f"{address}&format=odd").status_code == 400
    assert client.get("/texts/sponsors/?series=999999").status_code == 404
    assert client.get("/texts/sponsors/?state=zz&session=x&page=-1").status_code == 200
    assert (
        "Sponsors and procedure"
        in client.get(f"/drafting/lineage/{three_years.pk}/").content.decode()
    )
    state = client.get("/treaties/states/NRU/").content.decode()
    assert "Texts it sponsored" in state


def test_what_is_kept_back_is_counted_for_officers_alone(
    make_user: Callable[..., User], client: Client
) -> None:
    report(79, "Chad", "Peru", published=False)
    assert sponsored(AnonymousUser(), Wanted()) == ()
    assert "Peru" not in client.get("/texts/sponsors/").content.decode()
    assert len(sponsored(make_user(Role.OFFICER), Wanted())) == 1


def test_the_page_asks_as_often_for_one_text_as_for_three(client: Client) -> None:
    def asked(place: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/texts/sponsors/?state=TCD&x={place}")  # a page drawn once asks less
        return len(queries)

    report(77, "Chad and Malta", "Peru and Yemen")
    asked(1)
    one = asked(2)
    report(78, "Chad and Malta", "Peru and Yemen")
    report(79, "Chad and Malta", "Peru and Yemen")
    assert asked(3) == one


def test_another_file_s_reading_is_refused() -> None:
    from cpcj.register.reading import read_content
    from cpcj.register.services.procedure import read_procedure

    report(79, "Chad", "Peru")
    with pytest.raises(ValueError, match="another file"):
        read_procedure(SYSTEM, Upload.objects.get(), read_content(b"The Assembly,", "b.txt"))
