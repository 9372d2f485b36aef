"""Rows for every page, made in a site's home: ``python -m tests.browser.sample_rows``.

Prints, as JSON, the keys by which the addresses of the pages name them.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tests.browser import checklist_rows, grant_rows

FIRST = "A/RES/78/901#op1.1"
SECOND = "A/RES/78/901#op2.1"
REPORT = "A/RES/78/901#op5.1"
DAY = dt.date(2024, 3, 1)
LONG = "https://example.org/" + "a-long-address-without-spaces" * 4
TRACKING = b"symbol,para,status,note\n78/901,1,In progress,A study began\nX/1,1,,\n78/901,3,odd,\n"
PARTICIPATION = (
    'Participant,Signature,"Ratification, Accession(a)"\n'
    "Norway,12 Dec 2000,23 Sep 2004\n"
    "Togo 2,,2 Jul 2004 a\n"
    "Lemuria,,1 Jan 2005 a\n"
)
DECLARATIONS = b"#Norway\nNorway is not bound by article 1.\n\n#Lemuria\nNo lamps.\n"
TREATY = b"### Article 1\n1. Lamps are lit:\n(a) by night;\n(b) in fog.\n2. Mirrors.\n"
IATI = b"""<iati-activities version="2.03">
<iati-activity default-currency="USD" xml:lang="en" hierarchy="1">
<iati-identifier>XM-DAC-41128-SAMPLE-1</iati-identifier>
<reporting-org ref="XM-DAC-41128" type="40"><narrative>Office</narrative></reporting-org>
<title><narrative>Lamps of harbours</narrative></title>
<description><narrative>Lamps are lit.</narrative></description>
<participating-org role="4" ref="XM-DAC-41128" type="40"/>
<activity-status code="2"/><activity-date type="1" iso-date="2025-01-01"/>
<recipient-region code="298" percentage="100"/>
</iati-activity></iati-activities>"""
RATES = (
    b"currency,since,units\n"
    b"EUR,2024-01-01,0.95\n"  # other than recorded
    b"JPY,2024-01-01,150.2\n"  # new
    b"EUR,2024-02-01,0.9\n"  # as recorded
    b"XXQ,2024-01-01,1\n"  # no currency
)
DOCUMENTS = (
    "symbol,title,date,body,session\n"
    "A/80/601,Lamps of harbours: report of the Secretary-General,2025-07-01,General Assembly,80\n"
    "E/2024/602,Wicks,2024-04-01,,\n"
)


def make() -> dict[str, str]:
    """Make the rows; return the keys of the addresses."""
    from cpcj.accounts.models import User
    from cpcj.accounts.rules import Role
    from cpcj.accounts.services import Grant, add_organization, add_unit, give_role, invite
    from cpcj.accounts.services.people import make_account
    from cpcj.frame.actors import SystemActor

    system = SystemActor("sample-rows")
    officer = User.objects.get(username="officer")
    head = make_account(
        system, username="head", password=secrets.token_urlsafe(), roles=(Role.UNIT_HEAD,)
    )
    division = add_unit(system, code="lamps", names={"en": "Division of Lamps"}, parent=None)
    unit = add_unit(system, code="wicks", names={"en": "Section of Wicks"}, parent=division)
    fund = add_organization(system, code="fund", names={"en": "Fund for Keepers of Lamps"})
    give_role(system, officer, Grant(Role.DONOR, organization=fund))
    invitation, secret = invite(
        system, Grant(Role.DELEGATE, state="PER"), name="A delegate", email="d@example.org"
    )
    return {
        "person": str(head.pk),
        "membership": str(head.memberships.get().pk),
        "unit": str(unit.pk),
        "organization": str(fund.pk),
        "invitation": str(invitation.pk),
        "secret": secret,
        **_followed(officer, head, unit),
        **_calendar(officer),
        **_listed(),
        **_treaties(),
        **_portfolio(officer, head),
        **_reviews(officer),
        **_others(officer),
        **_institute(system),
        **_campaigns(system),
        **_keeper(system),
        **_published(officer),
        **_money(system, fund),
        **_requests(officer, head),
        **grant_rows.make(officer, fund),
        **checklist_rows.make(),
    }


def _reviews(officer: Any) -> dict[str, str]:
    """Make a review for the journey, another with something of everything, a draw, and the rest."""
    from cpcj.frame.records import writing_allowed
    from cpcj.register.followup.services.notes import GivenDocument
    from cpcj.reviews.models import Draw, MechanismVersion, Review
    from cpcj.reviews.rules.draw import Candidate, Kind, Limits, draw
    from cpcj.reviews.rules.draw.inputs import inputs
    from cpcj.reviews.services import drawing, keeping, taking_part

    version = MechanismVersion.objects.get(key="untoc")
    today = dt.datetime.now(tz=dt.UTC).date()
    cycle = drawing.open_cycle(officer, version, number=1, began=today)
    regions = {"africa": ("KEN", "GHA", "ZAF"), "others": ("NOR", "FRA", "ESP")}
    lots = inputs(
        Kind.BOTH, 7, Limits(periods=3, same_region=1, other_region=1),
        [Candidate(code, (name,)) for name, codes in regions.items() for code in codes],
    )  # fmt: skip
    result = draw(lots)
    with writing_allowed():
        drawn = Draw.objects.create(
            cycle=cycle, number=1, kind="both", seed=7, inputs=lots.canonical(),
            digest=lots.digest, result=result.said(),
        )  # fmt: skip
        played, shown = (
            Review.objects.create(
                cycle=cycle, state=state, cluster=cluster, start=today, reviewers=["BRA", "NOR"]
            )
            for state, cluster in (("PER", "criminalization"), ("CHL", "cooperation"))
        )
    drawing.publish_draw(officer, drawn)
    keeping.nominate(
        officer, shown, seat="country_focal_point", country="CHL", note="NV 2", nominated_on=today
    )
    taking_part.report_step(officer, shown, "focal_point", on=today)
    report = [GivenDocument("report.txt", b"Lamps were looked at.")]
    documents = taking_part.attach(officer, shown, kind="report", documents=report)
    keeping.write_summary(officer, shown, words="Lamps are lit in most harbours.")
    outside = keeping.record_outside(
        officer, body="A body of lamps", state="PER", title="Mutual evaluation of lamps", on=DAY
    )
    keeping.observe_outside(
        officer, outside, sort="gap", provision="UNTOC#art18", words="Wicks are short."
    )
    keeping.record_recommendation(
        officer, body="Working Group on Lamps", on=DAY, words="Keep lists of lamps.",
        about=["UNTOC#art18"],
    )  # fmt: skip
    return {
        "cycle": str(cycle.pk),
        "draw": str(drawn.pk),
        "played": str(played.pk),
        "review": str(shown.pk),
        "review_document": str(documents[0].pk),
        "outside": str(outside.pk),
    }


def _followed(officer: Any, head: Any, unit: Any) -> dict[str, str]:
    from cpcj.register.followup.services.details import assign
    from cpcj.register.followup.services.importing import keep_sheet
    from cpcj.register.followup.services.notes import (
        GivenDocument,
        add_comment,
        add_note,
        remind,
    )
    from cpcj.register.followup.services.personal import save_view
    from cpcj.register.followup.services.recording import of_act
    from cpcj.register.followup.services.statuses import propose_completion, set_status
    from cpcj.register.models import Act

    first, second = (
        of_act(Act.objects.get(identifier=one, current=True)) for one in (FIRST, SECOND)
    )
    assign(head, first, unit=unit, officer=officer, reason="The lamps are kept there. " * 4)
    propose_completion(head, first, reason="The report was issued.")
    set_status(head, second, "in_progress", reason="A study began.")
    add_note(
        officer,
        first,
        on=DAY,
        words="A long word: " + "w" * 200,
        addresses=[LONG],
        documents=[GivenDocument("study.txt", b"It was found that lamps help.")],
    )
    add_comment(officer, first, words="Who reads this?")
    remind(head, first, on=DAY, to=officer, words="Look again.")
    save_view(officer, name="Ours", query="status=in_progress")
    sheet = keep_sheet(head, "ours.csv", TRACKING)
    return {"sheet": str(sheet.pk)}


def _calendar(officer: Any) -> dict[str, str]:
    from cpcj.frame.actors import SystemActor
    from cpcj.register.reporting.models import ListedReport
    from cpcj.register.reporting.rules.tables import read_table
    from cpcj.register.reporting.services.deriving import derive
    from cpcj.register.reporting.services.tables import enter_report, take_table

    derive(SystemActor("sample-rows"))
    rows = read_table(DOCUMENTS.encode(), "documents.csv").rows
    table = take_table(officer, "documents.csv", rows, replace=False)
    assert table is not None
    enter_report(
        officer, symbol="A/80/603", title="Oil", date=DAY, body="general_assembly", session=80
    )
    return {
        "table": str(table.pk),
        "document": str(ListedReport.objects.get(symbol="A/80/603").pk),
    }


def _listed() -> dict[str, str]:
    from cpcj.register.budget.models import Line
    from cpcj.register.budget.tests.factories import imported, proposed
    from cpcj.resolutions.budget.tests.samples import LINES, as_tree

    imported(LINES[1:], 2026)
    imported()
    proposal = proposed(as_tree(LINES[2:]))
    return {
        "row": str(Line.objects.filter(year=2027).order_by("position")[1].pk),
        "proposal": str(proposal.pk),
    }


def _treaties() -> dict[str, str]:
    from cpcj.frame.actors import SystemActor
    from cpcj.treaties import services
    from cpcj.treaties.rules.participation import Action
    from cpcj.treaties.rules.tables import Kind

    system = SystemActor("sample-rows")
    services.hold_text(system, content=TREATY, name="lamps.md", instrument="UNTOC")
    proposal = services.propose(
        system,
        content=PARTICIPATION.encode(),
        name="invented.csv",
        instrument="UNTOC",
        as_known_on=DAY,
        source="invented",
    )
    file = services.propose_declarations(
        system,
        content=DECLARATIONS,
        name="invented.txt",
        instrument="UNTOC",
        as_known_on=DAY,
        source="invented",
    )
    declared = services.record_declaration(
        system,
        services.Said(
            "PER", "UNTOC", "notification", "The keeper of lamps.", "central_authority", DAY,
            ("UNTOC#art1(1)",), "invented",
        ),
    )  # fmt: skip
    acted = services.record_action(
        system,
        Action("CHL", "UNTOC", Kind.ACCESSION, dt.date(2010, 3, 1), source="invented"),
    )
    return {
        "acted": str(acted.pk),
        "participation": str(proposal.pk),
        "declarations": str(file.pk),
        "declared": str(declared.pk),
    }


def _portfolio(officer: Any, head: Any) -> dict[str, str]:
    from cpcj.assistance.portfolio.models import Proposal
    from cpcj.assistance.portfolio.services import documents, importing, needs, recording
    from cpcj.assistance.portfolio.tests import factories
    from cpcj.assistance.results.services import framework, reporting
    from cpcj.assistance.results.tests import factories as results

    event = factories.event()
    activity = factories.published(event.activity)
    recording.record_part(
        officer, activity, part="grounds", given={"topic": ["firearms"], "mandate": [FIRST]}
    )
    draft = factories.activity(activity.parent, kind="study", title="w" * 200)
    draft = recording.submit(officer, draft)
    above = results.indicator(factories.above(activity))
    indicator = results.indicator(activity, above)
    free = results.indicator(activity)
    period = results.period(activity)
    framework.set_targets(
        officer, period, targets={indicator.pk: framework.Told(framework.Typed(Decimal(40)))}
    )
    figures = {
        indicator.pk: results.told(21, female=12, male=9), free.pk: results.told(5, male=5),
    }  # fmt: skip
    update = results.submitted(period, figures)
    reporting.approve(head, update)
    later = results.period(activity, dt.date(2025, 7, 1), dt.date(2025, 12, 31))
    opened = reporting.begin(officer, later)
    need = needs.record_need(
        officer, state="KEN", on=DAY, title="Courts without lamps", findings="w" * 300,
        assessed_by="A mission", evidence="Its report", areas=["corruption"],
    )  # fmt: skip
    documents.add_document(
        officer, activity, title="About the lamps", url=LONG, category="A02", public=True
    )
    documents.record_office(officer, code="nairobi", name="Office of Lamps", state="KEN")
    table = importing.propose(
        officer, kind="activities", name="ours.csv", replace=False,
        content=b"level,title,planned_start,planned_end\nprogramme,Lamps,2026-01-01,never\n",
    )  # fmt: skip
    assert isinstance(table, Proposal)
    return {
        "activity": activity.identifier,
        "draft": draft.identifier,
        "project": factories.above(activity).identifier,
        "event": str(event.pk),
        "need": str(need.pk),
        "activities": str(table.pk),
        "update": str(update.pk),
        "opened": str(opened.pk),
        "period": str(period.pk),
        "later": str(later.pk),
        "indicator": str(indicator.pk),
        "result": str(indicator.result_id),
    }


def _institute(system: Any) -> dict[str, str]:
    from cpcj.funding.institute.models import Assessment, Member
    from cpcj.funding.institute.services import accounts, budgets, tables
    from cpcj.funding.institute.tests.factories import assessed, members, paid

    members()
    for year in (2018, 2022, 2024):
        assessed(year, 1_234_567_89)
    day = dt.date(2025, 1, 1)
    budgets.approve_budget(system, year=2025, cents=1, approved_on=day, source="Decision 2025")
    budgets.record_source(
        system, year=2024, kind="host", name="Host", cents=5_000_00, source="Decision 2024"
    )
    payment = paid("KEN", dt.date(2025, 6, 1), 500_000_00, "SWIFT 1")
    accounts.give_notice(system, state="UGA", on=dt.date(2025, 6, 1), language="ar")
    owed = Assessment.objects.get(state="KEN", year=2024)
    accounts.write_off(system, owed, on=day, cents=1_00, symbol="GB/9", decided_on=day)
    table = b"state,date,amount,reference\nKEN,2025-07-01,12.50,SWIFT 2\nLemuria,x,1,y\n"
    proposal = tables.propose_table(
        system, kind="payments", content=table, name="payments.csv", source="invented"
    )
    return {
        "membership_of_kenya": str(Member.objects.get(state="KEN").pk),
        "payment": str(payment.pk),
        "assessment": str(owed.pk),
        "payments": str(proposal.pk),
    }


def _campaigns(system: Any) -> dict[str, str]:
    from cpcj.funding.campaigns.services import campaigning, sponsoring
    from cpcj.funding.rules.money import Money
    from cpcj.funding.services import books
    from cpcj.funding.tests.factories import cost_object, received

    project = cost_object()
    campaign = campaigning.open_campaign(
        system,
        code="lanterns",
        title="A Thousand Lanterns",
        purpose="Light for those who were sold.",
        fund=project,
        opened_on=DAY,
    )
    campaigning.record_donation(
        system,
        campaign,
        amount=Money(25_50),
        on=DAY,
        name="Guild of Wicks",
        agreed_to_be_named=True,
    )
    event = sponsoring.add_event(
        system,
        code="congress",
        title="Congress of Lamplighters",
        place="Lanternport",
        starts_on=dt.date(2026, 4, 20),
        ends_on=dt.date(2026, 4, 27),
        cost_object=project,
    )
    sponsoring.invite(system, event)
    given = received(9_000_00)
    books.allocate(system, given, cost_object=project, on=given.agreed_on, cents=5_000_00)
    asked = {
        state: sponsoring.ask(
            system, event.invitations.get(state=state), asked_on=DAY, persons=2, cents=900_00
        )
        for state in ("MWI", "NPL")
    }
    sponsoring.approve(system, asked["MWI"], on=given.agreed_on, cents=800_00, contribution=given)
    return {
        "invited": str(event.invitations.get(state="TLS").pk),
        "asked_sponsorship": str(asked["NPL"].pk),
        "sponsored": str(asked["MWI"].pk),
    }


def _others(officer: Any) -> dict[str, str]:
    from django.db.models import Count, F

    from cpcj.frame.permissions import Permission
    from cpcj.jobs.models import Job
    from cpcj.open_data.jobs import ask_for_build
    from cpcj.register.models import Citation, Family, ProcedureFact, Series
    from cpcj.tokens.services import issue

    issue(officer, name="A program of ours", scopes=[Permission.TEXT_UPLOAD], days=30)
    job: Job = ask_for_build(officer)
    family = Family.objects.first()
    fact = ProcedureFact.objects.filter(version__text__current=F("version")).first()
    cited = Citation.objects.filter(version__text__current=F("version")).first()
    series = Series.objects.alias(n=Count("texts")).filter(n__gt=1).first()
    return {
        "citation": "" if cited is None else str(cited.pk),
        "job": str(job.pk),
        "family": "" if family is None else str(family.pk),
        "fact": "" if fact is None else str(fact.pk),
        "series": "" if series is None else str(series.pk),
    }


def _published(officer: Any) -> dict[str, str]:
    """Make a publication that is checked, and take a file of IATI in."""
    from django.utils import timezone

    from cpcj.assistance.iati.checking import Problem
    from cpcj.assistance.iati.difference import Change, Difference
    from cpcj.assistance.publication.services.importing import take_in
    from cpcj.assistance.publication.services.publishing import prepare, store

    taken_in = take_in(officer, IATI, "sample.xml", "advisory")
    run = prepare(officer)
    name = "XM-DAC-41128-SAMPLE-1"
    store(
        officer,
        run,
        files=(),
        records=1,
        problems=[Problem("4.4.1", "error", 1, "description", "The description holds no words.",
                          identifier=name)],
        differences=[Difference(name, "changed", 1, (Change("title/narrative", "Wicks", LONG),))],
        generated=timezone.now(),
    )  # fmt: skip
    return {"run": str(run.pk), "taken_in": str(taken_in.pk)}


def _keeper(system: Any) -> dict[str, str]:
    """Make somebody with a second factor, and a link by which the password is set again."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from cpcj.accounts.rules import Role
    from cpcj.accounts.services.people import make_account

    password = secrets.token_urlsafe()
    keeper = make_account(system, username="keeper", password=password, roles=(Role.RESEARCHER,))
    TOTP.activate(keeper, generate_totp_secret())
    codes = RecoveryCodes.activate(keeper).get_unused_codes()
    reset = f"{user_pk_to_url_str(keeper)}-{default_token_generator.make_token(keeper)}"
    return {"keeper_password": password, "keeper_codes": " ".join(codes), "reset": reset}


