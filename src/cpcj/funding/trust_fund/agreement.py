"""What a grant agreement says to a user, and the file that a fund's agreements are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext

from cpcj.documents.contents import GrantAgreement, InstalmentLine, ReportLine
from cpcj.funding.trust_fund.models import AgreementTemplate, Fund, Grant
from cpcj.funding.trust_fund.rules.withheld import Part
from cpcj.funding.trust_fund.shown import for_a_file, shown

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


def own_template(fund: Fund) -> bytes | None:
    """Return the fund's own Word file; None where the office's or the program's is in use."""
    found = AgreementTemplate.objects.filter(fund=fund).first()
    return None if found is None else bytes(found.content)


def agreement(grant: Grant, user: Actor) -> GrantAgreement:
    """Return what the agreement says to a user.

    A shelter's agreement names it nowhere but to its own people: the number stands for it.
    """
    application = grant.application
    one = shown(user, application)
    words = for_a_file(user, application)
    parts = list(grant.instalments.all())
    return GrantAgreement(
        number=grant.number,
        fund=str(application.call.fund),
        call=application.call.code,
        grantee=words[Part.NAME],
        address=words[Part.ADDRESS],
        place=words[Part.PLACE],
        contact=words[Part.CONTACT],
        state=words[Part.STATE],
        title=one.title,
        amount=one.money(grant.cents),
        awarded=date_format(grant.awarded_on),
        starts=date_format(grant.starts_on),
        ends=date_format(grant.ends_on),
        schedule="; ".join(
            gettext("%(n)s: %(amount)s on %(day)s, report by %(due)s")
            % {
                "n": part.position,
                "amount": one.money(part.cents),
                "day": date_format(part.planned_on),
                "due": date_format(part.report_due_on),
            }
            for part in parts
        ),
        instalments=tuple(
            InstalmentLine(
                number=str(part.position),
                due=date_format(part.planned_on),
                amount=one.money(part.cents),
            )
            for part in parts
        ),
        reports=tuple(
            ReportLine(
                title=gettext("Report on instalment %(n)s") % {"n": part.position},
                due=date_format(part.report_due_on),
            )
            for part in parts
        ),
    )
