"""A reporting request as the rules see it, and the deadlines that they give it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from cpcj.resolutions.vocabulary.bodies import bodies


class Basis(StrEnum):
    """On what words a deadline stands."""

    STATED = "stated"  # "at its eightieth session"
    ALSO_STATED = "also_stated"  # the second of "at its seventy-ninth and eightieth sessions"
    NEXT = "next"  # "at its next session": reckoned from the text's own session or date
    REFERRED = "referred"  # "in the report referred to in paragraph 40 above"
    SAME_PARAGRAPH = "same_paragraph"  # "… at its eightieth session, and requests a report for it"
    DATE = "date"  # "by 1 September 2024"
    RECURRING = "recurring"  # "annually", "every four years"
    SETTLED = "settled"  # a person said which session is meant
    NONE = "none"  # no session is stated


class Recurrence(StrEnum):
    """How often something is asked again and again."""

    NONE = ""
    PERIODIC = "periodic"  # "periodically", "regularly": without a measure
    SESSION = "session"  # at each session
    WITHIN_YEAR = "within_year"  # quarterly, monthly
    ANNUAL = "1"
    BIENNIAL = "2"
    TRIENNIAL = "3"
    QUADRENNIAL = "4"
    QUINQUENNIAL = "5"

    @property
    def years(self) -> int | None:
        """Return how many years lie between two; None where there is no such measure."""
        return int(self.value) if self.value.isdigit() else None


@dataclass(frozen=True, slots=True)
class Request:
    """An act that asks for a report, an update or information.

    Attributes:
        identifier: of the act ("A/RES/70/178#op50.1").
        text: identifier of its text.
        paragraph: number of its paragraph.
        organ: normalized name of the body whose text it is ("general_assembly"), else "".
        session: that body's session, None where not known.
        date: day of the text, None where not known.
        action: what is asked, verbatim.
        words: the paragraph's whole words.
        what, to, when: the deliverable as read; empty for what is not said.
        due_body, due_session, due_from, due_to: the session read; empty and None where none was.
        addressees: who is asked, normalized, in order.
        title: the text's title.
        standing: proposed, recommended or adopted.
    """

    identifier: str
    text: str
    paragraph: str
    organ: str
    session: int | None
    date: dt.date | None
    action: str
    what: str
    to: str
    when: str
    due_body: str = ""
    due_session: int | None = None
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    addressees: tuple[str, ...] = ()
    title: str = ""
    standing: str = "adopted"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A session, or day, at which something is due.

    Attributes:
        body: normalized name of the body; empty where no body is said.
        session: its session (a year where the body counts by years); None for a day or for none.
        start, end: first and last day, both inclusive; None where they cannot be known.
        basis: on what words it stands.
    """

    body: str
    session: int | None
    start: dt.date | None
    end: dt.date | None
    basis: Basis

    @property
    def key(self) -> str:
        """Return the body with its session, or the day: unique among those of one request."""
        if self.session is not None:
            return f"{self.body}:{self.session}"
        return f"{self.body}:{self.end.isoformat() if self.end else ''}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a request falls due: at least one deadline, how often, and what is doubtful.

    ``doubts`` are codes: session-not-stated, body-not-stated, next-reckoned, no-table-of-sessions,
    asking-body-assumed.
    """

    deadlines: tuple[Deadline, ...]
    recurrence: Recurrence = Recurrence.NONE
    doubts: tuple[str, ...] = ()


def asking_body(organ: str) -> str:
    """Return the normalized name of the body whose key in the vocabulary is ``organ`` ("ga")."""
    known = bodies().get(organ)
    return organ if known is None or not known.addressee else known.addressee