def _money(system: Any, fund: Any) -> dict[str, str]:
    """Make a contribution in each state, its money in every account, and somebody of its donor."""
    from cpcj.accounts.rules import Role
    from cpcj.accounts.services import Grant, give_role
    from cpcj.accounts.services.people import make_account
    from cpcj.funding.rules.money import Money
    from cpcj.funding.services import books, parties, tables, transactions
    from cpcj.funding.tests.factories import DAY as ON
    from cpcj.funding.tests.factories import agreed, cost_object, donor, pledge, rate, received

    rate("EUR", dt.date(2024, 1, 1), "0.91")
    rate("EUR", dt.date(2024, 2, 1), "0.9")
    giver = donor(
        code="fund",
        names={"en": "Fund for the Keepers of Lamps of Harbours, Coasts and Mountain Passes"},
        organization=fund,
    )
    project = cost_object(
        code="P-LAMPS", title="Lamps for " + "harbours and " * 12 + "coasts", starts_on=ON
    )
    agreed_on = pledge(
        Money(88_500_000, "EUR"),
        by=giver,
        purpose="A long word: " + "w" * 200,
        starts_on=ON,
        ends_on=dt.date(2028, 3, 1),
        provisions=(FIRST.rpartition(".")[0], SECOND.rpartition(".")[0], "UNTOC#art29"),
    )
    books.agree(system, agreed_on, on=ON)
    parties.set_instalments(
        system,
        agreed_on,
        due=[(dt.date(2024, 4, 1), 44_250_000), (dt.date(2030, 4, 1), 44_250_000)],
    )
    books.receive(system, agreed_on, on=ON, minor=44_250_000)
    entry = books.allocate(system, agreed_on, cost_object=project, on=ON, cents=30_000_000)
    books.commit(system, agreed_on, cost_object=project, on=ON, cents=5_000_000)
    books.spend(system, agreed_on, cost_object=project, on=ON, cents=1_234_567)
    books.advance(system, agreed_on, on=ON, cents=100_00, reason="The harbour waits. " * 8)
    in_kind = pledge(Money(5_000_00), by=giver, in_kind=True, title="Oil")
    books.agree(system, in_kind, on=ON)
    books.receive_in_kind(system, in_kind, on=ON, cents=1_000_00)
    closed = received(100_00, by=giver, title="Wicks")
    books.refund(system, closed, on=ON, cents=100_00, reason="The wicks were not needed.")
    parties.close(system, closed)
    withdrawn = pledge(Money(1_00), by=giver, title="Matches")
    parties.withdraw(system, withdrawn, reason="No longer.")
    tables.set_setting(
        system, kind="support_cost", percent=Decimal(12), since=ON, source="a decision"
    )
    books.close_period(system, through=dt.date(2024, 2, 1), today=dt.date(2024, 6, 1))
    proposal = tables.propose_rates(system, content=RATES, name="rates.csv", source="invented")
    table = (
        "reference,date,kind,contribution,cost_object,amount\n"
        f"T-1,2024-07-01,expenditure,{agreed_on.code},{project.code},1.00\n"
        "T-2,2024-13-01,nothing,,,x\n"
    )
    given = transactions.propose_transactions(system, content=table.encode(), name="ours.csv")
    password = secrets.token_urlsafe()
    person = make_account(system, username="giver", password=password, roles=())
    give_role(system, person, Grant(Role.DONOR, organization=fund))
    return {
        "giver_password": password,
        "donor": giver.code,
        "cost_object": project.code,
        "contribution": agreed_on.code,
        "in_kind": in_kind.code,
        "pledge": pledge(Money(7_00), by=giver, title="Oil again").code,
        "closed": closed.code,
        "fresh": agreed(1_00, title="Nothing has come in").code,
        "entry": str(entry.pk),
        "rates": str(proposal.pk),
        "transactions": str(given.pk),
    }


