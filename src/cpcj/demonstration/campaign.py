"""A campaign, and those who gave to it."""

from __future__ import annotations

import datetime as dt

from cpcj.demonstration.money import in_currency
from cpcj.demonstration.stage import Stage, words
from cpcj.funding.campaigns.models import Campaign
from cpcj.funding.campaigns.services import campaigning
from cpcj.funding.models import CostObject


def set_up(stage: Stage) -> None:
    """Put a campaign of a year and its donations down."""
    day = dt.date(stage.today.year - 1, 3, 1)
    stage.agenda.on(day, lambda: _open(stage, day))


def _open(stage: Stage, day: dt.date) -> None:
    dice = stage.dice("campaign")
    campaign = campaigning.open_campaign(
        stage.colleague, code="lamps", title="A lamp in every harbour",
        purpose="So that nobody is traded in the dark.", opened_on=day,
        fund=CostObject.objects.get(code="grants"),
    )  # fmt: skip
    for _ in range(max(3, stage.activities // 6)):
        on = day + dt.timedelta(days=dice.randint(1, 360))
        amount = in_currency(dice.randint(1, 9) * 1000, dice.choice(("USD", "USD", "EUR", "GBP")))
        named = dice.random() < 0.4
        name = dice.choice(words()["donation"]) if named else ""
        stage.agenda.on(on, lambda on=on, amount=amount, name=name: campaigning.record_donation(
            stage.colleague, campaign, amount=amount, on=on, name=name,
            agreed_to_be_named=bool(name)))  # fmt: skip
    ends = day + dt.timedelta(days=365)
    stage.agenda.on(ends, lambda: _close(stage, campaign, ends))


def _close(stage: Stage, campaign: Campaign, day: dt.date) -> None:
    campaigning.close_campaign(stage.colleague, campaign, on=day)
