"""The trust fund: a call that was decided, its grants, and a call that is open."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from cpcj.accounts.models import Organization, User
from cpcj.demonstration.stage import Stage, words
from cpcj.frame.demonstration import ACTOR
from cpcj.funding.models import Contribution, CostObject
from cpcj.funding.rules.charges import Channel, Earmarking, LevyPayment
from cpcj.funding.rules.money import Money
from cpcj.funding.services import books, parties
from cpcj.funding.services.parties import Terms
from cpcj.funding.trust_fund.models import Application, Assignment, Call, Fund, Grant
from cpcj.funding.trust_fund.rules.states import ApplicationStatus
from cpcj.funding.trust_fund.services import applying, awarding, calls, grants, reading
from cpcj.funding.trust_fund.services.applying import Proposal
from cpcj.funding.trust_fund.services.awarding import Award, Instalment
from cpcj.funding.trust_fund.services.grants import Account

FUND = "trafficking"
_CRITERIA = (
    {"key": "need", "title": "How much it is needed", "weight": 50, "highest": 5},
    {"key": "plan", "title": "Whether it can be done", "weight": 30, "highest": 5},
    {"key": "voice", "title": "Whether victims have a say", "weight": 20, "highest": 5},
)
_REQUIREMENTS = (
    {"kind": "years_at_least", "value": 3},
    {"kind": "dollars_at_most", "value": 60000},
    {"kind": "months_at_most", "value": 24},
)
_AID = (
    ("female", "adult", "housing"), ("female", "child", "housing"), ("female", "adult", "legal"),
    ("male", "adult", "legal"), ("female", "child", "psychological"), ("male", "child", "training"),
)  # fmt: skip
_AWARDED = 4


def set_up(stage: Stage) -> None:
    """Put the fund, its money and its calls down."""
    day = stage.begins + dt.timedelta(days=60)
    stage.agenda.on(day, lambda: _open(stage, day))


def _open(stage: Stage, day: dt.date) -> None:
    plain, sealed = (
        parties.add_cost_object(stage.colleague, code=code, title=title)
        for code, title in (("grants", "Grants to those who help victims"),
                            ("grants-withheld", "Grants of which the amount is withheld"))
    )  # fmt: skip
    fund = Fund.objects.filter(code=FUND).first()
    if fund is None:
        terms = calls.FundTerms(names={"en": "Fund for victims of trafficking in persons"})
        fund = calls.add_fund(ACTOR, code=FUND, prefix="TIP", terms=terms)
    calls.change_fund(
        stage.officer, fund,
        calls.FundTerms(names=fund.names, purpose=fund.purpose, provisions=fund.provisions,
                        cost_object=plain, sealed=sealed),
    )  # fmt: skip
    contribution = _money(stage, day, plain, sealed)
    decided = _drafted(stage, fund, "first", "First call", day, day + dt.timedelta(days=60))
    dice = stage.dice("grants")
    for place, (person, organization) in enumerate(stage.grantees):
        when = day + dt.timedelta(days=dice.randint(5, 55))
        stage.agenda.on(when, lambda person=person, organization=organization, place=place: _apply(
            stage, person, organization, decided, words()["grantee"][place]))  # fmt: skip
    closing = day + dt.timedelta(days=62)
    stage.agenda.on(closing, lambda: _assess(stage, dice, decided, contribution, closing))
    second = stage.today - dt.timedelta(days=20)
    stage.agenda.on(second, lambda: _second_call(stage, fund, second))


def _money(stage: Stage, day: dt.date, plain: CostObject, sealed: CostObject) -> Contribution:
    giver = parties.add_donor(
        stage.colleague, code="friends-of-the-fund", names={"en": "Friends of the Fund"},
        kind="foundation",
    )  # fmt: skip
    terms = Terms(
        title="For the fund", purpose="Grants to those who help victims.",
        earmarking=Earmarking.SOFT, channel=Channel.POOLED, levy_payment=LevyPayment.BESIDE,
    )  # fmt: skip
    one = parties.pledge(
        stage.colleague, code="friends-1", donor=giver, amount=Money(60_000_000), on=day,
        terms=terms,
    )  # fmt: skip
    books.agree(stage.head, one, on=day)
    books.receive(stage.colleague, one, on=day, minor=one.minor)
    for aim, cents in ((plain, 30_000_000), (sealed, 10_000_000)):
        books.allocate(stage.head, one, cost_object=aim, on=day, cents=cents)
    return one


def _drafted(
    stage: Stage, fund: Fund, code: str, title: str, opens: dt.date, closes: dt.date
) -> Call:
    call = calls.draft_call(
        stage.officer, fund, code=code,
        terms=calls.CallTerms(
            title=title, words="Help that reaches victims of trafficking in persons directly.",
            opens_on=opens, closes_on=closes, criteria=_CRITERIA, requirements=_REQUIREMENTS,
        ),
    )  # fmt: skip
    return calls.move_call(stage.officer, call, deed="open")


def _apply(
    stage: Stage, person: User, organization: Organization, call: Call, said: Mapping[str, Any]
) -> Application:
    dice = stage.dice(f"application {said['name']} {call.code}")
    proposal = Proposal(
        title=said["title"], summary=said["summary"], name=said["name"],
        address=f"{dice.randint(1, 90)} Ropewalk Lane\nUpper Quay", place="Lampstead",
        contact=f"The keeper, office-{dice.randint(100, 999)}@grantee.example",
        state=said["state"], cents=dice.randint(20, 58) * 100_000,
        founded=1990 + dice.randint(0, 25), months=dice.choice((12, 18)),
        chosen=said["withheld"], shelter=said["shelter"],
    )  # fmt: skip
    return applying.submit(person, applying.start(person, call, organization, proposal))


def _assess(
    stage: Stage, dice: random.Random, call: Call, contribution: Contribution, day: dt.date
) -> None:
    calls.move_call(stage.officer, call, deed="close")
    calls.move_call(stage.officer, call, deed="assess")
    waiting = Application.objects.filter(call=call, status=ApplicationStatus.SUBMITTED)
    sent = list(waiting.order_by("organization"))
    for one in sent:
        for reader in dice.sample(stage.readers, 2):
            _read(stage, dice, one, reader)
        one.refresh_from_db()
        if one.third_called:
            taken = set(Assignment.objects.filter(application=one).values_list("reader", flat=True))
            _read(stage, dice, one, next(r for r in stage.readers if r.pk not in taken))
    decided = day + dt.timedelta(days=40)
    stage.agenda.on(decided, lambda: _decide(stage, call, sent, contribution, decided))


def _read(stage: Stage, dice: random.Random, one: Application, reader: User) -> None:
    given = reading.assign(stage.officer, one, reader)
    given = reading.declare(reader, given, conflict=False)
    points = {row["key"]: (dice.randint(2, 5), "") for row in _CRITERIA}
    reading.score(reader, given, given={str(key): value for key, value in points.items()})


def _decide(
    stage: Stage, call: Call, sent: list[Application], contribution: Contribution, day: dt.date
) -> None:
    for place, one in enumerate(sent):
        one.refresh_from_db()
        if place >= _AWARDED:
            awarding.decline(stage.head, one, reason="Others are needed more.")
            continue
        cents = one.particulars.get(part="amount").cents or 0
        first, second = day + dt.timedelta(days=20), day + dt.timedelta(days=240)
        award = Award(
            contribution, day, day + dt.timedelta(days=500),
            [
                Instalment(cents * 6 // 10, first, first + dt.timedelta(days=200)),
                Instalment(cents - cents * 6 // 10, second, second + dt.timedelta(days=230)),
            ],
        )  # fmt: skip
        grant = awarding.award(stage.head, one, award)
        _grant(stage, grant, one, place, day)
    calls.move_call(stage.head, call, deed="decide")


def _grant(stage: Stage, grant: Grant, one: Application, place: int, day: dt.date) -> None:
    """Put a grant's way down: signed, paid, reported on, accepted, paid again, closed."""
    dice = stage.dice(f"grant {one.number}")
    person = next(who for who, body in stage.grantees if body.pk == grant.organization_id)
    signed = day + dt.timedelta(days=12)
    stage.agenda.on(signed, lambda: grants.sign(stage.officer, grant, on=signed))
    paid = [day + dt.timedelta(days=21), day + dt.timedelta(days=245)]
    for position, when in enumerate(paid, start=1):
        # The head pays and accepts where an amount is withheld from officers.
        stage.agenda.on(when, lambda position=position: grants.pay(
            stage.head, grant, position=position))  # fmt: skip
        if position == 2 and place == _AWARDED - 1:
            continue
        sent = when + dt.timedelta(days=dice.randint(150, 190))
        stage.agenda.on(sent, lambda position=position: _tell(
            dice, person, grant, position))  # fmt: skip
        stage.after(9, lambda position=position: grants.answer_report(
            stage.head, grant, position=position, accept=True, answer="Thank you."),
            sent)  # fmt: skip
    if place < 2:
        stage.agenda.on(day + dt.timedelta(days=510), lambda: grants.close(stage.head, grant))


def _tell(dice: random.Random, person: User, grant: Grant, position: int) -> None:
    one = grant.instalments.get(position=position)
    assisted = {group: dice.randint(6, 24) for group in _AID}
    said = Account(
        "The house was open every day; nobody was sent away.",
        one.cents * dice.randint(93, 100) // 100, assisted,
    )  # fmt: skip
    grants.send_report(person, grant, position=position, said=said)


def _second_call(stage: Stage, fund: Fund, day: dt.date) -> None:
    call = _drafted(stage, fund, "second", "Second call", day, day + dt.timedelta(days=45))
    for place in (4, 5):
        person, organization = stage.grantees[place]
        stage.after(9 + place, lambda person=person, organization=organization, place=place: _apply(
            stage, person, organization, call, words()["grantee"][place]), day)  # fmt: skip
