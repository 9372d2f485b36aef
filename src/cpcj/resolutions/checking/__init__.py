"""Checks on a draft: what an editor, a delegate or the register itself would object to."""

from cpcj.resolutions.checking.applying import UnknownRuleError, check, chosen
from cpcj.resolutions.checking.finding import Finding, Level, NotRun, Report, Witness
from cpcj.resolutions.checking.held import Held, HeldText, HeldTexts, held_in, held_text
from cpcj.resolutions.checking.rules import Rule, calibration, rules

__all__ = [
    "Finding",
    "Held",
    "HeldText",
    "HeldTexts",
    "Level",
    "NotRun",
    "Report",
    "Rule",
    "UnknownRuleError",
    "Witness",
    "calibration",
    "check",
    "chosen",
    "held_in",
    "held_text",
    "rules",
]
