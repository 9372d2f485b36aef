"""Training events, counts of participants, follow-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.portfolio.models import (
    Activity,
    Event,
    FollowUp,
    Format,
    Kind,
    Participants,
    Sex,
)
from cpcj.assistance.portfolio.rules.training import follow_up_due
from cpcj.assistance.portfolio.services.faults import PortfolioError, line, text
from cpcj.assistance.portfolio.services.recording import hold
from cpcj.frame.permissions import Permission, require
from cpcj.frame.services import Change, service
from cpcj.register.services.act_rows import stored
from cpcj.resolutions.vocabulary.states import states

_RECORD = Permission.PORTFOLIO_RECORD
MOST_PEOPLE = 100_000
"""People of one institution and sex at an event."""
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of an institution (of a State, where one is said) and sex took part."""

    institution: str
    sex: str
    attended: int
    completed: int = 0
    state: str = ""


@service(permission=_RECORD, on="activity")
def add_event(  # noqa: PLR0913 - what an event says
    change: Change,
    activity: Activity,
    *,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    format: str = Format.IN_PERSON,  # noqa: A002 - the field's own word
    state: str = "",
    place: str = "",
) -> Event:
    """Record a training event of a training activity.

    Raises:
        PortfolioError: the activity trains nobody, or something is missing or unknown.
    """
    held = hold(activity)
    if held.kind != Kind.TRAINING:
        raise PortfolioError(gettext("Events belong to activities that are trainings."))
    if ends_on < starts_on:
        raise PortfolioError(gettext("It is planned to end before it begins."))
    if format not in Format.values or (state and state not in states()):
        raise PortfolioError(gettext("Format or State is not one that is known."))
    event = Event(
        activity=held, title=line(title, gettext("Title")), starts_on=starts_on, ends_on=ends_on,
        format=format, state=state, place=stored(place.strip(), 200),
        follow_up_due=follow_up_due(ends_on),
    )  # fmt: skip
    event.save()
    change.created(event, ("title", "starts_on", "ends_on", "state"))
    return event


def checked(counts: Iterable[Counted]) -> list[Counted]:
    """Return counts as they may be recorded.

    Raises:
        PortfolioError: one is not possible, or stands there twice.
    """
    found: dict[tuple[str, str, str], Counted] = {}
    for one in counts:
        institution = line(one.institution, gettext("Institution"), 200)
        if one.sex not in Sex.values:
            raise PortfolioError(gettext("%s: the sex is not one that is known.") % institution)
        if one.state and one.state not in states():
            raise PortfolioError(gettext("There is no such State or region: %s") % one.state)
        if not 0 <= one.completed <= one.attended <= MOST_PEOPLE:
            raise PortfolioError(
                gettext("%s: those who completed are at most those who took part.") % institution
            )
        key = (institution, one.state, one.sex)
        if key in found:
            raise PortfolioError(gettext("%s stands there twice.") % institution)
        found[key] = Counted(institution, one.sex, one.attended, one.completed, one.state)
        if len(found) > MOST_ROWS:
            raise PortfolioError(gettext("Too many lines: at most %s.") % MOST_ROWS)
    return list(found.values())


def store_counts(event: Event, counts: Iterable[Counted], *, replace: bool) -> int:
    """Write checked counts inside a service; the same key takes the place of what is held."""
    if replace:
        Participants.objects.filter(event=event).delete()
    written = 0
    for one in counts:
        Participants.objects.update_or_create(
            event=event,
            institution=one.institution,
            state=one.state,
            sex=one.sex,
            defaults={"attended": one.attended, "completed": one.completed},
        )
        written += 1
    return written


@service(permission=_RECORD)
def count_participants(change: Change, event: Event, *, counts: Iterable[Counted]) -> Event:
    """Record who took part in an event, in the place of what was recorded.

    Raises:
        PortfolioError: the event has not begun, or a count is not possible.
    """
    require(change.actor, _RECORD, event.activity)
    if event.starts_on > timezone.localdate():
        raise PortfolioError(gettext("Nobody took part yet: it begins later."))
    fields = ("institution", "state", "sex", "attended", "completed")
    before = list(Participants.objects.filter(event=event).values_list(*fields))
    store_counts(event, checked(counts), replace=True)
    after = list(Participants.objects.filter(event=event).values_list(*fields))
    if before == after:
        change.nothing()
    else:
        change.did(note="participants", event=event.pk, before=before, after=after)
    return event


@service(permission=_RECORD)
def follow_up(
    change: Change, event: Event, *, on: dt.date, reached: int, applying: int, words: str = ""
) -> FollowUp:
    """Record what became of an event.

    Raises:
        PortfolioError: more answered than took part, or more apply it than answered.
    """
    require(change.actor, _RECORD, event.activity)
    if not event.ends_on <= on <= timezone.localdate():
        raise PortfolioError(gettext("The day is before the event's end or still to come."))
    attended = sum(Participants.objects.filter(event=event).values_list("attended", flat=True))
    if not 0 <= applying <= reached <= attended:
        raise PortfolioError(
            gettext("Those who apply it are at most those who answered, and these at most those "
                    "who took part.")
        )  # fmt: skip
    found = FollowUp(
        event=event, on=on, reached=reached, applying=applying, words=text(words),
        by_id=change.actor.pk,
    )  # fmt: skip
    found.save()
    change.created(found, ("on", "reached", "applying"))
    return found
