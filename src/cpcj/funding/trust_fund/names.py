"""Words for people: requirements, deeds, what is not shown."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.funding.names import dollars_words
from cpcj.funding.trust_fund.rules.eligibility import Requirement
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.names import participant_name

WITHHELD = _("withheld")

REQUIREMENTS = {
    "years_at_least": _("at least %s years since the organization was founded"),
    "dollars_at_least": _("at least %s dollars asked for"),
    "dollars_at_most": _("at most %s dollars asked for"),
    "months_at_most": _("at most %s months"),
    "documents_at_least": _("at least %s files attached"),
    "open_grants_at_most": _("at most %s grants of the fund that are not closed"),
    "states": _("work in one of these States: %s"),
    "confirm": _("your confirmation: %s"),
}

DEEDS = {
    "submit": _("Send"),
    "rewrite": _("Change the draft"),
    "withdraw": _("Withdraw"),
    "choose": _("Choose what is withheld"),
    "withhold": _("Withhold more"),
    "lift": _("Change what is withheld"),
    "assign": _("Give it to a reader"),
    "award": _("Award a grant"),
    "decline": _("Decline"),
    "sign": _("Record the signature"),
    "pay": _("Pay an instalment"),
    "report": _("Report"),
    "answer": _("Answer a report"),
    "refund": _("Record a refund"),
    "suspend": _("Suspend"),
    "resume": _("Resume"),
    "close": _("Close"),
    "open": _("Open the call"),
    "close_call": _("Close the call"),
    "assess": _("Begin the assessment"),
    "decide": _("All is decided"),
    "end": _("End the call"),
}


def requirement_words(one: Requirement) -> str:
    """Return a requirement in words."""
    if one.kind == "states":
        value = ", ".join(participant_name(code) for code in one.value)
    elif one.kind == "confirm":
        value = str(one.value)
    else:
        value = number_format(one.value, force_grouping=True)
    return str(REQUIREMENTS[one.kind]) % value


def cents_words(cents: int) -> str:
    """Return an amount, or that it is withheld where it is below nothing."""
    return dollars_words(cents) if cents >= 0 else str(WITHHELD)


def words_or_withheld(value: str) -> str:
    """Return words, or that they are withheld where there are none."""
    return value or str(WITHHELD)


def state_words(code: str) -> str:
    """Return a State's name; words for one that is not shown."""
    return participant_name(code) if code in states() else gettext("not shown")
