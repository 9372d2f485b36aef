"""What is withheld: chosen by the grantee, added to by the office, lifted by a head."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.funding.trust_fund.models import PARTS, Application, Grant, Particular
from cpcj.funding.trust_fund.rules import withheld as rules
from cpcj.funding.trust_fund.rules.states import ApplicationStatus
from cpcj.funding.trust_fund.rules.withheld import Part
from cpcj.funding.trust_fund.services.recording import GrantError, hold

FIELDS = ("chosen", "shelter", "embargoed")


@service(permission=Permission.GRANT_APPLY, on="application")
def choose_withheld(
    change: Change, application: Application, *, chosen: Collection[str], shelter: bool
) -> Application:
    """Say what of the own application is to be withheld; once it is sent, only add to it.

    Raises:
        GrantError: something would be shown again, or cannot be withheld.
    """
    held = hold(application)
    return _set(
        change, held, chosen, shelter=shelter, lifting=held.status == ApplicationStatus.DRAFT
    )


@service(permission=Permission.GRANT_CALL, on="application")
def withhold(
    change: Change, application: Application, *, chosen: Collection[str], shelter: bool
) -> Application:
    """Withhold more of an application or grant.

    Raises:
        GrantError: as :func:`choose_withheld`.
    """
    return _set(change, hold(application), chosen, shelter=shelter, lifting=False)


@service(permission=Permission.GRANT_SEE_EMBARGOED, on="application")
def lift(change: Change, application: Application, *, chosen: Collection[str]) -> Application:
    """Withhold so much from now on, and show the rest; of a shelter never name and place.

    Raises:
        GrantError: the amount stands in the ledger as withheld.
    """
    held = hold(application)
    return _set(change, held, chosen, shelter=held.shelter, lifting=True)


def _set(
    change: Change,
    held: Application,
    chosen: Collection[str],
    *,
    shelter: bool,
    lifting: bool,
) -> Application:
    try:
        parts = rules.withheld(chosen, shelter=shelter)
    except ValueError as error:
        raise GrantError(gettext("This cannot be withheld by itself.")) from error
    before = rules.withheld(held.chosen, shelter=held.shelter)
    if before - parts and not lifting:
        raise GrantError(gettext("What is withheld is shown again by a head of unit alone."))
    grant = Grant.objects.filter(application=held).first()
    if grant is not None and (Part.AMOUNT in parts) != (Part.AMOUNT in before):
        raise GrantError(
            gettext("The amount stands in the ledger already: it is withheld before the award.")
        )
    require_neutral_account(held, parts)
    old = change.values(held, *FIELDS)
    held.chosen = sorted({str(one) for one in chosen})
    held.shelter, held.embargoed = shelter, bool(parts)
    held.save(update_fields=FIELDS)
    rows = Particular.objects.filter(application=held)
    rows.filter(part__in=parts).update(withheld=True)
    rows.exclude(part__in=parts).update(withheld=False)
    change.altered(held, old, note="withheld")
    return held


def require_neutral_account(held: Application, parts: Collection[Part]) -> None:
    """Refuse to withhold a name that the accounts give away to whoever manages them.

    Raises:
        GrantError: the organization's account is called what is to be withheld.
    """
    if Part.NAME not in parts:
        return
    row = Particular.objects.filter(application=held, part=Part.NAME).first()
    names = (*held.organization.names.values(), held.organization.code)
    if row is not None and any(rules.same_name(row.value, name) for name in names):
        raise GrantError(
            gettext(
                "The account of the organization bears the same name: have it called otherwise "
                "first, for who manages accounts reads it."
            )
        )


def part_names(parts: Collection[Part]) -> str:
    """Return the names of parts, in their order."""
    return ", ".join(str(PARTS[part]) for part in Part if part in parts)
