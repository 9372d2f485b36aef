"""The weekly digest by e-mail: what is new, due soon, late and changed, to each officer.

Sent where a mail server is set (``settings.MAIL_IS_SET``), to people with an address, in plain
text; nothing where there is nothing to say, and never twice in a week: the week is taken before the
letter goes out, and given back only where it could not be handed over.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from cpcj.accounts.models import User
from cpcj.frame.permissions import Permission, allows
from cpcj.jobs.queue import JobResult, Progress, job
from cpcj.register.followup import queries
from cpcj.register.followup.models import Digest, Entry, Reminder
from cpcj.register.followup.rules import week_of
from cpcj.register.followup.shown import ShownEntry, shown
from cpcj.register.models import Act
from cpcj.register.presentation.called import place_name
from cpcj.register.presentation.days import session_days

log = logging.getLogger(__name__)

MOST = 25
"""Mandates, changes or reminders of one kind that a letter names; the rest are counted."""
_WEEK = dt.timedelta(days=7)


class Sent(StrEnum):
    """What came of a person's digest."""

    SENT = "sent"
    BEFORE = "sent before"
    NOTHING = "nothing to say"
    NO_ADDRESS = "no address"
    FAILED = "failed"


class NoMailServerError(Exception):
    """No mail server is set, so nothing can be sent."""


@dataclass(frozen=True, slots=True)
class Line:
    """A mandate in a letter."""

    called: str
    words: str
    due: str
    href: str


@dataclass(frozen=True, slots=True)
class Part:
    """Mandates of one kind: the first of them, and how many more there are."""

    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What there is to say to a person about a week."""

    new: Part
    soon: Part
    late: Part
    changes: tuple[tuple[str, ShownEntry], ...]
    more_changes: int
    reminders: tuple[Reminder, ...]

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to say."""
        return not (
            self.new.lines or self.soon.lines or self.late.lines or self.changes or self.reminders
        )


def letter_for(person: User, today: dt.date) -> Letter:
    """Return what there is to say to a person; what happened in the last seven days is news.

    The reminders are those of the whole week: the next letter would come after the day.
    """
    since = timezone.now() - _WEEK
    sunday = today + dt.timedelta(days=7 - today.isoweekday())
    visible = queries.mandates(person)
    own = visible.filter(queries.mine(person, today))
    given = Entry.objects.visible_to(person).filter(deed="assign", at__gte=since)
    new = own.filter(followup__in=given.exclude(by=person.pk).values("followup"))
    changes = (
        Entry.objects.visible_to(person)
        .filter(at__gte=since, followup__row__in=own.values("pk"))
        .exclude(Q(by=person.pk) | Q(deed="assign"))
        .select_related("followup", "by")
    )
    return Letter(
        new=_part(new),
        soon=_part(own.filter(queries.due_soon(today))),
        late=_part(own.filter(queries.late(today))),
        changes=tuple((place_name(one.entry.followup.act), one) for one in shown(changes[:MOST])),
        more_changes=max(0, changes.count() - MOST),
        reminders=tuple(queries.reminders(person, sunday)[:MOST]),
    )


def _part(acts: object) -> Part:
    found: Sequence[Act] = list(acts.order_by("due_from", "pk")[: MOST + 1])  # type: ignore[attr-defined]
    more = 0 if len(found) <= MOST else acts.count() - MOST  # type: ignore[attr-defined]
    return Part(tuple(_line(act) for act in found[:MOST]), more)


def _line(act: Act) -> Line:
    due = ""
    if act.due_session is not None:
        due = session_days(act.due_body, act.due_session, act.due_from, act.due_to)
    words = f"{act.phrase} {act.action}"
    return Line(
        place_name(act.identifier),
        words if len(words) <= 200 else f"{words[:200].rpartition(' ')[0]} …",
        due,
        _address("followup:mandate", act.identifier),
    )


def _address(name: str, *arguments: str) -> str:
    """Return the whole address of a page; empty where the site's own address is not set."""
    site = str(settings.SITE_ADDRESS).rstrip("/")
    try:
        return f"{site}{reverse(name, args=arguments)}" if site else ""
    except NoReverseMatch:
        return ""


def mail_is_set() -> bool:
    """Tell whether a mail server is set."""
    return bool(getattr(settings, "MAIL_IS_SET", False))


def send_to(person: User, today: dt.date) -> Sent:
    """Send a person the digest of the week of a day, unless it was sent."""
    if not person.email:
        return Sent.NO_ADDRESS
    week = week_of(today)
    if Digest.objects.filter(user=person, week=week).exists():
        return Sent.BEFORE
    with translation.override(person.written_in):
        letter = letter_for(person, today)
        if letter.empty:
            return Sent.NOTHING
        message = EmailMessage(
            subject=gettext("Mandates: the week %(week)s") % {"week": week},
            body=render_to_string(
                "followup/digest.txt",
                {"letter": letter, "person": person, "href": _address("followup:mine")},
            ),
            to=[person.email],
        )
    taken, made = Digest.objects.get_or_create(user=person, week=week)
    if not made:
        return Sent.BEFORE
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 - a mail server's library raises what it likes
        taken.delete()
        # The error of a mail server may hold the person's address.
        log.error("a digest of %s could not be sent: %s", week, type(error).__name__)  # noqa: TRY400
        return Sent.FAILED
    return Sent.SENT


def readers(today: dt.date) -> Iterator[User]:
    """Yield those a digest is for: officers and heads of units who may see follow-up."""
    for person in queries.officers(today):
        if allows(person, Permission.FOLLOWUP_VIEW):
            yield person


def send_all(today: dt.date, progress: Progress | None = None) -> Counter[Sent]:
    """Send everybody's digest of the week; return how many came of each.

    Raises:
        NoMailServerError: no mail server is set.
    """
    if not mail_is_set():
        message = gettext("No mail server is set, so no digest can be sent.")
        raise NoMailServerError(message)
    people = list(readers(today))
    counts: Counter[Sent] = Counter()
    for place, person in enumerate(people, start=1):
        counts[send_to(person, today)] += 1
        if progress is not None:
            progress.step(place, len(people))
    return counts


@job(title=gettext_noop("Send the weekly digest"))
def send_digests(progress: Progress) -> JobResult:
    """Send everybody's digest; started again, it goes on with those not sent yet."""
    if not mail_is_set():
        return {"sent": 0}
    counts = send_all(timezone.localdate(), progress)
    return {one.value: number for one, number in counts.items()}
