"""Sessions that can be seen and ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from cpcj.accounts.models import User


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as its person sees it; the address is shown to that person alone."""

    key: int
    browser: str
    address: str
    since: dt.datetime
    current: bool


def open_sessions(person: User, session_key: str | None) -> list[OpenSession]:
    """Return a person's sessions that have not ended, the latest first."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=person, session_key__in=live)
    return [
        OpenSession(
            row.pk,
            row.user_agent,
            row.ip,
            row.created_at,
            row.session_key == session_key,
        )
        for row in rows.order_by("-created_at", "-pk")
    ]


def end(person: User, key: int) -> bool:
    """End one of a person's sessions; return whether there was one."""
    return _end(UserSession.objects.filter(user=person, pk=key)) > 0


def end_all(person: User, but: str | None = None) -> int:
    """End a person's sessions, all or all but one; return how many."""
    return _end(UserSession.objects.filter(user=person).exclude(session_key=but or ""))


def _end(rows: QuerySet[UserSession]) -> int:
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)
