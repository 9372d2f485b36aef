"""How a contribution moves: pledged, agreed, closed; or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission
from cpcj.frame.workflow import Transition, Workflow
from cpcj.funding.models import Balance, Contribution, Status
from cpcj.funding.models.visibility import rest_tells
from cpcj.funding.rules.ledger import Book

if TYPE_CHECKING:
    from collections.abc import Iterable

FEW = _(
    "Too few withheld grants were paid of it: what comes back, or that nothing is left, would tell "
    "an amount."
)
_OPEN: Iterable[Book] = (
    Book.RECEIVABLE,
    Book.ADVANCE,
    Book.AVAILABLE,
    Book.ALLOCATED,
    Book.COMMITTED,
    Book.LEVY,
)


def _all_settled(contribution: Contribution) -> str | None:
    """Return why the books of a contribution are still open, or None."""
    left = Balance.objects.filter(contribution=contribution, book__in=_OPEN, cents__gt=0)
    if left.exists():
        return gettext("Something is still to come in, to be spent, returned or paid on.")
    if rest_tells(contribution.pk):
        return str(FEW)
    return None


CONTRIBUTION = Workflow(
    name="Contribution",
    field="status",
    states=Status,
    initial=Status.PLEDGED,
    transitions=(
        Transition(
            "agree",
            (Status.PLEDGED,),
            Status.AGREED,
            permission=Permission.FUNDING_APPROVE,
            required=("agreed_on",),
            who="a head of unit",
        ),
        Transition(
            "withdraw",
            (Status.PLEDGED,),
            Status.WITHDRAWN,
            permission=Permission.FUNDING_APPROVE,
            required=("status_reason",),
            who="a head of unit",
        ),
        Transition(
            "close",
            (Status.AGREED,),
            Status.CLOSED,
            permission=Permission.FUNDING_APPROVE,
            guard=_all_settled,
            who="a head of unit",
        ),
        Transition(
            "reopen",
            (Status.CLOSED,),
            Status.AGREED,
            permission=Permission.FUNDING_APPROVE,
            required=("status_reason",),
            who="a head of unit",
        ),
    ),
)
