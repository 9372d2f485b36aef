"""What each rule of the standard's ruleset asks, in words that the interface translates."""

from __future__ import annotations

from typing import Final


def _(words: str) -> str:
    """Mark words for the catalogue of translations, which the interface looks them up in."""
    return words


_SPACES: Final = _("The identifier begins or ends with a space or a line break.")
_SIGNS: Final = _("The identifier holds one of the signs / & | ?, which are not allowed.")
_AGENCY: Final = _(
    "The identifier of the reporting organisation does not begin with the code of a known "
    "registration agency."
)
_PLACE: Final = _(
    "Neither the activity nor each of its transactions names a recipient country or region."
)
_NAMELESS: Final = _("The organisation has neither an identifier nor a name.")
_SHARE: Final = _("A percentage is not between 0 and 100.")
_NO_VALUE: Final = _("A value is missing: the indicator is measured in numbers or ranks.")
_NO_NUMBER: Final = _("The value is not a number: the indicator is measured in numbers or ranks.")
_QUALITATIVE: Final = _("A value is given, but the indicator is described in words.")
_FUTURE_UPDATE: Final = _("The record says that it was last updated in the future.")
_CURRENCY: Final = _("An amount has no currency, and the record states no default currency.")
_LANGUAGE: Final = _("A text has no language, and the record states no default language.")

MESSAGES: Final[dict[str, str]] = {
    "1.1.3": _("The activity has the same identifier as the reporting organisation."),
    "1.1.21": _(
        "The activity's identifier does not begin with that of the reporting organisation, present "
        "or former, and a hyphen."
    ),
    **dict.fromkeys(
        ("1.3.1", "1.4.1", "1.5.1", "1.6.1", "1.7.1", "1.8.1", "1.9.1", "1.10.1", "1.11.1",
         "1.12.1", "1.14.1", "1.15.1", "1.16.1", "1.17.1", "1.18.1"),
        _SPACES,
    ),
    **dict.fromkeys(
        ("1.3.13", "1.8.13", "1.10.13", "1.11.13", "1.12.13", "1.14.13", "1.15.13", "1.18.13"),
        _SIGNS,
    ),
    "1.14.8": _AGENCY,
    "1.18.8": _AGENCY,
    "2.1.1": _("Of several sectors of one vocabulary, one has no percentage."),
    "2.1.2": _("The percentages of the sectors of one vocabulary do not add up to 100."),
    "2.1.4": _("The only sector of its vocabulary has a percentage other than 100."),
    "2.2.1": _("A sector of an own vocabulary (98 or 99) has no description."),
    "3.1.1": _("Of several recipient countries, one has no percentage."),
    "3.1.2": _("The percentages of the recipient countries do not add up to 100."),
    "3.1.4": _("The only recipient country has a percentage other than 100."),
    "3.4.1": _("Of several recipient regions of one vocabulary, one has no percentage."),
    "3.4.2": _("The percentages of recipient countries and regions do not add up to 100."),
    "3.4.4": _("The only recipient region of its vocabulary has a percentage other than 100."),
    "3.6.2": _(
        "Recipient countries or regions are named both for the activity and for transactions."
    ),
    "3.7.1": _PLACE,
    "3.7.2": _PLACE,
    "4.1.1": _LANGUAGE,
    "4.3.1": _("The title holds no words."),
    "4.4.1": _("The description holds no words."),
    "4.5.1": _LANGUAGE,
    "6.2.2": _("Neither the activity nor a transaction names a sector."),
    "6.6.2": _("Sectors are named both for the activity and for transactions."),
    "6.7.2": _("Some transactions name a sector and others do not."),
    "6.8.1": _NAMELESS,
    "6.9.1": _NAMELESS,
    "6.9.2": _NAMELESS,
    "6.10.1": _NAMELESS,
    "6.11.1": _("The activity has neither a planned nor an actual start date."),
    "6.13.1": _("A policy marker of an own vocabulary (99) has no description."),
    "6.14.1": _("A policy marker of vocabulary 1 has no significance."),
    "7.5.3": _("The budget period is longer than a year."),
    "7.8.1": _CURRENCY,
    "7.8.2": _CURRENCY,
    "7.9.1": _("Several budget items of one vocabulary have no percentage."),
    "7.9.2": _("The percentages of the budget items do not add up to 100."),
    "7.9.4": _("The only budget item has a percentage other than 100."),
    "8.6.1": _("The indicator's period ends before it starts."),
    "8.6.3": _("The period ends before it starts."),
    "8.8.1": _NO_VALUE,
    "8.8.2": _NO_NUMBER,
    "8.8.3": _QUALITATIVE,
    "8.9.1": _NO_VALUE,
    "8.9.2": _NO_NUMBER,
    "8.9.3": _QUALITATIVE,
    "8.10.1": _NO_VALUE,
    "8.10.2": _NO_NUMBER,
    "8.10.3": _QUALITATIVE,
    "8.11.1": _("A reference code stands both at the result and at its indicator."),
    "11.1.1": _FUTURE_UPDATE,
    "11.1.2": _("The planned end lies before the planned start."),
    "11.1.3": _("The actual end lies before the actual start."),
    "11.1.4": _("The actual start lies in the future."),
    "11.1.5": _("The actual end lies in the future."),
    "11.2.1": _("The date of a transaction lies in the future."),
    "11.2.2": _("The value date of a transaction lies in the future."),
    "11.3.1": _("The value date of a budget line lies outside the budget's period."),
    "11.4.1": _FUTURE_UPDATE,
    "12.1.1": _SHARE,
    "12.2.1": _SHARE,
    "12.3.1": _SHARE,
    "102.1.1": _("Sectors are named, but none of vocabulary 1 (OECD DAC)."),
    "107.1.1": _("Default aid types are named, but none of vocabulary 1 (OECD DAC)."),
    "107.1.2": _("The activity has several default aid types of one vocabulary."),
    "107.2.1": _("Aid types are named for transactions, but none of vocabulary 1 (OECD DAC)."),
    "107.2.2": _("A transaction has several aid types of one vocabulary."),
}  # fmt: skip
"""By identifier of the rule, what is wrong where it is broken; in English, to be translated."""

UNLISTED: Final = _("The code “%(code)s” is not in the codelist %(list)s.")
UNLISTED_OPEN: Final = _(
    "The code “%(code)s” is not in the codelist %(list)s, which does not claim to have all codes."
)
REPEATED: Final = _("Another record of the file has the same identifier.")
