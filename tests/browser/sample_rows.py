"""Rows for every page, made in a site's home: ``python -m tests.browser.sample_rows``.

Prints, as JSON, the keys by which the addresses of the pages name them.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from decimal import Decimal
from typing import Any

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
TREATY = b"### Article 1\n1. Lamps are lit:\n(a) by night;\n(b) in fog.\n2. Mirrors.\n"
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
        **_others(officer),
        **_keeper(system),
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
    return {"participation": str(proposal.pk)}


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
    framework.set_targets(officer, period, targets={indicator.pk: framework.Typed(Decimal(40))})
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


def _others(officer: Any) -> dict[str, str]:
    from cpcj.frame.permissions import Permission
    from cpcj.jobs.models import Job
    from cpcj.open_data.jobs import ask_for_build
    from cpcj.register.models import Family
    from cpcj.tokens.services import issue

    issue(officer, name="A program of ours", scopes=[Permission.TEXT_UPLOAD], days=30)
    job: Job = ask_for_build(officer)
    family = Family.objects.first()
    return {"job": str(job.pk), "family": "" if family is None else str(family.pk)}


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


if __name__ == "__main__":
    from cpcj.site.application import start

    start()
    from django.db import transaction

    with transaction.atomic():
        print(json.dumps(make()))  # noqa: T201 - read by the tests
