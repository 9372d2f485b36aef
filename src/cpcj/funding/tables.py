"""Which rate of exchange and which setting hold on a day."""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cpcj.funding.models import Rate, SettingKind
from cpcj.funding.models import Setting as SettingRow
from cpcj.funding.rules import charges
from cpcj.funding.rules.money import DOLLAR, Money, in_dollars, places


class NoRateError(ValueError):
    """No rate of a currency is recorded for a day.

    Attributes:
        currency, day: of which and when.
    """

    def __init__(self, currency: str, day: dt.date) -> None:
        """Put the message together."""
        self.currency, self.day = currency, day
        super().__init__(f"no rate of {currency} is recorded for {day}")


class RateOn(NamedTuple):
    """The rate that holds on a day: units a dollar, since when, said by whom."""

    units: Decimal
    since: dt.date | None
    source: str


_OF_THE_DOLLAR = RateOn(Decimal(1), None, "")


def rate_on(currency: str, day: dt.date) -> RateOn:
    """Return the rate that holds on a day.

    Raises:
        AmountError: there is no such currency.
        NoRateError: none is recorded for the day or before.
    """
    places(currency)
    if currency == DOLLAR:
        return _OF_THE_DOLLAR
    row = Rate.objects.filter(currency=currency, since__lte=day).order_by("-since").first()
    if row is None:
        raise NoRateError(currency, day)
    return RateOn(row.units, row.since, row.source)


def dollars_on(amount: Money, day: dt.date) -> tuple[int, RateOn]:
    """Return an amount in cents at the rate of a day, and the rate."""
    rate = rate_on(amount.currency, day)
    return in_dollars(amount, rate.units).minor, rate


@cache
def shipped() -> dict[str, tuple[charges.Setting, ...]]:
    """Return the settings that hold until an office records others, by kind."""
    text = files("cpcj.funding.rules").joinpath("settings.toml").read_text(encoding="utf-8")
    found: dict[str, list[charges.Setting]] = {}
    for row in tomllib.loads(text)["setting"]:
        found.setdefault(row["kind"], []).append(
            charges.Setting(
                Decimal(row["percent"]),
                row["since"],
                row["source"],
                row.get("threshold", 0) * 100,
            )
        )
    return {kind: tuple(some) for kind, some in found.items()}


def settings_of(kind: SettingKind) -> list[charges.Setting]:
    """Return the settings of a kind; one that an office recorded stands for one shipped."""
    held = {one.since: one for one in shipped().get(kind.value, ())}
    for row in SettingRow.objects.filter(kind=kind):
        held[row.since] = charges.Setting(row.percent, row.since, row.source, row.threshold)
    return sorted(held.values(), key=lambda one: one.since)


def setting_on(kind: SettingKind, day: dt.date) -> charges.Setting | None:
    """Return the setting that holds on a day."""
    return charges.setting_on(settings_of(kind), day)
