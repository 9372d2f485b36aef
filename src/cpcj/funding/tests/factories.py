"""Donors, contributions and cost objects that the tests write money with."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from cpcj.accounts.models import Organization
from cpcj.accounts.services import add_organization
from cpcj.frame.actors import SystemActor
from cpcj.frame.records import writing_allowed
from cpcj.funding.models import Contribution, CostObject, Donor, Rate
from cpcj.funding.rules.money import Money
from cpcj.funding.services import books, parties
from cpcj.funding.services.parties import Terms

SYSTEM = SystemActor("test")
DAY = dt.date(2026, 3, 1)
PARAGRAPH = "A/RES/79/901#op2"
_numbers = count(1)


def organization(code: str = "") -> Organization:
    """Return an organization that people can act for."""
    code = code or f"organization-{next(_numbers)}"
    return add_organization(SYSTEM, code=code, names={"en": f"Organization {code}"})


def donor(**given: Any) -> Donor:
    """Return a donor."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "code": f"donor-{number}",
        "names": {"en": f"Donor {number}"},
        "kind": "foundation",
    }
    return parties.add_donor(SYSTEM, **(values | given))


def cost_object(**given: Any) -> CostObject:
    """Return something to allocate to."""
    number = next(_numbers)
    values: dict[str, Any] = {"code": f"P-{number}", "title": f"Project {number}"}
    return parties.add_cost_object(SYSTEM, **(values | given))


def rate(currency: str, since: dt.date, units: str) -> None:
    """Record a rate of exchange."""
    with writing_allowed():
        Rate(currency=currency, since=since, units=units, source="invented").save()


def terms(**given: Any) -> Terms:
    """Return the terms of a contribution."""
    values: dict[str, Any] = {
        "title": "Lamps for harbours",
        "purpose": "",
        "earmarking": "soft_earmarked",
        "channel": "thematic",
        "levy_payment": "beside",
        "provisions": (PARAGRAPH,),
    }
    return Terms(**(values | given))


def pledge(amount: Money, *, by: Donor | None = None, **given: Any) -> Contribution:
    """Return a pledge."""
    in_kind = given.pop("in_kind", False)
    return parties.pledge(
        SYSTEM,
        code=f"C-{next(_numbers)}",
        donor=by or donor(),
        amount=amount,
        on=DAY,
        terms=terms(**given),
        in_kind=in_kind,
    )


def agreed(cents: int = 100_000, **given: Any) -> Contribution:
    """Return an agreed contribution in dollars."""
    contribution = pledge(Money(cents), **given)
    books.agree(SYSTEM, contribution, on=DAY)
    return contribution


def received(cents: int = 100_000, **given: Any) -> Contribution:
    """Return a contribution in dollars that has come in whole."""
    contribution = agreed(cents, **given)
    books.receive(SYSTEM, contribution, on=DAY, minor=cents)
    return contribution
