"""The calendar of files without a register: pure functions over the records of acts.

Nothing is known here of what people settled or of documents brought in: every request of an adopted
text is due, over, or has no session stated. A draft's request counts once with that of the
resolution of the same title and session.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cpcj.register.reporting.rules.deadlines import schedules
from cpcj.register.reporting.rules.requests import Deadline, Request, Schedule, asking_body
from cpcj.register.reporting.rules.same import Placed, one_entry_each, words_of
from cpcj.register.reporting.rules.states import Facts, State, state_of
from cpcj.resolutions.identifier import organ_slug
from cpcj.resolutions.model import Standing
from cpcj.resolutions.records import act_record
from cpcj.resolutions.series.titles import same_title

if TYPE_CHECKING:
    from cpcj.resolutions.act import Act
    from cpcj.resolutions.model import Document

COLUMNS = (
    "identifier", "body", "session", "from", "to", "state", "addressees", "reports_to", "what",
    "when", "recurs", "basis", "doubts", "words",
)  # fmt: skip
_AHEAD = 2  # years after the day asked for up to which what recurs is reckoned


@dataclass(frozen=True, slots=True)
class DueLine:
    """A request at one of its deadlines, with its state on the day asked for."""

    request: Request
    deadline: Deadline
    state: State
    recurs: str
    doubts: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """Return it with the keys of :data:`COLUMNS`, as the lists of the application have them."""
        request, deadline = self.request, self.deadline
        return {
            "identifier": request.identifier,
            "body": deadline.body or None,
            "session": deadline.session,
            "from": deadline.start,
            "to": deadline.end,
            "state": self.state.value,
            "addressees": list(request.addressees),
            "reports_to": request.to or None,
            "what": request.what,
            "when": request.when or None,
            "recurs": self.recurs or None,
            "basis": deadline.basis.value,
            "doubts": list(self.doubts),
            "words": request.words,
        }


def requests_of(document: Document, acts: Iterable[Act]) -> list[Request]:
    """Return the requests of a document, in order of print.

    Args:
        document: the document.
        acts: its acts.
    """
    organ = asking_body(organ_slug(document).replace("-", "_"))
    titles = {text.id: text.title.text for text in document.texts}
    found = []
    for act in acts:
        record = act_record(act)
        if record["deliverable"] is not None:
            title = titles.get(act.text) or document.title or ""
            found.append(_request(document, organ, title, record))
    return found


def _request(document: Document, organ: str, title: str, record: Mapping[str, Any]) -> Request:
    asked = record["deliverable"]
    due: Mapping[str, Any] = asked["due"] or {}
    return Request(
        identifier=record["id"],
        text=record["id"].partition("#")[0],
        paragraph=record["paragraph"],
        organ=organ,
        session=document.session,
        date=document.date,
        action=record["action"],
        what=asked["what"] or "",
        to=asked["to"] or "",
        when=asked["when"] or "",
        due_body=due.get("body", ""),
        due_session=due.get("session"),
        due_from=_day(due.get("from")),
        due_to=_day(due.get("to")),
        addressees=tuple(record["addressees"]),
        title=title,
        standing=record["standing"],
        words=record["full"],
    )


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def due_lines(requests: Iterable[Request], on: dt.date) -> Iterator[DueLine]:
    """Yield every deadline of some requests with its state on a day, in order of time.

    Args:
        requests: requests of any texts.
        on: the day; what was asked later is left out.
    """
    by_text: dict[str, list[Request]] = {}
    for request in requests:
        if request.date is None or request.date <= on:
            by_text.setdefault(request.text, []).append(request)
    made: dict[str, Schedule] = {}
    for of_text in by_text.values():
        made.update(schedules(of_text, on.year + _AHEAD))
    held = [request for of_text in by_text.values() for request in of_text]
    leads = one_entry_each(_placed(held, made))
    lines = [
        line
        for request in held
        if request.identifier in leads
        for line in _lines(request, made[request.identifier], on)
    ]
    lines.sort(key=lambda line: (line.deadline.start or dt.date.max, line.request.identifier))
    yield from lines


def _placed(requests: Iterable[Request], made: Mapping[str, Schedule]) -> Iterator[Placed]:
    families: dict[tuple[str, int | None, str], int] = {}
    for request in requests:
        title = same_title(request.title)
        family = None
        if title and request.session is not None:
            place = (request.organ, request.session, title)
            family = families.setdefault(place, len(families))
        deadlines = made[request.identifier].deadlines
        keys = frozenset(one.key for one in deadlines if one.session is not None)
        yield Placed(request, family, keys, words_of(request.action))


def _lines(request: Request, schedule: Schedule, on: dt.date) -> Iterator[DueLine]:
    for deadline in schedule.deadlines:
        facts = Facts(adopted=request.standing == Standing.ADOPTED, end=deadline.end)
        state = state_of(facts, on)
        yield DueLine(request, deadline, state, schedule.recurrence.value, schedule.doubts)
