"""What the documents say: a kind each, with its content in words.

A room that has something to say fills one of these; every value is text as it is to be printed, in
the language of the document. In a template a value stands in braces by its name (``{number}``); a
value of a line stands with the name of the lines before it (``{spending.project}``), and the row or
paragraph it stands in is repeated for each line.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, get_args, get_type_hints

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

NOTHING = "–"
"""Stands where there is no value."""


class Kind(TextChoices):
    """What a document is."""

    REQUEST_ACKNOWLEDGEMENT = "request_acknowledgement", _("Acknowledgement of a request")
    DONOR_ACKNOWLEDGEMENT = "donor_acknowledgement", _("Acknowledgement of a contribution")
    PROJECT_DOCUMENT = "project_document", _("Project document")
    DONOR_REPORT = "donor_report", _("Report to a donor")
    GRANT_AGREEMENT = "grant_agreement", _("Grant agreement")
    ARREARS_NOTICE = "arrears_notice", _("Notice of arrears")
    STATE_ANSWERS = "state_answers", _("What is asked of a State, and what it has answered")


def _needed() -> Any:
    """Say that a template without this value is none of its kind."""
    return field(metadata={"needed": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAcknowledgement:
    """That a State's request was received; ``answer_by`` is the day by which it is answered."""

    number: str = _needed()
    state: str = _needed()
    title: str = ""
    received: str = ""
    acknowledged: str = ""
    topics: str = ""
    answer_by: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorAcknowledgement:
    """That an amount of a contribution came in; ``dollars`` is the same in dollars."""

    donor: str = _needed()
    amount: str = _needed()
    received: str = _needed()
    contribution: str = ""
    title: str = ""
    dollars: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLine:
    """A partner of a project and its part in it."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """An indicator of a result: where it stands, what it is to reach, what it has reached."""

    result: str
    indicator: str
    baseline: str = ""
    target: str = ""
    actual: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """An activity."""

    code: str
    title: str
    status: str = ""
    countries: str = ""
    dates: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """What is planned for a period or a part of the work."""

    item: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDocument:
    """A project as it is agreed: what it is for, where, with whom, its results and its budget."""

    code: str = _needed()
    title: str = _needed()
    programme: str = ""
    status: str = ""
    starts: str = ""
    ends: str = ""
    countries: str = ""
    summary: str = ""
    mandates: str = ""
    total: str = ""
    made: str = ""
    partners: tuple[PartnerLine, ...] = ()
    results: tuple[ResultLine, ...] = ()
    activities: tuple[ActivityLine, ...] = ()
    budget: tuple[BudgetLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingLine:
    """What of a contribution went to a project."""

    project: str
    allocated: str = ""
    committed: str = ""
    spent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorReport:
    """What became of a contribution: money in, spent and left on a day, and the results."""

    donor: str = _needed()
    contribution: str = _needed()
    received: str = _needed()
    spent: str = _needed()
    as_of: str = ""
    title: str = ""
    amount: str = ""
    agreed: str = ""
    support_cost: str = ""
    available: str = ""
    spending: tuple[SpendingLine, ...] = ()
    activities: tuple[ActivityLine, ...] = ()
    results: tuple[ResultLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentLine:
    """An instalment of a grant: when, how much."""

    number: str
    due: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report that a grantee owes."""

    title: str
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantAgreement:
    """A grant: to whom, for what, how much in which instalments, which reports are owed.

    ``schedule`` says the instalments in one line; what is withheld stands in no place.
    """

    number: str = _needed()
    grantee: str = _needed()
    amount: str = _needed()
    fund: str = ""
    call: str = ""
    address: str = ""
    place: str = ""
    state: str = ""
    contact: str = ""
    title: str = ""
    awarded: str = ""
    starts: str = ""
    ends: str = ""
    schedule: str = ""
    instalments: tuple[InstalmentLine, ...] = ()
    reports: tuple[ReportLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrearsLine:
    """An assessment that is owed: since when it is due, how much of it; ``age`` says how long."""

    year: str
    due: str = ""
    assessed: str = ""
    owing: str = ""
    age: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrearsNotice:
    """What a member owes on a day, by assessment; on ``pay_by`` the next notice is due."""

    member: str = _needed()
    as_of: str = _needed()
    total: str = _needed()
    number: str = ""
    pay_by: str = ""
    lines: tuple[ArrearsLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """A duty under a treaty: its article, since when, and what is known of an answer."""

    instrument: str
    article: str = ""
    words: str = ""
    since: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateLine:
    """A mandate addressed to a State: where it stands, as what it asks, what was answered."""

    place: str
    words: str = ""
    basis: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateAnswers:
    """What is asked of a State on a day and what it has answered.

    ``known_on`` is the day up to which participation is known; ``rest`` says what is left out.
    """

    state: str = _needed()
    as_of: str = _needed()
    known_on: str = ""
    summary: str = ""
    rest: str = ""
    duties: tuple[DutyLine, ...] = ()
    mandates: tuple[MandateLine, ...] = ()


Content = (
    RequestAcknowledgement
    | DonorAcknowledgement
    | ProjectDocument
    | DonorReport
    | GrantAgreement
    | ArrearsNotice
    | StateAnswers
)

CONTENTS: dict[Kind, type[Content]] = {
    Kind.REQUEST_ACKNOWLEDGEMENT: RequestAcknowledgement,
    Kind.DONOR_ACKNOWLEDGEMENT: DonorAcknowledgement,
    Kind.PROJECT_DOCUMENT: ProjectDocument,
    Kind.DONOR_REPORT: DonorReport,
    Kind.GRANT_AGREEMENT: GrantAgreement,
    Kind.ARREARS_NOTICE: ArrearsNotice,
    Kind.STATE_ANSWERS: StateAnswers,
}
"""The content that each kind is made from."""


def places(kind: Kind) -> tuple[str, ...]:
    """Return the places that a template of a kind may name, in order."""
    return tuple(_places(CONTENTS[kind]))


def _places(content: type[Any], before: str = "") -> list[str]:
    found = []
    hints = get_type_hints(content)
    for one in fields(content):
        line = next((of for of in get_args(hints[one.name]) if is_dataclass(of)), None)
        if line is None:
            found.append(f"{before}{one.name}")
        else:
            found += _places(line, f"{one.name}.")  # type: ignore[arg-type]
    return found


def needed_places(kind: Kind) -> tuple[str, ...]:
    """Return the places without which a template is none of its kind."""
    return tuple(one.name for one in fields(CONTENTS[kind]) if one.metadata.get("needed"))


@dataclass(frozen=True, slots=True)
class Values:
    """A content by the names of its places.

    Attributes:
        single: values by name.
        lines: by name of the lines, the values of each by name.
    """

    single: dict[str, str]
    lines: dict[str, list[dict[str, str]]]


def values(content: Content) -> Values:
    """Return a content's values; where there is none stands a dash."""
    found = Values({}, {})
    for one in fields(content):
        value = getattr(content, one.name)
        if isinstance(value, tuple):
            found.lines[one.name] = [
                {of.name: getattr(line, of.name) or NOTHING for of in fields(line)}
                for line in value
            ]
        else:
            found.single[one.name] = value or NOTHING
    return found
