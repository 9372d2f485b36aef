"""Words for people: amounts, accounts, why something was refused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.frame.workflow import TransitionRefusedError
from cpcj.funding.models.books import BOOKS, DEEDS
from cpcj.funding.rules.ledger import (
    Book,
    ClosedPeriodError,
    Deed,
    OverdrawnError,
    UnbalancedError,
)
from cpcj.funding.rules.money import DOLLAR, AmountError, Money, places
from cpcj.funding.services.books import RefusedError
from cpcj.funding.tables import NoRateError
from cpcj.funding.workflow import FEW


def money_words(amount: Money) -> str:
    """Return an amount as the reader's language writes it, with the code of its currency."""
    number = number_format(
        amount.decimal, decimal_pos=places(amount.currency), use_l10n=True, force_grouping=True
    )
    # A no-break space keeps the two together.
    return f"{number}\u00a0{amount.currency}"


def dollars_words(cents: int) -> str:
    """Return cents as an amount of dollars."""
    return money_words(Money(cents, DOLLAR))


def rate_words(units: Decimal) -> str:
    """Return a rate without the zeros that say nothing."""
    return number_format(units.normalize() if units % 1 else units.to_integral_value())


def book_name(book: str) -> str:
    """Return the name of a kind of account."""
    return str(BOOKS[Book(book)])


def deed_name(deed: str) -> str:
    """Return what an entry records."""
    return str(DEEDS[Deed(deed)])


LEVY_REASONS = {
    "due": _("due: tied to a single project, above the threshold"),
    "no_setting": _("none: no setting held on that day"),
    "not_earmarked": _("none: the contribution is not of special purpose"),
    "exempt": _("none: the channel is exempt"),
    "below_threshold": _("none: not above the threshold"),
}

REFUSED = {
    "not_agreed": _("The contribution is not agreed, or is closed."),
    "in_kind": _("A contribution in kind brings in no money."),
    "not_in_kind": _("This contribution is of money, not in kind."),
    "more_than_agreed": _("That is more than is still to come in."),
    "reversed": _("This entry is reversed already."),
    "reversal": _("A reversal is not reversed: record anew what it took back."),
    "agreed": _("An agreement is not reversed: write off what will not come in."),
    "before_entry": _("A reversal is not dated before the entry it reverses."),
    "closed_before": _("The books are closed through that day already."),
    "not_yet": _("Only days that are over can be closed."),
    "no_reason": _("Say why another amount holds than the rule gives."),
    "nothing": _("An amount is above nothing."),
    "sealed": _("What this cost object holds is withheld: its grants are paid elsewhere."),
    "few": FEW,
    "before_pledge": _("The agreement lies before the pledge."),
}

IMPORT_REFUSED = {
    "changed": _("What is recorded has changed since; this is what the table would change now."),
    "needs_yes": _("The table says other rates than are recorded: say whether they are replaced."),
    "nothing": _("The table adds and changes nothing."),
}

TRANSACTIONS_REFUSED = {
    "changed": _("What is recorded has changed since; this is what the spreadsheet would change."),
    "needs_yes": _("Rows are recorded otherwise: say whether they are replaced."),
    "needs_head": _("To replace is to reverse: a head of unit takes this spreadsheet over."),
    "nothing": _("The spreadsheet adds and changes nothing."),
    "refused": _("Rows cannot be taken; a spreadsheet is taken over whole or not at all."),
}

ROW_REFUSED = {
    "contribution": _("There is no such contribution."),
    "cost_object": _("There is no such cost object."),
    "not_agreed": _("The contribution is not agreed, or is in kind."),
    "amount": _("This is no amount of that currency."),
    "sealed": REFUSED["sealed"],
}

Refusal = (
    RefusedError
    | OverdrawnError
    | ClosedPeriodError
    | UnbalancedError
    | AmountError
    | NoRateError
    | TransitionRefusedError
)
REFUSALS = (
    RefusedError,
    OverdrawnError,
    ClosedPeriodError,
    UnbalancedError,
    AmountError,
    NoRateError,
    TransitionRefusedError,
)


def _overdrawn(error: OverdrawnError) -> str:
    return gettext("“%(account)s” holds %(held)s; %(asked)s were asked for.") % {
        "account": book_name(error.account.book),
        "held": dollars_words(max(error.held, 0)),
        "asked": dollars_words(error.asked),
    }


def _closed(error: ClosedPeriodError) -> str:
    return gettext("The books are closed through %(day)s.") % {
        "day": date_format(error.through, "DATE_FORMAT")
    }


def _no_rate(error: NoRateError) -> str:
    return gettext("No rate of %(currency)s is recorded for %(day)s or before.") % {
        "currency": error.currency,
        "day": date_format(error.day, "DATE_FORMAT"),
    }


_WORDS: dict[type[Exception], Callable[..., str]] = {
    OverdrawnError: _overdrawn,
    ClosedPeriodError: _closed,
    NoRateError: _no_rate,
    RefusedError: lambda error: str(REFUSED[error.code]),
    UnbalancedError: lambda _error: str(REFUSED["nothing"]),
    AmountError: lambda _error: gettext("This is no amount of that currency."),
}


def refusal_words(error: Exception) -> str:
    """Return why something was refused, for people."""
    words = _WORDS.get(type(error))
    return words(error) if words else str(error)
