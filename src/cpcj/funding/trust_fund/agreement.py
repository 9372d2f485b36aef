"""The grant agreement in Word: one function, ``agreement(grant, user)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext

from cpcj.funding.trust_fund.models import AgreementTemplate, Grant
from cpcj.funding.trust_fund.rules.withheld import Part
from cpcj.funding.trust_fund.shown import for_a_file, shown
from cpcj.funding.trust_fund.templates_in_word import default_template, filled

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


def standard_template() -> bytes:
    """Return the program's own template in the language of the reader."""
    return default_template(
        gettext("Grant agreement"),
        (
            gettext("Number: {number}"),
            gettext("{fund} ({call})"),
            gettext("Grantee: {grantee}, {address}, {place}, {state}; {contact}"),
            gettext("A grant of {amount} is awarded on {awarded} for: {title}."),
            gettext("It begins on {starts} and ends on {ends}."),
            gettext("It is paid in these instalments: {instalments}."),
            gettext(
                "An instalment after the first is paid once the report on the one before it is "
                "accepted. A report says in words and figures what was done, and how many victims "
                "were assisted, by sex, age and kind of aid, and names none of them."
            ),
        ),
    )


def agreement(grant: Grant, user: Actor) -> bytes:
    """Return the agreement as a user may read it, from the fund's own template if it has one.

    A shelter's agreement names it nowhere but to its own people: the number stands for it.
    """
    application = grant.application
    fund = application.call.fund
    template = AgreementTemplate.objects.filter(fund=fund).first()
    one = shown(user, application)
    words = for_a_file(user, application)
    parts = "; ".join(
        gettext("%(n)s: %(amount)s on %(day)s, report by %(due)s")
        % {
            "n": part.position,
            "amount": one.money(part.cents),
            "day": date_format(part.planned_on),
            "due": date_format(part.report_due_on),
        }
        for part in grant.instalments.all()
    )
    return filled(
        bytes(template.content) if template else standard_template(),
        {
            "number": grant.number,
            "fund": str(fund),
            "call": application.call.code,
            "grantee": words[Part.NAME],
            "address": words[Part.ADDRESS],
            "place": words[Part.PLACE],
            "contact": words[Part.CONTACT],
            "state": words[Part.STATE],
            "title": one.title,
            "amount": one.money(grant.cents),
            "awarded": date_format(grant.awarded_on),
            "starts": date_format(grant.starts_on),
            "ends": date_format(grant.ends_on),
            "instalments": parts,
        },
    )
