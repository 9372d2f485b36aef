"""Words for people: ages of arrears, why something was refused."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.funding.institute.rules.arrears import Age
from cpcj.funding.institute.rules.shares import NoShareError
from cpcj.funding.institute.services.writing import RefusedError

AGES = {
    Age.NOT_DUE: _("Not yet due"),
    Age.UNDER_ONE: _("Under 1 year"),
    Age.ONE_TO_TWO: _("1 to 2 years"),
    Age.TWO_TO_FIVE: _("2 to 5 years"),
    Age.FIVE_AND_MORE: _("5 years and more"),
}

REFUSED = {
    "member_twice": _("This State is a member in that time already."),
    "no_member": _("No member: %(named)s"),
    "ends_before": _("The end lies before the beginning."),
    "no_budget": _("No budget is recorded for %(named)s."),
    "no_percentage": _("No percentage that members are to fund held on 1 January %(named)s."),
    "no_scale": _("No scale of shares holds for %(named)s."),
    "assessed": _("Members are assessed for %(named)s already."),
    "nothing": _("An amount is above nothing."),
    "due_before": _("It would be due before it is issued."),
    "reversed": _("This payment is reversed already."),
    "before_entry": _("A reversal is not dated before the payment."),
    "paid_twice": _("A payment with this reference is recorded: %(named)s"),
    "not_owed": _("So much is not outstanding on that day: %(named)s"),
    "plan_differs": _("The instalments do not add up to the arrears of the day of the decision."),
}

IMPORT_REFUSED = {
    "changed": _("What is recorded has changed since; this is what the table would change now."),
    "needs_yes": _("A scale is recorded for that year: say whether it is replaced."),
    "nothing": _("The table adds and changes nothing."),
    "refused": _("Rows cannot be taken; a table is taken over whole or not at all."),
}

ROW_REFUSED = {
    "no_member": _("This State was never a member."),
    "paid_twice": _("A payment with this reference is recorded otherwise."),
    "otherwise": _("This year's assessment is recorded otherwise: write off by decision instead."),
}


def refusal_words(error: Exception) -> str:
    """Return why something was refused, for people."""
    if isinstance(error, NoShareError):
        return gettext("The scale gives no share to %(states)s.") % {
            "states": ", ".join(error.states)
        }
    assert isinstance(error, RefusedError)  # noqa: S101 - no other is caught
    return str(REFUSED[error.code]) % {"named": error.named}
