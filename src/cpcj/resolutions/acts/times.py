"""When something is due: the session named, a date, or how often."""

from __future__ import annotations

import re
from typing import NamedTuple

from cpcj.resolutions.act import Due, Evidence, Pieces
from cpcj.resolutions.acts.receivers import RECEIVING, Circumstances, Clause, Receiver, receiver_at
from cpcj.resolutions.model import Span
from cpcj.resolutions.sessions import GENERAL_ASSEMBLY, ORDINAL, due, ordinal, year_of

_COUNT = (
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|thirty|sixty|ninety)"
)
_SESSION_OF = re.compile(
    rf"(?:\b(?:its|their|the|each)\s+)?(?P<words>(?:(?:next|forthcoming|following|current)|(?:(?:resumed|regular|annual|substantive)\s+)?(?P<number>{ORDINAL})"
    rf"(?:(?:,\s+|\s+and\s+|,\s+and\s+|\s+to\s+|\s+or\s+){ORDINAL})*|(?P<year>(?:19|20)\d\d))"
    r"(?:\s+(?:regular|annual|substantive|organizational|resumed|special|intersessional|reconvened|plenary))*"
    r"\s+sessions?|(?:substantive|annual|organizational)\s+session(?:,)?\s+(?:of|in)\s+(?P<of_year>(?:19|20)\d\d))\b(?:\s+of\s+(?=(?P<of>the\s)))?",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\bits\s+(?P<words>next\s+(?:annual\s+|intersessional\s+)?meeting)\b", re.IGNORECASE
)
_DATE = re.compile(
    r"\b(?:by|before|no\s+later\s+than|not\s+later\s+than|in|prior\s+to|until)\s+(?P<words>(?:the\s+end\s+of\s+|early\s+|mid-|late\s+)?"
    r"(?:\d{1,2}\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?(?:19|20)\d\d)\b(?!/)"
)
_RECURRING = re.compile(
    r"\b(?:periodically|annually|biennially|triennially|quadrennially|quarterly|semi-annually|biannually|regularly|monthly"
    rf"|every\s+(?:(?:other|{_COUNT})\s+)?(?:year|month|week|day|session|biennium)s?|on\s+an?\s+(?:[\w-]+\s+){{0,2}}?(?:annual|biennial|triennial|quarterly|monthly|weekly|daily|yearly|periodic|regular|semi-annual|biannual|ongoing|continuous)\s+basis"
    r"|at\s+regular\s+intervals|each\s+year|yearly|at\s+each\s+(?:(?:annual|regular)\s+)?session|as\s+soon\s+as\s+possible)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"\b(?:within\s+(?:the\s+(?:next|following)\s+)?(?:one|{_COUNT}|a|an)\s+(?:years?|months?|weeks?|days?)\b"
    rf"(?:\s+(?:of|from|after)\s+(?:the\s+|its\s+)?(?:date\s+of\s+)?(?:the\s+|its\s+)?adoption(?:\s+of\s+(?:the\s+present|this)\s+\w+)?)?"
    rf"|in\s+{_COUNT}\s+(?:months|weeks|days)\s+of\s+(?:the|its)\s+adoption)"
)
"""Until when, counted from the adoption: "within six months", "within 30 days of its adoption"."""

_STARTING = re.compile(r"\b(?:starting|beginning|commencing)(?:\s+(?:with|from))?\s+$")
_DEADLINE = re.compile(r"\bno(?:t)?\s+later\s+than\s+[^,;:\n]{1,160}(?<=\w)")
_SAME = re.compile(
    r"\b(?:at|during|to|for)\s+(?P<words>(?:that|the\s+same|the\s+said)\s+session)\b"
)
_AT = re.compile(
    r"\b(?:at|during|for|before|by|to|in|advance\s+of|prior\s+to|than|until|"
    r"(?:starting|beginning|commencing)\s+(?:with|from|at)|from|as\s+of|and|"
    r"(?:parts?|segment|weeks?|day|end|beginning|start|opening|close|conclusion)\s+of)\s+$"
)
"""What stands before a session at which something is due; "on its tenth session" is a subject."""
_DONE_AT = re.compile(
    r"\b(?:adopted|agreed|conducted|considered|convened|decided|delivered|discussed|endorsed|expressed|"
    r"held|identified|issued|made|organized|raised|reached|requested|taken)(?:\s+(?:up|upon))?\s+"
    r"(?:at|during|in)\s+$"
)
"""What was done at a session: "the decisions taken at its tenth session" is a subject too."""
_DONE_BY = re.compile(r"\bby\s+(?=[^,;:\n]{2,120}?\s(?:at|during|in)\s+$)")
_AHEAD = re.compile(r"\bfor\s+(?:[\w’-]+\s+){0,6}$|\bto\s+be\s+(?:[\w’-]+\s+){0,3}$")
"""What makes a session one to come: "for consideration by", "to be held at"."""
_BEFORE_SESSION = 200  # characters before a session in which it is said whose work it held


_MEETS = re.compile(
    r"assembly|ecosoc|council|commission|conference|committee|congress|group|forum|board|panel|ccpcj|cnd|csw|"
    r"csocd|cop_|cosp_|unea|meeting|tribunal"
)
"""What meets in sessions: the Secretariat, through which a report goes, does not."""


_NO_LATER = re.compile(
    r"\bno(?:t)?\s+later\s+than\s+(?:at\s+|by\s+|during\s+)?(?:its\s+|their\s+|the\s+)?$",
    re.IGNORECASE,
)
"""A session that is the last day: "no later than the seventy-ninth session"."""

_PERIODIC = re.compile(
    r"\b[Aa]n?\s+(?:[\w-]+\s+){0,3}?(?P<words>annual|biennial|triennial|quadrennial|quinquennial|quarterly|semi-annual|biannual|yearly"
    r"|monthly)\s+(?:[\w-]+\s+){0,3}?(?:reports?|updates?|briefings?|overview|summary|list)\b"
)
"""How often a document is to be given that does not exist yet: "an annual report"."""


class Session(NamedTuple):
    """A session named in a clause: its words, which session it is, and where it stands."""

    words: str
    due: Due | None
    places: Pieces


def session_named(clause: Clause, received: tuple[Receiver, ...]) -> Session | None:
    """Return the session at which something is due; None where none is named."""
    full, start, end = clause.full, clause.start, clause.end
    near = full.find("session", start, end)
    if near >= 0:
        for match in _SESSION_OF.finditer(full, max(start, near - 160), end):
            if _AT.search(full[max(start, match.start() - 30) : match.start()]) is None:
                continue
            body = _body_of(clause, match, received)
            if _is_subject(clause, match.start()) or _over(match, body, clause.circumstances):
                continue
            first, last = match.span("words")
            latest = _NO_LATER.search(full[max(start, first - 40) : first])
            if latest is not None:
                first = max(start, first - 40) + latest.start()
            due_ = _due(match, body, clause.circumstances)
            return Session(full[first:last], due_, (Span(first, last),))
        same = _SAME.search(full, start, end)
        if same is not None:
            return Session(same["words"], _named_before(clause), (Span(*same.span("words")),))
    meeting = _MEETING.search(full, start, end)
    if meeting is not None:
        return Session(meeting["words"], None, (Span(*meeting.span("words")),))
    return None


def _is_subject(clause: Clause, at: int) -> bool:
    """Tell whether a session is told of: "consideration of the item by the Council at its …"."""
    full = clause.full
    begin = max(clause.start, at - _BEFORE_SESSION)
    done = _DONE_AT.search(full[begin:at])
    if done is not None:
        return _AHEAD.search(full[begin : begin + done.start()]) is None
    for by in _DONE_BY.finditer(full[begin:at]):
        meeting = receiver_at(clause, begin + by.end())
        if meeting is None or _MEETS.search(meeting.value) is None:
            continue
        between = full[meeting.place.end : at].split()
        if len(between) == 1 and _AHEAD.search(full[begin : begin + by.start()]) is None:
            return True
    return False


def _over(match: re.Match[str], body: str | None, circumstances: Circumstances) -> bool:
    """Tell whether a session of the adopting body was over when the text was adopted."""
    if body is None or body != circumstances.body or circumstances.session is None:
        return False
    session = ordinal(match["number"]) if match["number"] is not None else None
    return session is not None and session < circumstances.session


def _named_before(clause: Clause) -> Due | None:
    """Return the session named last before a clause: what "at that session" means."""
    for match in reversed(list(_SESSION_OF.finditer(clause.full, 0, clause.start))):
        named = _due(match, _body_of(clause, match, ()), clause.circumstances)
        if named is not None:
            return named
    return None


def _body_of(clause: Clause, match: re.Match[str], received: tuple[Receiver, ...]) -> str | None:
    """Return the body whose session is named."""
    if match["of"] is not None:
        named = receiver_at(clause, match.end())
        if named is not None:
            return named.value
    ahead = [
        one.value for one in received if one.place.end <= match.start() and _MEETS.search(one.value)
    ]
    if ahead:
        return ahead[-1]
    return _whose(match["number"], clause.circumstances, clause.addressees)


def _whose(
    number: str | None, circumstances: Circumstances, addressees: tuple[Evidence, ...]
) -> str | None:
    """Return whose "its twentieth session" is: the adopting body's, or theirs who are asked."""
    asked_body = addressees[0].value if len(addressees) == 1 else None
    body = circumstances.body
    if number is None or body is None:
        return body
    session = ordinal(number)
    own = circumstances.session
    if session is not None and own is not None and body == GENERAL_ASSEMBLY and session < own:
        return asked_body if asked_body is not None and year_of(asked_body, session) else None
    return body


def _due(match: re.Match[str], body: str | None, circumstances: Circumstances) -> Due | None:
    """Return the session meant; None where the words do not say which."""
    if body is None or "special" in match["words"].lower():
        return None
    if "_" not in body and body not in RECEIVING:
        return None  # a short form that no name before it explains
    if match["number"] is not None:
        session = ordinal(match["number"])
    elif match["year"] or match["of_year"]:
        session = int(match["year"] or match["of_year"]) if body == "ecosoc" else None
    elif (
        match["words"].lower().startswith("next")
        and body == circumstances.body
        and circumstances.session is not None
        and body == GENERAL_ASSEMBLY
    ):
        session = circumstances.session + 1
    else:
        session = None
    return None if session is None else due(body, session)


def time_named(clause: Clause, pieces: Pieces) -> tuple[str | None, Pieces]:
    """Return the words for a time that is no session: a date, or how often.

    Args:
        clause: the clause.
        pieces: the words of what is handed over; a date in them is none for handing over.
    """
    full, start, end = clause.full, clause.start, clause.end
    date = _DATE.search(full, start, end)
    recurring = _RECURRING.search(full, max(start - 24, 0), end)
    first = date is not None and _STARTING.search(
        full[max(start, date.start() - 24) : date.start()]
    )
    if (
        date is not None
        and not (first and recurring)
        and not any(one.start < date.start() < one.end for one in pieces)
    ):
        return date["words"], (Span(*date.span("words")),)
    period = _PERIOD.search(full, start, end)
    if period is not None and not any(one.start < period.start() < one.end for one in pieces):
        return period.group(), (Span(*period.span()),)
    if recurring is not None:
        return recurring.group(), (Span(*recurring.span()),)
    for one in pieces:
        if (periodic := _PERIODIC.search(full, one.start, one.end)) is not None:
            return periodic["words"], (Span(*periodic.span("words")),)
    deadline = _DEADLINE.search(full, start, end)
    if deadline is None:
        return None, ()
    return deadline.group(), (Span(*deadline.span()),)
