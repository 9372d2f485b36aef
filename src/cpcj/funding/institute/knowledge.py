"""What a State's page shows of its account, to who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cpcj.frame.permissions import Permission, allows
from cpcj.funding.institute import queries
from cpcj.funding.institute.models import Member
from cpcj.funding.names import dollars_words

if TYPE_CHECKING:
    from django.http import HttpRequest


def on_state(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """Return the section; None for a State that is no member, or whose account is not shown."""
    if not allows(request.user, Permission.INSTITUTE_VIEW):
        return None
    if not Member.objects.visible_to(request.user).filter(state=code).exists():
        return None
    day = timezone.localdate()
    standing = queries.standing_of(code, day)
    return {
        "code": code,
        "day": day,
        "outstanding": dollars_words(standing.outstanding),
        "arrears": dollars_words(standing.arrears),
    }
