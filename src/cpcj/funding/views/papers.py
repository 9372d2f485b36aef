"""The acknowledgement of a receipt, given out in Word and as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from cpcj.documents.answers import document_file
from cpcj.documents.contents import DonorAcknowledgement, Kind
from cpcj.frame.permissions import Permission, require
from cpcj.funding import names
from cpcj.funding.models import Receipt
from cpcj.funding.rules.money import Money
from cpcj.funding.views.lists import contribution_href

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def acknowledgement(request: HttpRequest, key: int) -> HttpResponse:
    """Give out the acknowledgement of a receipt that was not reversed."""
    require(request.user, Permission.FUNDING_VIEW)
    seen = Receipt.objects.visible_to(request.user).select_related("contribution__donor")
    receipt: Receipt = get_object_or_404(seen, pk=key)
    if hasattr(receipt.entry, "reversed_by"):
        raise Http404(str(key))
    one = receipt.contribution
    content = DonorAcknowledgement(
        donor=str(one.donor),
        contribution=one.code,
        title=one.title,
        amount=names.money_words(Money(receipt.minor, one.currency)),
        dollars=names.dollars_words(receipt.cents),
        received=date_format(receipt.on),
        purpose=one.purpose,
    )
    return document_file(
        request, Kind.DONOR_ACKNOWLEDGEMENT, content,
        name=f"acknowledgement-{one.code}-{receipt.on}", page=contribution_href(one),
    )  # fmt: skip
