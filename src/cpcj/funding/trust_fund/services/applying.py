"""What a grantee does before the award: apply, attach, send, withdraw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.accounts.models import Organization
from cpcj.frame.permissions import Permission, require
from cpcj.frame.punctuation import enumerated_long
from cpcj.frame.services import Change, service
from cpcj.funding.trust_fund.models import (
    Application,
    Attachment,
    Call,
    Grant,
    Numbers,
    Particular,
)
from cpcj.funding.trust_fund.names import requirement_words
from cpcj.funding.trust_fund.rules import withheld as rules
from cpcj.funding.trust_fund.rules.eligibility import Facts, failing, requirements_of
from cpcj.funding.trust_fund.rules.states import ApplicationStatus, CallStatus, GrantStatus
from cpcj.funding.trust_fund.rules.withheld import Part
from cpcj.funding.trust_fund.services.embargo import part_names, require_neutral_account
from cpcj.funding.trust_fund.services.recording import (
    LONGEST_WORDS,
    GrantError,
    hold,
    keep_documents,
    move,
    words,
)
from cpcj.funding.trust_fund.workflow import APPLICATION
from cpcj.register.followup.services.notes import GivenDocument
from cpcj.register.services.act_rows import stored
from cpcj.resolutions.vocabulary.states import states

_EARLIEST = 1800


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a grantee says.

    Attributes:
        title, summary: what readers score; they name nothing that is withheld.
        name, address, place, contact: who it is, where, and how to reach it.
        state: three-letter code of the State it works in.
        cents: what is asked for, in cents of a dollar.
        founded: the year.
        months: how long it lasts.
        confirmed: statements of the call.
        chosen, shelter: what is to be withheld.
    """

    title: str
    summary: str
    name: str
    address: str
    place: str
    contact: str
    state: str
    cents: int
    founded: int
    months: int
    confirmed: Collection[str] = ()
    chosen: Collection[str] = ()
    shelter: bool = False


def _set(held: Application, said: Proposal) -> None:
    title, summary = stored(said.title.strip(), 300), stored(said.summary.strip(), LONGEST_WORDS)
    values = {
        Part.NAME: stored(said.name.strip(), 300),
        Part.ADDRESS: stored(said.address.strip(), 1000),
        Part.PLACE: stored(said.place.strip(), 200),
        Part.CONTACT: stored(said.contact.strip(), 1000),
        Part.STATE: said.state,
        Part.AMOUNT: "",
    }
    if not title or not summary or not values[Part.NAME]:
        raise GrantError(gettext("Say who proposes what, and give it a title."))
    known = states().get(said.state)
    if known is None or known.status == "former":
        raise GrantError(gettext("There is no such State."))
    if not _EARLIEST <= said.founded <= timezone.localdate().year or said.months <= 0:
        raise GrantError(gettext("The year or the number of months cannot be."))
    if said.cents <= 0:
        raise GrantError(gettext("An amount is above nothing."))
    try:
        parts = rules.withheld(said.chosen, shelter=said.shelter)
    except ValueError as error:
        raise GrantError(gettext("This cannot be withheld by itself.")) from error
    held.title, held.summary = title, summary
    held.founded, held.months = said.founded, said.months
    held.confirmed = sorted(set(said.confirmed))
    held.chosen, held.shelter = sorted({str(one) for one in said.chosen}), said.shelter
    held.embargoed = bool(parts)
    held.save()
    Particular.objects.filter(application=held).delete()
    Particular.objects.bulk_create(
        Particular(
            application=held, part=part, value=value, withheld=part in parts,
            cents=said.cents if part is Part.AMOUNT else None,
        )
        for part, value in values.items()
    )  # fmt: skip
    require_neutral_account(held, parts)


def _require_open(call: Call, today: dt.date) -> None:
    if call.status != CallStatus.OPEN or not call.opens_on <= today <= call.closes_on:
        raise GrantError(gettext("The call does not take applications now."))


