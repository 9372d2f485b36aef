"""When a request falls due: the sessions named, the next one, the day, or how often.

The reader of acts gives the first session named. What it leaves is read here from the request's own
words: further sessions of a list ("seventy-ninth and eightieth sessions"), a second body to which
the same act asks to report, "before the end of its eightieth session", the report referred to in
another paragraph, and what recurs. Nothing is invented: where no session is said, that is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise

from cpcj.register.reporting.rules.requests import (
    Basis,
    Deadline,
    Recurrence,
    Request,
    Schedule,
)
from cpcj.resolutions.sessions import ORDINAL, due, ordinal, session_in, year_of
from cpcj.resolutions.vocabulary.bodies import bodies
from cpcj.resolutions.vocabulary.sessions import rules

SESSION_NOT_STATED = "session-not-stated"
BODY_NOT_STATED = "body-not-stated"
NEXT_RECKONED = "next-reckoned"
NO_TABLE = "no-table-of-sessions"
ASKING_BODY_ASSUMED = "asking-body-assumed"

_OPENING = 60  # characters of what is asked by which it is found in its paragraph
_MOST = 60  # deadlines of one recurring request: bounds the work on a text that is none
_ORDINALS = re.compile(rf"\b{ORDINAL}\b", re.IGNORECASE)
_SESSIONS = re.compile(
    rf"\b(?:at|during|for|before|by|to|until|in\s+(?:advance|time)\s+(?:of|for)|prior\s+to|"
    rf"(?:end|beginning|start|opening|close|conclusion)\s+of)\s+(?:its|their|the)\s+"
    rf"(?P<numbers>{ORDINAL}(?:(?:,\s+and\s+|,\s+|\s+and\s+){ORDINAL})*)"
    r"(?:\s+(?:regular|annual|substantive|resumed))*\s+sessions?\b",
    re.IGNORECASE,
)
_REPORTING_AGAIN = re.compile(
    r"(?:\band\s+(?:also\s+)?|[;\n]\s*(?:to\s+(?:request|invite)\s[^;\n]{1,300}?\s)?)"
    r"to\s+(?:report|submit|present|transmit|provide|inform|brief)\b"
    r"|\band\s+to\s+(?=the\s+(?-i:[A-Z]))",
    re.IGNORECASE,
)
_IN_REPORT = re.compile(
    r"\bin\s+(?:his|her|its|their|the)\s+(?:[\w-]+\s+){0,3}?report\s+to\s+(?P<body>[^,;\n]{2,90}?)\s+"
    rf"at\s+(?:its|their)\s+(?P<number>{ORDINAL})(?:\s+(?:regular|annual|substantive))*\s+session\b",
    re.IGNORECASE,
)
"""A report that is given anyway, in which what is asked is to stand."""
_ANOTHER_ACT = re.compile(r"\b(?:requests?|invites?|encourages?|decides?)\b", re.IGNORECASE)
_FOR_CONSIDERATION = re.compile(r"\bfor\s+(?:its|their)\s+consideration\b", re.IGNORECASE)
_REFERRED = re.compile(
    r"\b(?:in|as\s+part\s+of|within|through)\s+the\s+(?:[\w-]+\s+){0,3}?report\s+"
    r"(?:referred\s+to|requested|mentioned)\s+in\s+paragraph\s+(?P<number>\d{1,4})\b",
    re.IGNORECASE,
)
_REFERRED_ABOVE = re.compile(
    r"\b(?:the\s+above-mentioned|the\s+aforementioned|the\s+said)\s+(?:[\w-]+\s+){0,2}?report\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:next|forthcoming|following)\b", re.IGNORECASE)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAY = re.compile(
    rf"^(?:(?:the\s+end\s+of|early|mid-?|late)\s*)?(?:(?P<day>\d{{1,2}})\s+)?"
    rf"(?:(?P<month>{'|'.join(_MONTHS)})\s+)?(?P<year>(?:19|20)\d\d)$"
)

# How often: words, and the measure they give. Adjectives count where they stand at the report.
_RECURRENCES: tuple[tuple[re.Pattern[str], Recurrence], ...] = tuple(
    (re.compile(words, re.IGNORECASE), measure)
    for words, measure in (
        (r"\b(?:quinquennial(?:ly)?|every\s+five\s+years)\b", Recurrence.QUINQUENNIAL),
        (r"\b(?:quadrennial(?:ly)?|every\s+four\s+years)\b", Recurrence.QUADRENNIAL),
        (r"\b(?:triennial(?:ly)?|every\s+three\s+years)\b", Recurrence.TRIENNIAL),
        (
            r"\b(?:biennial(?:ly)?|every\s+(?:two|other|second)\s+years?|every\s+biennium)\b",
            Recurrence.BIENNIAL,
        ),
        (
            r"\b(?:semi-annual(?:ly)?|biannual(?:ly)?|quarterly|monthly|every\s+(?:six|three)\s+months)\b",
            Recurrence.WITHIN_YEAR,
        ),
        (r"\b(?:annual(?:ly)?|every\s+year|each\s+year|yearly)\b", Recurrence.ANNUAL),
        (r"\bat\s+(?:each|every)\s+session\b|\bevery\s+session\b", Recurrence.SESSION),
        (
            r"\b(?:periodic(?:ally)?|regular(?:ly)?|at\s+regular\s+intervals)\b",
            Recurrence.PERIODIC,
        ),
    )
)
_BEGINNING = re.compile(
    rf"\b(?:(?:starting|commencing|beginning)(?:\s+(?:with|from|at|in))?|as\s+from|as\s+of|from)\s+"
    rf"(?:its|their|the)\s+{ORDINAL}\b",
    re.IGNORECASE,
)
_END_OF = re.compile(r"(?:end|beginning|start|opening|close|conclusion)\s+of\b", re.IGNORECASE)
"""Opens what :data:`_SESSIONS` found where the reader of acts sees no session."""
_ONE_OF_MANY = re.compile(
    r"^(?:(?:his|her|its|their|the)\s+)?(?:next|forthcoming)\b", re.IGNORECASE
)
"""The next of reports that are given anyway: one, though they recur."""
_REPORTS_TO_WHO_ASKS = frozenset({"secretary_general", "secretariat"})
"""Who reports to the asking body where no other is named."""


def recurrence_of(request: Request) -> Recurrence:
    """Return how often a request asks: from its words for the time, else from "an annual report".

    The words about the time are looked at first; then the deliverable's own, so that an annual
    meeting that is reported on once makes no annual report.
    """
    for words in (request.when, _head(request.what)):
        for pattern, measure in _RECURRENCES:
            if pattern.search(words):
                return measure
    return Recurrence.NONE


def _head(what: str) -> str:
    """Return a deliverable up to its noun: "an annual report" of "an annual report on …"."""
    return re.split(r"\s(?:on|of|regarding|concerning|about|containing|with)\s", what, maxsplit=1)[
        0
    ]


def schedules(requests: Iterable[Request], horizon: int) -> dict[str, Schedule]:
    """Return when each of the requests of one text falls due, by the acts' identifiers.

    Args:
        requests: the requests of one text, in order of print.
        horizon: year up to which what recurs is reckoned.
    """
    found: dict[str, Schedule] = {}
    of_paragraph: dict[str, Schedule] = {}
    last: Schedule | None = None
    for request in requests:
        made = schedule(request, horizon)
        if made.deadlines[0].basis is Basis.NONE and made.recurrence is Recurrence.NONE:
            meant = _referred(request, of_paragraph, last)
            if meant is not None:
                made = Schedule(
                    tuple(replace(one, basis=Basis.REFERRED) for one in meant.deadlines)
                )
        found[request.identifier] = made
        if made.deadlines[0].basis is not Basis.NONE:
            of_paragraph.setdefault(request.paragraph, made)
            last = made
    return found


def _referred(
    request: Request, of_paragraph: Mapping[str, Schedule], last: Schedule | None
) -> Schedule | None:
    named = _REFERRED.search(request.action)
    if named is not None:
        return of_paragraph.get(named["number"])
    return last if _REFERRED_ABOVE.search(request.action) else None


def schedule(request: Request, horizon: int) -> Schedule:
    """Return when a request falls due by its own words.

    Args:
        request: the request.
        horizon: year up to which what recurs is reckoned.
    """
    recurrence = recurrence_of(request)
    stated = tuple(_stated(request))
    if stated:
        if recurrence is not Recurrence.NONE and _BEGINNING.search(request.action):
            further = _recurring(stated[-1].body, stated[-1].session, recurrence, horizon)
            stated = (*stated, *further)
        doubts = (NO_TABLE,) if any(one.start is None for one in stated) else ()
        return Schedule(stated, recurrence, doubts)
    day = _day(request)
    if day is not None:
        return Schedule((day,), recurrence)
    named = _named_in_words(request) or _in_report(request) or _same_paragraph(request)
    if named:
        return Schedule(named, recurrence)
    if _NEXT.match(request.when):
        return _next(request)
    if recurrence is not Recurrence.NONE:
        return _recurrent(request, recurrence, horizon)
    return Schedule((_no_session(request),), Recurrence.NONE, (SESSION_NOT_STATED,))


def _no_session(request: Request) -> Deadline:
    return Deadline(request.to, None, None, None, Basis.NONE)


def _deadline(body: str, session: int, basis: Basis) -> Deadline:
    meant = due(body, session)
    return Deadline(body, session, meant.start, meant.end, basis)


def _stated(request: Request) -> Iterator[Deadline]:
    """Yield the session read and those named beside it."""
    if request.due_session is None:
        return
    seen = set()
    for one in _listed(request):
        if one.key not in seen:
            seen.add(one.key)
            yield one


def _listed(request: Request) -> Iterator[Deadline]:
    session = request.due_session or 0
    first = Deadline(request.due_body, session, request.due_from, request.due_to, Basis.STATED)
    yield first
    numbers = [ordinal(match.group()) for match in _ORDINALS.finditer(request.when)]
    others = [number for number in numbers if number is not None and number != session]
    if others:
        named = _bodies_before(request.action, request.when, request.organ)
        each_its_own = len(named) == len(numbers) and len(set(named)) == len(named)
        for place, number in enumerate(numbers):
            if number is None or number == session:
                continue
            body = named[place] if each_its_own else first.body
            yield _deadline(body, number, Basis.ALSO_STATED)
    yield from _asked_again(request)


def _asked_again(request: Request) -> Iterator[Deadline]:
    """Yield what the same act asks to be reported once more: "and to report to … at its …"."""
    starts = [match.start() for match in _REPORTING_AGAIN.finditer(request.action)]
    for start, end in pairwise([*starts, len(request.action)]):
        clause = request.action[start:end]
        match = _SESSIONS.search(clause)
        if match is None:
            continue
        named = _named_bodies(clause[: match.start()], request.organ)
        if not named:
            continue
        numbers = [ordinal(words) for words in _ORDINALS.findall(match["numbers"])]
        if numbers == [request.due_session]:
            continue  # the clause that was read: "through the Commission at its …"
        for number in numbers:
            if number is not None and _ahead(request, named[-1], number):
                yield _deadline(named[-1], number, Basis.ALSO_STATED)


def _ahead(request: Request, body: str, session: int) -> bool:
    """Tell whether a session is not over when the text is adopted."""
    if body == request.organ and request.session is not None:
        return session >= request.session
    return True


def _named_in_words(request: Request) -> tuple[Deadline, ...]:
    """Return the session of "before the end of its eightieth session", which lies ahead."""
    match = next(
        (
            found
            for found in _SESSIONS.finditer(request.action)
            if _END_OF.match(found.group()) is not None
        ),
        None,
    )
    if match is None:
        return ()
    named = _named_bodies(request.action[: match.start()], request.organ)
    body = named[-1] if named else request.to or request.organ
    numbers = [ordinal(words) for words in _ORDINALS.findall(match["numbers"])]
    return tuple(
        _deadline(body, number, Basis.STATED)
        for number in numbers
        if number and _ahead(request, body, number)
    )


def _ahead_of(request: Request) -> str:
    """Return the paragraph's words before what is asked; none where it does not stand in one."""
    opening = request.action[:_OPENING]
    at = request.words.find(opening) if opening else -1
    return request.words[: max(at, 0)]


