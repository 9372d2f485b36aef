"""Names of the calendar's values for a person, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.register.presentation import names
from cpcj.register.presentation.days import session_days, stretch
from cpcj.register.reporting.rules import deadlines
from cpcj.register.reporting.rules.requests import Basis, Recurrence
from cpcj.register.reporting.rules.states import State

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrPromise

    Names = dict[str, _StrPromise]

STATES: Names = {
    State.DUE: _("due"),
    State.LATE: _("late"),
    State.ANSWERED: _("answered"),
    State.ANSWER_PROPOSED: _("answer to be confirmed"),
    State.NOT_TRACEABLE: _("not traceable"),
    State.UNDATED: _("no session stated"),
    State.PROPOSED: _("proposed only"),
    State.SET_ASIDE: _("no reporting request"),
}
"""States of a deadline, in the order in which they are shown."""

STATE_HELP: Names = {
    State.DUE: _("The session is not yet over."),
    State.LATE: _(
        "The session is over, and no answer is among the documents that are listed for it."
    ),
    State.ANSWERED: _("A person matched the document that answers it."),
    State.ANSWER_PROPOSED: _("A listed document may answer it; nobody has confirmed that yet."),
    State.NOT_TRACEABLE: _(
        "The session is over, but nothing is held in which an answer would be listed."
    ),
    State.UNDATED: _("The words name no session, or its days are not known."),
    State.PROPOSED: _("Only a draft or a committee’s report asks it."),
    State.SET_ASIDE: _("A person said that it is no reporting request."),
}

TRACES: Names = {
    "table": _("A table of the session’s documents is held, and it is not in it."),
    "list": _("The list of documents for this item or series is held, and it is not in it."),
    "followed": _("A document was matched before and was removed."),
    "other-items": _(
        "Lists of documents of this session are held, but none for this item or series."
    ),
    "nothing-held": _("No list or table of documents of this session is held."),
}
"""Why an answer would be seen, or would not."""

BASES: Names = {
    Basis.STATED: _("the session is stated"),
    Basis.ALSO_STATED: _("one of several sessions that are stated"),
    Basis.NEXT: _("the next session, reckoned from the text’s own session or date"),
    Basis.REFERRED: _("due with the report that another paragraph asks for"),
    Basis.SAME_PARAGRAPH: _("the session that the same paragraph names before"),
    Basis.DATE: _("a day or year is stated"),
    Basis.RECURRING: _("recurs; reckoned from the text’s own session"),
    Basis.SETTLED: _("set by a person"),
    Basis.NONE: _("no session is stated"),
}
"""On what words a deadline stands."""

DOUBTS: Names = {
    deadlines.SESSION_NOT_STATED: _("The session is not stated."),
    deadlines.BODY_NOT_STATED: _("The body that receives it is not stated."),
    deadlines.NEXT_RECKONED: _("“Next session” was reckoned from the text’s own session or date."),
    deadlines.NO_TABLE: _("The days of this body’s sessions are not in the table of sessions."),
    deadlines.ASKING_BODY_ASSUMED: _("No body is named: taken to be the one that asks."),
}

RECURRENCES: Names = {
    Recurrence.PERIODIC: _("periodically"),
    Recurrence.SESSION: _("at each session"),
    Recurrence.WITHIN_YEAR: _("several times a year"),
    Recurrence.ANNUAL: _("every year"),
    Recurrence.BIENNIAL: _("every two years"),
    Recurrence.TRIENNIAL: _("every three years"),
    Recurrence.QUADRENNIAL: _("every four years"),
    Recurrence.QUINQUENNIAL: _("every five years"),
}

TONES = {
    State.DUE: "primary",
    State.LATE: "danger",
    State.ANSWERED: "success",
    State.ANSWER_PROPOSED: "info",
    State.NOT_TRACEABLE: "secondary",
    State.UNDATED: "light",
    State.PROPOSED: "warning",
    State.SET_ASIDE: "light",
}
"""Bootstrap's colours of the badges; the word beside says the same."""

LISTINGS: Names = {
    "considered": _("before the body"),
    "noted": _("taken note of"),
    "table": _("in a table of documents"),
    "entered": _("entered by hand"),
}


def state_name(state: str) -> str:
    """Return the name of a state."""
    return str(STATES.get(state, state))


def recurrence_name(recurrence: str) -> str:
    """Return how often something recurs."""
    return str(RECURRENCES.get(recurrence, recurrence))


def doubt_name(code: str) -> str:
    """Return a doubt in words."""
    return str(DOUBTS.get(code, code))


def body_name(body: str) -> str:
    """Return a body's name; of none, that none is named."""
    return names.addressee_name(body) if body else gettext("No body is named")


def place_name(place: str) -> str:
    """Return body and session ("general_assembly:71" as "General Assembly, 71st session")."""
    body, _colon, session = place.rpartition(":")
    if not session.lstrip("-").isdecimal():
        return place or gettext("no session stated")
    return gettext("%(body)s, %(session)s") % {
        "body": body_name(body),
        "session": names.session_name(body, int(session)),
    }


def due_words(body: str, session: int | None, start: dt.date | None, end: dt.date | None) -> str:
    """Return when something is due, in words: session and days, or the day."""
    if session is not None:
        return gettext("%(body)s, %(session)s") % {
            "body": body_name(body),
            "session": session_days(body, session, start, end),
        }
    if start is not None:
        return stretch(start, end if end != start else None)
    return gettext("no session stated")