def _number(call: Call, year: int) -> str:
    Numbers.objects.get_or_create(fund=call.fund, year=year)
    row = Numbers.objects.select_for_update().get(fund=call.fund, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{call.fund.prefix}-{year}-{row.last:04}"


@service(permission=Permission.GRANT_APPLY)
def start(
    change: Change,
    call: Call,
    organization: Organization,
    said: Proposal,
    documents: Sequence[GivenDocument] = (),
) -> Application:
    """Draft an application of an organization that the actor acts for.

    Raises:
        PermissionDenied: the actor does not act for it.
        GrantError: the call is not open, or something is missing or cannot be.
    """
    require(change.actor, Permission.GRANT_APPLY, Application(organization_id=organization.pk))
    today = timezone.localdate()
    _require_open(call, today)
    held = Application(call=call, organization=organization, number=_number(call, today.year))
    _set(held, said)
    keep_documents(change, held, documents)
    change.created(held, ("number", "call_id", "organization_id", "status"))
    return held


@service(permission=Permission.GRANT_APPLY, on="application")
def rewrite(
    change: Change,
    application: Application,
    said: Proposal,
    documents: Sequence[GivenDocument] = (),
) -> Application:
    """Write a draft anew.

    Raises:
        GrantError: it is sent already, or as :func:`start`.
    """
    held = hold(application)
    if held.status != ApplicationStatus.DRAFT:
        raise GrantError(gettext("What is sent is not changed."))
    before = change.values(held, "title", "summary", "months", "founded", "confirmed", "chosen")
    _set(held, said)
    keep_documents(change, held, documents)
    change.altered(held, before, note="rewritten")
    return held


@service(permission=Permission.GRANT_APPLY)
def remove_file(change: Change, application: Application, *, key: int) -> None:
    """Take a file out of the own draft.

    Raises:
        GrantError: it is sent already, or there is no such file.
    """
    require(change.actor, Permission.GRANT_APPLY, application)
    held = hold(application)
    found = Attachment.objects.filter(application=held, report=None, pk=key).first()
    if held.status != ApplicationStatus.DRAFT or found is None:
        raise GrantError(gettext("What is sent is not changed."))
    change.removed(found, change.values(found, "digest", "size"))
    found.delete()


def missing(held: Application, today: dt.date) -> list[str]:
    """Return, in words, every requirement of the call that an application does not meet."""
    rows = dict(Particular.objects.filter(application=held).values_list("part", "value"))
    amount = Particular.objects.filter(application=held, part=Part.AMOUNT).first()
    running = Grant.objects.filter(
        organization=held.organization_id, application__call__fund=held.call.fund_id
    ).exclude(status=GrantStatus.CLOSED)
    facts = Facts(
        years=today.year - held.founded,
        cents=(amount.cents or 0) if amount else 0,
        months=held.months,
        state=rows.get(Part.STATE, ""),
        confirmed=frozenset(held.confirmed),
        documents=held.attachments.filter(report=None).count(),
        open_grants=running.count(),
    )
    return [
        requirement_words(one) for one in failing(requirements_of(held.call.requirements), facts)
    ]


@service(permission=Permission.GRANT_APPLY, on="application")
def submit(change: Change, application: Application) -> Application:
    """Send an application.

    Raises:
        GrantError: the call is closed; a requirement is not met, each of which is named; or the
            text tells what is to be withheld.
    """
    held = hold(application)
    today = timezone.localdate()
    _require_open(held.call, today)
    if failed := missing(held, today):
        raise GrantError(gettext("The call asks for: %s") % enumerated_long(failed))
    hidden = {
        Part(row.part): (row.value, (row.cents,) if row.cents else ())
        for row in Particular.objects.filter(application=held, withheld=True)
    }
    if told := rules.mentioned((held.title, held.summary), hidden):
        raise GrantError(
            gettext("Title or text tell what is to be withheld: %s") % part_names(told)
        )
    require_neutral_account(held, tuple(hidden))
    held.sent_on = today
    move(change, APPLICATION, held, "submit", also=("sent_on",))
    return held


@service(permission=Permission.GRANT_APPLY, on="application")
def withdraw(change: Change, application: Application, *, reason: str) -> Application:
    """Withdraw the own application, until it is decided.

    Raises:
        GrantError: no reason, or it is decided already.
    """
    held = hold(application)
    held.decision_reason = words(reason)
    move(change, APPLICATION, held, "withdraw", also=("decision_reason",))
    return held
