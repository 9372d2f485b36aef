"""Rows for the pages of grants, and for the journey of one.

``python -m tests.browser.grant_rows CODE`` lets the closing day of a call pass.
"""

from __future__ import annotations

import datetime as dt
import secrets
import sys
from dataclasses import replace
from typing import Any

CRITERIA = (
    {"key": "c1", "title": "Need", "weight": 60, "highest": 5},
    {"key": "c2", "title": "Plan", "weight": 40, "highest": 5},
)


def make(officer: Any, organization: Any) -> dict[str, str]:  # noqa: PLR0915 - row after row
    """Make a fund, calls, applications and a grant; the officer is a grantee and reader as well."""
    from cpcj.accounts.rules import Role
    from cpcj.accounts.services import Grant, add_organization, give_role
    from cpcj.accounts.services.people import make_account
    from cpcj.frame.actors import SystemActor
    from cpcj.funding.trust_fund.models import Application, Attachment
    from cpcj.funding.trust_fund.services import applying, awarding, calls, grants, reading
    from cpcj.funding.trust_fund.services.applying import Proposal
    from cpcj.funding.trust_fund.services.awarding import Award, Instalment
    from cpcj.funding.trust_fund.services.grants import Account
    from cpcj.register.followup.services.notes import GivenDocument

    system = SystemActor("sample-rows")
    password = secrets.token_urlsafe()

    def person(name: str, role: Role, **given: Any) -> Any:
        made = make_account(system, username=name, password=password, roles=())
        give_role(system, made, Grant(role, **given))
        return made

    ours = add_organization(system, code="g-17", names={"en": "Grantee 17"})
    theirs = add_organization(system, code="g-18", names={"en": "Grantee 18"})
    person("grants-grantee", Role.GRANTEE, organization=ours)
    rival = person("grants-rival", Role.GRANTEE, organization=theirs)
    readers = [person(f"grants-reader-{n}", Role.EXPERT) for n in (1, 2)]
    head = person("grants-head", Role.UNIT_HEAD)
    give_role(system, officer, Grant(Role.GRANTEE, organization=organization))
    give_role(system, officer, Grant(Role.EXPERT))
    fund, contribution = _fund(system)
    today = dt.date.today()  # noqa: DTZ011 - the day of the server
    terms = calls.CallTerms(
        "Beds and lamps " * 4, "What is done for victims.", today, today, (), CRITERIA
    )
    calls.draft_call(system, fund, code="lamps-draft", terms=terms)
    call = calls.draft_call(system, fund, code="lamps-1", terms=terms)
    calls.move_call(system, call, deed="open")
    taking = calls.draft_call(
        system, fund, code="lamps-2",
        terms=replace(terms, closes_on=today + dt.timedelta(days=90)),
    )  # fmt: skip
    calls.move_call(system, taking, deed="open")
    call.refresh_from_db()
    taking.refresh_from_db()
    said = Proposal(
        "Beds", "Beds and " + "w" * 90, "House of Wicks", "Lane 1", "Wickby", "k@example.org",
        "KEN", 2_000_000, 2001, 12,
    )  # fmt: skip
    hidden = replace(said, name="Yard of Lamps", place="Lampby", shelter=True, cents=999_900)
    sent = applying.submit(officer, applying.start(officer, call, organization, said))
    waiting = applying.submit(rival, applying.start(rival, call, theirs, hidden))
    draft = applying.start(
        officer, taking, organization, said, [GivenDocument("plan.txt", b"A plan.")]
    )
    let_the_day_pass(call.code)
    for deed in ("close", "assess"):
        call.refresh_from_db()
        calls.move_call(system, call, deed=deed)
    sent, waiting = (Application.objects.get(pk=one.pk) for one in (sent, waiting))
    for reader in readers:
        given = reading.declare(reader, reading.assign(officer, sent, reader), conflict=False)
        reading.score(reader, given, given={"c1": (4, "Needed."), "c2": (5, "")})
    to_read = reading.assign(officer, waiting, officer)
    sent.refresh_from_db()
    days = [today + dt.timedelta(days=n) for n in (0, 100, 200, 300)]
    parts = (Instalment(1_000_000, days[0], days[1]), Instalment(800_000, days[2], days[3]))
    grant = awarding.award(head, sent, Award(contribution, days[0], days[3], parts))
    grants.sign(officer, grant, on=today)
    grants.pay(officer, grant, position=1)
    grants.send_report(
        officer, grant, position=1,
        said=Account("Lamps were lit.", 900_000, {("female", "adult", "legal"): 12}),
    )  # fmt: skip
    return {
        "grant": grant.number,
        "grant_waiting": waiting.number,
        "grant_draft": draft.number,
        "grant_file": str(Attachment.objects.get().pk),
        "grant_reading": str(to_read.pk),
        "grants_password": password,
        "grants_contribution": contribution.code,
    }


def _fund(system: Any) -> tuple[Any, Any]:
    from cpcj.funding.rules.money import Money
    from cpcj.funding.services import books, parties
    from cpcj.funding.trust_fund.services import calls

    plain, sealed = (
        parties.add_cost_object(system, code=code, title=f"Grants {code}")
        for code in ("lamps-plain", "lamps-sealed")
    )
    fund = calls.add_fund(
        system, code="lamps", prefix="LMP",
        terms=calls.FundTerms({"en": "Fund of Lamps"}, "Beds.", (), plain, sealed),
    )  # fmt: skip
    donor = parties.add_donor(
        system, code="lamp-givers", names={"en": "Givers of Lamps"}, kind="foundation"
    )
    today = dt.date.today()  # noqa: DTZ011
    contribution = parties.pledge(
        system, code="lamp-gift", donor=donor, amount=Money(20_000_000), on=today,
        terms=parties.Terms(
            title="Lamps", purpose="", earmarking="soft_earmarked", channel="thematic",
            levy_payment="beside", provisions=(),
        ),
    )  # fmt: skip
    books.agree(system, contribution, on=today)
    books.receive(system, contribution, on=today, minor=20_000_000)
    for aim in (plain, sealed):
        books.allocate(system, contribution, cost_object=aim, on=today, cents=8_000_000)
    return fund, contribution


def let_the_day_pass(code: str) -> None:
    """Let the closing day of a call lie before today."""
    from cpcj.frame.records import writing_allowed
    from cpcj.funding.trust_fund.models import Call

    before = dt.date.today() - dt.timedelta(days=1)  # noqa: DTZ011
    with writing_allowed():
        Call.objects.filter(code=code).update(opens_on=before, closes_on=before)


if __name__ == "__main__":
    from cpcj.site.application import start

    start()
    let_the_day_pass(sys.argv[1])
