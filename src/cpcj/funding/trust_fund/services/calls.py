"""What an office sets up: funds, calls for proposals, its own agreement."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from cpcj.documents.checking import TemplateRefusedError, check_template, refusal_words
from cpcj.documents.contents import Kind
from cpcj.frame.permissions import Permission, require
from cpcj.frame.services import Change, service
from cpcj.funding.models import CostObject
from cpcj.funding.trust_fund.models import AgreementTemplate, Call, Fund
from cpcj.funding.trust_fund.rules.eligibility import RequirementError, requirements_of
from cpcj.funding.trust_fund.rules.scoring import ScoringError, criteria_of
from cpcj.funding.trust_fund.rules.states import CallStatus
from cpcj.funding.trust_fund.services.recording import GrantError, hold, move
from cpcj.funding.trust_fund.workflow import CALL
from cpcj.register.followup.services.notes import harmless_name
from cpcj.register.services.act_rows import stored


@dataclass(frozen=True, slots=True)
class FundTerms:
    """What is said of a fund; see :class:`Fund`."""

    names: Mapping[str, str]
    purpose: str = ""
    provisions: Sequence[str] = ()
    cost_object: CostObject | None = None
    sealed: CostObject | None = None
    third_above: int = 20
    minimum_shown: int = 5


def _set_fund(fund: Fund, terms: FundTerms) -> None:
    if not terms.names.get("en", "").strip():
        raise GrantError(gettext("A fund has an English name."))
    if terms.cost_object is not None and terms.cost_object == terms.sealed:
        raise GrantError(gettext("Withheld amounts need a cost object of their own."))
    if terms.minimum_shown < 2:
        raise GrantError(gettext("The smallest number shown is at least 2."))
    fund.names = {code: stored(name.strip(), 300) for code, name in terms.names.items()}
    fund.purpose = stored(terms.purpose.strip(), 5000)
    fund.provisions = [stored(one.strip(), 255) for one in terms.provisions if one.strip()]
    fund.cost_object, fund.sealed = terms.cost_object, terms.sealed
    fund.third_above, fund.minimum_shown = terms.third_above, terms.minimum_shown
    fund.save()


@service(permission=Permission.GRANT_CALL)
def add_fund(change: Change, *, code: str, prefix: str, terms: FundTerms) -> Fund:
    """Set up a fund.

    Raises:
        GrantError: its code or prefix is taken, or the terms cannot be.
    """
    prefix = prefix.upper()
    if Fund.objects.filter(code=code).exists() or Fund.objects.filter(prefix=prefix).exists():
        raise GrantError(gettext("Another fund has this code or prefix."))
    fund = Fund(code=code, prefix=prefix)
    _set_fund(fund, terms)
    change.created(fund)
    return fund


@service(permission=Permission.GRANT_CALL)
def change_fund(change: Change, fund: Fund, terms: FundTerms) -> None:
    """Change what is said of a fund.

    Raises:
        GrantError: the terms cannot be, or the cost object of withheld amounts holds some.
    """
    held = hold(fund)
    before = change.values(
        held, "names", "purpose", "provisions", "cost_object_id", "sealed_id", "third_above",
        "minimum_shown",
    )  # fmt: skip
    if held.sealed is not None and held.sealed != terms.sealed:
        raise GrantError(gettext("What was once withheld stays where it is."))
    _set_fund(held, terms)
    change.altered(held, before)


@dataclass(frozen=True, slots=True)
class CallTerms:
    """What is said of a call; see :class:`Call`."""

    title: str
    words: str
    opens_on: dt.date
    closes_on: dt.date
    requirements: Sequence[Mapping[str, Any]] = ()
    criteria: Sequence[Mapping[str, Any]] = ()
    envelope: int | None = None


def _set_call(call: Call, terms: CallTerms) -> None:
    if terms.closes_on < terms.opens_on:
        raise GrantError(gettext("A call closes after it opens."))
    if terms.envelope is not None and terms.envelope <= 0:
        raise GrantError(gettext("An amount is above nothing."))
    try:
        requirements = requirements_of(terms.requirements)
        criteria = criteria_of(terms.criteria)
    except RequirementError as error:
        raise GrantError(gettext("Not a requirement: %s") % str(error)[:80]) from error
    except ScoringError as error:
        raise GrantError(gettext("The criteria cannot be: %s") % str(error)[:80]) from error
    call.title, call.words = stored(terms.title.strip(), 300), stored(terms.words.strip(), 20_000)
    call.opens_on, call.closes_on, call.envelope = terms.opens_on, terms.closes_on, terms.envelope
    call.requirements = [
        {"kind": one.kind, "value": list(one.value) if isinstance(one.value, tuple) else one.value}
        for one in requirements
    ]
    call.criteria = [
        {"key": one.key, "title": one.title, "weight": one.weight, "highest": one.highest}
        for one in criteria
    ]
    call.save()


@service(permission=Permission.GRANT_CALL)
def draft_call(change: Change, fund: Fund, *, code: str, terms: CallTerms) -> Call:
    """Draft a call for proposals.

    Raises:
        GrantError: its code is taken, or the terms cannot be.
    """
    if Call.objects.filter(code=code).exists():
        raise GrantError(gettext("Another call has this code."))
    call = Call(fund=fund, code=code)
    _set_call(call, terms)
    change.created(call)
    return call


@service(permission=Permission.GRANT_CALL)
def change_call(change: Change, call: Call, terms: CallTerms) -> None:
    """Change a call that is a draft; an open one says the same to all.

    Raises:
        GrantError: it is no draft any more, or the terms cannot be.
    """
    held = hold(call)
    if held.status != CallStatus.DRAFT:
        raise GrantError(gettext("Only a draft can be changed."))
    before = change.values(
        held, "title", "words", "opens_on", "closes_on", "envelope", "requirements", "criteria"
    )
    _set_call(held, terms)
    change.altered(held, before)


@service(permission=Permission.GRANT_CALL)
def move_call(change: Change, call: Call, *, deed: str) -> Call:
    """Take a call to where the table lets it go.

    Raises:
        GrantError: the table does not allow it now.
        PermissionDenied: this step is for another role.
    """
    held = hold(call)
    require(change.actor, CALL.transition(deed).permission)
    move(change, CALL, held, deed)
    return held


@service(permission=Permission.GRANT_CALL)
def keep_template(change: Change, fund: Fund, *, name: str, content: bytes) -> AgreementTemplate:
    """Write a fund's agreements from the office's own Word file from now on.

    Raises:
        GrantError: it cannot be the template (:func:`cpcj.documents.checking.check_template`).
    """
    try:
        check_template(content, name, Kind.GRANT_AGREEMENT)
    except TemplateRefusedError as error:
        raise GrantError(refusal_words(error)) from error
    template = AgreementTemplate(
        fund=fund, name=harmless_name(name), content=content,
        digest=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    template.save()
    change.created(template, ("fund_id", "name", "digest"))
    return template


@service(permission=Permission.GRANT_CALL)
def forget_template(change: Change, fund: Fund) -> None:
    """Write a fund's agreements from the program's own file again."""
    number, _kinds = AgreementTemplate.objects.filter(fund=fund).delete()
    if number:
        change.did(note="template forgotten", fund=fund.code)
    else:
        change.nothing()
