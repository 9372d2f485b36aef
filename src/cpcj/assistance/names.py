"""How requests are said: deeds, criteria, clocks, errors."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cpcj.assistance.rules.states import Status

DEEDS = {
    "make": _("Received"),
    "record": _("Recorded by the office"),
    "acknowledge": _("Acknowledge"),
    "assess": _("Begin the assessment"),
    "ask": _("Ask for more information"),
    "answer": _("Answer"),
    "resume": _("Go on with the assessment"),
    "accept": _("Accept"),
    "merge": _("Merge with another request"),
    "propose_decline": _("Propose to decline"),
    "keep": _("Take the proposal to decline back"),
    "decline": _("Decline"),
    "plan": _("Plan"),
    "start": _("Begin delivery"),
    "deliver": _("Delivered"),
    "evaluate": _("Evaluated"),
    "close": _("Close"),
    "withdraw": _("Withdraw the request"),
    "record_withdrawal": _("Record the withdrawal"),
    "share": _("Let other States see it, or no longer"),
    "shared": _("Other States may see it"),
    "unshared": _("Other States may no longer see it"),
    "correct": _("Corrected by the office"),
    "assign": _("Assign"),
    "attach": _("Add documents"),
    "score": _("Give points"),
    "conflict": _("Declare a conflict of interest"),
}
"""Deeds by name, as the buttons and the history say them."""

CRITERIA = {
    "need": _("Need and vulnerability"),
    "mandate": _("Fit with the mandates"),
    "urgency": _("Urgency"),
    "feasibility": _("Feasibility and readiness of the State"),
    "beneficiaries": _("Reach and benefit for those concerned"),
    "not_done_by_others": _("Not done by others"),
}

HOLIDAY_ERRORS = {
    "day": _("The date is not written as year-month-day (2026-12-25)."),
    "name": _("There is no name."),
    "twice": _("The date stands in the table twice."),
}

HOLIDAY_FILE_ERRORS = {
    "large": _("The table is too large."),
    "encoding": _("The table is not written in UTF-8."),
    "columns": _("The table needs the columns “date” and “name”."),
}

LANGUAGES = {
    "ar": _("Arabic"),
    "zh": _("Chinese"),
    "en": _("English"),
    "fr": _("French"),
    "ru": _("Russian"),
    "es": _("Spanish"),
}


def deed_name(deed: str) -> str:
    """Return what a deed is called."""
    return str(DEEDS.get(deed, deed))


def status_name(status: str) -> str:
    """Return what a state is called."""
    return str(Status(status).label) if status in Status.values else status


def criterion_name(criterion: str) -> str:
    """Return what a criterion is called."""
    return str(CRITERIA.get(criterion, criterion))


def language_name(language: str) -> str:
    """Return what a language is called."""
    return str(LANGUAGES.get(language, language))
