"""Programme support cost and the coordination levy: what is charged, when, and by which setting.

Both are dated settings with their source; what they give is proposed, shown with the rule, and can
be overridden with a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from cpcj.funding.rules.money import rounded


class Earmarking(StrEnum):
    """How far a donor ties a contribution."""

    GENERAL_PURPOSE = "general_purpose"
    SOFT = "soft_earmarked"
    SPECIAL_PURPOSE = "special_purpose"


class Channel(StrEnum):
    """Through what a contribution comes; the levy looks at it."""

    SINGLE_PROJECT = "single_project"
    CORE = "core"
    POOLED = "pooled"
    THEMATIC = "thematic"
    HUMANITARIAN = "humanitarian"
    OWN_COUNTRY = "own_country"  # a Government's contribution for its own country


class LevyPayment(StrEnum):
    """Who bears the levy: the donor beside the contribution, or the contribution itself."""

    BESIDE = "beside"
    OUT_OF = "out_of"


@dataclass(frozen=True, slots=True)
class Setting:
    """A rate in per cent from a day on.

    Attributes:
        percent: the rate.
        since: the first day it holds.
        source: who says so.
        threshold: dollars in cents above which it is charged; 0 for from the first.
    """

    percent: Decimal
    since: dt.date
    source: str
    threshold: int = 0


def setting_on(settings: Iterable[Setting], day: dt.date) -> Setting | None:
    """Return the setting that holds on a day, None before the first."""
    held = [setting for setting in settings if setting.since <= day]
    return max(held, key=lambda setting: setting.since, default=None)


class Split(NamedTuple):
    """An amount, in cents, as what the programme may use and what is charged; they add up to it."""

    programmable: int
    charge: int


def support_cost(gross: int, setting: Setting | None) -> Split:
    """Split an amount so that the charge is the setting's per cent of what the programme may use.

    Of 113 dollars at 13 per cent, 100 are programmable.
    """
    if setting is None:
        return Split(gross, 0)
    programmable = rounded(Decimal(gross) * 100 / (100 + setting.percent))
    return Split(programmable, gross - programmable)


def levy(
    amount: int, earmarking: Earmarking, channel: Channel, setting: Setting | None
) -> tuple[int, str]:
    """Return the levy on a contribution in cents, and the reason in a word.

    It is due on contributions tightly earmarked to one entity and one project, above the
    threshold; not on core, pooled, thematic or humanitarian funds, nor on a Government's
    contribution for its own country.

    Returns:
        The levy, 0 where none is due, and one of "due", "no_setting", "not_earmarked", "exempt",
        "below_threshold".
    """
    if setting is None:
        return 0, "no_setting"
    if earmarking is not Earmarking.SPECIAL_PURPOSE:
        return 0, "not_earmarked"
    if channel is not Channel.SINGLE_PROJECT:
        return 0, "exempt"
    if amount <= setting.threshold:
        return 0, "below_threshold"
    return rounded(Decimal(amount) * setting.percent / 100), "due"
