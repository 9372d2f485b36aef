"""Donors and what they give: pledged, agreed, come in, allocated, committed, spent; in many moneys.

Every deed is dated the day on which it is done, so the books are written in the order of time.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal

from cpcj.demonstration.stage import Project, Stage, words
from cpcj.funding.models import Contribution, CostObject, Donor, SettingKind
from cpcj.funding.rules import charges
from cpcj.funding.rules.charges import Channel, Earmarking, LevyPayment
from cpcj.funding.rules.money import Money, places
from cpcj.funding.services import books, parties, planning, tables
from cpcj.funding.services.parties import Terms
from cpcj.funding.tables import setting_on

_DONORS = 12
_PER_DONOR = 3
_SOURCE = "Invented for the demonstration"
_KEPT_OPEN = dt.timedelta(days=59)
"""How long the books of a year stay open after it."""


def set_up(stage: Stage) -> None:
    """Put donors, rates, contributions, forecasts and the closing of years down."""
    dice = stage.dice("money")
    rows = words()["donor"][: min(_DONORS, max(3, stage.activities // 10))]
    first = stage.begins + dt.timedelta(days=1)
    stage.agenda.on(first, lambda: _rates(stage))
    donors: list[Donor] = []
    stage.agenda.on(first, lambda: donors.extend(_donors(stage, rows)))
    years = stage.today.year - stage.begins.year + 1
    for place, row in enumerate(rows):
        for number in range(_PER_DONOR):
            # The first of each come early, so that the work begins with money.
            early = number * 365 * years // _PER_DONOR
            # By then there is a project to give to.
            day = stage.begins + dt.timedelta(days=90 + early + dice.randint(0, 120))
            rolled = random.Random(dice.random())  # noqa: S311 - nothing secret is made of it
            stage.agenda.on(
                day,
                lambda place=place, row=row, number=number, day=day, rolled=rolled: _pledge(
                    stage, rolled, donors[place], row["currency"], number, day
                ),
            )
    for year in range(stage.begins.year, stage.today.year):
        closing = dt.date(year, 12, 31)
        stage.agenda.on(
            closing + _KEPT_OPEN,
            lambda closing=closing: books.close_period(
                stage.head, through=closing, today=closing + _KEPT_OPEN
            ),
        )


def _rates(stage: Stage) -> None:
    dice = stage.dice("rates")
    lines = ["currency,since,units"]
    for currency, units in words()["rates"].items():
        at = Decimal(units)
        for year in range(stage.begins.year, stage.today.year + 1):
            for month in range(1, 13):
                since = dt.date(year, month, 1)
                if since <= stage.today:
                    lines.append(f"{currency},{since},{at}")
                at = (at * Decimal(dice.randint(9850, 10150)) / 10_000).quantize(Decimal("0.0001"))
    proposal = tables.propose_rates(
        stage.colleague, content="\n".join(lines).encode(), name="rates.csv", source=_SOURCE
    )
    shown = tables.seen(tables.plan_of(proposal))
    tables.take_over_rates(stage.colleague, proposal, shown=shown, yes=False)


def _donors(stage: Stage, rows: Sequence[dict[str, str]]) -> list[Donor]:
    return [
        parties.add_donor(
            stage.colleague, code=row["code"], names={"en": row["name"]}, kind=row["kind"],
            state=row["state"], organization=stage.donor if place == 0 else None,
        )
        for place, row in enumerate(rows)
    ]  # fmt: skip


def in_currency(dollars: int, currency: str) -> Money:
    """Return about so many dollars in a currency, in round thousands, at its first rate."""
    units = Decimal(words()["rates"].get(currency, "1"))
    round_sum = max(1, round(dollars * units / 1000)) * 1000
    return Money(int(Decimal(round_sum).scaleb(places(currency))), currency)


def _pledge(
    stage: Stage, dice: random.Random, donor: Donor, currency: str, number: int, day: dt.date
) -> None:
    project = dice.choice(stage.projects)
    single = dice.random() < 0.5
    terms = Terms(
        title=project.activity.title if single else "The programme’s work",
        purpose="For a single project." if single else "Where it is needed most.",
        earmarking=Earmarking.SPECIAL_PURPOSE if single else Earmarking.SOFT,
        channel=Channel.SINGLE_PROJECT if single else Channel.THEMATIC,
        levy_payment=LevyPayment.BESIDE,
        starts_on=day,
        ends_on=day + dt.timedelta(days=900),
        provisions=(*project.mandates, *_funded_also(project)),
    )
    amount = in_currency(dice.randint(4, 32) * 50_000, currency)
    one = parties.pledge(
        stage.colleague, code=f"{donor.code}-{number + 1}", donor=donor, amount=amount, on=day,
        terms=terms,
    )  # fmt: skip
    aims = [project] if single else []
    if dice.random() < 0.06:
        stage.after(80, lambda: parties.withdraw(
            stage.head, one, reason="The donor’s parliament decided otherwise."), day)  # fmt: skip
        return
    agreed = day + dt.timedelta(days=dice.randint(15, 70))
    stage.agenda.on(agreed, lambda: _agree(stage, dice, one, aims, agreed))


def _funded_also(project: Project) -> list[str]:
    """Return paragraphs that are paid for while nothing is done about them yet."""
    named = next(row for row in words()["programme"] if row["key"] == project.programme)
    found: list[str] = named["funded_also"]
    return found


def _parts(dice: random.Random, minor: int, number: int) -> list[int]:
    """Divide an amount into so many parts, the last of which takes what is left."""
    part = minor // number
    parts = [part + round(part * dice.uniform(-0.2, 0.2)) for _ in range(number - 1)]
    return [*parts, minor - sum(parts)]


def _agree(
    stage: Stage, dice: random.Random, one: Contribution, aims: Sequence[Project], day: dt.date
) -> None:
    one.refresh_from_db()
    due = [
        (day + dt.timedelta(days=20 + 200 * place), minor)
        for place, minor in enumerate(_parts(dice, one.minor, dice.randint(1, 4)))
    ]
    parties.set_instalments(stage.colleague, one, due=due)
    books.agree(stage.head, one, on=day)
    one.refresh_from_db()
    share = Decimal(one.dollars) / one.minor
    months: dict[dt.date, int] = {}
    for when, minor in due:
        month = when.replace(day=1)
        months[month] = months.get(month, 0) + int(minor * share)
    planning.add_forecast(stage.colleague, one, made_on=day, lines=months)
    for place, (when, minor) in enumerate(due):
        on = when + dt.timedelta(days=dice.choice((-4, 0, 3, 12, 45)))
        stage.agenda.on(
            on,
            lambda minor=minor, on=on, place=place: _receive(
                stage, dice, one, aims, minor, on, first=place == 0
            ),
        )


def _receive(
    stage: Stage, dice: random.Random, one: Contribution, aims: Sequence[Project], minor: int,
    day: dt.date, *, first: bool,
) -> None:  # fmt: skip
    receipt = books.receive(stage.colleague, one, on=day, minor=minor)
    one.refresh_from_db()
    if first and one.levy:
        paid = day + dt.timedelta(days=30)
        books.charge_levy(stage.colleague, one, on=day, cents=one.levy)
        stage.agenda.on(paid, lambda: books.pay_levy(stage.colleague, one, on=paid, cents=one.levy))
    on = day + dt.timedelta(days=dice.randint(3, 20))
    stage.agenda.on(on, lambda: _allocate(stage, dice, one, aims, receipt.cents, on))


def _allocate(
    stage: Stage, dice: random.Random, one: Contribution, aims: Sequence[Project], cents: int,
    day: dt.date,
) -> None:  # fmt: skip
    open_ones = [each for each in stage.projects if each.activity.planned_end > day]
    chosen = [one for one in aims if one in open_ones] or dice.sample(
        open_ones, min(len(open_ones), dice.randint(1, 3))
    )
    for project in chosen:
        part = cents * dice.randint(80, 100) // (100 * len(chosen))
        books.allocate(stage.head, one, cost_object=project.cost_object, on=day, cents=part)
        setting = setting_on(SettingKind.SUPPORT_COST, day)
        use(stage, dice, one, project.cost_object, charges.support_cost(part, setting)[0], day)


def use(
    stage: Stage, dice: random.Random, one: Contribution, of: CostObject, cents: int, day: dt.date
) -> None:
    """Put down what becomes of an allocation: orders over a year or so, most of them spent."""
    parts = _parts(dice, cents * dice.randint(70, 100) // 100, dice.randint(2, 5))
    expected: dict[dt.date, int] = {}
    for place, part in enumerate(parts):
        ordered = day + dt.timedelta(days=15 + 75 * place + dice.randint(0, 40))
        paid = ordered + dt.timedelta(days=dice.randint(10, 70))
        spent = part * dice.randint(88, 100) // 100
        month = paid.replace(day=1)
        expected[month] = expected.get(month, 0) + part
        stage.agenda.on(ordered, lambda part=part, ordered=ordered: books.commit(
            stage.colleague, one, cost_object=of, on=ordered, cents=part))  # fmt: skip
        stage.agenda.on(paid, lambda spent=spent, paid=paid: books.spend(
            stage.colleague, one, cost_object=of, on=paid, cents=spent))  # fmt: skip
        if part > spent:
            freed = paid + dt.timedelta(days=25)
            stage.agenda.on(freed, lambda left=part - spent, freed=freed: books.release(
                stage.colleague, one, cost_object=of, on=freed, cents=left,
                reason="Less was charged than was ordered."))  # fmt: skip
    planning.add_forecast(stage.colleague, of, made_on=day, lines=expected)
