"""What the room knows about a provision: the funds it set up, and their open calls."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from cpcj.evidence.asking import anything
from cpcj.evidence.registry import EvidenceItem
from cpcj.frame.actors import SystemActor
from cpcj.funding.trust_fund.models import Call, Fund
from cpcj.funding.trust_fund.rules.states import CallStatus

if TYPE_CHECKING:
    from cpcj.frame.first_run import FirstRun
    from cpcj.frame.permissions import Actor

_SET_UP = "SELECT 1 FROM trust_fund_fund WHERE CAST(provisions AS TEXT) LIKE %s LIMIT 1"
"""Funds are few; what is like it in any way is looked at."""


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield the funds that a provision set up, with the calls that are open."""
    text = identifier.partition("#")[0]
    if not anything(_SET_UP, f"%{text}%"):
        return
    for fund in Fund.objects.visible_to(user):
        if not {identifier, text} & set(fund.provisions):
            continue
        yield EvidenceItem(
            room="trust_fund", kind="fund", provision=identifier, label=str(fund),
            href=_address("trust_fund:start"), on=None, doubt=None,
        )  # fmt: skip
        for call in Call.objects.visible_to(user).filter(fund=fund, status=CallStatus.OPEN):
            yield EvidenceItem(
                room="trust_fund", kind="call", provision=identifier,
                label=gettext("Call for proposals: %s") % call.title,
                href=_address("trust_fund:call", call.code), on=call.opens_on, doubt=None,
            )  # fmt: skip


def _address(name: str, *key: str) -> str | None:
    """Return an address; None where the pages are not served (a command, a worker)."""
    try:
        return reverse(name, args=key)
    except NoReverseMatch:
        return None


def _table(name: str) -> list[dict[str, Any]]:
    read = files("cpcj.funding.trust_fund.rules").joinpath(name).read_text("utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(read)["fund"]
    return rows


@cache
def elsewhere() -> tuple[dict[str, str], ...]:
    """Return the funds that others administer: name, administered_by, address."""
    return tuple(_table("elsewhere.toml"))


def set_up(run: FirstRun) -> None:
    """Set up the programme's own funds, those that are not there yet."""
    from cpcj.funding.trust_fund.services.calls import FundTerms, add_fund

    for row in _table("funds.toml"):
        if Fund.objects.filter(code=row["code"]).exists():
            continue
        terms = FundTerms(names=row["names"], provisions=row["provisions"])
        fund = add_fund(
            SystemActor("first-run"), code=row["code"], prefix=row["prefix"], terms=terms
        )
        run.report(f"fund set up: {fund.code}")