def _requests(officer: Any, head: Any) -> dict[str, str]:
    """Make requests in several states, one with everything beside it, and who asks."""
    from cpcj.accounts.rules import Role
    from cpcj.accounts.services import Grant, give_role
    from cpcj.accounts.services.people import make_account
    from cpcj.assistance.services import asking, deciding, handling, office
    from cpcj.frame.actors import SystemActor
    from cpcj.register.followup.services.notes import GivenDocument

    password = secrets.token_urlsafe()
    system = SystemActor("sample-rows")
    point = make_account(system, username="point", password=password, roles=())
    give_role(system, point, Grant(Role.FOCAL_POINT, state="PER"))
    asked = asking.Asked(
        title="Training of keepers of lamps in " + "harbours, " * 12 + "and passes",
        asked="A course of two weeks.\n\nA long word: " + "w" * 200,
        topics=("corruption", "firearms"),
        mandates=(FIRST.rpartition(".")[0], "A/RES/70/178#op46"),
        articles=("UNCAC#art60", "UNTOC#art29"),
        legal_basis="The law on lamps",
        beneficiaries="Keepers",
        language="es",
    )
    whole = asking.make(point, "PER", asked, [GivenDocument("law-on-lamps.txt", b"It is lit.")])
    handling.acknowledge(officer, whole)
    handling.advance(officer, whole, "assess", reason="It is complete.")
    handling.score(officer, whole, {"need": (4, "A new law, " + "long " * 40)})
    deciding.propose_decline(head, whole, reason="There is no mandate for it.")
    handling.ask(officer, whole, question="How many courses? " * 8)
    to_answer = asking.make(point, "PER", asked)
    handling.acknowledge(officer, to_answer)
    handling.ask(officer, to_answer, question="Where?")
    fresh = asking.make(point, "PER", asking.Asked("Oil", "Oil for lamps."))
    declined = asking.record(
        officer, "FRA", asked, received=timezone.localdate() - dt.timedelta(days=90)
    )
    shared = asking.record(officer, "KEN", asked, received=timezone.localdate())
    handling.declare_conflict(officer, shared, reason="A brother's firm.")
    asking.share(point, fresh, shared=True)
    office.keep_holidays(officer, {dt.date(2026, 1, 1): "New Year’s Day"}, replace=False)
    return {
        "point_password": password,
        "request": whole.number,
        "asked": to_answer.number,
        "fresh_request": fresh.number,
        "late_request": declined.number,
        "conflict_request": shared.number,
    }


if __name__ == "__main__":
    from cpcj.site.application import start

    start()
    from django.db import transaction

    with transaction.atomic():
        print(json.dumps(make()))  # noqa: T201 - read by the tests