def _in_report(request: Request) -> tuple[Deadline, ...]:
    """Return the session of the report in which something is to stand."""
    before = _ahead_of(request)
    match = next(reversed(list(_IN_REPORT.finditer(before))), None)
    if match is None or _ANOTHER_ACT.search(before, match.end()) is not None:
        return ()
    named = _named_bodies(match["body"], request.organ)
    number = ordinal(match["number"])
    if not named or number is None or not _ahead(request, named[-1], number):
        return ()
    return (_deadline(named[-1], number, Basis.STATED),)


def _same_paragraph(request: Request) -> tuple[Deadline, ...]:
    """Return the session named just before a report that is asked "for its consideration"."""
    if _FOR_CONSIDERATION.search(request.action) is None:
        return ()
    before = _ahead_of(request)
    match = next(reversed(list(_SESSIONS.finditer(before))), None)
    if match is None:
        return ()
    number = ordinal(_ORDINALS.findall(match["numbers"])[-1])
    if number is None or not _ahead(request, request.organ, number):
        return ()
    return (_deadline(request.organ, number, Basis.SAME_PARAGRAPH),)


def _day(request: Request) -> Deadline | None:
    """Return the day or the year named ("1 September 2024", "2024")."""
    match = _DAY.match(request.when.strip())
    if match is None:
        return None
    year = int(match["year"])
    if match["month"] is None:
        return Deadline(request.to, None, dt.date(year, 1, 1), dt.date(year, 12, 31), Basis.DATE)
    month = _MONTHS.index(match["month"]) + 1
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    if match["day"] is None:
        return Deadline(
            request.to, None, dt.date(year, month, 1), following - dt.timedelta(1), Basis.DATE
        )
    try:
        day = dt.date(year, month, int(match["day"]))
    except ValueError:
        return None
    return Deadline(request.to, None, day, day, Basis.DATE)


