"""The pages: a member followed from assessment to payment, and who sees which account."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import TYPE_CHECKING

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, give_role
from cpcj.documents.contents import Kind
from cpcj.documents.services import keep_template
from cpcj.funding.institute.models import Assessment, Member, Notice, Payment, Posting
from cpcj.funding.institute.services import accounts
from cpcj.funding.institute.tests.factories import SYSTEM, assessed, members, paid

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db
HOME = "/funding/institute/"


def _saved(words: str) -> bytes:
    file, out = docx.Document(), io.BytesIO()
    file.add_paragraph(words)
    file.save(out)
    return out.getvalue()


@pytest.fixture
def kenyan(make_user: Callable[..., User]) -> User:
    """Return a focal point of Kenya."""
    person = make_user()
    give_role(SYSTEM, person, Grant(Role.FOCAL_POINT, state="KEN"))
    return person


def test_a_member_from_assessment_to_payment(client: Client, officer: User) -> None:
    client.force_login(officer)
    year = timezone.localdate().year
    for state in ("KEN", "UGA"):
        member = {"state": state.lower(), "since": "1990-01-01", "source": "the statutes"}
        assert client.post(f"{HOME}members/new/", member).status_code == 302
    scale = SimpleUploadedFile("scale.csv", b"state,share\nKEN,75\nUGA,25\nXX1,1\n")
    answer = client.post(
        f"{HOME}tables/",
        {"kind": "scale", "table": scale, "year": "2017", "source": "invented"},
        follow=True,
    )
    assert "Not understood: 1" in answer.content.decode()
    assert client.post(
        answer.redirect_chain[-1][0], {"shown": answer.context["plan"].digest}
    ).status_code == 302  # fmt: skip
    budget = {"year": year - 1, "amount": "1000", "approved_on": "2020-01-01", "source": "GB/7"}
    assert client.post(f"{HOME}years/new/", budget).status_code == 302
    source = {"year": year - 1, "kind": "host", "name": "Host", "amount": "70", "source": "GB/7"}
    assert client.post(f"{HOME}sources/new/", source).status_code == 302
    page = client.get(f"{HOME}years/{year - 1}/").content.decode()
    assert "200.00" in page, "of the remaining 270 dollars, 200 have no source"
    issued = {"on": f"{year - 1}-01-01", "due_on": f"{year - 1}-01-31"}
    assert client.post(f"{HOME}years/{year - 1}/assess/", issued).status_code == 302
    assert "547.50" in client.get(f"{HOME}members/KEN/").content.decode()
    assert "arrears" in client.get(HOME).content.decode()
    assert client.post(
        f"{HOME}members/KEN/notice/", {"on": timezone.localdate(), "language": "fr"}
    ).status_code == 302  # fmt: skip
    letter = client.get(f"{HOME}notices/{Notice.objects.get().pk}/")
    words = docx.Document(io.BytesIO(letter.content))
    assert words.tables[0].cell(1, 0).text == f"KEN-{year - 1}"
    assert "Kenya" in "".join(one.text for one in words.paragraphs)
    on_paper = client.get(f"{HOME}notices/{Notice.objects.get().pk}/?form=pdf")
    assert b"".join(on_paper).startswith(b"%PDF-")
    keep_template(
        SYSTEM, kind=Kind.ARREARS_NOTICE, language="fr", name="ours.docx",
        content=_saved("Notre avis {number} : {member}, {total}, {as_of}"),
    )  # fmt: skip
    own = docx.Document(io.BytesIO(client.get(letter.request["PATH_INFO"]).content))
    assert own.paragraphs[0].text.startswith(f"Notre avis {Notice.objects.get().number}")
    payment = {"on": timezone.localdate(), "amount": "500", "reference": "SWIFT 1", "said": ""}
    assert client.post(f"{HOME}members/KEN/pay/", payment).status_code == 302
    assert "47.50" in client.get(f"{HOME}members/KEN/").content.decode()
    again = client.post(f"{HOME}members/KEN/pay/", payment).content.decode()
    assert "A payment with this reference is recorded" in again
    key = Payment.objects.get().pk
    reverse = {"on": timezone.localdate(), "reason": "of Uganda"}
    assert client.post(f"{HOME}payments/{key}/reverse/", reverse).status_code == 302
    assert "Reversed" in client.get(f"{HOME}members/KEN/").content.decode()


def test_a_focal_point_sees_the_own_state_s_account_alone(
    client: Client, kenyan: User, officer: User
) -> None:
    members()
    assessed(2025, 1_000_00)
    paid("UGA", dt.date(2025, 5, 1), 123_45, "secret reference")
    paid("KEN", dt.date(2025, 5, 1), 1_00, "ours")
    accounts.give_notice(SYSTEM, state="UGA", on=dt.date(2025, 6, 1), language="en")
    client.force_login(kenyan)
    page = client.get(HOME).content.decode()
    assert "Kenya" in page
    assert "Uganda" not in page
    for path in ("", "assessments/", "payments/", "ledger/"):
        for form in ("csv", "json"):
            words = client.get(f"{HOME}{path}?format={form}").getvalue().decode()
            assert "UGA" not in words, path
            assert "secret" not in words, path
    assert client.get(f"{HOME}members/KEN/").status_code == 200
    assert "ours" in client.get(f"{HOME}members/KEN/").content.decode()
    year = client.get(f"{HOME}years/2025/").content.decode()
    assert "Uganda" not in year
    uganda = Assessment.objects.get(state="UGA")
    for closed in ("members/UGA/", f"notices/{Notice.objects.get().pk}/"):
        assert client.get(f"{HOME}{closed}").status_code == 404, closed
    for forbidden in (
        "members/KEN/pay/", "members/new/", "tables/", f"assessments/{uganda.pk}/write-off/",
    ):  # fmt: skip
        assert client.get(f"{HOME}{forbidden}").status_code == 403, forbidden
    assert {one.state for one in Member.objects.visible_to(kenyan)} == {"KEN"}
    assert {one.entry.state for one in Posting.objects.visible_to(kenyan)} == {"KEN"}
    client.force_login(officer)
    assert "Uganda" in client.get(HOME).content.decode()


def test_a_state_s_page_shows_its_account_to_those_who_may_see_it(
    client: Client, kenyan: User
) -> None:
    members()
    assessed(2025, 1_000_00)
    address = "/treaties/states/KEN/"
    assert "Its account with the Institute" not in client.get(address).content.decode()
    client.force_login(kenyan)
    assert "Its account with the Institute" in client.get(address).content.decode()
    other = client.get("/treaties/states/UGA/").content.decode()
    assert "Its account with the Institute" not in other


def test_nobody_else_sees_an_account(client: Client, make_user: Callable[..., User]) -> None:
    members()
    for role in (Role.RESEARCHER, Role.DELEGATE, Role.DONOR, Role.ADMINISTRATOR):
        person = make_user(role)
        client.force_login(person)
        assert client.get(HOME).status_code == 403
        assert client.get(f"{HOME}members/KEN/").status_code == 403
        assert not Member.objects.visible_to(person).exists()


def test_files_say_what_the_page_says_as_of_a_day(client: Client, officer: User) -> None:
    members()
    assessed(2025, 1_000_00)
    client.force_login(officer)
    rows = json.loads(client.get(f"{HOME}?on=2025-04-15&format=json").getvalue())
    kenya = next(row for row in rows["arrears-2025-04-15"] if row["state"] == "KEN")
    assert (kenya["arrears"], kenya["under_1"]) == ("365.00", "365.00")
    before = json.loads(client.get(f"{HOME}?on=2025-03-31&format=json").getvalue())
    kenya = next(row for row in before["arrears-2025-03-31"] if row["state"] == "KEN")
    assert (kenya["arrears"], kenya["not_due"]) == ("0.00", "365.00")


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe"], ids=["", "ab", "utf"])
def test_what_is_no_table_is_refused(client: Client, officer: User, content: bytes) -> None:
    client.force_login(officer)
    table = SimpleUploadedFile("scale.csv", content)
    answer = client.post(
        f"{HOME}tables/", {"kind": "scale", "table": table, "year": "2020", "source": "x"}
    )
    assert answer.status_code == 200


def test_a_write_off_and_a_plan_are_recorded_with_their_decision(
    client: Client, officer: User
) -> None:
    members()
    assessed(2025, 1_000_00)
    client.force_login(officer)
    key = Assessment.objects.get(state="KEN").pk
    said = {"on": "2026-01-01", "amount": "65", "symbol": "GB/9", "decided_on": "2026-01-01"}
    assert client.post(f"{HOME}assessments/{key}/write-off/", said).status_code == 302
    plan = {"symbol": "GB/10", "decided_on": "2026-01-02", "due": "2026-02-01 300.00\n"}
    assert client.post(f"{HOME}members/KEN/plan/", plan).status_code == 302
    wrong = client.post(f"{HOME}members/KEN/plan/", {**plan, "due": "soon"}).content.decode()
    assert "This line was not understood" in wrong
    page = client.get(f"{HOME}members/KEN/?on=2026-03-01").content.decode()
    assert "GB/9" in page
    assert "behind by" in page


def test_as_many_statements_for_one_member_as_for_many(
    client: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    members(dict.fromkeys(("KEN", "UGA", "GHA", "MWI", "SEN", "ZMB", "EGY"), "10"))
    for year in (2023, 2024, 2025):
        assessed(year, 1_000_00)
    client.force_login(officer)
    for path, most in (
        ("", 14),
        ("members/KEN/", 20),
        ("years/2025/", 16),
        ("assessments/", 14),
        ("payments/", 14),
        ("ledger/", 14),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(f"{HOME}{path}").status_code == 200