def _next(request: Request) -> Schedule:
    """Return the session after the text's own; of another body, the first in a year after it."""
    body = request.to or request.organ
    session = None
    if body == request.organ and request.session is not None:
        session = request.session + 1
    elif request.date is not None:
        session = _first_after(body, request.date.year)
    if session is None:
        return Schedule((_no_session(request),), Recurrence.NONE, (SESSION_NOT_STATED,))
    return Schedule((_deadline(body, session, Basis.NEXT),), doubts=(NEXT_RECKONED,))


def _first_after(body: str, year: int) -> int | None:
    for following in range(year + 1, year + 7):
        session = session_in(body, following)
        if session is not None:
            return session
    return None


def _recurrent(request: Request, recurrence: Recurrence, horizon: int) -> Schedule:
    """Return what recurs as the deadlines reckoned from the text's own session or date."""
    doubts: tuple[str, ...] = ()
    body = request.to
    if not body and request.addressees and request.addressees[0] in _REPORTS_TO_WHO_ASKS:
        body, doubts = request.organ, (ASKING_BODY_ASSUMED,)
    first: int | None = None
    if recurrence.years is not None or recurrence is Recurrence.SESSION:
        if body == request.organ and request.session is not None:
            first = request.session + _step(body, recurrence)
        elif request.date is not None and _meets(body):
            first = _first_after(body, request.date.year + (recurrence.years or 1) - 1)
    if first is None:
        no_session = replace(_no_session(request), basis=Basis.RECURRING)
        return Schedule((no_session,), recurrence, (SESSION_NOT_STATED,))
    start = _deadline(body, first, Basis.RECURRING)
    if start.start is None:
        return Schedule((start,), recurrence, (*doubts, NO_TABLE))
    if _ONE_OF_MANY.match(request.what):
        return Schedule((start,), recurrence, doubts)
    return Schedule((start, *_recurring(body, first, recurrence, horizon)), recurrence, doubts)


def _meets(body: str) -> bool:
    return body == "ecosoc" or body in rules()


def _step(body: str, recurrence: Recurrence) -> int:
    """Return how many sessions lie between two deadlines."""
    rule = rules().get(body)
    years = 1 if rule is None else rule.step
    return max(1, (recurrence.years or years) // years)


def _recurring(
    body: str, first: int | None, recurrence: Recurrence, horizon: int
) -> Iterator[Deadline]:
    """Yield the deadlines after the first, up to the horizon."""
    if first is None or (recurrence.years is None and recurrence is not Recurrence.SESSION):
        return
    step = _step(body, recurrence)
    for place in range(1, _MOST):
        session = first + place * step
        year = year_of(body, session)
        if year is None or year > horizon:
            return
        yield _deadline(body, session, Basis.RECURRING)


@cache
def _body_names() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return the names of bodies that meet as one expression, and whom each names."""
    names: dict[str, str] = {}
    for body in bodies().values():
        if body.addressee:
            for name in body.names:
                names.setdefault(name.casefold(), body.addressee)
    names.setdefault("assembly", "general_assembly")
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))}|it)\b", re.IGNORECASE), names


def _named_bodies(words: str, organ: str) -> list[str]:
    """Return the bodies named in some words, in order; "it" is the asking body."""
    pattern, names = _body_names()
    found = [
        organ if match.group() == "it" else names.get(match.group().casefold(), "")
        for match in pattern.finditer(words)
    ]
    return [name for name in found if name]


def _bodies_before(action: str, when: str, organ: str) -> list[str]:
    """Return the bodies named last before the words for the time."""
    at = action.find(when)
    named = _named_bodies(action[: at if at >= 0 else len(action)], organ)
    return named[-2:]
